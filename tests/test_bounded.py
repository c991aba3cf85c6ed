"""Work in a child: what it gives, and what becomes of it when it does not end well."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import bounded
from generator.bounded import Bounds, Child, Stopped, Task, run
from generator.problems import Refused, Span, error
from tests import bounded_work

TASK = Task('"logo.svg"', "read", Span("area.yaml", 3, 7))
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="memory is not bounded on Windows")


def test_work_gives_its_result_however_large() -> None:
    value = bytes(range(256)) * 40_000
    assert run(TASK, Bounds(), bounded_work.doubled, value) == value + value


def test_a_child_serves_several_requests() -> None:
    with Child() as child:
        first = child.run(TASK, bounded_work.own_process)
        assert child.run(TASK, bounded_work.own_process) == first != os.getpid()
        with pytest.raises(Refused, match="it is odd"):
            child.run(TASK, bounded_work.refusing)
        assert child.run(TASK, bounded_work.own_process) == first


def test_a_child_holds_one_thing_for_all_its_work() -> None:
    with Child(holds=f"{bounded_work.__name__}:Counter") as child:
        assert [child.run(TASK, bounded_work.counted) for _ in range(3)] == [1, 2, 3]
        assert [*child.each(TASK, f"{bounded_work.__name__}:counting_on", 2)] == [4, 5]
    with Child(holds=f"{bounded_work.__name__}:NoSuch") as child, pytest.raises(RuntimeError):
        child.run(TASK, bounded_work.counted)


def test_what_work_refuses_is_refused_as_it_is() -> None:
    with pytest.raises(Refused) as refused:
        run(TASK, Bounds(), bounded_work.refusing)
    assert refused.value.problems == (error("odd", "it is odd", Span("area.yaml", 9)),)


def test_what_is_a_bug_there_is_one_here() -> None:
    with pytest.raises(RuntimeError, match="KeyError: 'boxes'"):
        run(TASK, Bounds(), bounded_work.failing)


@pytest.mark.parametrize(
    ("work", "rule", "message"),
    [
        (bounded_work.endless, "no-time", '"logo.svg" could not be read in 1 seconds'),
        pytest.param(
            bounded_work.busy,
            "no-time",
            '"logo.svg" could not be read in 1 seconds',
            marks=POSIX,
        ),
        pytest.param(
            bounded_work.greedy,
            "no-memory",
            '"logo.svg" could not be read in 500 MB of memory',
            marks=POSIX,
        ),
        (bounded_work.falling, "crashed", '"logo.svg" could not be read: it broke the program'),
    ],
)
def test_work_that_does_not_end_well_is_a_problem_of_its_file(
    work: object, rule: str, message: str
) -> None:
    seconds = 1 if work in {bounded_work.endless, bounded_work.busy} else 20
    with Child(Bounds(seconds, 500)) as child:
        with pytest.raises(Stopped) as stopped:
            child.run(TASK, work)  # type: ignore[arg-type]
        assert stopped.value.rule == rule
        (problem,) = stopped.value.problems
        assert problem.message.startswith(message)
        assert (problem.span, problem.hint) == (TASK.span, TASK.hint)
        assert child.run(TASK, bounded_work.doubled, b"on") == b"onon"


@POSIX
def test_work_that_is_busy_is_stopped_by_its_own_time_long_before_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounded, "PATIENCE", 1000)
    with Child(Bounds(0.2)) as child, pytest.raises(Stopped) as stopped:
        child.run(TASK, bounded_work.busy)
    assert stopped.value.rule == "no-time"


def test_work_that_waits_for_its_turn_is_not_stopped() -> None:
    assert run(TASK, Bounds(0.5), bounded_work.waiting, 1.2) == "its turn"


def test_what_was_yielded_before_the_end_is_kept() -> None:
    for then, raised in (("", None), ("refusing", Refused), ("endless", Stopped)):
        found: list[int] = []
        with Child(Bounds(1)) as child:
            answers = child.each(TASK, "tests.bounded_work:counting", then)
            if raised:
                with pytest.raises(raised):
                    found.extend(answers)
            else:
                found.extend(answers)
        assert found == [0, 1, 2]


def test_a_child_that_does_not_start_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded.sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError):
        run(TASK, Bounds(), bounded_work.own_process)


def test_what_lies_in_the_folder_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "generator.py").write_text("raise SystemExit(9)")
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert run(TASK, Bounds(), bounded_work.doubled, b"a") == b"aa"


@POSIX
def test_a_child_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    reported = tmp_path / "pid"
    code = (
        "import os, tests.bounded_work as t\n"
        "from generator.bounded import Child, Task\n"
        "with Child() as child:\n"
        f"    open({str(reported)!r}, 'w').write(str(child.run(Task('x'), t.own_process)))\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    child = int(reported.read_text())
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if "\nState:\tZ" in Path(f"/proc/{child}/status").read_text():
            return
        time.sleep(0.02)
    pytest.fail("the child lives on")
