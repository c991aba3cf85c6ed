"""Turns pages of the trimmed size into pages that a print shop can cut, fold and file."""

from .finish import finish
from .inks import REGISTRATION, inks, plates
from .panels import by_panel

__all__ = ["REGISTRATION", "by_panel", "finish", "inks", "plates"]
