"""Work on strangers' files, done by a child process within bounds of time and memory.

A file made to do harm, or only damaged in some unheard-of way, may then cost no more than its own
work: the child is stopped or falls, and that is a `Problem` of the file. A child does one piece
of work after another; when one has stopped it, the next begins a new one.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, Final, ParamSpec, Self, TypeVar

import generator
from generator.problems import Problem, Refused, Span, error

P = ParamSpec("P")
R = TypeVar("R")

_ROOT: Final = str(Path(generator.__file__).parents[1])
_NO_MEMORY: Final = 77  # the status a child leaves with
_GRACE: Final = 5.0  # seconds after which a child ends itself if its parent has not

_TIME, _MEMORY, _CRASH = "no-time", "no-memory", "crashed"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one piece of work may take. Memory is bounded where the system can be told so, which
    Windows cannot."""

    seconds: float = 50.0
    megabytes: int = 1000


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work as a message calls it: `what`, such as `"logo.svg"`, could not be `done`,
    such as "read"; `span` is where the user asked for it."""

    what: str
    done: str = "read"
    span: Span | None = None
    hint: str = "make the file again, simpler or with another program"


class Stopped(Refused):
    """Work that did not end within its bounds, with the problem that says so: its rule is
    `no-time`, `no-memory` or `crashed`."""

    @property
    def rule(self) -> str:
        return self.problems[0].rule


class Child:
    """A process that calls functions of ours. The functions and what goes in and out of them must
    be picklable; a function is found again by its module and its name."""

    def __init__(self, bounds: Bounds = Bounds()) -> None:
        self._bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def run(self, task: Task, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What `work` gives. Raises what it refuses as `Refused`; `Stopped` if it does not end
        within its bounds; any other exception of its as `RuntimeError`, for that is a bug."""
        found: list[R] = []
        for kind, said in self._answers(task, work, args, kwargs):
            assert kind == "done"
            found.append(said)
        return found[0]

    def each(self, task: Task, work: str, *args: Any) -> Iterator[Any]:
        """What a function yields, each as it comes, so that what there was before it was stopped
        is kept. It is named, as `module:function`, so that what it needs is loaded in the child
        alone. Raises as `run` does."""
        for kind, said in self._answers(task, work, args, {}):
            if kind == "item":
                yield said

    def end(self) -> None:
        """Stop the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _answers(
        self, task: Task, work: Callable[..., Any] | str, args: Any, kwargs: Any
    ) -> Iterator[tuple[str, Any]]:
        """The child's answers, the last of them "done"."""
        process = self._process = self._process or _begun(self._bounds)
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            process.kill()

        timer = Timer(self._bounds.seconds, stop)
        timer.start()
        whole = False
        try:
            _send(process.stdin, (work, args, kwargs))
            kind = ""
            while kind != "done":
                kind, said = _heard(process.stdout)
                if kind in {"refused", "bug"}:
                    whole = True
                    raise said if kind == "refused" else RuntimeError(said)
                whole = kind == "done"
                yield kind, said
        except (EOFError, OSError, pickle.UnpicklingError):
            status = process.wait()
            raise Stopped([_stopped(task, self._bounds, late, status)]) from None
        finally:
            timer.cancel()
            if late or not whole:
                self.end()


def run(task: Task, bounds: Bounds, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `work` gives, in a child for it alone; see `Child.run`."""
    with Child(bounds) as child:
        return child.run(task, work, *args, **kwargs)


def _stopped(task: Task, bounds: Bounds, late: list[bool], status: int) -> Problem:
    if late or status == -getattr(signal, "SIGALRM", 0):
        message = f"{task.what} could not be {task.done} in {bounds.seconds:g} seconds"
        return error(_TIME, message, task.span, task.hint)
    if status == _NO_MEMORY:
        message = f"{task.what} could not be {task.done} in {bounds.megabytes} MB of memory"
        return error(_MEMORY, message, task.span, task.hint)
    message = f"{task.what} could not be {task.done}: it broke the program that tried"
    return error(_CRASH, message, task.span, task.hint)


def _begun(bounds: Bounds) -> subprocess.Popen[bytes]:
    """A child that is ready for work. -P: what lies in the folder it is called from is not taken
    for a part of Python."""
    paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
    serve = f"from generator.bounded import serve; serve({bounds.seconds!r}, {bounds.megabytes})"
    with TemporaryFile() as errors:
        with unheard():
            process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-P", "-c", serve],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )
        try:
            _heard(process.stdout)
        except BaseException as failure:
            _end(process)
            if not isinstance(failure, EOFError):
                raise
            errors.seek(0)
            raise RuntimeError(errors.read().decode(errors="replace") or "no child") from None
    return process


if sys.platform == "win32":

    @contextmanager
    def unheard() -> Iterator[None]:
        """There, a process hears what its parent hears until it ignores it."""
        yield

else:
    _HEARD: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    @contextmanager
    def unheard() -> Iterator[None]:
        """Processes begun meanwhile never hear what stops this one: it is this one that stops
        them."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with suppress(OSError):
            pipe.close()


# --- the child ---------------------------------------------------------------------------------


def serve(seconds: float, megabytes: int) -> None:
    """Do what is asked for on standard input until that ends."""
    # Libraries may print; only what is told here goes where it is read.
    out = os.fdopen(os.dup(1), "wb")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to end
    _limit(megabytes)
    _send(out, ("ready", None))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        while True:
            try:
                work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - our parent's
            except EOFError:
                return
            _ring(seconds + _GRACE)
            for answer in _answers(work, args, kwargs):
                _send(out, answer)
            _ring(0)
    except BrokenPipeError:  # the parent is gone
        os._exit(1)
    except MemoryError:
        os._exit(_NO_MEMORY)


def _answers(work: Callable[..., Any] | str, args: Any, kwargs: Any) -> Iterator[tuple[str, Any]]:
    try:
        if isinstance(work, str):
            module, _, name = work.partition(":")
            work = getattr(import_module(module), name)
            assert callable(work)
        result = work(*args, **kwargs)
        if isinstance(result, Iterator):
            for item in result:
                yield "item", item
            result = None
    except MemoryError:
        raise
    except Refused as refused:
        yield "refused", refused
    except Exception:  # noqa: BLE001 - told where it is seen
        yield "bug", traceback.format_exc()
    else:
        yield "done", result


def _ring(seconds: float) -> None:
    """End this process after so many seconds, in case nobody else can; not at all after 0."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = megabytes << 20
    with suppress(OSError, ValueError):  # macOS may not take it
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(pipe: IO[bytes] | None, said: object) -> None:
    assert pipe is not None
    pickle.dump(said, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _heard(pipe: IO[bytes] | None) -> tuple[str, Any]:
    assert pipe is not None
    kind, said = pickle.load(pipe)  # noqa: S301 - our own child's
    return kind, said
