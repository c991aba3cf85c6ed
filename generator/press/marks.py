"""Crop and fold marks: where the knife and the folding machine are to go.

Marks are 0.25 pt thick, as thin as prints reliably, and stand wholly outside the bleed and at
least 3 mm outside the trim, so that none is left on the piece where the knife strays.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from generator.colour import Colour
from generator.page import Group, Shape
from generator.units import MM_PER_PT

# Registration: a tint of every plate, under the one name that means all of them (ISO 32000-1,
# 8.6.6.4).
REGISTRATION: Final = Colour("registration", (100, 100, 100, 100), "#000000", spot="All")

WEIGHT: Final = 0.25 * MM_PER_PT
LENGTH: Final = 5.0
CLEAR: Final = 3.0  # least distance from the trim
BEYOND: Final = 0.5  # distance from the bleed
DASH: Final = (1.0, 0.75)

Kind = Literal["crop", "fold", "slug"]


def reach(bleed: float) -> tuple[float, float]:
    """Where marks begin and end, mm outside the trim."""
    start = max(CLEAR, bleed + BEYOND)
    return start, start + LENGTH


@lru_cache(maxsize=64)
def marks(
    width: float, height: float, bleed: float, folds: tuple[float, ...], kinds: tuple[Kind, ...]
) -> Group:
    """The marks of a page of this trimmed size (mm); the same object for the same page."""
    shapes: list[Shape] = []
    start, end = reach(bleed)
    if "crop" in kinds:
        for x in (0.0, width):
            shapes += _upright(x, height, start, end)
        for y in (0.0, height):
            shapes.append(_line(-end, y, -start, y))
            shapes.append(_line(width + start, y, width + end, y))
    if "fold" in kinds:
        for x in folds:
            shapes += _upright(x, height, start, end, DASH)
    return Group(tuple(shapes), "marks")


def _upright(
    x: float, height: float, start: float, end: float, dash: tuple[float, ...] = ()
) -> list[Shape]:
    """A pair of marks above and below the page, each drawn away from it."""
    return [_line(x, -start, x, -end, dash), _line(x, height + start, x, height + end, dash)]


def _line(x0: float, y0: float, x1: float, y1: float, dash: tuple[float, ...] = ()) -> Shape:
    path = (("M", x0, y0), ("L", x1, y1))
    return Shape(path, stroke=REGISTRATION, weight=WEIGHT, dash=dash, kind="mark")
