"""The inert plan of printed sheets: the place of each thing, before anything is written.

Lengths are in mm from the sheet's top left corner, y downwards, as on a `Page`. After a `Plan`
exists nobody measures. The writer (`press.sheets`) copies pages to their places, so tests can try
the whole geometry without a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from generator.page import Path, Shape, rectangle

# Degrees clockwise, as seen.
Turn: TypeAlias = Literal[0, 90, 180, 270]


class Edges(NamedTuple):
    """A distance outwards from each side of a box, mm."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def within(self, other: Edges) -> Edges:
        """On each side the lesser of both distances."""
        return Edges(*(min(pair) for pair in zip(self, other, strict=True)))

    def times(self, factor: float) -> Edges:
        return Edges(*(side * factor for side in self))


class SheetBox(NamedTuple):
    """A rectangle in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def outline(self) -> Path:
        return rectangle(*self)

    def grown(self, by: Edges) -> SheetBox:
        return SheetBox(
            self.x - by.left,
            self.y - by.top,
            self.width + by.left + by.right,
            self.height + by.top + by.bottom,
        )

    def moved(self, x: float, y: float) -> SheetBox:
        return SheetBox(self.x + x, self.y + y, self.width, self.height)

    def common(self, other: SheetBox) -> SheetBox:
        """The part that both boxes cover; a box of no size if they do not meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return SheetBox(x, y, max(0.0, right - x), max(0.0, bottom - y))

    def turned(self, width: float, height: float, turn: Turn) -> SheetBox:
        """The place of the box in a piece of `width` by `height` mm after the piece is turned, from
        the turned piece's top left corner."""
        match turn:
            case 90:
                return SheetBox(height - self.bottom, self.x, self.height, self.width)
            case 180:
                return SheetBox(width - self.right, height - self.bottom, self.width, self.height)
            case 270:
                return SheetBox(self.y, width - self.right, self.height, self.width)
            case _:
                return self


def around(boxes: Iterable[SheetBox]) -> SheetBox:
    """The smallest box round one or more boxes."""
    found = list(boxes)
    x, y = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.right for box in found), max(box.bottom for box in found)
    return SheetBox(x, y, right - x, bottom - y)


FLUSH: Final = Edges()


class Placement(Struct, frozen=True):
    """A page on a sheet. `page` counts from 0 in the original; None is a blank. `box` is the place
    of its trimmed page, turned and scaled. It paints nothing outside `clip`."""

    page: int | None
    box: SheetBox
    turned: Turn
    clip: SheetBox
    scale: float = 1.0


class Lines(Struct, frozen=True):
    """Lines right across a sheet: the x of upright ones, the y of level ones."""

    upright: tuple[float, ...] = ()
    level: tuple[float, ...] = ()


NOWHERE: Final = Lines()


class Sheet(Struct, frozen=True):
    """One side of one sheet of paper. `trim` is the box round every trimmed piece on it, and
    `bleed` the box round all that they paint. `marks` are drawn over the placed pages."""

    name: str
    width: float
    height: float
    placements: tuple[Placement, ...]
    trim: SheetBox
    bleed: SheetBox
    cuts: Lines = NOWHERE
    folds: Lines = NOWHERE
    marks: tuple[Shape, ...] = ()


Flip: TypeAlias = Literal["", "long", "short"]


class Plan(Struct, frozen=True):
    """Sheets in the order in which they are printed. `flip` is the edge on which to turn a sheet
    whose back is the next one, or is printed from the same plate; it is empty for one-sided sheets.
    `duplex` says that backs are sheets of their own."""

    sheets: tuple[Sheet, ...]
    flip: Flip = ""
    duplex: bool = False
