"""Partners' pictures: opened within limits, turned upright, and measured once."""

from .ink_shape import InkShape
from .opening import OpenedPicture, open_file, read_drawing
from .thumbnail import Recoloured, Thumbnail, ThumbnailInputs
from .tones import BLACK, LEAST, WANTED, Tones, stands_out

__all__ = [
    "BLACK",
    "LEAST",
    "WANTED",
    "InkShape",
    "OpenedPicture",
    "Recoloured",
    "Thumbnail",
    "ThumbnailInputs",
    "Tones",
    "open_file",
    "read_drawing",
    "stands_out",
]
