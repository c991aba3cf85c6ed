"""Turns a table of areas, one area to a row, into areas' files.

A row is checked exactly as the file made from it would be. Each problem is reported at its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct, field

from generator.problems import Problem, Span, error
from generator.source.reader import read
from generator.source.rows import Row, validate
from generator.source.writer import Data, Plain, write
from .area_checks import check_places
from .area_columns import LOGO, SECTIONS, Columns
from .area_rows import Area, AreaLink
from .cells import Cell, SheetRow, letters, padded
from .normalise import normalise, normalise_address, normalise_line, normalise_number
from .required_fields import RequiredFields

# Fields of an area that a table has columns for.
FIELDS: Final = frozenset({"title", "test", *SECTIONS, "contacts", "verified"})
COMMENTS: Final = {
    "title": [
        "# yaml-language-server: $schema=../../schemas/area.json",
        "# What differs from place to place. Text refers to a name, number or link as {name}.",
    ]
}
CheckArea: TypeAlias = Callable[[Area], Iterable[Problem]]

_ORDER: Final = ("names", "numbers", "contacts", "links", "own", "imprint", "logos", "verified")
_TRUE, _FALSE = Plain("true"), Plain("false")
_TRUTH: Final = {"yes": _TRUE, "no": _FALSE, "true": _TRUE, "false": _FALSE}
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_LOGO: Final = "fill in both `logo 1 file` and `logo 1 alt`, or neither"


class Filed(Struct):
    """A row as an area's file: its name and text, and what is wrong with the row. After an error
    the text is empty."""

    line: SheetRow
    name: str
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    row: Area | None = None

    @property
    def refused(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def file_of(
    line: SheetRow,
    table: Columns,
    required: RequiredFields,
    kept: Mapping[str, Data],
    check: CheckArea,
) -> Filed:
    """The file of an area made from a row. `kept` is what the area has that the table has no
    columns for. `check` finds what else is wrong with an area."""
    cells = padded(line.cells, len(table.headers))
    given = {path: cell for path, cell in zip(table.paths, cells, strict=False) if path}
    values = {path: _tidied(path, cell.text) for path, cell in given.items()}
    filed = Filed(line, values.get("area", ""))
    places = {path: number for number, path in enumerate(table.paths, 1)}
    at = _Cells(line, dict(zip(table.paths, table.headers, strict=True)), values, places)
    if len(cells) > len(table.headers):
        filed.problems.append(_too_many(line, len(cells), len(table.headers)))
        return filed
    wrong = {path: _misfit(path, cell, at) for path, cell in given.items()}
    faults = {path: problem for path, problem in wrong.items() if problem}
    filed.problems += faults.values()
    data, columns_of = _data(values, at, filed.problems)
    filed.problems += _check_required(values, required, at)
    links = _opened(data, kept)
    text = write({**data, **kept, **({"links": links} if links else {})}, COMMENTS)
    node, found = read(text, line.span.path)
    if node is not None:
        area, more = validate(node, Area)
        found += more
        if area is not None:
            found += check(area)
            found += check_places(area)
            filed.row = area
    filed.problems += [at.problem(problem, columns_of) for problem in found]
    faulty_keys = {at.headers[path] for path in faults}
    filed.problems = [
        problem
        for problem in filed.problems
        if problem in faults.values() or not (problem.span and problem.span.key in faulty_keys)
    ]
    if not filed.refused:
        filed.text = text
    return filed


def _opened(data: Mapping[str, Data], kept: Mapping[str, Data]) -> Data:
    """The links of a row. A link that the area shows in the same way keeps the address that it
    opens."""
    links, known = data.get("links", {}), kept.get("links", {})
    if not isinstance(links, Mapping) or not isinstance(known, Mapping):
        return links
    shown = {name: link["shown"] for name, link in known.items() if isinstance(link, Mapping)}
    same = {name for name, text in links.items() if shown.get(name) == text}
    return {name: known[name] if name in same else links[name] for name in links}


def _too_many(line: SheetRow, cells: int, headers: int) -> Problem:
    if line.sheet:
        says = line.cells[cells - 1].text
        said = f'{line}: column {letters(cells)} has no header, and here it says "{says}"'
        return error("cells", said, line.span, "name the column, or empty it")
    said = f"{line} has {cells} cells, and the header {headers}"
    return error(
        "cells", said, line.span, "a cell with a comma in it has to stand in quotation marks"
    )


def _misfit(path: str, cell: Cell, at: _Cells) -> Problem | None:
    """Why a cell cannot be used in its column."""
    if cell.wrong:
        return at.wrong(path, cell.wrong, cell.hint)
    if cell.kind == "date" and path != "verified.on":
        said = f"the spreadsheet has made a date of this: {cell.text}"
        return at.wrong(path, said, "format the cell as text, and type it again")
    if cell.kind == "truth" and path != "test":
        said = f"this cell holds the spreadsheet's {cell.text.upper()}, which is no text"
        return at.wrong(path, said, "format the cell as text, and type it again")
    return None


def _tidied(path: str, cell: str) -> str:
    """The text of a cell without invisible characters, as the area's file has it."""
    if path.startswith("numbers.") or path.endswith(".number"):
        return normalise_number(cell)
    if path.startswith("links.") or path.endswith(".address"):
        return normalise_address(cell)
    return normalise_line(normalise(cell))


class _Cells(Struct, frozen=True):
    """The cells of a row, by which a problem finds its cell."""

    line: SheetRow
    headers: Mapping[str, str]
    values: Mapping[str, str]
    numbers: Mapping[str, int]

    def wrong(self, path: str, message: str, hint: str = "", rule: str = "cell") -> Problem:
        """An error at a column's cell."""
        return self.problem(error(rule, message, Span("", key=path), hint), {})

    def problem(self, found: Problem, places: Mapping[str, str]) -> Problem:
        """A problem of the file made from the row, placed at the row's cell."""
        key = found.span.key if found.span else ""
        path = places.get(key, key)
        header = self.headers.get(path, "")
        number = self.numbers.get(path, 1)
        cell = f" ({letters(number)}{self.line.number})" if self.line.sheet else ""
        column = f', column "{header}"{cell}' if header else ""
        value = self.values.get(path, "")
        details = found.details
        if value and value not in found.message:
            details = (f'it says "{value}"', *details)
        at = number if self.line.sheet else 1
        span = Span(self.line.span.path, self.line.span.line, at, header)
        message = f"{self.line}{column}: {found.message}"
        return Problem(found.severity, found.rule, message, span, found.hint, details)


def _data(
    values: Mapping[str, str], at: _Cells, problems: list[Problem]
) -> tuple[dict[str, Data], dict[str, str]]:
    """What an area's file holds, and for each of its key paths the column that it came from.
    Empty cells are left out; contacts close up."""
    sections: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    contacts: dict[str, list[dict[str, str]]] = {}
    parts: dict[str, dict[str, str]] = {"own": {}, "imprint": {}, "verified": {}}
    logos: list[Data] = []
    places: dict[str, str] = {}
    for path, value in values.items():
        head, _, rest = path.partition(".")
        if head in sections and value:
            sections[head][rest] = value
        elif path == "verified.on" and value and not _DATE.fullmatch(value):
            problems.append(_no_date(value, at))
        elif head in parts and value:
            parts[head][rest] = value
        elif head == "logos" and path.endswith(".file"):
            logo, columns_of = _logo(path.removesuffix(".file"), values, len(logos), at, problems)
            logos += logo
            places |= columns_of
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
    whole: dict[str, Data] = {**sections, **parts, "contacts": contacts, "logos": logos}
    data |= {name: whole[name] for name in _ORDER if whole[name]}
    return data, places


def _logo(
    stem: str, values: Mapping[str, str], number: int, at: _Cells, problems: list[Problem]
) -> tuple[list[Data], dict[str, str]]:
    """A logo of a row, none if its cells are empty, and the columns that its keys came from."""
    parts = {part: values.get(f"{stem}.{part}", "") for part in LOGO}
    given = {part: value for part, value in parts.items() if value}
    if not given:
        return [], {}
    if "file" not in given or "alt" not in given:
        missing, says = ("alt", parts["file"]) if "file" in given else ("file", parts["alt"])
        what = "words that say whose it is" if missing == "alt" else "file"
        problems.append(at.wrong(f"{stem}.{missing}", f'the logo "{says}" has no {what}', _NO_LOGO))
        return [], {}
    whole: dict[str, Data] = {**given}
    if "lead" in given:
        whole["lead"] = _TRUTH.get(given["lead"].lower(), given["lead"])
    return [whole], {f"logos.{number}.{part}": f"{stem}.{part}" for part in given}


def _no_date(value: str, at: _Cells) -> Problem:
    hint = "write it as 2026-03-31, in cells formatted as text, or a spreadsheet will change it"
    if at.line.sheet:
        hint = "write it as 2026-03-31, or format the cell as a date"
    return at.wrong("verified.on", f'"{value}" is not written as a date has to be', hint)


def _half(stem: str, place: str, number: str, at: _Cells) -> Problem:
    if place:
        said = f'"{place}" has no number'
        return at.wrong(f"{stem}.number", said, "give its number, or take the place out")
    said = f'"{number}" has no place'
    return at.wrong(f"{stem}.place", said, "say whose number it is, or take it out")


def _check_required(
    values: Mapping[str, str], required: RequiredFields, at: _Cells
) -> Iterator[Problem]:
    for path in ("area", "title"):
        if not values.get(path):
            yield at.wrong(path, "this cell is empty", "every area has one")
    for name in sorted(required.names):
        paths = [f"{section}.{name}" for section in SECTIONS if f"{section}.{name}" in values]
        if not any(values[path] for path in paths):
            said = "this cell is empty"
            yield at.wrong(paths[0], said, f"a campaign asks every area for {{{name}}}")
    for name in sorted(required.contacts):
        stems = [path for path in values if path.startswith(f"contacts.{name}.")]
        if not any(values[path] for path in stems):
            said = "there is no contact in this row"
            hint = f'a campaign asks every area for contacts called "{name}"'
            yield at.wrong(stems[0], said, hint)


def kept_of(area: Area, table: Columns) -> dict[str, Data]:
    """What an area has that the table has no columns for, as its file has it. Of its links these
    are the ones that open another address than they show."""
    filled = FIELDS | {path.partition(".")[0] for path in table.paths}
    opened = {name: link for name, link in area.links.items() if isinstance(link, AreaLink)}
    kept: dict[str, Data] = {"links": _as_data(opened)} if opened else {}
    return kept | {
        name: _as_data(getattr(area, name))
        for name, described in Area.row_fields.items()
        if name not in filled and getattr(area, name) != described.make_default()
    }


def _as_data(value: Any) -> Data:
    """A row's value as text, lists and tables."""
    if isinstance(value, Row):
        names = type(value).row_fields
        given = {name: getattr(value, name) for name in names if getattr(value, name)}
        return {name: _as_data(each) for name, each in given.items()}
    if isinstance(value, Mapping):
        return {str(name): _as_data(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_as_data(each) for each in value]
    return _TRUTH[str(value).lower()] if isinstance(value, bool) else str(value)
