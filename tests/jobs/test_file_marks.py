"""A file is read again if anybody may have touched it, whichever way the clock was set."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from generator.jobs.file_marks import SeenFiles, output_is
from generator.jobs.publish import place, stage
from generator.source.shelf import Shelf

PAST = time.time_ns() - 3600 * 10**9


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def seen(folder: Path) -> SeenFiles:
    return SeenFiles.of(folder, Shelf.at(folder), lambda path: "")


def test_an_input_written_just_now_is_read_again_and_an_older_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_bytes(b"number: 1")
    first = seen(tmp_path)
    assert first("a.yaml") == sha256(b"number: 1")
    assert first.files == {}
    later = time.time_ns() + 60 * 10**9
    monkeypatch.setattr("generator.jobs.file_marks.time.time_ns", lambda: later)
    second = seen(tmp_path)
    second("a.yaml")
    second.save("program", ())
    monkeypatch.setattr(SeenFiles, "_read", lambda self, path: pytest.fail("it was read"))
    assert seen(tmp_path)("a.yaml") == sha256(b"number: 1")


def test_an_input_of_the_same_size_and_time_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a program that puts the time back, or a clock that was set back."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"number: 1")
    os.utime(path, ns=(PAST, PAST))
    later = time.time_ns() + 60 * 10**9
    monkeypatch.setattr("generator.jobs.file_marks.time.time_ns", lambda: later)
    first = seen(tmp_path)
    first("a.yaml")
    first.save("program", ())
    time.sleep(0.02)
    path.write_bytes(b"number: 2")
    os.utime(path, ns=(PAST, PAST))
    assert seen(tmp_path)("a.yaml") == sha256(b"number: 2")


def test_an_output_written_at_once_after_a_build_is_read(tmp_path: Path) -> None:
    waiting = stage(tmp_path / "a.pdf", b"made")
    place(waiting)
    assert output_is(f"{tmp_path}/a.pdf", waiting.mark, sha256(b"made")) == (True, waiting.mark)
    (tmp_path / "a.pdf").write_bytes(b"mine")
    assert output_is(f"{tmp_path}/a.pdf", waiting.mark, sha256(b"made")) == (False, "")


def test_a_spoilt_list_of_what_was_seen_is_none(tmp_path: Path) -> None:
    (tmp_path / ".cease-seen.json").write_bytes(b'{"program": 1}')
    assert seen(tmp_path).before.files == {}
