"""The jobs that make files to be taken away: one after another, in one process beside the studio,
so that nobody who types waits for them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from msgspec import Struct, field

from generator.bounded import Bounds, Child, Task
from generator.jobs.taken import BesideFile
from generator.jobs.taking import (
    BeginsFile,
    FoundApproval,
    HasFile,
    HasSheets,
    LacksFile,
    TakeEvent,
    WantedPiece,
)
from generator.problems import Problem, Refused
from .kept_room import DAY, Room, clear_output, use
from .take_answers import JobState
from .turns import too_many

_WORK: Final = "generator.jobs.taking:take_beside"
_BOUNDS: Final = Bounds(seconds=900, megabytes=6000)
_TASK: Final = Task("the files", "made", hint="make them again")
_MOST: Final = 30  # jobs that are remembered
MOST_IN_HAND: Final = 12  # that are made or wait
ROOM: Final = Room(seconds=14 * DAY, bytes=1_000_000_000)  # for their files


class TakeJob(Struct, eq=False):
    """Files that somebody wants, and what has become of them. `key` says which words they are
    made of. Nothing is in `made` before it is whole and in its place. A file keeps its number in
    `files`."""

    ident: str
    wanted: WantedPiece
    key: str
    state: JobState = "waiting"
    begun: BeginsFile | None = None
    approval: FoundApproval | None = None
    made: list[HasFile] = field(default_factory=list)
    sheets: list[HasSheets] = field(default_factory=list)
    lacking: list[LacksFile] = field(default_factory=list)
    files: list[BesideFile] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()

    @property
    def goes_on(self) -> bool:
        return self.state in ("waiting", "making")

    @property
    def pictures(self) -> set[str]:
        of_files = (name for has in self.made for name in has.pictures)
        return {*of_files, *(name for has in self.sheets for name in has.pictures)}

    def take(self, event: TakeEvent) -> None:
        """Note what has become of a file."""
        match event:
            case BeginsFile():
                self.begun = event
            case HasFile():
                self.files += event.file.every
                self.made.append(event)
            case HasSheets():
                self.files.append(event.file)
                self.sheets.append(event)
            case LacksFile():
                self.lacking.append(event)
            case FoundApproval():
                self.approval = event


class TakeJobs:
    """The jobs of a studio. Several threads may ask."""

    def __init__(self, root: Path, out: Path, pictures: Path) -> None:
        self.out, self.pictures = out, pictures
        self._root = root
        self._lock = threading.Lock()
        self._jobs: dict[str, TakeJob] = {}
        self._queue: SimpleQueue[TakeJob] = SimpleQueue()
        self._child = Child(_BOUNDS)
        self._running: TakeJob | None = None
        self._thread: threading.Thread | None = None

    def start(self, wanted: WantedPiece, key: str) -> TakeJob:
        """The job that makes the files: one that is under way already, or a new one. Raises
        `Refused` if too many wait."""
        with self._lock:
            for job in self._jobs.values():
                if job.goes_on and (job.wanted, job.key) == (wanted, key):
                    return job
            in_hand = sum(job.goes_on for job in self._jobs.values())
            if in_hand >= MOST_IN_HAND:
                message = f"the studio has {in_hand} downloads in hand already"
                raise too_many(message)
            job = TakeJob(secrets.token_hex(8), wanted, key)
            self._jobs[job.ident] = job
            for old in [each.ident for each in self._jobs.values() if not each.goes_on][:-_MOST]:
                del self._jobs[old]
            self._queue.put(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="take", daemon=True)
                self._thread.start()
        return job

    def find(self, ident: str) -> TakeJob | None:
        return self._jobs.get(ident)

    def ahead(self, job: TakeJob) -> int:
        """How many jobs come before one that waits."""
        if job.state != "waiting":
            return 0
        with self._lock:
            before = list(self._jobs.values())
        return sum(each.goes_on for each in before[: before.index(job)])

    def stop(self, job: TakeJob) -> None:
        """Stop a job. What it finished stays; what it was making is as if it had not begun."""
        with self._lock:
            if job.goes_on:
                job.state = "stopped"
            if self._running is job:
                self._child.stop()

    def close(self) -> None:
        """Stop all jobs."""
        for job in [*self._jobs.values()]:
            self.stop(job)

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            with self._lock:
                if job.state != "waiting":
                    continue
                job.state, self._running = "making", job
            self._make(job)
            with self._lock:
                self._running = None
            self._make_room(job)

    def _make(self, job: TakeJob) -> None:
        """Do a job to its end, or until it is stopped."""
        try:
            with closing(self._events(job)) as events:
                for event in events:
                    if job.state != "making":
                        return
                    job.take(event)
                    use(self._places(job))
            self._end(job, "done")
        except Refused as refused:
            self._end(job, "failed", refused.problems)
        except RuntimeError as bug:
            last = str(bug).strip().rpartition("\n")[2]
            self._end(job, "failed", lacks=LacksFile("", "", (), last))

    def _places(self, job: TakeJob) -> list[Path]:
        """Where the files and pictures of a job are."""
        files = [self.out / file.path for file in job.files]
        return [*files, *(self.pictures / name for name in job.pictures)]

    def _make_room(self, last: TakeJob) -> None:
        """Remove files that nobody takes away any more. Those of the last job stay, and those of
        jobs that go on."""
        with self._lock:
            jobs = [job for job in self._jobs.values() if job.goes_on or job is last]
        clear_output(self.out, [place for job in jobs for place in self._places(job)], ROOM)

    def _events(self, job: TakeJob) -> Generator[TakeEvent, None, None]:
        yield from self._child.each(_TASK, _WORK, self._root, self.out, self.pictures, job.wanted)

    def _end(
        self,
        job: TakeJob,
        state: JobState,
        problems: tuple[Problem, ...] = (),
        lacks: LacksFile | None = None,
    ) -> None:
        """Note how a job has ended; not of one that was stopped, whose process is killed."""
        with self._lock:
            if job.state != "making":
                return
            job.state, job.problems = state, problems
            if lacks:
                job.lacking.append(lacks)
