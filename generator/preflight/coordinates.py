"""Converts places: from a page's own coordinates to mm from the top left of the trimmed page."""

import math
from collections.abc import Iterable

from msgspec import Struct

from generator.problems import Place
from .plane import Rectangle, meet, within
from .report import PageBox, PageFacts

# Text may stand this much nearer than is safe, mm: boxes are written with a few decimals.
SLACK = 0.05


class PageFrame(Struct, frozen=True):
    """The geometry of a page in its own units: mm in one of them, the trimmed page, the page with
    its bleed, and the panels in which text keeps its distance from trim and folds."""

    mm: float
    trim: Rectangle
    bleed: Rectangle
    panels: tuple[Rectangle, ...]

    @property
    def pt(self) -> float:
        """Points in one unit of the page."""
        return self.mm * 72 / 25.4

    def clear(self, area: Rectangle) -> bool:
        """Whether `area` lies in one panel."""
        left, bottom, right, top = area
        for a, b, c, d in self.panels:
            if a <= left and right <= c and b <= bottom and top <= d:
                return True
        return False

    def touches(self, area: Rectangle) -> bool:
        """Whether `area` meets the trimmed page."""
        return meet(area, self.trim)


def place(number: int, page: PageFacts, unit: float, area: Rectangle) -> Place | None:
    """The place of `area` on the page (from 0), in units of `unit` mm, as a reader sees it, without
    parts off the sheet; None if nothing is left."""
    shown = within(tuple(edge * unit for edge in area), page.media)  # type: ignore[arg-type]
    if shown is None:
        return None
    return Place(number + 1, *(round(value, 2) + 0.0 for value in page.seen(shown)))


def area(
    page: PageFacts, unit: float, x: float, y: float, width: float, height: float
) -> Rectangle:
    """The area of the page, in its own units, that a reader sees at `x`, `y` mm from the top left
    of the trimmed page."""
    one, other = page.from_top_left(x, y), page.from_top_left(x + width, y + height)
    (left, right), (bottom, top) = (sorted(pair) for pair in zip(one, other, strict=True))
    return left / unit, bottom / unit, right / unit, top / unit


def page_frame(page: PageFacts, unit: float, folds: tuple[float, ...], safe: float) -> PageFrame:
    """The geometry that a page's notes refer to. `folds` are in mm from the left of the trimmed
    page as seen, and text keeps `safe` mm from them and from the trim."""
    width, height = page.size
    edges = [0.0, *sorted(fold for fold in folds if 0 < fold < width), width]
    margin = safe - SLACK
    panels = tuple(
        area(page, unit, left + margin, margin, right - left - 2 * margin, height - 2 * margin)
        for left, right in zip(edges, edges[1:], strict=False)
        if right - left > 2 * margin and height > 2 * margin
    )
    return PageFrame(
        unit, _units(page.visible_trim, unit), _units(page.bleed or page.visible_trim, unit), panels
    )


def _units(box: PageBox, unit: float) -> Rectangle:
    return box.left / unit, box.bottom / unit, box.right / unit, box.top / unit


def clearance(where: Place, size: tuple[float, float], folds: Iterable[float]) -> tuple[float, str]:
    """The distance of a place from the nearest edge of a page of that trimmed size, in mm (negative
    if it crosses the edge), and that edge."""
    left, top, right, bottom = where.x, where.y, where.x + where.width, where.y + where.height
    width, height = size
    clear, edge = min(left, top, width - right, height - bottom), "trim"
    for fold in folds:
        gap = max(left - fold, fold - right)
        if gap < clear:
            clear, edge = gap, "fold"
    return clear if math.isfinite(clear) else 0.0, edge
