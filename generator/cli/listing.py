"""`cease list`: what a project has, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from generator.cli import show
from generator.cli.session import Session
from generator.jobs.manifest import Manifest
from generator.jobs.project import Project
from generator.problems import Refused

Row: TypeAlias = dict[str, Any]


def list_names(session: Session, what: str) -> None:
    """A row for each thing that can be read; what cannot is a problem."""
    rows: list[Row] = []
    for read in _READERS[what](session.project):
        try:
            rows.append(read())
        except Refused as refused:
            session.report(refused.problems)
    session.document[what] = rows
    if not session.json and rows:
        show.table(list(rows[0]), [[_cell(value) for value in row.values()] for row in rows])


def list_outputs(session: Session, out: Path) -> None:
    """The rows of an output folder's manifest whose files are there. Raises `Refused`."""
    rows = [row for _, row in sorted(Manifest.of(out).rows.items()) if (out / row.path).is_file()]
    session.document["outputs"] = [row.model_dump(mode="json", exclude_none=True) for row in rows]
    if not session.json and rows:
        cells = [
            [row.path, str(row.pages or ""), str(len(row.problems) or ""), _cell(row.outdated)]
            for row in rows
        ]
        show.table(["file", "pages", "warnings", "outdated"], cells)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


Readers: TypeAlias = Iterator[Callable[[], Row]]


def _campaigns(project: Project) -> Readers:
    return (partial(_campaign, project, name) for name in project.campaigns())


def _campaign(project: Project, name: str) -> Row:
    words = project.content.source(name)
    return {
        "name": name,
        "title": words.title,
        "version": words.version,
        "date": words.date,
        "languages": project.languages(name),
    }


def _layouts(project: Project) -> Readers:
    return (partial(_layout, project, name) for name in project.layouts())


def _layout(project: Project, name: str) -> Row:
    layout = project.design.layout(name)
    return {
        "name": name,
        "title": layout.title,
        "formats": list(layout.formats),
        "built": list(layout.default or layout.formats[:1]) if layout.pages else [],
        "words": "easy" if layout.is_easy else "its own" if layout.pages else "another layout's",
    }


def _languages(project: Project) -> Readers:
    languages = project.content.languages()
    for tag, row in languages.languages.items():
        found: Row = {
            "tag": tag,
            "name": row.name,
            "english": row.english,
            "script": row.script,
            "direction": row.direction,
            "default": tag == languages.default,
        }
        yield partial(dict, found)


def _areas(project: Project) -> Readers:
    default = project.content.default_area()
    return (partial(_area, project, name, name == default) for name in project.areas())


def _area(project: Project, name: str, default: bool) -> Row:
    area, _ = project.content.area(name)
    checked = area.verified if area.verified and area.verified.by and area.verified.on else None
    return {
        "name": name,
        "title": area.title,
        "verified": f"{checked.by}, {checked.on}" if checked else "",
        "default": default,
    }


def _editions(project: Project) -> Readers:
    for name, row in project.design.editions().items():
        found: Row = {
            "name": name,
            "title": row.title,
            "form": row.form,
            "colours": row.colours if row.form == "pdf" else "",
            "bleed": bool(row.bleed),
            "standard": row.standard,
            "printer": row.printer,
            "default": row.default,
        }
        yield partial(dict, found)


def _printers(project: Project) -> Readers:
    for name, row in project.design.printers().items():
        found: Row = {
            "name": name,
            "title": row.title,
            "bleed": f"{row.own_bleed:g} mm" if row.own_bleed else bool(row.bleed),
            "marks": list(row.marks),
            "pages": row.pages,
            "condition": row.condition,
        }
        yield partial(dict, found)


def _formats(project: Project) -> Readers:
    for name, row in project.design.formats().formats.items():
        found: Row = {
            "name": name,
            "title": row.title,
            "width": row.trim[0],
            "height": row.trim[1],
            "panels": max((len(side.panels) for side in row.sides.values()), default=1),
        }
        yield partial(dict, found)


_READERS: Mapping[str, Callable[[Project], Readers]] = {
    "campaigns": _campaigns,
    "layouts": _layouts,
    "languages": _languages,
    "areas": _areas,
    "editions": _editions,
    "printers": _printers,
    "formats": _formats,
}
