"""Makes files on the workers of a Dask cluster. The only module that knows Dask.

A worker needs this same program and no shared disk. Every worker is sent the project's files once,
also one that joins late, and holds their bytes against their digests. It sends finished files back
as bytes. If it is killed, Dask gives its work to another. So a worker that is killed, late or lost
changes nothing in the files.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any, Final

from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin, as_completed, get_worker
from distributed.client import ClosedClientError
from distributed.comm.core import connect
from distributed.security import Security
from msgspec import Struct
from msgspec.structs import replace

from generator.problems import Problem, Refused, error
from . import gc_policy
from .making import TURN
from .manifest_rows import ManifestRow
from .planning import Job
from .program import program
from .publish import Staged, discard, stage

# The folders of a project that files are read from.
FOLDERS: Final = ("content", "layouts", "fonts")
# So many files at a time wait for workers or for this process. More workers than this wait idly.
WINDOW: Final = 512

# So long nobody is told that there is no worker, for one may be about to join; and how often it is
# looked for what workers have finished. Seconds.
PATIENCE: Final = 3.0
LOOK: Final = 0.02
# So long a scheduler may take to answer, in seconds.
ANSWER: Final = 10

# What does the jobs of one process, given a project's folder and where to write: see `run`.
Start = Callable[[Path, Path], Callable[[Job], Any]]


class Sent(Struct, frozen=True):
    """A finished job on its way: what became of it, its files by path, and what else is known."""

    outcome: Any
    files: dict[str, bytes]
    others: tuple[Any, ...]


class WrongWorker(Exception):
    """A worker that would make other files than this program."""


class OnCluster(Struct, frozen=True):
    """The workers of the scheduler at an address. `start` is called once by each of them. If there
    are none, at first or later, `on_no_worker` is called, and the next to join does the work."""

    address: str
    root: Path
    out: Path
    start: Start
    on_no_worker: Callable[[], None] = lambda: None

    def run(self, tasks: Sequence[Job], take: Callable[[Job, Any], None]) -> None:
        """Do the jobs. Raises `Refused` if no scheduler answers, at first or later, or a worker is
        another program."""
        with self._client() as client, closing(self._made(client, tasks)) as made:
            for job, answer in made:
                take(job, answer)

    def _made(self, client: Client, tasks: Sequence[Job]) -> Generator[tuple[Job, Any], None, None]:
        """The jobs as they are done, with what became of them. Raises `Refused`."""
        waiting, jobs = iter(tasks), dict[Any, Job]()
        try:
            with self._sent(client) as name:

                def submit(job: Job) -> Future[Any]:
                    future = client.submit(_make, name, job, key=f"{name}-{job.file}", pure=False)
                    jobs[future.key] = job
                    return future

                coming = as_completed(map(submit, islice(waiting, WINDOW)), loop=client.loop)
                for future in self._finished(client, coming):
                    job = jobs.pop(future.key)
                    yield job, self._received(job, future)
                    future.release()
                    for following in islice(waiting, 1):
                        coming.add(submit(following))
        except (OSError, CancelledError, ClosedClientError) as problem:
            said = str(problem).splitlines()[:1] if isinstance(problem, OSError) else []
            message = f'the Dask scheduler at "{self.address}" does not answer any more'
            hint = "start it and its workers, and run this again: it goes on with what is missing"
            raise Refused([error("no-cluster", message, None, hint, said)]) from None

    def _finished(self, client: Client, coming: Any) -> Iterator[Future[Any]]:
        """What workers finish, as it comes; jobs may be added meanwhile. When there has been no
        worker for a while, at the beginning or since, that is told once."""
        waited, told = 0.0, False
        while not coming.is_empty():
            if coming.has_ready():
                waited, told = 0.0, False
                yield next(coming)
                continue
            sleep(LOOK)
            waited += LOOK
            if waited > PATIENCE and not told:
                waited, told = 0.0, not client.nthreads()
                if told:
                    self.on_no_worker()

    @contextmanager
    def _client(self) -> Iterator[Client]:
        """A client of the scheduler, which forgets the jobs at the end, however it ends. Dask's own
        settings say how to speak TLS. Raises `Refused`."""
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            asyncio.run(_greet(self.address))
            client = Client(self.address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError, TypeError) as problem:  # of kinds of address, too
            reason = str(problem) or "something else is there, which says nothing to Dask"
            message = f'no Dask scheduler answers at "{self.address}": {reason}'
            hint = "start one with: dask scheduler; and workers with: dask worker ADDRESS"
            raise Refused([error("no-cluster", message, None, hint)]) from None
        with client:
            yield client

    @contextmanager
    def _sent(self, client: Client) -> Iterator[str]:
        """Send the project to every worker, now and when one joins. Raises `Refused`."""
        answers = client.run(program, on_error="return").values()
        for said in answers:
            if said != program():
                raise Refused([_other_program(said)])
        name = f"cease-{uuid.uuid4().hex}"
        client.register_plugin(ProjectOnWorker(name, files_of(self.root), self.start))
        try:
            yield name
        finally:
            with suppress(OSError):  # a scheduler that is gone has forgotten it
                client.unregister_worker_plugin(name)

    def _received(self, job: Job, future: Future[Any]) -> Any:
        """What a worker made, written beside its place; None if it was stopped too often. Raises
        `Refused` for a worker that is another program."""
        try:
            sent: Sent = future.result()
        except WrongWorker as wrong:
            raise Refused([_other_program(str(wrong))]) from None
        except (KilledWorker, OSError):
            return None
        row = sent.outcome.row
        listed = {each.path: each.sha256 for each in (row, *row.extra)} if row else {}
        if {path: _digest(data) for path, data in sent.files.items()} != listed:
            return None
        staged: list[Staged] = []
        try:
            staged += (stage(self.out / path, data) for path, data in sent.files.items())
        except Refused as refused:
            discard(staged)
            return type(sent.outcome)(job, None, refused.problems), (), *sent.others
        outcome = replace(sent.outcome, row=_marked(row, staged)) if row else sent.outcome
        return outcome, tuple(staged), *sent.others


async def _greet(address: str) -> None:
    """Connect as clients do. Whoever does not greet is no scheduler, and a client would wait for
    that without end. Raises `OSError`, or what Dask raises for an address."""
    security = Security().get_connection_args("client")
    comm = await asyncio.wait_for(connect(address, timeout=ANSWER, **security), 2 * ANSWER)
    await comm.close()


def _marked(row: ManifestRow, staged: list[Staged]) -> ManifestRow:
    """The row with the marks of its files on this machine's disk."""
    *extra, own = (each.mark for each in staged)
    pairs = zip(row.extra, extra, strict=True)
    companions = tuple(replace(each, seen=mark) for each, mark in pairs)
    return replace(row, seen=own, extra=companions)


def files_of(root: Path) -> dict[str, bytes]:
    """A project's files by path. One that cannot be read, or a link that leaves the project, is
    missing at the workers too."""
    found: dict[str, bytes] = {}
    for path in (path for folder in FOLDERS for path in sorted((root / folder).rglob("*"))):
        with suppress(OSError):
            if path.is_file() and path.resolve().is_relative_to(root):
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


class ProjectOnWorker(WorkerPlugin):
    """A project on a worker: its files by digest, unpacked when the worker joins, and opened when
    its first job comes."""

    def __init__(self, name: str, files: Mapping[str, bytes], start: Start) -> None:
        self.name, self.start, self.program = name, start, program()
        self.digests = {path: _digest(data) for path, data in files.items()}
        self.contents = {self.digests[path]: data for path, data in files.items()}
        self.folder: TemporaryDirectory[str] | None = None
        self.work: Callable[[Job], Any] | None = None

    def setup(self, worker: Worker) -> None:
        self.folder = TemporaryDirectory(prefix="cease-", dir=worker.local_directory)
        for path, digest in self.digests.items():
            data = self.contents[digest]
            if _digest(data) != digest:
                raise WrongWorker(f"{path} came damaged")
            if ".." in PurePosixPath(path).parts or PurePosixPath(path).is_absolute():
                raise WrongWorker(f"{path} is outside the project")
            place = self._root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        self.contents.clear()

    def teardown(self, worker: Worker) -> None:
        if self.folder:
            self.folder.cleanup()

    @property
    def _root(self) -> Path:
        assert self.folder
        return Path(self.folder.name, "project")

    def make(self, job: Job) -> Sent:
        """Do a job, and take up its files from where they wait."""
        if program() != self.program:
            raise WrongWorker(program())
        with TURN:
            out = self._root.with_name("output")
            if self.work is None:
                self.work = self.start(self._root, out)
            outcome, staged, *others = self.work(job)
            gc_policy.collect()
            files = {
                each.path.relative_to(out).as_posix(): each.part.read_bytes() for each in staged
            }
            discard(staged)
        return Sent(outcome, files, tuple(others))


def _make(name: str, job: Job) -> Sent:
    """Do a job on a worker."""
    plugin = get_worker().plugins[name]
    assert isinstance(plugin, ProjectOnWorker)
    return plugin.make(job)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _other_program(said: str | Exception) -> Problem:
    message = f"a worker of the cluster has cease {said}, and this is {program()}"
    if isinstance(said, Exception):
        message = f"a worker of the cluster has no cease: {said}"
    return error(
        "other-program",
        message,
        None,
        "install the same version, with the same libraries, for every worker",
    )
