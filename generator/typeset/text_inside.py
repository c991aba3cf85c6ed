"""Measures how near text comes to the edge of the bubble or band that it stands on. How far it is
from the edges of a panel is for the layout's margins to say.

Preflight measures the same of the finished file and shares no code with this. It knows no words, so
whoever wrote them would not learn which to shorten.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.design.clearances import Clearances
from generator.page import Box, GlyphRun, Group, Mark, Path, Shape, Tag, around, path_box
from generator.units import MM_PER_PT
from .ink_boxes import ink_pieces

SLACK: Final = 0.04  # mm: less than preflight allows
LEAST: Final = 4.0  # mm: no text stands on a smaller shape
LINES: Final = 2.0  # ems: a lower one hugs its words on purpose
HELD: Final = 0.6  # of a text's ink, on the shape that it stands on
TRIMMED: Final = 0.3  # mm from the trim: what ends there is cut, and is no edge
_CURVE: Final = 16  # straight pieces of a curve
_PIECE: Final = 0.15  # mm of a slanting line

GroundPoint = tuple[float, float]
GroundEdge = tuple[GroundPoint, GroundPoint]


class TextNearEdge(NamedTuple):
    """Text nearer to the edge of its shape than it may be, and how near, mm."""

    run: GlyphRun
    box: Box
    apart: float
    least: float


class TextGround(Struct, frozen=True, dict=True):
    """A shape that text may stand on. Its `edge` is straight lines."""

    box: Box
    path: Path
    white: bool

    @cached_property
    def edge(self) -> list[GroundEdge]:
        return list(_straight(self.path))


@frozen_inputs
class TextInsideInputs(Inputs[tuple[TextNearEdge, ...]]):
    """The text of a group that is too near the edge of a shape of the group, on a page that is
    trimmed to `width` by `height` mm."""

    group: Group
    rules: Clearances
    width: float
    height: float

    def make(self, cache: Cache) -> tuple[TextNearEdge, ...]:
        return tuple(self._found(self.group.marks, []))

    def _found(self, marks: Iterable[Mark], grounds: list[TextGround]) -> Iterator[TextNearEdge]:
        """What is too near among marks, in the order in which they are painted. Shapes are added to
        the grounds."""
        for mark in marks:
            if isinstance(mark, Shape) and mark.fill is not None:
                box = path_box(mark.path)
                if min(box[2] - box[0], box[3] - box[1]) >= LEAST:
                    grounds.append(TextGround(box, mark.path, mark.fill.ink == 0))
            elif isinstance(mark, GlyphRun):
                near = self._near(mark, grounds)
                if near is not None:
                    yield near
            elif isinstance(mark, Tag) or (isinstance(mark, Group) and not mark.static):
                yield from self._found(mark.marks, grounds)

    def _near(self, run: GlyphRun, grounds: list[TextGround]) -> TextNearEdge | None:
        letters = [piece.box for piece in ink_pieces(run)]
        box = around(letters)
        if box is None:
            return None
        em = run.size * MM_PER_PT
        least = max(self.rules.bubble, self.rules.bubble_em * em)
        under = _under(box, grounds)
        if under is None or under.box[3] - under.box[1] < LINES * em or _is_well_in(box, under):
            return None
        apart = self._apart(letters, box, under, least)
        return TextNearEdge(run, box, apart, least) if apart < least - SLACK else None

    def _apart(self, letters: Iterable[Box], box: Box, under: TextGround, least: float) -> float:
        """From the ink of letters to the edge of their shape, mm, or `least` if that is less."""
        if not _holds(under.edge, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2):
            return least
        reach = box[0] - least, box[1] - least, box[2] + least, box[3] + least
        near = [line for line in under.edge if _reaches(line, reach)]
        sheet = TRIMMED, TRIMMED, self.width - TRIMMED, self.height - TRIMMED
        edges = [
            part
            for line in near
            for part in _parted(*line, _PIECE)
            if _reaches(part, reach) and _reaches(part, sheet)
        ]
        nearest = least
        for letter in letters if edges else ():
            nearest = min(nearest, *(_distance(letter, line) for line in edges))
        return nearest

    def result_size(self, result: tuple[TextNearEdge, ...]) -> int:
        return 500 + 2000 * len(result)


def _under(box: Box, grounds: list[TextGround]) -> TextGround | None:
    """The shape that text stands on, if that can be seen: the last one painted before it. A white
    one shows on another ground alone."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    found = [each for each in grounds if _is_in(each.box, x, y)]
    if not found:
        return None
    under = found.pop()
    if under.white:
        below = [each for each in found if _contains(each.box, box)]
        if not below or below[-1].white:
            return None
    left, top, right, bottom = under.box
    held = max(0.0, min(right, box[2]) - max(left, box[0]))
    held *= max(0.0, min(bottom, box[3]) - max(top, box[1]))
    return under if held >= HELD * (box[2] - box[0]) * (box[3] - box[1]) else None


def _is_in(box: Box, x: float, y: float) -> bool:
    return box[0] < x < box[2] and box[1] < y < box[3]


def _contains(outer: Box, box: Box) -> bool:
    return outer[0] <= box[0] and outer[1] <= box[1] and box[2] <= outer[2] and box[3] <= outer[3]


def _is_well_in(box: Box, under: TextGround) -> bool:
    """Whether text is so far inside the box round its shape that no corner is near."""
    left, top, right, bottom = under.box
    shy = 2.6 + 0.15 * min(right - left, bottom - top)
    return _contains((left + shy, top + shy, right - shy, bottom - shy), box)


def _reaches(line: GroundEdge, box: Box) -> bool:
    """Whether the box round a line and another meet."""
    (a, b), (c, d) = line
    left, top, right, bottom = box
    return (
        (a >= left or c >= left)
        and (a <= right or c <= right)
        and (b >= top or d >= top)
        and (b <= bottom or d <= bottom)
    )


def _holds(edge: Iterable[GroundEdge], x: float, y: float) -> bool:
    """Whether a point lies inside an edge, by the even-odd rule."""
    inside = False
    for (x0, y0), (x1, y1) in edge:
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside


def _straight(path: Path) -> Iterator[GroundEdge]:
    """A path in straight lines."""
    start = at = (0.0, 0.0)
    for segment in path:
        kind, values = segment[0], [float(value) for value in segment[1:]]
        points = list(zip(values[::2], values[1::2], strict=True))
        if kind == "M":
            start = at = points[0]
            continue
        if kind == "C":
            found = [_on_curve(at, points, step / _CURVE) for step in range(1, _CURVE + 1)]
        else:
            found = [start if kind == "Z" else points[0]]
        yield from pairwise([at, *found])
        at = found[-1]


def _parted(one: GroundPoint, two: GroundPoint, piece: float) -> Iterator[GroundEdge]:
    """A line in parts, each so small or so flat that the box round it is as good as the line."""
    across, down = two[0] - one[0], two[1] - one[1]
    count = max(1, math.ceil(min(abs(across), abs(down)) / piece))
    points = [
        (one[0] + across * step / count, one[1] + down * step / count) for step in range(count + 1)
    ]
    return pairwise(points)


def _on_curve(at: GroundPoint, points: Sequence[GroundPoint], t: float) -> GroundPoint:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = at, *points
    u = 1 - t
    a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
    return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _distance(box: Box, line: GroundEdge) -> float:
    """From a box to a part of an edge, mm; 0 if they meet."""
    left, top, right, bottom = box
    (a, b), (c, d) = line
    across = max(min(a, c) - right, left - max(a, c), 0.0)
    down = max(min(b, d) - bottom, top - max(b, d), 0.0)
    if not across and not down:
        return 0.0
    # they are nearest where a corner of the box, or an end of the line, is
    corners = ((x, y) for x in (left, right) for y in (top, bottom))
    ends = (
        math.hypot(max(x - right, left - x, 0.0), max(y - bottom, top - y, 0.0)) for x, y in line
    )
    return min(*ends, *(_from_line(corner, line) for corner in corners))


def _from_line(point: GroundPoint, line: GroundEdge) -> float:
    (x, y), (a, b), (c, d) = point, *line
    across, down = c - a, d - b
    long = across * across + down * down
    share = ((x - a) * across + (y - b) * down) / long if long else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(a + share * across - x, b + share * down - y)
