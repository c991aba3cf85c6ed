"""Labels: single lines of Latin words beside pages, which are never broken."""

from __future__ import annotations

from generator.colour import Colour
from generator.fonts import FontFile
from generator.page import GlyphRun
from generator.typeset.shape import shape


def label(text: str, font: FontFile, size: float, colour: Colour) -> GlyphRun:
    """The words at `size` pt, their baseline beginning at 0, 0."""
    return GlyphRun(font, size, 0, 0, colour, shape(text, font, "en", "Latn").clusters)
