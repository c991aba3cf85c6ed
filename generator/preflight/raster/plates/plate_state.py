"""The graphics state as far as ink depends on it."""

from typing import Any, Final, NamedTuple

from msgspec import Struct

from generator.pdfobjects.colour_spaces import GRAY, PATTERN, ColourSpace
from .channels import OFF, Overprint
from .rgb_conversion import Values


class SetColour(Struct, frozen=True):
    """A colour of the graphics state: in `space`, and for a pattern the pattern."""

    space: ColourSpace
    values: Values
    pattern: Any = None


# The colour a Type 3 glyph or an uncoloured pattern is drawn in, which is its caller's.
INHERITED: Final = SetColour(PATTERN, (), "inherited")
BLACK: Final = SetColour(GRAY, (0.0,))


class WrittenState(NamedTuple):
    """What is set in the rewritten stream; empty if not known."""

    fill: bytes = b""
    stroke: bytes = b""
    blend: bytes = b""
    mode: int = -1


NOT_KNOWN: Final = WrittenState()


class PlateState(NamedTuple):
    """`isolated`: inside an isolated group, where there may be no backdrop; `blends`: the colours
    of that group, Gray, RGB or CMYK; `written`: what the rewritten stream has set so far."""

    fill: SetColour = BLACK
    stroke: SetColour = BLACK
    fill_overprint: Overprint = OFF
    stroke_overprint: Overprint = OFF
    blend: str = "Normal"
    mode: int = 0
    isolated: bool = False
    blends: str = "CMYK"
    written: WrittenState = NOT_KNOWN

    def colour(self, filled: bool) -> SetColour:
        return self.fill if filled else self.stroke

    def with_colour(self, filled: bool, colour: SetColour) -> "PlateState":
        return self._replace(fill=colour) if filled else self._replace(stroke=colour)
