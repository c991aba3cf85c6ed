"""When garbage is collected."""

import gc
import subprocess
import sys

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
