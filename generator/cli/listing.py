"""`cease list`: what a project has, as a table."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from generator.design.roles import ROLES, has_roles
from generator.jobs.manifest import Manifest
from generator.jobs.narrowing import OUTPUT_FIELDS
from generator.jobs.project import Project
from generator.jobs.where import Condition
from generator.problems import Refused
from . import show
from .session import Session


class ListedCampaign(NamedTuple):
    """A campaign, with the languages that it has a file for."""

    name: str
    title: str
    version: str
    date: str
    languages: list[str]


class ListedLayout(NamedTuple):
    """A layout: its formats, those built if none is named, and whose words it sets."""

    name: str
    title: str
    formats: list[str]
    built: list[str]
    words: str


class ListedLanguage(NamedTuple):
    """A language, and whether it is the one that campaigns are written in."""

    tag: str
    name: str
    english: str
    script: str
    direction: str
    default: bool


class ListedArea(NamedTuple):
    """An area, who verified its numbers and when, and whether it is built if none is named."""

    name: str
    title: str
    verified: str
    default: bool


class ListedEdition(NamedTuple):
    """An edition, and whether it is built if none is named."""

    name: str
    title: str
    form: str
    colours: str
    bleed: bool
    standard: str
    printer: str
    default: bool


class ListedPrinter(NamedTuple):
    """A printer, with its own bleed if that differs from the formats'."""

    name: str
    title: str
    bleed: str | bool
    marks: list[str]
    pages: str
    condition: str


class ListedFormat(NamedTuple):
    """A format: its flat size in mm, and the most panels that a side of it has."""

    name: str
    title: str
    width: float
    height: float
    panels: int


class ListedTheme(NamedTuple):
    """A theme, with the names of its colours."""

    name: str
    title: str
    colours: list[str]


ListedRow: TypeAlias = (
    ListedCampaign
    | ListedLayout
    | ListedLanguage
    | ListedArea
    | ListedEdition
    | ListedPrinter
    | ListedFormat
    | ListedTheme
)


def list_names(session: Session, what: str) -> None:
    """List each thing that can be read, and report the others."""
    rows: list[ListedRow] = []
    names, row = _KINDS[what]
    for name in names(session.project):
        try:
            rows.append(row(session.project, name))
        except Refused as refused:
            session.report(refused.problems)
    if what == "areas":
        default = session.project.content.default_area()
        areas = (row for row in rows if isinstance(row, ListedArea))
        rows = [area._replace(default=area.name == default) for area in areas]
    session.document[what] = [row._asdict() for row in rows]
    if not session.json and rows:
        show.table(rows[0]._fields, [[*map(_cell, row)] for row in rows])


def list_outputs(session: Session, out: Path, condition: Condition | None) -> None:
    """The rows of an output folder's manifest whose files exist, or those of them of which a
    condition is true. Raises `Refused`."""
    manifest = Manifest.built(out)
    session.report(manifest.damage())
    rows = [row for _, row in sorted(manifest.rows.items()) if (out / row.path).is_file()]
    if condition is not None:
        rows = list(condition.chosen(rows, OUTPUT_FIELDS))
    session.document["outputs"] = [row.as_dict() for row in rows]
    if not session.json and rows:
        cells = [
            [
                row.path,
                str(row.facts.pages or ""),
                str(len(row.problems) or ""),
                _cell(row.outdated),
            ]
            for row in rows
        ]
        show.table(["file", "pages", "warnings", "outdated"], cells)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _campaign(project: Project, name: str) -> ListedCampaign:
    words = project.content.source(name)
    languages = project.languages(name)
    return ListedCampaign(name, words.title, words.version, words.date, languages)


def _layout(project: Project, name: str) -> ListedLayout:
    layout = project.design.layout(name)
    built = list(layout.default or layout.formats[:1]) if layout.pages else []
    words = "easy" if layout.is_easy else "its own" if layout.pages else "another layout's"
    return ListedLayout(name, layout.title, list(layout.formats), built, words)


def _language(project: Project, tag: str) -> ListedLanguage:
    languages = project.content.languages()
    row = languages.languages[tag]
    default = tag == languages.default
    return ListedLanguage(tag, row.name, row.english, row.script, row.direction, default)


def _area(project: Project, name: str) -> ListedArea:
    area, _ = project.content.area(name)
    checked = area.verified if area.verified and area.verified.by and area.verified.on else None
    verified = f"{checked.by}, {checked.on}" if checked else ""
    return ListedArea(name, area.title, verified, default=False)


def _edition(project: Project, name: str) -> ListedEdition:
    row = project.design.editions()[name]
    return ListedEdition(
        name=name,
        title=row.title,
        form=row.form,
        colours=row.colours if row.form == "pdf" else "",
        bleed=bool(row.bleed),
        standard=row.standard,
        printer=row.printer,
        default=row.default,
    )


def _printer(project: Project, name: str) -> ListedPrinter:
    row = project.design.printers()[name]
    bleed = f"{row.own_bleed:g} mm" if row.own_bleed else bool(row.bleed)
    return ListedPrinter(name, row.title, bleed, list(row.marks), row.pages, row.condition)


def _format(project: Project, name: str) -> ListedFormat:
    row = project.design.formats().formats[name]
    panels = max((len(side.panels) for side in row.sides.values()), default=1)
    return ListedFormat(name, row.title, *row.trim, panels)


def _theme(project: Project, name: str) -> ListedTheme:
    row = project.design.theme(name)
    shown = ROLES if has_roles(row) else row.palette
    return ListedTheme(name, row.title, [row.colour(each).name for each in shown])


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
    "themes": (lambda project: project.design.themes(), _theme),
}
