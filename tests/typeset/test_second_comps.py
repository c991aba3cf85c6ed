"""Pieces in English against the second set of the designer's comps, within half a millimetre.

Each file of `goldens/second-comps` is a page or a panel of a layout as it was drawn, for an area
with so many contacts: its lines of text (x, baseline, size, weight, words), bubbles (x, y, width,
height, radius, tail's drop, tail's side, colour) and code cards (x, y, size), in mm and pt.

Lines of a paragraph that is balanced may end at other words than in the comps, which show it as it
came. Opening quotes hang before the place where the comps have them.
"""

import json
from functools import lru_cache
from typing import Any

import pytest

from generator.page import GlyphRun, Page, Shape
from generator.typeset.compose import compose
from tests import sample_areas
from tests.checked import CACHE
from tests.typeset import shipped

NEAR = 0.5  # mm
FOLDER = shipped.ROOT / "tests/goldens/second-comps"
ONE = {"place": "Area name", "number": "0116 496 0123"}
BALANCED = (
    "Raise any concerns with someone you can trust such as your child’s teacher or school nurse.",
    "If there is no immediate danger, you can report inappropriate behaviour to the police on",
    "It is also easy to report concerns to the Child Exploitation and Online Protection Centre",
    "Be aware of the tell-tale signs that may indicate your child is being sexually exploited",
)
IMPRINT = ("Published by", "Ref ", "Other formats")  # what its lines begin with
PUBLISHED = {  # as long as the comps' fields
    "publisher": "Partner with a longer name",
    "date": "2026-03",
    "reference": "P/2026/03",
    "formats": "www.example.org/formats",
}


@lru_cache(maxsize=32)
def comp(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


COMPS = sorted(file.stem for file in FOLDER.glob("*.json"))


@lru_cache(maxsize=8)
def pages(layout: str, contacts: int, strip: str = "0") -> tuple[Page, ...]:
    """A layout's pages for an area with so many contacts and logos, of which `4-lead` has one in
    the lead."""
    count, _, lead = strip.partition("-")
    area = sample_areas.area(contacts, int(count), bool(lead), imprint=PUBLISHED)
    if contacts == 1:
        area["contacts"] = {"social-care": [ONE]}
    words = sample_areas.made(area)
    drawing, (size, *_) = shipped.drawing(layout), shipped.formats(layout)
    return compose(words, drawing, size, cache=CACHE).artwork.pages


def page(name: str) -> Page:
    found = comp(name)
    return pages(found["layout"], found["contacts"], found["logos"])[found["page"] - 1]


def set_close(words: str) -> str:
    """Words with their quotation marks set close, plain spaces, and names for the comps' fields."""
    named = words.replace("<", "").replace(">", "")
    return named.replace("“ ", "“").replace(" ”", "”").replace("\u00a0", " ")


def stands(run: GlyphRun, row: list[Any]) -> bool:
    x, baseline, size, weight, words = row
    hung = words.startswith("“")
    return (
        (abs(run.x - x) <= NEAR or (hung and x - size / 2 < run.x < x))
        and abs(run.y - baseline) <= NEAR
        and run.size == pytest.approx(size, abs=0.26)
        and run.font.weight == weight
    )


def is_line(words: str, row: list[Any]) -> bool:
    """Whether words are those of a comp's line, or of a paragraph or an imprint that it is from."""
    wanted = set_close(row[-1])
    begins = next((start for start in IMPRINT if wanted.startswith(start)), "")
    if begins:
        return words.startswith(begins)
    return words == wanted or any(words in text and wanted in text for text in BALANCED)


def test_there_are_comps_of_every_folded_piece_and_number_of_contacts() -> None:
    found = {(comp(name)["layout"], comp(name)["contacts"]) for name in COMPS}
    wanted = [
        (layout, number) for layout in (shipped.LEAFLET, shipped.FLYER) for number in (1, 3, 8)
    ]
    assert found == {*wanted, (shipped.BOOKLET, 3)}


@pytest.mark.parametrize("name", COMPS)
def test_lines_of_text_stand_where_the_designer_put_them(name: str) -> None:
    found = [(set_close(text), run) for text, run in shipped.lines(page(name))]
    far = []
    for row in comp(name)["text"]:
        same = [run for text, run in found if is_line(text, row)]
        if not any(stands(run, row) for run in same):
            at = [(round(run.x, 2), round(run.y, 2), run.size, run.font.weight) for run in same]
            far.append(f"{row} is at {at}")
    assert not far, "\n".join(far)


@pytest.mark.parametrize("name", COMPS)
def test_bubbles_have_the_size_and_place_of_the_comp(name: str) -> None:
    far = []
    for row in comp(name)["bubbles"]:
        x, _, width, _, _, drop, side, colour = row
        near = [
            (_distance(shape, row), shape)
            for shape in shipped.shapes(page(name), "bubble")
            if shape.fill and shape.fill.name == colour
        ]
        distance, shape = min(near, key=lambda each: each[0])
        left, _, _, tip = shipped.extent(shape)
        hangs = tip - shape.path[5][-1]
        leads = "bottom-left" if shape.path[8][-2] < x + width / 2 else "bottom-right"
        if distance > NEAR or abs(hangs - drop) > max(NEAR, 0.2 * drop) or leads != side:
            far.append(f"{row} is {distance:.2f} away, at {left:.2f}, tail {hangs:.2f}")
    assert not far, "\n".join(far)


def _distance(shape: Shape, row: list[Any]) -> float:
    left, top, right, _ = shipped.extent(shape)
    body = shape.path[5][-1] - top  # the end of the corner that the tail hangs from
    box = (left, top, right - left, body, shape.path[0][2] - top)
    return max(abs(a - b) for a, b in zip(box, row[:5], strict=True))


@pytest.mark.parametrize("name", COMPS)
def test_code_cards_stand_where_the_designer_put_them(name: str) -> None:
    found = []
    for shape in shipped.shapes(page(name), "code-card"):
        left, top, right, _ = shipped.extent(shape)
        found.append((left - shape.weight / 2, top - shape.weight / 2, right - left + shape.weight))
    for card in comp(name)["codes"]:
        assert any(spot == pytest.approx(tuple(card), abs=NEAR) for spot in found), (card, found)


@pytest.mark.parametrize("contacts", [1, 2, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.FLYER, shipped.BOOKLET])
def test_numbers_are_half_as_large_again_as_sentences(layout: str, contacts: int) -> None:
    """However many there are, each is there, and never smaller than that."""
    found = [row for one in pages(layout, contacts) for row in shipped.lines(one)]
    (sentence,) = {run.size for text, run in found if text.startswith("Raise any concerns")}
    rows = [ONE] if contacts == 1 else sample_areas.contacts(contacts)
    for number in (row["number"] for row in rows):
        sizes = [run.size for text, run in found if set_close(text) == set_close(number)]
        assert sizes
        assert min(sizes) >= 1.5 * sentence - 0.01


def test_the_field_has_the_width_of_the_comp_and_one_white_mark() -> None:
    marks = [shape for one in pages(shipped.LEAFLET, 3) for shape in shipped.shapes(one, "field")]
    assert sum(segment[0] == "M" for shape in marks for segment in shape.path) == 2643
    assert [shape.fill.name for shape in marks if shape.fill] == ["apricot", "white"]
    left, _, right, _ = shipped.extent(marks[0])
    assert right - left == pytest.approx(81)
