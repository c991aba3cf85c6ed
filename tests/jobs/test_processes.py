"""Work in several processes: all of it is done, and one that is stopped is replaced."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.jobs.processes import in_processes


def _squares() -> Callable[[int], int]:
    return lambda task: task * task


def _stops_once(marker: Path) -> Callable[[int], int]:
    def work(task: int) -> int:
        if task == 3 and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return task * task

    return work


def _stops_always() -> Callable[[int], int]:
    def work(task: int) -> int:
        if task in {3, 7}:
            os.kill(os.getpid(), signal.SIGKILL)
        return task * task

    return work


def _never_begins() -> Callable[[int], int]:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _fails() -> Callable[[int], int]:
    return lambda task: 1 // task


def _answers_at_length() -> Callable[[int], bytes]:
    def work(task: int) -> bytes:
        if task == 1:
            time.sleep(0.5)
        return bytes(50_000_000 if task == 1 else 5)  # a pipe holds much less

    return work


def answers(start: Callable[[], Callable[[int], int]], tasks: int) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    in_processes(start, range(tasks), 2, found.__setitem__)
    assert not multiprocessing.active_children()
    return found


def test_every_task_is_answered_once() -> None:
    taken: list[int] = []
    in_processes(_squares, range(9), 3, lambda task, answer: taken.append(task))
    assert sorted(taken) == [*range(9)]


def test_a_task_whose_process_was_stopped_is_tried_again(tmp_path: Path) -> None:
    found = answers(partial(_stops_once, tmp_path / "marker"), 12)
    assert found == {task: task * task for task in range(12)}


def test_a_task_that_stops_its_process_each_time_is_given_up_alone() -> None:
    found = answers(_stops_always, 12)
    assert found == {task: None if task in {3, 7} else task * task for task in range(12)}


def test_where_no_process_begins_all_is_given_up() -> None:
    assert answers(_never_begins, 5) == dict.fromkeys(range(5))


def test_a_process_that_is_stopped_amid_its_answer_is_replaced() -> None:
    found: dict[int, bytes | None] = {}

    def take(task: int, answer: bytes | None) -> None:
        if not found:
            assert task == 0
            time.sleep(3)  # so the other has begun its long answer, and nobody has read it
            for process in multiprocessing.active_children():
                process.kill()
        found[task] = answer

    in_processes(_answers_at_length, [0, 1, 2], 2, take)
    assert found == {0: bytes(5), 1: bytes(50_000_000), 2: bytes(5)}


def test_a_bug_in_a_process_is_raised_with_its_lines() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        answers(_fails, 3)
    assert "1 // task" in raised.value.__notes__[0]
    assert not multiprocessing.active_children()
