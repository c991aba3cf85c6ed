"""Mutated files, always the same ones: nothing in a file may break the check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.jobs.checking import CheckReport
from generator.preflight import Report
from generator.problems import error
from tests.preflight import fuzz

CASES = 500 if os.environ.get("CI") == "true" else 90


@pytest.mark.timeout(900)
def test_no_mutated_file_breaks_the_check(tmp_path: Path) -> None:
    checked, wrong = fuzz.run(seed=20, workers=2, keep=tmp_path, cases=CASES)
    assert wrong == []
    assert checked == CASES


def test_the_same_seed_makes_the_same_files() -> None:
    assert fuzz.case(3, 14) == fuzz.case(3, 14)
    assert fuzz.case(3, 14) != fuzz.case(4, 14)
    assert len({fuzz.case(3, number)[0] for number in range(60)}) > 50


@pytest.mark.parametrize(
    ("detail", "said"), [("KeyError: 'x'", "fonts: KeyError: 'x'"), ("the file has no catalog", "")]
)
def test_a_rule_stopped_by_the_program_is_reported(
    detail: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = error("fonts", "the preflight rule fonts could not run", details=(detail,))
    monkeypatch.setattr(fuzz, "check", lambda *_: Report((problem,)))
    assert fuzz.complaint(b"", "office", 1) == said


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import os; os.abort()", "0 fell: SIGABRT; cease check says nothing of it"),
        ("print('!0 raised')", "0 raised"),
    ],
)
def test_a_check_that_crashes_or_raises_is_reported(
    program: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def begin(*_: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)

    monkeypatch.setattr(fuzz, "_begin", begin)
    monkeypatch.setattr(fuzz.checking, "check", lambda *_: CheckReport())
    assert fuzz.run(3, 1, tmp_path, cases=1)[1] == [said]
    assert (tmp_path / "3-0.pdf").read_bytes() == fuzz.case(3, 0)[0]
