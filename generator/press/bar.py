"""The colour bar: patches by which a printer measures each ink on the printed sheet.

Every ink has a solid patch, for its density, and a 50 % tint, for its dot gain. If cyan, magenta
and yellow are used, there are also their overprints in pairs, for trapping, and their gray beside
the 50 % black (50, 40 and 40 %, the mid-tone gray of ISO 12647-2:2004), which shows a cast if one
of them is off.
"""

from __future__ import annotations

from typing import Final

from generator.colour import Colour
from generator.press.inks import BLACK, CYAN, MAGENTA, YELLOW

WIDE: Final = 5.0  # mm; a densitometer's opening is 3 to 4
HIGH: Final = 4.5
TINT: Final = 50

PatchRow = tuple[Colour, ...]

OVERPRINTS: Final[PatchRow] = (
    Colour("Magenta and Yellow", (0, 100, 100, 0), "#E30613"),
    Colour("Cyan and Yellow", (100, 0, 100, 0), "#009640"),
    Colour("Cyan and Magenta", (100, 100, 0, 0), "#312783"),
)
GRAY: Final = Colour("gray of Cyan, Magenta and Yellow", (50, 40, 40, 0), "#8C8C8C")


def patches(inks: tuple[Colour, ...]) -> tuple[PatchRow, ...]:
    """The colours of the bar for the solids of the inks used, in rows that stay together: what
    is to be compared stands side by side."""
    tints = tuple(ink.tinted(TINT) for ink in inks)
    black = BLACK in inks
    if not {CYAN, MAGENTA, YELLOW}.issubset(inks):
        return tuple(row for row in (inks, tints) if row)
    spots = tuple(tint for tint in tints if tint.spot)
    process = tuple(tint for tint in tints if not tint.spot)
    return (inks, (*process, GRAY, *spots) if black else (*process, *spots), OVERPRINTS)
