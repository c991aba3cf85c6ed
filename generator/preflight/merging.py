"""Merges equal faults: many on one page become one with a count and places, and one on many pages
becomes one with the page numbers."""

import re
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from generator.problems import Problem

# Places kept beside the first.
OTHERS: Final = 4
_PAGE = re.compile(r"page (\d+): ")
_MEASURED = re.compile(r'"[^"]*"|\d+(?:\.\d+)?')


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one rule, where those that differ only in their place on a page, or in what
    was measured there, become one, in the words of the first."""
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
    return _over_pages(list(found.values()))


def _over_pages(problems: list[Problem]) -> list[Problem]:
    """Problems where equal words about several pages, without a place, become one problem of all
    the pages."""
    pages: dict[object, list[int]] = {}
    for problem in problems:
        if match := _PAGE.match(problem.message):
            pages.setdefault(_without_page(problem, match), []).append(int(match[1]))
    merged: list[Problem] = []
    known: set[object] = set()
    for problem in problems:
        match = _PAGE.match(problem.message)
        key = _without_page(problem, match) if match else None
        if match is None or len(pages[key]) == 1:
            merged.append(problem)
        elif key not in known:
            known.add(key)
            said = problem.message[match.end() :]
            merged.append(replace(problem, message=f"pages {ranges(pages[key])}: {said}"))
    return merged


def _without_page(problem: Problem, match: re.Match[str]) -> object:
    """Everything in a problem except its page. A problem with a place is like no other."""
    if problem.place is not None:
        return id(problem)
    return replace(problem, message=problem.message[match.end() :])


def ranges(numbers: Iterable[int]) -> str:
    """`1 to 4, 7 and 9` as a person lists pages."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [
        str(first) if first == last else f"{first}, {last}" if last == first + 1 else
        f"{first} to {last}"
        for first, last in runs
    ]  # fmt: skip
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]


def _kind(problem: Problem) -> object:
    """What two problems must share to become one. Without a place this is every word."""
    message, page = problem.message, 0
    if problem.place is not None:
        message, page = _MEASURED.sub("", message), problem.place.page
    return problem.severity, problem.rule, message, page, problem.hint
