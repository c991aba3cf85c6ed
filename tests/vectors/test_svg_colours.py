"""Colours in drawings: which are read, and which are refused."""

import pytest

from generator.vectors import Unusable
from generator.vectors.model import DeviceColour
from generator.vectors.svg_colours import colour, in_hexadecimal


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("#123", (17, 34, 51)),
        ("#ABCDEF", (171, 205, 239)),
        (" Olive ", (128, 128, 0)),
        ("rgb(300, -5, 127.6)", (255, 0, 128)),
        ("hsl(-120, 100%, 50%)", (0, 0, 255)),
        ("hsl(200grad 100% 50%)", (0, 255, 255)),
    ],
)
def test_a_flat_colour(text: str, levels: tuple[int, ...]) -> None:
    assert colour(text) == DeviceColour(tuple(level / 255 for level in levels))


@pytest.mark.parametrize("text", ["none", "transparent", "#0000", "rgba(1,2,3,0)"])
def test_a_colour_that_paints_nothing(text: str) -> None:
    assert colour(text) is None


@pytest.mark.parametrize("text", ["#1234567f", "rgb(1 2 3 / 50%)", "hsla(1, 2%, 3%, .9)"])
def test_a_colour_that_shows_what_is_beneath_is_refused(text: str) -> None:
    with pytest.raises(Unusable, match="see-through"):
        colour(text)


@pytest.mark.parametrize(
    "text",
    ["", "#12", "reddish", "currentcolor", "hwb(1 2% 3%)", "lab(50 1 2)", "color(srgb 1 0 0)",
     "color()", "rgb()", "rgb(1,2,3,4,5)", "red green", "url(#a)", "'red'"],
)  # fmt: skip
def test_anything_else_is_no_colour(text: str) -> None:
    with pytest.raises(Unusable, match="that is not known"):
        colour(text)


def test_a_document_for_other_readers_has_its_colours_in_hexadecimal() -> None:
    document = '<a fill="hsl(120 100% 25.1%)" b="rgb(1,2,3)" c="rgb(1,2)" d="rgba(0,0,0,0)"/>'
    assert in_hexadecimal(document) == '<a fill="#008000" b="#010203" c="rgb(1,2)" d="none"/>'
