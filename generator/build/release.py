"""What may be printed and handed out: no translation that is stale, or that nobody has reviewed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from generator.build.jobs import Job
from generator.build.workshop import Workshop
from generator.problems import Problem, Refused, Severity

HOLDING: Final = frozenset({"draft", "stale", "fallback"})


def held_back(shop: Workshop, job: Job) -> tuple[Problem, ...]:
    """Why a piece may not be released, as errors; nothing if it may, or if its words cannot be
    read at all, which making it will tell."""
    try:
        _, problems = shop.document(job.campaign, job.language, job.area)
    except Refused:
        return ()
    return tuple(
        replace(problem, severity=Severity.ERROR) for problem in problems if problem.rule in HOLDING
    )
