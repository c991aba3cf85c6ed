"""Where a batch of ours spends its time: a clock on each stage of `cease build`.

    python -m benchmarks.parts EDITION PROJECT FOLDER

Builds the leaflet for every area of a project into an empty folder, as the command does, with
clocks on the functions that begin its stages; one stops while another runs. Prints as JSON the CPU
milliseconds of a file in each stage, over all files but the first, which pays for what all share.
Nothing is skipped or sampled. The clocks themselves cost about a tenth of a millisecond a file.
"""

import contextlib
import functools
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from time import process_time
from typing import Any, Final

from benchmarks.contestants import LEAFLET
from generator.cli import main

# The stages of making a file, and where each begins.
MAKING: Final = {
    "compose": ("generator.jobs.making:compose_setup",),
    "distances and legibility": (
        "generator.jobs.making:arrange",
        "generator.typeset.clear_print:clear_print",
    ),
    "marks and slug": ("generator.jobs.making:_with_marks",),
    "write": ("generator.pdf:write",),
}
PREFLIGHT: Final = {
    "preflight: open": ("generator.preflight.checker:opened",),
    "preflight: walk the pages": ("generator.preflight.painting.painted_pages:PaintedPages.pages",),
    "preflight: read the codes": (
        "generator.preflight.raster.rendered_pages:RenderedPages.seen_codes",
    ),
    "preflight: rules": ("generator.preflight:check",),
}
SHEET: Final = "job sheet"
OTHERS: Final = {
    "read and localise": ("generator.jobs.libraries:Libraries.document",),
    SHEET: ("generator.jobs.run:_job_sheet",),
    "digests and row": ("generator.jobs.run:used_parts", "generator.jobs.run:row"),
    "publish": ("generator.jobs.run:stage", "generator.jobs.run:place"),
}
STAGES: Final = {**MAKING, **PREFLIGHT, **OTHERS}
# What begins a file.
FILE: Final = "generator.jobs.run:attempt"
REST: Final = "the rest"


class Clocks:
    """CPU seconds of each stage. All but the job sheet stop while another stage runs."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STAGES, 0.0)
        self.running: list[str] = []
        self.since = self.began = process_time()
        self.files = 0

    def count(self) -> None:
        """Since now, if the first file has been made."""
        now = process_time()
        for stage in self.spent:
            self.spent[stage] = 0.0
        self.since = self.began = now

    def switch(self) -> None:
        """Add what has passed to the stage that ran."""
        now = process_time()
        if self.running:
            self.spent[self.running[-1]] += now - self.since
        self.since = now

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(work)
        def run(*args: Any, **named: Any) -> Any:
            if SHEET in self.running:
                return work(*args, **named)
            self.switch()
            self.running.append(stage)
            try:
                return work(*args, **named)
            finally:
                self.switch()
                self.running.pop()

        return run

    def files_of(self, work: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(work)
        def run(*args: Any, **named: Any) -> Any:
            self.files += 1
            if self.files == 2:
                self.count()
            return work(*args, **named)

        return run


def found(place: str) -> tuple[Any, str, Any]:
    """What holds a function, its name there, and itself. Raises `AttributeError` if it is gone."""
    module, _, path = place.partition(":")
    owner: Any = import_module(module)
    *between, name = path.split(".")
    for each in between:
        owner = getattr(owner, each)
    return owner, name, vars(owner).get(name) or getattr(owner, name)


def put(place: str, wrapped: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Put a function in the place of another, or of what a property asks."""
    owner, name, had = found(place)
    if isinstance(had, functools.cached_property):
        had.func = wrapped(had.func)
    else:
        setattr(owner, name, wrapped(had))


def measured(edition: str, project: str, folder: str) -> dict[str, float]:
    """CPU milliseconds a file of each stage, of the whole, and how many files they are of."""
    clocks = Clocks()
    for stage, places in STAGES.items():
        for place in places:
            put(place, functools.partial(clocks.timed, stage))
    put(FILE, clocks.files_of)
    words = f"build {LEAFLET} --edition {edition} --area all --jobs 1"
    with (
        tempfile.TemporaryDirectory() as kept,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        os.environ["CEASE_CACHE"] = kept
        main([*words.split(), "--project", project, "--out", folder])
    whole = process_time() - clocks.began
    files = clocks.files - 1
    spent = {**clocks.spent, REST: whole - sum(clocks.spent.values())}
    each = {stage: round(1000 * seconds / files, 4) for stage, seconds in spent.items()}
    return {**each, "whole": round(1000 * whole / files, 4), "files": files}


if __name__ == "__main__":
    print(json.dumps(measured(*sys.argv[1:])))
