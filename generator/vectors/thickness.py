"""Measures how thin the lines of a drawing are: its strokes, and its filled shapes.

It measures as preflight's rule `thin-lines` does, before a file is written: a stroke by its pen, a
shape of straight edges by its height on its longest side, and what has curves or many corners by
the upright box round it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final, NamedTuple, TypeAlias

from generator.pdfobjects.values import Matrix
from .model import PaintedPath, Stroke, Vector, VectorPath

_DrawnPoint: TypeAlias = tuple[float, float]
_DrawnBox: TypeAlias = tuple[float, float, float, float]

# Outlines of more corners are taken to be as thin as the upright box round them.
_FEW: Final = 5


class ThinPart(NamedTuple):
    """A part of a drawing that is `thick` at its thinnest, in the upright box `left`, `top`,
    `width` by `height`: all in the drawing's units."""

    thick: float
    left: float
    top: float
    width: float
    height: float


def thin_parts(drawing: Vector, least: float) -> list[ThinPart]:
    """The parts of a drawing that are thinner than `least`, in its units, the thinnest first."""
    page = (0.0, 0.0, drawing.width, drawing.height)
    found = []
    for mark in drawing.marks:
        part = _measured(mark)
        seen = part and _seen(part, mark, page)
        if part and seen and part.thick < least:
            found.append(ThinPart(part.thick, *seen))
    return sorted(found)


def _measured(mark: PaintedPath) -> ThinPart | None:
    """How thin a mark is; None if it is no line, as a fill with one of its own colour
    round it."""
    if mark.stroke and mark.fill == mark.stroke.colour:
        return None
    outlines = [*_outlines(mark.path)]
    if not outlines:
        return None
    whole = [point for outline in outlines for point in outline]
    if mark.stroke:
        thick = _pen(mark, mark.stroke)
        return ThinPart(thick, *_grown(_boxed(whole, mark.matrix), thick / 2))
    if any(name == "C" for name, *_ in mark.path):
        return ThinPart(_side(whole, mark.matrix), *_grown(_boxed(whole, mark.matrix), 0.0))
    thick, outline = min((_across(outline, mark.matrix), outline) for outline in outlines)
    return ThinPart(thick, *_grown(_boxed(outline, mark.matrix), 0.0))


def _seen(part: ThinPart, mark: PaintedPath, page: _DrawnBox) -> _DrawnBox | None:
    """The part inside the drawing and its clips, as left, top, width and height."""
    left, top, width, height = part[1:]
    right, bottom = left + width, top + height
    clips = [[point for one in _outlines(clip.path) for point in one] for clip in mark.clips]
    for box in (page, *map(_around, clips)):
        left, top = max(left, box[0]), max(top, box[1])
        right, bottom = min(right, box[2]), min(bottom, box[3])
    return (left, top, right - left, bottom - top) if left <= right and top <= bottom else None


def _pen(mark: PaintedPath, stroke: Stroke) -> float:
    """The width of the thinnest part of a stroke. Its pen is an ellipse if the matrix stretches; of
    a single straight line the direction is known."""
    a, b, c, d, _, _ = mark.matrix
    turned = abs(a * d - b * c)
    if [name for name, *_ in mark.path] == ["M", "L"]:
        (_, *start), (_, *end) = mark.path
        x, y = end[0] - start[0], end[1] - start[1]
        along = math.hypot(a * x + c * y, b * x + d * y)
        if along:
            return stroke.width * turned * math.hypot(x, y) / along
    squares = a * a + b * b + c * c + d * d
    widest = math.sqrt((squares + math.sqrt(max(0.0, squares**2 - 4 * turned**2))) / 2)
    return stroke.width * turned / widest if widest else 0.0


def _outlines(path: VectorPath) -> Iterator[list[_DrawnPoint]]:
    """The points of each outline of a path, those that pull its curves with them."""
    outline: list[_DrawnPoint] = []
    for name, *values in path:
        if name == "M":
            if len(outline) > 1:
                yield outline
            outline = []
        outline += zip(values[::2], values[1::2], strict=True)
    if len(outline) > 1:
        yield outline


def _across(outline: list[_DrawnPoint], matrix: Matrix) -> float:
    """The height of an outline of few corners on its longest side or diagonal."""
    if len(outline) > _FEW:
        return _side(outline, matrix)
    corners = _turned(outline, matrix)
    longest = max(math.dist(p, q) for p, q in combinations(corners, 2))
    around = pairwise([*corners, corners[0]])
    twice = sum(x * v - u * y for (x, y), (u, v) in around)
    return abs(twice) / 2 / longest if longest else 0.0


def _side(points: list[_DrawnPoint], matrix: Matrix) -> float:
    """The shorter side of the box round points, upright in their own units."""
    left, top, right, bottom = _around(points)
    box = [(left, top), (right, top), (right, bottom), (left, bottom)]
    left, top, right, bottom = _boxed(box, matrix)
    return min(right - left, bottom - top)


def _turned(points: list[_DrawnPoint], matrix: Matrix) -> list[_DrawnPoint]:
    a, b, c, d, e, f = matrix
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def _boxed(points: list[_DrawnPoint], matrix: Matrix) -> _DrawnBox:
    """The upright box round points in the drawing's units: left, top, right and bottom."""
    return _around(_turned(points, matrix))


def _around(points: list[_DrawnPoint]) -> _DrawnBox:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _grown(box: _DrawnBox, by: float) -> _DrawnBox:
    """A box as left, top, width and height, larger on each side."""
    left, top, right, bottom = box
    return left - by, top - by, right - left + 2 * by, bottom - top + 2 * by
