"""Preflight: a finished PDF read cold, from its bytes, and judged.

Nothing here is shared with the writer. `facts` finds out what a file is, `rules` judge that,
`profiles` say which rules with what limits; a rule that cannot run counts as failed.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from generator.preflight.facts import Facts
from generator.preflight.file import Unreadable, open_file
from generator.preflight.profiles import PROFILES, Row
from generator.preflight.report import (
    Box,
    CodeReading,
    Expected,
    ExpectedCode,
    FontFacts,
    PageFacts,
    Report,
)
from generator.preflight.rules import RULES
from generator.preflight.syntax import Malformed
from generator.problems import Problem, did_you_mean, error

__all__ = [
    "PROFILES",
    "RULES",
    "Box",
    "CodeReading",
    "Expected",
    "ExpectedCode",
    "FontFacts",
    "PageFacts",
    "Report",
    "check",
]

T = TypeVar("T")


def check(data: bytes, profile: str, expected: Expected | None = None) -> Report:
    """Judge the PDF in `data` by the rules of `profile`, and against what the build promised.

    Never raises for anything in the file: what cannot be read, and every rule that could not
    run on it, is an error in the report.
    """
    if profile not in PROFILES:
        hint = did_you_mean(profile, PROFILES)
        return Report((error("unknown-profile", f'no preflight profile "{profile}"', hint=hint),))
    try:
        file = open_file(data)
    except Unreadable as problem:
        return Report((error(problem.rule, str(problem), hint=problem.hint),))
    facts = Facts(file, expected)
    problems: list[Problem] = []
    ran: list[str] = []
    for row in PROFILES[profile].rows:
        try:
            problems += _judge(facts, row)
        except Exception as reason:  # noqa: BLE001 - whatever stops a rule, it is not passed
            problems.append(_could_not_run(row.rule, reason))
        else:
            ran.append(row.rule)
    return _report(facts, problems, ran)


def _judge(facts: Facts, row: Row) -> Iterator[Problem]:
    for fault in list(RULES[row.rule].judge(facts, **row.limits)):
        yield Problem(
            row.severity, row.rule, fault.message, None, fault.hint, fault.details,
            fault.place, fault.limit, fault.found,
        )  # fmt: skip


def _could_not_run(rule: str, reason: Exception) -> Problem:
    said = str(reason) or type(reason).__name__
    kind = "" if isinstance(reason, Malformed) else f"{type(reason).__name__}: "
    return error(rule, f"the preflight rule {rule} could not run", details=(f"{kind}{said}",))


def _report(facts: Facts, problems: list[Problem], ran: list[str]) -> Report:
    """What was found, as far as the file lets itself be asked. A fact that cannot be had is left
    empty and is an error, unless a rule has said so already."""

    def fact(name: str, ask: Callable[[], T]) -> T | tuple[()]:
        try:
            return ask()
        except Exception as reason:  # noqa: BLE001 - as for the rules
            if not any(problem.is_error for problem in problems):
                problems.append(_could_not_run(name, reason))
            return ()

    pages = fact("pages", lambda: facts.pages)
    plates = fact("plates", lambda: facts.plates)
    fonts = fact("fonts", lambda: facts.fonts)
    codes = fact("codes", lambda: facts.readings)
    return Report(tuple(problems), pages, plates, fonts, codes, tuple(ran))
