"""The cover sheet of a tiled poster: it shows how to put the tiles together."""

from collections.abc import Iterator
from typing import Final

from generator.page import Shape
from generator.problems import counted
from generator.units import MM_PER_PT, PT_PER_MM
from .lettering import LETTER, ruled, width, words
from .plan import Placement, Sheet, SheetBox
from .tilemarks import DASH, INK, LINE, WHITE, filled
from .tiles import Tiling

HEADING: Final = 16.0  # pt
TEXT: Final = 10.0
LEADING: Final = 5.0  # mm
RULER: Final = 100.0  # mm
ROUND: Final = 10.0  # least distance from the sheet's edges, mm
LABEL: Final = 0.3  # height of a label's capitals on the picture, of its tile's shorter side
LARGEST: Final = 8.0  # mm


def cover(tiling: Tiling, page: int, name: str, scale: float) -> Sheet:
    """A sheet of the tiles' paper with a picture of the poster cut into its sheets, instructions in
    order, and a line that checks the printer's scale."""
    paper = tiling.paper
    edge = max(ROUND, tiling.margin)
    inside = paper.width - 2 * edge
    shapes: list[Shape] = []
    y = edge + HEADING * LETTER * MM_PER_PT
    heading = HEADING * min(1.0, inside / width(name, HEADING, bold=True))
    shapes.append(words(name, edge, y, heading, INK, bold=True))
    for line in _lines(tiling, inside):
        y += LEADING
        if line:
            shapes.append(words(line, edge, y, TEXT, INK))
    y += LEADING * 1.6
    shapes += _ruler(edge, y, min(RULER, inside // 10 * 10))
    y += LEADING
    room = SheetBox(edge, y, inside, paper.height - edge - y)
    factor = min(room.width / tiling.width, room.height / tiling.height)
    picture = SheetBox(room.x, room.y, tiling.width * factor, tiling.height * factor)
    shapes += _seams(tiling, picture, factor)
    whole = SheetBox(0, 0, paper.width, paper.height)
    placement = Placement(page, picture, 0, picture, scale * factor)
    size = paper.width, paper.height
    return Sheet("cover", *size, (placement,), whole, whole, marks=tuple(shapes))


def _lines(tiling: Tiling, room: float) -> Iterator[str]:
    """The instructions, in lines no longer than `room` mm."""
    columns, rows = tiling.columns, tiling.rows
    steps = [
        f"{tiling.width:.0f} × {tiling.height:.0f} mm on {counted(tiling.count, 'sheet')} of "
        f"{tiling.paper.name}: {columns} across, {rows} down.",
        "1. Print every sheet at 100 % (“actual size”), on one side. The line below must be as "
        "long as it says.",
        "2. Cut each sheet along its whole lines. Leave the edges with dashed lines as they are.",
    ]
    if columns > 1:
        steps.append(
            "3. Make each row: lay the cut left edge of A2 on the dashed line of A1 and glue it "
            "there; then A3 on A2, and so on."
        )
    if rows > 1:
        first = "4" if columns > 1 else "3"
        steps.append(
            f"{first}. Join the rows: lay the cut upper edge of row B on the dashed line of row "
            "A and glue it there; then C on B, and so on."
        )
    yield ""
    for step in steps:
        yield from _wrapped(step, room)


def _wrapped(text: str, room: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width(longer, TEXT) > room:
            yield line
            line = word
        else:
            line = longer
    yield line


def _ruler(x: float, y: float, length: float) -> Iterator[Shape]:
    yield ruled((x, y), (x + length, y), INK, LINE)
    for at in (x, x + length):
        yield ruled((at, y - 1.5), (at, y + 1.5), INK, LINE)
    yield words(f"{length:g} mm", x + length + 2, y + 1.2, TEXT, INK)


def _seams(tiling: Tiling, picture: SheetBox, factor: float) -> Iterator[Shape]:
    """The lines where the sheets meet, and their labels."""
    first = next(tiling.tiles).kept
    capital = min(LARGEST, LABEL * factor * min(first.width, first.height))
    size = capital / LETTER * PT_PER_MM
    for tile in tiling.tiles:
        box = SheetBox(*(value * factor for value in tile.kept)).moved(picture.x, picture.y)
        corner, end = (box.x, box.y), (box.right, box.bottom)
        upper, lower = (box.right, box.y), (box.x, box.bottom)
        for start, stop in ((corner, upper), (corner, lower), (upper, end), (lower, end)):
            yield ruled(start, stop, INK, LINE, DASH)
        middle, wide = box.x + box.width / 2, width(tile.label, size, bold=True) + capital
        card = SheetBox(
            middle - wide / 2, box.y + (box.height - 2 * capital) / 2, wide, 2 * capital
        )
        yield filled(card, WHITE)
        y = box.y + (box.height + capital) / 2
        yield words(tile.label, middle, y, size, INK, bold=True, align="middle")
