"""What is kept on disk is read only if it is whole, the user's own and of the same inputs."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from generator import kept as kept_module
from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.kept import OFF, SETTING, Kept

made: list[str] = []


@frozen_inputs
class Shouted(KeptInputs[tuple[str, float]]):
    kept_as = tuple[str, float]
    words: str
    size: float

    def make(self, cache: Cache) -> tuple[str, float]:
        made.append(self.words)
        return self.words.upper(), self.size


@pytest.fixture(autouse=True)
def _nothing_made() -> None:
    made.clear()


def store(folder: Path, program: str = "program 1") -> Cache:
    """What a command begins with."""
    return Cache(kept=Kept(folder, lambda: program))


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_later_command_has_the_result(tmp_path: Path) -> None:
    assert store(tmp_path / "kept").recall(Shouted("hello", 1.5)) == ("HELLO", 1.5)
    assert store(tmp_path / "kept").recall(Shouted("hello", 1.5)) == ("HELLO", 1.5)
    assert made == ["hello"]


@pytest.mark.parametrize("inputs", [Shouted("hallo", 1.5), Shouted("hello", 1.25)])
def test_other_inputs_have_other_results(tmp_path: Path, inputs: Shouted) -> None:
    store(tmp_path).recall(Shouted("hello", 1.5))
    assert store(tmp_path).recall(inputs) == inputs.make(Cache(0))


def test_another_program_makes_its_own(tmp_path: Path) -> None:
    store(tmp_path).recall(Shouted("hello", 1.5))
    store(tmp_path, "program 2").recall(Shouted("hello", 1.5))
    assert made == ["hello", "hello"]


def test_a_result_that_would_come_back_otherwise_is_not_kept(tmp_path: Path) -> None:
    for _ in range(2):
        _, size = store(tmp_path / "kept").recall(Shouted("hello", 1))
        assert type(size) is int
    assert made == ["hello", "hello"]


def flip(entry: Path) -> None:
    data = entry.read_bytes()
    entry.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def link(entry: Path) -> None:
    entry.rename(entry.with_name("elsewhere"))
    entry.symlink_to(entry.with_name("elsewhere"))


def make_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


HARMS: dict[str, Callable[[Path], object]] = {
    "a changed byte": flip,
    "cut short": lambda entry: entry.write_bytes(entry.read_bytes()[:-1]),
    "empty": lambda entry: entry.write_bytes(b""),
    "longer": lambda entry: entry.write_bytes(entry.read_bytes() + b"\0"),
    "writable by all": lambda entry: entry.chmod(0o666),
    "writable by the group": lambda entry: entry.chmod(0o620),
    "a link": link,
    "a folder": make_folder,
    "a pipe": lambda entry: (entry.unlink(), os.mkfifo(entry)),
    "gone": Path.unlink,
}


@pytest.mark.skipif(sys.platform == "win32", reason="has no such owners and links")
@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_entry_is_as_good_as_none(tmp_path: Path, harm: str) -> None:
    store(tmp_path / "kept").recall(Shouted("hello", 1.5))
    (entry,) = entries(tmp_path / "kept")
    HARMS[harm](entry)
    assert store(tmp_path / "kept").recall(Shouted("hello", 1.5)) == ("HELLO", 1.5)
    assert made == ["hello", "hello"]


def test_an_entry_under_the_name_of_another_is_not_taken(tmp_path: Path) -> None:
    store(tmp_path / "kept").recall(Shouted("hello", 1.5))
    (first,) = entries(tmp_path / "kept")
    store(tmp_path / "kept").recall(Shouted("bye", 1.5))
    (second,) = {*entries(tmp_path / "kept")} - {first}
    second.write_bytes(first.read_bytes())
    assert store(tmp_path / "kept").recall(Shouted("bye", 1.5)) == ("BYE", 1.5)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such owners")
@pytest.mark.parametrize("of", ["entry", "folder"])
def test_what_another_user_owns_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    store(tmp_path / "kept").recall(Shouted("hello", 1.5))
    own, real = os.geteuid(), kept_module._is_own
    calls: list[int] = []

    def other_owner(entry: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
        is_folder = is_kind(0o040000)
        if is_folder == (of == "folder"):
            calls.append(entry.st_uid)
            monkeypatch.setattr(os, "geteuid", lambda: own + 1)
        try:
            return real(entry, is_kind)
        finally:
            monkeypatch.setattr(os, "geteuid", lambda: own)

    monkeypatch.setattr(kept_module, "_is_own", other_owner)
    store(tmp_path / "kept").recall(Shouted("hello", 1.5))
    assert calls
    assert made == ["hello", "hello"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    store(folder).recall(Shouted("hello", 1.5))
    folder.chmod(0o777)
    store(folder).recall(Shouted("bye", 1.5))
    store(folder).recall(Shouted("hello", 1.5))
    assert made == ["hello", "bye", "hello"]
    assert len(entries(folder)) == 1
    assert "others than you" in Kept(folder, str).refusal


def test_it_is_said_that_a_folder_may_not_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept").mkdir(mode=0o700)
    assert Kept(tmp_path / "kept", str).refusal == ""
    monkeypatch.setattr(os, "access", lambda *asked: False)  # root may use anything
    assert Kept(tmp_path / "kept", str).refusal.startswith("you may not")


def test_it_is_said_why_a_folder_cannot_be_made(tmp_path: Path) -> None:
    assert Kept(tmp_path / "new" / "kept", str).refusal == ""
    (tmp_path / "file").write_text("of the user")
    assert Kept(tmp_path / "file" / "kept", str).refusal.startswith(f'"{tmp_path / "file"}" is no')


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_folder_and_entries_are_the_users_alone(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    store(folder).recall(Shouted("hello", 1.5))
    (entry,) = entries(folder)
    assert [each.stat().st_mode & 0o777 for each in (folder, entry)] == [0o700, 0o600]


def test_a_place_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert store(tmp_path / "file" / "kept").recall(Shouted("hello", 1.5)) == ("HELLO", 1.5)
    assert store(tmp_path / "file").recall(Shouted("hello", 1.5)) == ("HELLO", 1.5)


def test_commands_at_once_leave_one_whole_entry(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    inputs = Shouted("hello " * 20_000, 1.5)
    threads = [Thread(target=store(folder).recall, args=(inputs,)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(entries(folder)) == 1
    made.clear()
    assert store(folder).recall(inputs)[0].startswith("HELLO")
    assert not made


def test_the_oldest_entries_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "MOST_ENTRIES", 8)
    folder = tmp_path / "kept"
    for number in range(10):
        store(folder).recall(Shouted(f"number {number}", 1.5))
        for age, entry in enumerate(sorted(entries(folder), key=lambda each: each.stat().st_mtime)):
            os.utime(entry, (age, age))
    assert Kept(folder, str).size().entries <= 8
    made.clear()
    store(folder).recall(Shouted("number 9", 1.5))
    assert not made
    (folder / "notes.txt").write_text("not ours")
    monkeypatch.setattr(kept_module, "MOST_ENTRIES", 0)
    store(folder).recall(Shouted("number 10", 1.5))
    assert (folder / "notes.txt").exists()


def test_a_command_writes_a_limited_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shouted, "most", 3)
    cache = store(tmp_path / "kept")
    for number in range(5):
        cache.recall(Shouted(f"number {number}", 1.5))
    assert len(entries(tmp_path / "kept")) == 3


def test_it_can_be_switched_off_or_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for said in (OFF, "OFF", " Off "):  # nobody means a folder of this name
        monkeypatch.setenv(SETTING, said)
        assert Kept.of_user(str) is None
    monkeypatch.setenv(SETTING, str(tmp_path / "here"))
    found = Kept.of_user(str)
    assert found is not None
    assert found.folder == tmp_path / "here"


def test_a_kept_result_is_held_in_memory_too(tmp_path: Path) -> None:
    cache = store(tmp_path / "kept")
    assert cache.get(Shouted("hello", 1.5)) is cache.get(Shouted("hello", 1.5))
    assert store(tmp_path / "kept").get(Shouted("hello", 1.5)) == ("HELLO", 1.5)
    assert made == ["hello"]


def test_the_folder_may_be_deleted_while_a_command_runs(tmp_path: Path) -> None:
    running = Kept(tmp_path / "kept", str)
    running.put("kind", b"one", b"result")
    shutil.rmtree(tmp_path / "kept")
    assert running.find(b"one") is None
    running.put("kind", b"one", b"result")
    later = Kept(tmp_path / "kept", str)
    later.put("kind", b"one", b"result")
    assert later.find(b"one") == b"result"
