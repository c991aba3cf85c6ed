"""Reads a spreadsheet's file as a sheet of cells, or says why it cannot.

The first bytes of a file show its kind, for its name may be wrong.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from generator.problems import Problem, Refused, Span, WrongChoice, error
from generator.source.file_kinds import is_json, kind_of
from generator.source.project_files import UTF16_MARKS, decode
from .cells import AS_WORKBOOK, SheetRow, Spreadsheet, text_cell
from .workbook import read_workbook

_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB 2.2
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4
_IN_EXCEL: Final = "in Excel: File, Save As, Excel Workbook (.xlsx) or CSV UTF-8 (Comma delimited)"
_IN_OFFICE: Final = (
    "in LibreOffice: File, Save As, Excel 2007-365 (.xlsx); or save it as "
    "CSV UTF-8 (Comma delimited)"
)
_WITHOUT_SHEETS: Final = "only workbooks (.xlsx) have several sheets: leave --sheet out"


def read_sheet(data: bytes, shown: str, wanted: str = "") -> Spreadsheet:
    """A sheet of a spreadsheet's file, CSV or .xlsx. Of several sheets this is the one called
    `wanted`, or else the first with words in it. Raises `Refused`."""
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        problem = _no_workbook(data, shown)
        if problem:
            raise Refused([problem])
        return read_workbook(data, shown, wanted)
    problem = _no_table(data, shown)
    if problem:
        raise Refused([problem])
    if wanted:
        message = f'"{shown}" is a CSV file, which has no sheet called "{wanted}"'
        raise WrongChoice([error("sheet", message, None, _WITHOUT_SHEETS)])
    return read_csv(data, shown)


def _no_workbook(data: bytes, shown: str) -> Problem | None:
    """Why an archive cannot be read as a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:99].decode("latin-1") if "mimetype" in names else ""
            root = archive.open("xl/workbook.xml").read(4096) if "xl/workbook.xml" in names else b""
    except Exception:  # noqa: BLE001 - a damaged archive is damaged, whatever is wrong with it
        return _not_a_table("is a damaged workbook", shown, f"open it in Excel, and {AS_WORKBOOK}")
    if "opendocument.spreadsheet" in kind:
        return _not_a_table("is an OpenDocument spreadsheet (.ods)", shown, _IN_OFFICE)
    if "xl/workbook.bin" in names:
        return _not_a_table("is a binary workbook (.xlsb)", shown, _IN_EXCEL)
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        hint = "in Numbers: File, Export To, Excel (.xlsx)"
        return _not_a_table("is a spreadsheet of Numbers", shown, hint)
    if b"purl.oclc.org/ooxml" in root:
        return _not_a_table("is saved as Strict Open XML", shown, _IN_EXCEL)
    if any(name.startswith("word/") for name in names):
        hint = f"copy its table into a spreadsheet, and {AS_WORKBOOK}"
        return _not_a_table("is a document of Word", shown, hint)
    if not any(name.startswith("xl/") for name in names):
        hint = f"open it in a spreadsheet, and {AS_WORKBOOK}"
        return _not_a_table("is an archive with no workbook in it", shown, hint)
    return None


def _no_table(data: bytes, shown: str) -> Problem | None:
    """Why a file that is no archive cannot be read as CSV."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            hint = f"open it in Excel, take the password away, and {AS_WORKBOOK}"
            return _not_a_table("is locked with a password", shown, hint)
        return _not_a_table("is a workbook of Excel 97 to 2003 (.xls)", shown, _IN_EXCEL)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    hint = f"open it in a spreadsheet, and {AS_WORKBOOK}"
    if start.startswith(b"%pdf-"):
        hint = f"copy its table into a spreadsheet, and {AS_WORKBOOK}"
        return _not_a_table("is a PDF file", shown, hint)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return _not_a_table("is a web page", shown, hint)
    if start.startswith(b"<?xml"):
        return _not_a_table("is an XML file", shown, hint)
    if is_json(data):
        return _not_a_table("is a JSON file", shown, hint)
    if kind := kind_of(data):
        return _not_a_table(f"is {kind}", shown, "name the spreadsheet that has the areas")
    if b"\x00" in data and not _is_text(data):
        return _not_a_table("is neither a workbook nor text", shown, hint)
    return None


def _is_text(data: bytes) -> bool:
    """Whether a file with NULs is text all the same, in UTF-16."""
    try:
        data.decode("utf-16" if data.startswith(UTF16_MARKS) else "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _not_a_table(what: str, shown: str, hint: str) -> Problem:
    return error("not-a-table", f'"{shown}" {what}', Span(shown), hint)


DELIMITERS: Final = ",;\t"
AS_UTF8: Final = "in Excel: File, Save As, CSV UTF-8 (Comma delimited), or Excel Workbook (.xlsx)"
_SEPARATOR: Final = "sep="  # Excel's own first line, which says what parts the cells
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def read_csv(data: bytes, shown: str) -> Spreadsheet:
    """The rows of a CSV file in UTF-8 that are not empty. Commas, semicolons or tabs part the
    cells. Cells are text, never formulas, numbers or dates. Raises `Refused`."""
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
        delimiter = max(DELIMITERS, key=lambda mark: _most_cells(text, mark))
    found = tuple(_lines(text, delimiter, shown, skipped))
    if not found:
        raise Refused([error("empty-file", f'"{shown}" holds no rows', Span(shown))])
    return Spreadsheet(found)


def _most_cells(text: str, mark: str) -> int:
    """The cells of the longest of the first twenty lines."""
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
