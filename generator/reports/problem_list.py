"""Lists what was found in a file, on as many pages as it takes, for the end of its marked copy."""

from collections import defaultdict
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
_TOP: Final = mm(48)  # the layout's margin
_ROOM: Final = mm(12) * 62  # for the lines of a page, of the layout's leading


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
    """The strip cut between its lines."""
    lines: defaultdict[int, list[GlyphRun]] = defaultdict(list)
    for run in runs(strip.marks):
        number, y = divmod(run.y - _TOP, _ROOM)
        lines[int(number)].append(replace(run, y=_TOP + y))
    for number, found in sorted(lines.items()):
        yield Page(f"list {number + 1}", *A4, (Group(tuple(found), "list"),))
