"""Words on a sheet beside the pages: outlines, so that a file's fonts stay exactly its own."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, cast

from generator.colour import Colour
from generator.fonts import FontFace
from generator.page import Path, Segment, Shape
from generator.press.plan import Turn
from generator.source.shipped import shipped_root
from generator.units import MM_PER_PT

LETTER: Final = 0.72  # height of capitals and figures, of the type's size

_AROUND: Final[dict[Turn, tuple[int, int, int, int]]] = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}


@lru_cache(maxsize=2)
def _font(bold: bool) -> FontFace:
    weight = "Bold" if bold else "Regular"
    return FontFace(str(shipped_root() / f"fonts/PublicSans/PublicSans-{weight}.ttf"))


def spelt(text: str) -> str:
    """The text, with the code point in place of a character that the font has no letter for."""
    known = _font(False).coverage
    return "".join(letter if ord(letter) in known else f"U+{ord(letter):04X}" for letter in text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is at `size` pt, in mm."""
    opened = _font(bold)
    advance = sum(opened.advance(opened.glyph(ord(letter))) for letter in spelt(text))
    return advance / opened.units_per_em * size * MM_PER_PT


def words(
    text: str,
    x: float,
    y: float,
    size: float,
    ink: Colour,
    *,
    bold: bool = False,
    turn: Turn = 0,
    align: Literal["left", "middle"] = "left",
) -> Shape:
    """The text at `size` pt, its baseline beginning (or with its middle) at x, y mm and turned
    clockwise about that point."""
    opened = _font(bold)
    unit = size * MM_PER_PT / opened.units_per_em
    a, b, c, d = _AROUND[turn]
    at = -width(text, size, bold=bold) / unit / 2 if align == "middle" else 0.0
    segments: list[Segment] = []
    for letter in spelt(text):
        glyph = opened.glyph(ord(letter))
        for kind, *values in opened.glyph_path(glyph):
            moved = [kind]
            for right, up in zip(values[::2], values[1::2], strict=True):
                along, down = (at + right) * unit, -up * unit
                moved += [x + a * along + c * down, y + b * along + d * down]  # type: ignore[list-item]
            segments.append(cast(Segment, tuple(moved)))
        at += opened.advance(glyph)
    return Shape(cast(Path, tuple(segments)), fill=ink, kind="mark")
