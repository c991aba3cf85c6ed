"""Equal things are equal wherever they stand: texts of a style have one leading, and bubbles of a
shape have one padding."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .bubble_boxes import ShapePadding


class Evenness(NamedTuple):
    """What some words need for others: by how much texts of some styles are opened elsewhere, mm,
    and the padding that bubbles of some shapes lack there, mm."""

    opened: tuple[tuple[str, float], ...] = ()
    lacking: tuple[tuple[str, tuple[float, float]], ...] = ()


def most_opened(opened: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The most by which texts of each style are opened, mm."""
    found: dict[str, float] = {}
    for each in opened:
        for style, by in each.items():
            found[style] = max(by, found.get(style, 0.0))
    return found


def most_padding(paddings: Iterable[ShapePadding]) -> ShapePadding:
    """The most that bubbles of each shape lack above, and below."""
    found: dict[str, tuple[float, float]] = {}
    for each in paddings:
        for shape, (above, under) in each.items():
            most = found.get(shape, (above, under))
            found[shape] = max(above, most[0]), max(under, most[1])
    return found


def less_opened(
    own: Mapping[str, float], most: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    """The styles whose texts are opened by less than elsewhere, with what they need, mm."""
    return tuple((style, most[style]) for style, by in own.items() if by < most[style])


def less_padding(
    own: ShapePadding, most: ShapePadding
) -> tuple[tuple[str, tuple[float, float]], ...]:
    """The shapes whose bubbles lack less padding than elsewhere, with what they need, mm."""
    return tuple((shape, most[shape]) for shape, by in own.items() if by != most[shape])
