"""Runs work on several processors, and ends at once when it is stopped.

Each process has a pipe of its own. The pools of `concurrent.futures` share two among all, so a
process that is stopped from outside ends the work of the others, or leaves half an answer that the
pool waits for without end.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from msgspec import Struct

from generator.bounded import signals_blocked
from . import gc_policy

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

# A process has the next task already when it ends one.
_AHEAD: Final = 2
# So many processes for each that is asked for may be stopped one after another, with no answer
# between: then there is no sense in starting more.
_MOST_STOPPED: Final = 3


def in_processes(
    start: Callable[[], Callable[[Task], Result]],
    tasks: Sequence[Task],
    count: int,
    take: Callable[[Task, Result | None], None],
) -> None:
    """Call `take` with each result as it comes. Each process calls `start` once to prepare.
    Processes are spawned on every system, never forked. An interrupt kills them amid their work.

    Another process takes the place of one that was stopped from outside, and tries its task once
    more. `take` gets None for a task that was in hand each time, and for all that are left where
    every process is stopped.
    """
    from multiprocessing.connection import wait

    waiting = deque(_Work(task) for task in tasks)
    workers: dict[Any, _Process[Task]] = {}
    stopped = 0
    try:
        while waiting or workers:
            if stopped < _MOST_STOPPED * count:
                for _ in range(min(count - len(workers), len(waiting))):
                    made = _started(start)
                    workers[made.pipe] = made
            for most in range(1, _AHEAD + 1):
                for worker in workers.values():
                    worker.fill(waiting, most)
            if not workers:
                for work in waiting:
                    take(work.task, None)
                return
            for pipe in wait([*workers]):
                worker = workers[pipe]
                try:
                    is_done, answer = worker.pipe.recv()
                except (EOFError, OSError):
                    del workers[pipe]
                    stopped += 1
                    if lost := worker.lost(waiting):
                        take(lost.task, None)
                    continue
                if not is_done:
                    raise answer
                stopped = 0
                take(worker.in_hand.popleft().task, answer)
                worker.fill(waiting, _AHEAD)
                if not worker.in_hand:
                    del workers[pipe]
                    worker.end()
    finally:
        for worker in workers.values():
            worker.kill()


class _Work(Struct, Generic[Task]):
    """A task, and whether a process was stopped that had it in hand."""

    task: Task
    stopped: bool = False


class _Process(Struct, Generic[Task]):
    """A process, and what it has been given and has not answered, the first in hand."""

    process: SpawnProcess
    pipe: Connection[Any, Any]
    in_hand: deque[_Work[Task]]

    def fill(self, waiting: deque[_Work[Task]], most: int) -> None:
        """Give the process tasks until it has so many. One that was stopped is found when it is
        listened to."""
        while waiting and len(self.in_hand) < most:
            work = waiting.popleft()
            self.in_hand.append(work)
            with suppress(OSError):
                self.pipe.send(work.task)

    def lost(self, waiting: deque[_Work[Task]]) -> _Work[Task] | None:
        """Leave all that a stopped process had to others, but for a task that was in hand once
        before, which is given back."""
        self.kill()
        again = [*self.in_hand]
        self.in_hand.clear()
        given_up = again.pop(0) if again and again[0].stopped else None
        if again and given_up is None:
            again[0].stopped = True
        waiting.extendleft(reversed(again))
        return given_up

    def end(self) -> None:
        """Let the process end, which has nothing to do any more."""
        self.pipe.close()
        self.process.join()

    def kill(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _started(start: Callable[[], Callable[[Task], Result]]) -> _Process[Task]:
    from multiprocessing import get_context

    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe()
    # this also starts the process that tracks what the others share
    with signals_blocked():
        process = spawning.Process(target=_serve, args=(start, theirs), daemon=True)
        process.start()
    theirs.close()  # so the pipe ends with the process
    return _Process(process, ours, deque())


def _serve(start: Callable[[], Callable[[Any], Any]], pipe: Connection[Any, Any]) -> None:
    """Answer tasks until no more can come. Leave Ctrl-C to the parent, and end when it ends."""
    from multiprocessing import parent_process

    gc_policy.pause()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    work = start()
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            try:
                answer = True, work(task)
            except Exception as bug:  # noqa: BLE001 - it is raised again where it is reported
                bug.add_note(traceback.format_exc())
                answer = False, bug
            pipe.send(answer)
            gc_policy.collect()
    # Python would free every object first, which takes longer than setting a few pages
    os._exit(0)
