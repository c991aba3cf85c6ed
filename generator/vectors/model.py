"""A drawing as painted paths, with the plane geometry to place them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from generator.pdfobjects.values import Matrix

VectorSegment: TypeAlias = tuple[str, *tuple[float, ...]]
VectorPath: TypeAlias = tuple[VectorSegment, ...]
"""`("M", x, y)`, `("L", x, y)`, `("C", x1, y1, x2, y2, x, y)` and `("Z",)`."""

# No drawing has numbers beyond this, in any units.
MOST: Final = 1e9
# More than any logo needs, and few enough to read and write quickly.
MOST_MARKS: Final = 5_000
MOST_SEGMENTS: Final = 200_000
MOST_DASHES: Final = 10_000
DEEPEST: Final = 40


class Unusable(Exception):
    """A drawing or picture cannot be printed exactly.

    `message` says why, to be read after the file's name; `hint` says what to do; `line` is the line
    of the file, from 1, or 0.
    """

    def __init__(self, message: str, hint: str, line: int = 0) -> None:
        super().__init__(message, hint, line)
        self.hint, self.line = hint, line
        self.message = f"{message} (in its line {line})" if line else message

    def __str__(self) -> str:
        return self.message

    def at(self, line: int) -> Unusable:
        """The same with a line of the file, unless it has one."""
        return self if self.line else Unusable(self.message, self.hint, line)


class DeviceColour(Struct, frozen=True):
    """A colour as the file gives it: 1, 3 or 4 numbers from 0 to 1 for gray, sRGB or CMYK."""

    values: tuple[float, ...]


class Stroke(NamedTuple):
    """A stroke, in the path's units. `cap` and `join` are PDF's numbers."""

    colour: DeviceColour
    width: float
    cap: int = 0
    join: int = 0
    mitre: float = 4.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0


class Clip(NamedTuple):
    """A path in the drawing's units, outside which nothing shows."""

    path: VectorPath
    evenodd: bool


class PaintedPath(NamedTuple):
    """A path that is filled, stroked or both. `matrix` takes it to the drawing's units."""

    path: VectorPath
    matrix: Matrix
    fill: DeviceColour | None
    evenodd: bool
    stroke: Stroke | None
    clips: tuple[Clip, ...]

    @property
    def reach(self) -> float:
        """An upper bound of its distance from the drawing's corner; NaN if there is none."""
        a, b, c, d, e, f = self.matrix
        most = max((abs(number) for _, *values in self.path for number in values), default=0.0)
        if self.stroke:
            most += self.stroke.width * max(1.0, self.stroke.mitre)
        return most * max(abs(a) + abs(c), abs(b) + abs(d)) + max(abs(e), abs(f))

    def meets(self, width: float, height: float) -> bool:
        """Whether the box round it, and round each of its clips, meets a sheet of this size."""
        a, b, c, d, _, _ = self.matrix
        wide = self.stroke.width * max(1.0, self.stroke.mitre) if self.stroke else 0.0
        paths = [(moved(self.path, self.matrix), wide * max(abs(a) + abs(c), abs(b) + abs(d)))]
        for path, more in (*paths, *((clip.path, 0.0) for clip in self.clips)):
            xs = [number for _, *values in path for number in values[::2]]
            ys = [number for _, *values in path for number in values[1::2]]
            if not xs or min(xs) - more > width or max(xs) + more < 0:
                return False
            if min(ys) - more > height or max(ys) + more < 0:
                return False
        return True


class Vector(NamedTuple):
    """A drawing of `width` by `height` in its own units, from the top left."""

    width: float
    height: float
    marks: tuple[PaintedPath, ...]


def moved(path: VectorPath, by: Matrix) -> VectorPath:
    """The path after the matrix `by`."""
    a, b, c, d, e, f = by
    found: list[VectorSegment] = []
    for name, *values in path:
        pairs = zip(values[::2], values[1::2], strict=True)
        points = ((a * x + c * y + e, b * x + d * y + f) for x, y in pairs)
        found.append((name, *(number for point in points for number in point)))
    return tuple(found)


def box(x: float, y: float, width: float, height: float) -> VectorPath:
    """A rectangle."""
    return (
        ("M", x, y),
        ("L", x + width, y),
        ("L", x + width, y + height),
        ("L", x, y + height),
        ("Z",),
    )


def _length(path: VectorPath) -> float:
    """An upper bound of a path's length: along its control points, and closed."""
    points = [point for _, *values in path for point in zip(values[::2], values[1::2], strict=True)]
    return sum(math.dist(a, b) for a, b in pairwise([*points, *points[:1]]))


class Marks:
    """Collects the marks of a drawing while it is read, up to a limit."""

    def __init__(self) -> None:
        self.found: list[PaintedPath] = []
        self.segments = 0

    def add(self, mark: PaintedPath) -> None:
        """Add a mark, unless none of it can show. Raises `Unusable` if there are too many."""
        if not all(clip.path for clip in mark.clips):
            return
        dash = mark.stroke.dash if mark.stroke else ()
        if dash and _length(mark.path) > MOST_DASHES * sum(dash):
            raise Unusable("has lines of too many dashes", "draw the dashes as shapes, or fewer")
        self.found.append(mark)
        self.spend(len(mark.path) + sum(len(clip.path) for clip in mark.clips))

    def spend(self, segments: int) -> None:
        """Count segments that were read. Raises `Unusable` if there are too many."""
        self.segments += segments
        if len(self.found) > MOST_MARKS or self.segments > MOST_SEGMENTS:
            raise Unusable(
                f"is too detailed for a logo: more than {MOST_MARKS} shapes, or "
                f"{MOST_SEGMENTS} points",
                "ask for the plain logo, or export it as PNG at 600 pixels per inch",
            )

    def drawing(self, width: float, height: float) -> Vector:
        """The finished drawing. Raises `Unusable` if nothing shows in it."""
        if not self.found:
            raise Unusable("has nothing in it that prints", "export it anew with its shapes")
        size = max(width, height)
        if not all(mark.reach < 10_000 * size for mark in self.found):
            raise Unusable("has a shape far larger than the drawing", "draw it no larger")
        if not any(mark.meets(width, height) for mark in self.found):
            raise Unusable("has nothing inside its edges", "export it anew, fitted to its shapes")
        scale = 1.0 if 1 <= size <= 10_000 else 1000 / size
        return Vector(width * scale, height * scale, tuple(_rescaled(m, scale) for m in self.found))


def _rescaled(mark: PaintedPath, scale: float) -> PaintedPath:
    """A mark at another scale, its path in units near the drawing's. PDF writes numbers with few
    decimals, so tiny units would lose precision."""
    a, b, c, d, e, f = (number * scale for number in mark.matrix)
    if scale != 1:
        to = (scale, 0.0, 0.0, scale, 0.0, 0.0)
        clips = tuple(clip._replace(path=moved(clip.path, to)) for clip in mark.clips)
        mark = mark._replace(matrix=(a, b, c, d, e, f), clips=clips)
    unit = math.sqrt(abs(a * d - b * c))
    if 0.1 <= unit <= 100 or not unit:
        return mark
    stroke = mark.stroke and mark.stroke._replace(
        width=mark.stroke.width * unit,
        dash=tuple(length * unit for length in mark.stroke.dash),
        phase=mark.stroke.phase * unit,
    )
    return mark._replace(
        path=moved(mark.path, (unit, 0.0, 0.0, unit, 0.0, 0.0)),
        matrix=(a / unit, b / unit, c / unit, d / unit, e, f),
        stroke=stroke,
    )
