"""What the studio does, an edit of the files and `cease build` in a new process do with the same
bytes."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from generator.studio.area_answers import AreaSaveRequest
from generator.studio.area_screen import AreaScreen
from tests.studio.fields_desk import WORDS, FieldsDesk, copied
from tests.studio.studio_tab import AREA
from tests.typeset import shipped

URDU = f"{WORDS}/ur.yaml"
CONTACTS = "area:contacts.social-care"
QUESTION = "ur:blocks.question.text"


class EditedByHand:
    """A copy of the project that somebody edits with an editor of texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = copied(folder)

    def change(self, path: str, old: str, new: str, times: int = 1) -> None:
        place = self.folder / path
        text = place.read_text()
        assert text.count(old) == times, old
        place.write_text(text.replace(old, new))


def in_studio(desk: FieldsDesk) -> None:
    """Everything that can be done with fields, and with the form of an area."""
    desk.type("area:contacts.social-care.0.number", "0116 496 0123")
    desk.type("area:contacts.social-care.0.place", "Leicester town")
    assert desk.act("add", CONTACTS)
    desk.type(f"{CONTACTS}.3.place", "North Moor")
    desk.type(f"{CONTACTS}.3.number", "01632 960123")
    desk.act("up", f"{CONTACTS}.3")
    assert desk.act("add", CONTACTS)
    desk.act("remove", f"{CONTACTS}.4")
    words = desk.fields()[QUESTION].value
    desk.type(QUESTION, f"{words}x")
    desk.type("ur:title", desk.fields()["ur:title"].value + "x")
    assert desk.undo() is False
    desk.act("sign", "ur:blocks.question", "A. Reader")
    assert set(desk.save()) == {AREA, URDU}
    screen = AreaScreen(desk.studio)
    form, base = screen.opened(shipped.AREA)
    links = {**form.links, "pledge": "www.example.org/pledge"}
    form = msgspec.structs.replace(form, links=links)
    assert screen.save(AreaSaveRequest(form, shipped.AREA, base)).faults == ()


def by_hand(hand: EditedByHand, words: str) -> None:
    hand.change(AREA, "0116 252 7000", "0116 496 0123")
    hand.change(AREA, "place: Leicester City", "place: Leicester town")
    hand.change(AREA, "      Leicester City: ", "      Leicester town: ", 13)
    line = "    - place: Rutland\n"
    hand.change(AREA, line, f"    - place: North Moor\n      number: 01632 960123\n{line}")
    hand.change(AREA, "www.leics.police.uk/CEASE", "www.example.org/pledge")
    hand.change(URDU, f"text: {words}", f"text: {words}x")
    signed = "status: reviewed\n    reviewed_by: A. Reader\n    reviewed_on: 2026-03-31\n"
    begin = "  question:\n    "
    hand.change(URDU, f"{begin}status: draft\n", f"{begin}{signed}")


def test_the_studio_and_a_build_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEASE_TODAY", "2026-03-31")
    hand = EditedByHand(tmp_path / "hand")
    desk = FieldsDesk(copied(tmp_path / "live"), "ur")
    words = desk.fields()[QUESTION].value
    in_studio(desk)
    by_hand(hand, words)
    for path in (URDU, AREA):
        assert (desk.folder / path).read_text() == (hand.folder / path).read_text()
    names = ["--language", "ur", "--edition", "office"]
    out = tmp_path / "out"
    command = [sys.executable, "-m", "generator", "build", "flyer-a5", *names]
    subprocess.run([*command, "--out", str(out), "--project", str(hand.folder)], check=True)
    (built,) = out.rglob("*.pdf")
    piece = desk.project.project.build("flyer-a5", edition="office", language="ur")
    assert piece.data == built.read_bytes()
