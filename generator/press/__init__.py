"""Turns pages of the trimmed size into pages that a print shop can cut, fold and file."""

from generator.press.finish import finish
from generator.press.inks import REGISTRATION, inks, plates
from generator.press.panels import by_panel

__all__ = ["REGISTRATION", "by_panel", "finish", "inks", "plates"]
