"""Makes a contact sheet: the pages of many files on one picture, each labelled.

Its words are set in the layouts `contact-sheet`, `contact-label` and `contact-errors`. A pixel is
a point, and lengths here are pixels unless they say mm.
"""

import hashlib
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache
from generator.content.text import BREAK
from generator.design.editions import Edition
from generator.page import Artwork, Image, Mark, Page, Shape, rectangle
from generator.pdf import write
from generator.problems import Problem, Refused
from generator.units import mm, pt
from .page_images import one_page
from .placed_pages import At, placed
from .report_layouts import LANGUAGE, last_baseline, report_colour, report_pages, words

_LONGEST: Final = 360  # of a page's longest edge
_LEAST: Final = 40  # of a cell's edges: room for a line of an error, and for its letters
_GAP: Final = 8  # between the pages of a piece
_MARGIN: Final = 28  # round the sheet and between its cells
_UNDER_TITLE: Final = 25  # from the title's last baseline to the cells
_ROUND_LABEL: Final = 8  # the layout's margin, for letters that reach out of their line
_UNDER_LABEL: Final = 9  # from a label's last baseline to the pages
_SHAPE: Final = 1.5  # width by height that a sheet comes near to
_TALL: Final = 100_000.0  # mm; room for any words


class ContactEntry(NamedTuple):
    """A cell's entry: a name, the outcome, and pages as PNG or else the errors that stopped it."""

    name: str
    verdict: str
    pages: Sequence[bytes]
    errors: Sequence[Problem]


class ContactCell(Struct, frozen=True):
    """An entry with its pages made small, at the sheet's corner."""

    entry: ContactEntry
    pages: tuple[Image, ...]

    @property
    def width(self) -> float:
        """The width of its pages beside one another."""
        return sum(pt(page.width) + _GAP for page in self.pages) - _GAP


def contact_sheet(title: str, entries: Sequence[ContactEntry], cache: Cache) -> bytes:
    """The entries in a grid under a title, as PNG."""
    edition = Edition(title="contact sheet", colours="srgb", profile="office")
    with TemporaryDirectory() as folder:
        cells = [ContactCell(entry, tuple(_small(entry.pages, Path(folder)))) for entry in entries]
        artwork = Artwork("Contact sheet", LANGUAGE, "ltr", (_sheet(title, cells, cache),))
        # what is made of the small pictures is for this sheet alone, and so is its cache
        return one_page(write(artwork, edition, cache=Cache()))


def _small(pages: Iterable[bytes], folder: Path) -> Iterator[Image]:
    """Pictures of pages made small, in files of a folder."""
    from PIL import Image as Images

    for data in pages:
        with Images.open(BytesIO(data)) as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((_LONGEST, _LONGEST), Images.Resampling.LANCZOS)
        digest = hashlib.sha256(data).hexdigest()
        path = folder / f"{digest}.tiff"
        picture.save(path)
        yield Image(str(path), digest, 0, 0, mm(picture.width), mm(picture.height), "")


def _sheet(title: str, cells: Sequence[ContactCell], cache: Cache) -> Page:
    """The page of a contact sheet, as large as its cells need."""
    made = [cell for cell in cells if cell.pages]
    heights = (pt(page.height) for cell in made for page in cell.pages)
    width = max(_LEAST, max((cell.width for cell in made), default=_LONGEST))
    height = max(_LEAST, max(heights, default=_LONGEST))
    labels = [_label(cell.entry, width, cache) for cell in cells]
    deepest = max(map(_deep, labels))
    above = deepest - _ROUND_LABEL + _UNDER_LABEL
    across, down = width + _MARGIN, above + height + _MARGIN
    columns = round(math.sqrt(len(cells) * _SHAPE * down / across))
    columns = min(max(1, columns), len(cells))
    size = mm(_MARGIN + columns * across), _TALL
    (sheet,) = report_pages("contact-sheet", title, [words("title", title)], cache, size)
    top = _deep(sheet) + _UNDER_TITLE
    rows = math.ceil(len(cells) / columns)
    sheet = replace(sheet, height=mm(top + rows * down))
    marks: list[Mark] = [*placed(sheet, At(0, 0), cache)]
    for number, (cell, label) in enumerate(zip(cells, labels, strict=True)):
        row, column = divmod(number, columns)
        left, y = _MARGIN + column * across, top + row * down
        at = At(mm(left - _ROUND_LABEL), mm(y - _ROUND_LABEL + deepest - _deep(label)))
        marks += placed(label, at, cache, cut=False)
        below = At(mm(left), mm(y + above))
        if cell.pages:
            marks += _pages(cell.pages, below)
        else:
            errors = _errors(cell.entry.errors, (mm(width), mm(height)), cache)
            marks += placed(errors, below, cache)
    return Page("contact sheet", sheet.width, sheet.height, tuple(marks))


def _deep(page: Page) -> int:
    """How far down a page its words reach."""
    return round(pt(last_baseline(page)))


def _pages(pages: Iterable[Image], at: At) -> Iterator[Mark]:
    """Pages beside one another, each with a line round it."""
    x, edge = at.x, mm(1)
    for page in pages:
        outside = rectangle(x - edge, at.y - edge, page.width + 2 * edge, page.height + 2 * edge)
        yield Shape(outside, report_colour("line"), kind="mark")
        yield replace(page, x=x, y=at.y)
        x += page.width + mm(_GAP)


def _label(entry: ContactEntry, width: float, cache: Cache) -> Page:
    """The name of an entry, and its outcome."""
    verdict = words("verdict", entry.verdict, strong=not entry.pages)
    blocks = words("name", entry.name), verdict
    size = mm(width + 2 * _ROUND_LABEL), _TALL
    (page,) = report_pages("contact-label", entry.name, blocks, cache, size)
    return page


def _errors(errors: Sequence[Problem], size: tuple[float, float], cache: Cache) -> Page:
    """The errors that stopped an entry, as many as fit in `size` mm."""
    said = (BREAK * 2).join(
        BREAK.join((f"{problem.rule}: {problem.message}", *problem.details)) for problem in errors
    )

    def made(end: int) -> Page | None:
        text = said if end == len(said) else re.sub(r"\s*\S*$", " …", said[:end])
        try:
            (page,) = report_pages("contact-errors", "", [words("errors", text)], cache, size)
        except Refused:
            return None
        return page

    over = bisect_left(range(len(said) + 1), True, key=lambda end: made(end) is None)
    page = made(over - 1)
    assert page is not None
    return page
