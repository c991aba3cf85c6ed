"""The inks an artwork prints from: a plate each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from generator.colour import Colour
from generator.page import Artwork, GlyphRun, Group, Image, Mark, Shape, Tag

# Registration: a tint of every plate, under the one name that means all of them (ISO 32000-1,
# 8.6.6.4).
REGISTRATION: Final = Colour("registration", (100, 100, 100, 100), "#000000", spot="All")

CYAN: Final = Colour("Cyan", (100, 0, 0, 0), "#009FE3")
MAGENTA: Final = Colour("Magenta", (0, 100, 0, 0), "#E6007E")
YELLOW: Final = Colour("Yellow", (0, 0, 100, 0), "#FFED00")
BLACK: Final = Colour("Black", (0, 0, 0, 100), "#000000")
PROCESS: Final = (CYAN, MAGENTA, YELLOW, BLACK)

_kept: WeakKeyDictionary[Group, frozenset[Colour]] = WeakKeyDictionary()


def inks(artwork: Artwork) -> tuple[Colour, ...]:
    """The solid of each ink the artwork prints from: process inks in their order, then spot inks
    by name. Pictures in their own colours are counted as printing from all four."""
    found = frozenset[Colour]().union(*(_inks(page.marks) for page in artwork.pages))
    spots = {ink.name: ink for ink in sorted(found.difference(PROCESS), key=repr, reverse=True)}
    return (*(ink for ink in PROCESS if ink in found), *(spots[name] for name in sorted(spots)))


def plates(artwork: Artwork) -> tuple[str, ...]:
    """The names of those inks."""
    return tuple(ink.name for ink in inks(artwork))


def _inks(drawn: Iterable[Mark]) -> frozenset[Colour]:
    found: set[Colour] = set()
    for mark in drawn:
        match mark:
            case Group():
                if mark not in _kept:
                    _kept[mark] = _inks(mark.marks)
                found |= _kept[mark]
            case Tag():
                found |= _inks(mark.marks)
            case Shape():
                found.update(*(_of(colour) for colour in (mark.fill, mark.stroke) if colour))
            case GlyphRun():
                found |= _of(mark.colour)
            case Image():
                given = (_of(colour) for _, colour in mark.inks)
                found.update(*given if mark.inks else [frozenset(PROCESS)])
            case _:
                pass
    return frozenset(found)


@lru_cache(maxsize=256)
def _of(colour: Colour) -> frozenset[Colour]:
    if colour.spot == REGISTRATION.spot:
        return frozenset()
    if colour.spot:
        return frozenset({replace(colour, name=colour.spot, tint=100)})
    return frozenset(ink for ink, part in zip(PROCESS, colour.printed, strict=True) if part)
