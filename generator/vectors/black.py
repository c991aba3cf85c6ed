"""Turns a drawing of one colour into black alone."""

from typing import Final

from generator.colour import luminance
from .model import DeviceColour, PaintedPath, Vector

BLACK: Final = DeviceColour((0.0,))
WHITE: Final = DeviceColour((1.0,))
# A colour this light in every part counts as the white of the paper.
_PAPER: Final = 0.98
_MIDDLE: Final = 0.184


def in_black(vector: Vector) -> Vector | None:
    """The drawing with its one colour as solid black; white is paper, unless all of it is white.
    None if it has several colours, which black alone cannot distinguish."""
    inks = {_ink(colour) for colour in colours(vector)}
    if len(inks - {WHITE}) > 1 or not inks:
        return None
    paper = WHITE if inks != {WHITE} else None
    return vector._replace(marks=tuple(_blackened(mark, paper) for mark in vector.marks))


def colours(vector: Vector) -> frozenset[DeviceColour]:
    """Every colour that a drawing paints with."""
    return frozenset(colour for mark in vector.marks for colour in _colours(mark))


def is_dark(colour: DeviceColour) -> bool:
    """Whether a colour is darker than a middle gray (CIE L* of 50)."""
    values = colour.values
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        values = tuple((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
    red, green, blue = (round(value * 255) for value in (values * 3)[:3])
    return luminance((red, green, blue)) < _MIDDLE


def _colours(mark: PaintedPath) -> tuple[DeviceColour, ...]:
    painted = mark.fill, mark.stroke.colour if mark.stroke else None
    return tuple(colour for colour in painted if colour)


def _ink(colour: DeviceColour) -> DeviceColour:
    """A colour, or white if it is nearly so."""
    values = colour.values
    light = [1 - value for value in values] if len(values) == 4 else values
    return WHITE if min(light) >= _PAPER else colour


def _blackened(mark: PaintedPath, paper: DeviceColour | None) -> PaintedPath:
    def shown(colour: DeviceColour) -> DeviceColour:
        return WHITE if _ink(colour) == paper else BLACK

    stroke = mark.stroke and mark.stroke._replace(colour=shown(mark.stroke.colour))
    return mark._replace(fill=mark.fill and shown(mark.fill), stroke=stroke)
