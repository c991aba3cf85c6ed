"""Areas from a spreadsheet: its rows as areas' files, and what is wrong with each row. A bad row
never stops the good ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.bounded import Bounds, Task, run
from generator.content import area_columns, area_table
from generator.content.area_columns import Columns
from generator.content.area_rows import Area
from generator.content.area_table import Filed
from generator.content.cells import SheetRow, Spreadsheet, letters
from generator.content.required_fields import RequiredFields, required_fields
from generator.content.spreadsheet import read_sheet
from generator.problems import Problem, Refused, error, warning
from generator.source.file_names import EVERY, NAME, is_reserved
from .libraries import Libraries
from .publish import publish

EXISTS: Final = "area-exists"
UNVERIFIED: Final = "unverified"


class AreaSheet(Struct, frozen=True):
    """A sheet of areas: its columns, the rows beneath them, what campaigns ask of every area, and
    warnings."""

    columns: Columns
    lines: tuple[SheetRow, ...]
    wants: RequiredFields
    problems: tuple[Problem, ...]


def open_sheet(data: bytes, shown: str, sheet: str = "") -> Spreadsheet:
    """The sheet in a spreadsheet's file, which a child process reads. Raises `Refused`."""
    return run(Task(f'"{shown}"'), Bounds(), read_sheet, data, shown, sheet)


def area_sheet(project: Libraries, found: Spreadsheet) -> AreaSheet:
    """A sheet as one of areas. Raises `Refused` if its columns are not those of areas, or nothing
    stands beneath them."""
    wants, wrong = required_fields(project.content)
    if any(problem.is_error for problem in wrong):
        raise Refused(wrong)
    known = area_columns.known_columns(wants, project.readable_areas())
    problems: list[Problem] = []
    above = area_columns.header_of(found.lines, known)
    header, *lines = found.lines[above:]
    if above:
        said = ", ".join(str(line.number) for line in found.lines[:above])
        message = f"{header} names the columns; what is above it is left out: row {said}"
        problems.append(warning("title-row", message, found.lines[0].span))
    columns = area_columns.columns(header, lines, known)
    if not lines:
        elsewhere = ", ".join(f'"{name}"' for name in found.others)
        hint = f"--sheet chooses another sheet: {elsewhere}" if elsewhere else ""
        message = f"{header}: there is a header and no row beneath it"
        raise Refused([error("empty-file", message, header.span, hint)])
    return AreaSheet(columns, tuple(lines), wants, tuple(problems))


def filed_areas(project: Libraries, sheet: AreaSheet, replace_old: bool) -> Iterator[Filed]:
    """Each row as an area's file, or with the errors for which it is none. `replace_old` writes
    existing areas anew, with the parts that they keep."""
    seen: dict[str, int] = {}
    known = frozenset(project.content.areas())
    for line in sheet.lines:
        check = project.content.area_problems
        filed = area_table.file_of(line, sheet.columns, sheet.wants, {}, check)
        if filed.name in known:
            filed = _replacing(project, filed, sheet, replace_old)
        filed.problems += _name_problems(filed, seen)
        seen.setdefault(filed.name, line.number)
        yield filed


def write_area(project: Libraries, filed: Filed) -> None:
    """Write the file of a good row. What keeps it from being written becomes a problem of the
    row."""
    try:
        place = project.shelf.root / project.content.area_path(filed.name)
        publish(place, filed.text.encode())
    except Refused as unwritable:
        filed.problems += unwritable.problems


def said_alone(filed: Filed, problem: Problem, column: int) -> str:
    """The message of a row's problem without its row and its column, counted from 0, for whoever
    shows it at its cell."""
    row, header = str(filed.line), problem.span.key if problem.span else ""
    cell = f"{letters(column + 1)}{filed.line.number}"
    said = problem.message
    for start in (
        f'{row}, column "{header}" ({cell}): ',
        f'{row}, column "{header}": ',
        f"{row}: ",
    ):
        said = said.removeprefix(start)
    return said


def _replacing(project: Libraries, filed: Filed, sheet: AreaSheet, replace_old: bool) -> Filed:
    """A row as the file of an existing area, with the parts that the area keeps."""
    path = project.content.area_path(filed.name)
    old, _ = project.shelf.row(path, Area)
    if not replace_old or old is None:
        hint = "use --replace to write it anew" if old else "it cannot be read: take it away first"
        filed.problems.append(_row_error(filed, EXISTS, f"there is a {path} already", hint))
        return filed
    kept = area_table.kept_of(old, sheet.columns)
    check = project.content.area_problems
    return area_table.file_of(filed.line, sheet.columns, sheet.wants, kept, check)


def _name_problems(filed: Filed, seen: dict[str, int]) -> Iterator[Problem]:
    name = filed.name
    if name and not NAME.fullmatch(name):
        hint = "use small letters, figures and hyphens only, such as north-moor"
        yield _row_error(filed, "name", f'"{name}" is no name for an area', hint)
    elif is_reserved(name):
        hint = "choose another name, since files are named after it"
        said = f'Windows keeps "{name}" for a device, so no file can be called so'
        if name == EVERY:
            said = f'"{name}" stands for all areas there are'
        yield _row_error(filed, "name", said, hint)
    elif name in seen:
        said = f'"{name}" is the area of row {seen[name]} already'
        yield _row_error(filed, "duplicate-area", said, "keep one of the rows")


def _row_error(filed: Filed, rule: str, message: str, hint: str) -> Problem:
    span = replace(filed.line.span, key="area")
    return error(rule, f'{filed.line}, column "area": {message}', span, hint)
