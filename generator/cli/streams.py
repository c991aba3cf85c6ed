"""Standard output and error: in UTF-8, and harmless where nobody takes what is written."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, Final, TextIO

_QUIET: Final = frozenset({errno.EPIPE})  # who reads has seen enough


class Outlet(io.FileIO):
    """A stream that a command writes to its end of, whatever becomes of it: `lost` is why what
    was written from some point on went nowhere."""

    lost: OSError | None = None

    def write(self, data: Any, /) -> int:
        if self.lost is None:
            try:
                return super().write(data) or 0
            except OSError as problem:
                self.lost = problem
        return memoryview(data).nbytes


def open_streams() -> None:
    """Make standard output and error what a command can rely on. Streams that are closed lead
    nowhere, lest a file that is opened should take their place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stdout is sys.__stdout__:
        sys.stdout = _stream(1, sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _stream(2, sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _stream(number: int, before: TextIO | None) -> TextIO:
    if before is not None and sys.platform == "win32" and before.isatty():
        return before  # its console takes more than bytes
    raw = Outlet(number, "wb", closefd=False)
    line_by_line = number == 2 or raw.isatty()
    return io.TextIOWrapper(io.BufferedWriter(raw), line_buffering=line_by_line)


def lost() -> str:
    """Why not all of standard output was taken; nothing if it was, or if who read it stopped."""
    for stream in (sys.stderr, sys.stdout):
        stream.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    problem = raw.lost if isinstance(raw, Outlet) else None
    if problem is None or problem.errno in _QUIET:
        return ""
    return (problem.strerror or str(problem)).lower()
