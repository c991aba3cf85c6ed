"""The colours that pages lay down, for job sheets."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour, luminance
from generator.page import GlyphRun, Group, Image, Mark, Page, Shape, Tag

LIGHT: Final = 0.18  # luminance of a colour that black may stand on


class SheetColours(Struct, frozen=True):
    """The colours of pages but white, in the order in which they are laid down, and whether there
    are pictures, which have colours of their own."""

    colours: tuple[Colour, ...]
    pictures: bool

    def heaviest(self, overprint: bool) -> float:
        """The total ink of the heaviest colour, in percent. Black that overprints adds to what it
        may stand on."""
        solid = max((colour.ink for colour in self.colours), default=0.0)
        grounds = [each for each in self.colours if luminance(each.rgb) > LIGHT]
        light = max((colour.ink for colour in grounds), default=0.0)
        black = any(colour.is_solid_black for colour in self.colours)
        return max(solid, 100 + light if overprint and black else 0.0)


def sheet_colours(pages: Iterable[Page], cache: Cache) -> SheetColours:
    """The colours of pages."""
    return _together(_colours(page.marks, cache) for page in pages)


@frozen_inputs
class GroupColoursInputs(Inputs[SheetColours]):
    """The colours of a group. The pages of a batch have most groups in common."""

    group: Group

    def make(self, cache: Cache) -> SheetColours:
        return _colours(self.group.marks, cache)

    def result_size(self, result: SheetColours) -> int:
        return 200


def _colours(marks: Iterable[Mark], cache: Cache) -> SheetColours:
    return _together(_colours_of(mark, cache) for mark in marks)


def _colours_of(mark: Mark, cache: Cache) -> SheetColours:
    match mark:
        case Group():
            return cache.get(GroupColoursInputs(mark))
        case Tag():
            return _colours(mark.marks, cache)
        case Image():
            return SheetColours(tuple(ink for _, ink in mark.inks if ink.ink), not mark.inks)
        case Shape():
            found = (each for each in (mark.fill, mark.stroke) if each and each.ink)
            return SheetColours(tuple(found), False)
        case GlyphRun():
            return SheetColours((mark.colour,) if mark.colour.ink else (), False)
        case _:
            return SheetColours((), False)


def _together(found: Iterable[SheetColours]) -> SheetColours:
    """The colours of several, each where it is first laid down."""
    listed = [*found]
    colours = dict.fromkeys(colour for each in listed for colour in each.colours)
    return SheetColours(tuple(colours), any(each.pictures for each in listed))
