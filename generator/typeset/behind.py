"""What stands behind the bubbles on a picture: whether they show on it, and what they hide."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, field

from generator.colour import Colour, luminance
from generator.page import Box, Path
from generator.pictures import Thumbnail

SHOWS: Final = 3.0  # contrast of a bubble with what is behind its edge
BAND: Final = 4.0  # mm to each side of an edge that are looked at
SHARE: Final = 0.1  # of the band that must be picture for it to count
STEPS: Final = 8  # points along a curve
GRID: Final = 48  # points along a side of a slot, to measure what is covered

PagePoint = tuple[float, float]


class Behind(Struct):
    """A picture at `box`, of which the slot shows `shown`, under bubbles; lengths are mm of the
    page. `weight` is that of a line round a bubble which would not show. `bubbles` are those drawn
    on it so far, as polygons."""

    box: Box
    shown: Box
    thumbnail: Thumbnail
    weight: float
    bubbles: list[Sequence[PagePoint]] = field(default_factory=list)

    def line(self, path: Path, fill: Colour) -> float:
        """Weight of the line that a bubble needs, in the layout's mm; it is noted as drawn."""
        polygon = list(points(path))
        self.bubbles.append(polygon)
        seen = list(self._seen(polygon))
        found = [light for light in seen if light is not None]
        if self.thumbnail.pixels and len(found) < SHARE * len(seen):
            return 0.0
        if not found:
            return self.weight
        from statistics import median

        gray = median(found)
        ratio = (max(gray, own := luminance(fill.rgb)) + 0.05) / (min(gray, own) + 0.05)
        return 0.0 if ratio >= SHOWS else self.weight

    def _seen(self, polygon: Sequence[PagePoint]) -> Iterator[float | None]:
        """How light the picture is at each place of the band along an edge; None where it shows
        nothing."""
        for x, y in along(polygon, BAND / 2):
            for dx, dy in ((0, 0), (-BAND, 0), (BAND, 0), (0, -BAND), (0, BAND)):
                yield self._light(x + dx, y + dy)

    def _light(self, x: float, y: float) -> float | None:
        left, top, right, bottom = self.shown
        if not (self.thumbnail.pixels and left <= x <= right and top <= y <= bottom):
            return None
        left, top, right, bottom = self.box
        colour = self.thumbnail.at((x - left) / (right - left), (y - top) / (bottom - top))
        return None if colour is None else luminance(colour)

    def covered(self) -> float:
        """The share of the slot that bubbles cover."""
        left, top, right, bottom = self.shown
        hidden = sum(
            any(inside(polygon, (x, y)) for polygon in self.bubbles)
            for x in _middles(left, right)
            for y in _middles(top, bottom)
        )
        return hidden / GRID**2

    def distance(self, focus: PagePoint) -> float:
        """How far the nearest bubble keeps from a point, mm; 0 if it hides the point."""
        return min((_away(polygon, focus) for polygon in self.bubbles), default=math.inf)


def _middles(low: float, high: float) -> Iterator[float]:
    return (low + (high - low) * (step + 0.5) / GRID for step in range(GRID))


def points(path: Path) -> Iterator[PagePoint]:
    """The points of a closed path, its curves as short lines."""
    last: PagePoint = (0.0, 0.0)
    for segment in path:
        if segment[0] == "C":
            _, x1, y1, x2, y2, x, y = segment  # type: ignore[misc]
            for step in range(1, STEPS + 1):
                t = step / STEPS
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                yield (
                    a * last[0] + b * x1 + c * x2 + d * x,
                    a * last[1] + b * y1 + c * y2 + d * y,
                )
            last = (x, y)
        elif segment[0] != "Z":
            _, x, y = segment  # type: ignore[misc]
            last = (x, y)
            yield last


def along(polygon: Sequence[PagePoint], step: float) -> Iterator[PagePoint]:
    """Points on the edge of a polygon, about `step` apart."""
    for (x, y), (to_x, to_y) in pairwise([*polygon, polygon[0]]):
        count = max(1, math.ceil(math.dist((x, y), (to_x, to_y)) / step))
        for number in range(count):
            share = number / count
            yield x + (to_x - x) * share, y + (to_y - y) * share


def inside(polygon: Sequence[PagePoint], point: PagePoint) -> bool:
    """Whether a point lies in a polygon (by the parity of the edges to its right)."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in pairwise([*polygon, polygon[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd


def _away(polygon: Sequence[PagePoint], point: PagePoint) -> float:
    if inside(polygon, point):
        return 0.0
    return min(_from_edge(point, *edge) for edge in pairwise([*polygon, polygon[0]]))


def _from_edge(point: PagePoint, a: PagePoint, b: PagePoint) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(point, (a[0] + share * dx, a[1] + share * dy))
