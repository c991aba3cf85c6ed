"""The one thread that opens, changes and sets a project. HarfBuzz, ICU and PDFium keep state that
threads must not share, so everything else only asks it.

Somebody who is typing waits for what the thread is doing. So nothing else takes it for longer than
a key press does: a function that would is a generator, which gives way at each `yield` and returns
its result at the end. A piece is set a few items at a time (`jobs.set_pages.set_in_steps`). What
cannot be parted, such as a build or a finished file, runs in a process of its own (`bounded`).
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from inspect import isgenerator
from itertools import count
from typing import Any, Final, TypeVar

T = TypeVar("T")

FIRST: Final = 0  # what somebody waits for while typing
LATER: Final = 1
LAST: Final = 2  # what nobody waits for
_PATIENCE: Final = 1.5  # seconds that the thread may take to end


class Worker:
    """Calls functions one after another in a thread of its own: those of somebody who is typing
    before all others, and between two steps of theirs."""

    def __init__(self) -> None:
        self._queue: queue.PriorityQueue[tuple[int, int, Any]] = queue.PriorityQueue()
        self._numbers = count()
        self._thread = threading.Thread(target=self._work, name="studio", daemon=True)
        self._thread.start()

    async def call(self, function: Callable[..., T], *values: object, when: int = FIRST) -> T:
        """What the function returns, or raises. A generator returns its result after its last
        step."""
        future: Future[T] = Future()
        self._queue.put((when, next(self._numbers), (function, values, future)))
        return await asyncio.wrap_future(future)

    def stop(self) -> bool:
        """End the thread after what it is doing, and cancel what waits. Whether it has ended."""
        self._queue.put((FIRST, -1, None))
        self._thread.join(_PATIENCE)
        while not self._queue.empty():
            asked = self._queue.get()[2]
            if asked and not asked[2].cancel():
                asked[2].set_exception(CancelledError())
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            when, _, asked = self._queue.get()
            if asked is None:
                return
            function, values, future = asked
            if not (future.running() or future.set_running_or_notify_cancel()):
                continue
            try:
                found = function(*values)
                if isgenerator(found):
                    next(found)
                    self._queue.put((when, next(self._numbers), (lambda f=found: f, (), future)))
                else:
                    future.set_result(found)
            except StopIteration as ended:
                future.set_result(ended.value)
            except BaseException as raised:  # noqa: BLE001 - the caller gets it
                future.set_exception(raised)
