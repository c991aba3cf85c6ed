"""The one thread that opens, changes and sets a project. HarfBuzz, ICU and PDFium keep state that
threads must not share, so everything else only asks it."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any, Final, TypeVar

T = TypeVar("T")

FIRST: Final = 0  # what somebody waits for while typing
LATER: Final = 1


class Worker:
    """Calls functions one after another in a thread of its own: those of somebody who is typing
    before all others."""

    def __init__(self) -> None:
        self._queue: queue.PriorityQueue[tuple[int, int, Any]] = queue.PriorityQueue()
        self._numbers = count()
        self._thread = threading.Thread(target=self._work, name="studio", daemon=True)
        self._thread.start()

    async def call(self, function: Callable[..., T], *values: object, when: int = FIRST) -> T:
        """What the function returns, or raises."""
        future: Future[T] = Future()
        self._queue.put((when, next(self._numbers), (function, values, future)))
        return await asyncio.wrap_future(future)

    def stop(self) -> None:
        """End the thread after what it is doing."""
        self._queue.put((FIRST, -1, None))
        self._thread.join(timeout=10)

    def _work(self) -> None:
        while (asked := self._queue.get()[2]) is not None:
            function, values, future = asked
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(function(*values))
            except BaseException as raised:  # noqa: BLE001 - the caller gets it
                future.set_exception(raised)
