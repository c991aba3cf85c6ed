"""Runs work on several processors, and ends at once when it is stopped."""

import atexit
import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from generator.bounded import signals_blocked
from . import gc_policy

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_processes(
    start: Callable[[], Callable[[Task], Result]],
    tasks: Sequence[Task],
    count: int,
    take: Callable[[Task, Result | None], None],
) -> None:
    """Call `take` with each result as it comes, and with None for a task whose process was stopped
    from outside. Each process calls `start` once to prepare. Processes are spawned on every system,
    never forked. An interrupt kills them amid their work."""
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = {*active_children()}
    # this also starts the process that tracks what the others share
    with signals_blocked():
        pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (start,))
    try:
        with signals_blocked():
            futures = {pool.submit(_work, task): task for task in tasks}
        for future in as_completed(futures):
            try:
                result = future.result()
            except BrokenProcessPool:
                result = None
            take(futures.pop(future), result)
    except BaseException:
        for process in {*active_children()} - others:
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


# What does the work of this process.
_worker: Callable[[Any], Any] | None = None


def _work(task: Task) -> Any:
    assert _worker is not None
    result = _worker(task)
    gc_policy.collect()
    return result


def _begin(start: Callable[[], Callable[[Any], Any]]) -> None:
    """Leave Ctrl-C to the parent, end when the parent ends, and prepare for work."""
    gc_policy.pause()
    global _worker  # noqa: PLW0603 - a process of a pool has no other place of its own
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    # Python would free every object first, which takes longer than setting a few pages
    atexit.register(os._exit, 0)
    _worker = start()
