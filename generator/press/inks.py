"""Finds the inks that an artwork prints from. Each has a plate."""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
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


def inks(artwork: Artwork, cache: Cache) -> tuple[Colour, ...]:
    """The solid of each ink that the artwork prints from: process inks in their order, then spot
    inks by name. Pictures in their own colours count as printing from all four."""
    found = _inks((mark for page in artwork.pages for mark in page.marks), cache)
    spots = {ink.name: ink for ink in sorted(found.difference(PROCESS), key=repr, reverse=True)}
    return (*(ink for ink in PROCESS if ink in found), *(spots[name] for name in sorted(spots)))


def plates(artwork: Artwork, cache: Cache) -> tuple[str, ...]:
    """The names of those inks."""
    return tuple(ink.name for ink in inks(artwork, cache))


@frozen_inputs
class InksInputs(Inputs[frozenset[Colour]]):
    """The inks of a group of marks."""

    group: Group

    def make(self, cache: Cache) -> frozenset[Colour]:
        return _inks(self.group.marks, cache)


def _inks(marks: Iterable[Mark], cache: Cache) -> frozenset[Colour]:
    groups, colours = _found(marks)
    solids = (solid for colour in colours for solid in _solids(colour))
    return frozenset(solids).union(*(cache.get(InksInputs(group)) for group in groups))


def _found(marks: Iterable[Mark]) -> tuple[list[Group], set[Colour]]:
    """The groups among marks, and the colours of the other marks."""
    groups: list[Group] = []
    colours: set[Colour] = set()
    waiting = list(marks)
    while waiting:
        match waiting.pop():
            case Group() as group:
                groups.append(group)
            case Tag(marks=inner):
                waiting += inner
            case Shape(fill=fill, stroke=stroke):
                colours.update(each for each in (fill, stroke) if each)
            case GlyphRun(colour=colour):
                colours.add(colour)
            case Image(inks=given):
                colours.update((ink for _, ink in given) if given else PROCESS)
            case _:
                pass
    return groups, colours


def _solids(colour: Colour) -> tuple[Colour, ...]:
    if colour.spot == REGISTRATION.spot:
        return ()
    if colour.spot:
        return (replace(colour, name=colour.spot, tint=100),)
    return tuple(ink for ink, part in zip(PROCESS, colour.printed, strict=True) if part)
