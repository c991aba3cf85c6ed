"""Printer's marks: pages of the trimmed size to pages a print shop can cut, fold and file."""

from generator.press.finish import finish
from generator.press.inks import REGISTRATION, inks, plates

__all__ = ["REGISTRATION", "finish", "inks", "plates"]
