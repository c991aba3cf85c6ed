"""The first page of a job sheet: the sides of the sheet, what is supplied, and lines to fill in by
whoever orders. Lengths are mm, sizes of type pt."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.page import GlyphRun, Group, Mark, Page, Panel, Shape, rectangle
from generator.problems import counted
from generator.typeset.safety import runs
from generator.typeset.shape import label
from .job_sheet_facts import InkFacts, JobSheetFacts, SheetFacts, Size
from .job_sheet_words import heaviest
from .placed_pages import At, placed
from .report_layouts import last_baseline, report_fonts, report_pages, words
from .sheet_colours import sheet_colours

A4: Final = (210.0, 297.0)
LEFT, VALUE, SECOND, SECOND_VALUE, RIGHT = 18.0, 54.0, 110.0, 136.0, 192.0
ROW: Final = 6.9  # between lines to fill in
ROOM: Final = (RIGHT - LEFT, 56.3)  # for the sides, small
GAP: Final = 15.0  # between two of them
CLOSE, ABOVE = 4.0, 5.0  # between more of them, and above each row but the first
TOP: Final = 57.1  # of the sides
WIDE: Final = (2000.0, 100.0)  # mm; a line of any length

BODY, SMALL = 9.0, 8.0
BLACK: Final = Colour("black", (0, 0, 0, 100), "#000000")
WHITE: Final = Colour("white", (0, 0, 0, 0), "#FFFFFF")
FOLDS: Final = Colour("folds", (0, 100, 20, 0), "#D1006F")
HAIR, LINE, HEAVY = 0.09, 0.25, 0.6
_SIZE: Final = 30_000  # bytes of memory that a form takes, about
PATCH: Final = 6.8  # a patch of colour, with the space round it

_TURNS: Final = {
    "short": "Head to head, flip on the short edge.",
    "long": "Head to head, flip on the long edge.",
    "": "One side.",
}
_ORDER: Final = (
    ("Quantity", "Languages"), ("Stock", "Weight"), ("Finish", "Proof"), ("Deliver to", ""),
    ("By (date)", "Order no."),
)  # fmt: skip
_CONTACTS: Final = (("Ordered by", "Phone"), ("Artwork by", "Phone"), ("Approved by", "Date"))


class SideOutline(Struct, frozen=True):
    """A side of the flat sheet without what is printed on it."""

    name: str
    width: float
    height: float
    folds: tuple[float, ...]
    panels: tuple[Panel, ...]

    @classmethod
    def of(cls, page: Page) -> "SideOutline":
        return cls(page.name, page.width, page.height, page.folds, page.panels)


class OrderForm(Struct, frozen=True):
    """All that the sheets of one piece have in common, and the baselines of the file's name and of
    the first box to tick."""

    marks: Group
    file: float
    box: float


def order_page(facts: JobSheetFacts, flat: Sequence[Page], cache: Cache) -> Page:
    """The page that whoever orders fills in, and a print shop reads first."""
    sides = tuple(map(SideOutline.of, flat))
    inks = sheet_colours(flat, cache).colours
    paper = facts.stock or facts.paper
    form = cache.get(OrderFormInputs(facts.title, sides, facts.sheet, facts.ink, paper, inks))
    small = [
        group
        for page, at in zip(flat, _places(sides), strict=True)
        for group in placed(page, at, cache)
    ]
    own = Group(tuple(_own_words(facts, form, cache)), "file")
    return Page("job sheet", *A4, (*small, form.marks, own))


def _own_words(facts: JobSheetFacts, form: OrderForm, cache: Cache) -> Iterator[Mark]:
    """What no other file's sheet says."""
    ordered = facts.campaign.title, facts.language.name, facts.area_title
    said = "   ".join(ordered)
    if report_fonts()[400].face.spelt(said) == said:
        yield fitted(cache, said, LEFT, 42.1, 10, 400, RIGHT - LEFT)
    else:
        yield from _ordered(ordered, cache)
    file, ink = facts.file, facts.ink
    pages = counted(len(facts.pages), "page")
    made = ", ".join(filter(None, (file.name, pages, ink.standard, ink.output_intent)))
    yield fitted(cache, made, VALUE, form.file, BODY, 400, RIGHT - VALUE)
    targets = list(dict.fromkeys(code.target.split("://")[-1] for code in facts.codes))
    codes = f"Scan every code on the proof: {' and '.join(targets)}"
    box = codes if targets else "Read the proof beside the file."
    yield fitted(cache, box, LEFT + 6, form.box, BODY, 400, RIGHT - LEFT - 6)
    foot = f"{file.name}   SHA-256 {file.sha256[:16]}…   Details on sheet 2"
    yield fitted(cache, foot, LEFT, 286.7, SMALL, 400, RIGHT - LEFT)


def _ordered(words_of: Sequence[str], cache: Cache) -> Iterator[Group]:
    """What is ordered on one line, in fonts of any script: smaller type first, then without its
    last words. The second page has them all."""
    room = RIGHT - LEFT
    for count in range(len(words_of), 0, -1):
        blocks = [words("order", "   ".join(words_of[:count]))]
        (line,) = report_pages("job-sheet-order", "order", blocks, cache, WIDE)
        found = list(runs(line.marks))
        left, right = min(run.x for run in found), max(run.x + run.width for run in found)
        scale = min(1.0, room / (right - left))
        if 10 * scale >= SMALL or count == 1:
            at = At(LEFT - left * scale, 42.1 - last_baseline(line) * scale, scale)
            yield from placed(line, at, cache, cut=False)
            return


@frozen_inputs
class OrderFormInputs(Inputs[OrderForm]):
    """The page without what is this file's own: its rules, names and lines, and what is known of
    every file that is printed in this way."""

    title: str
    sides: tuple[SideOutline, ...]
    sheet: SheetFacts
    ink: InkFacts
    paper: str
    inks: tuple[Colour, ...]

    def make(self, cache: Cache) -> OrderForm:
        marks: list[Mark] = [
            text(cache, "Job sheet", LEFT - 0.4, 24.1, 26, 800),
            text(cache, "Sheet 1 of 2", RIGHT, 24.1, BODY, align=1.0),
            _rule(28.1, HEAVY),
            fitted(cache, self.title, LEFT, 36.3, 15, 800, RIGHT - LEFT),
            *_outlines(cache, self.sides),
        ]
        y = _foot_of_sides(self.sides) + 8.1
        said = "Fold lines (pink) are not printed. " if any(s.folds for s in self.sides) else ""
        turn = "" if self.sheet.pages_are == "panels" else _TURNS[self.sheet.turn]
        marks.append(text(cache, f"{said}Sizes in mm. {turn}".strip(), LEFT, y))
        file = y = _title(cache, marks, "What is supplied (from the file)", y + 6.1)
        y = self._supplied(cache, marks, y)
        y = _lines(cache, marks, "To be filled in by whoever orders", _ORDER, y)
        y = _lines(cache, marks, "Contacts", _CONTACTS, y)
        box = y = _title(cache, marks, "Before you print", y)
        _boxes(cache, marks, y)
        marks.append(_rule(281.0, LINE))
        return OrderForm(Group(tuple(marks), "form"), file, box)

    def _supplied(self, cache: Cache, marks: list[Mark], y: float) -> float:
        """What the file is: its rows, and where the next rule stands."""
        sheet = self.sheet
        folded = f", folds to {_size(sheet.folded_mm)}" if sheet.fold != "none" else ""
        bleed = f"{sheet.bleed_mm:g} all round" if sheet.bleed_mm else "none"
        marks.append(text(cache, "File", LEFT, y, weight=600))
        y += ROW
        rows = (
            (("Flat, folded", _size(sheet.flat_mm) + folded), ("Bleed", bleed)),
            (("Fold", sheet.fold), ("Total ink", heaviest(self.ink))),
            (("Paper", self.paper), ("", "")),
        )
        for (name, value), (other, other_value) in rows:
            if not value:
                continue
            room = (SECOND - 4 if other else RIGHT) - VALUE
            marks.append(text(cache, name, LEFT, y, weight=600))
            marks.append(fitted(cache, value, VALUE, y, BODY, 400, room))
            if other:
                room = RIGHT - SECOND_VALUE
                marks.append(text(cache, other, SECOND, y, weight=600))
                marks.append(fitted(cache, other_value, SECOND_VALUE, y, BODY, 400, room))
            y += ROW
        marks += _colours(cache, self.inks, y)
        return y + 4.8

    def result_size(self, result: OrderForm) -> int:
        return _SIZE


# the sides


class _SidesGrid(NamedTuple):
    """The number of sides beside each other, the space between them, and their scale."""

    columns: int
    gap: float
    scale: float


def _grid(pages: Sequence[SideOutline]) -> _SidesGrid:
    """The grid in which all sides have room at the largest scale, at most their own size."""
    width, height = max(page.width for page in pages), max(page.height for page in pages)

    def grid(columns: int) -> _SidesGrid:
        rows = -(-len(pages) // columns)
        gap = GAP if columns <= 2 and rows == 1 else CLOSE
        across = (ROOM[0] - gap * (columns - 1)) / columns / width
        down = (ROOM[1] - ABOVE * (rows - 1)) / rows / height
        return _SidesGrid(columns, gap, min(across, down, 1.0))

    return max(map(grid, range(1, len(pages) + 1)), key=lambda one: one.scale)


def _foot_of_sides(pages: Sequence[SideOutline]) -> float:
    grid = _grid(pages)
    rows = -(-len(pages) // grid.columns)
    return TOP + rows * grid.scale * max(page.height for page in pages) + ABOVE * (rows - 1)


def _places(sides: Sequence[SideOutline]) -> Iterator[At]:
    """The place of each side."""
    columns, gap, scale = _grid(sides)
    step = max(side.height for side in sides) * scale + ABOVE
    for number in range(len(sides)):
        row = number // columns
        before = sides[row * columns : number]
        yield At(LEFT + sum(each.width * scale + gap for each in before), TOP + row * step, scale)


def _outlines(cache: Cache, sides: Sequence[SideOutline]) -> Iterator[Mark]:
    """What stands round the sides and over them."""
    several = len(sides) > 1
    for number, (side, at) in enumerate(zip(sides, _places(sides), strict=True), 1):
        yield from _outline(cache, number if several else 0, side, at, len(sides) > 2)


def _outline(cache: Cache, number: int, page: SideOutline, at: At, small: bool) -> list[Mark]:
    """A side's name, its edge, folds that reach past it, and its panels' names and widths."""
    right, bottom = at.point(page.width, page.height)
    edge = rectangle(at.x, at.y, right - at.x, bottom - at.y)
    marks: list[Mark] = [Shape(edge, None, BLACK, HAIR, kind="mark")]
    for fold in page.folds:
        x = at.point(fold, 0)[0]
        line = (("M", x, at.y - 2.2), ("L", x, bottom + 2.2))
        marks.append(Shape(line, None, FOLDS, 0.35, (1.4, 0.9), kind="mark"))
    name = f"Side {number}, {page.name}" if number else page.name.capitalize()
    if small:
        marks.append(text(cache, str(number), at.x, at.y - 1, SMALL, 800))
    else:
        marks.append(text(cache, name, at.x, at.y - 7.1, 10, 800))
    for panel in page.panels:
        middle = at.point(panel.x + panel.width / 2, 0)[0]
        width = f"{panel.name} {panel.width:g}"
        marks.append(text(cache, width, middle, at.y - 2.6, SMALL, 600, FOLDS, 0.5))
    return marks


# tables


def _colours(cache: Cache, inks: Sequence[Colour], y: float) -> list[Mark]:
    """A patch for each ink with its name and its build; only patches if there is no room."""
    found: list[Mark] = [text(cache, "Colours", LEFT, y, weight=600)]
    named = [f"{ink.name.capitalize()} {_build(ink)}".strip() for ink in inks]
    widths = [text(cache, name, 0, 0, SMALL).width for name in named]
    taken = sum(widths) + PATCH * len(inks)
    whole = taken <= RIGHT - LEFT - 18
    x = min(VALUE, RIGHT - taken) if whole else VALUE
    for ink, name, width in zip(inks, named, widths, strict=True):
        patch = rectangle(x, y - 2.9, 3.6, 3.6)
        found.append(Shape(patch, ink, BLACK, HAIR, kind="mark"))
        if whole:
            found.append(text(cache, name, x + 4.7, y, SMALL))
        x += width + PATCH if whole else PATCH
    return found


def _build(ink: Colour) -> str:
    if ink.spot:
        return "spot ink"
    return " ".join(f"{part:g}" for part in ink.printed)


def _lines(
    cache: Cache, marks: list[Mark], title: str, rows: Sequence[tuple[str, str]], y: float
) -> float:
    """Lines to fill in, two in a row, or one across."""
    y = _title(cache, marks, title, y)
    for name, other in rows:
        end = SECOND - 8 if other else RIGHT
        marks += [text(cache, name, LEFT, y, weight=600), _line(VALUE, end, y + 2)]
        if other:
            marks += [text(cache, other, SECOND, y, weight=600), _line(SECOND_VALUE, RIGHT, y + 2)]
        y += ROW
    return y - ROW + 5


def _boxes(cache: Cache, marks: list[Mark], y: float) -> None:
    """Boxes to tick before the job is printed. What the first is for is the file's own."""
    for row in range(3):
        box = rectangle(LEFT, y + 6 * row - 3, 3.4, 3.4)
        marks.append(Shape(box, None, BLACK, 0.35, kind="mark"))
    marks.append(text(cache, "Ring every phone number that is printed.", LEFT + 6, y + 6))
    y += 12
    checked = text(cache, "Numbers and addresses were checked by", LEFT + 6, y)
    end = checked.x + checked.width
    marks += [checked, _line(end + 1.5, end + 50, y + 1), text(cache, "on", end + 52, y)]
    marks.append(_line(end + 57.5, end + 90, y + 1))


def _title(cache: Cache, marks: list[Mark], title: str, y: float) -> float:
    """A rule with a heading under it, and the first baseline below."""
    marks += [_rule(y, HEAVY * 0.8), text(cache, title, LEFT, y + 5.3, 11, 800)]
    return y + 11.8


# marks


def text(
    cache: Cache,
    words: str,
    x: float,
    y: float,
    size: float = BODY,
    weight: int = 400,
    colour: Colour = BLACK,
    align: float = 0.0,
) -> GlyphRun:
    """One line with its baseline at y. `align` is the share of it that stands before x: 0, half or
    all."""
    shaped = cache.get(ShapedLineInputs(words, weight))
    made = replace(shaped, size=size, colour=colour)
    return replace(made, x=x - made.width * align, y=y) if align else replace(made, x=x, y=y)


@frozen_inputs
class ShapedLineInputs(Inputs[GlyphRun]):
    """A line of 1 pt at 0, 0. Most lines of a job sheet stand on every other."""

    words: str
    weight: int

    def make(self, cache: Cache) -> GlyphRun:
        font = report_fonts()[self.weight]
        return label(font.face.spelt(self.words), font, 1.0, BLACK)

    def result_size(self, result: GlyphRun) -> int:
        return 200 * len(result.clusters)


def fitted(
    cache: Cache, words: str, x: float, y: float, size: float, weight: int, room: float
) -> GlyphRun:
    """One line of at most `room` mm: smaller type first, then fewer words. The second page has
    them all."""
    made = text(cache, words, x, y, size, weight)
    if made.width > room:
        size = max(SMALL, size * room / made.width)
        made = text(cache, words, x, y, size, weight)
    shown = len(words)
    while made.width > room and shown > 1:
        shown = min(shown - 1, int(shown * room / made.width) + 1)
        made = text(cache, words[:shown].rstrip() + "…", x, y, size, weight)
    return made


def _size(edges: Size) -> str:
    return " × ".join(f"{edge:g}" for edge in edges)


def _rule(y: float, weight: float) -> Shape:
    return Shape(rectangle(LEFT, y, RIGHT - LEFT, weight), BLACK, kind="mark")


def _line(start: float, end: float, y: float) -> Shape:
    return Shape((("M", start, y), ("L", end, y)), None, BLACK, LINE, kind="mark")
