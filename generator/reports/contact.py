"""Makes a contact sheet: the pages of many files on one picture, each labelled."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from generator.problems import Problem
from generator.reports.report_layouts import LANGUAGE, report_fonts
from generator.typeset.breaks import allowed
from generator.typeset.rag import LineEnd, first_fit

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

ContactCell: TypeAlias = "tuple[ContactEntry, list[Image]]"

# All lengths in pixels.
_LONGEST: Final = 360  # of a page's longest edge
_GAP: Final = 8  # between the pages of a piece
_MARGIN: Final = 28  # round the sheet and between its cells
_TITLE, _NAME, _SMALL = 30, 20, 15  # sizes of type
_LABEL: Final = round(_NAME * 1.4 + _SMALL * 1.6)  # height of what stands above pages
_PAPER: Final = (238, 238, 236)
_INK: Final = (20, 20, 20)
_QUIET: Final = (90, 90, 90)
_WRONG: Final = (160, 20, 20)
_LINE: Final = (190, 190, 186)
_EMPTY: Final = (255, 255, 255)
_SHAPE: Final = 1.5  # width by height that a sheet comes near to


class ContactEntry(NamedTuple):
    """What stands in a cell: a name, how it went, pages as PNG; and errors, shown if there are no
    pages."""

    name: str
    verdict: str
    pages: Sequence[bytes]
    errors: Sequence[Problem]


def contact_sheet(title: str, entries: Sequence[ContactEntry]) -> bytes:
    """The entries in a grid under a title, as PNG."""
    from PIL import Image, ImageDraw

    cells = [(entry, [_thumbnail(data) for data in entry.pages]) for entry in entries]
    grid = _grid(cells)
    sheet = Image.new("RGB", grid.size, _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((_MARGIN, _MARGIN), _printable(title), _INK, _fonts()[_TITLE])
    for corner, (entry, thumbnails) in zip(grid.corners(len(cells)), cells, strict=True):
        _label(draw, corner, entry)
        left, top = corner[0], corner[1] + _LABEL
        if not thumbnails:
            _errors(draw, entry.errors, (left, top, left + grid.width, top + grid.height))
        for thumbnail in thumbnails:
            sheet.paste(thumbnail, (left, top))
            right, bottom = left + thumbnail.width, top + thumbnail.height
            draw.rectangle((left - 1, top - 1, right, bottom), None, _LINE)
            left += thumbnail.width + _GAP
    file = BytesIO()
    sheet.save(file, "PNG", optimize=True)
    return file.getvalue()


@dataclass(frozen=True)
class _ContactGrid:
    """Cells in rows: how many in each, the room for a piece's pages, and the sheet's size."""

    columns: int
    width: int
    height: int
    size: tuple[int, int]

    def corners(self, count: int) -> Iterator[tuple[int, int]]:
        """The top left corner of each cell."""
        for number in range(count):
            row, column = divmod(number, self.columns)
            yield (
                _MARGIN + column * (self.width + _MARGIN),
                _top() + row * (self.height + _LABEL + _MARGIN),
            )


def _top() -> int:
    return _MARGIN + round(_TITLE * 1.8)


def _grid(cells: Sequence[ContactCell]) -> _ContactGrid:
    made = [thumbnails for _, thumbnails in cells if thumbnails]
    widths = (sum(one.width + _GAP for one in thumbnails) - _GAP for thumbnails in made)
    width = max(widths, default=_LONGEST)
    height = max((one.height for many in made for one in many), default=_LONGEST)
    across, down = width + _MARGIN, height + _LABEL + _MARGIN
    columns = round(math.sqrt(len(cells) * _SHAPE * down / across))
    columns = min(max(1, columns), len(cells))
    rows = math.ceil(len(cells) / columns)
    return _ContactGrid(columns, width, height, (_MARGIN + columns * across, _top() + rows * down))


def _thumbnail(data: bytes) -> Image:
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        picture = image.convert("RGB")
    picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    return picture


# --- words -------------------------------------------------------------------------------------


@cache
def _fonts() -> dict[int, FreeTypeFont]:
    """The program's own font, at the sizes of a sheet."""
    from PIL.ImageFont import Layout, truetype

    weights = {_TITLE: 700, _NAME: 700, _SMALL: 400}
    return {
        size: truetype(report_fonts()[weight].path, size, layout_engine=Layout.BASIC)
        for size, weight in weights.items()
    }


def _printable(text: str) -> str:
    """The text with an ellipsis for each stretch that the labels' font has no letters for."""
    coverage = report_fonts()[400].face.coverage
    made = ""
    for character in text:
        if ord(character) in coverage:
            made += character
        elif not made.endswith("…"):
            made += "…"
    return made


def _label(draw: ImageDraw, corner: tuple[int, int], entry: ContactEntry) -> None:
    """An entry's name and how it went, above its pages."""
    left, top = corner
    draw.text(corner, _printable(entry.name), _INK, _fonts()[_NAME])
    colour = _QUIET if entry.pages else _WRONG
    draw.text((left, top + _NAME * 1.4), _printable(entry.verdict), colour, _fonts()[_SMALL])


def _errors(draw: ImageDraw, errors: Sequence[Problem], box: tuple[int, int, int, int]) -> None:
    """What stopped an entry, in the place of its pages, as far as there is room."""
    left, top, right, bottom = box
    draw.rectangle(box, _EMPTY, _WRONG, 2)
    font, leading = _fonts()[_SMALL], round(_SMALL * 1.4)
    inner = right - left - 2 * _GAP
    room = (bottom - top - 2 * _GAP) // leading
    lines: list[str] = []
    for problem in errors:
        for said in (f"{problem.rule}: {problem.message}", *problem.details):
            lines += _lines(_printable(said), font, inner)
        lines.append("")
    lines = lines[:-1]
    if len(lines) > room:
        lines = [*lines[: room - 1], "…"]
    for number, line in enumerate(lines):
        draw.text((left + _GAP, top + _GAP + number * leading), line, _INK, font)


def _lines(text: str, font: FreeTypeFont, width: float) -> Iterator[str]:
    """The text on lines as wide as there is room, ended where typesetting ends them."""
    ends, start, x = [], 0, 0.0
    for end in allowed(text, LANGUAGE):
        word = text[start:end]
        ends.append(LineEnd(end, x + font.getlength(word.rstrip()), x + font.getlength(word)))
        start, x = end, ends[-1].start
    start = 0
    for position in first_fit(ends, width):
        yield text[start : ends[position].after].strip()
        start = ends[position].after
