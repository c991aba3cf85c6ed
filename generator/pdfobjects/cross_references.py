"""Reads where a file says its objects are: cross-reference tables and streams (ISO 32000-1, 7.5.4
to 7.5.8).

The newest comes first, then every earlier version (`Prev`), with the hidden half of hybrid files.
"""

import re
from itertools import count as count_from
from typing import Final

from msgspec import Struct, field

from .filters import unfiltered
from .parse import parse
from .values import Malformed, Obj, Stream

_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_SECTION = re.compile(rb"\s*(\d{1,10}) (\d{1,10}) *(?:\r\n|\n|\r)")
_ROW = re.compile(rb"\s{0,9}(\d{10}) (\d{5}) ([nf])(?=\s)")
_KINDS: Final = frozenset({b"n", b"f"})
_TRAILER = re.compile(rb"\s*trailer")
_OBJECT = re.compile(rb"\d{1,10}\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"\s*stream[ \t]*(?:\r\n|\n|\r)")
# As far from the end as readers look for startxref (ISO 32000-1, annex H, note 18).
_TAIL: Final = 1024


class Tables(Struct):
    """What the tables say of each object: the byte at which it begins (`offsets`), or the object
    stream that it is packed in and its index there (`packed`). `trailer` has the newest entry of
    each name, `places` the bytes at which the tables begin."""

    offsets: dict[int, int] = field(default_factory=dict)
    packed: dict[int, tuple[int, int]] = field(default_factory=dict)
    freed: set[int] = field(default_factory=set)
    trailer: dict[str, Obj] = field(default_factory=dict)
    places: set[int] = field(default_factory=set)
    streamed: bool = False

    def knows(self, number: int) -> bool:
        return number in self.offsets or number in self.packed or number in self.freed


def read_tables(data: bytes) -> Tables:
    """The tables of a file. Raises `Malformed` for a table that is wrong or in a wrong place."""
    starts = list(_START.finditer(data, max(0, len(data) - _TAIL)))
    if not starts:
        raise Malformed("no startxref at the end of the file")
    tables = Tables()
    place: Obj = int(starts[-1][1])
    while place is not None:
        place = _read(data, place, tables).get("Prev")
    return tables


def _read(data: bytes, place: Obj, tables: Tables) -> dict[str, Obj]:
    """One table with its trailer."""
    if type(place) is not int or place in tables.places or not 0 <= place < len(data):
        raise Malformed("the cross-reference table is not where startxref says")
    tables.places.add(place)
    if data.startswith(b"xref", place):
        return _read_table(data, place + 4, tables)
    return _read_stream(data, place, tables)


def _read_table(data: bytes, place: int, tables: Tables) -> dict[str, Obj]:
    freed: set[int] = set()
    while section := _SECTION.match(data, place):
        first, count = int(section[1]), int(section[2])
        place = section.end()
        words, place = _words(data, place, count)
        # Some writers list free objects as used and at byte 0, where the header is.
        listed = {
            number: at
            for number, offset, kind in zip(
                count_from(first), words[0::3], words[2::3], strict=False
            )
            if kind == b"n" and (at := int(offset))
        }
        freed.update(set(range(first, first + count)) - listed.keys())
        if tables.offsets or tables.packed or tables.freed:
            listed = {number: at for number, at in listed.items() if not tables.knows(number)}
        tables.offsets.update(listed)
    found = _TRAILER.match(data, place)
    trailer = parse(data, found.end())[0] if found else None
    if not isinstance(trailer, dict):
        raise Malformed("no trailer after the cross-reference table")
    _keep(trailer, tables)
    hidden = trailer.get("XRefStm")
    if hidden is not None:  # what it lists is free in the table, for older readers
        _read(data, hidden, tables)
    tables.freed.update(number for number in freed if not tables.knows(number))
    return trailer


def _words(data: bytes, place: int, count: int) -> tuple[list[bytes], int]:
    """The words of so many rows, three in each, and the place after them. Rows are 20 bytes long
    (7.5.4). Rows of a byte less or more are read as all readers do."""
    end = place + 20 * count
    words = data[place:end].split()
    if end <= len(data) and len(words) == 3 * count and {*words[2::3]} <= _KINDS:
        return words, end
    words = []
    for _ in range(count):
        row = _ROW.match(data, place)
        if row is None:
            raise Malformed("the cross-reference table is cut short")
        words += row.groups()
        place = row.end()
    return words, place


def _keep(trailer: dict[str, Obj], tables: Tables) -> None:
    for key, value in trailer.items():
        tables.trailer.setdefault(key, value)


def _read_stream(data: bytes, place: int, tables: Tables) -> dict[str, Obj]:
    head = _OBJECT.match(data, place)
    entries, end = parse(data, head.end()) if head else (None, place)
    opening = _STREAM.match(data, end)
    if not isinstance(entries, dict) or entries.get("Type") != "XRef" or opening is None:
        raise Malformed("no cross-reference table where one should be")
    length = entries.get("Length")
    if type(length) is not int or length < 0:
        raise Malformed("a cross-reference stream without its length")
    tables.streamed = True
    _keep(entries, tables)
    rows = plain_rows(entries, data[opening.end() : opening.end() + length])
    for number, kind, second, third in rows:
        if tables.knows(number):
            continue
        match kind:
            case 0:
                tables.freed.add(number)
            case 1 if second:
                tables.offsets[number] = second
            case 2:
                tables.packed[number] = second, third
    return entries


def plain_rows(entries: dict[str, Obj], raw: bytes) -> list[tuple[int, int, int, int]]:
    """The rows of a cross-reference stream: object number, kind and its two fields."""
    data = unfiltered(raw, direct_filters(entries))
    widths, ranges = entries.get("W"), entries.get("Index", (0, entries.get("Size")))
    if not isinstance(widths, tuple) or not isinstance(ranges, tuple) or len(widths) != 3:
        raise Malformed("a cross-reference stream without its columns")
    columns = [value for value in widths if type(value) is int and 0 <= value <= 8]
    numbers = [value for value in ranges if type(value) is int and value >= 0]
    row = sum(columns)
    if len(columns) != 3 or len(numbers) != len(ranges) or len(numbers) % 2 or not row:
        raise Malformed("a cross-reference stream without its columns")
    first, second = columns[0], columns[0] + columns[1]
    found: list[tuple[int, int, int, int]] = []
    place = 0
    for start, count in zip(numbers[::2], numbers[1::2], strict=True):
        if place + count * row > len(data):
            raise Malformed("the cross-reference stream is cut short")
        for number in range(start, start + count):
            cells = data[place : place + row]
            kind = int.from_bytes(cells[:first]) if first else 1
            found.append((
                number, kind, int.from_bytes(cells[first:second]), int.from_bytes(cells[second:])
            ))  # fmt: skip
            place += row
    return found


def direct_filters(entries: dict[str, Obj]) -> list[tuple[Obj, dict[str, Obj]]]:
    """The filters of a stream whose dictionary has no references."""
    filters, settings = entries.get("Filter"), entries.get("DecodeParms")
    kinds = filters if isinstance(filters, tuple) else () if filters is None else (filters,)
    given = settings if isinstance(settings, tuple) else (settings,)
    plain = [one if isinstance(one, dict) else {} for one in given]
    plain += [{}] * (len(kinds) - len(plain))
    return list(zip(kinds, plain, strict=False))


def unpacked(stream: Stream) -> tuple[bytes, list[tuple[int, int]]]:
    """The bytes of an object stream (7.5.7), and the number and place there of each object."""
    count, first = stream.dict.get("N"), stream.dict.get("First")
    if stream.dict.get("Type") != "ObjStm" or type(count) is not int or type(first) is not int:
        raise Malformed("an object stream that is none")
    data = unfiltered(stream.raw, direct_filters(stream.dict))
    words = data[: max(0, first)].split()
    if count < 0 or len(words) < 2 * count:
        raise Malformed("an object stream whose list of objects is cut short")
    numbers = [int(word) for word in words[: 2 * count]]
    return data, [
        (number, first + place) for number, place in zip(numbers[::2], numbers[1::2], strict=True)
    ]
