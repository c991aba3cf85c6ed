"""Copyfitting: what shrinks, in which order, until a frame's words fit.

First the gaps of a frame close. Then the layout's rungs are climbed in order: a rung is a set of
styles that shrink together by equal steps down to their floors, for the whole piece, never for
one paragraph; or leave for pictures to shrink. When no rung is left, the frame is overset.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from generator.design.layout import Step, Style
from generator.typeset.boxes import CLOSED, CLOSED_ALL, NATURAL, Fit, Stack
from generator.typeset.styles import at_floor

ROUNDING = 0.01  # mm: less is not seen, and is not overset
# What gives room beside smaller type, and the field of a step that says so.
ROOM = (
    ("pictures", "pictures"),
    ("contacts", "inline"),
    ("short forms", "short"),
    ("drop", "drop"),
)
LOSING = ("short forms", "drop")  # these cost the reader words, and come last
Rungs = tuple[int, ...]


def shares(steps: Sequence[Step], rungs: Rungs, styles: Mapping[str, Style]) -> dict[str, float]:
    """Each shrinking style's share of its full size after `rungs` steps of each rung."""
    found: dict[str, float] = {}
    for step, count in zip(steps, rungs, strict=True):
        if step.styles:
            share = 1 - count * step.by / styles[step.styles[0]].size
            found.update(dict.fromkeys(step.styles, share))
    return found


def ladder(
    steps: Sequence[Step],
    start: Rungs,
    styles: Mapping[str, Style],
    used: Collection[str],
    has: Collection[str],
    least: float,
    lower: float = 1.0,
) -> list[Rungs]:
    """Every state from `start` up that may help frames using the styles `used`: each rung in
    order, step by step to the floor of its styles.

    `has` says which of "pictures", "contacts", "short forms" and items to "drop" those frames
    hold; `least` and `lower` are as in `styles.size_at`.
    """
    found = [start]

    def may_go_on(step: Step, index: int, limit: float, last: bool) -> bool:
        kind = next((kind for kind, field in ROOM if getattr(step, field)), "")
        if kind:
            return kind in has and not found[-1][index] and (last or kind not in LOSING)
        now = shares(steps, found[-1], styles)
        return any(
            name in used and not at_floor(styles[name], now[name], least, limit)
            for name in step.styles
        )

    # a script that may go under the floors does so only when every style stands at its own
    limits = (1.0, lower) if lower < 1.0 else (1.0,)
    for limit in limits:
        for index, step in enumerate(steps):
            while may_go_on(step, index, limit, limit == limits[-1]):
                state = found[-1]
                found.append((*state[:index], state[index] + 1, *state[index + 1 :]))
    return found


def first(states: Sequence[Rungs], fits: Callable[[Rungs], bool]) -> Rungs:
    """The lowest state that fits, by bisection; the highest where none does. The lowest is not
    tried: it is where the trouble began."""
    if not fits(states[-1]):
        return states[-1]
    low, high = 0, len(states) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if fits(states[middle]):
            high = middle
        else:
            low = middle
    return states[high]


def closed(stack: Stack, room: float, pictures: bool) -> tuple[Fit, float]:
    """How far a stack must close to stand in `room` mm, and by how many mm it still does not."""
    if stack.height(NATURAL) <= room + ROUNDING:
        return NATURAL, 0.0
    if stack.height(CLOSED) <= room + ROUNDING:
        return _between(stack, room, NATURAL, CLOSED), 0.0
    if not pictures:
        return CLOSED, stack.height(CLOSED) - room
    if stack.height(CLOSED_ALL) <= room + ROUNDING:
        return _between(stack, room, CLOSED, CLOSED_ALL), 0.0
    return CLOSED_ALL, stack.height(CLOSED_ALL) - room


def _between(stack: Stack, room: float, loose: Fit, tight: Fit) -> Fit:
    """The loosest fit between two that stands in the room, to a thousandth."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        fit = Fit(
            loose.gaps + (tight.gaps - loose.gaps) * middle,
            loose.pictures + (tight.pictures - loose.pictures) * middle,
        )
        if stack.height(fit) <= room + ROUNDING:
            high = middle
        else:
            low = middle
    return Fit(
        loose.gaps + (tight.gaps - loose.gaps) * high,
        loose.pictures + (tight.pictures - loose.pictures) * high,
    )
