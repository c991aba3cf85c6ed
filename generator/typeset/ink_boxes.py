"""The ink of runs on a page, letter by letter, and how near two lines of them come."""

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.fonts import SLICES
from generator.page import Box, GlyphRun
from generator.units import MM_PER_PT


class InkPiece(Struct, frozen=True):
    """The ink of one glyph on a page: the box round it, its glyph and run, and its origin."""

    box: Box
    glyph: int
    run: GlyphRun
    x: float
    y: float

    def slices(self) -> Iterator[Box]:
        """Its ink in upright slices."""
        run = self.run
        scale = run.size * MM_PER_PT / run.font.face.units_per_em
        wide = run.size * MM_PER_PT / SLICES
        for number, bottom, top in run.font.face.slices(self.glyph):
            left = self.x + number * wide
            yield left, self.y - top * scale, left + wide, self.y - bottom * scale


def ink_pieces(run: GlyphRun) -> Iterator[InkPiece]:
    """The ink of each glyph of a run, without glyphs that have none."""
    face = run.font.face
    scale = run.size * MM_PER_PT / face.units_per_em
    pen, x0, y0 = 0.0, run.x, run.y
    for _, glyphs, advance in run.clusters:
        for glyph, dx, dy in glyphs:
            left, bottom, right, top = face.inks[glyph]
            if right > left:
                x, y = x0 + (pen + dx) * scale, y0 - dy * scale
                box = x + left * scale, y - top * scale, x + right * scale, y - bottom * scale
                yield InkPiece(box, glyph, run, x, y)
        pen += advance


def gap_between(upper: Sequence[InkPiece], lower: Sequence[InkPiece], least: float) -> float:
    """The room between the ink of two lines where one stands over the other, mm, less than nothing
    if they meet. It is not measured where it is `least` or more."""
    nearest = math.inf
    over = sorted(upper, key=lambda piece: piece.box[0])
    for under in lower:
        left, top, right, _ = under.box
        for piece in over:
            if piece.box[0] > right:
                break
            if piece.box[2] >= left and top - piece.box[3] < min(least, nearest):
                nearest = min(nearest, _glyph_gap(piece, under))
    return nearest


def _glyph_gap(upper: InkPiece, lower: InkPiece) -> float:
    """The room between two glyphs in the slices where they stand over one another, mm."""
    nearest = math.inf
    left, _, right, _ = lower.box
    above = [one for one in upper.slices() if one[2] >= left]
    above = [one for one in above if one[0] <= right]
    if not above:
        return nearest
    for x0, top, x1, _ in lower.slices():
        for x2, _, x3, bottom in above:
            if top - bottom < nearest and x2 < x1 and x0 < x3:
                nearest = top - bottom
    return nearest
