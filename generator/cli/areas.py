"""`cease areas`: areas from a spreadsheet, of which a bad row never stops the good ones; and
partners' logos drawn anew."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, to_builtins

from generator.content.area_logos import AREAS
from generator.content.area_table import Filed
from generator.jobs.imported_areas import (
    UNVERIFIED,
    area_sheet,
    filed_areas,
    open_sheet,
    write_area,
)
from generator.jobs.logo_sizes import thin_in_layouts
from generator.jobs.partner_logo import logo_place, take_logo
from generator.jobs.publish import publish
from generator.problems import Problem, counted
from generator.source.project_files import read_named
from .session import Session


def import_areas(
    session: Session, file: Path, *, sheet: str, dry_run: bool, replace_old: bool
) -> None:
    """Write an area's file for each good row of a spreadsheet, and report what is wrong with the
    others."""
    _, project = session.own_folder, session.project
    found = open_sheet(read_named(file), file.name, sheet)
    session.report(found.problems)
    if found.others:
        elsewhere = ", ".join(f'"{name}"' for name in found.others)
        session.say(f'sheet "{found.lines[0].sheet}" is read; --sheet chooses another: {elsewhere}')
    areas = area_sheet(project, found)
    session.report(areas.problems)
    written: list[str] = []
    session.document["files"] = written
    refused: list[Filed] = []
    unverified = 0
    for filed in filed_areas(project, areas, replace_old):
        if not filed.refused and not dry_run:
            write_area(project, filed)
        session.report(problem for problem in filed.problems if problem.rule != UNVERIFIED)
        if filed.refused:
            refused.append(filed)
        else:
            unverified += any(problem.rule == UNVERIFIED for problem in filed.problems)
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


def take_in_logo(session: Session, file: Path, name: str) -> None:
    """Draw a partner's logo anew into the project's folder of logos, and say how areas name it."""
    root = session.own_folder
    found = take_logo(read_named(file), file.name)
    kept = logo_place(root, name or file.stem, found.suffix, found.data, {})
    if not (root / AREAS / kept).exists():
        publish(root / AREAS / kept, found.data)
    session.report(thin_in_layouts(session.project, root / AREAS / kept, f"{AREAS}/{kept}"))
    colours = "one colour" if found.black else "several colours, so black alone leaves it out"
    session.document |= {"file": kept, "one_colour": bool(found.black)}
    session.say(f"{AREAS}/{kept}: {colours}")
    session.say(f"an area names it under `logos:` as {{file: {kept}, alt: Whose logo it is}}")


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
