"""Copyfitting: which type shrinks, in which order, until a frame's words fit.

The gaps of a frame close first. Then the layout's steps are taken in order. A step shrinks a set of
styles together, by equal amounts down to their floors, on the whole piece and never on one
paragraph; or it lets pictures shrink. If no step is left, the frame is overset.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from generator.cache import Cache, Inputs, frozen_inputs
from generator.design.layout import Layout, Shrink
from .boxes import CLOSED, CLOSED_ALL, NATURAL, Fit, Stack
from .geometry import Geometry
from .itemise import Faces
from .styles import Setting, at_floor, faces_of, setting

ROUNDING = 0.01  # mm: less is not seen, and is not overset
# What gives room beside smaller type, and the field of a step that says so.
ROOM = (
    ("pictures", "pictures"),
    ("contacts", "inline"),
    ("short forms", "short"),
    ("drop", "drop"),
)
LOSING = ("short forms", "drop")  # these cost the reader words, and come last
Steps: TypeAlias = tuple[int, ...]
"""How often each of a layout's steps is taken."""


def initial(layout: Layout) -> Steps:
    """The steps before any is taken."""
    return (0,) * len(layout.fit.shrink)


def is_taken(layout: Layout, steps: Steps, kind: str) -> bool:
    """Whether a step that concerns no style is taken."""
    return any(n and getattr(row, kind) for row, n in zip(layout.fit.shrink, steps, strict=True))


def relevant(layout: Layout, steps: Steps, styles: Collection[str]) -> Steps:
    """The steps that change anything in these styles."""
    return tuple(
        count if not row.styles or not set(row.styles).isdisjoint(styles) else 0
        for row, count in zip(layout.fit.shrink, steps, strict=True)
    )


def shares(layout: Layout, steps: Steps) -> dict[str, float]:
    """The share of its full size that each shrinking style has after these steps."""
    found: dict[str, float] = {}
    for row, count in zip(layout.fit.shrink, steps, strict=True):
        if row.styles:
            share = 1 - count * row.by / layout.styles[row.styles[0]].size
            found.update(dict.fromkeys(row.styles, share))
    return found


def states(
    layout: Layout,
    start: Steps,
    used: Collection[str],
    has: Collection[str],
    least: float,
    lower: float = 1.0,
) -> list[Steps]:
    """Every state from `start` on that may help frames with the styles `used`. Each of the layout's
    steps is taken in order, as often as the floor of its styles allows. `has` says which of
    "pictures", "contacts", "short forms" and items to "drop" those frames hold. `least` and `lower`
    are as in `styles.size_at`."""
    rows, styles = layout.fit.shrink, layout.styles
    found = [start]

    def may_go_on(step: Shrink, index: int, limit: float, last: bool) -> bool:
        kind = next((kind for kind, field in ROOM if getattr(step, field)), "")
        if kind:
            return kind in has and not found[-1][index] and (last or kind not in LOSING)
        now = shares(layout, found[-1])
        return any(
            name in used and not at_floor(styles[name], now[name], least, limit)
            for name in step.styles
        )

    # a script that may go under the floors does so only when every style stands at its own
    limits = (1.0, lower) if lower < 1.0 else (1.0,)
    for limit in limits:
        for index, step in enumerate(rows):
            while may_go_on(step, index, limit, limit == limits[-1]):
                state = found[-1]
                found.append((*state[:index], state[index] + 1, *state[index + 1 :]))
    return found


def first(found: Sequence[Steps], fits: Callable[[Steps], bool]) -> Steps:
    """The lowest state that fits, found by bisection, or the highest if none fits. The lowest is
    not tried, for it is known not to fit."""
    if not fits(found[-1]):
        return found[-1]
    low, high = 0, len(found) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if fits(found[middle]):
            high = middle
        else:
            low = middle
    return found[high]


def closed(stack: Stack, room: float, pictures: bool) -> tuple[Fit, float]:
    """How far a stack must close to stand in `room` mm, and how many mm it is still too high."""
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


@frozen_inputs
class StylesInputs(Inputs[Mapping[str, Setting]]):
    """Every style of a layout after some steps, in the fonts of the language's script. The `latin`
    ones are in the theme's own fonts, for words that are Latin in every language."""

    geometry: Geometry
    steps: Steps
    latin: bool = False

    def make(self, cache: Cache) -> Mapping[str, Setting]:
        geometry = self.geometry
        drawing, layout = geometry.drawing, geometry.layout
        script = None if self.latin else geometry.script
        least = geometry.least if script else layout.least / geometry.scale
        found = shares(layout, self.steps)
        known: dict[int, Faces] = {}

        def faces(weight: int) -> Faces:
            if weight not in known:
                known[weight] = faces_of(drawing, script, weight)
            return known[weight]

        return {
            name: setting(
                name,
                style,
                found.get(name, 1.0),
                least,
                drawing.palette,
                faces,
                script.setting if script else None,
            )
            for name, style in layout.styles.items()
        }

    def result_size(self, result: Mapping[str, Setting]) -> int:
        return 2000 * len(result)


@frozen_inputs
class StatesInputs(Inputs[list[Steps]]):
    """The states that may help frames (see `states`)."""

    geometry: Geometry
    start: Steps
    used: frozenset[str]
    has: frozenset[str]

    def make(self, cache: Cache) -> list[Steps]:
        geometry = self.geometry
        limits = geometry.least, geometry.lower
        return states(geometry.layout, self.start, self.used, self.has, *limits)
