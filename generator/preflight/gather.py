"""The same fault many times on one page, told once with the first of its places."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from generator.problems import Problem

# Places kept beside the first.
OTHERS: Final = 4
_MEASURED = re.compile(r'"[^"]*"|\d+(?:\.\d+)?')


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of one rule; those that only differ in where they are on a page, or in what was
    measured there, become one, in the words of the first."""
    found: dict[object, Problem] = {}
    for problem in problems:
        key = _kind(problem)
        first = found.get(key)
        if first is None:
            found[key] = problem
            continue
        others = first.others
        if problem.place is not None and len(others) < OTHERS:
            others = (*others, problem.place)
        found[key] = replace(first, count=first.count + problem.count, others=others)
    return list(found.values())


def _kind(problem: Problem) -> object:
    """What two problems must share to be one. Without a place, every word."""
    message, page = problem.message, 0
    if problem.place is not None:
        message, page = _MEASURED.sub("", message), problem.place.page
    return problem.severity, problem.rule, message, page, problem.hint
