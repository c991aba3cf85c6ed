"""A spreadsheet's CSV as rows of cells: whatever the program that saved it, or a reason why not.

Cells are text, never formulas, numbers or dates.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.problems import Refused, Span, error
from generator.source.files import decode

DELIMITERS: Final = ",;\t"
AS_UTF8: Final = "in Excel: File, Save As, CSV UTF-8 (Comma delimited)"
_SEPARATOR: Final = "sep="  # Excel's own first line, which says what parts the cells


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells: `number` as the spreadsheet counts it, `span` where it begins in the file."""

    number: int
    cells: tuple[str, ...]
    span: Span


def read_csv(data: bytes, shown: str) -> list[Line]:
    """The rows of a CSV file in UTF-8, its header first; rows without a word in them are left
    out. Commas, semicolons or tabs may part the cells. Raises `Refused`."""
    try:
        text = decode(data, shown)
    except Refused as refused:
        raise Refused(
            replace(problem, hint=AS_UTF8) if problem.rule in {"encoding", "character"} else problem
            for problem in refused.problems
        ) from None
    delimiter = ""
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().lower()[: len(_SEPARATOR)] == _SEPARATOR:
        delimiter, text, skipped = first.strip()[len(_SEPARATOR) :], rest, 1
    if len(delimiter) != 1:
        delimiter = _delimiter(text)
    found = list(_lines(text, delimiter, shown, skipped))
    if not found:
        raise Refused([error("empty-file", f'"{shown}" holds no rows', Span(shown))])
    return found


def _delimiter(text: str) -> str:
    """What parts the most cells of the header."""
    header = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark), ())))


def _lines(text: str, delimiter: str, shown: str, skipped: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = begins = skipped
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            place = Span(shown, begins + 1)
            message = f"row {number + 1} cannot be read: {problem}"
            hint = "look for a quotation mark without its partner, or save the file anew"
            raise Refused([error("csv", message, place, hint)]) from None
        number += 1
        place = Span(shown, begins + 1)
        begins = skipped + reader.line_num
        stripped = tuple(_one_line(cell) for cell in cells)
        if any(stripped):
            yield Line(number, stripped, place)


def _one_line(cell: str) -> str:
    """A cell without the spaces round it, and without breaks inside."""
    return " ".join(part.strip() for part in cell.splitlines() if part.strip())


def padded(cells: Sequence[str], count: int) -> tuple[str, ...]:
    """Cells to the number of the header's; a spreadsheet leaves empty ones out at the end, and
    may leave some in."""
    cells = tuple(cells) + ("",) * (count - len(cells))
    while len(cells) > count and not cells[-1]:
        cells = cells[:-1]
    return cells
