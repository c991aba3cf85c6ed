"""What one child process costs: CPU seconds and peak memory, as the kernel counts them."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """User and system CPU seconds of a process and all it waited for, and the largest resident
    set among them in MB (2**20 bytes)."""

    cpu: float
    peak: float


class Failed(Exception):
    """A contestant that did not do its work; the message is the end of what it said."""


def pin() -> None:
    """Keeps this process and every child on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def run(argv: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Cost:
    """Runs a command to its end. Raises `Failed` unless it exits 0.

    Python may keep what it compiles, as it does for its users unless they forbid it: some
    contestants' modules were compiled when pip installed them, others' are on their first run.
    """
    with subprocess.Popen(
        argv,
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        end = said.decode(errors="replace").strip()[-2000:]
        raise Failed(f"{' '.join(argv)} exits {process.returncode}\n{end}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def said(argv: Sequence[str], cwd: Path) -> str:
    """What a command that measures itself prints. Raises `Failed` unless it exits 0."""
    done = subprocess.run(argv, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Failed(f"{' '.join(argv)} exits {done.returncode}\n{done.stderr.strip()[-2000:]}")
    return done.stdout
