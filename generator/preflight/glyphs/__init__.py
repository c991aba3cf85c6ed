"""The fonts in a finished file: the letters of their codes, and the reach of their glyphs."""
