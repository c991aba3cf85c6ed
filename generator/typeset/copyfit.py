"""Copyfitting: what shrinks, in which order, until a frame's words fit.

First the gaps of a frame close. Then the layout's rungs are climbed in order: a rung is a set of
styles that shrink together by equal steps down to their floors, for the whole piece, never for
one paragraph; or leave for pictures to shrink. When no rung is left, the frame is overset.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

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
Rungs = tuple[int, ...]


def shares(steps: Sequence[Step], rungs: Rungs, styles: Mapping[str, Style]) -> dict[str, float]:
    """Each shrinking style's share of its full size after `rungs` steps of each rung."""
    found: dict[str, float] = {}
    for step, count in zip(steps, rungs, strict=True):
        if step.styles:
            share = 1 - count * step.by / styles[step.styles[0]].size
            found.update(dict.fromkeys(step.styles, share))
    return found


def climb(
    steps: Sequence[Step],
    rungs: Rungs,
    styles: Mapping[str, Style],
    used: Collection[str],
    has: Collection[str],
    least: float,
    lower: float = 1.0,
) -> Rungs | None:
    """One step up the first rung that still helps frames using the styles `used`, or nothing.
    `has` says which of "pictures", "contacts" and items to "drop" those frames hold; `least` and
    `lower` are as in `styles.size_at`."""
    now = shares(steps, rungs, styles)
    for index, step in enumerate(steps):
        kind = next((kind for kind, field in ROOM if getattr(step, field)), "")
        if kind:
            helps = kind in has and not rungs[index]
        else:
            helps = any(
                name in used and not at_floor(styles[name], now[name], least, lower)
                for name in step.styles
            )
        if helps:
            return (*rungs[:index], rungs[index] + 1, *rungs[index + 1 :])
    return None


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
