"""Says how to print a finished file on an office printer, in the words of a print dialog."""

from __future__ import annotations

from generator.design.editions import Edition
from generator.page import Artwork


def instruction(edition: Edition, artwork: Artwork) -> str:
    """Such as `both sides, turn on the short edge, at 100 %`; nothing for an edition that asks
    the print dialog for nothing."""
    if not edition.print_settings:
        return ""
    sides = f"both sides, turn on the {artwork.turn} edge, " if artwork.turn else ""
    return f"{sides}at 100 %"
