"""The job sheet as a page: A4, the sides of the flat sheet small, and what to do with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from generator.cache import Cache
from generator.colour import Colour
from generator.page import Artwork, Mark, Page, Panel
from generator.reports.job_sheet_facts import JobSheetFacts, PreflightFacts
from generator.reports.job_sheet_pen import (
    BLACK,
    BODY,
    HAIR,
    LARGE,
    RULE,
    SMALL,
    TITLE,
    WHITE,
    Block,
    Pen,
    kept,
    leading,
    lines,
    run,
)
from generator.reports.thumbnails import At, thumbnail

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 15.0, 195.0, 15.0, 282.0
COLUMN: Final = 86.0  # of two, with a gutter of 8
SECOND: Final = RIGHT - COLUMN
KEY: Final = 25.0  # width of what a row is called
ROOM: Final = (RIGHT - LEFT, 98.0)  # for all sides, small
GAP: Final = 8.0  # between them
ABOVE, UNDER = 4.5, 9.0  # each, for its name and its panels'

DRAFT: Final = "DRAFT: TRANSLATION NOT REVIEWED. NOT FOR PRINT"
TEST: Final = "TEST: NUMBERS MAY RING NOBODY. NOT FOR PRINT"
_TURNS: Final = {
    "short": "both sides, head to head: turn on the short edge",
    "long": "both sides, head to head: turn on the long edge",
    "": "one side",
}

_SINGLE: Final = "the panels imposed as the sheet above shows"

Rows: TypeAlias = Iterator[tuple[str, str]]


def artwork(
    facts: JobSheetFacts, flat: Artwork, inks: Sequence[Colour], *, cache: Cache
) -> Artwork:
    """The page of a job sheet: what `facts` say, with the sides of the sheet as
    they are in `flat` and the solids of its inks."""
    marks: list[Mark] = []

    def put(block: Block) -> float:
        marks.append(block[0])
        return block[1]

    y = put(_title(facts.file.name, facts.draft, facts.test))
    y = max(put(_cell(*cell, y + 4.5)) for cell in _cells(facts)) + 7
    _, scale = _grid(flat.pages)
    y = put(_heading(len(flat.pages), scale, any(page.folds for page in flat.pages), y))
    for number, (page, at) in enumerate(_places(flat.pages, y + 5.5), start=1):
        marks += thumbnail(page, at, cache)
        size = page.width, page.height
        y = put(_outline(number, page.name, *size, page.folds, page.panels, at))
    put(_swatches(tuple(inks), RIGHT, y + 8))
    left = put(_rows("Sheet and folding", LEFT, y + 8, tuple(_sheet_rows(facts))))
    right = put(_rows("Ink and paper", SECOND, y + 8, tuple(_ink_rows(facts))))
    y = max(left, right) + 7
    left = put(_rows("QR codes, as read back", LEFT, y, tuple(_code_rows(facts))))
    right = put(_rows("Fonts", SECOND, y, (("Embedded", ", ".join(facts.fonts)),)))
    foot = put(_foot())
    file = facts.file
    put(_digest(file.sha256, f"{file.bytes:,} bytes", file.path))
    put(_preflight(*_judgement(facts.preflight), max(left, right) + 7, foot - 4))
    page = Page("job sheet", WIDTH, HEIGHT, tuple(marks))
    date = facts.campaign.date
    return Artwork(f"Job sheet: {file.name}", "en-GB", "ltr", (page,), date=date)


# --- what it is --------------------------------------------------------------------------------


@kept
def _title(pen: Pen, file: str, draft: bool, test: bool) -> float:
    pen.text("Job sheet", LEFT - 0.4, TOP + 7.5, TITLE, 800)
    pen.text(file, LEFT, TOP + 15, LARGE, 800)
    for number, words in enumerate([DRAFT] * draft + [TEST] * test):
        width, top = run(words, BODY, 800, WHITE).width + 6, TOP + 0.8 - 8 * number
        pen.box(RIGHT - width, top, width, 7, BLACK)
        pen.text(words, RIGHT - 3, top + 4.6, BODY, 800, WHITE, align=1)
    pen.rule(LEFT, RIGHT, TOP + 18.5, RULE)
    return TOP + 18.5


def _cells(facts: JobSheetFacts) -> Iterator[tuple[str, str, float, float]]:
    """Whose the file is and for whom: name, words, left edge and width of each cell."""
    campaign, language = facts.campaign, facts.language
    printer = facts.printer or facts.edition.title
    x = LEFT
    for name, words, width in (
        ("Campaign", f"{campaign.name}, version {campaign.version}", 48.0),
        ("Words of", campaign.date, 24.0),
        ("Language", f"{language.name} ({language.tag})", 34.0),
        ("Area", facts.area, 36.0),
        ("For", f"{printer} (edition {facts.edition.name})", 38.0),
    ):
        yield name, words, x, width - 4
        x += width


@kept
def _cell(pen: Pen, name: str, words: str, x: float, width: float, y: float) -> float:
    pen.text(name, x, y, SMALL)
    return pen.paragraph(words, x, y + 4, width, BODY, 600) - leading(BODY) + 1.5


# --- what it looks like ------------------------------------------------------------------------


def _grid(pages: Sequence[Page]) -> tuple[int, float]:
    """How many sides stand beside each other, and the largest scale at which all have room, no
    larger than life."""
    width, height = max(page.width for page in pages), max(page.height for page in pages)

    def scale(columns: int) -> float:
        rows = -(-len(pages) // columns)
        across = (ROOM[0] - GAP * (columns - 1)) / columns / width
        down = (ROOM[1] / rows - UNDER - ABOVE) / height
        return min(across, down, 1.0)

    columns = max(range(1, len(pages) + 1), key=scale)
    return columns, scale(columns)


def _places(pages: Sequence[Page], top: float) -> Iterator[tuple[Page, At]]:
    """Where each side stands, row by row."""
    columns, scale = _grid(pages)
    step = max(page.height for page in pages) * scale + UNDER + ABOVE
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        x = LEFT + sum(
            pages[row * columns + before].width * scale + GAP for before in range(column)
        )
        yield page, At(x, top + row * step, scale)


@kept
def _heading(pen: Pen, sides: int, scale: float, folded: bool, y: float) -> float:
    pen.text("The sheet from both sides" if sides == 2 else "The sheet", LEFT, y, SMALL, 800)
    dashed = "; folds dashed" if folded else ""
    pen.text(f"at {100 * scale:.0f} % of its size{dashed}", RIGHT, y, SMALL, align=1)
    return y


@kept
def _outline(
    pen: Pen,
    number: int,
    name: str,
    width: float,
    height: float,
    folds: tuple[float, ...],
    panels: tuple[Panel, ...],
    at: At,
) -> float:
    """A side's name, its edge, dashed folds that reach past it, and its panels' widths."""
    right, bottom = at.point(width, height)
    pen.box(at.x, at.y, right - at.x, bottom - at.y, None, HAIR)
    for fold in folds:
        x = at.point(fold, 0)[0]
        pen.upright(x, at.y, bottom, 0.35, WHITE)
        pen.upright(x, at.y - 2.2, bottom + 2.2, 0.25, BLACK, 1.4, 0.9)
    pen.text(f"{number}  {name}", at.x, at.y - 1.2, SMALL, 800)
    for panel in panels:
        middle = at.point(panel.x + panel.width / 2, 0)[0]
        pen.text(panel.name, middle, bottom + 3.4, SMALL, 600, align=0.5)
        pen.text(f"{panel.width:g}", middle, bottom + 6.4, SMALL, align=0.5)
    return bottom + UNDER


# --- how it is made ----------------------------------------------------------------------------


def _sheet_rows(facts: JobSheetFacts) -> Rows:
    sheet, pages = facts.sheet, facts.pages
    yield "Flat, trimmed", _size(sheet.flat_mm)
    if sheet.fold != "none":
        yield "Folded", _size(sheet.folded_mm)
        yield "Fold", f"{sheet.fold}: {sheet.format}"
    else:
        yield "Fold", "none"
    for side in sheet.sides:
        if len(side.panels) > 1:
            named = (f"{panel.name} {panel.width_mm:g}" for panel in side.panels)
            yield f"Panels {side.name}", " | ".join(named)
    single = sheet.pages_are == "panels"
    yield (
        "Pages in file",
        f"{len(pages)}, single panels in reading order" if single else str(len(pages)),
    )
    if single:
        listed = (
            f"{number} {page.name} {_size(page.trim_mm)}"
            for number, page in enumerate(pages, start=1)
        )
        yield "Panels in file", "; ".join(listed)
    else:
        trimmed, whole = _size(pages[0].trim_mm), _size(pages[0].sheet_mm)
        yield "Page in file", f"{trimmed} trimmed, {whole} whole"
    yield "Bleed", f"{sheet.bleed_mm:g} mm" if sheet.bleed_mm else "none"
    yield "Print", _SINGLE if single else _TURNS[sheet.turn]


def _size(edges: Sequence[float]) -> str:
    return " × ".join(f"{edge:g}" for edge in edges) + " mm"


def _ink_rows(facts: JobSheetFacts) -> Rows:
    ink, paper = facts.ink, facts.paper
    yield "Plates", f"{len(ink.plates)}: {', '.join(ink.plates)}"
    yield "Spot inks", ", ".join(ink.spots) or "none"
    if ink.output_intent:
        yield "Output intent", f"{ink.output_intent}: {ink.condition}"
    if ink.limit_percent:
        yield "Most ink", f"{ink.limit_percent:g} %"
    how = "overprints" if ink.black_overprints else "knocks out"
    yield "Black type", f"Black 100 alone, {how}"
    yield "Declares", ink.standard or "nothing"
    if paper:
        yield "Paper", paper


def _code_rows(facts: JobSheetFacts) -> Rows:
    if not facts.codes:
        yield "None", ""
    for code in facts.codes:
        yield f"Page {code.page}", f"{code.target} (module {code.module_mm:g} mm)"


@kept
def _rows(pen: Pen, title: str, x: float, top: float, rows: tuple[tuple[str, str], ...]) -> float:
    """A title with rows under it, each a name and what it is."""
    pen.text(title, x, top, BODY, 800)
    pen.rule(x, x + COLUMN, top + 1.5, 0.3)
    y = top + 1.8 + leading(BODY)
    for name, value in rows:
        pen.text(name, x, y, SMALL)
        end = pen.paragraph(value, x + KEY, y, COLUMN - KEY)
        y = max(end, y + leading(BODY)) + 0.6
    return y - leading(BODY)


@kept
def _swatches(pen: Pen, inks: tuple[Colour, ...], right: float, y: float) -> float:
    """A patch for each ink, the last one's right edge at `right`."""
    for number, ink in enumerate(reversed(inks)):
        pen.box(right - 2.4 - number * 2.7, y - 2.2, 2.4, 2.4, ink)
    return y


# --- how it was judged -------------------------------------------------------------------------


def _judgement(found: PreflightFacts) -> tuple[str, tuple[str, ...]]:
    """The verdict, and every warning."""
    warnings = found.warnings
    count = f"{len(warnings)} warning{'' if len(warnings) == 1 else 's'}" if warnings else "nothing"
    rules = f"{len(found.rules_run)} of {len(found.rules)} rules run"
    said = []
    for warning in warnings:
        times = f" ({warning.count} times)" if warning.count > 1 else ""
        said.append(f"{warning.rule}: {warning.message}{times}")
    return f"Passed {found.profile}: {rules}, {count} found", tuple(said)


@kept
def _preflight(
    pen: Pen, verdict: str, warnings: tuple[str, ...], top: float, bottom: float
) -> float:
    """The verdict, and as many warnings as have room."""
    pen.text("Preflight", LEFT, top, BODY, 800)
    pen.rule(LEFT, RIGHT, top + 1.5, 0.3)
    y = pen.paragraph(verdict, LEFT, top + 1.8 + leading(BODY), RIGHT - LEFT, BODY, 600)
    for number, warning in enumerate(warnings):
        height = len(lines(warning, SMALL, 400, RIGHT - LEFT)) * leading(SMALL)
        rest = len(warnings) - number - 1
        if y + height + (leading(SMALL) if rest else 0) > bottom:
            pen.text(f"and {rest + 1} more, in the JSON file beside this sheet", LEFT, y, SMALL)
            break
        y = pen.paragraph(warning, LEFT, y, RIGHT - LEFT, SMALL)
    return y


@kept
def _foot(pen: Pen) -> float:
    """What the last lines are called."""
    pen.rule(LEFT, RIGHT, BOTTOM - 7.5)
    pen.text("SHA-256 of the file", LEFT, BOTTOM - 3.5, SMALL)
    pen.text("Path", LEFT, BOTTOM, SMALL)
    return BOTTOM - 7.5


@kept
def _digest(pen: Pen, sha256: str, size: str, path: str) -> float:
    """How to know that a file is the one meant."""
    pen.text(sha256, LEFT + KEY + 4, BOTTOM - 3.5, SMALL, 600)
    pen.text(size, RIGHT, BOTTOM - 3.5, SMALL, align=1)
    pen.text(path, LEFT + KEY + 4, BOTTOM, SMALL, 600)
    return BOTTOM
