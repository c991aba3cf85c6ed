"""Files appear whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.publish import publish, sole_writer
from generator.problems import Refused
from tests.garden import ROOT


def nothing() -> None:
    pass


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.pdf"
    publish(path, b"one")
    publish(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["file.pdf"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.pdf"
    publish(path, b"old")

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="no space left on device") as caught:
        publish(path, b"new")
    assert caught.value.problems[0].hint.startswith("make room on the disk")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file.pdf"]


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(number: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path / "file.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from generator.build import publish\n"
        "publish.os.fsync = lambda number: os.kill(os.getpid(), 9)\n"
        "publish.publish(Path(sys.argv[1]), b'half')"
    )
    path = tmp_path / "folder" / "file.pdf"
    done = subprocess.run(
        (sys.executable, "-c", program, path), cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == -9
    assert not path.exists()
    assert len(list(path.parent.iterdir())) == 1
    with sole_writer(tmp_path, nothing):
        assert list(path.parent.iterdir()) == []


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from generator.build.publish import *\n"
        "with sole_writer(Path(sys.argv[1]), lambda: None):\n"
        "    print('held', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        (sys.executable, "-c", program, tmp_path),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdin is not None
        first.stdout.readline()
        waited = []

        def let_go() -> None:
            waited.append(True)
            first.stdin.write("\n")  # type: ignore[union-attr]
            first.stdin.flush()  # type: ignore[union-attr]

        with sole_writer(tmp_path, let_go):
            assert waited == [True]
            assert first.wait(10) == 0


def test_a_folder_that_cannot_be_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(Refused, match="cannot be written"),
        sole_writer(tmp_path / "file" / "output", nothing),
    ):
        pass


def test_hidden_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".part").write_text("")
    (tmp_path / "cease.part").write_text("")
    with sole_writer(tmp_path, nothing):
        pass
    assert {each.name for each in tmp_path.iterdir()} >= {".part", "cease.part"}
