"""Styles ready to set: a layout's style at its copyfit size, with its fonts and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.colour import Colour
from generator.design.layout import Floor, Style
from generator.fonts import FontFile, face
from generator.units import mm

SMALL = 14.0  # pt: below it text is one solid ink


@dataclass(frozen=True)
class Setting:
    """A style at the size it is set: `size` and `leading` in pt, the rest as in the layout."""

    name: str
    style: Style
    size: float
    leading: float
    font: FontFile
    strong: FontFile
    colour: Colour
    strong_colour: Colour

    @cached_property
    def line(self) -> float:
        """Leading in mm."""
        return mm(self.leading)

    @cached_property
    def em(self) -> float:
        """The size in mm."""
        return mm(self.size)

    @cached_property
    def baseline(self) -> float:
        """From the top of a line to its baseline, mm: half the leading, and the font's ascent
        and descent centred in it."""
        opened = face(self.font.path)
        middle = (opened.ascent - opened.descent) / 2 / opened.units_per_em
        return self.line / 2 + middle * self.em

    @cached_property
    def cap_height(self) -> float:
        """Height of a capital, mm."""
        opened = face(self.font.path)
        glyph = opened.font.get_nominal_glyph(ord("H"))
        return opened.ink(glyph or 0)[3] / opened.units_per_em * self.em

    def __hash__(self) -> int:
        return hash((self.name, self.size, self.leading, self.font, self.colour))


def size_at(style: Style, share: float, least: float = 0.0) -> tuple[float, float]:
    """Size and leading of a style shrunk to `share` of its size, never under its floor and never
    under `least` pt, to which a style drawn smaller is raised."""
    size, leading = style.size, style.leading
    if style.floor is not None and share < 1:
        floor, floor_leading = _floor(style)
        size = max(floor, style.size * share)
        if floor < style.size:
            towards = (style.size - size) / (style.size - floor)
            leading += (floor_leading - style.leading) * towards
    if size < least:
        leading, size = leading * least / size, least
    return round(size, 3), round(leading, 3)


def _floor(style: Style) -> tuple[float, float]:
    """The smallest size of a style that shrinks, with its leading there."""
    if isinstance(style.floor, Floor):
        return style.floor.size, style.floor.leading
    floor = style.size if style.floor is None else style.floor
    return floor, style.leading * floor / style.size


def at_floor(style: Style, share: float, least: float = 0.0) -> bool:
    """Whether a style can shrink no further than at `share`."""
    return style.size * share <= max(_floor(style)[0], least) + 1e-9


def setting(
    name: str,
    style: Style,
    share: float,
    least: float,
    weights: Mapping[int, FontFile],
    palette: Mapping[str, Colour],
) -> Setting:
    """The style at `share` of its size, not under `least` pt. Names are known to be good by now."""
    size, leading = size_at(style, share, least)
    colour = palette[style.colour]
    if style.small_colour and size < SMALL:
        colour = palette[style.small_colour]
    return Setting(
        name,
        style,
        size,
        leading,
        weights[style.weight],
        weights[style.strong or style.weight],
        colour,
        palette[style.strong_colour] if style.strong_colour else colour,
    )
