"""Decides what may be printed and handed out. docs/release.md has the table."""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from generator.design.editions import Edition
from generator.problems import Problem, Refused, Severity
from .libraries import Libraries
from .planning import Job

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
    """The problems of words in an edition. No press prints words that nobody has written."""
    if edition.colours != "cmyk":
        return list(problems)
    return [
        replace(problem, severity=Severity.ERROR, hint=f"{problem.hint}; {_UNTIL_THEN}")
        if problem.rule in UNPRINTABLE
        else problem
        for problem in problems
    ]


def unreleasable(project: Libraries, job: Job) -> tuple[Problem, ...]:
    """The errors that stop the release of a piece. There are none if its words cannot be read at
    all, which is reported when it is made."""
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
