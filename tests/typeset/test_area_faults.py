"""A field of the area's file that makes a line or a frame too full is named, and no sentence."""

from typing import Any

import pytest

from generator.problems import Problem, Refused
from generator.typeset.area_faults import long_values, shortened
from generator.typeset.compose import compose
from generator.typeset.faults import TooWide, too_wide
from tests import sample_areas
from tests.checked import CACHE
from tests.typeset import shipped
from tests.values import replace

PARISHES = (
    "Nether Wallop, King's Snoring, Upper Slaughter and Lower Slaughter on the Windrush, " * 5
)
ONE_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


LONG_ADDRESS = "www.example.org/" + "a-page/that-nobody/would-type/" * 8


def area(region: str = "", place: str = "", pledge: str = "") -> dict[str, Any]:
    found = sample_areas.area(3, 0, translations={})
    if pledge:
        found["links"] = {**found["links"], "pledge": pledge}
    if region:
        found["names"] = {**found["names"], "region": region}
    if place:
        first, _, last = found["contacts"]["social-care"]
        number = {"place": place, "number": "0116 496 0122"}
        found["contacts"] = {"social-care": [first, number, last]}
    return found


def refused(layout: str, area: dict[str, Any]) -> Problem:
    drawing = shipped.drawing(layout)
    with pytest.raises(Refused) as caught:
        compose(sample_areas.made(area), drawing, drawing.layout.formats[0], cache=CACHE)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.BOOKLET])
def test_a_long_name_is_blamed_and_not_the_sentence_it_stands_in(layout: str) -> None:
    problem = refused(layout, area(region=PARISHES.strip(", ")))
    assert problem.message == (
        '"Nether Wallop, King\'s Snoring,…" of the area is too long for "back"'
    )
    assert problem.hint.startswith("write it in 40 characters, in place of 4")
    assert problem.span
    assert (problem.span.path, problem.span.key) == (sample_areas.PATH, "names.region")


def test_a_long_place_is_blamed_and_not_the_number_of_contacts() -> None:
    problem = refused(shipped.CARD, area(place=PARISHES.strip(", ")))
    assert "of the area is too long for" in problem.message
    assert problem.span
    assert (problem.span.path, problem.span.key) == (
        sample_areas.PATH,
        "contacts.social-care.1.place",
    )


@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.CARD])
def test_a_long_address_is_blamed_and_not_the_words_above_it(layout: str) -> None:
    problem = refused(layout, area(pledge=LONG_ADDRESS))
    assert problem.message.startswith('"www.example.org/a-page/that-no…" of the area is too long')
    assert problem.hint.startswith("show a shorter address, which opens this one")
    assert problem.span
    assert (problem.span.path, problem.span.key) == (sample_areas.PATH, "links.pledge")


@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.BOOKLET])
def test_a_wide_word_of_a_name_is_blamed_on_the_name(layout: str) -> None:
    problem = refused(layout, area(region=ONE_WORD))
    assert problem.message.startswith('"Llanfairpwllgwyngyll')
    assert problem.hint.startswith("in the area's file, write a shorter word")
    assert problem.span
    assert (problem.span.path, problem.span.key) == (sample_areas.PATH, "names.region")


def test_where_a_shorter_name_is_not_enough_the_words_are_blamed() -> None:
    """The sentence is too long itself, with a name in it that is."""
    document = sample_areas.made(area(region=PARISHES.strip(", ")))
    drawing = shipped.drawing(shipped.LEAFLET)
    blocks = dict(document.blocks)
    pledge = blocks["pledge"]
    blocks["pledge"] = replace(
        pledge, texts=tuple(shipped.longer(text, 3) for text in pledge.texts)
    )
    with pytest.raises(Refused) as caught:
        compose(
            replace(document, blocks=blocks),
            drawing,
            drawing.layout.formats[0],
            cache=CACHE,
        )
    assert not any("of the area" in problem.message for problem in caught.value.problems)


def test_a_name_is_known_whatever_apostrophe_its_language_has() -> None:
    name = PARISHES.strip(", ")
    document = sample_areas.made(area(region=name))
    found = dict(long_values(document, ["pledge"]))
    assert found == {name: "area:names.region"}
    said = "".join(text.plain for text in document.blocks["pledge"].texts)
    assert "King’s" in said
    cut = shortened(document.blocks, name)["pledge"]
    assert name[:40] in "".join(text.plain for text in cut.texts)
    assert "Slaughter" not in "".join(text.plain for text in cut.texts)
    assert dict(long_values(document, ["actions"])) == {}


def test_of_a_number_that_is_too_wide_no_digit_is_to_be_changed() -> None:
    key = "area:contacts.social-care.1.number"
    wide = TooWide("(0116) 496 0123", "number", 23.5, 61.0, "poster", key)
    found = too_wide(wide, shipped.document())
    assert found.message == '"(0116) 496 0123" is wider than its column of 61.0 mm'
    assert found.hint.startswith("write it without brackets, or name its extension")
    assert "hyphen" not in found.hint
