"""What is edited reaches the files, and nothing is lost on the way."""

import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.problems import Refused
from generator.studio.changes import Change
from generator.studio.desk import DeskName, OpenProject
from generator.studio.saving import Saved, drafts, keep_drafts, save
from tests.typeset import shipped

AREA = f"content/areas/{shipped.AREA}.yaml"
NUMBER = "contacts.social-care.0.number"
DESK = DeskName(shipped.CAMPAIGN, "en-GB", shipped.AREA)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped project, without fonts of its own."""
    for room in ("content", "layouts"):
        shutil.copytree(shipped.ROOT / room, tmp_path / room)
    return tmp_path


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


def test_drafts_outlive_the_studio(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)
    (draft,) = drafts(folder)
    assert (draft.path, draft.time) == (AREA, 7.0)
    again = OpenProject(folder)
    again.restore(draft.path, draft.base, draft.now)
    assert again.value(DESK, f"area:{NUMBER}") == "0116 496 0123"
    save(again, [AREA])
    assert [*drafts(folder)] == []
    assert "0116 496 0123" in (folder / AREA).read_text()


def test_a_draft_that_is_damaged_or_of_another_place_is_left_out(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)
    (place,) = (folder / ".cease/studio/drafts").iterdir()
    shutil.copy(place, place.with_name("another.json"))
    assert len([*drafts(folder)]) == 1
    place.write_bytes(place.read_bytes()[:-9])
    assert [*drafts(folder)] == []


def test_a_draft_goes_when_nothing_is_changed_any_more(folder: Path) -> None:
    project = OpenProject(folder)
    typed(project, "0116 496 0123")
    keep_drafts(project, 7.0)
    project.undo([AREA])
    keep_drafts(project, 8.0)
    assert [*drafts(folder)] == []


def test_studios_that_save_at_once_lose_nothing(folder: Path) -> None:
    keys = [f"contacts.social-care.{number}.number" for number in range(3)]

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
