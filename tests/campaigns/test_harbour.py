"""A campaign quite unlike the shipped one, in layouts of its own: nothing in the program knew it.

Other names of blocks, one fold instead of two, a spot ink, a code in one layout and none in the
other, five telephone numbers, no messages, no count, no pledge.
"""

import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from generator.cli import main
from generator.design.items import ContactsItem
from generator.design.layout_walk import all_items
from tests.checked import check
from tests.goldens.proofs import HARBOUR, SWIM, made, opened_project

PIECES = [
    (layout, size, edition)
    for layout, size in (("fold-a5", "a4-half-fold"), ("notice-a4", "a4"), ("notice-a4", "a3"))
    for edition in ("press", "office")
]
NUMBERS = ("01632 960 141", "01632 960 142", "01632 960 143", "01632 960 144", "0116 496 0145")
SPOT = "PANTONE Orange 021 C"
PROFILE = {"press": "press-coated", "office": "office"}


def words(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(" ".join(p.get_textpage().get_text_bounded().split()) for p in document)


def piece(layout: str, size: str, edition: str) -> bytes:
    return made(HARBOUR, SWIM, layout, size, edition)


@pytest.mark.parametrize(("layout", "size", "edition"), PIECES)
def test_it_builds_and_says_its_words(layout: str, size: str, edition: str) -> None:
    data = piece(layout, size, edition)
    assert check(data, PROFILE[edition]).passed
    said = words(data)
    document, problems = opened_project(HARBOUR).document(*SWIM)
    assert not problems
    assert "Swimming at Wrenport" in said
    assert "Before you go in" in said
    assert "Red over yellow: lifeguards are on duty." in said
    assert "ring 999 and ask for the coastguard." in said
    for number in NUMBERS:
        assert said.count(number) == 1
    if layout == "fold-a5":  # it prints every word
        for block in document.blocks.values():
            for text in block.texts:
                assert all(word in said for word in text.plain.split())
        assert "Ferries cannot stop for you." in said
    else:
        assert "Stay inside the orange buoys" in said
        assert "Ferries" not in said


def test_one_layout_has_a_code_and_the_other_none() -> None:
    codes = [
        code.text for code in check(piece("fold-a5", "a4-half-fold", "press"), "press-coated").codes
    ]
    assert codes == ["https://www.example.org/wrenport/tides"]
    assert not check(piece("notice-a4", "a4", "press"), "press-coated").codes


@pytest.mark.parametrize("layout", ["fold-a5", "notice-a4"])
def test_the_spot_ink_has_a_plate_of_its_own_in_press_only(layout: str) -> None:
    size = {"fold-a5": "a4-half-fold", "notice-a4": "a4"}[layout]
    assert SPOT in check(piece(layout, size, "press"), "press-coated").plates
    assert SPOT not in check(piece(layout, size, "office"), "office").plates


def test_one_fold_lies_in_the_middle_of_the_sheet() -> None:
    opened = opened_project(HARBOUR)
    document, _ = opened.document(*SWIM)
    pages = opened.make(document, "fold-a5", "a4-half-fold", "press").artwork.pages
    assert [page.folds for page in pages] == [(148.5,), (148.5,)]


@pytest.mark.parametrize("layout", ["fold-a5", "notice-a4"])
def test_numbers_are_the_heroes_and_follow_their_places(layout: str) -> None:
    """At least 1.5 times as large as sentences, and behind the name that people look for."""
    drawing, _ = opened_project(HARBOUR).design.drawing(layout)
    sizes = {name: style.size for name, style in drawing.layout.styles.items()}
    assert sizes["number"] >= 1.5 * max(sizes["check"], sizes["hut"])
    (table,) = [item for item in all_items(drawing.layout) if isinstance(item, ContactsItem)]
    assert table.arrangement == "table"


@pytest.mark.parametrize(("size", "bleed"), [("a4", 3), ("a3", 5)])
def test_a_format_has_its_own_bleed(size: str, bleed: float) -> None:
    page = pypdf.PdfReader(io.BytesIO(piece("notice-a4", size, "press"))).pages[0]
    reach = (float(page.bleedbox.width) - float(page.trimbox.width)) * 25.4 / 72 / 2
    assert reach == pytest.approx(bleed, abs=0.01)


def cease(*arguments: str) -> int:
    """The exit status of a command."""
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def test_it_validates_and_builds_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cease("validate", "--project", str(HARBOUR)) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().err
    assert cease("build", "--project", str(HARBOUR), "--out", str(tmp_path)) == 0
    folder = tmp_path / "swim-safely/wrenport/en-GB"
    assert sorted(path.name for path in folder.iterdir()) == [
        "fold-a5--office-TEST.pdf",
        "fold-a5--press-TEST.pdf",
        "notice-a4--office-TEST.pdf",
        "notice-a4--press-TEST.pdf",
    ]
    built = (folder / "fold-a5--press-TEST.pdf").read_bytes()
    assert built == piece("fold-a5", "a4-half-fold", "press")
