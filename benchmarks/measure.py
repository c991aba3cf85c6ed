"""What a tree of processes costs: CPU seconds and peak memory, as the kernel counts them."""

import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_ADOPT = 36  # PR_SET_CHILD_SUBREAPER
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Cost:
    """User and system CPU seconds of a process and all its descendants, the largest resident set
    among them in MB (2**20 bytes), and the seconds that passed. `stopped` if it took too long."""

    cpu: float
    peak: float
    wall: float
    stopped: bool = False


class Failed(Exception):
    """A contestant that did not do its work; the message is the end of what it said."""


def pin(core: set[int] | None = None) -> set[int]:
    """Keep this process and every child on one core, or on these. Gives those it had."""
    had = os.sched_getaffinity(0)
    os.sched_setaffinity(0, core or {min(had)})
    return had


def run(
    argv: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    limit: float = 3600,
    allowed: Sequence[int] = (0,),
) -> Cost:
    """Run a command and wait for it and for every process that it leaves behind. Raises `Failed`
    if its exit status is not one of those allowed. After `limit` seconds it is stopped.

    Python may keep what it compiles, as it does for its users unless they forbid it: some
    contestants' modules were compiled when pip installed them, others' are on their first run.
    """
    # Processes whose parents have ended become children of this one, which is told what they cost.
    ctypes.CDLL(None).prctl(_ADOPT, 1)
    started = time.monotonic()
    with subprocess.Popen(
        argv,
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        late = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        late.start()
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        stopped = not late.is_alive()
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    every = [usage, *_left_behind(argv)]
    if process.returncode not in allowed and not stopped:
        end = said.decode(errors="replace").strip()[-2000:]
        raise Failed(f"{' '.join(argv)} exits {process.returncode}\n{end}")
    cpu = sum(each.ru_utime + each.ru_stime for each in every)
    return Cost(cpu, max(each.ru_maxrss for each in every) / 1024, wall, stopped)


def _left_behind(argv: Sequence[str]) -> Iterator[resource.struct_rusage]:
    """What each descendant cost that no parent has waited for. Raises `Failed` if one stays."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid:
            yield usage
        else:
            time.sleep(0.02)
    raise Failed(f"{' '.join(argv)} leaves processes running")


def said(argv: Sequence[str], cwd: Path) -> str:
    """What a command that measures itself prints. Raises `Failed` unless it exits 0."""
    done = subprocess.run(argv, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Failed(f"{' '.join(argv)} exits {done.returncode}\n{done.stderr.strip()[-2000:]}")
    return done.stdout
