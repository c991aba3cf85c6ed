"""Printer's marks: pages of the trimmed size to pages a print shop can cut, fold and file."""

from generator.press.finish import finish, plates
from generator.press.marks import REGISTRATION

__all__ = ["REGISTRATION", "finish", "plates"]
