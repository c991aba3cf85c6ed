"""Makes the job sheet: what a print shop has to know of a press file, as data and on one page.

The page is A4. It shows the sides of the flat sheet in small, and says what to do with them. Its
words are set in the layouts `job-sheet` and `job-sheet-facts`; the sides stand between.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import to_builtins
from msgspec.structs import replace

from generator.cache import Cache
from generator.colour import Colour
from generator.design.editions import Edition
from generator.page import Artwork, GlyphRun, Group, Mark, Page, Shape, rectangle
from generator.pdf import write
from generator.preflight import Expected, check
from generator.problems import Refused
from generator.typeset.shape import label
from .job_sheet_facts import JobSheetFacts
from .job_sheet_words import facts_blocks, head_blocks
from .placed_pages import At, placed
from .report_layouts import LANGUAGE, last_baseline, report_fonts, report_pages

ENDING: Final = "--job-sheet"
PROFILE: Final = "office"
NAME: Final = "Job sheet"

A4: Final = (210.0, 297.0)
LEFT, RIGHT, TOP = 15.0, 195.0, 15.0
ROOM: Final = (RIGHT - LEFT, 98.0)  # for all sides, small
GAP: Final = 8.0  # between them
ABOVE, UNDER = 4.5, 9.0  # each, for its name and its panels'
HEAD_TO_SIDES: Final = 8.5  # from the head's last baseline to that above the sides
SIDES_TO_FACTS: Final = 8.0  # from the room of the sides to the first baseline under them
FIRST: Final = 3.0661  # that baseline, from the top of the facts
FOOT: Final = 274.5  # where the foot begins, unless its words need more lines
LOWEST: Final = 290.0  # no baseline of it stands lower
FACTS_TO_FOOT: Final = 7.3  # at least, from the facts' last baseline

BODY, SMALL = 8.5, 7.0  # pt
BLACK: Final = Colour("black", (0, 0, 0, 100), "#000000")
WHITE: Final = Colour("white", (0, 0, 0, 0), "#FFFFFF")
HAIR: Final = 0.09  # mm

DRAFT: Final = "DRAFT: TRANSLATION NOT REVIEWED. NOT FOR PRINT"
TEST: Final = "TEST: NUMBERS MAY RING NOBODY. NOT FOR PRINT"


def job_sheet(
    facts: JobSheetFacts, flat: Artwork, inks: Sequence[Colour], *, cache: Cache
) -> dict[str, bytes]:
    """The job sheet of a finished file: a PDF and JSON, by their paths under the output folder. The
    page shows the sides of the `flat` sheet and the solids of its inks. Raises `Refused` if it does
    not pass its own preflight."""
    sheet = job_sheet_artwork(facts, flat, inks, cache)
    data = write(sheet, Edition(title="job sheet", colours="srgb", profile=PROFILE), cache=cache)
    sizes = tuple((page.width, page.height) for page in sheet.pages)
    report = check(data, PROFILE, Expected(sizes), cache=cache)
    if not report.passed:
        raise Refused(report.problems)
    text = json.dumps(to_builtins(facts), indent=1, ensure_ascii=False) + "\n"
    stem = facts.file.path.removesuffix(".pdf") + ENDING
    return {f"{stem}.pdf": data, f"{stem}.json": text.encode()}


def job_sheet_artwork(
    facts: JobSheetFacts, flat: Artwork, inks: Sequence[Colour], cache: Cache
) -> Artwork:
    """The page of a job sheet: the `facts`, the sides of the `flat` sheet, and the solids of its
    inks."""
    head, foot = report_pages("job-sheet", NAME, head_blocks(facts), cache)
    y = last_baseline(head) + HEAD_TO_SIDES
    sides = [_heading(flat.pages, y)]
    for number, (page, at) in enumerate(_places(flat.pages, y + 5.5), start=1):
        sides += placed(page, at, cache)
        sides.append(_outline(number, page, at))
        y = at.point(0, page.height)[1] + UNDER
    below = At(0, y + SIDES_TO_FACTS - FIRST)
    at_foot = At(0, min(FOOT, LOWEST - last_baseline(foot)))
    strip = _facts(facts, at_foot.y - FACTS_TO_FOOT - below.y, cache)
    marks = (
        *head.marks,
        *_stamps([DRAFT] * facts.draft + [TEST] * facts.test),
        *sides,
        *placed(strip, below, cache, cut=False),
        _swatches(inks, y + SIDES_TO_FACTS),
        *placed(foot, at_foot, cache, cut=False),
    )
    page = Page("job sheet", *A4, marks)
    title, date = f"Job sheet: {facts.file.name}", facts.campaign.date
    return Artwork(title, LANGUAGE, "ltr", (page,), date=date)


def _facts(facts: JobSheetFacts, last: float, cache: Cache) -> Page:
    """The facts below the sides, with as many warnings as leave the last baseline above `last`."""

    def made(most: int) -> Page:
        (page,) = report_pages("job-sheet-facts", NAME, facts_blocks(facts, most), cache)
        return page

    fitting, over = 0, len(facts.preflight.warnings)
    if last_baseline(page := made(over)) <= last:
        return page
    while over - fitting > 1:
        middle = (fitting + over) // 2
        if last_baseline(made(middle)) <= last:
            fitting = middle
        else:
            over = middle
    return made(fitting)


class _SidesGrid(NamedTuple):
    """The number of sides beside each other, and their scale."""

    columns: int
    scale: float


def _sides(pages: Sequence[Page]) -> _SidesGrid:
    """The largest scale at which all sides have room, at most their own size."""
    width, height = max(page.width for page in pages), max(page.height for page in pages)

    def scale(columns: int) -> float:
        rows = -(-len(pages) // columns)
        across = (ROOM[0] - GAP * (columns - 1)) / columns / width
        down = (ROOM[1] / rows - UNDER - ABOVE) / height
        return min(across, down, 1.0)

    columns = max(range(1, len(pages) + 1), key=scale)
    return _SidesGrid(columns, scale(columns))


def _places(pages: Sequence[Page], top: float) -> Iterator[tuple[Page, At]]:
    """The place of each side, row by row."""
    columns, scale = _sides(pages)
    step = max(page.height for page in pages) * scale + UNDER + ABOVE
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        before = pages[row * columns : row * columns + column]
        x = LEFT + sum(each.width * scale + GAP for each in before)
        yield page, At(x, top + row * step, scale)


def _heading(pages: Sequence[Page], y: float) -> Group:
    title = "The sheet from both sides" if len(pages) == 2 else "The sheet"
    dashed = "; folds dashed" if any(page.folds for page in pages) else ""
    size = f"at {100 * _sides(pages).scale:.0f} % of its size{dashed}"
    return Group((_label(title, LEFT, y, weight=800), _label(size, RIGHT, y, align=1.0)), "heading")


def _outline(number: int, page: Page, at: At) -> Group:
    """A side's name, its edge, dashed folds that reach past it, and its panels' widths."""
    right, bottom = at.point(page.width, page.height)
    marks: list[Mark] = [_box(at.x, at.y, right - at.x, bottom - at.y, None, HAIR)]
    for fold in page.folds:
        x = at.point(fold, 0)[0]
        marks.append(_upright(x, at.y, bottom, 0.35, WHITE))
        marks.append(_upright(x, at.y - 2.2, bottom + 2.2, 0.25, BLACK, (1.4, 0.9)))
    marks.append(_label(f"{number}  {page.name}", at.x, at.y - 1.2, weight=800))
    for panel in page.panels:
        middle = at.point(panel.x + panel.width / 2, 0)[0]
        marks.append(_label(panel.name, middle, bottom + 3.4, weight=600, align=0.5))
        marks.append(_label(f"{panel.width:g}", middle, bottom + 6.4, align=0.5))
    return Group(tuple(marks), "outline")


def _stamps(texts: Sequence[str]) -> Iterator[Group]:
    """The stamps that nobody may overlook, white on black in the corner."""
    for number, text in enumerate(texts):
        top = TOP + 0.8 - 8 * number
        words = _label(text, RIGHT - 3, top + 4.6, BODY, 800, WHITE, align=1.0)
        width = words.width + 6
        yield Group((_box(RIGHT - width, top, width, 7, BLACK), words), "stamp")


def _swatches(inks: Sequence[Colour], y: float) -> Group:
    """A patch for each ink, the last one at the right edge."""
    patches = (
        _box(RIGHT - 2.4 - number * 2.7, y - 2.2, 2.4, 2.4, ink)
        for number, ink in enumerate(reversed(inks))
    )
    return Group(tuple(patches), "swatches")


def _label(
    text: str,
    x: float,
    y: float,
    size: float = SMALL,
    weight: int = 400,
    colour: Colour = BLACK,
    align: float = 0.0,
) -> GlyphRun:
    """One line with its baseline at y. `align` is the share of it that stands before x: 0, half or
    all."""
    font = report_fonts()[weight]
    made = label(font.face.spelt(text), font, size, colour)
    return replace(made, x=x - made.width * align, y=y)


def _box(
    x: float, y: float, width: float, height: float, fill: Colour | None, weight: float = 0
) -> Shape:
    stroke = BLACK if weight else None
    return Shape(rectangle(x, y, width, height), fill, stroke, weight, kind="mark")


def _upright(
    x: float, y: float, bottom: float, weight: float, colour: Colour, dash: tuple[float, ...] = ()
) -> Shape:
    return Shape((("M", x, y), ("L", x, bottom)), None, colour, weight, dash, kind="mark")
