"""What gives way when words are long: the path of a layout's sizes from natural to smallest.

To make room costs the reader something: `fit: shrink` of a layout lists what, from the cheapest.
Each way's price rises as it is used, and a later one opens at a higher price. The cheapest mixture
that wins a given room spends every open way to the same price, here called the pressure. So one
number says how far the gaps of a frame close, how far each style shrinks, and what else is done:

    gaps close from pressure 0 to 1
    way k shrinks from OPENS + k * APART to one more than that
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple, TypeAlias

from generator.cache import Cache, Inputs, frozen_inputs
from generator.design.layout import Grow, Layout, Shrink
from .geometry import Geometry
from .styles import at_floor, floor_share

OPENS: Final = 0.75  # pressure at which the first style shrinks: gaps are three quarters closed
APART: Final = 0.5  # pressure between one way and the next
GRAIN: Final = 20  # points on the path for each unit of pressure
# Items that take their places for long words, often on another page: the last first.
MOVES: Final = (("last arrangements", "tightest"), ("arrangements", "tight"))
_MOVED: Final = tuple(kind for kind, _ in MOVES)
# What gives room beside smaller type, and the field of a row that says so.
ROOM: Final = (
    ("pictures", "pictures"),
    ("columns", "columns"),
    ("contacts", "inline"),
    ("logos", "logos"),
    *reversed(MOVES),
    ("bubbles", "nearer"),
    ("imprint", "imprint"),
    ("short forms", "short"),
    ("drop", "drop"),
)
# What a piece does without where nothing else makes room (see `doing_without`).
WITHOUT: Final = ("names", "own")
_FIELDS: Final = (*(field for _, field in ROOM), *WITHOUT)
LOSING: Final = ("imprint", "short forms", "drop")  # these cost the reader words, and come last ...
LAST: Final = (*LOSING, "bubbles")  # ... as what costs the printer safety does
_BACK: Final = 3  # points before words move that are tried once more
_BYTES_PER_POINT: Final = 300  # of a path in memory, about
Steps: TypeAlias = tuple[int, ...]
"""How often each row of a layout's `fit` is taken: those of `shrink`, then those of `grow`."""


class Pressed(NamedTuple):
    """A point on the path: the steps taken, and how far gaps may close, 0 to 1."""

    steps: Steps
    gaps: float


def rows_of(layout: Layout) -> tuple[Shrink | Grow, ...]:
    """The rows that `Steps` count."""
    return (*layout.fit.shrink, *layout.fit.grow)


def initial(layout: Layout) -> Steps:
    """The steps before any is taken."""
    return (0,) * len(rows_of(layout))


def taken(steps: Steps, index: int, count: int) -> Steps:
    """The steps with one row taken `count` times."""
    return (*steps[:index], count, *steps[index + 1 :])


def ways_taken(layout: Layout, steps: Steps) -> frozenset[str]:
    """The fields of the rows of `shrink` that concern no style and are taken."""
    if not any(steps):
        return frozenset()
    rows = [row for row, count in zip(layout.fit.shrink, steps, strict=False) if count]
    return frozenset(field for field in _FIELDS if any(getattr(row, field) for row in rows))


def is_taken(layout: Layout, steps: Steps, kind: str) -> bool:
    """Whether a row of `shrink` that concerns no style is taken."""
    return kind in ways_taken(layout, steps)


def frames_using(geometry: Geometry, row: Shrink | Grow) -> list[int]:
    """The frames that a row changes anything in."""
    fields = [kind for kind, field in ROOM if getattr(row, field, False)]
    return [
        number
        for number, place in enumerate(geometry.frames)
        if not place.styles.isdisjoint(row.styles) or not place.has.isdisjoint(fields)
    ]


def is_tight(layout: Layout, steps: Steps) -> bool:
    """Whether the arrangement for long words is taken: by itself, or by one that needs it."""
    rows = zip(layout.fit.shrink, steps, strict=False)
    return any(count and (row.tight or (row.tightest and not row.alone)) for row, count in rows)


def safe_shapes(geometry: Geometry, steps: Steps) -> float:
    """How far bubbles keep from the trim and the folds after some steps, mm of the page."""
    rows = zip(geometry.layout.fit.shrink, steps, strict=False)
    nearer = [row.nearer * geometry.scale for row, count in rows if row.nearer and count]
    return min([geometry.safe_shapes, *nearer])


def left_out(layout: Layout, steps: Steps) -> tuple[str, ...]:
    """What of `WITHOUT` a piece leaves out after some steps."""
    return tuple(kind for kind in WITHOUT if is_taken(layout, steps, kind))


def relevant(
    layout: Layout, steps: Steps, styles: AbstractSet[str], changes: Collection[str]
) -> Steps:
    """The steps that change anything in a frame with these styles, where rows without styles count
    if they have one of the fields `changes`."""
    found = list(steps)
    for index, row in enumerate(rows_of(layout)):
        if not found[index]:
            continue
        if row.styles:
            if styles.isdisjoint(row.styles):
                found[index] = 0
        elif not any(getattr(row, field, False) for field in changes):
            found[index] = 0
    return tuple(found)


def shares(
    layout: Layout, steps: Steps, least: float = 0.0, lower: float = 1.0
) -> dict[str, float]:
    """The share of its full size that each style has after these steps, if a row names it. `least`
    and `lower` are as in `styles.size_at`."""
    found: dict[str, float] = {}
    for row, count in zip(rows_of(layout), steps, strict=True):
        if not row.styles:
            continue
        change = count * row.by / layout.styles[row.styles[0]].size
        if lower < 1 and layout.fit.floors and count and isinstance(row, Shrink):
            for style, share in _shrunk(layout, row, count, least, lower):
                found[style] = found.get(style, 1.0) + share - 1
            continue
        more = change if isinstance(row, Grow) else -change
        for style in row.styles:
            found[style] = found.get(style, 1.0) + more
    return found


def _shrunk(
    layout: Layout, row: Shrink, count: int, least: float, lower: float
) -> Iterator[tuple[str, float]]:
    """The styles of a row after some steps of it, in a script that may go under their floors: none
    does before every style of the row stands at its own, and then all go on alike."""
    step = row.by / layout.styles[row.styles[0]].size
    styles = [layout.styles[name] for name in row.styles]
    own, last = ([floor_share(style, least, low) for style in styles] for low in (1.0, lower))
    first, end = (math.ceil((1 - min(each)) / step - 1e-9) for each in (own, last))
    under = min(1.0, (count - first) / (end - first)) if count > first else 0.0
    for name, floor, lowest in zip(row.styles, own, last, strict=True):
        yield name, max(floor, 1 - count * step) if not under else floor + (lowest - floor) * under


class _Way(NamedTuple):
    """A row of `shrink`: how often it may be taken, and between which pressures."""

    row: int
    most: int
    opens: float
    spent: float


def _ways(
    layout: Layout, used: Collection[str], has: Collection[str], least: float, lower: float
) -> list[_Way]:
    """The ways that help frames with the styles `used`, by the pressure they open at."""
    found: list[_Way] = []
    last: list[int] = []
    opens = OPENS
    under: list[_Way] = []
    for index, row in enumerate(layout.fit.shrink):
        kind = next((kind for kind, field in ROOM if getattr(row, field)), "")
        if kind in LAST:
            last += [index] if kind in has else []
        elif kind:
            if kind in has:
                # what moves to another page waits until what is before it is spent
                spent = [way.spent for way in found if kind in _MOVED]
                opens = max([opens + APART, *spent])
                found.append(_Way(index, 1, opens, opens))
        elif count := _most(layout, row, _of(layout, row, used, lower), least, 1.0):
            found.append(_Way(index, count, opens, opens + 1))
            opens += APART
        if not kind and lower < 1:
            more = _most(layout, row, _of(layout, row, used, lower), least, lower)
            under += [_Way(index, more, 0.0, 0.0)] if more else []
    end = max((way.spent for way in found), default=1.0)
    # a script that may go under the floors does so only when every style stands at its own, and
    # sentences last
    counts = {way.row: way.most for way in found}
    lower_ways = [way for way in under if way.most > counts.get(way.row, 0)]
    display = [way for way in lower_ways if layout.fit.floors and layout.fit.shrink[way.row].lines]
    for ways in (display, [way for way in lower_ways if way not in display]):
        found += [_Way(way.row, way.most - counts.get(way.row, 0), end, end + 1) for way in ways]
        end += bool(ways)
    end = max(end, *(way.spent for way in found)) if found else end
    found += [_Way(index, 1, end + n, end + n) for n, index in enumerate(last, 1)]
    return found


def _of(layout: Layout, row: Shrink, used: Collection[str], lower: float) -> Collection[str]:
    """Those of a row's styles that say how often it may be taken: all where they go under their
    floors at once."""
    alike = lower < 1 and layout.fit.floors and any(name in used for name in row.styles)
    return row.styles if alike else used


def _most(layout: Layout, row: Shrink, used: Collection[str], least: float, lower: float) -> int:
    """How often a row may be taken before every style of it that is used stands at its floor."""
    size = layout.styles[row.styles[0]].size if row.styles else 0.0
    names = [name for name in row.styles if name in used]
    count = 0
    while any(
        not at_floor(layout.styles[name], 1 - count * row.by / size, least, lower) for name in names
    ):
        count += 1
    return count


def at_floors(
    layout: Layout, steps: Steps, used: Collection[str], least: float, lower: float
) -> Steps:
    """Some steps with every style that is under its own floor at that, in a script that may go
    under them; others as they are."""
    if lower >= 1:
        return steps
    found = list(steps)
    for index, row in enumerate(layout.fit.shrink):
        if row.styles:
            names = _of(layout, row, used, lower)
            found[index] = min(steps[index], _most(layout, row, names, least, 1.0))
    return tuple(found)


def path(
    layout: Layout,
    start: Steps,
    used: Collection[str],
    has: Collection[str],
    least: float,
    lower: float = 1.0,
) -> list[Pressed]:
    """The points from `start` on that may help frames with the styles `used`. `has` says which of
    the kinds of `ROOM` those frames hold. `least` and `lower` are as in `styles.size_at`. Nothing
    is taken less often than at the start."""
    ways = _ways(layout, used, has, least, lower)
    end = max((way.spent for way in ways), default=1.0)
    found = [Pressed(start, 0.0)]
    for point in range(1, math.ceil(max(end, 1.0) * GRAIN) + 1):
        pressure = point / GRAIN
        counts = [0] * len(start)
        for way in ways:
            counts[way.row] += _spent(way, pressure)
        steps = tuple(map(max, start, counts))
        pressed = Pressed(steps, min(1.0, pressure))
        if pressed != found[-1]:
            found.append(pressed)
    return found


def _spent(way: _Way, pressure: float) -> int:
    if pressure >= way.spent - 1e-9:
        return way.most
    if pressure <= way.opens:
        return 0
    return round(way.most * (pressure - way.opens) / (way.spent - way.opens))


def first(found: Sequence[Pressed], fits: Callable[[Pressed], bool]) -> Pressed:
    """The lowest point that fits, found by bisection, or the highest if none fits. The lowest is
    not tried, for it is known not to fit."""
    low, high = 0, len(found) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if fits(found[middle]):
            high = middle
        else:
            low = middle
    return found[high]


def first_unmoved(
    found: Sequence[Pressed], fits: Callable[[Pressed], bool], moves: Collection[int]
) -> Pressed:
    """As `first`; but where that takes a row of `moves`, one of the few points before it that fits
    is better. At a smaller size lines may end elsewhere, and need more room."""
    best = first(found, fits)
    at = next((n for n, one in enumerate(found) if _moved(one, found[0], moves)), len(found))
    if not _moved(best, found[0], moves):
        return best
    before = list(dict.fromkeys(found[:at]))[1:]
    return next(filter(fits, reversed(before[-_BACK:])), best)


def _moved(point: Pressed, start: Pressed, moves: Collection[int]) -> bool:
    return any(point.steps[row] > start.steps[row] for row in moves)


def last_near(most: int, holds: Callable[[int], bool]) -> int:
    """The last count up to `most` that holds, as in `_last`. It is looked for near 0, in strides
    that double, for most frames have little room."""
    low, stride = 0, 1
    while low + stride <= most and holds(low + stride):
        low, stride = low + stride, 2 * stride
    return last(range(low + 1, min(low + stride, most + 1)), holds) or low


def last(counts: Iterable[int], holds: Callable[[int], bool]) -> int:
    """The last count that holds, where all before it do, found by bisection; 0 if none does."""
    found = list(counts)
    low, high = 0, len(found)
    while low < high:
        middle = (low + high + 1) // 2
        if holds(found[middle - 1]):
            low = middle
        else:
            high = middle - 1
    return found[low - 1] if low else 0


@frozen_inputs
class PathInputs(Inputs[list[Pressed]]):
    """The points that may help frames (see `path`)."""

    geometry: Geometry
    start: Steps
    used: frozenset[str]
    has: frozenset[str]

    def make(self, cache: Cache) -> list[Pressed]:
        geometry = self.geometry
        least, lower = geometry.least, geometry.lower
        if lower >= 1:  # words of another script, as an area's own may be, have the layout's least
            least = min(least, geometry.layout.least / geometry.scale)
        return path(geometry.layout, self.start, self.used, self.has, least, lower)

    def result_size(self, result: list[Pressed]) -> int:
        return _BYTES_PER_POINT * len(result)
