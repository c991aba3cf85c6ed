"""Running jobs: one after another, or on several processors; one bad job never stops the rest."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from generator.build import manifest
from generator.build.jobs import Job
from generator.build.jobsheet import job_sheet
from generator.build.printing import instruction
from generator.build.publish import publish, sole_writer
from generator.build.release import held_back
from generator.build.workshop import Workshop, located
from generator.problems import Problem, Refused, error

# Below this many jobs for each process, starting processes costs more than they save.
_WORTH_A_PROCESS: Final = 24


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. `row` is the manifest's, None if there is no file; `bug` the
    traceback of a failure of this program; `kept` if the file was up to date already."""

    job: Job
    row: manifest.Row | None
    problems: tuple[Problem, ...] = ()
    bug: str = ""
    kept: bool = False

    @property
    def failed(self) -> bool:
        return self.row is None


def run(
    shop: Workshop,
    jobs: Sequence[Job],
    out: Path,
    *,
    workers: int = 0,
    force: bool = False,
    release: bool = False,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
    on_wait: Callable[[], None] = lambda: None,
) -> list[Outcome]:
    """Make every job's file under `out`, and give what became of each, in the order of the jobs.

    `workers` processes, or as many as are worth it if 0. Files that are up to date are kept
    unless `force`; in a `release`, those that may not be released are not made. `on_done` is
    called as each is finished, `on_wait` if another build has to finish first. The manifest tells
    of all that is finished even if this is interrupted. Raises `Refused` if `out` cannot be
    written to.
    """
    with sole_writer(out, on_wait), _rows(out) as rows:
        done: dict[Job, Outcome] = {}

        def finish(outcome: Outcome) -> None:
            done[outcome.job] = outcome
            if outcome.row is not None:
                manifest.clear(out, rows.get(outcome.job.file), outcome.row)
                rows[outcome.job.file] = outcome.row
            on_done(outcome)

        waiting: list[Job] = []
        for job in jobs:
            if release and (held := held_back(shop, job)):
                finish(Outcome(job, None, held))
                continue
            known = None if force else rows.get(job.file)
            if known and manifest.is_current(known, out, shop.design.digest):
                finish(Outcome(job, known, manifest.problems_of(known), kept=True))
            else:
                waiting.append(job)
        count = workers or min(os.cpu_count() or 1, max(1, len(waiting) // _WORTH_A_PROCESS))
        if count > 1 and len(waiting) > 1:
            _in_processes(shop.shelf.root, waiting, out, min(count, len(waiting)), finish)
        else:
            for job in waiting:
                finish(attempt(shop, job, out))
    return [done[job] for job in jobs]


@contextmanager
def _rows(out: Path) -> Iterator[dict[str, manifest.Row]]:
    """The manifest's rows, written back at the end, however it comes. What went with files that
    are no more is cleared away."""
    rows = manifest.read(out)
    try:
        yield rows
    finally:
        for lost in [row for row in rows.values() if not (out / row["path"]).is_file()]:
            manifest.clear(out, lost)
        manifest.write(out, rows)


def attempt(shop: Workshop, job: Job, out: Path) -> Outcome:
    """Make one file and put it in place, and before it what goes with it."""
    started = time.perf_counter()
    warnings: tuple[Problem, ...] = ()
    try:
        document, found = shop.document(job.campaign, job.language, job.area)
        warnings = (*shop.content.trial(job.area), *found)
        made = shop.make(document, job.layout, job.format, job.edition)
        problems = tuple(located(problem, job.file) for problem in (*warnings, *made.problems))
        inputs = shop.files(
            job.campaign, job.language, job.area, job.layout, job.edition, made.artwork
        )
        edition = shop.design.editions()[job.edition]
        extra = job_sheet(shop, job, document, made, problems) if edition.job_sheet else {}
        for path, data in {**extra, job.file: made.data}.items():
            publish(out / path, data)
    except Refused as refused:
        wrong = (*warnings, *refused.problems)
        return Outcome(job, None, tuple(located(problem, job.file) for problem in wrong))
    except Exception:  # noqa: BLE001 - a bug met in one job is told of, and the others go on
        return Outcome(job, None, warnings, traceback.format_exc())
    row = manifest.row(job, made, inputs, problems, extra)
    row["print"] = instruction(edition, made.artwork)
    row["seconds"] = round(time.perf_counter() - started, 3)
    return Outcome(job, row, problems)


# --- on several processors ---------------------------------------------------------------------


def _in_processes(
    root: Path, jobs: Sequence[Job], out: Path, count: int, finish: Callable[[Outcome], None]
) -> None:
    """Call `finish` with outcomes as they come. Processes are spawned, never forked: the same on
    every system. If this is interrupted, files that are being made are finished first."""
    from concurrent.futures import Future, ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(count, get_context("spawn"), _begin_worker)
    futures: dict[Future[Outcome], Job] = {}

    def take(future: Future[Outcome]) -> None:
        job = futures.pop(future)
        try:
            finish(future.result())
        except BrokenProcessPool:
            finish(Outcome(job, None, (_stopped(job),)))

    try:
        futures |= {pool.submit(_work, root, job, out): job for job in jobs}
        for future in as_completed(list(futures)):
            take(future)
    finally:
        pool.shutdown(cancel_futures=True)
        for future in [each for each in futures if each.done() and not each.cancelled()]:
            take(future)


def _stopped(job: Job) -> Problem:
    return error(
        "stopped",
        "a process that was making files was stopped from outside",
        None,
        "there may not be enough memory: try again with --jobs 1",
        [f"so there is no {job.file}"],
    )


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and never outlive it."""
    import signal
    import threading
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _work(root: Path, job: Job, out: Path) -> Outcome:
    return attempt(_workshop(root), job, out)


@lru_cache(maxsize=1)
def _workshop(root: Path) -> Workshop:
    return Workshop(root)
