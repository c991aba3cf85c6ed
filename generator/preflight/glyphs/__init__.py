"""Fonts inside a finished file: which letters their codes are, and how far their glyphs reach."""
