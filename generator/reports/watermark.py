"""The word PROOF over a page, as outlines that stop wherever they would touch a text, a code or a
logo: it looks as if it lay beneath them, and hides nothing. In each part of the page it stands
where most of it is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil, cos, hypot, radians, sin
from typing import Final, TypeAlias

from generator.colour import Colour
from generator.page import Box, Page, Path, Segment, Shape
from generator.press.lettering import LETTER, Point, width, words
from generator.units import MM_PER_PT
from .page_ink import Obstacles
from .placed_pages import At

WORD: Final = "PROOF"
SIGN: Final = Colour("proof", (0, 100, 20, 0), "#D1006F")
HALO: Final = Colour("white", (0, 0, 0, 0), "#FFFFFF")
LINE: Final = 0.45  # mm
AROUND: Final = 1.1  # mm of white under a line, which shows it on dark grounds
CLEAR: Final = 0.6  # mm between a line and what it must not touch

_ANGLE: Final = radians(-32)
_ALONG, _DOWN = cos(_ANGLE), sin(_ANGLE)
_CELLS: Final = (55.0, 150.0)  # mm between two words, at least and at most
_ACROSS: Final = 0.84  # of a cell that a word takes
_USUAL: Final = 210.0  # mm: lines are heavier on a page that is not so narrow
_SCALES: Final = (1.0, 0.75, 0.5)  # of the largest word in a cell
_TRIES: Final = 5  # places across a cell, and twice as many down
_SKIPPED: Final = 14  # of the points of the word, where places are compared
_LEAST: Final = 5.0  # mm: a shorter stretch would be a speck
_STEP: Final = 0.8  # mm of an outline that is drawn or left out
_CURVE: Final = 8  # lines for a curve

Polyline: TypeAlias = list[Point]


def watermark(page: Page, around: Obstacles, at: At) -> tuple[Shape, ...]:
    """The word in every part of a page, drawn with the page's corner at a place."""
    around = Obstacles((*around.boxes, *_outside(page)))
    lines = [
        line
        for whole in _outlines(page, around)
        for line in _clear(whole, page, around)
        if len(line) * _STEP > _LEAST
    ]
    path: list[Segment] = []
    for line in lines:
        for number, point in enumerate(line):
            path.append(("L" if number else "M", *at.point(*point)))
    if not path:
        return ()
    drawn: Path = tuple(path)
    heavier = max(1.0, min(page.width, page.height) / _USUAL)
    return (
        Shape(drawn, None, HALO, AROUND * heavier, kind="mark"),
        Shape(drawn, None, SIGN, LINE * heavier, kind="mark"),
    )


def _outside(page: Page) -> Iterator[Box]:
    """Strips along the edges of a page."""
    wide, high, deep = page.width, page.height, _CELLS[0] / 2
    yield -deep, -deep, wide + deep, 0.0
    yield -deep, high, wide + deep, high + deep
    yield -deep, -deep, 0.0, high + deep
    yield wide, -deep, wide + deep, high + deep


def _outlines(page: Page, around: Obstacles) -> Iterator[Polyline]:
    """The outlines of each word: one in every cell of a grid."""
    free = _Free(page, around)
    for cell in _grid(page):
        left, top, right, bottom = cell
        largest = _ACROSS * _fitting(right - left, bottom - top)
        seats = [
            (largest * scale, _middle(cell, largest * scale, x, y))
            for scale in _SCALES
            for x in range(_TRIES)
            for y in range(2 * _TRIES)
        ]
        across, middle = max(seats, key=lambda seat: _worth(seat, free))
        for line in _word():
            yield [_turned(point, across, middle) for point in line]


def _grid(page: Page) -> Iterator[Box]:
    """The cells of a page: parts of its panels, or of the whole."""
    side = min(max(min(page.width, page.height) / 2, _CELLS[0]), _CELLS[1])
    rows = max(1, round(page.height / side))
    high = page.height / rows
    edges = [0.0, *page.folds, page.width]
    if not page.folds:
        columns = max(1, round(page.width / side))
        edges = [page.width * number / columns for number in range(columns + 1)]
    for left, right in zip(edges, edges[1:], strict=False):
        for row in range(rows):
            yield left, row * high, right, (row + 1) * high


def _fitting(wide: float, high: float) -> float:
    """The width of the largest word in so much room."""
    share, along, down = _share(), _ALONG, abs(_DOWN)
    return min(wide / (along + share * down), high / (down + share * along))


def _middle(cell: Box, across: float, x: int, y: int) -> Point:
    """One of the places where a word in a cell may have its middle."""
    share, along, down = _share(), _ALONG, abs(_DOWN)
    wide, high = across * (along + share * down), across * (down + share * along)
    left, top, right, bottom = cell
    free_x, free_y = max(0.0, right - left - wide), max(0.0, bottom - top - high)
    return (
        left + (right - left - free_x) / 2 + free_x * x / (_TRIES - 1),
        top + (bottom - top - free_y) / 2 + free_y * y / (2 * _TRIES - 1),
    )


class _Free:
    """The square millimetres of a page in which a line touches nothing."""

    def __init__(self, page: Page, around: Obstacles) -> None:
        self._columns, self._rows = ceil(page.width), ceil(page.height)
        self._taken = bytearray(self._columns * self._rows)
        reach = AROUND / 2 + CLEAR
        for left, top, right, bottom in around.boxes:
            first = max(0, int(left - reach))
            last = min(self._columns, ceil(right + reach))
            for row in range(max(0, int(top - reach)), min(self._rows, ceil(bottom + reach))):
                start = row * self._columns
                self._taken[start + first : start + last] = b"\x01" * max(0, last - first)

    def has(self, point: Point) -> bool:
        column, row = int(point[0]), int(point[1])
        inside = 0 <= column < self._columns and 0 <= row < self._rows
        return inside and not self._taken[row * self._columns + column]


def _worth(seat: tuple[float, Point], free: _Free) -> float:
    """How good a place is: much of the word is seen, and it is large."""
    across, middle = seat
    points = _sample()
    seen = sum(free.has(_turned(point, across, middle)) for point in points)
    return (seen / len(points)) ** 3 * across


@cache
def _sample() -> tuple[Point, ...]:
    """Some points of the word's outlines."""
    return tuple(point for line in _word() for point in line[::_SKIPPED])


@cache
def _word() -> tuple[tuple[Point, ...], ...]:
    """The outlines of the word 1 mm wide, about their own middle."""
    size = 100.0
    shape = words(WORD, 0, 0, size, SIGN, bold=True)
    whole = width(WORD, size, bold=True)
    lines = _flattened(shape.path)
    return tuple(tuple((x / whole - 0.5, y / whole + _share() / 2) for x, y in line)
                 for line in lines)  # fmt: skip


@cache
def _share() -> float:
    """The height of the word's capitals, of its width."""
    return 100.0 * LETTER * MM_PER_PT / width(WORD, 100.0, bold=True)


def _turned(point: Point, scale: float, middle: Point) -> Point:
    x, y = point[0] * scale, point[1] * scale
    return middle[0] + x * _ALONG - y * _DOWN, middle[1] + x * _DOWN + y * _ALONG


def _flattened(path: Path) -> Iterator[Polyline]:
    """The closed outlines of a path, curves as short lines."""
    line: Polyline = []
    for segment in path:
        if len(segment) == 1:
            yield [*line, line[0]]
            line = []
        elif len(segment) == 7:
            _, *values = segment
            start = line[-1]
            line += [_on_curve(start, values, n / _CURVE) for n in range(1, _CURVE + 1)]
        else:
            _, x, y = segment
            line = [*line, (x, y)] if segment[0] == "L" else [(x, y)]


def _on_curve(start: Point, values: Sequence[float], t: float) -> Point:
    x1, y1, x2, y2, x3, y3 = values
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return a * start[0] + b * x1 + c * x2 + d * x3, a * start[1] + b * y1 + c * y2 + d * y3


def _clear(line: Polyline, page: Page, around: Obstacles) -> Iterator[Polyline]:
    """The stretches of an outline that touch nothing."""
    reach = AROUND / 2 * max(1.0, min(page.width, page.height) / _USUAL) + CLEAR
    yield from clear_stretches(line, around, reach)


def clear_stretches(line: Polyline, around: Obstacles, reach: float) -> Iterator[Polyline]:
    """The stretches of a line that keep so far from everything."""
    found: Polyline = []
    for start, end in zip(line, line[1:], strict=False):
        steps = max(1, ceil(hypot(end[0] - start[0], end[1] - start[1]) / _STEP))
        for step in range(steps):
            first, last = (_between(start, end, part / steps) for part in (step, step + 1))
            box = (
                min(first[0], last[0]) - reach,
                min(first[1], last[1]) - reach,
                max(first[0], last[0]) + reach,
                max(first[1], last[1]) + reach,
            )
            if not around.touches(box):
                found = [*found, last] if found else [first, last]
            elif found:
                yield found
                found = []
    if found:
        yield found


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
