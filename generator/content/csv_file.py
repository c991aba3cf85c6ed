"""Reads CSV files of any program as rows of cells, or says why a file cannot be read.

Cells are text, never formulas, numbers or dates.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from generator.content.cells import SheetRow, Spreadsheet, text_cell
from generator.problems import Problem, Refused, Span, error
from generator.source.project_files import decode

DELIMITERS: Final = ",;\t"
AS_UTF8: Final = "in Excel: File, Save As, CSV UTF-8 (Comma delimited), or Excel Workbook (.xlsx)"
_SEPARATOR: Final = "sep="  # Excel's own first line, which says what parts the cells
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def read_csv(data: bytes, shown: str) -> Spreadsheet:
    """The rows of a CSV file in UTF-8 that have anything in them. Commas, semicolons or tabs may
    part the cells. Raises `Refused`."""
    try:
        text = decode(data, shown)
    except Refused as refused:
        raise Refused(
            replace(problem, hint=AS_UTF8) if problem.rule in {"encoding", "character"} else problem
            for problem in refused.problems
        ) from None
    delimiter = ""
    skipped = 0
    first, *rest = _LINE_END.split(text, 1)
    if first.strip().lower()[: len(_SEPARATOR)] == _SEPARATOR:
        delimiter, text, skipped = first.strip()[len(_SEPARATOR) :], "".join(rest), 1
    if len(delimiter) != 1 or delimiter in '"\r\n':
        delimiter = _delimiter(text)
    found = tuple(_lines(text, delimiter, shown, skipped))
    if not found:
        raise Refused([error("empty-file", f'"{shown}" holds no rows', Span(shown))])
    return Spreadsheet(found)


def _delimiter(text: str) -> str:
    """What parts the most cells of a row of the first twenty."""
    return max(DELIMITERS, key=lambda mark: _most_cells(text, mark))


def _most_cells(text: str, mark: str) -> int:
    most = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for _, cells in zip(range(20), reader, strict=False):
            most = max(most, len(cells))
    except csv.Error:  # reported where the rows are read
        return most
    return most


def _lines(text: str, delimiter: str, shown: str, skipped: int) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = begins = skipped
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise Refused([_unreadable(number + 1, Span(shown, begins + 1), problem)]) from None
        number += 1
        place = Span(shown, begins + 1)
        begins = skipped + reader.line_num
        line = SheetRow(number, tuple(text_cell(cell) for cell in cells), place)
        if not all(cell.is_empty for cell in line.cells):
            yield line


def _unreadable(row: int, place: Span, problem: csv.Error) -> Problem:
    reason = f"row {row} cannot be read: {problem}"
    if "field larger" in str(problem):
        reason = f"row {row} has a cell of more than {csv.field_size_limit():,} characters"
    hint = "look for a quotation mark without its partner, or save the file anew"
    return error("csv", reason, place, hint)
