"""A sheet of a spreadsheet as rows of cells, from any kind of file."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from generator.problems import Problem, Span

AS_WORKBOOK: Final = "save it as an Excel workbook (.xlsx) or as CSV UTF-8 (Comma delimited)"

CellKind = Literal["text", "date", "truth"]

# What a spreadsheet shows in place of a value that it cannot work out, or has no room for.
_ERROR: Final = re.compile(
    r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|BUSY!)|#{3,}"
)
_SHORTENED: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
# Where a program writes line ends of Windows into a workbook (ECMA-376-1, 22.9.2.19).
_ESCAPED: Final = re.compile(r"_x00(?:0[9ADad])_")


class Cell(Struct, frozen=True):
    """A cell as text; dates are written as 2026-03-31, truth values as true and false. If the cell
    cannot be used, `wrong` says why and `hint` what to do."""

    text: str = ""
    kind: CellKind = "text"
    wrong: str = ""
    hint: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.wrong)


class SheetRow(Struct, frozen=True):
    """A row of cells: `number` as the spreadsheet counts it, `span` where it stands in the file;
    `sheet` is the name of the sheet in a workbook."""

    number: int
    cells: tuple[Cell, ...]
    span: Span
    sheet: str = ""

    def __str__(self) -> str:
        return f'sheet "{self.sheet}", row {self.number}' if self.sheet else f"row {self.number}"

    def called(self, column: int) -> str:
        """A column of a workbook as its sheet calls it: " (C)"; nothing in other files."""
        return f" ({letters(column)})" if self.sheet else ""


class Spreadsheet(Struct, frozen=True):
    """The rows of a sheet that are not empty, warnings, and the names of other sheets with
    words."""

    lines: tuple[SheetRow, ...]
    problems: tuple[Problem, ...] = ()
    others: tuple[str, ...] = ()


def text_cell(text: str) -> Cell:
    """A cell of text, on one line and without the spaces round it."""
    parts = _ESCAPED.sub("\n", text).splitlines()
    text = " ".join(part.strip() for part in parts if part.strip())
    if _ERROR.fullmatch(text):
        narrow = text.strip("#") == ""
        hint = "make the column wider and save it anew" if narrow else "correct its formula"
        return Cell(text, wrong=f"the spreadsheet shows the error {text} here", hint=hint)
    if _SHORTENED.fullmatch(text):
        hint = "format the cell as text, and type all of its figures again"
        return Cell(
            text, wrong=f'"{text}" is a number that the spreadsheet has shortened', hint=hint
        )
    return Cell(text)


def padded(cells: Sequence[Cell], count: int) -> tuple[Cell, ...]:
    """Cells to the number of the header's; a spreadsheet leaves empty ones out at the end, and
    may leave some in."""
    cells = tuple(cells) + (Cell(),) * (count - len(cells))
    while len(cells) > count and cells[-1].is_empty:
        cells = cells[:-1]
    return cells


def letters(column: int) -> str:
    """The name of a column, counted from 1, as spreadsheets have it: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
