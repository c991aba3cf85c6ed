"""Fonts: files opened once, and the subsets of them that go into a document."""

from generator.fonts.font_files import Face, FontFile, face

__all__ = ["Face", "FontFile", "face"]
