"""What a batch of ours spends on setting and writing, and what on checking its files.

    python -m benchmarks.parts EDITION PROJECT

Prints as JSON the CPU seconds of a file, over all areas of a project but the first. Every file is
checked, none is sampled; preflight recalls what it has checked before in the same process, so this
is its cost in a batch, not that of a file alone. Reading the areas is not counted.
"""

import json
import sys
from collections.abc import Callable
from time import process_time
from typing import Any, NamedTuple

import generator.preflight
from benchmarks.contestants import LEAFLET
from generator.jobs import gc_policy as garbage
from generator.jobs.choosing import Choice
from generator.jobs.planning import plan
from generator.jobs.project import Project


class Parts(NamedTuple):
    """CPU seconds a file: setting and writing, and preflight; and how many files were checked."""

    making: float
    preflight: float
    checked: int


class _Clock:
    """CPU seconds spent in a function, and how often it was called."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work, self.spent, self.calls = work, 0.0, 0

    def __call__(self, *args: Any, **named: Any) -> Any:
        start = process_time()
        try:
            return self.work(*args, **named)
        finally:
            self.spent += process_time() - start
            self.calls += 1


def measured(edition: str, folder: str) -> Parts:
    project = Project.open(folder)
    check = _Clock(generator.preflight.check)
    # the project takes it from here when it checks a file
    setattr(generator.preflight, "check", check)  # noqa: B010 - a clock is not typed as it is
    make = _Clock(project.make)
    choice = Choice((LEAFLET,), areas=("all",), editions=(edition,))
    for number, job in enumerate(plan(project, choice).jobs):
        if number == 1:
            check.spent = make.spent = 0.0
            check.calls = make.calls = 0
        piece = job.piece
        document, _ = project.document(piece.campaign, piece.language, piece.area)
        make(document, piece.layout, piece.format, piece.edition_name)
        garbage.collect()
    checked = check.calls
    return Parts((make.spent - check.spent) / make.calls, check.spent / checked, checked)


if __name__ == "__main__":
    garbage.pause()
    print(json.dumps(measured(*sys.argv[1:])._asdict()))
