"""Standard output and error in UTF-8, and harmless if nobody reads them."""

import errno
import io
import os
import sys
from typing import Any, Final, TextIO

_NO_ERROR: Final = frozenset({errno.EPIPE})  # the reader has seen enough


class StandardStream(io.FileIO):
    """A stream that can always be written to. `lost` says why output was lost from some point on.
    So a command finishes, and reports that at its end."""

    lost: OSError | None = None

    def write(self, data: Any, /) -> int:
        if self.lost is None:
            try:
                return super().write(data) or 0
            except OSError as problem:
                self.lost = problem
        return memoryview(data).nbytes


def open_streams() -> None:
    """Make standard output and error reliable. A closed stream is opened on the null device, for
    otherwise the next file to be opened would take its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number
    if sys.stdout is sys.__stdout__:
        sys.stdout = _stream(1, sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _stream(2, sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stream(number: int, before: TextIO | None) -> TextIO:
    if before is not None and sys.platform == "win32" and before.isatty():
        return before  # its console takes more than bytes
    raw = StandardStream(number, "wb", closefd=False)
    line_by_line = number == 2 or raw.isatty()
    return io.TextIOWrapper(io.BufferedWriter(raw), line_buffering=line_by_line)


def why_lost() -> str:
    """Why standard output is incomplete; empty if it is not, or if its reader stopped."""
    for stream in (sys.stderr, sys.stdout):
        stream.flush()
    problem = _lost()
    if problem is None or problem.errno in _NO_ERROR:
        return ""
    return (problem.strerror or str(problem)).lower()


def is_unread() -> bool:
    """Whether nobody reads standard output any more."""
    sys.stdout.flush()
    return _lost() is not None


def _lost() -> OSError | None:
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return raw.lost if isinstance(raw, StandardStream) else None
