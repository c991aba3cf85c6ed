"""The columns of a table of areas: which columns there may be, and which one a header means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.problems import Problem, Refused, did_you_mean, error
from .area_rows import MOST_LOGOS, Area, AreaImprint, AreaLogo, Own
from .cells import Cell, SheetRow, padded
from .normalise import normalise_address
from .required_fields import RequiredFields

MOST_CONTACTS: Final = 8
SECTIONS: Final = ("names", "numbers", "links")
LOGO: Final = tuple(AreaLogo.row_fields)
OWN: Final = tuple(f"own.{part}" for part in Own.row_fields)
IMPRINT_COLUMNS: Final = tuple(f"imprint.{part}" for part in AreaImprint.row_fields)
_TITLE_ROWS: Final = 20
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


class Columns(Struct, frozen=True):
    """The key path in an area's file that each column of a table stands for."""

    headers: tuple[str, ...]
    paths: tuple[str, ...]


class Known(Struct, frozen=True):
    """Every key path that a column may stand for, by the words of its header."""

    paths: Mapping[str, str]
    needed: tuple[str, ...]


def known_columns(wants: RequiredFields, areas: Iterable[Area]) -> Known:
    """The columns of a table for campaigns that ask for `wants`. What a link leads to is a link;
    whether other names are numbers or links, the existing `areas` show; and a header may say so as
    `numbers.NAME`."""
    sections = dict.fromkeys(wants.links, "links")
    lists = set(wants.contacts)
    for area in areas:
        for section in SECTIONS:
            sections |= dict.fromkeys(getattr(area, section), section)
        lists |= set(area.contacts)
    paths = {
        **_ALWAYS,
        **_logo_columns(),
        **{_plain(path): path for path in (*OWN, *IMPRINT_COLUMNS)},
    }
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


def header_of(lines: Sequence[SheetRow], known: Known) -> int:
    """The row that names the columns: of the first few, the one with most known columns. Rows above
    it are a title."""
    counts = [
        sum(_path_of(cell.text, known) != "" for cell in line.cells) for line in lines[:_TITLE_ROWS]
    ]
    return counts.index(max(counts)) if max(counts) > 1 else 0


def columns(header: SheetRow, lines: Sequence[SheetRow], known: Known) -> Columns:
    """The columns of a table. A column that is empty in all `lines` is ignored. Raises `Refused`
    with every header that is unknown, repeated or missing."""
    problems: list[Problem] = []
    paths: list[str] = []
    titles = padded(header.cells, 0)
    for number, cell in enumerate(titles, 1):
        path = _path_of(cell.text, known)
        if not path and not (cell.is_empty and _is_empty(number, lines)):
            problems.append(_unknown(cell, number, header, lines, known))
        elif path and path in paths:
            place = f"column {number}{header.called(number)}"
            said = f'{header}: {place}, "{cell.text}", is there already'
            problems.append(error("duplicate-column", said, header.span, "keep one of them"))
        paths.append(path)
    if not problems:
        problems = [_missing(name, header, known) for name in known.needed if not _has(paths, name)]
    if problems:
        raise Refused(problems)
    return Columns(tuple(cell.text for cell in titles), tuple(paths))


def _path_of(title: str, known: Known) -> str:
    """The key path that a header stands for; empty if it is not known."""
    prefixed = _PREFIXED.fullmatch(title)
    path = known.paths.get(_plain(title), "")
    return path or (f"{prefixed[1].lower()}.{prefixed[2]}" if prefixed else "")


def _is_empty(column: int, lines: Iterable[SheetRow]) -> bool:
    return all(cell.is_empty for line in lines for cell in line.cells[column - 1 : column])


def _unknown(
    cell: Cell, column: int, header: SheetRow, lines: Iterable[SheetRow], known: Known
) -> Problem:
    place = f"column {column}{header.called(column)}"
    hint = did_you_mean(_plain(cell.text), known.paths) or _columns_hint(known)
    said = f'{place} is called "{cell.text}", which no column is'
    if cell.wrong:
        said, hint = f"{place}: {cell.wrong}", cell.hint
    elif not cell.text:
        first = next(line for line in lines if not _is_empty(column, [line]))
        said = f'{place} has no header, and row {first.number} has "{first.cells[column - 1].text}"'
        hint = "name the column, or empty it"
    return error("unknown-column", f"{header}: {said}", header.span, hint)


def _logo_columns() -> dict[str, str]:
    """The columns of logos: `logo 1 file`, `logo 1 alt`; of a single one without its number."""
    return {
        name: f"logos.{number}.{part}"
        for number in range(1, MOST_LOGOS + 1)
        for part in LOGO
        for name in (f"logo {number} {part}", *([f"logo {part}"] if number == 1 else []))
    } | {"logo": "logos.1.file"}


def _plain(title: str) -> str:
    """A header in small letters, without invisible characters, and with single spaces between its
    words."""
    title = normalise_address(title)
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


def _missing(name: str, header: SheetRow, known: Known) -> Problem:
    said = f'{header}: there is no column "{name}"'
    if name in _ALWAYS.values():
        return error("missing-column", said, header.span, "every area has one")
    hint = f'add a column called "{name}"'
    first = [title for title, path in known.paths.items() if path == f"contacts.{name}.1.place"]
    if first:
        said = f'{header}: there are no columns for the contacts "{name}"'
        place = first[-1]  # the short name, if there is one list alone
        hint = f'add "{place}" and "{place.replace(" place", " number")}"'
    return error(
        "missing-column", f"{said}, which a campaign asks every area for", header.span, hint
    )
