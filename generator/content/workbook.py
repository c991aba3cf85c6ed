"""Reads workbooks of Excel (.xlsx, ECMA-376) as rows of cells, with openpyxl.

openpyxl gives the value of each cell. The sheet's own XML shows what it leaves out: hidden rows and
columns, merged cells, and formulas without a result. A workbook is a stranger's file: its parts,
rows and columns have limits, and entities of XML are refused.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from generator.problems import Problem, Refused, Span, WrongChoice, did_you_mean, error, warning
from .cells import AS_WORKBOOK, Cell, SheetRow, Spreadsheet, letters, text_cell

if TYPE_CHECKING:
    from openpyxl import Workbook


MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 256
_MOST_PARTS: Final = 2_000
_LARGEST_SHEET: Final = 64 * 1024 * 1024
_LARGEST_PART: Final = 16 * 1024 * 1024
_MOST_MERGED: Final = 100_000
_MOST_FIGURES: Final = 15  # of a number in a cell that are exact (IEEE 754)
_SHEETS: Final = "xl/worksheets/"
_RANGE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_STRUCK: Final = "this cell is struck through"
_STRUCK_HINT: Final = "delete what is no longer so, or take the line away"
_AS_TEXT: Final = "format the cell as text, and type it again"


def read_workbook(data: bytes, shown: str, wanted: str) -> Spreadsheet:
    """A sheet of a workbook: the one called `wanted`, or the first that is shown and not empty.
    Raises `Refused`."""
    try:
        _check_size(data, shown)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that have nothing to do with values
            return _read(data, shown, wanted)
    except (Refused, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged file leads it to
        hint = f"open it in Excel, and {AS_WORKBOOK}"
        raise Refused(
            [error("not-a-table", f'"{shown}" is a damaged workbook', Span(shown), hint)]
        ) from None


def _check_size(data: bytes, shown: str) -> None:
    """Refuse a workbook that would unpack to more than any table of areas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    for part in parts:
        limit = _LARGEST_SHEET if part.filename.startswith(_SHEETS) else _LARGEST_PART
        read = part.filename.endswith((".xml", ".rels"))
        if len(parts) > _MOST_PARTS or (read and part.file_size > limit):
            hint = "copy the rows of the areas into a workbook of their own"
            message = f'"{shown}" is too large to be a table of areas'
            raise Refused([error("too-large", message, Span(shown), hint)])


def _read(data: bytes, shown: str, wanted: str) -> Spreadsheet:
    from openpyxl import load_workbook

    book = load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True
    )
    try:
        sheets = [_SheetReader(book, sheet, shown) for sheet in book.worksheets]
        if wanted:
            chosen = [reader for reader in sheets if reader.title.lower() == wanted.lower().strip()]
            if not chosen:
                raise WrongChoice([_no_sheet(wanted, [reader.title for reader in sheets])])
            return chosen[0].sheet(())
        visible = [reader for reader in sheets if reader.visible]
        filled = [reader for reader in visible if reader.is_filled]
        if not filled:
            raise Refused([_nothing(shown, [r.title for r in sheets if r.is_filled])])
        return filled[0].sheet([reader.title for reader in filled[1:]])
    finally:
        book.close()


def _no_sheet(wanted: str, titles: Sequence[str]) -> Problem:
    hint = did_you_mean(wanted, titles) or f"its first sheet is called {titles[0]}"
    return error("sheet", f'no sheet is called "{wanted}"', None, hint)


def _nothing(shown: str, hidden: Sequence[str]) -> Problem:
    if hidden:
        message = f'"{shown}" holds no rows but in sheets that are hidden'
        return error("empty-file", message, Span(shown), f'use --sheet "{hidden[0]}", or show it')
    return error("empty-file", f'"{shown}" holds no rows', Span(shown))


class _WorksheetFacts(Struct):
    """What a sheet's XML says about its cells beside their values. Rows and columns count from
    1."""

    filled: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unworked: set[tuple[int, int]] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)  # partly, by runs in the cell itself
    merged: dict[tuple[int, int], str] = field(default_factory=dict)
    wide: bool = False
    long: bool = False
    widest: int = 0
    last: int = 0


def _facts(source: Any) -> _WorksheetFacts:
    """The facts in a sheet's XML, which is read row by row."""
    from defusedxml.ElementTree import iterparse

    facts, row, column = _WorksheetFacts(), 0, 0
    for event, element in iterparse(source, events=("start", "end")):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "row":
                before, row, column = row, int(element.get("r") or row + 1), 0
                if row <= before:
                    raise ValueError("rows out of order")
                if _is_true(element.get("hidden")):
                    facts.hidden_rows.add(row)
            elif name == "c":
                column = _column(element.get("r"), column + 1)
        elif name == "c":
            _see_cell(element, row, column, facts)
            element.clear()
        elif name == "col" and _is_true(element.get("hidden")):
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            facts.hidden_columns |= set(range(first, min(last, MOST_COLUMNS) + 1))
        elif name == "mergeCell":
            facts.merged |= _covered(element.get("ref") or "", facts)
        elif name == "row":
            element.clear()
        if facts.wide or facts.long:
            return facts
    return facts


def _see_cell(element: Any, row: int, column: int, facts: _WorksheetFacts) -> None:
    """What the XML of one cell says."""
    children = {child.tag.rpartition("}")[2]: child for child in element}
    value = children.get("v")
    empty = value is None or not (value.text or "").strip()
    if "f" in children and empty and element.get("t") != "str":
        facts.unworked.add((row, column))
    elif empty and "is" not in children:
        return
    if "is" in children and any(map(_is_struck_run, children["is"])):
        facts.struck.add((row, column))
    facts.filled = True
    facts.wide = facts.wide or column > MOST_COLUMNS
    facts.long = facts.long or row > MOST_ROWS
    facts.widest, facts.last = max(facts.widest, column), max(facts.last, row)


def _is_struck_run(run: Any) -> bool:
    """Whether a run of text has a line through it: <r><rPr><strike/></rPr><t>…</t></r>."""
    parts = {each.tag.rpartition("}")[2]: each for each in run.iter()}
    strike = parts.get("strike")
    words = parts["t"].text if "t" in parts else ""
    return strike is not None and strike.get("val") not in {"0", "false"} and bool(words.strip())


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}


def _column(reference: str | None, following: int) -> int:
    """The number of the column that a cell names."""
    if not reference:
        return following
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _covered(reference: str, facts: _WorksheetFacts) -> dict[tuple[int, int], str]:
    """The cells that a merged range covers, except its first, each with the first one's name. Cells
    beyond the last row and column with words in them are left out."""
    match = _RANGE.fullmatch(reference)
    if match is None or not match[3]:
        return {}
    left, top = _column(match[1], 0), int(match[2])
    right, bottom = min(_column(match[3], 0), facts.widest), min(int(match[4]), facts.last)
    if len(facts.merged) + (bottom - top + 1) * (right - left + 1) > _MOST_MERGED:
        raise ValueError("more merged cells than a table has")
    cells = ((row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))
    return {cell: f"{match[1]}{match[2]}" for cell in cells if cell != (top, left)}


class _SheetReader:
    """Reads one sheet of an open workbook."""

    def __init__(self, book: Workbook, sheet: Any, shown: str) -> None:
        self.book, self.of, self.shown = book, sheet, shown
        self.title = str(sheet.title)
        self.visible = sheet.sheet_state == "visible"
        self._facts: _WorksheetFacts | None = None

    @property
    def facts(self) -> _WorksheetFacts:
        if self._facts is None:
            with self.of._get_source() as source:
                self._facts = _facts(source)
        return self._facts

    @property
    def is_filled(self) -> bool:
        return self.facts.filled

    def sheet(self, others: Iterable[str]) -> Spreadsheet:
        """Its rows that are shown and have anything in them. Raises `Refused`."""
        facts = self.facts
        if facts.wide or facts.long:
            count = f"{MOST_COLUMNS} columns" if facts.wide else f"{MOST_ROWS:,} rows"
            message = f'sheet "{self.title}" has more than {count}'
            hint = "copy the rows of the areas into a workbook of their own"
            raise Refused([error("too-large", message, Span(self.shown), hint)])
        lines: list[SheetRow] = []
        hidden_rows: list[int] = []
        struck_rows: list[int] = []
        hidden_columns: set[int] = set()
        for number, cells in enumerate(self._rows(), 1):
            filled = {column for column, cell in enumerate(cells, 1) if not cell.is_empty}
            if not filled:
                continue
            if number in facts.hidden_rows:
                hidden_rows.append(number)
                continue
            if all(cells[column - 1].wrong == _STRUCK for column in filled):
                struck_rows.append(number)
                continue
            hidden_columns |= filled & facts.hidden_columns
            shown = (
                Cell() if column in facts.hidden_columns else cell
                for column, cell in enumerate(cells, 1)
            )
            lines.append(SheetRow(number, tuple(shown), Span(self.shown, number), self.title))
        problems = [
            *self._hidden("row", [str(number) for number in hidden_rows], hidden_rows),
            *self._hidden("column", [letters(n) for n in sorted(hidden_columns)], [1]),
            *self._struck(struck_rows),
        ]
        if not lines:
            message = f'sheet "{self.title}" holds no rows'
            raise Refused([error("empty-file", message, Span(self.shown)), *problems])
        return Spreadsheet(tuple(lines), tuple(problems), tuple(others))

    def _hidden(self, what: str, names: Sequence[str], rows: Sequence[int]) -> Iterator[Problem]:
        if not names:
            return
        several = len(names) > 1
        some = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        message = (
            f'sheet "{self.title}": {what}{"s" * several} {some} {"are" if several else "is"} '
            "hidden, and left out"
        )
        them = "them" if several else "it"
        hint = f"show {them} to have {them} read, or delete {them}"
        yield warning("hidden", message, Span(self.shown, rows[0]), hint)

    def _struck(self, rows: Sequence[int]) -> Iterator[Problem]:
        for row in rows:
            message = f'sheet "{self.title}": row {row} is struck through, and left out'
            hint = "take the line away to have it read, or delete the row"
            yield warning("struck", message, Span(self.shown, row), hint)

    def _rows(self) -> Iterator[list[Cell]]:
        facts = self.facts
        if not facts.filled:
            return
        found = self.of.iter_rows(max_row=facts.last, max_col=facts.widest)
        for row, cells in enumerate(found, 1):
            yield [self._cell(cell, row, column) for column, cell in enumerate(cells, 1)]

    def _cell(self, cell: Any, row: int, column: int) -> Cell:
        if (row, column) in self.facts.unworked:
            hint = "open the workbook in Excel, which works it out, and save it"
            return Cell(wrong="this cell holds a formula without its result", hint=hint)
        value = cell.value
        if value is None:
            first = self.facts.merged.get((row, column))
            if first:
                hint = f"choose Unmerge Cells at {first}, and fill each of them in"
                return Cell(wrong=f"this cell is merged with {first}", hint=hint)
            return Cell()
        font = cell.font
        if font is not None and font.strike and str(value).strip():
            return Cell(str(value), wrong=_STRUCK, hint=_STRUCK_HINT)
        runs = value if isinstance(value, list) else []
        if any(map(_is_struck, runs)) or (row, column) in self.facts.struck:
            return Cell(str(value), wrong=f"a part of {_STRUCK}", hint=_STRUCK_HINT)
        value = str(value) if runs else value
        if cell.data_type == "e":
            return text_cell(str(value))
        return _of_value(value, cell.number_format or "")


def _is_struck(run: object) -> bool:
    """Whether a run of a cell's text has a line through it."""
    return bool(getattr(getattr(run, "font", None), "strike", False)) and bool(str(run).strip())


def _of_value(value: object, number_format: str) -> Cell:
    """A value as a cell, which knows what it was."""
    if isinstance(value, bool):
        return Cell(str(value).lower(), "truth")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), "date")
    if isinstance(value, date):
        return Cell(value.isoformat(), "date")
    if isinstance(value, int | float):
        return _of_number(value, number_format)
    if isinstance(value, str):
        return text_cell(value)
    return Cell(str(value), wrong=f'this cell holds a time, "{value}"', hint=_AS_TEXT)


def _of_number(value: float, number_format: str) -> Cell:
    if not abs(value) < 10**_MOST_FIGURES:
        wrong = f"this cell holds a number of more than {_MOST_FIGURES} figures"
        return Cell(str(value), wrong=f"{wrong}, and a spreadsheet keeps no more", hint=_AS_TEXT)
    if value == int(value):
        return Cell(formatted(int(value), number_format))
    return Cell(str(value))


# A code of ECMA-376-1, 18.8.31: a place of a figure, text in quotes or behind a backslash, a space
# as wide as a letter, a letter that fills the cell, or a mark that stands as it is.
_CODE: Final = re.compile(r'([0#?])|"([^"]*)"|\\(.)|_(.)|\*.|([-+ ()/:])')


def formatted(number: int, code: str) -> str:
    """A whole number as a spreadsheet shows it: 1632960777 in the format 00000 000000 is 01632
    960777. A number in any other kind of format is plain figures."""
    parts = list(_parts(code.split(";", maxsplit=1)[0])) if number >= 0 else []
    places = [index for index, (place, _) in enumerate(parts) if place]
    if not parts or not places:
        return str(number)
    figures = list(str(number))
    shown: list[str] = []
    for index in range(len(parts) - 1, -1, -1):
        place, text = parts[index]
        if not place:
            shown.append(text)
        elif index == places[0]:
            shown.append("".join(figures) or ("0" if place == "0" else ""))
            figures = []
        elif figures:
            shown.append(figures.pop())
        elif place == "0":
            shown.append("0")
    return "".join(reversed(shown)).strip()


def _parts(code: str) -> Iterator[tuple[str, str]]:
    """Each place of a figure in a format and the text between, or nothing if the format has other
    parts."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(code):
        match = _CODE.match(code, at)
        if match is None:
            return
        at = match.end()
        if match[1]:
            found.append((match[1], ""))
        else:
            text = match[2] or match[3] or match[5] or (" " if match[4] else "")
            found.append(("", text))
    yield from found
