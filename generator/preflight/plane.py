"""Rectangles in a page's plane, and what a matrix does to them."""

import math
from collections.abc import Sequence
from typing import Final

from generator.pdfobjects.values import IDENTITY, Matrix

Rectangle = tuple[float, float, float, float]
EVERYWHERE: Final[Rectangle] = (-math.inf, -math.inf, math.inf, math.inf)
# What a clip leaves that has nothing in common with the one before it.
NOWHERE: Final[Rectangle] = (math.inf, math.inf, -math.inf, -math.inf)


def moved(area: Rectangle, by: Matrix) -> Rectangle:
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


def joined(one: Rectangle | None, other: Rectangle | None) -> Rectangle | None:
    if one is None or other is None:
        return one or other
    left, bottom, right, top = one
    a, b, c, d = other
    return (
        min(left, a), min(bottom, b), max(right, c),
        max(top, d),
    )  # fmt: skip


def meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def within(area: Rectangle, limit: Rectangle) -> Rectangle | None:
    """The part of `area` inside `limit`, if there is any."""
    left, bottom, right, top = area
    a, b, c, d = limit
    left, bottom, right, top = max(left, a), max(bottom, b), min(right, c), min(top, d)
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def stretched(matrix: Matrix) -> tuple[float, float]:
    """The least and the most a length grows under `matrix` (its singular values)."""
    a, b, c, d = matrix[:4]
    total, area = a * a + b * b + c * c + d * d, abs(a * d - b * c)
    most = math.sqrt((total + math.sqrt(max(0.0, total * total - 4 * area * area))) / 2)
    return (area / most if most else 0.0), most


def scale_of(matrix: Matrix) -> float:
    """The most a length grows under `matrix` (its Frobenius norm, an upper bound)."""
    return math.sqrt(sum(value * value for value in matrix[:4]))


def matrix_of(values: Sequence[float]) -> Matrix:
    """Six numbers as a matrix; anything else is none, so the identity."""
    if len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = values
    return a, b, c, d, e, f
