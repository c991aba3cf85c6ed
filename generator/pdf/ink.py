"""Colours as PDF operators: four inks for a press, sRGB and true black for everything else.

This is the only place that writes a colour, so it is where an RGB colour would have to pass to
reach a press file; there is no operator for it there.
"""

import hashlib
import math
import re
from functools import lru_cache
from typing import Final, NamedTuple

from generator.colour import Cmyk, Colour
from generator.pdf.objects import decimal, name
from generator.problems import Problem, Refused, error

_SRGB: Final = re.compile(r"#[0-9A-Fa-f]{6}")

# Printer's marks go on every plate: the separation named All (ISO 32000-1, 8.6.6.4).
REGISTRATION: Final = "All"


class Space(NamedTuple):
    """A colour space to be listed among a page's resources: its name there, and its body."""

    key: str
    body: bytes


class Ink(NamedTuple):
    """How a colour is set for filling and for stroking. `overprints` is true of solid black
    alone: it then leaves the other inks as they are."""

    fill: str
    stroke: str
    overprints: bool = False
    space: Space | None = None


@lru_cache(maxsize=4096)
def press_ink(colour: Colour) -> Ink:
    """A colour in DeviceCMYK, or on its own plate if it is a spot ink.

    Raises Refused if the colour has no build in the four inks.
    """
    if len(colour.cmyk) != 4 or not all(_is_percentage(part) for part in colour.cmyk):
        raise Refused([_no_build(colour)])
    if colour.spot:
        space = _separation(colour)
        return Ink(f"/{space.key} cs 1 scn", f"/{space.key} CS 1 SCN", space=space)
    numbers = _parts(colour.cmyk)
    return Ink(f"{numbers} k", f"{numbers} K", overprints=colour.is_solid_black)


@lru_cache(maxsize=4096)
def screen_ink(colour: Colour) -> Ink:
    """A colour in sRGB, or in gray if its only ink is black, so that a page of black text
    stays a black page in a printer that counts colour pages.

    Raises Refused if the colour has no sRGB equivalent.
    """
    if not _SRGB.fullmatch(colour.srgb):
        raise Refused([_no_equivalent(colour)])
    if colour.is_black_only or colour.spot == REGISTRATION:
        gray = decimal(_gray(colour))
        return Ink(f"{gray} g", f"{gray} G")
    numbers = " ".join(decimal(part / 255) for part in colour.rgb)
    return Ink(f"{numbers} rg", f"{numbers} RG")


def _gray(colour: Colour) -> float:
    """True black for solid black, paper for no ink, the sRGB equivalent's luma for a tint."""
    if colour.is_solid_black or colour.spot == REGISTRATION:
        return 0.0
    if not colour.cmyk[3]:
        return 1.0
    red, green, blue = colour.rgb
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def _separation(colour: Colour) -> Space:
    """A Separation space whose tint falls back to the colour's build in the four inks."""
    solid = "1 1 1 1" if colour.spot == REGISTRATION else _parts(colour.cmyk)
    body = b"[/Separation%b/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[%b]/N 1>>]" % (
        name(colour.spot),
        solid.encode(),
    )
    return Space("C" + hashlib.sha256(body).hexdigest()[:8], body)


def _parts(cmyk: Cmyk) -> str:
    return " ".join(decimal(percent / 100) for percent in cmyk)


def _is_percentage(value: float) -> bool:
    return math.isfinite(value) and 0 <= value <= 100


def _no_build(colour: Colour) -> Problem:
    return error(
        "colour",
        f'the colour "{colour.name}" has no build in cyan, magenta, yellow and black',
        hint="give it four percentages from 0 to 100 under `cmyk:`",
    )


def _no_equivalent(colour: Colour) -> Problem:
    return error(
        "colour",
        f'the colour "{colour.name}" has no sRGB equivalent',
        hint='give it one under `srgb:`, such as "#1D4F91"',
    )
