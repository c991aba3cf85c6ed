"""What a warm batch of ours spends on setting and writing, and what on checking its files.

    python -m benchmarks.parts N EDITION

Prints as JSON the CPU seconds of a variant in an edition, over N variants after the first. Every
file is checked, none is sampled; preflight recalls what it has checked before in the same process,
so this is its cost in a batch, not that of a file alone.
"""

import json
import sys
from collections.abc import Callable
from time import process_time
from typing import Any, NamedTuple

import generator.preflight
from benchmarks.variants import CAMPAIGN, LANGUAGE, LAYOUT, localised
from generator.content.campaign_words import campaign_words
from generator.content.localise import Local, localise
from generator.jobs import gc_policy as garbage
from generator.jobs.project import Project
from generator.source.project_folder import shipped_root


class Parts(NamedTuple):
    """CPU seconds a piece: in all, and of them in preflight."""

    whole: float
    preflight: float


class _Clock:
    """CPU seconds spent in a function."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work, self.spent = work, 0.0

    def __call__(self, *args: Any, **named: Any) -> Any:
        start = process_time()
        try:
            return self.work(*args, **named)
        finally:
            self.spent += process_time() - start


def measured(count: int, edition: str) -> Parts:
    """An edition's cost of a piece, over `count` variants after the first."""
    project = Project.open(shipped_root())
    campaign = project.content.source(CAMPAIGN)
    language = project.content.languages().languages[LANGUAGE]
    area_name = project.content.default_area() or project.content.areas()[0]
    area, _ = project.content.area(area_name)
    size = project.design.layout(LAYOUT).formats[0]
    clock = _Clock(generator.preflight.check)
    # the project takes it from here when it checks a piece
    setattr(generator.preflight, "check", clock)  # noqa: B010 - a clock is not typed as it is
    start = 0.0
    for number in range(count + 1):
        if number == 1:
            start, clock.spent = process_time(), 0.0
        words, place = localised(campaign, area, number)
        local = Local(
            campaign_words(CAMPAIGN, words, LANGUAGE, language, LANGUAGE), area_name, place
        )
        document, _ = localise(local, project.cache)
        project.make(document, LAYOUT, size, edition)
        garbage.collect()
    return Parts((process_time() - start) / count, clock.spent / count)


if __name__ == "__main__":
    garbage.pause()
    print(json.dumps(measured(int(sys.argv[1]), sys.argv[2])._asdict()))
