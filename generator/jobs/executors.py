"""Who does the work of a build: this process, several, or the workers of a cluster.

Each does the same work in another place, so the bytes are the same. None of them puts a file in its
place: whoever asks does that, as each result comes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from .processes import in_processes

Task = TypeVar("Task")
Result = TypeVar("Result")
Made_co = TypeVar("Made_co", covariant=True)


class Executor(Protocol[Task, Made_co]):
    """Does every task, in any order. `take` is called with each result as it comes, and with None
    for a task whose process was stopped from outside."""

    def run(self, tasks: Sequence[Task], take: Callable[[Task, Made_co | None], None]) -> None: ...


class InThisProcess(Struct, Generic[Task, Result], frozen=True):
    """One task after another, here."""

    work: Callable[[Task], Result]

    def run(self, tasks: Sequence[Task], take: Callable[[Task, Result | None], None]) -> None:
        for task in tasks:
            take(task, self.work(task))


class InProcesses(Struct, Generic[Task, Result], frozen=True):
    """Several processes of this machine. Each calls `start` once, which gives what does the
    work."""

    start: Callable[[], Callable[[Task], Result]]
    count: int

    def run(self, tasks: Sequence[Task], take: Callable[[Task, Result | None], None]) -> None:
        in_processes(self.start, tasks, min(self.count, len(tasks)), take)
