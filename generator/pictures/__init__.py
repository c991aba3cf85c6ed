"""Pictures from strangers, such as partners' logos: opened within bounds, the right way up, and
measured once for all who place and draw them."""

from generator.pictures.opening import OpenedPicture, open_file, read_drawing
from generator.pictures.tones import BLACK, LEAST, WANTED, Tones, stands_out

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
