"""Filled shapes, and how near their edges the ink of text comes that stands on them.

A shape counts if it holds most of the text and is at least two lines high: a highlight, a table's
row or a label hugs its words on purpose. Shapes that a clip cuts, drawings of many parts, and text
in another content stream than its shape are not checked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final

from generator.pdfobjects.values import Matrix
from ..glyphs.shown_string import ShownString
from ..plane import Rectangle, within
from .notes import NearShape, Paint, is_white
from .painter import Painter
from .path_building import PathPart

FAR: Final = 2.6  # mm: ink farther from an edge than this and than FAR_EMS is not noted
FAR_EMS: Final = 0.25  # the same, of the text's size
LEAST: Final = 4.0  # mm: a smaller shape holds no text
LINES: Final = 2.0  # ems that a shape is high at least
HELD: Final = 0.6  # share of a text's ink that stands on its shape
LONGEST: Final = 3000  # bytes of a path: longer ones are drawings
KEPT_SHAPES: Final = 48
_PIECES: Final = 8  # of a curve
_PIECE: Final = 0.15  # mm of a slanting edge

EdgePoint = tuple[float, float]
ShapeEdge = tuple[EdgePoint, EdgePoint]


class FilledShape:
    """A filled path of a page whose unit is `mm` long."""

    def __init__(
        self,
        area: Rectangle,
        parts: tuple[PathPart, ...],
        matrix: Matrix,
        paints: tuple[Paint, ...],
        mm: float,
    ) -> None:
        self.area, self.parts, self.matrix, self.paints, self.mm = area, parts, matrix, paints, mm

    @property
    def key(self) -> tuple[object, ...]:
        """All that it is made of."""
        return self.area, self.parts, self.matrix, self.paints, self.mm

    @cached_property
    def edges(self) -> list[ShapeEdge]:
        """Its outline in straight parts, on the page."""
        a, b, c, d, e, f = self.matrix

        def placed(point: EdgePoint) -> EdgePoint:
            x, y = point
            return a * x + c * y + e, b * x + d * y + f

        return [(placed(one), placed(two)) for part in self.parts for one, two in _straight(part)]

    @cached_property
    def pieces(self) -> list[ShapeEdge]:
        """Its outline in straight parts, each small or flat."""
        found: list[ShapeEdge] = []
        for (x0, y0), (x1, y1) in self.edges:
            across, up = x1 - x0, y1 - y0
            shorter = min(abs(across), abs(up)) * self.mm
            count = max(1, math.ceil(shorter / _PIECE))
            points = [
                (x0 + across * step / count, y0 + up * step / count) for step in range(count + 1)
            ]
            found += pairwise(points)
        return found

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside it (by the even-odd rule)."""
        inside = False
        for (x0, y0), (x1, y1) in self.edges:
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
        return inside

    def near(self, ink: Rectangle, trim: Rectangle, far: float) -> list[ShapeEdge]:
        """The parts of its outline inside the trimmed page whose boxes come nearer to ink than
        `far` units."""
        left, bottom, right, top = ink
        left, bottom, right, top = left - far, bottom - far, right + far, top + far
        return [
            (one, two)
            for one, two in self.pieces
            if (one[0] < right or two[0] < right)
            and (one[0] > left or two[0] > left)
            and (one[1] < top or two[1] < top)
            and (one[1] > bottom or two[1] > bottom)
            and within(_around(one, two), trim) is not None
        ]


def _around(one: EdgePoint, two: EdgePoint) -> Rectangle:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def distance(ink: Rectangle, edges: Iterable[ShapeEdge], nearest: float) -> float:
    """From ink to the nearest of some straight edges, in units, but no more than `nearest`; 0 if
    they meet."""
    left, bottom, right, top = ink
    for one, two in edges:
        x0, y0, x1, y1 = _around(one, two)
        across, up = max(x0 - right, left - x1, 0.0), max(y0 - top, bottom - y1, 0.0)
        # no nearer than the box round it, which is soon measured
        if across < nearest and up < nearest and math.hypot(across, up) < nearest:
            nearest = min(nearest, _apart(ink, one, two) if across or up else 0.0)
    return nearest


def _apart(ink: Rectangle, one: EdgePoint, two: EdgePoint) -> float:
    """From ink to a straight line that does not meet it: an end of the line or a corner of the ink
    is where they are nearest."""
    left, bottom, right, top = ink
    ends = (
        math.hypot(max(x - right, left - x, 0.0), max(y - top, bottom - y, 0.0))
        for x, y in (one, two)
    )
    corners = ((x, y) for x in (left, right) for y in (bottom, top))
    return min(*ends, *(_from_line(corner, one, two) for corner in corners))


def _from_line(point: EdgePoint, one: EdgePoint, two: EdgePoint) -> float:
    (x, y), (x0, y0) = point, one
    across, up = two[0] - x0, two[1] - y0
    long = across * across + up * up
    share = ((x - x0) * across + (y - y0) * up) / long if long else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(x0 + share * across - x, y0 + share * up - y)


def keep_shape(painter: Painter, area: Rectangle, paints: tuple[Paint, ...]) -> None:
    """Keep a path that is filled, if text may stand on it."""
    frame = painter.page.frame
    if frame is None or painter.in_glyph:
        return
    left, bottom, right, top = area
    if min(right - left, top - bottom) * frame.mm < LEAST or painter.seen(area) != area:
        return
    parts = tuple(painter.path.parts)
    if sum(len(part.raw) for part in parts) > LONGEST:
        return
    shapes = painter.record.shapes
    shapes.append(FilledShape(area, parts, painter.stream.state.ctm, paints, frame.mm))
    del shapes[:-KEPT_SHAPES]


def note_near_shape(painter: Painter, seen: Rectangle, shown: ShownString) -> None:
    """Note a string whose ink comes near an edge of the shape that it stands on."""
    frame = painter.page.frame
    if frame is None or painter.in_glyph:
        return
    x, y = (seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2
    over = (
        shape
        for shape in reversed(painter.record.shapes)
        if shape.area[0] < x < shape.area[2] and shape.area[1] < y < shape.area[3]
    )
    shape = next(over, None)
    if shape is None:
        return
    em = shown.em
    far = max(FAR / frame.mm, FAR_EMS * em)
    left, bottom, right, top = shape.area
    if top - bottom < LINES * em:
        return
    shy = far + 0.15 * min(right - left, top - bottom)
    if (
        left + shy < seen[0]
        and seen[2] < right - shy
        and bottom + shy < seen[1]
        and seen[3] < top - shy
    ):
        return
    ink = shown.ink()
    if ink is None or painter.seen(ink) != ink or not _stands_on(ink, shape):
        return
    slack = 0.3 / frame.mm
    a, b, c, d = frame.trim
    trim = a + slack, b + slack, c - slack, d - slack
    edges = shape.near(ink, trim, far)
    if not edges:
        return
    nearest = far
    for box in shown.glyph_boxes():
        nearest = distance(box, edges, nearest)
    if nearest < far:
        white = all(map(is_white, shape.paints))
        detail = NearShape(round(nearest * frame.mm, 2), round(em * frame.mm, 2), white)
        painter.record.book.note(detail, ink, shown, len(painter.record.backgrounds))


def _stands_on(ink: Rectangle, shape: FilledShape) -> bool:
    """Whether ink stands on a shape, if perhaps over its edge."""
    held = within(ink, shape.area)
    if held is None:
        return False
    whole = (ink[2] - ink[0]) * (ink[3] - ink[1])
    share = (held[2] - held[0]) * (held[3] - held[1]) / whole if whole else 0.0
    return share >= HELD and shape.holds((ink[0] + ink[2]) / 2, (ink[1] + ink[3]) / 2)


def _straight(part: PathPart) -> Iterator[tuple[EdgePoint, EdgePoint]]:
    """A run of path operators in straight parts."""
    if part.box is None:
        numbers = list(map(float, part.raw.translate(None, b"re").split()))
        for index in range(0, len(numbers) - 3, 4):
            x, y, width, height = numbers[index : index + 4]
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            yield from zip(corners, [*corners[1:], corners[0]], strict=True)
        return
    start = at = (0.0, 0.0)
    values: list[float] = []
    for word in part.raw.replace(b"h", b" h ").split():
        if word not in (b"m", b"l", b"c", b"v", b"y", b"h"):
            values.append(float(word))
            continue
        points = list(zip(values[::2], values[1::2], strict=False))
        values = []
        if word == b"m" and points:
            if at != start:
                yield at, start
            start = at = points[-1]
            continue
        ends = [start] if word == b"h" else points[-1:]
        if word in (b"c", b"v", b"y") and len(points) >= 2:
            first = at if word == b"v" else points[0]
            second = points[1] if word == b"c" else points[0] if word == b"v" else points[-1]
            steps = range(1, _PIECES + 1)
            ends = [_on_curve(at, first, second, points[-1], step / _PIECES) for step in steps]
        for end in ends:
            yield at, end
            at = end
    if at != start:
        yield at, start


def _on_curve(a: EdgePoint, b: EdgePoint, c: EdgePoint, d: EdgePoint, t: float) -> EdgePoint:
    u = 1 - t
    x, y = (
        u**3 * p + 3 * u * u * t * q + 3 * u * t * t * r + t**3 * s
        for p, q, r, s in zip(a, b, c, d, strict=True)
    )
    return x, y
