"""Fonts: files opened once, and the subsets of them that go into a document."""

from generator.fonts.files import Face, FontFile, face, font_file

__all__ = ["Face", "FontFile", "face", "font_file"]
