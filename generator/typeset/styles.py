"""Styles ready to set: a layout's style at its copyfit size, with its fonts and colours."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.colour import Colour
from generator.design.drawing import Drawing, ScriptFonts
from generator.design.layout import Floor, Style
from generator.design.theme import ScriptSetting
from generator.units import mm
from .itemise import Faces

SMALLER: Final = 0.1  # share of its size that a line less is worth
SMALL = 14.0  # pt: below it text is one solid ink


class Setting(Struct, frozen=True, dict=True):
    """A style at the size in use: `size` and `leading` in pt, tracking in em, and the fonts for the
    text's script. `smallest` is the least that its size may be, `floor` that on one line where
    its words may take two, and `least` that of any type. Its baselines stand `middle` em below the
    middles of lines; none: as its font says."""

    name: str
    style: Style
    size: float
    leading: float
    faces: Faces
    strong: Faces
    colour: Colour
    strong_colour: Colour
    tracking: float = 0.0
    smallest: float = 0.0
    floor: float = 0.0
    least: float = 0.0
    middle: float | None = None

    def narrowed(self, share: float) -> Setting:
        """The style at a share of its size, or a hair less, so that words that just fit still fit.
        If it may not be that small, it stays as it is."""
        return self if share * self.size < self.smallest else self._times(share)

    def on_one_line(self, share: float) -> Setting:
        """The same for words that may take two lines instead. They stand on one above the style's
        own floor, which a script may lower, or where it is worth it: see `SMALLER`."""
        above = share * self.size >= self.floor or share >= 1 - SMALLER
        return self.narrowed(share) if above else self

    def squeezed(self, share: float) -> Setting:
        """The same for words that the style's floor does not rule, but the layout's least does."""
        return self if share * self.size < self.least else self._times(share)

    def _times(self, share: float) -> Setting:
        size, leading = math.floor(self.size * share * 1000) / 1000, round(self.leading * share, 3)
        return replace(self, size=size, leading=leading)

    @property
    def outdent(self) -> float:
        """How far its lines hang out of the column, mm, if that is a length."""
        return 0.0 if isinstance(self.style.outdent, str) else self.style.outdent

    @property
    def by_ink(self) -> bool:
        """Whether the ink of its lines begins where the column does."""
        return self.style.outdent == "ink"

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
        if self.middle is not None:
            return self.line / 2 + self.middle * self.em
        opened = self.faces.main.face
        middle = (opened.ascent - opened.descent) / 2 / opened.units_per_em
        return self.line / 2 + middle * self.em

    @cached_property
    def cap_height(self) -> float:
        """Height of a Latin capital, mm."""
        opened = self.faces.latin.face
        return opened.cap_height / opened.units_per_em * self.em * self.faces.latin_scale

    @cached_property
    def _hash(self) -> int:
        return hash((self.name, self.size, self.leading, self.faces, self.colour))

    def __hash__(self) -> int:
        return self._hash


def size_at(
    style: Style, share: float, least: float = 0.0, lower: float = 1.0
) -> tuple[float, float]:
    """The size and leading of a style at `share` of its size. It never goes under the style's
    floor, which a script may set `lower`, or under `least` pt. A style drawn smaller than that is
    raised to it. It grows to its `most` at most."""
    size, leading = style.size, style.leading
    if share > 1:
        size = min(style.size * share, max(style.most or 0.0, style.size))
        leading *= size / style.size
    if style.floor is not None and share < 1:
        floor, floor_leading = (value * lower for value in _floor(style))
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


def floor_share(style: Style, least: float, lower: float) -> float:
    """The share of its size that a style has at its floor, as in `size_at`."""
    if style.floor is None:
        return 1.0
    return min(1.0, max(_floor(style)[0] * lower, least) / style.size)


def at_floor(style: Style, share: float, least: float = 0.0, lower: float = 1.0) -> bool:
    """Whether a style at `share` is at its floor."""
    if style.floor is None:
        return True
    return style.size * share <= max(_floor(style)[0] * lower, least) + 1e-9


def setting(
    name: str,
    style: Style,
    share: float,
    least: float,
    palette: Mapping[str, Colour],
    faces: Callable[[int], Faces],
    script: ScriptSetting | None = None,
) -> Setting:
    """The style at `share` of its size, and at `least` pt or more. `faces` gives the fonts of a
    weight, and `script` the factors of a script other than the theme's own. All names have been
    checked."""
    size, leading = size_at(style, share, least, script.floor if script else 1.0)
    tracking = style.tracking
    least_size = max(_floor(style)[0] * (script.floor if script else 1.0), least)
    smallest, floor = least_size / size, max(_floor(style)[0], least) / size
    if script is not None:
        ratio = leading / size
        room = style.size - least_size
        # a style that may not be smaller is led closer where the others shrink
        shrunk = min(1.0, max(0.0, style.size - size) / room) if room > 0 else float(share < 1)
        size *= script.size * (script.caps if style.caps else 1.0)
        leading = script.leading_at(size, ratio, shrunk)
        tracking = tracking if script.tracking else 0.0
        faces = _legible(faces, least * script.size / size)
        if style.outdent:  # a length is the bearing of Latin letters
            style = style.model_copy(update={"outdent": "ink"})
    colour = palette[style.colour]
    if style.small_colour and size < SMALL:
        colour = palette[style.small_colour]
    return Setting(
        name,
        style,
        round(size, 3),
        round(leading, 3),
        faces(style.weight),
        faces(style.strong or style.weight),
        colour,
        palette[style.strong_colour] if style.strong_colour else colour,
        tracking,
        round(smallest * size, 3),
        round(floor * size, 3),
        round(least * (script.size if script else 1.0), 3),
        script.middle if script else None,
    )


def _legible(faces: Callable[[int], Faces], scale: float) -> Callable[[int], Faces]:
    """The fonts of a weight, with Latin words and figures at `scale` of the size or more. So a
    telephone number in small text is never smaller than the least type."""

    def raised(weight: int) -> Faces:
        found = faces(weight)
        return replace(found, latin_scale=scale) if found.latin_scale < scale else found

    return raised


def faces_of(drawing: Drawing, script: ScriptFonts | None, weight: int) -> Faces:
    """The drawing's fonts of a weight, for a script or (none) the theme's own."""
    latin = drawing.weights[weight]
    others = tuple(
        (name, fonts.weights[weight])
        for name, fonts in drawing.scripts.items()
        if "/" not in name  # a language's own row is for that language alone
    )
    fallback = tuple(fonts[weight] for fonts in drawing.fallback)
    if script is None:
        return Faces(latin, latin, 1.0, others, fallback)
    scale = script.setting.latin / script.setting.size
    return Faces(script.weights[weight], latin, scale, others, fallback)
