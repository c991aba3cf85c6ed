"""The ink of set type: the boxes of its letters as they are drawn, not of their font.

A box is left, top, right and bottom in mm from the start of the baseline, y downwards. So what
stands over the baseline is negative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, Protocol

from msgspec import Struct

from generator.fonts import FontFile
from generator.page import Box, Cluster
from generator.units import MM_PER_PT

STEP: Final = 0.1  # mm: how closely two lines are compared along their length
BEARING: Final = 0.06  # em that a letter may leave its line without being seen to
ASIDE: Final = 0.15  # mm: letters no further apart than this, left to right, must not touch


def glyph_boxes(font: FontFile, size: float, clusters: Iterable[Cluster]) -> Iterator[Box]:
    """The ink of each glyph of clusters set at `size` pt, without glyphs that have none."""
    face = font.face
    scale = size * MM_PER_PT / face.units_per_em
    pen = 0.0
    for _, glyphs, advance in clusters:
        for glyph, dx, dy in glyphs:
            left, bottom, right, top = face.ink(glyph)
            if right > left:
                x, y = pen + dx, dy
                yield (
                    (x + left) * scale,
                    -(y + top) * scale,
                    (x + right) * scale,
                    -(y + bottom) * scale,
                )
        pen += advance


def glyph_slices(font: FontFile, size: float, clusters: Iterable[Cluster]) -> Iterator[Box]:
    """The same in upright slices: letters of a slanting script stand over one another."""
    face = font.face
    scale = size * MM_PER_PT / face.units_per_em
    pen = 0.0
    for _, glyphs, advance in clusters:
        for glyph, dx, dy in glyphs:
            x, y = pen + dx, dy
            for left, bottom, right, top in face.slices(glyph):
                yield (
                    (x + left) * scale,
                    -(y + top) * scale,
                    (x + right) * scale,
                    -(y + bottom) * scale,
                )
        pen += advance


class Inked(Protocol):
    """Clusters of one font on a line, `x` mm from its start."""

    @property
    def x(self) -> float: ...
    @property
    def clusters(self) -> tuple[Cluster, ...]: ...
    @property
    def font(self) -> FontFile: ...
    @property
    def size(self) -> float: ...


class InkedLine(Struct, frozen=True, dict=True):
    """A line that knows its ink."""

    segments: tuple[Inked, ...]
    width: float
    indent: float = 0.0
    hang: float = 0.0

    def glyph_boxes(self) -> Iterator[Box]:
        """The ink of each glyph."""
        for each in self.segments:
            for box in glyph_boxes(each.font, each.size, each.clusters):
                yield moved(box, each.x)

    def slices(self) -> Iterator[Box]:
        """The ink of each glyph in upright slices."""
        for each in self.segments:
            for box in glyph_slices(each.font, each.size, each.clusters):
                yield moved(box, each.x)

    def leaves(self, right: bool) -> float:
        """How far its ink leaves it at its left, or else its right, in mm; none if that is a
        letter's usual bearing."""
        if self.ink is None:
            return 0.0
        over = self.ink[2] - self.width if right else -self.ink[0]
        size = max(each.size for each in self.segments)
        return over if over > BEARING * size * MM_PER_PT else 0.0

    def stands(self, right: bool) -> float:
        """The place of its start in a column whose lines stand at its left, or else its right, with
        no ink outside it."""
        start = self.indent - self.hang + self.leaves(right)
        return -start - self.width if right else start

    @cached_property
    def ink(self) -> Box | None:
        """The box round its ink; None if it has none."""
        return around(self.glyph_boxes())


class InkedLines(Struct, frozen=True, dict=True):
    """Lines that know how near one another they may come."""

    lines: tuple[InkedLine, ...]

    def touching(self, pitch: float, right: bool = False) -> list[float]:
        """How far apart the baselines of each two neighbours are where their ink touches, mm, or
        somewhat more where that is under `pitch`. They stand at the left, or else the `right`."""
        found = []
        for number, (upper, lower) in enumerate(pairwise(self.lines)):
            apart = upper.ink[3] - lower.ink[1] if upper.ink and lower.ink else 0.0
            if apart > pitch:
                apart = (self._at_right if right else self._at_left)[number]
            found.append(apart)
        return found

    @cached_property
    def _at_left(self) -> list[float]:
        return [_touching(*each, right=False) for each in pairwise(self.lines)]

    @cached_property
    def _at_right(self) -> list[float]:
        return [_touching(*each, right=True) for each in pairwise(self.lines)]


def _touching(upper: InkedLine, lower: InkedLine, right: bool) -> float:
    first, second = (
        [moved(box, line.stands(right)) for box in line.slices()] for line in (upper, lower)
    )
    return touching(first, second)


def ink_of(font: FontFile, size: float, clusters: Sequence[Cluster]) -> Box | None:
    """The box round the ink of clusters set at `size` pt; None if they have none."""
    return around(glyph_boxes(font, size, clusters))


def around(boxes: Iterable[Box]) -> Box | None:
    """The box round some boxes; None if there are none."""
    left = top = math.inf
    right = bottom = -math.inf
    for x0, y0, x1, y1 in boxes:
        left, right = min(left, x0), max(right, x1)
        top, bottom = min(top, y0), max(bottom, y1)
    return None if right < left else (left, top, right, bottom)


def moved(box: Box, x: float) -> Box:
    return box[0] + x, box[1], box[2] + x, box[3]


def touching(upper: Iterable[Box], lower: Iterable[Box]) -> float:
    """How far apart the baselines of two lines are where their ink touches, mm. The boxes of their
    glyphs are from one left edge."""
    deep: dict[int, float] = {}
    for left, _, right, bottom in upper:
        for place in range(_place(left - ASIDE), _place(right + ASIDE) + 1):
            if bottom > deep.get(place, -math.inf):
                deep[place] = bottom
    nearest = 0.0
    for left, top, right, _ in lower:
        for place in range(_place(left), _place(right) + 1):
            over = deep.get(place)
            if over is not None and over - top > nearest:
                nearest = over - top
    return nearest


def _place(x: float) -> int:
    return math.floor(x / STEP)
