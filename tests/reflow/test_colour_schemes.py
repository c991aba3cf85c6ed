"""Colours that can be read, by day and by night, whatever a theme is like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.colour import Colour, contrast, luminance
from generator.reflow import check, web_page
from generator.reflow.colour_schemes import LARGE, WORDS, Surface, schemes
from tests.reflow.pages import document, drawing, piece, reading
from tests.values import replace

ONE = piece()
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
    day, _ = schemes(drawing(ONE), reading(ONE))
    assert day.grounds["ground"] == Surface(*"#f5a26c #1f1f1d #2f1b42 #1f1f1d #1f1f1d".split())
    assert day.grounds["stranger"].accent == day.grounds["stranger"].mark == "#f5a26c"
    assert day.voices["help"].accent == "#f5a26c"  # large type alone: 3.8 to 1
    assert day.voices["child"].ink == "#2f1b42"


def test_by_night_light_grounds_are_dark_and_give_their_colour_to_headings() -> None:
    _, night = schemes(drawing(ONE), reading(ONE))
    assert night.grounds["ground"].ground == "#2f1b42"
    assert night.grounds["ground"].title == "#f5a26c"
    assert night.grounds["help"].ground == "#005c62"
    assert all(luminance(rgb(each.ground)) < 0.18 for each in night.grounds.values())


def test_by_night_a_bubble_still_stands_apart_from_its_ground() -> None:
    _, night = schemes(drawing(ONE), reading(ONE))
    assert ratio(night.voices["stranger"].ground, night.grounds["ground"].ground) >= 1.6
    assert night.voices["help"].ground == "#005c62"


@given(st.lists(st.integers(0, 0xFFFFFF), min_size=len(INKS), max_size=len(INKS)))
def test_any_theme_can_be_read(numbers: list[int]) -> None:
    drawn = drawing(ONE)
    inks = {
        name: Colour(name, (), f"#{number:06X}") for name, number in zip(INKS, numbers, strict=True)
    }
    drawn = replace(drawn, palette={**drawn.palette, **inks})
    for scheme in schemes(drawn, reading(ONE)):
        for surface in (scheme.paper, *scheme.grounds.values(), *scheme.voices.values()):
            assert ratio(surface.ink, surface.ground) >= WORDS
            assert ratio(surface.title, surface.ground) >= WORDS
            assert ratio(surface.accent, surface.ground) >= LARGE
    assert check(web_page(document(ONE), drawn, reading(ONE))) == []
