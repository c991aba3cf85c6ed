"""Colours: CMYK values, an sRGB equivalent, and the name of a spot ink.

An edition chooses which of a colour's values it uses. Percentages are of solid ink, 0 to 100.
"""

from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

Cmyk: TypeAlias = tuple[float, float, float, float]
Lab: TypeAlias = tuple[float, float, float]
"""CIE L*a*b* of illuminant D50: 0 to 100, and -128 to 127 twice."""
Intent: TypeAlias = Literal["perceptual", "relative", "saturation", "absolute"]
"""How colours that a press cannot print give way (ICC.1:2010, 6.2): `relative` keeps all others
as they are, `perceptual` moves all of them together."""


class Colour(Struct, frozen=True):
    """One colour of a palette: CMYK in percent, sRGB as `#RRGGBB`, and a spot ink's name if it has
    its own plate. `cmyk` and `srgb` are those of the solid colour, and `tint` is how much of it is
    printed, in percent. So every tint of a spot ink describes the same ink. `lab` is the look of a
    spot ink's solid, if it is described in Lab; `cmyk` is then empty."""

    name: str
    cmyk: Cmyk | tuple[()]
    srgb: str
    spot: str = ""
    tint: float = 100.0
    lab: Lab | None = None

    def tinted(self, tint: float, name: str = "") -> "Colour":
        """A tint of this colour, in percent of its present tint."""
        return replace(self, name=name or self.name, tint=self.tint * tint / 100)

    @property
    def printed(self) -> Cmyk | tuple[()]:
        """The build of the tint: each part of the solid's, in proportion."""
        if self.tint == 100 or not self.cmyk:
            return self.cmyk
        cyan, magenta, yellow, black = (part * self.tint / 100 for part in self.cmyk)
        return cyan, magenta, yellow, black

    @property
    def is_black_only(self) -> bool:
        """True for solid or tinted K with no other ink (and for bare paper)."""
        return self.cmyk[:3] == (0, 0, 0)

    @property
    def is_solid_black(self) -> bool:
        return self.tint == 100 and self.cmyk == (0, 0, 0, 100)

    @property
    def ink(self) -> float:
        """The total ink in percent. A spot ink counts as its tint."""
        return self.tint if self.spot else sum(self.printed)

    @property
    def rgb(self) -> tuple[int, int, int]:
        """sRGB, 0 to 255 each; a tint is as far towards white as it is from the solid."""
        value = int(self.srgb.removeprefix("#"), 16)
        solid = value >> 16, value >> 8 & 255, value & 255
        if self.tint == 100:
            return solid
        red, green, blue = (round(255 - (255 - part) * self.tint / 100) for part in solid)
        return red, green, blue


Rgb: TypeAlias = tuple[int, int, int]
"""sRGB, 0 to 255 each."""


def luminance(colour: Rgb) -> float:
    """Relative luminance of a colour on a screen, from 0 to 1 (WCAG 2.2)."""
    linear = []
    for part in colour:
        share = part / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Rgb, second: Rgb) -> float:
    """The contrast ratio of two colours on a screen, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: Rgb) -> float:
    """L* of a colour on a screen, from 0 to 100 (CIE 15)."""
    light = luminance(colour)
    root = light ** (1 / 3) if light > (6 / 29) ** 3 else light / (3 * (6 / 29) ** 2) + 4 / 29
    return 116 * root - 16
