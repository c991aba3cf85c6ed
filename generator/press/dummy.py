"""The folding dummy: the same sheets with page numbers in place of pages, to fold and cut by
hand."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from generator.colour import Colour
from generator.page import Segment, Shape
from generator.units import MM_PER_PT, PT_PER_MM
from .lettering import LETTER, ruled, words
from .plan import Placement, Plan, Sheet, SheetBox, Turn

INK: Final = Colour("black", (0, 0, 0, 100), "#000000")
PALE: Final = Colour("pale black", (0, 0, 0, 30), "#BBBBBB")
LINE: Final = 0.5 * MM_PER_PT
FOLD: Final = (3.0, 1.5)  # mm on and off
NUMBER: Final = 0.4  # height of the number, of the page's shorter side
LABEL: Final = 7.0  # pt


def dummy(plan: Plan, numbers: tuple[int, ...]) -> Plan:
    """The plan with every page drawn as its number, head up, with whole lines where it is cut and
    dashed lines where it is folded. `numbers` are the pages' numbers in their file."""
    return replace(plan, sheets=tuple(_sheet(sheet, numbers) for sheet in plan.sheets))


def _sheet(sheet: Sheet, numbers: tuple[int, ...]) -> Sheet:
    shapes = [shape for place in sheet.placements for shape in _page(place, numbers)]
    trim = sheet.trim
    for places, dash in ((sheet.cuts, ()), (sheet.folds, FOLD)):
        shapes += [ruled((x, trim.y), (x, trim.bottom), INK, LINE, dash) for x in places.upright]
        shapes += [ruled((trim.x, y), (trim.right, y), INK, LINE, dash) for y in places.level]
    return replace(sheet, placements=(), marks=(*sheet.marks, *shapes))


def _page(place: Placement, numbers: tuple[int, ...]) -> Iterator[Shape]:
    """A page's outline, its number, an arrow to its head, and a word for what it is."""
    box, turn = place.box, place.turned
    short = min(box.width, box.height)
    x, y = box.x + box.width / 2, box.y + box.height / 2
    yield _frame(place.clip)
    yield _frame(box)
    if place.page is None:
        size = short * NUMBER / 3 / LETTER * PT_PER_MM
        yield _centred("blank", x, y, size, PALE, turn)
        return
    size = short * NUMBER / LETTER * PT_PER_MM
    yield _centred(str(numbers[place.page]), x, y, size, INK, turn)
    right, down = _directions(turn)
    head = short * 0.42
    yield _arrow(x - down[0] * head, y - down[1] * head, right, down, short * 0.06)
    foot = short * 0.36
    size = min(LABEL, size / 3)
    yield _centred("this way up", x + down[0] * foot, y + down[1] * foot, size, INK, turn)


def _directions(turn: Turn) -> tuple[tuple[int, int], tuple[int, int]]:
    """The directions right and down on a page with this turn."""
    right = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    return right, (-right[1], right[0])


def _centred(text: str, x: float, y: float, size: float, ink: Colour, turn: Turn) -> Shape:
    """Words with their middle at x, y."""
    _, down = _directions(turn)
    half = size * LETTER * MM_PER_PT / 2
    return words(
        text, x + down[0] * half, y + down[1] * half, size, ink, bold=True, turn=turn,
        align="middle",
    )  # fmt: skip


def _arrow(x: float, y: float, right: tuple[int, int], down: tuple[int, int], size: float) -> Shape:
    """A filled triangle with its point at x, y."""
    corners: list[Segment] = [
        (
            "L",
            x + (right[0] * across + down[0] * 1.4) * size,
            y + (right[1] * across + down[1] * 1.4) * size,
        )
        for across in (-1, 1)
    ]
    return Shape((("M", x, y), *corners, ("Z",)), fill=INK, kind="mark")


def _frame(box: SheetBox) -> Shape:
    return Shape(box.outline, stroke=PALE, weight=LINE, kind="mark")
