"""Joins several shapes that clip together into one path."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from .model import Clip, Unusable, VectorPath


class ClipShape(NamedTuple):
    """One shape of a clip path, in the drawing's units."""

    path: VectorPath
    evenodd: bool


def joined(outlines: Sequence[ClipShape]) -> Clip:
    """The union of the shapes. Raises `Unusable` where one path cannot describe it."""
    shapes = [one for one in outlines if one.path]
    path = tuple(segment for one in shapes for segment in one.path)
    if len(shapes) < 2:
        return Clip(path, bool(shapes) and shapes[0].evenodd)
    apart = all(not _meet(_box(a.path), _box(b.path)) for a, b in combinations(shapes[:100], 2))
    if len({one.evenodd for one in shapes}) == 1 and apart and len(shapes) <= 100:
        return Clip(path, shapes[0].evenodd)
    turns = {turn for one in shapes for turn in _turns(one.path)}
    if len(turns) > 1 or any(one.evenodd for one in shapes):
        raise Unusable("is clipped by several shapes that overlap", "expand its clipping masks")
    return Clip(path, False)


def _box(path: VectorPath) -> tuple[float, float, float, float]:
    xs = [number for _, *values in path for number in values[::2]]
    ys = [number for _, *values in path for number in values[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _turns(path: VectorPath) -> Iterator[bool]:
    """The direction of each subpath: True for clockwise, as y points downwards."""
    points: list[tuple[float, float]] = []
    for name, *values in (*path, ("M", 0.0, 0.0)):
        if name == "M" and len(points) > 2:
            pairs = zip(points, [*points[1:], points[0]], strict=True)
            yield sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) > 0
        if name == "M":
            points = []
        points += zip(values[::2], values[1::2], strict=True)
