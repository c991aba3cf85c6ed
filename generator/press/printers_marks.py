"""Printer's marks: where to cut and to fold, and how the inks register.

Lines are 0.25 pt thick, the thinnest that prints reliably. All marks stand in a band round the
page, wholly outside the bleed and at least 3 mm outside the trim, so that none is left on the piece
if the cut strays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.page import Group, Path, Segment, Shape
from generator.units import MM_PER_PT
from .inks import BLACK, CYAN, MAGENTA, REGISTRATION, YELLOW
from .lettering import Point, ruled

if TYPE_CHECKING:
    from generator.design.printers import MarkKind


CLEARANCE: Final = 2.0  # mm between two marks


class EdgeSpace:
    """What is free along an edge, in mm from its beginning. Every mark keeps `CLEARANCE` from its
    neighbours and from the crop marks at both ends."""

    def __init__(self, length: float) -> None:
        self._free = [(CLEARANCE, length - CLEARANCE)]

    def block(self, start: float, end: float) -> None:
        """Keep clear of a mark that stands there."""
        free = []
        for first, last in self._free:
            free += [(first, min(last, start - CLEARANCE)), (max(first, end + CLEARANCE), last)]
        self._free = [(first, last) for first, last in free if first < last]

    def take(self, length: float, near: float) -> float | None:
        """Where a mark of this length begins whose middle lies as near to `near` as there is
        room, which is then taken; None if there is no room."""
        starts = [
            min(max(near - length / 2, first), last - length)
            for first, last in self._free
            if last - first >= length
        ]
        if not starts:
            return None
        start = min(starts, key=lambda each: abs(each + length / 2 - near))
        self.block(start, start + length)
        return start


WIDE: Final = 5.0  # mm; a densitometer's opening is 3 to 4
HIGH: Final = 4.5
TINT: Final = 50

PatchRow = tuple[Colour, ...]

OVERPRINTS: Final[PatchRow] = (
    Colour("Magenta and Yellow", (0, 100, 100, 0), "#E30613"),
    Colour("Cyan and Yellow", (100, 0, 100, 0), "#009640"),
    Colour("Cyan and Magenta", (100, 100, 0, 0), "#312783"),
)
GRAY: Final = Colour("gray of Cyan, Magenta and Yellow", (50, 40, 40, 0), "#8C8C8C")


def patches(inks: tuple[Colour, ...]) -> tuple[PatchRow, ...]:
    """The colours of the colour bar for the solids of the inks used, in rows whose patches are
    compared. Every ink has a solid patch, for its density, and a 50 % tint, for its dot gain. If
    cyan, magenta and yellow are used, there are also their overprints in pairs, for trapping, and
    their gray beside the 50 % black (50, 40 and 40 %, the mid-tone gray of ISO 12647-2:2004), which
    shows a cast if one of them is off."""
    tints = tuple(ink.tinted(TINT) for ink in inks)
    black = BLACK in inks
    if not {CYAN, MAGENTA, YELLOW}.issubset(inks):
        return tuple(row for row in (inks, tints) if row)
    spots = tuple(tint for tint in tints if tint.spot)
    process = tuple(tint for tint in tints if not tint.spot)
    return (inks, (*process, GRAY, *spots) if black else (*process, *spots), OVERPRINTS)


WEIGHT: Final = 0.25 * MM_PER_PT
LENGTH: Final = 5.0  # of a crop or fold mark, and of everything else across the band
CLEAR: Final = 3.0  # least distance from the trim
BEYOND: Final = 0.5  # distance from the bleed
DASH: Final = (1.0, 0.75)

RING: Final = 1.75  # radius of a registration mark's ring, mm
DISC: Final = 1.0  # and of its disc
SLIT: Final = 0.2  # width of the cross that is left open in the disc
ARC: Final = 0.5522847498  # handle of a cubic that stands for a quarter circle, of its radius


def reach(bleed: float) -> tuple[float, float]:
    """The start and the end of the band of marks, mm outside the trim."""
    start = max(CLEAR, bleed + BEYOND)
    return start, start + LENGTH


@frozen_inputs
class MarksInputs(Inputs[Group]):
    """The marks of a page of this trimmed size (mm) that prints from these inks. Marks without room
    on a small page are left out."""

    width: float
    height: float
    bleed: float
    folds: tuple[float, ...]
    kinds: tuple[MarkKind, ...]
    inks: tuple[Colour, ...] = ()

    def make(self, cache: Cache) -> Group:
        band = _MarkBand(self.width, self.height, *reach(self.bleed))
        return Group(tuple(_marks(band, self.folds, self.kinds, self.inks)), "marks")

    def result_size(self, result: Group) -> int:
        return 2000 * len(result.marks)


def _marks(
    band: _MarkBand,
    folds: tuple[float, ...],
    kinds: tuple[MarkKind, ...],
    inks: tuple[Colour, ...],
) -> list[Shape]:
    top, right, bottom, left = edges = _edges(band)
    shapes: list[Shape] = []
    if "crop" in kinds:
        for edge in edges:
            shapes += (edge.line(0), edge.line(edge.length))
    if "fold" in kinds:
        for edge in (top, bottom):
            for x in folds:
                shapes.append(edge.line(x, DASH))
                edge.room.block(x, x)
    if "registration" in kinds:
        for edge in edges:
            middle = edge.take(LENGTH, edge.length / 2)
            if middle is not None:
                shapes += edge.target(middle)
    if "colour-bar" in kinds:
        shapes += _bar((top, right, bottom, left), patches(inks))
    return shapes


class _MarkBand(Struct, frozen=True):
    """The band round a page: the page's trimmed size, and the band's start and end outside it."""

    width: float
    height: float
    start: float
    end: float


class _Edge(Struct, frozen=True):
    """An edge of the page and the band along it. Places count along the edge, from its left or
    upper end, and outwards from the trim."""

    band: _MarkBand
    upright: bool
    far: bool
    room: EdgeSpace

    @property
    def length(self) -> float:
        return self.band.height if self.upright else self.band.width

    def at(self, along: float, out: float) -> tuple[float, float]:
        """A place as x, y on the page."""
        across = self.band.width if self.upright else self.band.height
        away = across + out if self.far else -out
        return (away, along) if self.upright else (along, away)

    def take(self, length: float, near: float) -> float | None:
        """The middle of the room taken for a mark."""
        start = self.room.take(length, near)
        return None if start is None else start + length / 2

    def line(self, along: float, dash: tuple[float, ...] = ()) -> Shape:
        """A mark that points away from the page."""
        return line(self.at(along, self.band.start), self.at(along, self.band.end), dash)

    def patch(self, start: float, colour: Colour) -> Shape:
        x0, y0 = self.at(start, self.band.end - HIGH)
        x1, y1 = self.at(start + WIDE, self.band.end)
        path: Path = (("M", x0, y0), ("L", x1, y0), ("L", x1, y1), ("L", x0, y1), ("Z",))
        return Shape(path, fill=colour, kind="mark")

    def target(self, along: float) -> Iterator[Shape]:
        """A registration mark in the middle of the band."""
        return target(*self.at(along, (self.band.start + self.band.end) / 2))


def target(x: float, y: float) -> Iterator[Shape]:
    """A registration mark: a cross in a ring, left open in a disc, so that it shows black on
    white and white on black."""
    yield Shape(_ring(x, y), stroke=REGISTRATION, weight=WEIGHT, kind="mark")
    yield Shape(_disc(x, y), fill=REGISTRATION, kind="mark")
    for way in (-1, 1):
        inner, outer = way * DISC, way * LENGTH / 2
        yield line((x + inner, y), (x + outer, y))
        yield line((x, y + inner), (x, y + outer))


def _edges(band: _MarkBand) -> tuple[_Edge, _Edge, _Edge, _Edge]:
    """The top, right, bottom and left edge."""
    return (
        _Edge(band, upright=False, far=False, room=EdgeSpace(band.width)),
        _Edge(band, upright=True, far=True, room=EdgeSpace(band.height)),
        _Edge(band, upright=False, far=True, room=EdgeSpace(band.width)),
        _Edge(band, upright=True, far=False, room=EdgeSpace(band.height)),
    )


def _bar(edges: tuple[_Edge, ...], rows: tuple[PatchRow, ...]) -> Iterator[Shape]:
    """The colour bar in one piece along the top if there is room; else its rows wherever there is
    room; else its patches one by one."""
    whole = tuple(colour for row in rows for colour in row)
    placed = _place_row(edges[0], whole, edges[0].length / 4)
    if placed is not None:
        yield from placed
        return
    for row in rows:
        together = _anywhere(edges, row)
        if together is not None:
            yield from together
            continue
        for colour in row:
            yield from _anywhere(edges, (colour,)) or ()


def _anywhere(edges: Iterable[_Edge], row: PatchRow) -> list[Shape] | None:
    for edge in edges:
        placed = _place_row(edge, row, 0)
        if placed is not None:
            return placed
    return None


def _place_row(edge: _Edge, row: PatchRow, near: float) -> list[Shape] | None:
    start = edge.room.take(len(row) * WIDE, near)
    if start is None:
        return None
    return [edge.patch(start + index * WIDE, colour) for index, colour in enumerate(row)]


def line(start: Point, end: Point, dash: tuple[float, ...] = ()) -> Shape:
    """A mark from one place to another."""
    return ruled(start, end, REGISTRATION, WEIGHT, dash)


def _ring(x: float, y: float) -> Path:
    segments: list[Segment] = [("M", x + RING, y)]
    for across, down in ((0, 1), (-1, 0), (0, -1), (1, 0)):
        segments.append(_quarter(x, y, RING, (down, -across), (across, down)))
    return (*segments, ("Z",))


def _disc(x: float, y: float) -> Path:
    """Four quarters of a disc, apart by the slit."""
    segments: list[Segment] = []
    for across, down in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
        left, top = x + across * SLIT / 2, y + down * SLIT / 2
        radius = DISC - SLIT / 2
        segments += [
            ("M", left, top),
            ("L", left + across * radius, top),
            _quarter(left, top, radius, (across, 0), (0, down)),
            ("Z",),
        ]
    return tuple(segments)


def _quarter(
    x: float, y: float, radius: float, start: tuple[int, int], end: tuple[int, int]
) -> Segment:
    """A quarter of a circle round x, y, from one direction to the next."""
    handle = radius * ARC
    return (
        "C",
        x + start[0] * radius + end[0] * handle,
        y + start[1] * radius + end[1] * handle,
        x + end[0] * radius + start[0] * handle,
        y + end[1] * radius + start[1] * handle,
        x + end[0] * radius,
        y + end[1] * radius,
    )
