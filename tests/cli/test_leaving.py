"""A command that has finished leaves nothing undone, though nothing is freed by then."""

import subprocess
import sys

import pytest

from tests.sample_projects import ROOT

AT_EXIT = "atexit.register(lambda: print('at exit', flush=True))"
THREAD = "threading.Thread(target=lambda: (time.sleep(2), print('later', flush=True))).start()"


@pytest.mark.parametrize(
    ("before", "typed", "status", "last"),
    [
        (AT_EXIT, ["list", "areas"], 0, "at exit"),
        (AT_EXIT, ["list", "planets"], 2, "at exit"),
        (THREAD, ["list", "areas"], 0, "later"),
        ("pass", ["list", "areas", "--json"], 0, "}"),
    ],
)
def test_what_is_to_be_done_at_the_end_is_done(
    before: str, typed: list[str], status: int, last: str
) -> None:
    program = f"import atexit, threading, time\n{before}\nfrom generator.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", program, *typed],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stderr
    assert done.stdout.splitlines()[-1] == last
