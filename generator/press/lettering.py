"""Draws words and lines beside the pages of a sheet. Words are outlines, and need no font of the
file."""

from functools import cache
from typing import Final, Literal, TypeAlias, cast

from generator.colour import Colour
from generator.fonts import FontFace
from generator.page import Path, Segment, Shape
from generator.source.project_folder import shipped_root
from generator.units import MM_PER_PT
from .plan import Turn

LETTER: Final = 0.72  # height of capitals and figures, of the type's size

Point: TypeAlias = tuple[float, float]

_AROUND: Final[dict[Turn, tuple[int, int, int, int]]] = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}


@cache
def _fonts() -> tuple[FontFace, FontFace]:
    """The regular and the bold font."""
    folder = shipped_root() / "fonts/PublicSans"
    return FontFace(f"{folder}/PublicSans-Regular.ttf"), FontFace(f"{folder}/PublicSans-Bold.ttf")


def ruled(
    start: Point, end: Point, ink: Colour, weight: float, dash: tuple[float, ...] = ()
) -> Shape:
    """A straight line, `weight` mm thick."""
    return Shape((("M", *start), ("L", *end)), None, ink, weight, dash, kind="mark")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the text at `size` pt, in mm."""
    opened = _fonts()[bold]
    advance = sum(opened.advance(opened.glyph(ord(letter))) for letter in opened.spelt(text))
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
    """The text at `size` pt. Its baseline begins, or has its middle, at x, y mm, and is turned
    clockwise about that point."""
    opened = _fonts()[bold]
    unit = size * MM_PER_PT / opened.units_per_em
    a, b, c, d = _AROUND[turn]
    at = -width(text, size, bold=bold) / unit / 2 if align == "middle" else 0.0
    segments: list[Segment] = []
    for letter in opened.spelt(text):
        glyph = opened.glyph(ord(letter))
        for kind, *values in opened.glyph_path(glyph):
            moved = [kind]
            for right, up in zip(values[::2], values[1::2], strict=True):
                along, down = (at + right) * unit, -up * unit
                moved += [x + a * along + c * down, y + b * along + d * down]  # type: ignore[list-item]
            segments.append(cast(Segment, tuple(moved)))
        at += opened.advance(glyph)
    return Shape(cast(Path, tuple(segments)), fill=ink, kind="mark")
