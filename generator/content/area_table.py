"""Areas from a table, one to a row: the columns it may have, and each row as an area's file.

A row is judged exactly as the file made from it would be, and what is wrong with it is told at
its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from generator.content import rows
from generator.content.areas import check_area
from generator.content.spreadsheet import Line, padded
from generator.content.text import read_text
from generator.content.wanted import Wanted
from generator.problems import Problem, Refused, Span, did_you_mean, error
from generator.source.reader import read
from generator.source.rows import Row, validate
from generator.source.writer import Data, write

MOST_CONTACTS: Final = 8
SECTIONS: Final = ("names", "numbers", "links")
# Fields of an area that a table has columns for.
FIELDS: Final = frozenset({"title", "test", *SECTIONS, "contacts", "verified"})
COMMENTS: Final = {
    "title": [
        "# yaml-language-server: $schema=../../schemas/area.json",
        "# What differs from place to place. Text refers to a name, number or link as {name}.",
    ]
}
_ORDER: Final = ("names", "numbers", "contacts", "links", "verified")
_TRUTH: Final = {"yes": "true", "no": "false", "true": "true", "false": "false"}
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ALWAYS: Final = {
    "area": "area",
    "title": "title",
    "test": "test",
    "verified by": "verified.by",
    "verified on": "verified.on",
}
_PREFIXED: Final = re.compile(
    rf"\s*({'|'.join(SECTIONS)})\s*[. ]\s*([^{{}}\n]+?)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is: the key path its cells have in an area's file."""

    headers: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Every key path that a column may stand for, by what its header says."""

    paths: Mapping[str, str]
    needed: tuple[str, ...]


@dataclass(slots=True)
class Filed:
    """A row as an area's file: its name and text; and what is wrong with the row, which if it is
    an error leaves the text empty."""

    line: Line
    name: str
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    row: rows.Area | None = None

    @property
    def refused(self) -> bool:
        return any(problem.is_error for problem in self.problems)


# --- columns -----------------------------------------------------------------------------------


def known_columns(wants: Wanted, areas: Iterable[rows.Area]) -> Known:
    """The columns of a table for campaigns that ask for `wants`. Whether a name is a number or a
    link is told by the `areas` there are; `numbers.NAME` says it in the header."""
    sections: dict[str, str] = {}
    lists = set(wants.contacts)
    for area in areas:
        for section in SECTIONS:
            sections |= dict.fromkeys(getattr(area, section), section)
        lists |= set(area.contacts)
    paths = dict(_ALWAYS)
    for name in sorted(wants.names | set(sections)):
        path = f"{sections.get(name, 'names')}.{name}"
        paths[_plain(name)] = paths[_plain(path)] = path
    for name in sorted(lists):
        for number in range(1, MOST_CONTACTS + 1):
            for part in ("place", "number"):
                path = f"contacts.{name}.{number}.{part}"
                paths[_plain(f"{name} {number} {part}")] = path
                if len(lists) == 1:
                    paths[f"contact {number} {part}"] = path
    return Known(paths, ("area", "title", *sorted(wants.names), *sorted(wants.contacts)))


def columns(header: Line, known: Known) -> Columns:
    """What the columns of a table are. Raises `Refused` with every header that is not known, is
    there twice, or is missing."""
    problems: list[Problem] = []
    paths: list[str] = []
    for number, title in enumerate(header.cells, 1):
        prefixed = _PREFIXED.fullmatch(title)
        path = known.paths.get(_plain(title), "")
        if not path and prefixed:
            path = f"{prefixed[1].lower()}.{prefixed[2]}"
        if not path:
            said = f'column {number} is called "{title}", which no column is'
            if not title:
                said = f"column {number} has no header"
            hint = did_you_mean(_plain(title), known.paths) or _columns_hint(known)
            problems.append(error("unknown-column", said, header.span, hint))
        elif path in paths:
            said = f'column {number}, "{title}", is there already'
            problems.append(error("duplicate-column", said, header.span, "keep one of them"))
        paths.append(path)
    if not problems:
        problems = [_missing(name, header.span) for name in known.needed if not _has(paths, name)]
    if problems:
        raise Refused(problems)
    return Columns(header.cells, tuple(paths))


def _plain(title: str) -> str:
    """A header without case, and with single spaces for whatever parts its words."""
    return " ".join(re.split(r"[\s_.\-]+", title.strip().lower()))


def _columns_hint(known: Known) -> str:
    first = [
        name for name in known.paths if not re.search(r" [2-8] |^(names|numbers|links) ", name)
    ]
    return "columns: " + ", ".join(first)


def _has(paths: Sequence[str], name: str) -> bool:
    return any(
        path == name
        or path in {f"{section}.{name}" for section in SECTIONS}
        or path.startswith(f"contacts.{name}.")
        for path in paths
    )


def _missing(name: str, place: Span) -> Problem:
    if name in _ALWAYS.values():
        return error("missing-column", f'there is no column "{name}"', place, "every area has one")
    return error(
        "missing-column",
        f'there is no column "{name}", which a campaign asks every area for',
        place,
        f'add it; for contacts, "{name} 1 place" and "{name} 1 number"',
    )


# --- rows --------------------------------------------------------------------------------------


def file_of(line: Line, table: Columns, wants: Wanted, kept: Mapping[str, Data]) -> Filed:
    """A row as the file of an area. `kept` is what the area has that tables have no columns
    for."""
    cells = padded(line.cells, len(table.headers))
    values = dict(zip(table.paths, cells, strict=False))
    filed = Filed(line, values.get("area", ""))
    at = _Cells(line, dict(zip(table.paths, table.headers, strict=True)), values)
    if len(cells) > len(table.headers):
        filed.problems.append(
            error(
                "cells",
                f"row {line.number} has {len(cells)} cells, and the header {len(table.headers)}",
                line.span,
                "a cell with a comma in it has to stand in quotation marks",
            )
        )
        return filed
    data, places = _data(values, at, filed.problems)
    filed.problems += _check_wanted(values, wants, at)
    text = write({**data, **kept}, COMMENTS)
    node, found = read(text, line.span.path)
    if node is not None:
        area, more = validate(node, rows.Area)
        found += more
        if area is not None:
            found += check_area(area)
            found += _check_places(area)
            filed.row = area
    filed.problems += [at.problem(problem, places) for problem in found]
    if not filed.refused:
        filed.text = text
    return filed


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a row, to say where in it something is wrong."""

    line: Line
    headers: Mapping[str, str]
    values: Mapping[str, str]

    def wrong(self, path: str, message: str, hint: str = "", rule: str = "cell") -> Problem:
        """An error at a column's cell."""
        return self.problem(error(rule, message, Span("", key=path), hint), {})

    def problem(self, found: Problem, places: Mapping[str, str]) -> Problem:
        """A problem of the file made from the row, as one of the row."""
        key = found.span.key if found.span else ""
        path = places.get(key, key)
        header = self.headers.get(path, "")
        column = f', column "{header}"' if header else ""
        value = self.values.get(path, "")
        details = found.details
        if value and value not in found.message:
            details = (f'it says "{value}"', *details)
        span = Span(self.line.span.path, self.line.span.line, 1, header)
        message = f"row {self.line.number}{column}: {found.message}"
        return Problem(found.severity, found.rule, message, span, found.hint, details)


def _data(
    values: Mapping[str, str], at: _Cells, problems: list[Problem]
) -> tuple[dict[str, Data], dict[str, str]]:
    """What an area's file holds, and for each of its key paths the column that it came from.
    Empty cells are left out; contacts close up."""
    sections: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    contacts: dict[str, list[dict[str, str]]] = {}
    verified: dict[str, str] = {}
    places: dict[str, str] = {}
    for path, value in values.items():
        head, _, rest = path.partition(".")
        if head in sections and value:
            sections[head][rest] = value
        elif path == "verified.on" and value and not _DATE.fullmatch(value):
            problems.append(_no_date(value, at))
        elif head == "verified" and value:
            verified[rest] = value
        elif head == "contacts" and path.endswith(".place"):
            stem = path.removesuffix(".place")
            number = values.get(f"{stem}.number", "")
            name = rest.rsplit(".", 2)[0]
            if bool(value) != bool(number):
                problems.append(_half(stem, value, number, at))
            elif value:
                listed = contacts.setdefault(name, [])
                key = f"contacts.{name}.{len(listed)}"
                places |= {f"{key}.place": path, f"{key}.number": f"{stem}.number"}
                listed.append({"place": value, "number": number})
    data: dict[str, Data] = {"title": values.get("title", "")}
    if values.get("test"):
        data["test"] = _TRUTH.get(values["test"].lower(), values["test"])
    whole: dict[str, Data] = {**sections, "contacts": contacts, "verified": verified}
    data |= {name: whole[name] for name in _ORDER if whole[name]}
    return data, places


def _no_date(value: str, at: _Cells) -> Problem:
    hint = "write it as 2026-03-31, in cells formatted as text, or a spreadsheet will change it"
    return at.wrong("verified.on", f'"{value}" is not written as a date has to be', hint)


def _half(stem: str, place: str, number: str, at: _Cells) -> Problem:
    if place:
        said = f'"{place}" has no number'
        return at.wrong(f"{stem}.number", said, "give its number, or take the place out")
    said = f'"{number}" has no place'
    return at.wrong(f"{stem}.place", said, "say whose number it is, or take it out")


def _check_wanted(values: Mapping[str, str], wants: Wanted, at: _Cells) -> Iterator[Problem]:
    """Cells that may not be empty."""
    for path in ("area", "title"):
        if not values.get(path):
            yield at.wrong(path, "this cell is empty", "every area has one")
    for name in sorted(wants.names):
        paths = [f"{section}.{name}" for section in SECTIONS if f"{section}.{name}" in values]
        if not any(values[path] for path in paths):
            said = "this cell is empty"
            yield at.wrong(paths[0], said, f"a campaign asks every area for {{{name}}}")
    for name in sorted(wants.contacts):
        stems = [path for path in values if path.startswith(f"contacts.{name}.")]
        if not any(values[path] for path in stems):
            said = "there is no contact in this row"
            hint = f'a campaign asks every area for contacts called "{name}"'
            yield at.wrong(stems[0], said, hint)


def _check_places(area: rows.Area) -> Iterator[Problem]:
    """Placeholders in places and names that nothing answers to."""
    values = {**area.names, **area.numbers, **area.links}
    for contacts in area.contacts.values():
        for contact in contacts:
            yield from read_text(contact.place, "en", values, span=contact.at("place"))[1]


def kept_of(area: rows.Area) -> dict[str, Data]:
    """What an area says that tables have no columns for, as its file would have it."""
    return {
        name: _written(getattr(area, name))
        for name, described in rows.Area.model_fields.items()
        if name not in FIELDS
        and getattr(area, name) != described.get_default(call_default_factory=True)
    }


def _written(value: Any) -> Data:
    """A row's value as text, lists and tables."""
    if isinstance(value, Row):
        names = type(value).model_fields
        given = {name: getattr(value, name) for name in names if getattr(value, name)}
        return {name: _written(each) for name, each in given.items()}
    if isinstance(value, Mapping):
        return {str(name): _written(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
