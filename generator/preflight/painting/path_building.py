"""Builds a path (ISO 32000-1, 8.5.2): how far it reaches, and its parts."""

import math
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.values import IDENTITY, Malformed, Matrix
from ..plane import Rectangle, joined, moved

PathPoint = tuple[float, float]
# Outlines of more points than these are taken to be as thin as their upright bounding box.
_FEW = 5
# Bytes of a run of path operators from which its thickness is remembered.
_LONG = 1000


class PathPart(Struct, frozen=True):
    """A run of path operators as written, with the upright box round all points if they are no
    rectangles. Curved outlines are not measured one by one: they count as thick as their whole
    run."""

    raw: bytes
    box: Rectangle | None = None


def thinnest(parts: Iterable[PathPart], ctm: Matrix, cache: Cache) -> float:
    """The least thickness among the outlines of a path under `ctm`."""
    a, b, c, d = ctm[:4]
    if a == d > 0 and b == c == 0:
        return a * min([_thinnest_upright(part, cache) for part in parts], default=math.inf)
    # without its place, which would only add to the rounding
    turn = a, b, c, d, 0.0, 0.0
    return min([_thinnest(part, turn) for part in parts], default=math.inf)


@frozen_inputs
class ThinnestInputs(Inputs[float]):
    """The least thickness among the outlines in a long run of path operators as written."""

    part: PathPart

    def make(self, cache: Cache) -> float:
        return _thinnest(self.part, IDENTITY)

    def result_size(self, result: float) -> int:
        return len(self.part.raw)


def _thinnest_upright(part: PathPart, cache: Cache) -> float:
    if len(part.raw) < _LONG:
        return _thinnest(part, IDENTITY)
    return cache.get(ThinnestInputs(part))


def _thinnest(part: PathPart, ctm: Matrix) -> float:
    raw = part.raw
    if part.box is None:
        return thinnest_box(list(map(float, raw.translate(None, b"re").split())), ctm)
    if _curved(raw):
        return _side(part.box, ctm)
    return thinnest_shape(raw, ctm)


def thinnest_box(numbers: Sequence[float], ctm: Matrix) -> float:
    """The least thickness among rectangles `x y width height ...` under `ctm`."""
    a, b, c, d = ctm[:4]
    across, up, turned = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5, abs(a * d - b * c)
    # The height of a slanted rectangle on its longer side.
    slant = turned / (across * up) if across and up else 0.0
    widths, heights = numbers[2::4], numbers[3::4]
    sides = [min(abs(w) * across, abs(h) * up) for w, h in zip(widths, heights, strict=True)]
    return min(sides, default=0.0) * slant


def thinnest_shape(raw: bytes, ctm: Matrix) -> float:
    """The least thickness among the outlines in a run of m, l and h."""
    parts = [list(map(float, part.translate(None, b"lh").split())) for part in raw.split(b"m")]
    if len(parts) == 1:
        return _outline(parts[0], ctm)
    starts = [part[-2:] for part in parts[:-1]]
    ends = [*(part[:-2] for part in parts[1:-1]), parts[-1]]
    outlines = [start + end for start, end in zip(starts, ends, strict=True)]
    return min(_outline(points, ctm) for points in (parts[0][:-2], *outlines))


def _outline(points: Sequence[float], ctm: Matrix) -> float:
    if len(points) < 4:
        return math.inf
    xs, ys = points[::2], points[1::2]
    if len(xs) > _FEW:
        return _side((min(xs), min(ys), max(xs), max(ys)), ctm)
    if len(xs) == 4 and ctm is IDENTITY and _is_upright(xs, ys):  # most are the squares of codes
        width, height = xs[2] - xs[0], ys[2] - ys[0]
        return abs(width * height) / math.hypot(width, height) if width or height else 0.0
    corners = [*zip(xs, ys, strict=True)]
    if ctm is not IDENTITY:
        a, b, c, d = ctm[:4]
        corners = [(a * x + c * y, b * x + d * y) for x, y in corners]
    if len(corners) == 4:
        return _four_corners(*corners)
    twice = sum(x * v - u * y for (x, y), (u, v) in pairwise([*corners, corners[0]]))
    longest = max([math.hypot(x - u, y - v) for (x, y), (u, v) in combinations(corners, 2)])
    return abs(twice) / 2 / longest if longest else 0.0


def _is_upright(xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether four corners are those of an upright rectangle, one after another."""
    if ys[0] == ys[1]:
        return ys[2] == ys[3] and xs[1] == xs[2] and xs[0] == xs[3]
    return xs[0] == xs[1] and xs[2] == xs[3] and ys[1] == ys[2] and ys[0] == ys[3]


def _four_corners(p: PathPoint, q: PathPoint, r: PathPoint, s: PathPoint) -> float:
    (px, py), (qx, qy), (rx, ry), (sx, sy) = p, q, r, s
    hypot = math.hypot
    longest = max(
        hypot(px - qx, py - qy), hypot(px - rx, py - ry), hypot(px - sx, py - sy),
        hypot(qx - rx, qy - ry), hypot(qx - sx, qy - sy), hypot(rx - sx, ry - sy),
    )  # fmt: skip
    twice = px * qy - qx * py + (qx * ry - rx * qy) + (rx * sy - sx * ry) + (sx * py - px * sy)
    return abs(twice) / 2 / longest if longest else 0.0


def _side(box: Rectangle, ctm: Matrix) -> float:
    """The shorter side of an upright box round points, boxed again under `ctm`."""
    left, bottom, right, top = box if ctm is IDENTITY else moved(box, ctm)
    return min(right - left, top - bottom)


def _curved(raw: bytes) -> bool:
    return b"c" in raw or b"v" in raw or b"y" in raw


# Paths of more numbers than these have few different ones: drawings of many like marks.
_MANY = 1024


class CurrentPath(Struct, frozen=True):
    """A path: the upright box round it on the page, its parts, the two ends of a single straight
    line, and the box of the clip that it becomes once it is painted."""

    area: Rectangle | None = None
    parts: tuple[PathPart, ...] = ()
    line: tuple[float, ...] = ()
    clip: Rectangle | None = None


NO_PATH = CurrentPath()


class PathBuilder:
    """Builds a `CurrentPath`."""

    def __init__(self, path: CurrentPath = NO_PATH) -> None:
        self.area = path.area
        self.parts = list(path.parts)
        self.line = path.line
        self.clip = path.clip

    def built(self) -> CurrentPath:
        if self.area is None and self.clip is None:
            return NO_PATH
        return CurrentPath(self.area, tuple(self.parts), self.line, self.clip)

    def points(self, raw: bytes, ctm: Matrix) -> None:
        """Add a run of m, l, c, v, y and h as written. A curve reaches as far as its control
        points."""
        words = raw.translate(None, b"mlcvyh").split()
        if len(words) % 2:
            raise Malformed("a path with half a point")
        if not words:
            return
        across, up = words[::2], words[1::2]
        alone = self.area is None and len(words) == 4
        self.line = tuple(map(float, words)) if alone else ()
        if len(words) > _MANY:
            across, up = list(dict.fromkeys(across)), list(dict.fromkeys(up))
        xs, ys = list(map(float, across)), list(map(float, up))
        box = min(xs), min(ys), max(xs), max(ys)
        self.area = joined(self.area, moved(box, ctm))
        self.parts.append(PathPart(raw, box))

    def rectangles(self, raw: bytes, ctm: Matrix) -> None:
        """Add a run of `re` as written."""
        numbers = list(map(float, raw.translate(None, b"re").split()))
        self.line = ()
        for index in range(0, len(numbers), 4):
            x, y, width, height = numbers[index : index + 4]
            right, top = x + width, y + height
            box = min(x, right), min(y, top), max(x, right), max(y, top)
            self.area = joined(self.area, moved(box, ctm))
        self.parts.append(PathPart(raw))
