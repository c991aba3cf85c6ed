"""Checks the words of a project in its layouts, here or in several processes, with the same results
in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

from msgspec import Struct

from generator.cache import Cache
from generator.kept import Kept
from generator.problems import Problem, Refused, error
from generator.source.shelf import Shelf
from .executors import InProcesses, InThisProcess
from .libraries import Libraries
from .verdicts import Faults

Found = TypeVar("Found")

# Below this many pieces that are set anew, processes cost more than they save.
_WORTH_PROCESSES: Final = 24


class WordsToSet(NamedTuple):
    """A campaign in one language for one area, to be set in layouts."""

    campaign: str
    language: str
    area: str
    layouts: tuple[str, ...] = ()


class _WordsChecked(Struct, Generic[Found], frozen=True):
    """What was found for some words; and of another process, the verdicts that it asked for and the
    files that it read."""

    found: Found
    verdicts: dict[bytes, Faults]
    read: frozenset[str]


_Numbered = tuple[int, WordsToSet]


def checked(
    project: Libraries,
    tasks: Sequence[WordsToSet],
    check: Callable[[Libraries, WordsToSet], Found],
    workers: int = 0,
    on_done: Callable[[WordsToSet], None] = lambda words: None,
) -> Iterator[Found]:
    """What `check` finds for each of the tasks, in their order. There are `workers` processes; if
    0, as many as the machine has processors, once that is worth it. Verdicts are kept for the next
    command however this ends. Raises `Refused` if a process is stopped from outside."""
    found: dict[int, Found] = {}
    verdicts = project.piece_check.verdicts

    def here(task: _Numbered) -> _WordsChecked[Found]:
        return _WordsChecked(check(project, task[1]), {}, frozenset())

    def take(task: _Numbered, answer: _WordsChecked[Found] | None) -> None:
        number, words = task
        if answer is None:
            raise Refused([_stopped(words)])
        found[number] = answer.found
        verdicts.add(answer.verdicts)
        project.shelf.add_read(answer.read)
        on_done(words)

    waiting = list(enumerate(tasks))
    several = workers or os.cpu_count() or 1
    unknown = sum(len(words.layouts) for words in tasks) if verdicts.are_new else 0
    try:
        while waiting:
            asked = workers > 1 or max(unknown, verdicts.made) >= _WORTH_PROCESSES
            if several > 1 and len(waiting) > 1 and asked:
                start = partial(_worker, project.shelf.root, project.cache.kept, check)
                InProcesses(start, several).run(waiting, take)
                break
            InThisProcess(here).run([waiting.pop(0)], take)
    finally:
        project.piece_check.keep()
    return (found[number] for number in range(len(tasks)))


def _stopped(words: WordsToSet) -> Problem:
    return error(
        "stopped",
        "a process that was setting words was stopped from outside",
        None,
        "there may not be enough memory: try again with --jobs 1",
        [f"so {words.campaign} in {words.language} for {words.area} was not checked"],
    )


def _worker(
    root: Path, kept: Kept | None, check: Callable[[Libraries, WordsToSet], Found]
) -> Callable[[_Numbered], _WordsChecked[Found]]:
    """What checks words in a process of its own, with a project and a cache of its own."""
    cache = Cache(kept=kept)
    project = Libraries(Shelf.at(root, cache), cache)

    def answer(task: _Numbered) -> _WordsChecked[Found]:
        found = check(project, task[1])
        return _WordsChecked(found, project.piece_check.verdicts.taken(), project.shelf.read)

    return answer
