"""Fonts: opened files, and the subsets of them that go into a document."""

from .font_files import SLICES, FontFace, FontFile

__all__ = ["SLICES", "FontFace", "FontFile"]
