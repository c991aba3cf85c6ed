"""Pages drawn small: their own marks at a fraction of their size, cut off at the trim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, cast
from weakref import WeakKeyDictionary

from generator.page import GlyphRun, Group, Image, Mark, Page, Segment, Shape, Tag


class At(NamedTuple):
    """Where a page's top left corner comes to stand, mm, and at which fraction of its size."""

    x: float
    y: float
    scale: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.scale, self.y + y * self.scale


# The same frame in many pieces is the same group, so that it is made small once, and what the
# writer keeps of it serves every sheet.
_kept: WeakKeyDictionary[Group, dict[At, Group]] = WeakKeyDictionary()


def thumbnail(page: Page, at: At) -> Group:
    """The page's marks at their places. Links and meanings are left behind."""
    x, y = at.point(page.width, page.height)
    return Group(tuple(_marks(page.marks, at)), page.name, clip=(at.x, at.y, x, y))


def _marks(marks: Iterable[Mark], at: At) -> Iterator[Mark]:
    for mark in marks:
        match mark:
            case Group():
                yield _group(mark, at)
            case Tag():
                yield from _marks(mark.marks, at)
            case GlyphRun():
                x, y = at.point(mark.x, mark.y)
                yield replace(mark, x=x, y=y, size=mark.size * at.scale)
            case Shape():
                yield _shape(mark, at)
            case Image():
                x, y = at.point(mark.x, mark.y)
                width, height = mark.width * at.scale, mark.height * at.scale
                yield replace(mark, x=x, y=y, width=width, height=height)
            case _:
                pass


def _group(group: Group, at: At) -> Group:
    made = _kept.setdefault(group, {})
    if at not in made:
        clip = group.clip and (*at.point(*group.clip[:2]), *at.point(*group.clip[2:]))
        made[at] = Group(tuple(_marks(group.marks, at)), group.name, group.static, clip)
    return made[at]


def _shape(shape: Shape, at: At) -> Shape:
    origin = at.x, at.y
    path = tuple(
        cast(
            Segment,
            (
                segment[0],
                *(origin[i % 2] + value * at.scale for i, value in enumerate(segment[1:])),
            ),
        )
        for segment in shape.path
    )
    dash = tuple(length * at.scale for length in shape.dash)
    return replace(shape, path=path, weight=shape.weight * at.scale, dash=dash)
