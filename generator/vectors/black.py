"""Drawings in black alone: those of one colour, with that colour turned into solid black."""

from __future__ import annotations

from typing import Final

from generator.vectors.model import Inked, Painted, Vector

BLACK: Final = Inked((0.0,))
WHITE: Final = Inked((1.0,))
# A colour this light in every part counts as the white of the paper.
_PAPER: Final = 0.98


def in_black(vector: Vector) -> Vector | None:
    """The drawing with its one colour as black; None if it has several, which black alone cannot
    tell apart."""
    inks = {_ink(colour) for mark in vector.marks for colour in _colours(mark)}
    if len(inks - {WHITE}) > 1:
        return None
    return vector._replace(marks=tuple(map(_blackened, vector.marks)))


def _colours(mark: Painted) -> tuple[Inked, ...]:
    painted = mark.fill, mark.stroke.colour if mark.stroke else None
    return tuple(colour for colour in painted if colour)


def _ink(colour: Inked) -> Inked:
    """A colour, or white if it is nearly so."""
    values = colour.values
    light = [1 - value for value in values] if len(values) == 4 else values
    return WHITE if min(light) >= _PAPER else colour


def _blackened(mark: Painted) -> Painted:
    def shown(colour: Inked) -> Inked:
        return WHITE if _ink(colour) == WHITE else BLACK

    stroke = mark.stroke and mark.stroke._replace(colour=shown(mark.stroke.colour))
    return mark._replace(fill=mark.fill and shown(mark.fill), stroke=stroke)
