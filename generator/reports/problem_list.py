"""Lists what was found in a file, on as many pages as it takes, for the end of its marked copy."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Block, Contact
from generator.content.text import BREAK, Run, Text
from generator.design.editions import Edition
from generator.page import Artwork, GlyphRun, Group, Page
from generator.pdf import write
from generator.problems import Problem, counted
from generator.typeset.safety import runs
from generator.units import mm
from .report_layouts import LANGUAGE, report_pages, text

TITLE: Final = "Problems"
A4: Final = (210.0, 297.0)
_TALL: Final = 1e6  # mm; room for any list
_ROOM: Final = mm(12) * 61.5  # from the first line of a page to its last, of the layout's leading


def problem_list(name: str, problems: Sequence[Problem], cache: Cache) -> bytes:
    """The list as a PDF; `name` heads it."""
    size = A4[0], _TALL
    (strip,) = report_pages("problem-list", TITLE, _blocks(name, problems), cache, size)
    artwork = Artwork(TITLE, LANGUAGE, "ltr", tuple(_pages(strip)))
    return write(artwork, Edition(title=TITLE, colours="srgb", profile="office"), cache=cache)


def _blocks(name: str, problems: Sequence[Problem]) -> Iterator[Block]:
    errors = sum(problem.is_error for problem in problems)
    count = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
    head = Text((*text(name, strong=True).runs, Run(f"{BREAK}{count}")), LANGUAGE)
    yield Block("file", "paragraphs", (head,), (head,))
    rows = tuple(
        Contact(text(f"{number}.", strong=True), _words(problem))
        for number, problem in enumerate(problems, 1)
    )
    yield Block("problems", "contacts", (text(""),), contacts=rows)


def _words(problem: Problem) -> Text:
    """All that a problem says, its first line **strong**."""
    first, *rest = str(problem).splitlines()
    more = "".join(BREAK + line.strip() for line in rest)
    return Text((*text(first, strong=True).runs, *text(more).runs), LANGUAGE)


def _pages(strip: Page) -> Iterator[Page]:
    """The strip cut into pages: between problems, and between the lines of one that fills a page by
    itself."""
    pages: list[list[GlyphRun]] = [[]]
    rows = list(_rows(strip))
    first = top = rows[0][0].y
    for row in rows:
        whole = row[-1].y - top <= _ROOM or not pages[-1]
        for run in row:
            if run.y - top > _ROOM or not whole:
                pages.append([])
                top, whole = run.y, True
            pages[-1].append(replace(run, y=first + run.y - top))
    for number, found in enumerate(pages, 1):
        yield Page(f"list {number}", *A4, (Group(tuple(found), "list"),))


def _rows(strip: Page) -> Iterator[list[GlyphRun]]:
    """The lines of the head, and of each problem, which begins with a number at the left edge."""
    row: list[GlyphRun] = []
    found = sorted(runs(strip.marks), key=lambda run: (run.y, run.x))
    left = min(run.x for run in found)
    for run in found:
        if run.x == left and row:
            yield row
            row = []
        row.append(run)
    yield row
