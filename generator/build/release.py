"""What may be printed and handed out: no translation and no easy wording that is stale or that
nobody has reviewed, and no area whose numbers ring nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from generator.build.jobs import Job
from generator.build.workshop import Workshop
from generator.problems import Problem, Refused, Severity, error

HOLDING: Final = frozenset({"draft", "stale", "fallback"})


def held_back(shop: Workshop, job: Job) -> tuple[Problem, ...]:
    """Why a piece may not be released, as errors; nothing if it may, or if its words cannot be
    read at all, which making it will tell."""
    try:
        area, _ = shop.content.area(job.area)
        _, problems = shop.document(job.campaign, job.language, job.area)
    except Refused:
        return ()
    if shop.design.layout(job.layout).is_easy:
        problems = [*problems, *shop.content.unsettled(job.campaign)]
    held = [problem for problem in problems if problem.rule in HOLDING]
    found = [replace(problem, severity=Severity.ERROR) for problem in held]
    if area.test:
        found.append(
            error(
                "test-area",
                f'the area "{job.area}" is for trying things out: its numbers may ring nobody',
                area.at("test"),
                "give it real numbers, and take `test: true` out",
            )
        )
    return tuple(found)
