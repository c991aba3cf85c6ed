"""Pages of the trimmed size to pages a print shop can cut, fold and file: marks, panels."""

from generator.press.finish import finish
from generator.press.inks import REGISTRATION, inks, plates
from generator.press.panels import by_panel

__all__ = ["REGISTRATION", "by_panel", "finish", "inks", "plates"]
