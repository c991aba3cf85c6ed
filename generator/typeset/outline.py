"""The shapes of the design: bubbles with tails, the field that counts, rounded cards.

Paths are in mm, y down, closed and drawn clockwise. A quarter arc is one cubic.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from msgspec import Struct

from generator.page import Path, Segment, rectangle

ARC = 0.5522847498  # handle of a cubic that stands for a quarter circle, of its radius


class Bubble(Struct, frozen=True):
    """A bubble's body and tail in mm. `drop` is how far the tail hangs below the body, `base`
    its width there, `ease` how far its tip is rounded back."""

    width: float
    height: float
    radius: float
    drop: float
    base: float
    ease: float


def _corner(x: float, y: float, to_x: float, to_y: float, flat_first: bool) -> Segment:
    """A quarter arc from x, y to to_x, to_y, which leaves horizontally if `flat_first`."""
    if flat_first:
        return ("C", x + (to_x - x) * ARC, y, to_x, to_y - (to_y - y) * ARC, to_x, to_y)
    return ("C", x, y + (to_y - y) * ARC, to_x - (to_x - x) * ARC, to_y, to_x, to_y)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Path:
    """A rectangle with rounded corners."""
    r = min(radius, width / 2, height / 2)
    right, bottom = x + width, y + height
    return (
        ("M", x + r, y),
        ("L", right - r, y),
        _corner(right - r, y, right, y + r, True),
        ("L", right, bottom - r),
        _corner(right, bottom - r, right - r, bottom, False),
        ("L", x + r, bottom),
        _corner(x + r, bottom, x, bottom - r, True),
        ("L", x, y + r),
        _corner(x, y + r, x + r, y, False),
        ("Z",),
    )


def bubble(x: float, y: float, shape: Bubble, tail_right: bool) -> Path:
    """A bubble as one closed path, with the top left corner of its body at x, y and its tail at the
    bottom. The outer edge runs straight into the tail, and a quadratic rounds the tip. A rectangle
    and a triangle would print with a hairline between them."""
    w, h = shape.width, shape.height
    r = min(shape.radius, h / 2)
    drop, base, ease = shape.drop, shape.base, shape.ease
    slope = math.hypot(base, drop)
    in_x, in_y = base * ease / slope, h + drop - drop * ease / slope
    tip = (0.0, h + drop)
    out = (0.0, h + drop - ease)
    # the eased tip: the quadratic in → tip → out as a cubic
    one = (in_x + (tip[0] - in_x) * 2 / 3, in_y + (tip[1] - in_y) * 2 / 3)
    two = (out[0] + (tip[0] - out[0]) * 2 / 3, out[1] + (tip[1] - out[1]) * 2 / 3)
    path: Path = (
        ("M", 0.0, r),
        _corner(0.0, r, r, 0.0, False),
        ("L", w - r, 0.0),
        _corner(w - r, 0.0, w, r, True),
        ("L", w, h - r),
        _corner(w, h - r, w - r, h, False),
        ("L", base, h),
        ("L", in_x, in_y),
        ("C", *one, *two, *out),
        ("Z",),
    )
    return _moved_path(path, x, y, w if tail_right else None)


def inset(shape: Bubble, by: float) -> Bubble:
    """The bubble `by` mm inside the edge of another, whose body begins so much further in and down.
    Between the two lies an outline of that weight."""
    base, drop = shape.base, shape.drop
    body = (shape.width - 2 * by, shape.height - 2 * by)
    radius = max(0.0, min(shape.radius, shape.height / 2) - by)
    if not base or not drop:
        return Bubble(*body, radius, 0.0, max(0.0, base - by), 0.0)
    slope = math.hypot(base, drop)
    # Half the angle at the tip: an eased tip lies ease · cosine / 2 from its corner, and the inner
    # corner lies by / sine from the outer one.
    sine, cosine = math.sqrt((1 - drop / slope) / 2), math.sqrt((1 + drop / slope) / 2)
    return Bubble(
        *body,
        radius,
        max(0.0, drop + by - by * (slope + drop) / base),
        max(0.0, base - by - by * (slope - base) / drop),
        max(0.0, shape.ease - 2 * by * (1 / sine - 1) / cosine),
    )


def block(x: float, y: float, width: float, height: float, radius: float) -> Path:
    """The outline of a ground, or an empty path if it has no size."""
    if width <= 0 or height <= 0:
        return ()
    return rounded(x, y, width, height, radius) if radius > 0 else rectangle(x, y, width, height)


def _moved_path(path: Path, x: float, y: float, mirror: float | None) -> Path:
    """The path moved to x, y, after it is mirrored in a box `mirror` wide if that is given."""

    def place(segment: Segment) -> Segment:
        numbers = segment[1:]
        moved = [
            (mirror - value if mirror is not None else value) + x if index % 2 == 0 else value + y
            for index, value in enumerate(numbers)
        ]
        return (segment[0], *moved)  # type: ignore[return-value]

    return tuple(place(segment) for segment in path)


class Field(Struct, frozen=True):
    """The places of `count` marks in a box: pitch p across and p/1.16 down, with `columns` that
    fill the width exactly. A mark is 0.70 p by 0.50 p, and its tail has 0.30 of its height."""

    count: int
    width: float
    pitch: float
    columns: int

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def height(self) -> float:
        """From the top of the first row to the foot of the last row's bodies, mm."""
        return (self.rows - 1) * self.pitch / 1.16 + 0.50 * self.pitch

    @property
    def mark(self) -> tuple[float, float]:
        return 0.70 * self.pitch, 0.50 * self.pitch

    @property
    def accent(self) -> int:
        """The one mark that may have another colour, about 62 % across and 41 % down."""
        wanted = int(0.41 * self.rows) * self.columns + int(0.62 * self.columns)
        return min(wanted, self.count - 1)


def field(count: int, width: float, height: float) -> Field:
    """The largest pitch, by bisection, at which `count` marks stand in the box (mm)."""

    low, high = 0.0, min(width / 0.70, height / 0.50)
    for _ in range(60):
        pitch = (low + high) / 2
        if pitch == low:
            break  # no number lies between
        rows = -(-count // (int((width - 0.70 * pitch) / pitch) + 1))
        if (rows - 1) * pitch / 1.16 + 0.50 * pitch <= height and width >= 0.70 * pitch:
            low = pitch
        else:
            high = pitch
    return Field(count, width, low, int((width - 0.70 * low) / low) + 1)


def field_marks(shape: Field, x: float, y: float, from_right: bool = False) -> list[Path]:
    """Every mark's path, row by row."""
    mark_width, mark_height = shape.mark
    step = (shape.width - mark_width) / (shape.columns - 1) if shape.columns > 1 else 0.0
    radius, drop, base = 0.42 * mark_height, 0.30 * mark_height, 0.42 * mark_height
    w, h = mark_width, mark_height
    outline: Path = (
        ("M", 0.0, radius),
        _corner(0.0, radius, radius, 0.0, False),
        ("L", w - radius, 0.0),
        _corner(w - radius, 0.0, w, radius, True),
        ("L", w, h - radius),
        _corner(w, h - radius, w - radius, h, False),
        ("L", base, h),
        ("L", 0.0, h + drop),
        ("Z",),
    )
    lefts = [x + column * step for column in range(shape.columns)]
    if from_right:
        outline = _moved_path(outline, 0.0, 0.0, w)
        lefts = [x + (shape.width - mark_width - column * step) for column in range(shape.columns)]
    tops = [y + row * shape.pitch / 1.16 for row in range(shape.rows)]
    return list(islice(_grid(outline, lefts, tops), shape.count))


def _grid(outline: Path, lefts: Sequence[float], tops: Sequence[float]) -> Iterator[Path]:
    """An outline at each crossing of columns and rows. There are thousands, so the numbers of each
    are taken from those of its column and its row."""
    numbers = [number for segment in outline for number in segment[1:]]
    columns = [[number + left for number in numbers[0::2]] for left in lefts]
    ends = list(accumulate(len(segment) - 1 for segment in outline))
    cuts = [
        (segment[0], slice(end - len(segment) + 1, end))
        for segment, end in zip(outline, ends, strict=True)
    ]
    placed = numbers.copy()
    for top in tops:
        placed[1::2] = [number + top for number in numbers[1::2]]
        for placed[0::2] in columns:
            yield tuple([(kind, *placed[cut]) for kind, cut in cuts])  # type: ignore[misc]
