"""Shades of a colour for screens: mixtures, and a lighter colour of the same hue.

Lightness, chroma and hue are those of CIE L*a*b* under D65, which is sRGB's white.
"""

import math
from typing import Final

from generator.colour import Rgb

WHITE: Final = (255, 255, 255)
BLACK: Final = (0, 0, 0)
_D65: Final = (0.95047, 1.0, 1.08883)
_TO_XYZ: Final = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_FROM_XYZ: Final = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)
_CHROMA: Final = 0.4  # power of lightness by which the chroma of a lightened colour grows
_NEAR_BLACK: Final = 216 / 24389  # CIE: below it L* is a straight line


def mixed(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """The colour with a `share` (0 to 1) of the other in it."""
    red, green, blue = (
        round(part + (end - part) * share) for part, end in zip(colour, other, strict=True)
    )
    return red, green, blue


def lightened(colour: Rgb, lightness: float) -> Rgb:
    """The colour at another lightness (L*), with the same hue and about the same saturation."""
    before, across, along = lab(colour)
    growth = (lightness / before) ** _CHROMA if before > 0 else 1.0
    while True:
        made = _from_lab(lightness, across * growth, along * growth)
        if all(-0.5 <= part <= 255.5 for part in made) or growth < 0.01:
            red, green, blue = (min(255, max(0, round(part))) for part in made)
            return red, green, blue
        growth *= 0.95  # outside sRGB


def lab(colour: Rgb) -> tuple[float, float, float]:
    """L*, a* and b* of a colour."""
    linear = [_linear(part / 255) for part in colour]
    x, y, z = (
        _root(sum(share * part for share, part in zip(row, linear, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _D65, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Rgb, other: Rgb) -> float:
    """How far apart two colours are: Delta E of CIE 1976."""
    return math.dist(lab(one), lab(other))


def _from_lab(lightness: float, across: float, along: float) -> list[float]:
    y = (lightness + 16) / 116
    xyz = [
        _cube(part) * white
        for part, white in zip((y + across / 500, y, y - along / 200), _D65, strict=True)
    ]
    return [
        255 * _encoded(sum(share * part for share, part in zip(row, xyz, strict=True)))
        for row in _FROM_XYZ
    ]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _root(part: float) -> float:
    return math.cbrt(part) if part > _NEAR_BLACK else (24389 / 27 * part + 16) / 116


def _cube(part: float) -> float:
    return part**3 if part**3 > _NEAR_BLACK else (116 * part - 16) * 27 / 24389
