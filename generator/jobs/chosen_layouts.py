"""Finds the chosen layouts and their formats."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.design.layout import Layout
from generator.problems import Problem, Refused, did_you_mean, error, unknown
from generator.reports.piece_names import stem
from .choosing import ALL, Choice
from .libraries import Libraries


class SizedLayout(Struct, frozen=True):
    """A layout at one of its formats."""

    layout: str
    format: str
    stem: str
    is_easy: bool


def chosen_layouts(
    project: Libraries, choice: Choice, wrong: list[Problem], found: list[Problem]
) -> list[SizedLayout]:
    """Every chosen layout, at each of the chosen formats."""
    known = project.design.layouts()
    pieces: dict[SizedLayout, None] = {}
    if choice.is_every_layout:
        for name in known:
            layout = _read(project, name, found)
            if layout is not None and layout.pages:
                pieces |= dict.fromkeys(_formats(name, layout, choice.formats))
        missing = set(choice.formats) - {piece.format for piece in pieces} - {ALL}
        there = {name for row in project.readable_layouts().values() for name in row.formats}
        wrong += [unknown("format", name, there) for name in sorted(missing)]
        return list(pieces)
    for name in dict.fromkeys((*choice.names, *choice.layouts)):
        owner, format_name = _resolve(project, name, known, found)
        if owner is None:
            wrong.append(unknown("layout", name, known))
            continue
        layout = _read(project, owner, found)
        if layout is None:
            continue
        if not (layout.pages or layout.is_easy):
            wrong.append(_not_alone(project, owner))
            continue
        formats = (format_name,) if format_name else choice.formats
        chosen = list(_formats(owner, layout, formats))
        offered = {*layout.formats, ALL}
        wrong += [
            error(
                "unknown-format",
                f'"{owner}" has no format "{each}"',
                None,
                did_you_mean(each, layout.formats),
            )
            for each in formats
            if each not in offered
        ]
        pieces |= dict.fromkeys(chosen)
    return list(pieces)


def _not_alone(project: Libraries, name: str) -> Problem:
    editions = [edition for edition, row in project.design.editions().items() if row.layout == name]
    hint = f"choose --edition {editions[0]}" if editions else "name it as an edition's `layout`"
    message = f'"{name}" sets the words of another layout, for an edition that asks for it'
    return error("no-words", message, None, hint)


def _formats(name: str, layout: Layout, chosen: Sequence[str]) -> Iterator[SizedLayout]:
    """A layout at the chosen formats that it has, or at its own defaults."""
    if ALL in chosen:
        formats: Iterable[str] = layout.formats
    elif chosen:
        formats = (each for each in dict.fromkeys(chosen) if each in layout.formats)
    else:
        formats = layout.default or layout.formats[:1]
    for each in formats:
        yield SizedLayout(name, each, stem(name, layout.formats, each), layout.is_easy)


def _resolve(
    project: Libraries, name: str, known: Sequence[str], found: list[Problem]
) -> tuple[str | None, str]:
    """The layout that a name means, and the format if it names one. The format of a layout that
    cannot be read may be any."""
    if name in known:
        return name, ""
    for owner in known:
        if name.startswith(f"{owner}-"):
            layout = _read(project, owner, found)
            rest = name.removeprefix(f"{owner}-")
            if layout is None or rest in layout.formats:
                return owner, rest
    return None, ""


def _read(project: Libraries, name: str, found: list[Problem]) -> Layout | None:
    try:
        return project.design.layout(name)
    except Refused as refused:
        found += refused.problems
        return None


def unread_layouts(project: Libraries, choice: Choice) -> list[str]:
    """The chosen layouts that cannot be read."""
    known = project.design.layouts()
    meant = (_resolve(project, name, known, [])[0] for name in (*choice.names, *choice.layouts))
    names = known if choice.is_every_layout else [name for name in meant if name]
    return [name for name in names if _read(project, name, []) is None]
