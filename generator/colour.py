"""Colours as ink: a named build in CMYK with its sRGB equivalent.

A palette entry names five-ink thinking once; an edition picks which of its numbers to use.
Percentages are of solid ink, 0 to 100.
"""

from dataclasses import dataclass
from typing import TypeAlias

Cmyk: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Colour:
    """One palette entry: CMYK in percent, sRGB as `#RRGGBB`, and a spot ink's name if it has
    its own plate."""

    name: str
    cmyk: Cmyk
    srgb: str
    spot: str = ""

    @property
    def is_black_only(self) -> bool:
        """True for solid or tinted K with no other ink (and for bare paper)."""
        return self.cmyk[:3] == (0, 0, 0)

    @property
    def is_solid_black(self) -> bool:
        return self.cmyk == (0, 0, 0, 100)

    @property
    def ink(self) -> float:
        """Total ink in percent."""
        return sum(self.cmyk)

    @property
    def rgb(self) -> tuple[int, int, int]:
        """sRGB, 0 to 255 each."""
        value = int(self.srgb.removeprefix("#"), 16)
        return value >> 16, value >> 8 & 255, value & 255
