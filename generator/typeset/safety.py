"""Checks that text keeps clear of the trim and the folds. It measures ink, not advances."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.page import Box, GlyphRun, Group, Mark, Shape, Tag, path_box
from generator.problems import Problem, error
from .bidi import as_read
from .glyph_ink import ink_of

SLACK = 0.02  # mm: what lengths are rounded to


class SafeSheet(NamedTuple):
    """A page of `width` by `height` mm with folds at so many mm from its left edge. What stands in
    the frame called `where` keeps `safe` mm from the trim and the folds."""

    width: float
    height: float
    folds: tuple[float, ...]
    safe: float
    where: str

    def clearance(self, box: Box) -> tuple[float, str]:
        """The distance of a box from the nearest edge (mm, negative if it crosses), and the
        edge."""
        left, top, right, bottom = box
        clear, edge = min(left, top, self.width - right, self.height - bottom), "trim"
        for fold in self.folds:
            gap = max(left - fold, fold - right)
            if gap < clear:
                clear, edge = gap, "fold"
        return clear, edge


def ink(run: GlyphRun) -> Box | None:
    """The box round a run's ink on the page; None if it has none."""
    box = ink_of(run.font, run.size, run.clusters)
    if box is None:
        return None
    left, top, right, bottom = box
    return run.x + left, run.y + top, run.x + right, run.y + bottom


def runs(marks: Iterable[Mark]) -> Iterator[GlyphRun]:
    """Every glyph run among marks, however deep."""
    for mark in marks:
        if isinstance(mark, GlyphRun):
            yield mark
        elif isinstance(mark, Group | Tag):
            yield from runs(mark.marks)


def clear_of(x: float, width: float, height: float, folds: Iterable[float], safe: float) -> Box:
    """The part of the page round `x` that keeps `safe` mm from the trim and from every fold."""
    folds = sorted(folds)
    left = max((fold for fold in folds if fold <= x), default=0.0)
    right = min((fold for fold in folds if fold > x), default=width)
    return left + safe, safe, right - safe, height - safe


def too_near(text: Iterable[GlyphRun], sheet: SafeSheet) -> list[Problem]:
    """The text that is too near the trim or a fold, once for each place that it came from."""
    problems: dict[object, Problem] = {}
    for run in text:
        box = ink(run)
        if box is None or run.key in problems:
            continue
        clear, edge = sheet.clearance(box)
        if clear < sheet.safe - 0.01:
            words = as_read(run)
            shown = words if len(words) <= 40 else words[:39] + "…"
            hint = "shorten it, or widen the frame's margins in the layout"
            problems[run.key] = _near(f'"{shown}"', clear, edge, sheet, run.key, hint)
    return list(problems.values())


def shapes_too_near(marks: Iterable[Mark], sheet: SafeSheet) -> list[Problem]:
    """The bubbles, their tails with them, that are too near the trim or a fold. They hold words, so
    none runs off the page."""
    marks = tuple(marks)
    key = next((run.key for run in runs(marks)), "")
    hint = "shorten its words, or widen the frame's margins in the layout"
    found = (sheet.clearance(box) for box in _bubbles(marks))
    return [
        _near("a bubble", clear, edge, sheet, key, hint)
        for clear, edge in found
        if clear < sheet.safe - SLACK
    ]


def _near(thing: str, clear: float, edge: str, sheet: SafeSheet, key: str, hint: str) -> Problem:
    message = f"{thing} crosses the {edge}"
    if clear >= 0:
        message = f"{thing} stands {clear:.1f} mm from the {edge}, nearer than {sheet.safe:g} mm"
    return error("too-near", message, key, hint, [f"it stands in {sheet.where}"])


def _bubbles(marks: Iterable[Mark]) -> Iterator[Box]:
    for mark in marks:
        if isinstance(mark, Group | Tag):
            yield from _bubbles(mark.marks)
        elif isinstance(mark, Shape) and mark.kind == "bubble":
            yield path_box(mark.path)
