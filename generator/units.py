"""Units of length: millimetres for places on a sheet, points for type.

A PostScript point is 1/72 inch. An inch is 25.4 mm.
"""

from typing import Final

PT_PER_MM: Final = 72 / 25.4
MM_PER_PT: Final = 25.4 / 72


def pt(mm: float) -> float:
    """Points in `mm` millimetres."""
    return mm * PT_PER_MM


def mm(pt: float) -> float:
    """Millimetres in `pt` points."""
    return pt * MM_PER_PT
