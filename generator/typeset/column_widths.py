"""How wide the columns of a row are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from generator.design import items as rows

STEP: Final = 0.5  # mm by which a column is tried wider
LOWER: Final = 0.01  # mm: by less no row is called lower


def drawn(item: rows.ColumnsItem, room: float, fits: Mapping[int, float]) -> list[float]:
    """The widths of columns as the layout has them, in `room` mm without gutters. `fits` are those
    of columns as wide as their widest line."""
    widths = dict(fits)
    for index, column in enumerate(item.columns):
        if isinstance(column.width, float | int):
            widths[index] = column.width
    fills = len(item.columns) - len(widths)
    each = (room - sum(widths.values())) / fills if fills else 0.0
    return [widths.get(index, each) for index in range(len(item.columns))]


def given(
    widths: Sequence[float], most: float, height: Callable[[int, float], float]
) -> list[float]:
    """The widths of columns where the others give the highest of them as much of theirs, up to
    `most` mm in all, as makes the row lowest. `height` is that of a column at a width, mm."""
    heights = [height(index, width) for index, width in enumerate(widths)]
    highest = heights.index(max(heights))
    best, least = list(widths), max(heights)
    for steps in range(1, int(most / STEP + LOWER) + 1):
        more = steps * STEP
        each = more / (len(widths) - 1)
        tried = [
            width + more if index == highest else width - each for index, width in enumerate(widths)
        ]
        found = max(height(index, width) for index, width in enumerate(tried) if width > 0)
        if min(tried) > 0 and found < least - LOWER:
            best, least = tried, found
    return best
