"""What is edited reaches the files, and nothing is lost on the way."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.jobs.publish import lock
from generator.problems import Refused
from generator.source.splice import value_at
from generator.studio.changes import Change
from generator.studio.desk import DeskName, OpenProject, spoken
from generator.studio.draft_files import own_folder
from generator.studio.saving import Saved, keep_drafts, one_at_a_time, save
from tests.studio.studio_tab import copy_project
from tests.typeset import shipped

AREA = f"content/areas/{shipped.AREA}.yaml"
CAMPAIGN = f"content/{shipped.CAMPAIGN}/en-GB.yaml"
NUMBER = "contacts.social-care.0.number"
DESK = DeskName(shipped.CAMPAIGN, "en-GB", shipped.AREA)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def typed(project: OpenProject, text: str, key: str = NUMBER, time: float = 0.0) -> None:
    project.change(Change(AREA, "set", key, text), time)


def test_a_number_changes_one_line_of_its_file(folder: Path) -> None:
    before = (folder / AREA).read_bytes()
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    assert (folder / AREA).read_bytes() == before
    assert save(project, [AREA]) == Saved((AREA,), ())
    assert (folder / AREA).read_bytes() == before.replace(b"0116 252 7000", b"0116 496 0123")
    assert (folder / ".cease/studio/before" / AREA).read_bytes() == before
    assert save(project, [AREA]) == Saved((), ())


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.rstrip(b"\n"),
    ],
)
def test_the_form_of_a_file_stays(folder: Path, change: "object") -> None:
    place = folder / AREA
    before: bytes = change(place.read_bytes())  # type: ignore[operator]
    place.write_bytes(before)
    place.chmod(0o640)
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    save(project, [AREA])
    assert place.read_bytes() == before.replace(b"0116 252 7000", b"0116 496 0123")
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_what_somebody_else_saved_meanwhile_stays(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    theirs = (folder / AREA).read_text().replace("01572 758 407", "01632 960555  # new")
    (folder / AREA).write_text(theirs)
    assert save(project, [AREA]) == Saved((AREA,), ())
    assert (folder / AREA).read_text() == theirs.replace("0116 252 7000", "0116 496 0123")
    assert project.value(DESK, "area:contacts.social-care.2.number") == "01632 960555"


def test_two_wordings_of_one_value_are_shown_and_neither_is_lost(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    theirs = (folder / AREA).read_text().replace("0116 252 7000", "0116 496 0777")
    (folder / AREA).write_text(theirs)
    (conflict,) = save(project, [AREA]).conflicts
    said = conflict.key, conflict.before, conflict.ours, conflict.theirs
    assert said == (NUMBER, "0116 252 7000", "0116 496 0123", "0116 496 0777")
    assert (folder / AREA).read_text() == theirs
    assert project.value(DESK, f"area:{NUMBER}") == "0116 496 0123"


def test_a_file_that_is_broken_meanwhile_is_not_written(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    (folder / AREA).write_text("title: [\n")
    with pytest.raises(Refused, match=r"a\.yaml|rutland\.yaml"):
        save(project, [AREA])
    assert (folder / AREA).read_text() == "title: [\n"


def crashed(project: OpenProject) -> None:
    """What is left of a studio that was killed: its files, and no lock."""
    project.draft_files.close()


def test_drafts_outlive_the_studio(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)
    crashed(project)
    again = OpenProject(folder)
    (draft,) = again.draft_files.all()
    assert (draft.path, draft.time) == (AREA, 7.0)
    again.restore(draft.path, draft.base, draft.now)
    assert again.value(DESK, f"area:{NUMBER}") == "0116 496 0123"
    save(again, [AREA])
    assert again.draft_files.all() == ()
    assert "0116 496 0123" in (folder / AREA).read_text()


def test_a_draft_that_is_damaged_or_of_another_place_is_left_out(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)
    (place,) = (folder / ".cease/studio/drafts/1").iterdir()
    shutil.copy(place, place.with_name("another.json"))
    assert len(project.draft_files.all()) == 1
    place.write_bytes(place.read_bytes()[:-9])
    assert project.draft_files.all() == ()


def test_a_draft_goes_when_nothing_is_changed_any_more(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)
    project.undo([AREA])
    keep_drafts(project, 8.0)
    assert project.draft_files.all() == ()


def test_each_studio_keeps_its_own_drafts_and_finds_those_of_a_crash(folder: Path) -> None:
    one, two = OpenProject(folder), OpenProject(folder)
    typed(one, "0116 496 0123")
    typed(two, "0116 496 0777")
    typed(two, "01632 960555", "contacts.social-care.2.number")
    for project in (one, two):
        keep_drafts(project, 7.0)
    save(one, [AREA])
    keep_drafts(one, 8.0)
    assert [draft.now for draft in two.draft_files.all()] == [two.history.now[AREA]]
    crashed(one)
    crashed(two)
    (found,) = OpenProject(folder).draft_files.all()
    assert "0116 496 0777" in found.now
    assert "01632 960555" in found.now


def test_of_two_drafts_of_a_file_the_second_waits(folder: Path) -> None:
    one, two = OpenProject(folder), OpenProject(folder)
    typed(one, "0116 496 0123")
    typed(two, "0116 496 0777")
    for project in (one, two):
        keep_drafts(project, 7.0)
    crashed(one)
    crashed(two)
    for number in ("0116 496 0123", "0116 496 0777"):
        again = OpenProject(folder)
        (draft,) = again.draft_files.all()
        assert number in draft.now
        again.draft_files.discard(draft.path)
        crashed(again)


def test_studios_that_save_at_once_lose_nothing(folder: Path) -> None:
    keys = [f"contacts.social-care.{number}.number" for number in range(3)]
    own_folder(folder)

    def one(number: int) -> Saved:
        project = OpenProject(folder)
        typed(project, f"0116 496 0{number:03}", keys[number % 3])
        return save(project, [AREA])

    for number in range(0, 9, 3):
        projects = [OpenProject(folder) for _ in keys]
        for place, (project, key) in enumerate(zip(projects, keys, strict=True)):
            typed(project, f"0116 496 0{number + place:03}", key)
        with ThreadPoolExecutor(3) as pool:
            found = [*pool.map(lambda project: save(project, [AREA]), projects)]
        assert all(each.files == (AREA,) for each in found)
        text = (folder / AREA).read_text()
        assert all(f"0116 496 0{number + place:03}" in text for place in range(3))
    assert one(11).files == (AREA,)
    assert not [*(folder / "content/areas").glob(".cease*")]


@pytest.mark.parametrize("number", ["0116 49", "", "call us"])
def test_an_error_at_what_was_typed_stops_a_save_and_the_words_are_kept(
    folder: Path, number: str
) -> None:
    before = (folder / AREA).read_bytes()
    project = OpenProject(folder)
    typed(project, number)
    with pytest.raises(Refused) as refused:
        save(project, [AREA])
    assert {each.span.key for each in refused.value.problems if each.span} == {NUMBER}
    assert (folder / AREA).read_bytes() == before
    assert project.value(DESK, f"area:{NUMBER}") == number
    assert [draft.now for draft in project.draft_files.all()] == [project.history.now[AREA]]


def test_a_number_lost_in_a_translation_stops_a_save(folder: Path) -> None:
    path = f"content/{shipped.CAMPAIGN}/ur.yaml"
    project = OpenProject(folder)
    key, words = next(
        (key, words)
        for key, words in texts(value_at((folder / path).read_text(), path, "blocks"), "blocks")
        if "{" in words
    )
    project.change(Change(path, "set", key, "کوئی نہیں"), 0.0)
    with pytest.raises(Refused) as refused:
        save(project, [path])
    assert any(each.span and each.span.key == key for each in refused.value.problems)
    project.change(Change(path, "set", key, words + "۔"), 9.0)
    assert save(project, [path]).files == (path,)


def texts(data: object, key: str) -> Iterator[tuple[str, str]]:
    """Every text in data, with its key."""
    if isinstance(data, str):
        yield key, data
    pairs = data.items() if isinstance(data, dict) else enumerate(data or ())  # type: ignore[call-overload]
    if not isinstance(data, str):
        for name, value in pairs:
            yield from texts(value, f"{key}.{name}")


def test_an_error_that_was_there_before_stops_no_save(folder: Path) -> None:
    place = folder / AREA
    place.write_text(place.read_text().replace("01572 758 407", "01572"))
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    assert save(project, [AREA]).files == (AREA,)


def test_a_file_that_was_taken_away_is_not_made_again(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    text = (folder / AREA).read_text()
    (folder / AREA).unlink()
    with pytest.raises(Refused, match="was taken away while you were editing it") as refused:
        save(project, [AREA])
    assert "your words are kept" in str(refused.value)
    assert not (folder / AREA).exists()
    (folder / AREA).write_text(text)
    assert save(project, [AREA]).files == (AREA,)


def test_a_full_disk_is_told_and_nothing_is_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / AREA).read_bytes()
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Refused, match="no space left") as refused:
            save(project, [AREA])
    assert "make room on the disk" in str(refused.value)
    assert str(folder) not in str(refused.value)
    assert (folder / AREA).read_bytes() == before
    assert not [*folder.rglob("*.part")]
    assert save(project, [AREA]).files == (AREA,)


def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    (folder / ".cease").write_text("a file where the folder would be")
    for act in (lambda: save(project, [AREA]), lambda: keep_drafts(project, 7.0)):
        with pytest.raises(Refused, match="cannot be written") as refused:
            act()
        assert str(folder) not in str(refused.value)
    assert project.value(DESK, f"area:{NUMBER}") == "0116 496 0123"


def test_a_drive_without_locks_is_told_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two studios could write over each other there."""

    def no_locks(file: object, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    before = (folder / AREA).read_bytes()
    project = OpenProject(folder)
    keep_drafts(project, 7.0)
    monkeypatch.setattr("fcntl.flock", no_locks)
    typed(project, "0116 496 0123")
    with pytest.raises(Refused, match="no locks available") as refused:
        save(project, [AREA])
    assert "some shared drives" in str(refused.value)
    with pytest.raises(Refused, match="no locks available"), one_at_a_time(folder):
        pytest.fail("two studios at once")
    assert (folder / AREA).read_bytes() == before


@pytest.mark.parametrize("link", [".cease", ".cease/studio", ".cease/studio/before/content"])
def test_nothing_is_written_through_a_link_out_of_the_project(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / link).parent.mkdir(parents=True, exist_ok=True)
    (folder / link).symlink_to(outside, target_is_directory=True)
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    with pytest.raises(Refused, match="reached by a link"):
        save(project, [AREA])
    assert [*outside.iterdir()] == []


def test_a_file_that_is_a_link_stays_one_and_leads_nowhere_else(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place, target = folder / AREA, folder / "content/areas.d"
    target.mkdir()
    place.rename(target / "real.txt")
    place.symlink_to(target / "real.txt")
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    assert save(project, [AREA]).files == (AREA,)
    assert place.is_symlink()
    assert "0116 496 0123" in (target / "real.txt").read_text()

    outside = tmp_path_factory.mktemp("outside") / "real.txt"
    outside.write_bytes(place.read_bytes())
    before = outside.read_bytes()
    place.unlink()
    place.symlink_to(outside)
    typed(project, "0116 496 0777", time=9.0)
    with pytest.raises(Refused, match="outside the project"):
        save(project, [AREA])
    assert outside.read_bytes() == before


def test_a_studio_does_not_wait_for_ever_for_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.studio.saving._PATIENCE", 0.1)
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)
    with open(folder / ".cease/studio/saving.lock", "ab") as file:
        lock(file)
        with pytest.raises(Refused, match="another studio is saving"):
            save(project, [AREA])
    assert save(project, [AREA]).files == (AREA,)


KILLED = """
import os, pathlib, signal, sys
from tests.studio.test_saving import AREA, CAMPAIGN, OpenProject, edited, save

folder, number, when = sys.argv[1], int(sys.argv[2]), sys.argv[3]
renamed, done = pathlib.Path.replace, []

def replace(self, target):
    done.append(target)
    if len(done) == number and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    renamed(self, target)
    if len(done) == number:
        os.kill(os.getpid(), signal.SIGKILL)

pathlib.Path.replace = replace
save(edited(OpenProject(pathlib.Path(folder))), [AREA, CAMPAIGN])
"""


def edited(project: OpenProject) -> OpenProject:
    """A project with a change in each of two files."""
    typed(project, "0116 496 0123")
    text = project.history.text(CAMPAIGN)
    found = texts(value_at(text, CAMPAIGN, "blocks"), "blocks")
    key, words = next(each for each in found if " " in each[1])
    project.change(Change(CAMPAIGN, "set", key, f"{words} Again."), 9.0)
    return project


# Of seven renamings the first is of a note for Git, two are of drafts, two of the files as they
# were, and two of the files themselves.
@pytest.mark.parametrize(
    ("number", "when", "drafts", "written"),
    [(2, "after", 1, 0), (6, "before", 2, 0), (6, "after", 2, 1), (7, "after", 2, 2)],
)
def test_a_studio_killed_during_a_save_leaves_whole_files(
    folder: Path, number: int, when: str, drafts: int, written: int
) -> None:
    before = [(folder / path).read_text() for path in (AREA, CAMPAIGN)]
    wanted = [*edited(OpenProject(folder)).history.now.values()]
    command = [sys.executable, "-c", KILLED, str(folder), str(number), when]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    after = [(folder / path).read_text() for path in (AREA, CAMPAIGN)]
    assert after == [*wanted[:written], *before[written:]]

    again = OpenProject(folder)
    found = again.draft_files.all()
    assert len(found) == drafts
    for draft in found:
        again.restore(draft.path, draft.base, draft.now)
    save(again, [AREA, CAMPAIGN])
    kept = [(folder / path).read_text() for path in (AREA, CAMPAIGN)]
    assert [text in wanted for text in kept].count(True) == drafts


@pytest.mark.parametrize("use", ["ours", "theirs"])
def test_one_of_two_lists_is_chosen(folder: Path, use: str) -> None:
    project = OpenProject(folder)
    row = {"place": "Melton", "number": "0116 496 0123"}
    project.change(Change(AREA, "insert", "contacts.social-care", row, 3), 0)
    mine = project.history.text(AREA)
    theirs = mine.replace("Melton", "Oadby").replace("0116 496 0123", "0116 496 0777")
    (folder / AREA).write_text(theirs)
    (conflict,) = save(project, [AREA]).conflicts
    said = spoken(conflict.ours if use == "ours" else conflict.theirs)
    assert ("Melton, 0116 496 0123" if use == "ours" else "Oadby, 0116 496 0777") in said
    choice = {(AREA, conflict.key): said}
    seen = {(AREA, conflict.key): spoken(conflict.theirs)}
    save(project, [AREA], choice, seen)
    assert (folder / AREA).read_text() == (mine if use == "ours" else theirs)


def test_a_wording_that_changed_again_is_asked_anew(folder: Path) -> None:
    project = OpenProject(folder)
    place, number = folder / AREA, "contacts.social-care.0.number"
    project.change(Change(AREA, "set", number, "0116 496 0123"), 0)
    text = place.read_text()
    place.write_text(text.replace("0116 252 7000", "0116 496 0777"))
    (conflict,) = save(project, [AREA]).conflicts
    third = text.replace("0116 252 7000", "0116 496 0888")
    place.write_text(third)
    key = (AREA, number)
    chosen, seen = {key: spoken(conflict.ours)}, {key: spoken(conflict.theirs)}
    (again,) = save(project, [AREA], chosen, seen).conflicts
    assert again.theirs == "0116 496 0888"
    assert place.read_text() == third
