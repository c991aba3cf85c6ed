"""Places pages on another page, in their own size or smaller, each cut off at its trim."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.page import Box, GlyphRun, Group, Image, Mark, Page, Path, Segment, Shape, Tag

_MARK_BYTES = 400  # about what a mark takes in memory


class At(NamedTuple):
    """The place of a page's top left corner in mm, and the fraction of its size."""

    x: float
    y: float
    scale: float = 1.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.scale, self.y + y * self.scale


def placed(
    page: Page, at: At, cache: Cache, *, cut: bool = True, read_in: str | None = None
) -> list[Group]:
    """The page's marks at their places, in groups, without links and tags. With `cut` nothing is
    drawn outside the trim. Frames that are cut are remembered, for the same frame stands on many
    sheets. If the page is to be `read_in` a language, tags stay, and those of links are of
    words."""
    groups = [mark if isinstance(mark, Group) else Group((mark,), page.name) for mark in page.marks]
    if not cut:
        return [PlacedGroupInputs(group, at, None, read_in).make(cache) for group in groups]
    trim = (at.x, at.y, *at.point(page.width, page.height))
    return [cache.get(PlacedGroupInputs(group, at, trim, read_in)) for group in groups]


@frozen_inputs
class PlacedGroupInputs(Inputs[Group]):
    """A group of marks where another page has it, with nothing outside that page's `trim` if
    there is one. The
    same frame of many pieces is the same group again, which a writer encodes once. Tags stay if
    it is `read_in` a language, which is that of the outermost; empty: that of what is around."""

    group: Group
    at: At
    trim: Box | None
    read_in: str | None = None

    def make(self, cache: Cache) -> Group:
        group, at = self.group, self.at
        clip = group.clip and (*at.point(*group.clip[:2]), *at.point(*group.clip[2:]))
        marks = tuple(_moved(group.marks, at, cache, self.read_in))
        if self.trim is None:
            return Group(marks, group.name, group.static, clip)
        inner = (Group(marks, group.name, group.static, clip),) if clip else marks
        return Group(inner, group.name, clip=self.trim)

    def result_size(self, result: Group) -> int:
        return _MARK_BYTES * _count(result.marks)


@frozen_inputs
class GatheredInputs(Inputs[Group]):
    """Groups at their places as one, without links and tags. A writer makes it one stream."""

    name: str
    groups: tuple[tuple[Group, At], ...]

    def make(self, cache: Cache) -> Group:
        marks: list[Mark] = []
        for group, at in self.groups:
            made = PlacedGroupInputs(group, at, None).make(cache)
            marks += (made,) if made.clip or made.static else made.marks
        return Group(tuple(marks), self.name)

    def result_size(self, result: Group) -> int:
        return _MARK_BYTES * _count(result.marks)


def _count(marks: Iterable[Mark]) -> int:
    return sum(1 + _count(mark.marks) if isinstance(mark, Group | Tag) else 1 for mark in marks)


def _moved(
    marks: Iterable[Mark], at: At, cache: Cache, read_in: str | None = None
) -> Iterator[Mark]:
    """The marks at their places. Groups in them are remembered by themselves: the same code or
    field of bubbles stands in many frames."""
    for mark in marks:
        match mark:
            case Group():
                yield cache.get(PlacedGroupInputs(mark, at, None, read_in))
            case Tag() if read_in is None:
                yield from _moved(mark.marks, at, cache)
            case Tag():
                yield replace(
                    mark,
                    role="Span" if mark.role == "Link" else mark.role,
                    marks=tuple(_moved(mark.marks, at, cache, "")),
                    language=mark.language or read_in,
                )
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


def _shape(shape: Shape, at: At) -> Shape:
    dash = tuple(length * at.scale for length in shape.dash)
    return replace(shape, path=_path(shape.path, at), weight=shape.weight * at.scale, dash=dash)


def _path(path: Path, at: At) -> Path:
    left, top, scale = at
    moved: list[Segment] = []
    for segment in path:
        if len(segment) == 3:
            kind, x, y = segment
            moved.append((kind, left + x * scale, top + y * scale))
        elif len(segment) == 7:
            kind, x1, y1, x2, y2, x, y = segment
            first, second = (
                (left + x1 * scale, top + y1 * scale),
                (left + x2 * scale, top + y2 * scale),
            )
            moved.append((kind, *first, *second, left + x * scale, top + y * scale))
        else:
            moved.append(segment)
    return tuple(moved)
