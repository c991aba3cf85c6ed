"""What may go wrong around a build: a second build, a full disk, a wrong clock, a file that changes
meanwhile. Nothing false is recorded, and the next build puts it right."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.jobs import run as running
from tests.sample_projects import ROOT, cease, change, manifest, pieces

AREA = "content/areas/ashdale.yaml"
NUMBERS = "01632 960001", "01632 960002"


def build(project: Path, out: Path, *more: str) -> Any:
    return cease("build", "--project", project, "--out", out, "--json", *more)


def bytes_of(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in pieces(out)
    }


def assert_true(out: Path) -> None:
    """Every row is of a file as it is, and there is nothing unfinished."""
    there = bytes_of(out)
    assert {path: row["sha256"] for path, row in manifest(out).items()} == there
    assert not [*out.rglob("*.part")]


@pytest.mark.parametrize("job", [0, 1])
def test_a_file_that_changes_during_a_build_is_noticed_by_the_next(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: int
) -> None:
    """A piece is of the file as it was read, and is never recorded as made of the newer one."""
    out, made = tmp_path / "out", []
    whole = running.attempt

    def attempt(*given: Any) -> Any:
        if len(made) == job:
            change(project / AREA, *NUMBERS)
        made.append(given)
        return whole(*given)

    monkeypatch.setattr(running, "attempt", attempt)
    first = build(project, out)
    assert first.status == 0, first.err
    assert len(made) == 2
    monkeypatch.setattr(running, "attempt", whole)
    again = build(project, out)
    build(project, tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")
    assert_true(out)
    if job:  # of which the first at least is old
        assert not all(file["kept"] for file in again.json["files"])


def test_a_killed_build_leaves_no_older_list_of_failures(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is gone before the first file is made."""
    out, whole = tmp_path / "out", running.attempt
    change(project / AREA, NUMBERS[0], "1234567890123456")
    assert build(project, out).status == 1
    assert (out / "failures.json").exists()
    change(project / AREA, "1234567890123456", NUMBERS[0])

    def attempt(*given: Any) -> Any:
        assert not (out / "failures.json").exists()
        return whole(*given)

    monkeypatch.setattr(running, "attempt", attempt)
    done = build(project, out)
    assert (done.status, done.json["failed"]) == (0, [])


@pytest.mark.parametrize("shift", [-10 * 86400, 10 * 86400])
def test_a_clock_that_is_set_wrong_hides_no_change(
    project: Path, tmp_path: Path, shift: int
) -> None:
    """The changed file has another time than it should, and the size that it had."""
    out = tmp_path / "out"
    assert build(project, out).status == 0
    before = (project / AREA).stat()
    change(project / AREA, *NUMBERS)
    os.utime(project / AREA, ns=(before.st_atime_ns, before.st_mtime_ns + shift * 10**9))
    again = build(project, out)
    assert not any(file["kept"] for file in again.json["files"])
    assert all(file["kept"] for file in build(project, out).json["files"])


def test_a_file_put_back_in_time_is_noticed(project: Path, tmp_path: Path) -> None:
    """As a copy that keeps times leaves it: the same size, the very same time."""
    out = tmp_path / "out"
    assert build(project, out).status == 0
    before = (project / AREA).stat()
    change(project / AREA, *NUMBERS)
    os.utime(project / AREA, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not any(file["kept"] for file in build(project, out).json["files"])


def begin(project: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, "-m", "generator", "build", "--area", "all", "--json", *more,
         "--project", project, "--out", out),
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def more_areas(project: Path, count: int) -> None:
    text = (project / AREA).read_text()
    for number in range(count):
        (project / f"content/areas/area-{number}.yaml").write_text(text)


@pytest.mark.slow
def test_two_builds_at_once_make_each_file_once(project: Path, tmp_path: Path) -> None:
    more_areas(project, 6)
    out = tmp_path / "out"
    both = [begin(project, out) for _ in range(2)]
    said = [json.loads(each.communicate(timeout=120)[0]) for each in both]
    assert [each.returncode for each in both] == [0, 0]
    kept = sorted(sum(file["kept"] for file in each["files"]) for each in said)
    assert kept == [0, 14]
    assert_true(out)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 100 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=100k", "none", folder], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    for _ in range(20):
        if not subprocess.run(["umount", folder], check=False, capture_output=True).returncode:
            return
        time.sleep(0.1)


@pytest.mark.slow
def test_a_full_disk_leaves_what_is_whole(project: Path, small_disk: Path) -> None:
    more_areas(project, 12)
    out = small_disk / "out"
    full = begin(project, out, "--jobs", "2")
    said = json.loads(full.communicate(timeout=120)[0])
    assert full.returncode == 2
    assert {problem["rule"] for problem in said["problems"] if problem["severity"] == "error"} == {
        "unwritable"
    }
    there = bytes_of(out)
    assert 0 < len(there) < 26
    known = manifest(out)
    assert all(known[path]["sha256"] == there[path] for path in known)
    assert not [*out.rglob("*.part")]
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    again = begin(project, out, "--jobs", "2")
    said = json.loads(again.communicate(timeout=120)[0])
    assert again.returncode == 0
    assert {file["path"] for file in said["files"] if file["kept"]} == set(known)
    assert_true(out)
