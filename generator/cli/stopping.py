"""Interrupts: Ctrl-C, and SIGTERM and SIGHUP on systems that have them.

The first interrupt raises `KeyboardInterrupt`, and later ones are ignored while it is answered.
Code in C may hold or drop the exception. After two seconds, therefore, another thread answers and
ends the process: every file in place is whole, and the next build removes the rest.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from generator.problems import counted

STOPPED: Final = 130
_GRACE: Final = 2.0  # seconds
_SIGNALS: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


def message(done: int) -> str:
    """The message of an interrupted command, with the number of finished files."""
    return f"interrupted: {counted(done, 'file')} done; run it again to go on"


def on_interrupt(answer: Callable[[], None]) -> threading.Event:
    """Let signals interrupt the process, except those that it was started to ignore. `answer`
    reports the interrupt, from whichever thread is first. It replaces an earlier `answer`.

    The event is set when an interrupt comes. Code that it stops may raise an error of its own in
    place of `KeyboardInterrupt`, such as a lock's that was never taken."""
    interrupted = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        ignore_interrupts()
        interrupted.set()
        threading.Thread(target=_end_process, args=(answer,), daemon=True).start()
        raise KeyboardInterrupt

    _set(stop)
    return interrupted


def ignore_interrupts() -> None:
    """Ignore further interrupts, because one is being answered or the command is done."""
    _set(signal.SIG_IGN)


def _set(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    if threading.current_thread() is threading.main_thread():
        for each in _SIGNALS:
            if signal.getsignal(each) is not signal.SIG_IGN:
                signal.signal(each, handler)


def _end_process(answer: Callable[[], None]) -> None:
    time.sleep(_GRACE)
    answer()
    os._exit(STOPPED)


@contextmanager
def restored_handlers() -> Iterator[None]:
    """Restore the signal handlers of a process that goes on."""
    before = {each: signal.getsignal(each) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
