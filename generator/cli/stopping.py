"""Being stopped: Ctrl-C, and where there are SIGTERM and SIGHUP, those too.

The first raises `KeyboardInterrupt`; no other is heard while that is answered. If the answer is
not there in two seconds, because something in C keeps or drops the exception, it is given over its
head: what is in place is whole, and the next build clears away the rest.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

STOPPED: Final = 130
_GRACE: Final = 2.0
_SIGNALS: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


def words(done: int) -> str:
    """What is said of a command that was stopped."""
    files = "1 file" if done == 1 else f"{done} files"
    return f"interrupted: {files} done; run it again to go on"


def hear(answer: Callable[[], None]) -> None:
    """Be stopped by signals, but not by those this process was begun to ignore. `answer` is what
    is said, by whoever comes to it first; it replaces an answer given before."""

    def stop(number: int, frame: FrameType | None) -> None:
        hear_no_more()
        threading.Thread(target=_insist, args=(answer,), daemon=True).start()
        raise KeyboardInterrupt

    _set(stop)


def hear_no_more() -> None:
    """Ignore what would stop a command that is answering already."""
    _set(signal.SIG_IGN)


def _set(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    if threading.current_thread() is threading.main_thread():
        for each in _SIGNALS:
            if signal.getsignal(each) is not signal.SIG_IGN:
                signal.signal(each, handler)


def _insist(answer: Callable[[], None]) -> None:
    time.sleep(_GRACE)
    answer()
    os._exit(STOPPED)


@contextmanager
def as_before() -> Iterator[None]:
    """Leave a process that goes on the handlers that it had."""
    before = {each: signal.getsignal(each) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
