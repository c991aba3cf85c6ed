"""What has changed on the disk, and what waits to be saved, is known a moment later."""

import time
from pathlib import Path

import pytest

from generator.studio.changes import Change
from generator.studio.desk import DeskName, OpenProject
from generator.studio.guard import Keys
from generator.studio.saving import keep_drafts, save
from generator.studio.state import Studio
from generator.studio.state_poll import StatePoll, StudioState, at
from tests.studio.studio_tab import copy_project
from tests.typeset import shipped

AREA = f"content/areas/{shipped.AREA}.yaml"
NUMBER = "contacts.social-care.0.number"
DESK = DeskName(shipped.CAMPAIGN, "en-GB", shipped.AREA)

PATIENCE = 60  # seconds


class Polled:
    """A studio without a browser, and what it says of itself."""

    def __init__(self, folder: Path) -> None:
        copy_project(folder)
        self.folder, self.project = folder, OpenProject(folder)
        self.studio = Studio(self.project, Keys(1))
        self.poll = StatePoll(self.studio)

    def later(self, turn: int) -> StudioState:
        """The state once it knows of so many changes."""
        end = time.monotonic() + PATIENCE
        while (found := self.poll.state()).turn < turn:
            assert time.monotonic() < end, "nobody has noticed the change"
            time.sleep(0.05)
        return found

    def rested(self) -> StudioState:
        """The state after a time in which a change would have been noticed."""
        for _ in range(3):
            self.poll.state()
            time.sleep(0.25)
        return self.poll.state()

    def number(self) -> str:
        return self.project.value(DESK, f"area:{NUMBER}") or ""

    def printed(self) -> str:
        document, _ = self.project.document(DESK)
        return document.blocks["social-care"].contacts[0].number.plain

    def write(self, old: str, new: str) -> None:
        place = self.folder / AREA
        text = place.read_text()
        assert old in text
        place.write_text(text.replace(old, new))


@pytest.fixture
def polled(tmp_path: Path) -> Polled:
    return Polled(tmp_path)


def test_what_somebody_else_writes_is_shown_and_told(polled: Polled) -> None:
    assert polled.rested().changed == ()
    assert (polled.number(), polled.printed()) == ("0116 252 7000", "0116 252 7000")
    polled.write("0116 252 7000", "01632 960123")
    found = polled.later(1)
    assert [(each.path, each.turn) for each in found.changed] == [(AREA, 1)]
    assert found.turn == 1
    assert found.drafts == ()
    assert polled.number() == "01632 960123"
    polled.write("01632 960123", "01632 960555")
    assert [(each.path, each.turn) for each in polled.later(2).changed] == [(AREA, 2)]


def test_what_is_being_edited_stays_and_what_the_studio_saves_is_no_news(polled: Polled) -> None:
    polled.rested()
    polled.project.change(Change(AREA, "set", NUMBER, "0116 496 0123"), 0.0)
    keep_drafts(polled.project, time.time())
    (draft,) = polled.rested().drafts
    assert draft.path == AREA
    polled.write("01572 758 407", "01632 960123")
    assert [each.path for each in polled.later(1).changed] == [AREA]
    assert polled.number() == "0116 496 0123"
    save(polled.project, [AREA])
    found = polled.rested()
    assert (found.turn, found.drafts) == (1, ())
    text = (polled.folder / AREA).read_text()
    assert "0116 496 0123" in text
    assert "01632 960123" in text


def test_a_file_that_is_broken_and_mended_is_read_again(polled: Polled) -> None:
    polled.rested()
    assert polled.number() == "0116 252 7000"
    before = (polled.folder / AREA).read_bytes()
    (polled.folder / AREA).write_text("title: [\n")
    assert polled.later(1).turn == 1
    (polled.folder / AREA).write_bytes(before)
    assert polled.later(2).turn == 2
    assert polled.printed() == "0116 252 7000"


def test_a_time_of_another_day_has_its_date() -> None:
    now = time.time()
    assert len(at(now)) == len("14:02")
    assert ", " in at(now - 3 * 86_400)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="its time zone cannot be set")
def test_a_time_zone_that_is_nowhere_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as nowhere:
        nowhere.setenv("TZ", "UTC+99")
        time.tzset()
        assert len(at(time.time())) == len("14:02")
        assert at(172_800.0).startswith(("1 January, ", "2 January, ", "3 January, "))
    time.tzset()
