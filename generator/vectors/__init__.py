"""Drawings in SVG and PDF, such as partners' logos: read as paths in flat colours, or refused.

The writer draws these paths again. So only outlines of a stranger's file reach ours: no scripts,
links, fonts, layers or profiles.
"""

from .attempt import AGAIN, attempt
from .black import colours, in_black, is_dark
from .model import DeviceColour, PaintedPath, Stroke, Unusable, Vector
from .read import SUFFIXES, is_vector, read_vector
from .thickness import ThinPart, thin_parts

__all__ = [
    "AGAIN",
    "SUFFIXES",
    "DeviceColour",
    "PaintedPath",
    "Stroke",
    "ThinPart",
    "Unusable",
    "Vector",
    "attempt",
    "colours",
    "in_black",
    "is_dark",
    "is_vector",
    "read_vector",
    "thin_parts",
]
