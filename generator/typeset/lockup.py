"""Packs partners' logos: sizes of equal optical area, in one row or several.

The order is the area's and is kept. All lengths are in the layout's mm.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

# A logo alone is larger than each of many: the share of the layout's area, by their number.
SHARES: Final = {1: 1.75, 2: 1.40, 3: 1.10, 4: 1.00, 5: 0.85, 6: 0.85}
OF_MANY: Final = 0.72
EVEN: Final = 0.55  # a logo that covers this share of its box has just its area
LIGHTER, DARKER = 1.12, 0.90  # the heights of light marks and of solid ones, at most
LEAST: Final = 3.2  # mm: no logo is lower
SHRINK: Final = 0.96
SMALLEST: Final = 0.3  # of the layout's area: smaller, no logo is legible
ALONE: Final = 0.45  # of the measure: a logo so wide may have a row to itself
UNEVEN: Final = 6.0  # mm of width that one logo more in a row is worth
LOOSER: Final = 1.5  # how much wider gaps may be in several rows
TWO_ROWS: Final = 4  # logos; fewer stand in one row
LEADING, OTHERS = 2.0, 0.85  # areas of the lead partner's logo, and of the others
TALLER: Final = 1.55  # how much taller the lead partner's may be
WIDEST_LEAD: Final = 0.36  # of the measure
LEAD_GAP, LEAD_RULE = 6.0, 0.35  # mm at each side of the rule, and its weight
BESIDE_LEAD: Final = 7.0  # mm between the others
LEAD_ROWS: Final = 3
PLATE_PADDING, PLATE_SHARE = 1.2, 0.30  # mm at least, and of the logo's height
_ROUNDING: Final = 1e-6


class PartnerMark(Struct, frozen=True):
    """A logo as it is packed: its ink's width over its height, the share of that box which ink
    covers, whether it needs a plate, and whether it is the lead partner's."""

    ratio: float
    cover: float = EVEN
    plate: bool = False
    lead: bool = False


class StripRules(Struct, frozen=True):
    """A layout's measures: the width of the strip, the tallest logo, the area of each of four
    logos, the gaps between them, the most rows and the space between rows."""

    measure: float
    tallest: float
    area: float
    least: float
    natural: float
    most: float
    rows: int = 1
    row_gap: float = 4.5


class PackedMark(Struct, frozen=True):
    """The box of a logo's ink, from the strip's top left at its start. With a plate, `padding` is
    how far that reaches round it."""

    index: int
    x: float
    y: float
    width: float
    height: float
    padding: float = 0.0


class Lockup(Struct, frozen=True):
    """Logos in their places, and where the rule behind a lead partner's begins, if there is one.
    `spread` says that rows reach both edges of the measure."""

    width: float
    height: float
    marks: tuple[PackedMark, ...]
    spread: bool = False
    rule: float | None = None


class _Sized(Struct, frozen=True):
    """A logo at a size; its plate is part of its box."""

    index: int
    width: float
    height: float
    padding: float = 0.0


_Sizes = Sequence[_Sized]


def share(count: int) -> float:
    """The share of the layout's area that each of so many logos has."""
    return SHARES.get(count, OF_MANY)


def lock_up(marks: Sequence[PartnerMark], rules: StripRules) -> Lockup | None:
    """The logos in their places, or None if nothing fits."""
    leads = [index for index, mark in enumerate(marks) if mark.lead]
    if leads and len(marks) > 1:
        return _led(marks, leads[0], rules)
    for area in _areas(rules.area * share(len(marks)), rules.area):
        sized = [_at(index, mark, area, rules) for index, mark in enumerate(marks)]
        rows = _rows(sized, rules)
        if rows:
            return _placed(rows, rules)
    return None


def _areas(area: float, whole: float) -> Iterator[float]:
    """Ever smaller areas, down to the smallest."""
    while area >= SMALLEST * whole:
        yield area
        area *= SHRINK


def _at(index: int, mark: PartnerMark, area: float, rules: StripRules) -> _Sized:
    """A logo at an optical area: solid marks are smaller, light ones larger."""
    height = min(max(optical_height(mark, area), LEAST), rules.tallest)
    height = min(height, rules.measure / mark.ratio)
    if not mark.plate:
        return _Sized(index, height * mark.ratio, height)
    padding = max(PLATE_PADDING, PLATE_SHARE * height)
    most = rules.measure - 2 * padding
    height = min(height, most / mark.ratio)
    return _Sized(index, height * mark.ratio + 2 * padding, height + 2 * padding, padding)


def optical_height(mark: PartnerMark, area: float) -> float:
    """The height of a logo's ink at an optical area."""
    weight = math.pow(EVEN / max(mark.cover, 0.01), 0.2)
    return math.sqrt(area / mark.ratio) * min(max(weight, DARKER), LIGHTER)


def _width(row: _Sizes, gap: float) -> float:
    return sum(each.width for each in row) + gap * (len(row) - 1)


def _fits(row: _Sizes, rules: StripRules) -> bool:
    return _width(row, rules.least) <= rules.measure + _ROUNDING


def _rows(sized: _Sizes, rules: StripRules) -> list[_Sizes]:
    """The logos in as few rows as fit, none if none do."""
    if _fits(sized, rules):
        return [sized]
    fewest = TWO_ROWS if rules.rows > 1 else len(sized) + 1
    if len(sized) < fewest:
        return []
    for count in range(2, rules.rows + 1):
        if found := _cut(sized, count, rules):
            return found
    return []


def _cut(sized: _Sizes, count: int, rules: StripRules) -> list[_Sizes]:
    """The most even rows of all cuts into so many that fit, none if none do."""
    found: list[tuple[float, list[_Sizes]]] = []
    for ends in combinations(range(1, len(sized)), count - 1):
        rows = [sized[first:last] for first, last in pairwise((0, *ends, len(sized)))]
        alone = [row[0] for row in rows if len(row) == 1]
        if not all(_fits(row, rules) for row in rows):
            continue
        if any(each.width < ALONE * rules.measure for each in alone):
            continue
        widths = [_width(row, rules.least) for row in rows]
        numbers = [len(row) for row in rows]
        cost = max(widths) - min(widths) + UNEVEN * (max(numbers) - min(numbers))
        found.append((cost, rows))
    return min(found, key=lambda each: each[0])[1] if found else []


def _placed(rows: list[_Sizes], rules: StripRules) -> Lockup:
    """Rows from the start edge, or spread to both edges where their gaps do not get too wide."""
    most = rules.most * (LOOSER if len(rows) > 1 else 1.0)
    enough = 3 if len(rows) == 1 else 2
    spread = all(_free(row, rules) <= most for row in rows if len(row) >= 2)
    spread = spread and max(map(len, rows)) >= enough
    marks: list[PackedMark] = []
    top = reached = 0.0
    for row in rows:
        height = max(each.height for each in row)
        gap = _free(row, rules) if spread else min(rules.natural, _free(row, rules))
        marks += _in_a_row(row, 0.0, top, height, gap)
        reached = max(reached, _width(row, gap))
        top += height + rules.row_gap
    return Lockup(reached, top - rules.row_gap, tuple(marks), spread)


def _free(row: _Sizes, rules: StripRules) -> float:
    """The gap that spreads a row to the measure."""
    return (rules.measure - _width(row, 0.0)) / max(1, len(row) - 1)


def _in_a_row(
    row: _Sizes, left: float, top: float, height: float, gap: float
) -> Iterator[PackedMark]:
    """The logos of a row, centred on its middle line."""
    for each in row:
        y = top + (height - each.height) / 2
        d = each.padding
        yield PackedMark(
            each.index, left + d, y + d, each.width - 2 * d, each.height - 2 * d, each.padding
        )
        left += each.width + gap


def _led(marks: Sequence[PartnerMark], lead: int, rules: StripRules) -> Lockup | None:
    """The lead partner's logo at the start, a rule, and the others beside it."""
    tall = replace(rules, tallest=rules.tallest * TALLER, measure=rules.measure * WIDEST_LEAD)
    first = _at(lead, marks[lead], rules.area * LEADING, tall)
    left = first.width + 2 * LEAD_GAP + LEAD_RULE
    room = replace(
        rules, measure=rules.measure - left, natural=BESIDE_LEAD, rows=max(LEAD_ROWS, rules.rows)
    )
    rest = [index for index in range(len(marks)) if index != lead]
    area = rules.area * OTHERS * share(len(rest))
    for smaller in _areas(area, rules.area):
        rows = _rows([_at(index, marks[index], smaller, room) for index in rest], room)
        if rows:
            return _beside(first, rows, left, room)
    return None


def _beside(first: _Sized, rows: list[_Sizes], left: float, room: StripRules) -> Lockup:
    """Rows beside the lead partner's logo, both centred on the middle of the lock-up."""
    heights = [max(each.height for each in row) for row in rows]
    stacked = sum(heights) + room.row_gap * (len(rows) - 1)
    height = max(first.height, stacked)
    marks = [*_in_a_row([first], 0.0, 0.0, height, 0.0)]
    top = (height - stacked) / 2
    reached = 0.0
    for row, tallest in zip(rows, heights, strict=True):
        gap = min(room.natural, _free(row, room)) if len(row) > 1 else 0.0
        marks += _in_a_row(row, left, top, tallest, gap)
        reached = max(reached, left + _width(row, gap))
        top += tallest + room.row_gap
    rule = first.width + LEAD_GAP
    return Lockup(reached, height, tuple(marks), rule=rule)
