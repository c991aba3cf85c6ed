"""When garbage is collected."""

import gc
import subprocess
import sys
from collections.abc import Callable

from generator.jobs import gc_policy
from generator.jobs.processes import in_processes

SCRIPT = """
import gc
from generator.jobs import gc_policy
gc_policy.pause()
assert not gc.isenabled()
kept = [[] for _ in range(1000)]
gc_policy.collect()
frozen = gc.get_freeze_count()
assert gc.isenabled() and frozen > 1000
new, older, oldest = gc.get_threshold()
assert new == gc_policy.INTERVAL and older > 100 and oldest > 0
kept.append([kept])
gc_policy.collect()
assert gc.get_freeze_count() <= frozen
loop = []
loop.append(loop)
del loop
assert gc.collect() >= 1
"""


def test_what_is_made_before_the_first_file_is_set_apart_and_later_garbage_is_collected() -> None:
    # in a process of its own: what is frozen here would stay so for every other test
    subprocess.run([sys.executable, "-c", SCRIPT], check=True)
    assert gc.isenabled()


def _intervals() -> Callable[[int], int]:
    return lambda task: gc.get_threshold()[0] if gc.isenabled() else 0


def test_a_process_of_several_collects_as_one_alone_does() -> None:
    """Nothing while it starts and works on its first task, and seldom from then on."""
    found: list[int | None] = []
    in_processes(_intervals, [1, 2, 3], 1, lambda task, interval: found.append(interval))
    assert sorted(found, key=str) == [0, gc_policy.INTERVAL, gc_policy.INTERVAL]
