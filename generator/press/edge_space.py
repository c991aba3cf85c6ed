"""Shares out the space along one edge of a page, so that no two marks come near each other."""

from __future__ import annotations

from typing import Final

CLEARANCE: Final = 2.0  # mm between two marks


class EdgeSpace:
    """What is free along an edge, in mm from its beginning. Every mark keeps `CLEARANCE` from its
    neighbours and from the crop marks at both ends."""

    def __init__(self, length: float) -> None:
        self._free = [(CLEARANCE, length - CLEARANCE)]

    def block(self, start: float, end: float) -> None:
        """Keep clear of a mark that stands there."""
        free = []
        for first, last in self._free:
            free += [(first, min(last, start - CLEARANCE)), (max(first, end + CLEARANCE), last)]
        self._free = [(first, last) for first, last in free if first < last]

    def take(self, length: float, near: float) -> float | None:
        """Where a mark of this length begins whose middle lies as near to `near` as there is
        room, which is then taken; None if there is no room."""
        starts = [
            min(max(near - length / 2, first), last - length)
            for first, last in self._free
            if last - first >= length
        ]
        if not starts:
            return None
        start = min(starts, key=lambda each: abs(each + length / 2 - near))
        self.block(start, start + length)
        return start
