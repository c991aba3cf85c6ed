"""Decides what may be printed and handed out. docs/release.md has the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from generator.design.editions import Edition
from generator.jobs.libraries import Libraries
from generator.jobs.planning import Job
from generator.problems import Problem, Refused, Severity

# Warnings of a build that are errors of a release.
UNRELEASABLE: Final = frozenset(
    {
        "draft",
        "stale",
        "fallback",
        "test-area",
        "unverified",
        "verified-long-ago",
        "example-address",
        "placeholder-words",
    }
)


# Warnings of a build that are errors in a file for a press.
UNPRINTABLE: Final = frozenset({"placeholder-words"})
_UNTIL_THEN: Final = "until then no press prints it, but --edition office,screen shows it"


def for_edition(problems: Iterable[Problem], edition: Edition) -> list[Problem]:
    """What is wrong with words, as an edition has it: no press prints what nobody has written."""
    if edition.colours != "cmyk":
        return list(problems)
    return [
        replace(problem, severity=Severity.ERROR, hint=f"{problem.hint}; {_UNTIL_THEN}")
        if problem.rule in UNPRINTABLE
        else problem
        for problem in problems
    ]


def unreleasable(project: Libraries, job: Job) -> tuple[Problem, ...]:
    """Why a piece may not be released, as errors; nothing if it may, or if its words cannot be
    read at all, which making it reports."""
    piece = job.piece
    try:
        _, problems = project.document(piece.campaign, piece.language, piece.area)
    except Refused:
        return ()
    if project.design.layout(piece.layout).is_easy:
        problems = [*problems, *project.content.easy_warnings(piece.campaign)]
    problems = [
        *project.content.trial(piece.area),
        *problems,
        *project.content.overdue([piece.area]),
    ]
    return tuple(
        replace(problem, severity=Severity.ERROR)
        for problem in problems
        if problem.rule in UNRELEASABLE
    )
