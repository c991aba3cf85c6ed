"""The ink of set type: the boxes of its letters as they are drawn, not of their font.

A box is left, top, right and bottom in mm from the start of the baseline, y downwards. So what
stands over the baseline is negative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from generator.fonts import SLICES, FontFile
from generator.page import Box, Cluster
from generator.units import MM_PER_PT

BEARING: Final = 0.06  # em that a letter may leave its line without being seen to
NO_INK: Final = -math.inf
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


class Skyline(NamedTuple):
    """How far the ink of a line stands over its baseline and reaches under it, in mm, in columns of
    `step` mm. The `first` column is so many from the line's start. Under the baseline, columns
    within ASIDE of ink are as deep as it."""

    step: float
    first: int
    over: list[float]
    under: list[float]


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

    def leaves(self, right: bool) -> float:
        """How far its ink leaves it at its left, or else its right, in mm; none if that is a
        letter's usual bearing."""
        over = self.reaches(right)
        if self.ink is None:
            return 0.0
        size = max(each.size for each in self.segments)
        return over if over > BEARING * size * MM_PER_PT else 0.0

    def reaches(self, right: bool) -> float:
        """How far its ink reaches out of it at its left, or else its right, in mm; less than
        nothing where it ends inside it."""
        if self.ink is None:
            return 0.0
        return self.ink[2] - self.width if right else -self.ink[0]

    def stands(self, right: bool) -> float:
        """The place of its start in a column whose lines stand at its left, or else its right, with
        no ink outside it."""
        start = self.indent - self.hang + self.leaves(right)
        return -start - self.width if right else start

    @cached_property
    def ink(self) -> Box | None:
        """The box round its ink; None if it has none."""
        return around(self.glyph_boxes())

    def skyline(self, step: float) -> Skyline:
        """Its ink in columns of `step` mm."""
        left, _, right, _ = self.ink or (0.0, 0.0, 0.0, 0.0)
        aside = math.ceil(ASIDE / step)
        first = math.floor(left / step) - 2 - aside
        count = math.ceil(right / step) + 3 + aside - first
        line = Skyline(step, first, [NO_INK] * count, [NO_INK] * count)
        for each in self.segments:
            _raise(line, each)
        return line._replace(under=_widened(line.under, aside))


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
                x = upper.stands(right) - lower.stands(right)
                apart = touching(self._skylines[number], self._skylines[number + 1], x)
            found.append(apart)
        return found

    @cached_property
    def _skylines(self) -> list[Skyline]:
        size = max((each.size for line in self.lines for each in line.segments), default=1.0)
        return [line.skyline(size * MM_PER_PT / SLICES) for line in self.lines]


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


def touching(upper: Skyline, lower: Skyline, x: float) -> float:
    """How far apart the baselines of two lines are where their ink touches, mm. The upper starts
    `x` mm to the right of the lower."""
    ahead = upper.first - lower.first + round(x / upper.step)
    under, over = upper.under[max(0, -ahead) :], lower.over[max(0, ahead) :]
    return max(0.0, max(map(add, under, over), default=0.0))


def _raise(line: Skyline, each: Inked) -> None:
    """Raise a skyline to the ink of some clusters. Letters of a slanting script stand over one
    another, so glyphs are taken in upright slices."""
    face = each.font.face
    scale = each.size * MM_PER_PT / face.units_per_em
    over, under = line.over, line.under
    columns, wide = scale / line.step, each.size * MM_PER_PT / SLICES / line.step
    pen, start = 0.0, each.x / line.step - line.first
    for _, glyphs, advance in each.clusters:
        for glyph, dx, dy in glyphs:
            at = start + (pen + dx) * columns
            for number, bottom, top in face.slices(glyph):
                column = int(at + number * wide)
                over[column] = max(over[column], (dy + top) * scale)
                under[column] = max(under[column], -(dy + bottom) * scale)
        pen += advance


def _widened(values: list[float], by: int) -> list[float]:
    """Each column as deep as the deepest within so many beside it."""
    edge = [NO_INK] * by
    padded = [*edge, *values, *edge]
    return list(map(max, *(padded[number:] for number in range(2 * by + 1))))[: len(values)]
