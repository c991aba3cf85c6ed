"""Files appear whole or not at all."""

import errno
import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.jobs import publish as publishing
from generator.jobs.file_marks import output_is
from generator.jobs.publish import place, publish, publish_all, sole_writer, stage, staging
from generator.problems import Refused
from tests.sample_projects import ROOT


def nothing() -> None:
    pass


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.pdf"
    publish(path, b"one")
    publish(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["file.pdf"]


def test_a_name_that_is_nearly_too_long_is_no_longer_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'a' * 251}.pdf"
    publish(path, b"one")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    with pytest.raises(Refused, match="file name too long"):
        publish(tmp_path / ("a" * 256), b"one")


def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "file.yaml"
    target.write_bytes(b"old")
    target.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to(target)
    publish(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def not_permitted(*asked: object, **more: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


def no_locks(file: object, how: int) -> None:
    raise OSError(errno.ENOLCK, "No locks available")


def test_a_drive_whose_files_all_have_the_same_permissions_can_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shared drive often gives all files to one user, and then refuses to change them."""
    path = tmp_path / "file.yaml"
    publish(path, b"old")
    monkeypatch.setattr(Path, "chmod", not_permitted)
    publish(path, b"new")
    assert path.read_bytes() == b"new"


def test_permissions_that_cannot_be_kept_leave_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others may not read does not become a file that they may."""
    path = tmp_path / "file.yaml"
    publish(path, b"old")
    path.chmod(0o600)
    monkeypatch.setattr(Path, "chmod", not_permitted)
    with pytest.raises(Refused, match="operation not permitted"):
        publish(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["file.yaml"]
    assert path.read_bytes() == b"old"


def test_a_file_that_cannot_be_given_a_time_has_no_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "utime", not_permitted)
    staged = stage(tmp_path / "file.pdf", b"built")
    place(staged)
    assert (tmp_path / "file.pdf").read_bytes() == b"built"
    sha256 = hashlib.sha256(b"built").hexdigest()
    assert staged.mark == ""
    assert output_is(str(tmp_path / "file.pdf"), staged.mark, sha256) == (True, "")


def test_a_file_is_written_on_a_drive_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fcntl.flock", no_locks)
    (tmp_path / ".cease-4242-0.part").write_bytes(b"perhaps of a command that still runs")
    publish(tmp_path / "file.yaml", b"new")
    assert {each.name for each in tmp_path.iterdir()} == {".cease-4242-0.part", "file.yaml"}


def test_a_build_on_a_drive_without_locks_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds at once could make its manifest untrue."""
    monkeypatch.setattr("fcntl.flock", no_locks)
    with (
        pytest.raises(Refused, match="cannot be written: no locks available") as caught,
        sole_writer(tmp_path, pytest.fail),
    ):
        pass
    assert "some shared drives" in caught.value.problems[0].hint


def test_a_device_a_pipe_and_a_folder_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    for name, why in (("folder", "folder"), ("pipe", "ordinary file"), ("null", "ordinary file")):
        with pytest.raises(Refused, match=f'{name}" cannot be written: it is .* {why}'):
            publish(tmp_path / name, b"one")
    assert {each.name for each in tmp_path.iterdir()} == {"folder", "pipe", "null"}
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_several_files_are_put_in_place_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    publish_all({tmp_path / "a": b"1", tmp_path / "new" / "b": b"2"})
    assert (tmp_path / "a").read_bytes() == b"1"
    assert (tmp_path / "new" / "b").read_bytes() == b"2"
    assert len([*tmp_path.rglob("*")]) == 3


@pytest.mark.parametrize("number", range(1, 6))
def test_of_several_files_none_is_changed_if_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The disk is full when the first, second or third part is written, the older file kept, or
    the last renamed."""
    (tmp_path / "a").write_bytes(b"old")
    files = {tmp_path / "a": b"1", tmp_path / "new" / "b": b"2", tmp_path / "c": b"3"}
    synced = 0
    sync, replace = os.fsync, Path.replace

    def full(file: int) -> None:
        nonlocal synced
        synced += 1
        if synced == number:
            raise OSError(28, "No space left on device")
        sync(file)

    def refused(part: Path, target: Path) -> Path:
        if target.name == "c":
            raise PermissionError(13, "Permission denied")
        return replace(part, target)

    monkeypatch.setattr(os, "fsync", full)
    if number == 5:
        monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(Refused) as caught:
        publish_all(files)
    assert caught.value.problems[0].rule == "unwritable"
    assert [each.name for each in tmp_path.rglob("*")] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_part_of_a_killed_command_goes_and_one_that_is_written_stays(tmp_path: Path) -> None:
    (tmp_path / ".cease-4242-ashdale.yaml.part").write_bytes(b"half")
    (tmp_path / ".cease-mine.part").write_bytes(b"of the user")
    staged = stage(tmp_path / "built.pdf", b"built")
    (tmp_path / f".cease-{os.getpid()}-0.part").write_bytes(b"of a killed process of this number")
    publish(tmp_path / "file", b"one")
    assert {each.name for each in tmp_path.iterdir()} == {
        ".cease-mine.part", staged.part.name, "file",
    }  # fmt: skip
    place(staged)
    assert (tmp_path / "built.pdf").read_bytes() == b"built"


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *asked: False)  # root may write to anything
    with pytest.raises(Refused, match="it is read-only"):
        publish(path, b"new")
    assert path.read_bytes() == b"old"


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


def test_a_disk_that_takes_no_changes_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Allowing writing to a file would not help."""

    def locked(number: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "fsync", locked)
    with pytest.raises(Refused, match="read-only file system") as caught:
        publish(tmp_path / "file.pdf", b"new")
    assert caught.value.problems[0].hint.startswith("the whole disk takes no changes")
    assert not [*tmp_path.iterdir()]


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
        "import os, sys; from pathlib import Path; from generator.jobs import publish\n"
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
    with staging(tmp_path, nothing):
        assert list(path.parent.iterdir()) == []


def test_folders_are_listed_again_only_if_a_build_may_have_left_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    walk = publishing.files_within

    def files_within(folder: str) -> Iterator[tuple[str, list[str]]]:
        listed.append(folder)
        return walk(folder)

    monkeypatch.setattr(publishing, "files_within", files_within)

    def parts() -> int:
        return sum(path.name.startswith(".cease-build-") for path in tmp_path.rglob("*"))

    with staging(tmp_path, nothing) as begin:
        assert len(listed) == 1  # nobody knows what an older program left
        begin()
        stage(tmp_path / "folder" / "file", b"left")
        assert parts() == 1
    assert (len(listed), parts()) == (2, 0)
    with staging(tmp_path, nothing):
        assert len(listed) == 2
    killed = (
        "import os, sys; from pathlib import Path; from generator.jobs.publish import *\n"
        "with staging(Path(sys.argv[1]), lambda: None) as begin:\n"
        "    begin(); stage(Path(sys.argv[1]) / 'file', b'left'); os.kill(os.getpid(), 9)"
    )
    subprocess.run((sys.executable, "-c", killed, tmp_path), cwd=ROOT, check=False)
    assert parts() == 1
    with staging(tmp_path, nothing):
        assert (len(listed), parts()) == (3, 0)


def test_a_part_that_another_command_holds_stays(tmp_path: Path) -> None:
    with publishing._part(tmp_path, (b"held",), None) as part:
        (tmp_path / ".cease-4242-0.part").write_bytes(b"of a killed command")
        with staging(tmp_path, nothing):
            assert [*tmp_path.glob("*.part")] == [part]


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from generator.jobs.publish import *\n"
        "with sole_writer(Path(sys.argv[1]), lambda: None):\n"
        "    print('held', flush=True); sys.stdin.readline()\n"
        "    time.sleep(0.5); (Path(sys.argv[1]) / 'last').touch()"
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
            assert (tmp_path / "last").is_file()
            assert first.wait(10) == 0


def test_a_folder_that_cannot_be_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(Refused, match="cannot be written"),
        sole_writer(tmp_path / "file" / "output", nothing),
    ):
        pass


def test_a_link_to_a_disk_that_is_not_connected_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").symlink_to(tmp_path / "usb/files")
    with pytest.raises(Refused) as caught, sole_writer(tmp_path / "output", nothing):
        pass
    (problem,) = caught.value.problems
    said = f'it is a link to "{tmp_path}/usb/files", which is not there'
    assert problem.message == f'"{tmp_path}/output" cannot be written: {said}'
    assert problem.hint.startswith("connect the disk")


def test_hidden_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".part").write_text("")
    (tmp_path / "cease.part").write_text("")
    with staging(tmp_path, nothing):
        pass
    assert {each.name for each in tmp_path.iterdir()} >= {".part", "cease.part"}
