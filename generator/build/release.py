"""What may be printed and handed out: docs/release.md says it in a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from generator.build.jobs import Job
from generator.build.workshop import Workshop
from generator.problems import Problem, Refused, Severity

# Warnings of a build that are errors of a release.
HOLDING: Final = frozenset(
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


def held_back(shop: Workshop, job: Job) -> tuple[Problem, ...]:
    """Why a piece may not be released, as errors; nothing if it may, or if its words cannot be
    read at all, which making it will tell."""
    try:
        _, problems = shop.document(job.campaign, job.language, job.area)
    except Refused:
        return ()
    if shop.design.layout(job.layout).is_easy:
        problems = [*problems, *shop.content.unsettled(job.campaign)]
    problems = [*shop.content.trial(job.area), *problems, *shop.content.overdue([job.area])]
    held = [problem for problem in problems if problem.rule in HOLDING]
    return tuple(replace(problem, severity=Severity.ERROR) for problem in held)
