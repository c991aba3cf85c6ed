"""Colours that can be read, by day and by night, whatever a theme is like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.colour import Colour, contrast, luminance
from generator.reflow import check, web_page
from generator.reflow.colour_schemes import APART, LARGE, WORDS, Surface, schemes
from generator.reflow.shades import difference
from generator.reflow.web_order import arranged
from tests.reflow.pages import CACHE, document, drawing, piece, reading, web_reading
from tests.values import replace

ONE = piece()
SHOWN = arranged(web_reading(ONE), drawing(ONE))
INKS = ("stranger", "ground", "help", "paper")


def rgb(css: str) -> tuple[int, int, int]:
    return int(css[1:3], 16), int(css[3:5], 16), int(css[5:], 16)


def ratio(one: str, other: str) -> float:
    return contrast(rgb(one), rgb(other))


def test_contrast_is_as_the_guidelines_have_it() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert luminance((255, 0, 0)) == pytest.approx(0.2126)


def test_by_day_the_layouts_colours_are_taken() -> None:
    day, _ = schemes(drawing(ONE), SHOWN)
    ink = "#1f1f1d"
    assert day.grounds["ground"] == Surface("#f5a26c", ink, "#2f1b42", ink, ink, ink)
    assert day.grounds["stranger"].accent == day.grounds["stranger"].mark == "#f5a26c"
    assert day.voices["help"].accent == "#f5a26c"  # large type alone: 3.8 to 1
    assert day.voices["child"].ink == "#2f1b42"


# What the designer drew for the dark scheme, and where it is.
DARK = {
    "page": "#17101F", "hero": "#241433", "story": "#0F0917", "stranger": "#7E5CA6",
    "help": "#0A5A60", "words": "#F3ECE0", "headings": "#FFF6E6", "lines": "#6B5D79",
}  # fmt: skip


def test_by_night_the_colours_are_those_that_the_designer_drew() -> None:
    _, night = schemes(drawing(ONE), SHOWN)
    paper = night.grounds["paper"]
    found = {
        "page": paper.ground, "hero": night.grounds["ground"].ground,
        "story": night.grounds["stranger"].ground, "stranger": night.voices["stranger"].ground,
        "help": night.grounds["help"].ground, "words": paper.ink, "headings": paper.title,
        "lines": paper.line,
    }  # fmt: skip
    far = {name: difference(rgb(found[name]), rgb(drawn)) for name, drawn in DARK.items()}
    assert max(far.values()) < 3, far


def test_by_night_a_bubble_still_stands_apart_from_its_ground() -> None:
    _, night = schemes(drawing(ONE), SHOWN)
    stranger, hero = night.voices["stranger"], night.grounds["ground"]
    assert ratio(stranger.ground, hero.ground) >= 3.2
    assert ratio(stranger.ink, stranger.ground) >= 5.2
    assert night.voices["help"].ground == "#005c62"


def test_buttons_are_white_and_apricot_by_day_and_by_night() -> None:
    for scheme in schemes(drawing(ONE), SHOWN):
        number = scheme.numbers["ground", "help"]
        assert (number.ground, number.title) == ("#ffffff", "#005c62")
        for ground in ("paper", "stranger"):
            address = scheme.addresses["ground", ground]
            assert (address.ground, address.ink) == ("#f5a26c", "#2f1b42")


def test_a_button_stands_apart_from_whatever_it_is_on() -> None:
    for scheme in schemes(drawing(ONE), SHOWN):
        surfaces = {("ground", name): each for name, each in scheme.grounds.items()}
        surfaces |= {("voice", name): each for name, each in scheme.voices.items()}
        for place, on in surfaces.items():
            assert ratio(scheme.numbers[place].ground, on.ground) >= APART, place
            assert ratio(scheme.addresses[place].ground, on.ground) >= APART, place


@given(st.lists(st.integers(0, 0xFFFFFF), min_size=len(INKS), max_size=len(INKS)))
def test_any_theme_can_be_read(numbers: list[int]) -> None:
    drawn = drawing(ONE)
    inks = {
        name: Colour(name, (), f"#{number:06X}") for name, number in zip(INKS, numbers, strict=True)
    }
    drawn = replace(drawn, palette={**drawn.palette, **inks})
    for scheme in schemes(drawn, arranged(reading(ONE), drawn)):
        for surface in (
            scheme.paper,
            *scheme.grounds.values(),
            *scheme.voices.values(),
            *scheme.numbers.values(),
            *scheme.addresses.values(),
        ):
            assert ratio(surface.ink, surface.ground) >= WORDS
            assert ratio(surface.title, surface.ground) >= WORDS
            assert ratio(surface.accent, surface.ground) >= LARGE
    assert check(web_page(document(ONE), drawn, reading(ONE), cache=CACHE)) == []
