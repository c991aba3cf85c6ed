"""Measures how light a picture is, part by part, and how much of it stands out from a ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.colour import Rgb, contrast, luminance
from .ink_shape import without_paper

if TYPE_CHECKING:
    from PIL.Image import Image

Tones: TypeAlias = tuple[int, ...]
"""How much of what a picture paints is of each of 256 levels of gray, black first."""

# Contrast that a symbol should have, which is no words (WCAG 2.2, 1.4.11), and under which it is
# not to be seen on what it stands on.
WANTED: Final = 3.0
LEAST: Final = 1.5
SIDE: Final = 96  # pixels: larger pictures are looked at in this size
BLACK: Final[Tones] = (1, *[0] * 255)
# The share of what a logo paints that has to stand out.
SHARE: Final = 0.1


def tones(picture: Image) -> Tones:
    """Those of a picture in RGBA; what is see-through counts as much less, and the paper that a
    picture brings with it not at all."""
    from PIL import Image

    seen = picture.copy()
    seen.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    found = [0] * 256
    for count, pixel in without_paper(seen).getcolors(SIDE * SIDE) or []:
        red, green, blue, opacity = pixel  # type: ignore[misc]
        if opacity:
            found[_level((red, green, blue))] += count * opacity
    return tuple(found)


def _level(colour: Rgb) -> int:
    """The level of gray that is as light as a colour."""
    light = luminance(colour)
    coded = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * coded)


def stands_out(of: Sequence[int], ground: Rgb, ratio: float) -> bool:
    """Whether enough of what a picture paints has this contrast with a ground; so it is where
    nobody can say how light it is."""
    whole = sum(of)
    seen = sum(
        count
        for level, count in enumerate(of)
        if count and contrast((level, level, level), ground) >= ratio
    )
    return seen >= SHARE * whole
