"""Partners' pictures: opened within limits, turned upright, and measured once."""

from .opening import OpenedPicture, open_file, read_drawing
from .tones import BLACK, LEAST, WANTED, Tones, stands_out

__all__ = [
    "BLACK",
    "LEAST",
    "WANTED",
    "OpenedPicture",
    "Tones",
    "open_file",
    "read_drawing",
    "stands_out",
]
