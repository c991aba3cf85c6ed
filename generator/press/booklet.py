"""Saddle-stitched booklets: places pages on sheets that are folded into one another and stapled."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from .pieces import FacePage, Leaf, PageSize, PieceFace
from .plan import Lines, SheetBox

Binding: TypeAlias = Literal["left", "right"]


def order(count: int, binding: Binding = "left") -> list[tuple[int | None, ...]]:
    """For each sheet from the outermost: front left, front right, back left, back right, as indexes
    from 0. None is a blank page; blanks at the end make `count` a multiple of four."""
    total = count + blanks(count)
    sheets: list[tuple[int | None, ...]] = []
    for sheet in range(total // 4):
        first, last = 2 * sheet, total - 1 - 2 * sheet
        numbers = (last, first, first + 1, last - 1)
        if binding == "right":
            numbers = (first, last, last - 1, first + 1)
        sheets.append(tuple(number if number < count else None for number in numbers))
    return sheets


def blanks(count: int) -> int:
    """How many blank pages a booklet of `count` pages needs at its end."""
    return -count % 4


def creep(sheet: int, thickness: float) -> float:
    """How far the pages of a sheet move to the spine, in mm. A sheet inside another stands one
    thickness of paper further out, and that much is trimmed off. Sheets count from 0 outside."""
    return sheet * thickness


def spreads(
    pages: Sequence[PageSize],
    *,
    binding: Binding = "left",
    thickness: float = 0.0,
    scale: float = 1.0,
) -> tuple[Leaf, ...]:
    """Each sheet of the booklet as a leaf of two pages side by side, folded in the middle, the
    outermost first. `thickness` is the paper's, in mm. All pages have one trimmed size."""
    sized = [page.times(scale) for page in pages]
    return tuple(
        Leaf(
            _spread(sized, numbers[0], numbers[1], creep(sheet, thickness), scale),
            _spread(sized, numbers[2], numbers[3], creep(sheet, thickness), scale),
        )
        for sheet, numbers in enumerate(order(len(pages), binding))
    )


def _spread(
    pages: Sequence[PageSize], left: int | None, right: int | None, shift: float, scale: float
) -> PieceFace:
    """Two pages that are moved to the spine by `shift` and not painted beyond it."""
    width, height = pages[0].width, pages[0].height
    halves = (
        (left, shift, SheetBox(-width, -height, 2 * width, 3 * height)),
        (right, width - shift, SheetBox(width, -height, 2 * width, 3 * height)),
    )
    parts = []
    for number, x, half in halves:
        box = SheetBox(x, 0, width, height)
        clip = box if number is None else box.grown(pages[number].bleed)
        parts.append(FacePage(number, box, clip.common(half), scale))
    return PieceFace(2 * width, height, tuple(parts), Lines((width,)))
