"""The ink of set type: the boxes of its letters as they are drawn, not of their font.

A box is left, top, right and bottom in mm from the start of the baseline, y downwards. So what
stands over the baseline is negative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Final, Protocol

from msgspec import Struct

from generator.fonts import SLICES, FontFile
from generator.page import Box, Cluster, around
from generator.units import MM_PER_PT

BEARING: Final = 0.06  # em that a letter may leave its line without being seen to
ASIDE: Final = 0.15  # mm: letters no further apart than this, left to right, must not touch


def glyph_boxes(font: FontFile, size: float, clusters: Iterable[Cluster]) -> Iterator[Box]:
    """The ink of each glyph of clusters set at `size` pt, without glyphs that have none."""
    face = font.face
    scale = size * MM_PER_PT / face.units_per_em
    pen = 0.0
    for _, glyphs, advance in clusters:
        for glyph, dx, dy in glyphs:
            left, bottom, right, top = face.inks[glyph]
            if right > left:
                x, y = pen + dx, dy
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


LetterInk = tuple[float, float, float, float, float, float, int, Inked]
"""The ink of a glyph on a line: the box round it, and its origin, mm from the line's start; the
glyph, and what it is one of. A plain tuple, for there are thousands."""


class InkedLine(Struct, frozen=True, dict=True):
    """A line that knows its ink."""

    segments: tuple[Inked, ...]
    width: float
    indent: float = 0.0
    hang: float = 0.0

    @cached_property
    def letters(self) -> list[LetterInk]:
        """The ink of each glyph."""
        return [letter for each in self.segments for letter in _letters(each)]

    @cached_property
    def ink(self) -> Box | None:
        """The box round its ink; None if it has none. Only lines that come near one another are
        looked at letter by letter."""
        left = top = math.inf
        right = bottom = -math.inf
        for each in self.segments:
            face = each.font.face
            scale, inks = each.size * MM_PER_PT / face.units_per_em, face.inks
            pen, start = 0.0, each.x
            for _, glyphs, advance in each.clusters:
                for glyph, dx, dy in glyphs:
                    from_left, under, to_right, over = inks[glyph]
                    if to_right > from_left:
                        x, y = start + (pen + dx) * scale, -dy * scale
                        if (edge := x + from_left * scale) < left:
                            left = edge
                        if (edge := x + to_right * scale) > right:
                            right = edge
                        if (edge := y - over * scale) < top:
                            top = edge
                        if (edge := y - under * scale) > bottom:
                            bottom = edge
                pen += advance
        return None if right < left else (left, top, right, bottom)

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

    def inset(self, right: bool, by_ink: bool) -> float:
        """How far it stands inside its column's left side, or else its right, in mm: so far that no
        ink is outside it, or `by_ink` so that its ink begins at the side."""
        return self.reaches(right) if by_ink else self.leaves(right)

    def stands(self, right: bool, by_ink: bool = False) -> float:
        """The place of its start in a column whose lines stand at its left, or else its right (see
        `inset`)."""
        start = self.indent - self.hang + self.inset(right, by_ink)
        return -start - self.width if right else start


class InkedLines(Struct, frozen=True, dict=True):
    """Lines that know how near one another they may come."""

    lines: tuple[InkedLine, ...]

    def touching(self, pitch: float, right: bool = False, by_ink: bool = False) -> list[float]:
        """How far apart the baselines of each two neighbours are where their ink touches, mm, or
        somewhat more where that is under `pitch`. They stand at the left, or else the `right`, or
        `by_ink` with their ink there."""
        size = max((each.size for line in self.lines for each in line.segments), default=1.0)
        step = size * MM_PER_PT / SLICES
        found = []
        for upper, lower in pairwise(self.lines):
            apart = upper.ink[3] - lower.ink[1] if upper.ink and lower.ink else 0.0
            if apart > pitch:
                x = upper.stands(right, by_ink) - lower.stands(right, by_ink)
                apart = touching(upper, lower, x, step, pitch)
            found.append(apart)
        return found


def ink_of(font: FontFile, size: float, clusters: Sequence[Cluster]) -> Box | None:
    """The box round the ink of clusters set at `size` pt; None if they have none."""
    return around(glyph_boxes(font, size, clusters))


def moved(box: Box, x: float) -> Box:
    return box[0] + x, box[1], box[2] + x, box[3]


def touching(
    upper: InkedLine, lower: InkedLine, x: float, step: float, least: float = 0.0
) -> float:
    """How far apart the baselines of two lines are where their ink touches, mm, or `least` where
    that is more. The upper starts `x` mm to the right of the lower. Letters are taken in columns of
    `step` mm, and must not touch with ASIDE between them either."""
    if upper.ink is None or lower.ink is None:
        return least
    deepest, highest = upper.ink[3], -lower.ink[1]
    deep = [letter for letter in upper.letters if letter[3] + highest > least]
    high = [letter for letter in lower.letters if deepest - letter[1] > least]
    # Those that reach furthest come first: then there is little to look for in the others.
    deep.sort(key=itemgetter(3), reverse=True)
    high.sort(key=itemgetter(1))
    aside = math.ceil(ASIDE / step)
    near = (aside + 2) * step
    heights: dict[int, dict[int, float]] = {}
    for under in deep:
        first, last = under[0] + x - near, under[2] + x + near
        columns: list[tuple[int, float]] = []
        for number, over in enumerate(high):
            if under[3] - over[1] <= least:
                break
            if over[0] > last or over[2] < first:
                continue
            columns = columns or _under(under, step, x)
            above = heights.get(number)
            if above is None:
                above = heights[number] = _over(over, step, aside)
            for column, reach in columns:
                if column in above and reach + above[column] > least:
                    least = reach + above[column]
    return least


def _letters(each: Inked) -> list[LetterInk]:
    """The ink of each glyph of some clusters on a line, without glyphs that have none."""
    face = each.font.face
    scale, inks = each.size * MM_PER_PT / face.units_per_em, face.inks
    pen, start = 0.0, each.x
    found: list[LetterInk] = []
    for _, glyphs, advance in each.clusters:
        for glyph, dx, dy in glyphs:
            left, bottom, right, top = inks[glyph]
            if right > left:
                x, y = start + (pen + dx) * scale, -dy * scale
                found.append(
                    (
                        x + left * scale,
                        y - top * scale,
                        x + right * scale,
                        y - bottom * scale,
                        x,
                        y,
                        glyph,
                        each,
                    )
                )
        pen += advance
    return found


def _under(letter: LetterInk, step: float, x: float) -> list[tuple[int, float]]:
    """How far a letter reaches under the baseline in each column, mm, `x` mm further to the right.
    Letters of a slanting script stand over one another, so they are taken in upright slices."""
    each = letter[7]
    face = each.font.face
    scale = each.size * MM_PER_PT / face.units_per_em
    at, wide = (letter[4] + x) / step, each.size * MM_PER_PT / SLICES / step
    y = letter[5]
    return [
        (math.floor(at + number * wide), y - bottom * scale)
        for number, bottom, _ in face.slices(letter[6])
    ]


def _over(letter: LetterInk, step: float, aside: int) -> dict[int, float]:
    """How far a letter stands over the baseline in each column, and in so many beside it, mm."""
    each = letter[7]
    face = each.font.face
    scale = each.size * MM_PER_PT / face.units_per_em
    at, wide = letter[4] / step, each.size * MM_PER_PT / SLICES / step
    y = letter[5]
    found: dict[int, float] = {}
    for number, _, top in face.slices(letter[6]):
        column, high = math.floor(at + number * wide), top * scale - y
        for beside in range(column - aside, column + aside + 1):
            if found.get(beside, -math.inf) < high:
                found[beside] = high
    return found
