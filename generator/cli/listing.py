"""`cease list`: what a project has, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator.cli import show
from generator.cli.session import Session
from generator.jobs.manifest import Manifest
from generator.jobs.project import Project
from generator.problems import Refused

ListedRow: TypeAlias = dict[str, Any]


def list_names(session: Session, what: str) -> None:
    """A row for each thing that can be read; what cannot is a problem."""
    rows: list[ListedRow] = []
    names, row = _KINDS[what]
    for name in names(session.project):
        try:
            rows.append(row(session.project, name))
        except Refused as refused:
            session.report(refused.problems)
    if what == "areas":
        default = session.project.content.default_area()
        rows = [{**each, "default": each["name"] == default} for each in rows]
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


def _campaign(project: Project, name: str) -> ListedRow:
    words = project.content.source(name)
    return {
        "name": name,
        "title": words.title,
        "version": words.version,
        "date": words.date,
        "languages": project.languages(name),
    }


def _layout(project: Project, name: str) -> ListedRow:
    layout = project.design.layout(name)
    return {
        "name": name,
        "title": layout.title,
        "formats": list(layout.formats),
        "built": list(layout.default or layout.formats[:1]) if layout.pages else [],
        "words": "easy" if layout.is_easy else "its own" if layout.pages else "another layout's",
    }


def _language(project: Project, tag: str) -> ListedRow:
    languages = project.content.languages()
    row = languages.languages[tag]
    return {
        "tag": tag,
        "name": row.name,
        "english": row.english,
        "script": row.script,
        "direction": row.direction,
        "default": tag == languages.default,
    }


def _area(project: Project, name: str) -> ListedRow:
    area, _ = project.content.area(name)
    checked = area.verified if area.verified and area.verified.by and area.verified.on else None
    return {
        "name": name,
        "title": area.title,
        "verified": f"{checked.by}, {checked.on}" if checked else "",
    }


def _edition(project: Project, name: str) -> ListedRow:
    row = project.design.editions()[name]
    return {
        "name": name,
        "title": row.title,
        "form": row.form,
        "colours": row.colours if row.form == "pdf" else "",
        "bleed": bool(row.bleed),
        "standard": row.standard,
        "printer": row.printer,
        "default": row.default,
    }


def _printer(project: Project, name: str) -> ListedRow:
    row = project.design.printers()[name]
    return {
        "name": name,
        "title": row.title,
        "bleed": f"{row.own_bleed:g} mm" if row.own_bleed else bool(row.bleed),
        "marks": list(row.marks),
        "pages": row.pages,
        "condition": row.condition,
    }


def _format(project: Project, name: str) -> ListedRow:
    row = project.design.formats().formats[name]
    return {
        "name": name,
        "title": row.title,
        "width": row.trim[0],
        "height": row.trim[1],
        "panels": max((len(side.panels) for side in row.sides.values()), default=1),
    }


# What there is of a kind, and what is listed of each.
_KINDS: Final[
    Mapping[str, tuple[Callable[[Project], Iterable[str]], Callable[[Project, str], ListedRow]]]
] = {
    "campaigns": (Project.campaigns, _campaign),
    "layouts": (Project.layouts, _layout),
    "languages": (lambda project: project.content.languages().languages, _language),
    "areas": (Project.areas, _area),
    "editions": (Project.editions, _edition),
    "printers": (lambda project: project.design.printers(), _printer),
    "formats": (Project.formats, _format),
}
