"""`cease areas import`: areas from a spreadsheet. A bad row never stops the good ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from generator.bounded import Bounds, Task, run
from generator.content import area_columns, area_table
from generator.content.area_columns import Columns
from generator.content.area_rows import Area
from generator.content.area_table import Filed
from generator.content.cells import SheetRow, Spreadsheet
from generator.content.required_fields import RequiredFields, required_fields
from generator.content.spreadsheet import read_sheet
from generator.jobs.project import Project
from generator.jobs.publish import publish
from generator.problems import Problem, Refused, counted, error, warning
from generator.source.file_names import EVERY, NAME, is_reserved
from generator.source.project_files import read_named
from .session import Session

_UNVERIFIED: Final = "unverified"  # reported once, with the number of areas


def import_areas(
    session: Session, file: Path, *, sheet: str, dry_run: bool, replace_old: bool
) -> None:
    """Write an area's file for each good row of a spreadsheet, and report what is wrong with the
    others."""
    root, project = session.own_folder, session.project
    found = run(Task(f'"{file}"'), Bounds(), read_sheet, read_named(file), file.name, sheet)
    wants, problems = required_fields(project.content)
    if any(problem.is_error for problem in problems):
        raise Refused(problems)
    columns, lines = _table(
        session, found, area_columns.known_columns(wants, project.readable_areas())
    )
    written: list[str] = []
    session.document["files"] = written
    refused: list[Filed] = []
    unverified = 0
    seen: dict[str, int] = {}
    known = frozenset(project.areas())
    for line in lines:
        filed = area_table.file_of(line, columns, wants, {}, project.content.area_problems)
        if filed.name in known:
            filed = _replacing(project, filed, columns, wants, replace_old)
        filed.problems += _name_problems(filed, seen)
        seen.setdefault(filed.name, line.number)
        if not filed.refused and not dry_run:
            _publish(root / project.content.area_path(filed.name), filed)
        session.report(problem for problem in filed.problems if problem.rule != _UNVERIFIED)
        if filed.refused:
            refused.append(filed)
        else:
            unverified += any(problem.rule == _UNVERIFIED for problem in filed.problems)
            written.append(project.content.area_path(filed.name))
    session.document |= {
        "dry_run": dry_run,
        "refused": [to_builtins(RefusedRow.of(each)) for each in refused],
    }
    would = "would be written" if dry_run else "written"
    session.say(
        f"{counted(len(written), 'area')} {would}, "
        f"{counted(len(refused), 'row')} {'would be ' if dry_run else ''}refused"
    )
    if unverified:
        session.say(f"{counted(unverified, 'area')} nobody has verified: see `verified by`")


def _table(
    session: Session, sheet: Spreadsheet, known: area_columns.Known
) -> tuple[Columns, list[SheetRow]]:
    """The columns of a sheet, and the rows beneath them. Raises `Refused`."""
    session.report(sheet.problems)
    above = area_columns.header_of(sheet.lines, known)
    header, *lines = sheet.lines[above:]
    if above:
        said = ", ".join(str(line.number) for line in sheet.lines[:above])
        message = f"{header} names the columns; what is above it is left out: row {said}"
        session.report([warning("title-row", message, sheet.lines[0].span)])
    elsewhere = ""
    if sheet.others:
        elsewhere = ", ".join(f'"{name}"' for name in sheet.others)
        session.say(f'sheet "{header.sheet}" is read; --sheet chooses another: {elsewhere}')
    columns = area_columns.columns(header, lines, known)
    if not lines:
        hint = f"--sheet chooses another sheet: {elsewhere}" if elsewhere else ""
        message = f"{header}: there is a header and no row beneath it"
        raise Refused([error("empty-file", message, header.span, hint)])
    return columns, lines


def _replacing(
    project: Project,
    filed: Filed,
    columns: Columns,
    wants: RequiredFields,
    replace_old: bool,
) -> Filed:
    """A row as the file of an existing area, with the parts that the area keeps."""
    path = project.content.area_path(filed.name)
    old, _ = project.shelf.row(path, Area)
    if not replace_old or old is None:
        hint = "use --replace to write it anew" if old else "it cannot be read: take it away first"
        filed.problems.append(_row_error(filed, "area-exists", f"there is a {path} already", hint))
        return filed
    kept = area_table.kept_of(old, columns)
    return area_table.file_of(filed.line, columns, wants, kept, project.content.area_problems)


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


def _publish(path: Path, filed: Filed) -> None:
    try:
        publish(path, filed.text.encode())
    except Refused as unwritable:
        filed.problems += unwritable.problems


class RefusedValue(Struct, frozen=True):
    """What is wrong with a row of a table, in the column of an area's file if it is one's."""

    column: str | None
    reason: str
    details: tuple[str, ...]
    hint: str | None

    @classmethod
    def of(cls, problem: Problem) -> RefusedValue:
        column = problem.span.key if problem.span else ""
        return cls(column or None, problem.message, problem.details, problem.hint or None)


class RefusedRow(Struct, frozen=True):
    """A row of a table that no area is made of, with the errors that are why."""

    row: int
    area: str
    problems: tuple[RefusedValue, ...]

    @classmethod
    def of(cls, filed: Filed) -> RefusedRow:
        errors = (problem for problem in filed.problems if problem.is_error)
        return cls(filed.line.number, filed.name, tuple(map(RefusedValue.of, errors)))
