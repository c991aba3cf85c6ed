"""Marks on a printed sheet: where to cut and to fold, registration, and the slug.

All stand outside the bleed of everything on the sheet, so that none is left on a piece. They are
drawn in registration, so that they print from every plate.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.page import Shape
from generator.units import MM_PER_PT
from .inks import REGISTRATION
from .lettering import LETTER, width, words
from .plan import Sheet
from .printers_marks import DASH, LENGTH, EdgeSpace, line, reach, target

SheetMark: TypeAlias = Literal["cut", "fold", "registration", "slug"]
KINDS: Final[tuple[SheetMark, ...]] = ("cut", "fold", "registration", "slug")

SIZE: Final = 5.5  # pt, of the slug


class TrimEdge(NamedTuple):
    """An edge of the trimmed area, from `start` along it. Marks stand from `near` to `far` outside
    it. All are coordinates of the sheet. A `level` edge runs from left to right."""

    level: bool
    start: float
    length: float
    near: float
    far: float

    def point(self, along: float, out: float) -> tuple[float, float]:
        """A place on the sheet: so far along the side and, from 0 to 1, so far out."""
        across = self.near + (self.far - self.near) * out
        return (self.start + along, across) if self.level else (across, self.start + along)


class MarkedSheet(Struct, frozen=True):
    """A sheet with its marks, and the entries of the slug that had no room."""

    sheet: Sheet
    left_out: tuple[str, ...] = ()


def room_for_marks(bleed: float, kinds: Sequence[SheetMark]) -> float:
    """How far outside the trim marks reach, in mm; 0 without marks."""
    return reach(bleed)[1] if kinds else 0.0


def marked(sheet: Sheet, kinds: Sequence[SheetMark], slug: Sequence[str] = ()) -> MarkedSheet:
    """The sheet with marks of those kinds. `slug` has the entries that describe the sheet."""
    shapes: list[Shape] = []
    sides = _sides(sheet)
    rooms = [EdgeSpace(side.length) for side in sides]
    for side, room in zip(sides, rooms, strict=True):
        for kind, lines, dash in (("cut", sheet.cuts, ()), ("fold", sheet.folds, DASH)):
            for place in lines.upright if side.level else lines.level:
                along = place - side.start
                room.block(along, along)
                if kind in kinds:
                    shapes.append(line(side.point(along, 0), side.point(along, 1), dash))
    if "registration" in kinds:
        for side, room in zip(sides, rooms, strict=True):
            for along in _targets(side, room):
                shapes += target(*side.point(along, 0.5))
    left_out = []
    if "slug" in kinds:
        for entry in slug:
            shape = _entry(entry, [(sides[1], rooms[1]), (sides[0], rooms[0])])
            if shape is None:
                left_out.append(entry)
            else:
                shapes.append(shape)
    return MarkedSheet(replace(sheet, marks=(*sheet.marks, *shapes)), tuple(left_out))


def _sides(sheet: Sheet) -> tuple[TrimEdge, TrimEdge, TrimEdge, TrimEdge]:
    """The top, bottom, left and right edge."""
    trim, bleed = sheet.trim, sheet.bleed
    spread = max(
        trim.x - bleed.x, trim.y - bleed.y, bleed.right - trim.right, bleed.bottom - trim.bottom
    )
    start, end = reach(spread)
    return (
        TrimEdge(True, trim.x, trim.width, trim.y - start, trim.y - end),
        TrimEdge(True, trim.x, trim.width, trim.bottom + start, trim.bottom + end),
        TrimEdge(False, trim.y, trim.height, trim.x - start, trim.x - end),
        TrimEdge(False, trim.y, trim.height, trim.right + start, trim.right + end),
    )


def _targets(side: TrimEdge, room: EdgeSpace) -> tuple[float, ...]:
    """The places of a side's registration marks: one in its middle, or one on either hand as near
    to the middle as there is room. Then those of a turned sheet meet those of its other side."""
    start = room.take(LENGTH, side.length / 2)
    if start is None:
        return ()
    here = start + LENGTH / 2
    there = side.length - here
    if abs(there - here) < LENGTH:
        return (here,)
    room.block(there - LENGTH / 2, there + LENGTH / 2)
    return here, there


def _entry(text: str, sides: Sequence[tuple[TrimEdge, EdgeSpace]]) -> Shape | None:
    """An entry of the slug on the first side with room for it, as far left as possible."""
    needed = width(text, SIZE)
    for side, room in sides:
        start = room.take(needed, 0.0)
        if start is not None:
            x, y = side.point(start, 0.5)
            return words(text, x, y + SIZE * LETTER * MM_PER_PT / 2, SIZE, REGISTRATION)
    return None
