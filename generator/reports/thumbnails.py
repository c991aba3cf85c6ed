"""Pages drawn small: their own marks at a fraction of their size, cut off at the trim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias

from generator.cache import Cache, Inputs
from generator.page import GlyphRun, Group, Image, Mark, Page, Path, Segment, Shape, Tag


class At(NamedTuple):
    """Where a page's top left corner comes to stand, mm, and at which fraction of its size."""

    x: float
    y: float
    scale: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.scale, self.y + y * self.scale


Clip: TypeAlias = tuple[float, float, float, float]

_SIZE: Final = 20_000  # bytes of memory that a group of marks takes, about


@dataclass(frozen=True, slots=True)
class SmallInputs(Inputs[Group]):
    """A group of marks drawn small, and cut off at the trim."""

    group: Group
    at: At
    trim: Clip

    def make(self, cache: Cache) -> Group:
        made = _group(self.group, self.at)
        return Group((made,) if made.clip else made.marks, made.name, clip=self.trim)

    def result_size(self, result: Group) -> int:
        return _SIZE


def thumbnail(page: Page, at: At, cache: Cache) -> list[Group]:
    """The page's marks at their places, each group of them by itself and cut off at the trim.
    Links and meanings are left behind."""
    trim = at.x, at.y, *at.point(page.width, page.height)
    groups = (mark if isinstance(mark, Group) else Group((mark,), page.name) for mark in page.marks)
    return [cache.get(SmallInputs(group, at, trim)) for group in groups]


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
    clip = group.clip and (*at.point(*group.clip[:2]), *at.point(*group.clip[2:]))
    return Group(tuple(_marks(group.marks, at)), group.name, group.static, clip)


def _shape(shape: Shape, at: At) -> Shape:
    dash = tuple(length * at.scale for length in shape.dash)
    weight = shape.weight * at.scale
    return replace(shape, path=_path(shape.path, at), weight=weight, dash=dash)


def _path(path: Path, at: At) -> Path:
    left, top, scale = at
    found: list[Segment] = []
    for segment in path:
        if len(segment) == 3:
            kind, x, y = segment
            found.append((kind, left + x * scale, top + y * scale))
        elif len(segment) == 7:
            kind, x1, y1, x2, y2, x, y = segment
            x1, y1, x2, y2 = (
                left + x1 * scale,
                top + y1 * scale,
                left + x2 * scale,
                top + y2 * scale,
            )
            found.append((kind, x1, y1, x2, y2, left + x * scale, top + y * scale))
        else:
            found.append(segment)
    return tuple(found)
