"""Numbers with an extension, an option, a relay's prefix or brackets, in every layout."""

import re
from itertools import product
from typing import Any

import pytest

from generator.cache import Cache
from generator.page import GlyphRun
from generator.typeset.compose import Composed, compose
from generator.typeset.safety import runs
from tests import sample_areas
from tests.typeset import shipped

NUMBERS = (
    "0116 496 0123 ext. 4567",
    "18001 0116 496 0124",
    "01632 960 124, option 2",
    "(0116) 496 0127",
    "0116 496 0128",
    "03069 990 123",
    "07700 900 123",
    "0116 496 0125",
)
LAYOUTS = (shipped.LEAFLET, shipped.BOOKLET, shipped.FLYER, shipped.SIGNS, shipped.CARD)


def composed(layout: str, tag: str, *numbers: str, format_name: str = "") -> Composed:
    area: dict[str, Any] = sample_areas.area(len(numbers), 0)
    rows = area["contacts"]["social-care"]
    listed = [{**row, "number": each} for row, each in zip(rows, numbers, strict=True)]
    document = sample_areas.made({**area, "contacts": {"social-care": listed}}, tag)
    drawing = shipped.drawing(layout)
    return compose(document, drawing, format_name or drawing.layout.formats[0], cache=Cache())


def shown(piece: Composed) -> list[GlyphRun]:
    return [run for page in piece.artwork.pages for run in runs(page.marks)]


@pytest.mark.parametrize("tag", ["en-GB", "ar", "pa", "pl", "ta", "uk", "ur"])
@pytest.mark.parametrize(("layout", "count"), [*product(LAYOUTS, [1, 3])])
def test_a_number_of_any_kind_has_room(layout: str, tag: str, count: int) -> None:
    """On one line, or on two: each part of it is whole."""
    numbers = NUMBERS[:count]
    piece = composed(layout, tag, *numbers)
    lines = [run.text.replace("\u00a0", " ").strip("\u2066\u2069 ") for run in shown(piece)]
    for number in numbers:
        parts = re.split(r"(?<=^18001) | (?=ext|option)", number)
        assert number in lines or (len(parts) == 2 and all(part in lines for part in parts))


@pytest.mark.parametrize("layout", [shipped.SIGNS, shipped.FLYER, shipped.BOOKLET])
def test_one_long_number_leaves_room_for_the_others(layout: str) -> None:
    """It stands on two lines, and all are as small as the widest of the others wants."""
    piece = composed(layout, "en-GB", *NUMBERS)
    assert piece.problems == ()
    sizes = {run.size for run in shown(piece) if run.text.strip() in NUMBERS[4:]}
    assert len(sizes) == 1


def test_a_number_under_its_place_begins_where_that_does() -> None:
    """On the card a number else stands at the end of the line that begins with its place."""
    piece = composed(shipped.CARD, "en-GB", *NUMBERS[:3])
    said = {run.text.strip(): run for run in shown(piece)}
    places = [said[name] for name in ("Leicester City", "Leicestershire", "Rutland")]
    for place, number in zip(places, NUMBERS[:3], strict=True):
        assert said[number].x == pytest.approx(place.x, abs=0.3)
        assert place.y < said[number].y


@pytest.mark.parametrize("tag", ["en-GB", "ur"])
@pytest.mark.parametrize(
    "layout", [shipped.LEAFLET, shipped.BOOKLET, shipped.FLYER, shipped.SIGNS, shipped.STORY]
)
def test_a_police_number_may_be_as_long_as_any_other(layout: str, tag: str) -> None:
    """It stands where 101 does, as large as its column lets it be."""
    area = sample_areas.area(3, 0)
    numbers = {**area["numbers"], "police": "01632 960 999"}
    drawing = shipped.drawing(layout)
    made = sample_areas.made({**area, "numbers": numbers}, tag)
    piece = compose(made, drawing, drawing.layout.formats[0], cache=Cache())
    hero = max(run.size for run in shown(piece) if "01632" in run.text)
    assert hero > (40 if layout == shipped.STORY else 16)
