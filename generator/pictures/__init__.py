"""Partners' pictures: opened within limits, turned upright, and measured once."""

from .ink_shape import InkShape
from .opening import OpenedPicture, open_file, read_drawing
from .tones import BLACK, LEAST, WANTED, Tones, stands_out

__all__ = [
    "BLACK",
    "LEAST",
    "WANTED",
    "InkShape",
    "OpenedPicture",
    "Tones",
    "open_file",
    "read_drawing",
    "stands_out",
]
