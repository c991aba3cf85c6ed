"""Runs jobs one after another, or on several processors. A bad job never stops the rest."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from generator.design.choices import called
from generator.design.editions import Edition
from generator.problems import Problem, Refused, error
from .approvals import ApprovalNotes, unapproved
from .executors import Executor, InProcesses, InThisProcess
from .failures import FailedJob, save_failures
from .libraries import AREAS_AT_ONCE
from .making import Piece, located, words_of
from .manifest import Manifest, clear
from .manifest_rows import MadeOf, ManifestRow, ProblemRow, row
from .planning import ALL_READ, Job, Unread
from .program import library_versions, program
from .project import Project
from .publish import Staged, discard, place, stage, staging
from .release import unreleasable
from .staleness import Staleness, split_files
from .used_parts import used_parts

# Below this many jobs for each process, starting processes costs more than they save.
_WORTH_A_PROCESS: Final = 24


class Outcome(Struct, frozen=True):
    """The outcome of a job. `row` is the manifest's, None if no file was made. `bug` is the
    traceback of a failure of this program. `kept` says that the file was up to date."""

    job: Job
    row: ManifestRow | None
    problems: tuple[Problem, ...] = ()
    bug: str = ""
    kept: bool = False

    @property
    def failed(self) -> bool:
        return self.row is None

    @property
    def failure(self) -> FailedJob:
        return FailedJob(self.job, self.problems, self.bug)

    def as_dict(self) -> dict[str, object]:
        """The file as plain data."""
        row = self.row
        assert row is not None
        return {
            "path": row.path,
            "pages": row.facts.pages,
            **dict(zip(("width_mm", "height_mm"), row.size, strict=False)),
            "bytes": row.bytes,
            "sha256": row.sha256,
            "extra": [each.path for each in row.extra],
            "print": row.facts.print,
            "kept": self.kept,
            "found": len(self.problems),
        }


class _FirstFailure(Exception):
    """A file was not made, and no other is to be tried."""


def run(
    project: Project,
    jobs: Sequence[Job],
    out: Path,
    *,
    unread: Unread = ALL_READ,
    workers: int = 0,
    cluster: str = "",
    force: bool = False,
    release: bool = False,
    fail_fast: bool = False,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
    on_older: Callable[[str], None] = lambda path: None,
    on_wait: Callable[[], None] = lambda: None,
    on_unread: Callable[[int], None] = lambda lines: None,
    on_no_worker: Callable[[], None] = lambda: None,
) -> list[Outcome]:
    """Make every job's file under `out`, and give the outcome of each in the order of the jobs; if
    it is to `fail_fast`, up to the first failure.

    There are `workers` processes, or as many as are worth it if 0; or the workers of the Dask
    `cluster` at an address. Files that are up to date are
    kept unless `force`. A `release` makes no file that may not be released. `on_done` is called as
    each is finished, `on_older` with the path of each older file that no new one replaces,
    `on_wait` if another build has to finish first, `on_unread` with how many lines of the manifest
    cannot be read, and `on_no_worker` if the cluster has none after a few seconds. The manifest
    lists all finished files however this ends. Raises `Refused` if `out` cannot be written to.
    """
    with staging(out, on_wait) as begin:
        save_failures(out, (), project.content.title)  # those of an earlier build
        manifest = Manifest.of(out)
        if manifest.unread:
            on_unread(manifest.unread)
        states = Staleness(project, out, manifest)
        running = _Running(
            out, manifest, states, on_done, on_older, fail_fast, ApprovalNotes(project)
        )
        current = {job for job in jobs if states.is_current(job)}
        refused = {job: _stopped_by(project, job) for job in jobs} if release else {}
        kept = current.difference(jobs if force else (job for job in jobs if refused.get(job)))
        # A file older than what it is made from is marked so until it is made.
        older = running.superseded(jobs, unread)
        running.manifest.outdate([*older, *(job.file for job in jobs if job not in current)])
        running.manifest.drop_missing({job.file for job in current})
        running.manifest.save()
        for path in older:
            on_older(path)
        waiting: list[Job] = []
        reported: dict[str, tuple[Problem, ...]] = {}
        alike: dict[ProblemRow, Problem] = {}  # areas and languages have most in common
        try:
            for job in jobs:
                if refused.get(job):
                    running.finish(Outcome(job, None, refused[job]))
                elif job in kept:
                    row = running.manifest.rows[job.file]
                    found = reported.get(row.said)
                    if found is None:
                        alike |= {e: e.problem for e in row.problems if e not in alike}
                        found = reported[row.said] = tuple(alike[e] for e in row.problems)
                    running.finish(Outcome(job, row, found, kept=True))
                else:
                    waiting.append(job)
            if waiting:
                begin()
                executor = _executor(project, out, len(waiting), workers, cluster, on_no_worker)
                executor.run(together(waiting), running.take)
        except _FirstFailure:
            pass
        finally:
            failed = (outcome.failure for outcome in running.done.values() if outcome.failed)
            save_failures(out, failed, project.content.title)
        running.conclude()
    return [running.done[job] for job in jobs if job in running.done]


def together(jobs: Iterable[Job]) -> list[Job]:
    """The jobs by language and layout, each for some hundred areas, and else in their order. What
    areas share is then set once, and is still known for the last of them."""
    found: dict[tuple[int, str, str, str, str], list[Job]] = {}
    areas: dict[str, int] = {}
    for job in jobs:
        piece = job.piece
        among = areas.setdefault(piece.area, len(areas)) // AREAS_AT_ONCE
        alike = among, piece.campaign, piece.language, piece.layout, piece.format
        found.setdefault(alike, []).append(job)
    return [job for alike in found.values() for job in alike]


def _executor(
    project: Project,
    out: Path,
    count: int,
    workers: int,
    cluster: str,
    on_no_worker: Callable[[], None],
) -> Executor[Job, Attempt]:
    """Who makes so many files. Raises `Refused` if a cluster is asked for without Dask."""
    root = project.shelf.root
    if cluster:
        try:
            from .cluster import OnCluster
        except ImportError:
            hint = 'install it with: pip install "cease-print[cluster]"'
            raise Refused([error("no-dask", "Dask is not installed", None, hint)]) from None
        return OnCluster(cluster, root, out, _worker, on_no_worker)
    several = workers or min(os.cpu_count() or 1, max(1, count // _WORTH_A_PROCESS))
    if several > 1 and count > 1:
        return InProcesses(partial(_worker, root, out), several)
    return InThisProcess(lambda job: attempt(project, job, out))


class _Running(Struct):
    """A build into a folder that nobody else writes to. It puts files in place, and records
    them."""

    out: Path
    manifest: Manifest
    states: Staleness
    on_done: Callable[[Outcome], None]
    on_older: Callable[[str], None]
    fail_fast: bool
    approved: ApprovalNotes
    done: dict[Job, Outcome] = field(default_factory=dict)
    unnoted: dict[Job, tuple[Problem, ...]] = field(default_factory=dict)

    def superseded(self, jobs: Sequence[Job], unread: Unread) -> list[str]:
        """The existing files of layouts that cannot be read, and those of the same pieces under
        names that they no longer have, such as without the mark of a draft."""
        files = {job.file for job in jobs}
        if files.issuperset(self.manifest.rows):
            return []
        pieces = {job.piece.names for job in jobs}
        return [
            path
            for path, row in self.manifest.rows.items()
            if path not in files
            and (row.names in pieces or _is_of(row, unread))
            and (self.out / path).is_file()
        ]

    def take(self, job: Job, made: Attempt | None) -> None:
        """Put the files of a job in place; None means that its process was stopped."""
        if made is None:
            self.finish(Outcome(job, None, (_stopped(job),)))
            return
        outcome, files, made_of = made
        try:
            for each in files:
                place(each)
        except Refused as refused:
            discard(files)
            outcome = Outcome(job, None, refused.problems)
        if outcome.row:
            clear(self.out, self.manifest.rows.get(job.file), outcome.row)
            self._note(job, outcome.row, made_of)
        self.finish(outcome)

    def finish(self, outcome: Outcome) -> None:
        """Record the outcome of a job, with what has changed since it was approved; and report the
        older file if no new one was made."""
        job = outcome.job
        if not outcome.failed and (since := self.approved.of(job.piece)):
            outcome = replace(outcome, problems=(*outcome.problems, *since))
        if outcome.failed and (self.out / job.file).is_file():
            self.on_older(job.file)
            known = self.manifest.rows.get(job.file)
            if known and not known.outdated:
                self.manifest.outdate([job.file])
                self._note(job, self.manifest.rows[job.file], None)
        self.done[job] = outcome
        self.on_done(outcome)
        if self.fail_fast and outcome.failed:
            raise _FirstFailure

    def _note(self, job: Job, row: ManifestRow, made_of: MadeOf | None) -> None:
        try:
            self.manifest.add(row, made_of)
        except Refused as refused:
            self.unnoted[job] = refused.problems

    def conclude(self) -> None:
        """Write the manifest again, and report files that are missing or could not be listed. Where
        none was made, all have just been looked at."""
        if not all(outcome.kept for outcome in self.done.values()):
            missing = self.manifest.drop_missing()
            for job, outcome in self.done.items():
                if outcome.row and job.file in missing:
                    self.done[job] = Outcome(job, None, (_lost(self.out / job.file),))
        try:
            self.manifest.save()
        except Refused:  # it is as true as it was, only longer
            for job, problems in self.unnoted.items():
                outcome = self.done[job]
                self.done[job] = replace(outcome, problems=(*outcome.problems, *problems))
        self._look()

    def _look(self) -> None:
        """Look at the files that new rows are made of, so that the next build need not read
        them."""
        for outcome in self.done.values():
            if outcome.row and not outcome.kept:
                for path in self.manifest.inputs(outcome.row) or ():
                    self.states.seen(path)
        self.states.seen.save(program(), library_versions())


def _stopped_by(project: Project, job: Job) -> tuple[Problem, ...]:
    """The errors that stop the release of a piece."""
    return (*unreleasable(project, job), *unapproved(project, job))


def _is_of(row: ManifestRow, unread: Unread) -> bool:
    edition = called(row.edition, row.choices)
    names = (row.campaign, row.area, row.language, row.layout, edition)
    return all(name in known for name, known in zip(names, unread, strict=True))


def _lost(path: Path) -> Problem:
    return error(
        "unwritable",
        f'"{path}" was made, and is gone',
        None,
        "something removed it during the build: run it again",
    )


def _stopped(job: Job) -> Problem:
    return error(
        "stopped",
        "a process that was making files was stopped from outside",
        None,
        "there may not be enough memory: try again with --jobs 1",
        [f"so {job.file} was not made"],
    )


# What became of a job, the files that wait beside their places, and what they are made of.
Attempt: TypeAlias = tuple[Outcome, tuple[Staged, ...], MadeOf | None]


def attempt(project: Project, job: Job, out: Path) -> Attempt:
    """Make one file and its companions, and write them beside their places, the file last."""
    started = time.perf_counter()
    piece = job.piece
    problems: tuple[Problem, ...] = ()
    staged: list[Staged] = []
    try:
        with project.shelf.recording() as recorder:
            _, words = words_of(project, piece)
            problems = words  # reported beside a bug, too
            made = project.make_named(piece)
            problems = tuple(located(problem, job.file) for problem in made.problems)
            edition = project.design.edition(piece.edition_name)
            extra = _companions(project, job, edition, made, problems)
            used = used_parts(project, piece)
        for path, data in {**extra, job.file: made.data}.items():
            staged.append(stage(out / path, data))
        inputs = {path: project.design.digest(path) for path in recorder.files}
        made_of, own = split_files(inputs, used)
        known = row(
            job,
            made,
            edition,
            made_of=made_of,
            own=own,
            used=used.key,
            problems=problems,
            worded=len(words),
            extra=extra,
            marks=[each.mark for each in staged],
            checked=project.content.earliest_check(piece.area),
            seconds=round(time.perf_counter() - started, 3),
        )
    except Refused as refused:
        discard(staged)
        problems += tuple(located(problem, job.file) for problem in refused.problems)
        return Outcome(job, None, tuple(dict.fromkeys(problems))), (), None
    except Exception:  # noqa: BLE001 - a bug in one job is reported, and the others go on
        discard(staged)
        return Outcome(job, None, problems, traceback.format_exc()), (), None
    return Outcome(job, known, problems), tuple(staged), made_of


def _companions(
    project: Project, job: Job, edition: Edition, made: Piece, problems: Iterable[Problem]
) -> dict[str, bytes]:
    """The files that go with a file, by path. Raises `Refused`."""
    if edition.job_sheet:
        return _job_sheet(project, job, made, problems)
    if edition.form == "png":
        from .reflowed import alternative

        piece = job.piece
        document, _ = project.document(piece.campaign, piece.language, piece.area)
        drawing, _ = project.design.drawing(piece.layout)
        path = f"{job.file.removesuffix(edition.suffix)}.txt"
        return {path: f"{alternative(document, drawing)}\n".encode()}
    return {}


def _job_sheet(
    project: Project, job: Job, made: Piece, problems: Iterable[Problem]
) -> dict[str, bytes]:
    """The companions of a file for a print shop, by path. Raises `Refused`."""
    from generator.reports.job_sheet import job_sheet
    from .press_facts import press_facts

    document, _ = project.document(job.piece.campaign, job.piece.language, job.piece.area)
    facts = press_facts(project, job, document, made, problems)
    return job_sheet(facts, made.flat, cache=project.cache)


def _worker(root: Path, out: Path) -> Callable[[Job], Attempt]:
    """The function that makes the files of one process, with a project and a cache of its own."""
    project = Project.open(root)
    return lambda job: attempt(project, job, out)
