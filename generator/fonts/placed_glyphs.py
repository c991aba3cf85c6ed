"""What one code of an embedded font draws: a glyph, or several at offsets made into one.

A letter with its marks is such a composite. So one code can stand for exactly the text that the
cluster was shaped from.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from generator.fonts.font_files import FontFace

# (glyph id, x, y) in font units, from the origin of the whole.
PlacedGlyphs: TypeAlias = tuple[tuple[int, int, int], ...]


def is_plain(glyphs: PlacedGlyphs) -> bool:
    """True for one glyph in its own place, which needs nothing that the font does not have."""
    return len(glyphs) == 1 and glyphs[0][1] == glyphs[0][2] == 0


def placed_advance(face: FontFace, glyphs: PlacedGlyphs) -> int:
    """The width of the whole in font units: as far right as its glyphs' own advances reach."""
    return reach((x, face.advance(glyph)) for glyph, x, _ in glyphs)


def reach(parts: Iterable[tuple[int, int]]) -> int:
    """How far right the parts reach, each given by its place and its advance. A mark without an
    advance takes up no room, wherever it stands."""
    return max([0, *(x + advance for x, advance in parts if advance)])
