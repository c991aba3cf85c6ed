"""Drawings whose corners all stand on a square grid, as those of QR codes do, in steps of the grid.

They take less than half the bytes that they would in points, and one of them is the same drawing
wherever it stands and however large it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from generator.colour import Colour
from generator.page import Mark, Path, Shape
from generator.units import PT_PER_MM
from .object_bytes import decimal

# Steps that a drawing may have along a side; with more, a rounded step would shift its far end.
MOST: Final = 256
_NEAR: Final = 1e-4  # of a step, that a corner may stand beside the grid
_OPERATORS: Final = {"M": "m", "L": "l"}


class GridDrawing(Struct, frozen=True):
    """A path in steps from its left and its bottom, so many in each direction; and the operand of
    `cm` that puts it where it stands on the page."""

    path: str
    columns: int
    rows: int
    place: str


def code_on_grid(
    marks: Sequence[Mark], left: float, top: float
) -> tuple[GridDrawing, Colour] | None:
    """A code that is drawn alone, with its colour (see `on_grid`)."""
    if len(marks) != 1 or not isinstance(marks[0], Shape):
        return None
    shape = marks[0]
    if shape.kind != "code" or shape.fill is None or shape.stroke is not None or not shape.path:
        return None
    grid = on_grid(shape.path, left, top)
    return (grid, shape.fill) if grid else None


def on_grid(path: Path, left: float, top: float) -> GridDrawing | None:
    """A path in mm, on a page whose trim has its top left corner at `left`, `top` (pt); None if
    it has curves, or corners on no such grid."""
    if not {segment[0] for segment in path} <= {*_OPERATORS, "Z"}:
        return None
    corners = [segment for segment in path if len(segment) == 3]
    across, down = {corner[1] for corner in corners}, {corner[2] for corner in corners}
    step = _step(across, down)
    if not step:
        return None
    columns, rows = _counted(across, min(across), step), _counted(down, max(down), -step)
    if columns is None or rows is None:
        return None
    written = [
        f"{columns[segment[1]]} {rows[segment[2]]} {_OPERATORS[segment[0]]}"
        if len(segment) == 3
        else "h"
        for segment in path
    ]
    size = decimal(step * PT_PER_MM, 7)
    x, y = left + min(across) * PT_PER_MM, top - max(down) * PT_PER_MM
    return GridDrawing(
        "\n".join(written),
        int(columns[max(across)]),
        int(rows[min(down)]),
        f"{size} 0 0 {size} {x:.3f} {y:.3f}",
    )


def _step(across: Collection[float], down: Collection[float]) -> float:
    """The step of the grid that has all of these numbers; 0 if there is no such grid."""
    ends = min(across), max(across), min(down), max(down)
    if ends[0] == ends[1] or ends[2] == ends[3]:
        return 0.0
    ordered = sorted(across)
    least = min(b - a for a, b in zip(ordered, ordered[1:], strict=False))
    steps = round((ends[1] - ends[0]) / least)
    return (ends[1] - ends[0]) / steps if steps <= MOST else 0.0


def _counted(numbers: Collection[float], first: float, step: float) -> dict[float, str] | None:
    """How many steps there are from the first of some numbers to each; None if they lie
    between."""
    found = {number: (number - first) / step for number in numbers}
    if any(abs(each - round(each)) > _NEAR or round(each) > MOST for each in found.values()):
        return None
    return {number: str(round(each)) for number, each in found.items()}
