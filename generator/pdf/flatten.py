"""Finds what lies beneath pictures with soft edges, for files that may hold no transparency.

Such a picture is blended with its ground, if the ground under its whole box is one flat colour in
process inks, or bare paper. Over anything else the picture is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from generator.cache import Cache
from generator.colour import Cmyk
from generator.page import GlyphRun, Group, Image, Mark, Page, Path, Shape, Tag, path_box
from generator.problems import Problem, Refused, error
from generator.units import MM_PER_PT
from generator.vectors import is_vector
from .image_objects import is_soft

PAPER: Final[Cmyk] = (0.0, 0.0, 0.0, 0.0)
Grounds: TypeAlias = tuple[tuple[Image, Cmyk], ...]

_EDGE: Final = 0.01  # mm; a picture flush with the edge of its ground lies within it
_STEPS: Final = 16  # lines for a curve


class _Extents(Struct, frozen=True):
    """Edges in mm."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Extents) -> bool:
        return (
            self.left < other.right - _EDGE
            and other.left < self.right - _EDGE
            and self.top < other.bottom - _EDGE
            and other.top < self.bottom - _EDGE
        )

    def within(self, clip: _Extents | None) -> _Extents:
        """The part that a clip shows, of no size if it shows none."""
        if clip is None:
            return self
        left, top = max(self.left, clip.left), max(self.top, clip.top)
        right, bottom = min(self.right, clip.right), min(self.bottom, clip.bottom)
        return _Extents(left, top, max(left, right), max(top, bottom))


class _Painted(Struct, frozen=True):
    """A mark, the box that it paints in, and the clip that it shows within."""

    mark: Mark
    box: _Extents
    clip: _Extents | None


class _Unknown(Exception):
    """A ground that is not one flat colour, with its name."""


def grounds(page: Page, cache: Cache) -> Grounds:
    """The page's soft-edged pictures, with the colour beneath each in percent of ink. Raises
    Refused with every picture that cannot be read, or that stands on no flat colour."""
    problems: list[Problem] = []
    found: dict[Image, Cmyk] = {}
    drawn = list(_leaves(page.marks))
    for index, each in enumerate(drawn):
        image = each.mark
        try:
            if isinstance(image, Image) and not is_vector(image.path) and is_soft(image, cache):
                found[image] = _beneath(each.box, drawn[:index])
        except Refused as refused:
            problems += refused.problems
        except _Unknown as under:
            assert isinstance(image, Image)
            problems.append(_no_ground(image, str(under)))
    if problems:
        raise Refused(problems)
    return tuple(found.items())


def _leaves(marks: Iterable[Mark], clip: _Extents | None = None) -> Iterator[_Painted]:
    for mark in marks:
        match mark:
            case Group(clip=own):
                yield from _leaves(mark.marks, _Extents(*own).within(clip) if own else clip)
            case Tag():
                yield from _leaves(mark.marks, clip)
            case _:
                yield _Painted(mark, _box(mark).within(clip), clip)


def _beneath(box: _Extents, drawn: Sequence[_Painted]) -> Cmyk:
    """The colour under a box, after all that was drawn before. Raises `_Unknown`."""
    for index in range(len(drawn) - 1, -1, -1):
        mark, clip = drawn[index].mark, drawn[index].clip
        if not drawn[index].box.meets(box):
            continue
        if not isinstance(mark, Shape):
            raise _Unknown("a picture" if isinstance(mark, Image) else "words")
        if mark.fill is None or not _holds(mark.path, box) or box.within(clip) != box:
            raise _Unknown(f"the edge of a {mark.kind or 'shape'}")
        if mark.fill.spot:
            raise _Unknown(f'the spot ink "{mark.fill.spot}"')
        if mark.fill.is_solid_black and _beneath(box, drawn[:index]) != PAPER:
            raise _Unknown("black that overprints another colour")
        assert mark.fill.printed
        return mark.fill.printed
    return PAPER


def _box(mark: Mark) -> _Extents:
    match mark:
        case Image(x=x, y=y, width=width, height=height):
            return _Extents(x, y, x + width, y + height)
        case Shape(path=path) if path:
            left, top, right, bottom = path_box(path)
            half = mark.weight / 2 if mark.stroke else 0.0
            return _Extents(left - half, top - half, right + half, bottom + half)
        case GlyphRun(x=x, y=y, font=font) if mark.clusters:
            left, foot, right, head = font.face.bounds  # no letter of the font reaches further
            scale = mark.size * MM_PER_PT / font.units_per_em
            across = x + mark.width + right * scale
            return _Extents(x + left * scale, y - head * scale, across, y - foot * scale)
    return _Extents(0.0, 0.0, 0.0, 0.0)


def _holds(path: Path, box: _Extents) -> bool:
    """Whether a box lies wholly inside a filled path: no edge of it passes through the box, and
    the path winds round the box's middle."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    turns = 0
    for (x0, y0), (x1, y1) in _edges(path):
        if _passes(x0, y0, x1, y1, box):
            return False
        if (y0 <= y) != (y1 <= y) and x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x:
            turns += 1 if y1 > y0 else -1
    return turns != 0


def _edges(path: Path) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """A path's outline in straight lines, with every part closed."""
    start = here = (0.0, 0.0)
    for name, *values in path:
        if name == "M":
            if here != start:
                yield here, start
            start = here = values[0], values[1]
        elif name == "L":
            there = values[0], values[1]
            yield here, there
            here = there
        elif name == "C":
            first, x1, y1, x2, y2, x3, y3 = here, *values
            for step in range(1, _STEPS + 1):
                t, s = step / _STEPS, 1 - step / _STEPS
                ways = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
                there = (
                    sum(a * b for a, b in zip(ways, (first[0], x1, x2, x3), strict=True)),
                    sum(a * b for a, b in zip(ways, (first[1], y1, y2, y3), strict=True)),
                )
                yield here, there
                here = there
        elif here != start:
            yield here, start
            here = start
    if here != start:
        yield here, start


def _passes(x0: float, y0: float, x1: float, y1: float, box: _Extents) -> bool:
    """Whether a line goes through the inside of a box (clipping it, after Liang and Barsky)."""
    enters, leaves = 0.0, 1.0
    for step, room_before, room_after in (
        (x1 - x0, x0 - box.left - _EDGE, box.right - _EDGE - x0),
        (y1 - y0, y0 - box.top - _EDGE, box.bottom - _EDGE - y0),
    ):
        for pace, room in ((-step, room_before), (step, room_after)):
            if pace == 0:
                if room <= 0:
                    return False
            elif pace < 0:
                enters = max(enters, room / pace)
            else:
                leaves = min(leaves, room / pace)
    return enters < leaves


def _no_ground(image: Image, under: str) -> Problem:
    name = image.path.replace("\\", "/").rsplit("/", 1)[-1]
    return error(
        "soft-edges",
        f'"{name}" has soft edges and stands on {under}',
        image.key,
        "this kind of file holds no transparency: use the picture as SVG or PDF, save it on the "
        "colour it stands on, or make a PDF/X-4 edition",
    )
