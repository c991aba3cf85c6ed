"""Plain text: lines, bullets, and what steers direction."""

from generator.reflow import plain_text, read, web_page
from tests import sample_areas
from tests.reflow.pages import CACHE, page, piece, text
from tests.typeset import shipped


def test_a_line_for_each_paragraph_and_two_empty_ones_before_a_heading() -> None:
    made = text(piece())
    assert made.startswith("Kayleigh’s Love Story\n\nWe will have to meet up some time :) x x\n")
    assert "\n\n\nSpot the Signs\n\n• Understand the risks" in made
    assert "\nLeicester City: 0116 252 7000\nLeicestershire: 0116 305 0005\n" in made
    assert made.endswith("visit:\nwww.leics.police.uk/CEASE\n")
    assert "\n\n\n\n" not in made


def test_a_draft_says_so_first() -> None:
    assert text(piece("pl")).startswith("[Draft translation. Nobody qualified has reviewed")


def test_only_right_to_left_text_has_isolates() -> None:
    assert "\u206601572 758 407\u2069" in text(piece("ar"))
    assert "\u2066www.leics.police.uk/CEASE\u2069" in text(piece("ckb"))
    assert "\u2066" not in text(piece("gu"))
    assert "\u2066" not in page(piece("ar")).decode()


def test_a_place_that_nobody_has_spelt_keeps_its_order() -> None:
    """It is in the original's language: as Urdu, its brackets and hours would change places."""
    place = "Out of hours (5 pm–9 am)"
    contacts = [
        {"place": place, "number": "0116 496 0121"},
        {"place": "Rutland", "number": "0116 496 0122"},
    ]
    data = sample_areas.area(1, contacts={"social-care": contacts})
    data["translations"]["ur"]["places"] = {"Rutland": "رٹلینڈ"}
    words = sample_areas.made(data, "ur")
    listed = words.blocks["social-care"].contacts
    assert [each.place.language for each in listed] == ["en-GB", "ur"]
    drawn = shipped.drawing(shipped.LEAFLET)
    order, _ = read(words, drawn)
    said = plain_text(words, order).decode()
    assert f"\u2066{place}\u2069: \u20660116 496 0121\u2069\n" in said
    page = web_page(words, drawn, order, cache=CACHE).decode()
    assert f'<dt lang="en-GB" dir="auto">{place}</dt>' in page
    assert "<dt>رٹلینڈ</dt>" in page
