"""A drawing as the writer needs it: painted paths, and the plane geometry to place them."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

Segment: TypeAlias = tuple[str, *tuple[float, ...]]
Path: TypeAlias = tuple[Segment, ...]
"""`("M", x, y)`, `("L", x, y)`, `("C", x1, y1, x2, y2, x, y)` and `("Z",)`."""
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""As PDF has it: x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# More than any logo needs, and few enough to read and to write at once.
MOST_MARKS: Final = 5_000
MOST_SEGMENTS: Final = 200_000
DEEPEST: Final = 40


class Unusable(Exception):
    """A drawing that cannot be placed: what it has that cannot be printed exactly, and what to do.

    `message` follows the file's name.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Inked(NamedTuple):
    """A colour as the file gives it: 1, 3 or 4 numbers from 0 to 1 for gray, sRGB or CMYK."""

    values: tuple[float, ...]


class Stroke(NamedTuple):
    """A line along a path, in the path's own units; cap and join as PDF numbers them."""

    colour: Inked
    width: float
    cap: int = 0
    join: int = 0
    mitre: float = 4.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0


class Clip(NamedTuple):
    """An outline in the drawing's units, outside which nothing shows."""

    path: Path
    evenodd: bool


class Painted(NamedTuple):
    """A path filled, stroked or both. `matrix` takes it to the drawing's units."""

    path: Path
    matrix: Matrix
    fill: Inked | None
    evenodd: bool
    stroke: Stroke | None
    clips: tuple[Clip, ...]


class Vector(NamedTuple):
    """A drawing `width` wide and `height` high in units of its own, from the top left."""

    width: float
    height: float
    marks: tuple[Painted, ...]


def then(first: Matrix, second: Matrix) -> Matrix:
    """`first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(path: Path, by: Matrix) -> Path:
    """A path's points after `by`."""
    a, b, c, d, e, f = by
    found: list[Segment] = []
    for name, *values in path:
        pairs = zip(values[::2], values[1::2], strict=True)
        points = ((a * x + c * y + e, b * x + d * y + f) for x, y in pairs)
        found.append((name, *(number for point in points for number in point)))
    return tuple(found)


def box(x: float, y: float, width: float, height: float) -> Path:
    """A rectangle."""
    return (
        ("M", x, y),
        ("L", x + width, y),
        ("L", x + width, y + height),
        ("L", x, y + height),
        ("Z",),
    )


class Marks:
    """The marks of a drawing being read, within bounds."""

    def __init__(self) -> None:
        self.found: list[Painted] = []
        self.segments = 0

    def add(self, mark: Painted) -> None:
        """Keep a mark, unless nothing of it can show. Raises `Unusable` when there are too many."""
        if not all(clip.path for clip in mark.clips):
            return
        self.found.append(mark)
        self.segments += len(mark.path) + sum(len(clip.path) for clip in mark.clips)
        if len(self.found) > MOST_MARKS or self.segments > MOST_SEGMENTS:
            raise Unusable(
                f"is too detailed for a logo: more than {MOST_MARKS} shapes, or "
                f"{MOST_SEGMENTS} points",
                "ask for the plain logo, or export it as PNG at 600 pixels per inch",
            )

    def drawing(self, width: float, height: float) -> Vector:
        """The drawing, if anything shows in it. Raises `Unusable`."""
        if not self.found:
            raise Unusable("has nothing in it that prints", "export it anew with its shapes")
        return Vector(width, height, tuple(self.found))
