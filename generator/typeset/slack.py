"""The room in a frame: how far its gaps and pictures close or open, and how hollow it stays."""

from msgspec import Struct

from generator.design.items import Gap, Space
from generator.design.layout import Grow, Layout
from .boxes import (
    CLOSED,
    CLOSED_ALL,
    NATURAL,
    BubbleBox,
    ColumnsBox,
    Fit,
    FlexibleBox,
    Stack,
    TaggedBox,
    shares,
    space,
    stretch,
    stretched,
)

ROUNDING = 0.01  # mm: less is not seen, and is not overset
NEARLY = 0.001  # of how far a gap closes: the grain of `closed`
CALM = 0.18  # share of a frame's height that may stay empty in one place


class FrameFit(Struct, frozen=True):
    """How far a stack closes or opens to stand in its frame, its height then, how many mm it is too
    high, and how many are left over. `loose` is how much would stand empty in one place with gaps
    at their natural height, mm."""

    fit: Fit
    height: float
    overset: float = 0.0
    left_over: float = 0.0
    loose: float = 0.0


class Heights(dict[Fit, float]):
    """The heights of a stack, each added up once."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    def __missing__(self, fit: Fit) -> float:
        found = self[fit] = self.stack.height(fit)
        return found


def fit_frame(stack: Stack, room: float, height: float, layout: Layout, pictures: bool) -> FrameFit:
    """Close a stack to `room` mm, or let it take what is left over. `pictures` says whether they
    may shrink; `height` is the frame's."""
    heights = Heights(stack)
    if heights[NATURAL] > room + ROUNDING:
        fit, overset = closed(heights, room, pictures)
        return FrameFit(fit, heights[fit], overset, max(0.0, room - heights[fit]))
    fit = NATURAL
    for row in layout.fit.grow:
        if row.pictures:
            fit = _opened(heights, room, height, row, fit)
    loose = hollow(stack, fit, room - heights[fit])
    for row in layout.fit.grow:
        if row.gaps:
            fit = _opened(heights, room, height, row, fit)
    return FrameFit(fit, heights[fit], 0.0, max(0.0, room - heights[fit]), loose)


def closed(stack: Heights, room: float, pictures: bool) -> tuple[Fit, float]:
    """How far a stack must close to stand in `room` mm, and how many mm it is still too high."""
    if stack[NATURAL] <= room + ROUNDING:
        return NATURAL, 0.0
    if stack[CLOSED] <= room + ROUNDING:
        return _between(stack, room, NATURAL, CLOSED), 0.0
    if not pictures:
        return CLOSED, stack[CLOSED] - room
    if stack[CLOSED_ALL] <= room + ROUNDING:
        return _between(stack, room, CLOSED, CLOSED_ALL), 0.0
    return CLOSED_ALL, stack[CLOSED_ALL] - room


def _opened(stack: Heights, room: float, height: float, row: Grow, fit: Fit) -> Fit:
    """The stack with its gaps or its pictures open as far as a row asks."""
    wide = Fit(-1.0, fit.pictures) if row.gaps else Fit(fit.gaps, -1.0)
    now = stack[fit]
    if now > room - ROUNDING or stack[wide] <= now + ROUNDING:
        return fit
    if row.fill:
        return wide if stack[wide] <= room + ROUNDING else _between(stack, room, wide, fit)
    most = CALM * height

    def void(middle: Fit) -> float:
        return hollow(stack.stack, middle, room - stack[middle])

    if void(fit) <= most + ROUNDING:
        return fit
    if stack[wide] > room + ROUNDING:
        wide = _between(stack, room, wide, fit)
    if void(wide) > most:
        return wide
    low, high = fit, wide
    for _ in range(12):
        middle = _middle(low, high, 0.5)
        if void(middle) <= most:
            high = middle
        else:
            low = middle
    return high


def hollow(stack: Stack, fit: Fit, left_over: float, pauses: bool = False) -> float:
    """The most that stands empty in one place, in mm, if so much is left over: a gap that takes
    some of it, with what it has itself. Only with `pauses` are these counted. What no gap takes
    stands below the last box."""
    whole = stack.shares()
    if left_over <= 0 or not whole:
        return max(0.0, left_over)
    return _void(stack, fit, left_over / whole, pauses)


def _void(stack: Stack, fit: Fit, each: float, pauses: bool) -> float:
    """The largest gap of a stack that stretches, or inside it, where each share is so large."""
    most = 0.0
    for stacked in stack.boxes:
        gap, box = stacked.above, stacked.box
        if stretch(gap) and (pauses or not (isinstance(gap, Gap) and gap.pause)):
            most = max(most, space(gap, fit) + each * stretch(gap))
        while isinstance(box, TaggedBox):
            box = box.inner
        if isinstance(box, Stack):
            most = max(most, _void(box, fit, each, pauses))
    return most


def parted(stack: Stack, fit: Fit, left_over: float) -> bool:
    """Whether a column that is shorter than the one beside it spreads, so that a gap in it is
    larger than the most that its layout gives it."""
    each = stack.share(left_over)
    boxes = (stretched(one.box, each * shares(one.box), fit) for one in stack.boxes)
    return any(_is_parted(box, fit) for box in boxes)


def _is_parted(box: FlexibleBox, fit: Fit) -> bool:
    if isinstance(box, TaggedBox | BubbleBox):
        return _is_parted(box.inner, fit)
    if isinstance(box, Stack):
        return any(_is_parted(one.box, fit) for one in box.boxes)
    if not isinstance(box, ColumnsBox):
        return False
    height = box.height(fit)
    spares = ((held, height - held.height(fit)) for _, _, held in box.columns)
    return any(_passes(held, spare / shares(held), fit) for held, spare in spares if shares(held))


def _passes(box: FlexibleBox, each: float, fit: Fit) -> bool:
    """Whether a gap of a box passes its most if each share of the room left over is so large."""
    if isinstance(box, TaggedBox):
        return _passes(box.inner, each, fit)
    if not isinstance(box, Stack):
        return False
    return any(_is_past(one.above, each, fit) or _passes(one.box, each, fit) for one in box.boxes)


def _is_past(gap: Space, each: float, fit: Fit) -> bool:
    if not isinstance(gap, Gap) or gap.most is None:
        return False
    return space(gap, fit) + each * gap.stretch > gap.most + ROUNDING


def _between(stack: Heights, room: float, loose: Fit, tight: Fit) -> Fit:
    """The loosest fit between two that stands in the room, nearly. Heights are straight lines with
    few corners, so it is looked for where the line between the two ends meets the room."""
    low, high = 0.0, 1.0
    over, under = stack[loose] - room, room - stack[tight]
    for _ in range(12):
        if under <= ROUNDING / 2 or high - low < 0.001:
            break
        middle = low + (high - low) * over / (over + under)
        excess = stack[_middle(loose, tight, middle)] - room
        if excess <= ROUNDING:
            high, under = middle, -excess
        else:
            low, over = middle, excess
    return _middle(loose, tight, high)


def _middle(first: Fit, second: Fit, share: float) -> Fit:
    return Fit(
        first.gaps + (second.gaps - first.gaps) * share,
        first.pictures + (second.pictures - first.pictures) * share,
    )
