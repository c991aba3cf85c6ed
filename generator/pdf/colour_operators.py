"""Writes colours as PDF operators: inks for a press, sRGB and true black for everything else.

No other module writes a colour. This one has no operator for RGB in a press file.
"""

import hashlib
import math
import re
from typing import Final, NamedTuple

from msgspec import Struct

from generator.colour import Cmyk, Colour
from generator.problems import Problem, Refused, error
from .object_bytes import decimal, name

_SRGB: Final = re.compile(r"#[0-9A-Fa-f]{6}")

# CIE L*a*b* under D50, as ICC profiles connect (ISO 32000-1, 8.6.5.4).
_LAB: Final = "[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-128 127 -128 127]>>]"

# Printer's marks go on every plate: the separation named All (ISO 32000-1, 8.6.6.4).
REGISTRATION: Final = "All"


class SpotSpace(NamedTuple):
    """A spot ink's colour space for a page's resources: its name there, its body, the ink's name,
    and whether Lab describes the ink."""

    key: str
    body: bytes
    ink: str
    lab: bool = False


class InkOperators(Struct, frozen=True):
    """The operators that set a colour for filling and for stroking. `overprints` is true for solid
    black alone, which leaves the other inks as they are."""

    fill: str
    stroke: str
    overprints: bool = False
    space: SpotSpace | None = None


def press_ink(colour: Colour) -> InkOperators:
    """A colour in DeviceCMYK, or on its own plate if it is a spot ink.

    Raises Refused if the colour has no build in the four inks.
    """
    described = colour.spot and colour.lab and not colour.cmyk
    if not described and (
        len(colour.cmyk) != 4 or not all(_is_percentage(part) for part in colour.cmyk)
    ):
        raise Refused([_no_build(colour)])
    if not _is_percentage(colour.tint):
        raise Refused([_no_tint(colour)])
    if colour.spot:
        space, tint = _separation(colour), decimal(colour.tint / 100)
        return InkOperators(
            f"/{space.key} cs {tint} scn", f"/{space.key} CS {tint} SCN", space=space
        )
    numbers = _parts(colour.printed)
    return InkOperators(f"{numbers} k", f"{numbers} K", overprints=colour.is_solid_black)


def screen_ink(colour: Colour) -> InkOperators:
    """A colour in sRGB. A colour of black ink alone is in gray, so that a page of black text is a
    black page to a printer that counts colour pages. Raises Refused if the colour has no sRGB
    equivalent."""
    if not _is_percentage(colour.tint):
        raise Refused([_no_tint(colour)])
    if not _SRGB.fullmatch(colour.srgb):
        raise Refused([_no_equivalent(colour)])
    if colour.is_black_only or colour.spot == REGISTRATION:
        gray = decimal(_gray(colour))
        return InkOperators(f"{gray} g", f"{gray} G")
    numbers = " ".join(decimal(part / 255) for part in colour.rgb)
    return InkOperators(f"{numbers} rg", f"{numbers} RG")


def _gray(colour: Colour) -> float:
    """True black for solid black, paper for no ink, the sRGB equivalent's luma for a tint."""
    if colour.is_solid_black or colour.spot == REGISTRATION:
        return 0.0
    if not any(colour.printed):
        return 1.0
    red, green, blue = colour.rgb
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def _separation(colour: Colour) -> SpotSpace:
    """A Separation space (ISO 32000-1, 8.6.6.4). A device without such a plate shows the tint in
    the colour's build in the four inks, or in Lab, from the white of the paper."""
    lab = bool(colour.lab and not colour.cmyk)
    if colour.lab and lab:
        other, none = _LAB, "100 0 0"
        solid = " ".join(map(decimal, colour.lab))
    else:
        other, none = "/DeviceCMYK", "0 0 0 0"
        solid = "1 1 1 1" if colour.spot == REGISTRATION else _parts(colour.cmyk)
    body = b"[/Separation%b%b<</FunctionType 2/Domain[0 1]/C0[%b]/C1[%b]/N 1>>]" % (
        name(colour.spot),
        other.encode(),
        none.encode(),
        solid.encode(),
    )
    return SpotSpace("C" + hashlib.sha256(body).hexdigest()[:8], body, colour.spot, lab)


def _parts(cmyk: Cmyk | tuple[()]) -> str:
    return " ".join(decimal(percent / 100) for percent in cmyk)


def _is_percentage(value: float) -> bool:
    return math.isfinite(value) and 0 <= value <= 100


def _no_build(colour: Colour) -> Problem:
    return error(
        "colour",
        f'the colour "{colour.name}" has no build in cyan, magenta, yellow and black',
        hint="give it four percentages from 0 to 100 under `cmyk:`",
    )


def _no_tint(colour: Colour) -> Problem:
    return error(
        "colour",
        f'the colour "{colour.name}" is a tint of {colour.tint:g} %',
        hint="give it a percentage from 0 to 100 under `tint:`",
    )


def _no_equivalent(colour: Colour) -> Problem:
    return error(
        "colour",
        f'the colour "{colour.name}" has no sRGB equivalent',
        hint='give it one under `srgb:`, such as "#1D4F91"',
    )
