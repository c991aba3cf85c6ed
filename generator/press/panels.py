"""Cuts a folded sheet into panels, each of which becomes a page, in reading order.

A panel keeps what is drawn on it. A ground that ends at a fold extends into the panel's own bleed,
and a ground that crosses the fold is cut off at the edge of the bleed. So if the cut strays, the
panel's own colour shows, and not its neighbour's.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.page import (
    Artwork,
    Box,
    Frame,
    GlyphRun,
    Group,
    Image,
    Link,
    Mark,
    Page,
    Panel,
    Path,
    PlacedCode,
    Segment,
    Shape,
    Tag,
    around,
    path_box,
)

SLACK: Final = 0.01  # mm by which two edges may miss each other and still be one

_SIZE: Final = 20_000  # bytes of memory that a group of marks takes, about

Placed = TypeVar("Placed", Frame, PlacedCode, Image, Link)


def by_panel(artwork: Artwork, reading: Sequence[str], cache: Cache) -> Artwork:
    """The artwork with a page for each panel, as wide as the panel trims. `reading` names panels in
    order. Other panels, and pages without panels, follow as they are on the sheets. A sheet that is
    not folded stays as it is. Names are those of the design, which a sheet for a right-to-left
    language mirrors: `front` is the first page in either direction."""
    if not any(page.panels for page in artwork.pages):
        return artwork
    order = {name: place for place, name in enumerate(reading)}
    found: list[tuple[int, Page]] = []
    for page in artwork.pages:
        cut = [_page(page, panel, cache) for panel in page.panels] or [page]
        found += ((order.get(each.name, len(order)), each) for each in cut)
    return replace(artwork, pages=tuple(page for _, page in sorted(found, key=lambda one: one[0])))


class _PanelOnSheet(Struct, frozen=True):
    """The place of a panel on its sheet in mm: its left and right edge, whether these are folds,
    and the sheet's height and bleed."""

    left: float
    right: float
    folds: tuple[bool, bool]
    height: float
    bleed: float

    @property
    def box(self) -> Box:
        """The panel with its bleed, from its own top left corner."""
        bleed = self.bleed
        return -bleed, -bleed, self.right - self.left + bleed, self.height + bleed

    def has(self, x: float, width: float) -> bool:
        """Whether something has its middle on the panel."""
        middle = x + width / 2
        after = not self.folds[0] or middle >= self.left
        return after and (not self.folds[1] or middle < self.right)

    def misses(self, box: Box) -> bool:
        """Whether something is on other panels alone."""
        return (self.folds[0] and box[2] <= self.left + SLACK) or (
            self.folds[1] and box[0] >= self.right - SLACK
        )

    def holds(self, box: Box) -> bool:
        """Whether something keeps within the folds."""
        return not (self.folds[0] and box[0] < self.left - SLACK) and not (
            self.folds[1] and box[2] > self.right + SLACK
        )


def _page(page: Page, panel: Panel, cache: Cache) -> Page:
    left, right = panel.x, panel.x + panel.width
    folds = left > SLACK, right < page.width - SLACK
    cell = _PanelOnSheet(left, right, folds, page.height, page.bleed)
    return replace(
        page,
        name=panel.name,
        width=panel.width,
        marks=tuple(_cut(page.marks, cell, cache)),
        folds=(),
        frames=tuple(
            _moved(frame, cell) for frame in page.frames if cell.has(frame.x, frame.width)
        ),
        codes=tuple(
            replace(code, x=code.x - left) for code in page.codes if cell.has(code.x, code.size)
        ),
        panels=(),
    )


def _moved(placed: Placed, cell: _PanelOnSheet) -> Placed:
    return replace(placed, x=placed.x - cell.left)


@frozen_inputs
class PanelInputs(Inputs[tuple[Mark, ...]]):
    """The part of a group of marks that is on a panel."""

    group: Group
    cell: _PanelOnSheet

    def make(self, cache: Cache) -> tuple[Mark, ...]:
        return tuple(_group(self.group, self.cell, cache))

    def result_size(self, result: tuple[Mark, ...]) -> int:
        return _SIZE


def _cut(marks: Iterable[Mark], cell: _PanelOnSheet, cache: Cache) -> Iterator[Mark]:
    """The part of the marks that is on the panel, from the panel's top left corner."""
    for mark in marks:
        match mark:
            case Group():
                yield from cache.get(PanelInputs(mark, cell))
            case Tag():
                inner = tuple(_cut(mark.marks, cell, cache))
                if inner:
                    yield replace(mark, marks=inner)
            case GlyphRun():
                if cell.has(mark.x, mark.width):
                    yield replace(mark, x=mark.x - cell.left)
            case Link():
                if cell.has(mark.x, mark.width):
                    yield _moved(mark, cell)
            case Image():
                box = mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
                yield from _clipped(_moved(mark, cell), box, cell)
            case Shape():
                yield from _shape(mark, cell)


def _group(group: Group, cell: _PanelOnSheet, cache: Cache) -> Iterator[Mark]:
    if group.static:  # drawn as one object, so moved as one
        box = around(path_box(path) for path in _paths(group.marks))
        if box and not cell.misses(box):
            whole = _PanelOnSheet(cell.left, cell.right, (False, False), cell.height, cell.bleed)
            moved = replace(group, marks=tuple(_cut(group.marks, whole, cache)))
            yield from _clipped(moved, box, cell)
        return
    inner = tuple(_cut(group.marks, cell, cache))
    if inner:
        clip = group.clip
        if clip:
            clip = clip[0] - cell.left, clip[1], clip[2] - cell.left, clip[3]
        yield replace(group, marks=inner, clip=clip)


def _shape(shape: Shape, cell: _PanelOnSheet) -> Iterator[Mark]:
    if not shape.path:
        return
    box = path_box(shape.path)
    if cell.misses(box):
        return
    if shape.stroke is None and _is_rectangle(shape.path, box):
        yield from _rectangle(shape, box, cell)
    else:
        yield from _clipped(replace(shape, path=_shifted(shape.path, cell.left)), box, cell)


def _rectangle(shape: Shape, box: Box, cell: _PanelOnSheet) -> Iterator[Shape]:
    """A rectangle cut off at the folds. A ground runs on into the bleed."""
    left, top, right, bottom = box
    bleed = cell.bleed if shape.kind == "ground" else 0.0
    if cell.folds[0] and left <= cell.left + SLACK:
        left = cell.left - bleed
    if cell.folds[1] and right >= cell.right - SLACK:
        right = cell.right + bleed
    left, right = left - cell.left, right - cell.left
    path: Path = (("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom))
    yield replace(shape, path=(*path, ("Z",)))


def _clipped(mark: Mark, box: Box, cell: _PanelOnSheet) -> Iterator[Mark]:
    if not cell.misses(box):
        yield mark if cell.holds(box) else Group((mark,), clip=cell.box)


def _paths(marks: Iterable[Mark]) -> Iterator[Path]:
    for mark in marks:
        if isinstance(mark, Group | Tag):
            yield from _paths(mark.marks)
        elif isinstance(mark, Shape) and mark.path:
            yield mark.path


def _is_rectangle(path: Path, box: Box) -> bool:
    """Whether a path with this box is an upright rectangle."""
    corners = [segment[1:] for segment in path if segment[0] in {"M", "L"}]
    lines = [segment[0] for segment in path] == ["M", "L", "L", "L", "Z"]
    return lines and {*corners} == {(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])}


def _shifted(path: Path, by: float) -> Path:
    def moved(segment: Segment) -> Segment:
        if len(segment) == 3:  # a drawing has thousands, so each kind is written out
            kind, x, y = segment
            return kind, x - by, y
        if len(segment) == 7:
            kind, x, y, x2, y2, x3, y3 = segment
            return kind, x - by, y, x2 - by, y2, x3 - by, y3
        return segment

    return tuple([moved(segment) for segment in path])
