"""Runs work on strangers' files in a child process, within limits of time and memory.

A file may be made to do harm, or be damaged in a way that nobody foresaw. Then the child is
stopped or crashes, and that is a `Problem` of the file; all other work goes on. A child does one
piece of work after another. After it was stopped, the next piece of work starts a new one.
"""

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, Final, ParamSpec, Self, TypeVar

from msgspec import Struct

from generator.problems import Problem, Refused, Span, error

P = ParamSpec("P")
R = TypeVar("R")

_ROOT: Final = str(Path(__file__).parents[1])
_NO_MEMORY: Final = 77  # the exit status of a child that ran out of memory
_GRACE: Final = 5.0  # seconds past its limit after which a child ends itself
# So many times the processor time that work may take, it may take by the clock: on a busy machine
# it waits for its turn, and a file is no worse for that.
PATIENCE: Final = 5

_TIME, _MEMORY, _CRASH = "no-time", "no-memory", "crashed"


class Bounds(Struct, frozen=True):
    """The limits of one piece of work: `seconds` of processor time, and `PATIENCE` times as many by
    the clock. Windows has only the clock, and no limit on memory."""

    seconds: float = 50.0
    megabytes: int = 1000


class Task(Struct, frozen=True):
    """A piece of work in the words of a message: `what`, such as `"logo.svg"`, could not be `done`,
    such as "read". `span` is where the user asked for it."""

    what: str
    done: str = "read"
    span: Span | None = None
    hint: str = "make the file again, simpler or with another program"


class Stopped(Refused):
    """Work that did not end within its bounds. The rule of its problem is `no-time`, `no-memory`
    or `crashed`."""

    @property
    def rule(self) -> str:
        return self.problems[0].rule


class Child:
    """A process that calls functions of this program. Functions, arguments and results must be
    picklable. `holds` names a class as `module:Class`: the process makes one with its first piece
    of work, and hands it to every piece as the first argument."""

    def __init__(self, bounds: Bounds = Bounds(), holds: str = "") -> None:
        self._bounds, self._holds = bounds, holds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def run(self, task: Task, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call `work` and return its result. Raises `Refused` if `work` does; `Stopped` if it does
        not end within its bounds; `RuntimeError` for any other exception, which is a bug."""
        found: list[R] = []
        for kind, value in self._answers(task, work, args, kwargs):
            assert kind == "done"
            found.append(value)
        return found[0]

    def each(self, task: Task, work: str, *args: Any) -> Iterator[Any]:
        """Call a generator function and yield its items as they come. So the items before a stop
        are kept. The function is given as `module:function`, so that only the child imports it.
        Raises as `run` does."""
        for kind, value in self._answers(task, work, args, {}):
            if kind == "item":
                yield value

    def end(self) -> None:
        """Stop the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def stop(self) -> None:
        """Stop the work that another thread waits for, which then raises `Stopped`."""
        process = self._process
        if process is not None:
            process.kill()

    def _answers(
        self, task: Task, work: Callable[..., Any] | str, args: Any, kwargs: Any
    ) -> Iterator[tuple[str, Any]]:
        """The child's answers, the last of them "done"."""
        process = self._process = self._process or _start(self._bounds, self._holds)
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            process.kill()

        timer = Timer(PATIENCE * self._bounds.seconds, stop)
        timer.start()
        whole = False
        try:
            _send(process.stdin, (work, args, kwargs))
            kind = ""
            while kind != "done":
                kind, value = _receive(process.stdout)
                if kind in {"refused", "bug"}:
                    whole = True
                    raise value if kind == "refused" else RuntimeError(value)
                whole = kind == "done"
                yield kind, value
        except (EOFError, OSError, pickle.UnpicklingError):
            status = process.wait()
            raise Stopped([_stopped(task, self._bounds, late, status)]) from None
        finally:
            timer.cancel()
            if late or not whole:
                self.end()


def run(task: Task, bounds: Bounds, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call `work` in a child of its own; see `Child.run`."""
    with Child(bounds) as child:
        return child.run(task, work, *args, **kwargs)


# The signals that end a child which has no time left.
_OUT_OF_TIME: Final = {getattr(signal, name, None) for name in ("SIGALRM", "SIGPROF")}


def _stopped(task: Task, bounds: Bounds, late: list[bool], status: int) -> Problem:
    if late or -status in _OUT_OF_TIME:
        message = f"{task.what} could not be {task.done} in {bounds.seconds:g} seconds"
        return error(_TIME, message, task.span, task.hint)
    if status == _NO_MEMORY:
        message = f"{task.what} could not be {task.done} in {bounds.megabytes} MB of memory"
        return error(_MEMORY, message, task.span, task.hint)
    message = f"{task.what} could not be {task.done}: it broke the program that tried"
    return error(_CRASH, message, task.span, task.hint)


def _start(bounds: Bounds, holds: str) -> subprocess.Popen[bytes]:
    """A child that is ready for work. With -P, Python does not import what lies in the current
    folder."""
    paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
    limits = f"{bounds.seconds!r}, {bounds.megabytes}, {holds!r}"
    serve = f"from generator.bounded import serve; serve({limits})"
    with TemporaryFile() as errors:
        with signals_blocked():
            process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-P", "-c", serve],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )
        try:
            _receive(process.stdout)
        except BaseException as failure:
            _end(process)
            if not isinstance(failure, EOFError):
                raise
            errors.seek(0)
            raise RuntimeError(errors.read().decode(errors="replace") or "no child") from None
    return process


if sys.platform == "win32":

    @contextmanager
    def signals_blocked() -> Iterator[None]:
        """Windows has no signal mask: a process there gets its parent's signals until it ignores
        them."""
        yield

else:
    _BLOCKED: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    @contextmanager
    def signals_blocked() -> Iterator[None]:
        """Processes started meanwhile never receive the signals that stop this one. This process
        stops them itself."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED)
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


def serve(seconds: float, megabytes: int, holds: str = "") -> None:
    """Do the work that arrives on standard input until it ends."""
    held: list[Any] = []
    # Libraries may print. Their output must not mix with the answers.
    out = os.fdopen(os.dup(1), "wb")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to end
    _limit_memory(megabytes)
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
            _set_alarms(seconds)
            for answer in _answers(work, args, kwargs, holds, held):
                _send(out, answer)
            _set_alarms(0)
    except BrokenPipeError:  # the parent is gone
        os._exit(1)
    except MemoryError:
        os._exit(_NO_MEMORY)


def _answers(
    work: Callable[..., Any] | str, args: Any, kwargs: Any, holds: str, held: list[Any]
) -> Iterator[tuple[str, Any]]:
    """The answers of a piece of work. What the process `holds` is put into `held` at first."""
    try:
        if holds and not held:
            held.append(_named(holds)())
        function = _named(work) if isinstance(work, str) else work
        result = function(*held, *args, **kwargs)
        if isinstance(result, Iterator):
            for item in result:
                yield "item", item
            result = None
    except MemoryError:
        raise
    except Refused as refused:
        yield "refused", refused
    except Exception:  # noqa: BLE001 - the parent raises it
        yield "bug", traceback.format_exc()
    else:
        yield "done", result


def _named(name: str) -> Callable[..., Any]:
    """The function or class of a `module:name`."""
    module, _, inside = name.partition(":")
    found = getattr(import_module(module), inside)
    assert callable(found)
    return found  # type: ignore[no-any-return]


def _set_alarms(seconds: float) -> None:
    """End this process after so many seconds of processor time, and by the clock in case its parent
    cannot. 0 cancels both."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds + _GRACE if seconds else 0)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = megabytes << 20
    with suppress(OSError, ValueError):  # macOS may refuse
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(pipe: IO[bytes] | None, value: object) -> None:
    assert pipe is not None
    pickle.dump(value, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> tuple[str, Any]:
    assert pipe is not None
    kind, value = pickle.load(pipe)  # noqa: S301 - our own child's
    return kind, value
