"""The colours that pages lay down, for job sheets."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from generator.colour import Colour, luminance
from generator.page import GlyphRun, Group, Image, Mark, Page, Shape, Tag

LIGHT: Final = 0.18  # luminance of a colour that black may stand on


class SheetColours(NamedTuple):
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


def sheet_colours(pages: Iterable[Page]) -> SheetColours:
    """The colours of pages."""
    found: dict[Colour, None] = {}
    pictures = False
    waiting: list[Mark] = [mark for page in reversed(list(pages)) for mark in reversed(page.marks)]
    while waiting:
        mark = waiting.pop()
        if isinstance(mark, Group | Tag):
            waiting += reversed(mark.marks)
        elif isinstance(mark, Image):
            pictures = pictures or not mark.inks
            found |= dict.fromkeys(ink for _, ink in mark.inks)
        elif isinstance(mark, Shape):
            found |= dict.fromkeys(each for each in (mark.fill, mark.stroke) if each)
        elif isinstance(mark, GlyphRun):
            found.setdefault(mark.colour)
    return SheetColours(tuple(colour for colour in found if colour.ink), pictures)
