"""Putting files in place whole or not at all, by one build at a time."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from generator.problems import Problem, Refused, error

# What is being written, beside the file it will become. A killed build may leave one behind;
# the next build into the folder removes it.
_PREFIX: Final = ".cease-"
_SUFFIX: Final = ".part"
_LOCK: Final = ".cease-lock"


def publish(path: Path, data: bytes) -> None:
    """Write a file so that it appears complete or not at all, also if the power fails: beside
    it, to the disk, then renamed. Raises `Refused` if the disk does not take it."""
    part = path.with_name(f"{_PREFIX}{os.getpid()}-{path.name}{_SUFFIX}")
    try:
        try:
            with _opened(part) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except OSError as problem:
        raise Refused([_unwritable(path, problem)]) from None


def _opened(part: Path) -> IO[bytes]:
    """A new file, in a folder that is made if it is not there, as it nearly always is."""
    try:
        return open(part, "wb")
    except FileNotFoundError:
        part.parent.mkdir(parents=True, exist_ok=True)
        return open(part, "wb")


@contextmanager
def sole_writer(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold an output folder, after calling `on_wait` if another build has it, and clear away
    what a killed build left. Raises `Refused` if the folder cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = open(folder / _LOCK, "ab")  # noqa: SIM115 - closed below
    except OSError as problem:
        raise Refused([_unwritable(folder, problem)]) from None
    with lock:
        if not _try_lock(lock):
            on_wait()
            _lock(lock)
        for leftover in sorted(folder.rglob(f"{_PREFIX}*{_SUFFIX}")):
            with suppress(OSError):
                leftover.unlink()
        yield


def _unwritable(path: Path, problem: OSError) -> Problem:
    reason = (problem.strerror or str(problem)).lower()
    full = problem.errno == errno.ENOSPC
    first = "make room on the disk" if full else "close it if it is open in another program"
    return error(
        "unwritable",
        f'"{path}" cannot be written: {reason}',
        None,
        f"{first}, or choose another folder with --out",
    )


# The operating system lets go of a lock when the process ends, however it ends.
if sys.platform == "win32":
    import msvcrt
    import time

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _lock(file: IO[bytes]) -> None:
        while not _try_lock(file):
            time.sleep(0.2)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
