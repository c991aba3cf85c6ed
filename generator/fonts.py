"""Font files, opened once: metrics, coverage and subsets.

HarfBuzz reads the files; a `FontFile` is only a name for one, so it can cross to a worker.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True, slots=True)
class FontFile:
    """One static font: family, CSS weight, absolute path; `name` is its PostScript name."""

    family: str
    weight: int
    path: str
    name: str
    units_per_em: int


class Face:
    """An opened font. Metrics are in font units; `ascent` and `descent` are both positive."""

    def __init__(self, path: str) -> None:
        import uharfbuzz as hb

        with open(path, "rb") as file:
            self.data = file.read()
        self.path = path
        self.face = hb.Face(hb.Blob(self.data))
        self.font = hb.Font(self.face)
        self.units_per_em: int = self.face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender
        self.descent: float = -extents.descender
        self.name: str = (
            self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
        ).replace(" ", "-")
        self._advances: dict[int, int] = {}

    @cached_property
    def digest(self) -> str:
        """sha256 of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def coverage(self) -> frozenset[int]:
        """Every code point the font has a glyph for."""
        return frozenset(self.face.unicodes)

    @property
    def is_cff(self) -> bool:
        return "CFF " in self.face.table_tags

    def advance(self, glyph: int) -> int:
        """The font's own advance width of a glyph, in font units."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return width

    def ink(self, glyph: int) -> tuple[float, float, float, float]:
        """A glyph's ink as (left, bottom, right, top) in font units, zeros if it has none."""
        box = self.font.get_glyph_extents(glyph)
        if box is None:
            return 0, 0, 0, 0
        left, top = box.x_bearing, box.y_bearing
        return left, top + box.height, left + box.width, top


@lru_cache(maxsize=256)
def face(path: str) -> Face:
    """The font at `path`, opened once in this process."""
    return Face(path)


def font_file(family: str, weight: int, path: str) -> FontFile:
    """The name of the font at `path`; opens it to learn its PostScript name."""
    opened = face(path)
    return FontFile(family, weight, path, opened.name, opened.units_per_em)
