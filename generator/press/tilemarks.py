"""The marks of a tile: where to cut it, and which tile it is.

They stand where the assembled poster does not show them: on what is cut off, on what the next sheet
covers, or beside the poster. They are in black ink alone.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.colour import Colour
from generator.page import Shape
from generator.units import MM_PER_PT, PT_PER_MM
from .lettering import LETTER, ruled, width, words
from .plan import Edges, SheetBox
from .tiles import Tile, Tiling

INK: Final = Colour("black", (0, 0, 0, 100), "#000000")
WHITE: Final = Colour("white", (0, 0, 0, 0), "#FFFFFF")

LINE: Final = 0.5 * MM_PER_PT
THIN: Final = 0.25 * MM_PER_PT
HALO: Final = 0.4  # mm of white under a line, which shows it on dark pictures
DASH: Final = (2.0, 1.5)

CELL: Final = 5.0  # mm, of the key map at most
LEAST_CELL: Final = 0.4
CAPITAL: Final = 5.0  # mm, height of the label at most
LEAST_CAPITAL: Final = 1.2
PAD: Final = 0.3


def tile_marks(tiling: Tiling, tile: Tile) -> tuple[Shape, ...]:
    """The lines, the label and the key map of a tile. A tile without room for the last two has only
    lines; `labelled` finds that out."""
    badge = _badge(tiling, tile)
    return (*_lines(tiling, tile), *(_badge_marks(badge, tiling, tile) if badge else ()))


def labelled(tiling: Tiling, tile: Tile) -> bool:
    """Whether there is room for the tile's label."""
    return _badge(tiling, tile) is not None


def _lines(tiling: Tiling, tile: Tile) -> Iterator[Shape]:
    """A whole line where to cut, and a dashed one where the next sheet's cut edge lies. Each stands
    just outside the part that is kept."""
    kept, shown = tile.on_sheet(tile.kept), tile.sheet
    sides = (
        (kept.x, -1, tile.column == 0, True, True),
        (kept.right, 1, tile.column == tiling.columns - 1, True, False),
        (kept.y, -1, tile.row == 0, False, True),
        (kept.bottom, 1, tile.row == tiling.rows - 1, False, False),
    )
    for place, way, outermost, upright, first in sides:
        dash = () if first or outermost else DASH
        for ink, weight, gaps in ((WHITE, HALO, ()), (INK, LINE, dash)):
            at = place + way * weight / 2
            start, end = (shown.x, at), (shown.right, at)
            if upright:
                start, end = (at, shown.y), (at, shown.bottom)
            yield ruled(start, end, ink, weight, gaps)


class Badge(NamedTuple):
    """The places of the label and the key map: the label's left end and baseline, the height of its
    capitals, and the key map's top left corner and cells, all in mm. `ground` is white behind
    them."""

    ground: SheetBox
    x: float
    y: float
    capital: float
    key_x: float
    key_y: float
    cell: float


def _badge(tiling: Tiling, tile: Tile) -> Badge | None:
    """The place with the largest key map."""
    found = [badge for free in _free(tiling, tile) for badge in _seats(free, tiling, tile)]
    return max(found, key=lambda badge: (badge.cell, badge.capital), default=None)


def _free(tiling: Tiling, tile: Tile) -> Iterator[SheetBox]:
    """The areas that the assembled poster hides."""
    kept, shown, line = tile.on_sheet(tile.kept), tile.sheet, HALO + PAD / 2
    right = tiling.paper.width - tiling.margin
    bottom = tiling.paper.height - tiling.margin
    area = SheetBox(shown.x, shown.y, right - shown.x, bottom - shown.y)
    for box in (
        SheetBox(area.x, kept.bottom, area.width, area.bottom - kept.bottom),
        SheetBox(kept.right, area.y, area.right - kept.right, area.height),
        SheetBox(area.x, area.y, area.width, kept.y - area.y),
        SheetBox(area.x, area.y, kept.x - area.x, area.height),
    ):
        if min(box.width, box.height) > 2 * line:
            yield box.grown(Edges(-line, -line, -line, -line))


def _seats(free: SheetBox, tiling: Tiling, tile: Tile) -> Iterator[Badge]:
    """The label and the key map, side by side or one above the other, in a free area."""
    wide, high = free.width - 2 * PAD, free.height - 2 * PAD
    columns, rows = tiling.columns, tiling.rows
    share = width(tile.label, PT_PER_MM / LETTER, bold=True)  # for capitals 1 mm high
    x, y = free.x + PAD, free.y + PAD

    capital = min(CAPITAL, high)
    cell = min(CELL, high / rows, (wide - capital * share - 2 * PAD) / columns)
    if capital >= LEAST_CAPITAL and cell >= LEAST_CELL:
        key_x = x + capital * share + 2 * PAD
        across = key_x + columns * cell + PAD - free.x
        deep = max(capital, rows * cell) + 2 * PAD
        yield Badge(SheetBox(free.x, free.y, across, deep), x, y + capital, capital, key_x, y, cell)
    capital = min(CAPITAL, wide / share)
    cell = min(CELL, wide / columns, (high - capital - 2 * PAD) / rows)
    if capital >= LEAST_CAPITAL and cell >= LEAST_CELL:
        key_y = y + capital + 2 * PAD
        across = max(capital * share, columns * cell) + 2 * PAD
        yield Badge(
            SheetBox(free.x, free.y, across, key_y + rows * cell + PAD - free.y),
            x, y + capital, capital, x, key_y, cell,
        )  # fmt: skip


def _badge_marks(badge: Badge, tiling: Tiling, tile: Tile) -> Iterator[Shape]:
    yield filled(badge.ground, WHITE)
    size = badge.capital / LETTER * PT_PER_MM
    yield words(tile.label, badge.x, badge.y, size, INK, bold=True)
    yield from _key_map(badge, tiling, tile)


def _key_map(badge: Badge, tiling: Tiling, tile: Tile) -> Iterator[Shape]:
    """A small drawing of all sheets, with this one black."""
    x, y, cell = badge.key_x, badge.key_y, badge.cell
    yield filled(SheetBox(x + tile.column * cell, y + tile.row * cell, cell, cell), INK)
    for column in range(tiling.columns + 1):
        at = x + column * cell
        yield ruled((at, y), (at, y + tiling.rows * cell), INK, THIN)
    for row in range(tiling.rows + 1):
        at = y + row * cell
        yield ruled((x, at), (x + tiling.columns * cell, at), INK, THIN)


def filled(box: SheetBox, ink: Colour) -> Shape:
    return Shape(box.outline, fill=ink, kind="mark")
