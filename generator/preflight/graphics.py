"""The graphics state (ISO 32000-1, 8.4) as far as judging needs it, and plane geometry."""

import math
from operator import attrgetter, itemgetter
from typing import Any, Final

from generator.preflight.metrics import Metrics
from generator.preflight.spaces import GRAY, Colour, Space

Matrix = tuple[float, float, float, float, float, float]
Area = tuple[float, float, float, float]
Look = tuple[str, object]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Final[Area] = (-math.inf, -math.inf, math.inf, math.inf)


def product(first: Matrix, then: Matrix) -> Matrix:
    """`first`, then `then` (row vectors, as in the specification)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t,
        e * q + f * s + u,
    )  # fmt: skip


def moved(area: Area, by: Matrix) -> Area:
    """The upright area around `area` (left, bottom, right, top) after `by`."""
    left, bottom, right, top = area
    a, b, c, d, e, f = by
    if b == 0 and c == 0 and a > 0 and d > 0:  # upright, as nearly everything is
        return a * left + e, d * bottom + f, a * right + e, d * top + f
    xs = (a * left, a * right)
    ys = (c * bottom, c * top)
    us = (b * left, b * right)
    vs = (d * bottom, d * top)
    return (
        min(xs) + min(ys) + e, min(us) + min(vs) + f, max(xs) + max(ys) + e,
        max(us) + max(vs) + f,
    )  # fmt: skip


def joined(one: Area | None, other: Area | None) -> Area | None:
    if one is None or other is None:
        return one or other
    left, bottom, right, top = one
    a, b, c, d = other
    return (
        min(left, a), min(bottom, b), max(right, c),
        max(top, d),
    )  # fmt: skip


def meet(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def scale_of(matrix: Matrix) -> float:
    """The most a length grows under `matrix` (its Frobenius norm, an upper bound)."""
    return math.sqrt(sum(value * value for value in matrix[:4]))


class State:
    """What `q` saves and `Q` restores. `looks` are settings that change how a mark looks
    without changing what is judged, sorted by name; `clip` is a digest of how it came about."""

    __slots__ = FIELDS = (
        "ctm", "clip", "looks", "fill", "stroke", "fill_space", "stroke_space", "width", "font",
        "size", "spacing", "word_spacing", "stretch", "leading", "rise", "mode",
        "fill_overprint", "stroke_overprint",
    )  # fmt: skip
    ctm: Matrix
    clip: bytes
    looks: tuple[Look, ...]
    fill: Colour
    stroke: Colour
    fill_space: Space
    stroke_space: Space
    width: float
    font: Metrics | None
    size: float
    spacing: float
    word_spacing: float
    stretch: float
    leading: float
    rise: float
    mode: int
    fill_overprint: bool
    stroke_overprint: bool

    def __init__(self, values: tuple[Any, ...]) -> None:
        for field, value in zip(self.FIELDS, values, strict=True):
            setattr(self, field, value)

    def look(self, *settings: Look) -> None:
        looks = dict(self.looks)
        looks.update(settings)
        self.looks = tuple(sorted(looks.items(), key=itemgetter(0)))

    def frozen(self) -> tuple[Any, ...]:
        return _frozen(self)


_frozen = attrgetter(*State.FIELDS)


def start(ctm: Matrix = IDENTITY) -> State:
    """The state a page starts with."""
    black = GRAY.initial()
    return State(
        (ctm, b"", (), black, black, GRAY, GRAY, 1.0, None, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0,
         False, False)
    )  # fmt: skip
