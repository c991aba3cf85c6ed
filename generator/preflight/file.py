"""A PDF file's objects, found through its cross-reference table and read when asked for.

This reader is deliberately strict and small: it knows the classic table (ISO 32000-1, 7.5.4)
in which our own files are written, and checks that every offset leads where it says. Whatever
it does not know or finds damaged goes to pypdf (`recover`), some ten times slower, which reads
cross-reference streams and mends what it can; what had to be mended is kept as `damage`.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import count as count_from
from typing import Final, NamedTuple, Protocol

from generator.preflight.memo import Memo
from generator.preflight.syntax import Malformed, Obj, Ref, Stream, parse
from generator.preflight.traits import parts, references, traits


class Unreadable(Exception):
    """Nothing can be read from the file: `rule` names why, the text says it."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.hint = hint


class Stored(NamedTuple):
    """An indirect object: its value, a digest of the bytes it was read from, what it refers to,
    and its own `traits`."""

    value: Obj
    digest: bytes
    refs: tuple[Ref, ...]
    traits: frozenset[str]


def stored(value: Obj, digest: bytes) -> Stored:
    inside = tuple(parts(value))
    return Stored(value, digest, references(inside), traits(inside))


NULL: Final = stored(None, sha256(b"null").digest())


class Objects(Protocol):
    """Where objects come from: the strict reader below, or pypdf."""

    trailer: dict[str, Obj]
    numbers: tuple[int, ...]
    damage: str

    def load(self, number: int) -> Stored: ...


class File:
    """A document's objects by reference, each read once."""

    def __init__(self, data: bytes, objects: Objects) -> None:
        self.data = data
        self.trailer = objects.trailer
        self.numbers = objects.numbers
        self.damage = objects.damage
        self._objects = objects
        self._stored: dict[int, Stored] = {}
        self._deep: dict[int, bytes] = {}
        self._direct: dict[int, tuple[Obj, bytes]] = {}

    def stored(self, number: int) -> Stored:
        known = self._stored.get(number)
        if known is None:
            known = self._stored[number] = self._objects.load(number)
        return known

    def get(self, value: Obj) -> Obj:
        """`value`, or what it refers to."""
        for _ in range(20):
            if not isinstance(value, Ref):
                return value
            value = self.stored(value.number).value
        raise Malformed("a reference that leads only to references")

    def dictionary(self, value: Obj) -> Mapping[str, Obj]:
        """`value` as a dictionary (a stream's own, too), empty if it is not one."""
        value = self.get(value)
        if isinstance(value, Stream):
            return value.dict
        return value if isinstance(value, dict) else {}

    def array(self, value: Obj) -> tuple[Obj, ...]:
        value = self.get(value)
        return value if isinstance(value, tuple) and not isinstance(value, Ref) else ()

    def numbers_of(self, value: Obj) -> tuple[float, ...]:
        """An array of numbers; empty if it is anything else."""
        items = tuple(self.get(item) for item in self.array(value))
        if all(isinstance(item, (int, float)) for item in items):
            return tuple(float(item) for item in items)  # type: ignore[arg-type]
        return ()

    def digest(self, value: Obj) -> bytes:
        """A digest of `value` and of everything it refers to: equal digests, equal drawings."""
        if isinstance(value, Ref):
            return self._deep_digest(value.number, ())
        if value is None:
            return NULL.digest
        known = self._direct.get(id(value))
        if known is None:
            # The value is kept with its digest, so that nothing else can take its id.
            known = self._direct[id(value)] = value, self._direct_digest(value)
        return known[1]

    def _direct_digest(self, value: Obj) -> bytes:
        hashed = sha256(repr(value).encode() if not isinstance(value, Stream) else value.raw)
        if isinstance(value, Stream):
            hashed.update(repr(value.dict).encode())
        for ref in references(parts(value)):
            hashed.update(self._deep_digest(ref.number, ()))
        return hashed.digest()

    def _deep_digest(self, number: int, above: tuple[int, ...]) -> bytes:
        known = self._deep.get(number)
        if known is not None:
            return known
        if number in above or len(above) > 200:
            raise Malformed(f"object {number} contains itself")
        mine = self.stored(number)
        if mine.refs:
            path = (*above, number)
            below = b"".join(self._deep_digest(ref.number, path) for ref in mine.refs)
            known = sha256(mine.digest + below).digest()
        else:
            known = mine.digest
        self._deep[number] = known
        return known


_HEADER = re.compile(rb"%PDF-(\d\.\d)")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"\s*(\d+) (\d+) *(?:\r\n|\n|\r)")
_OBJECT = re.compile(rb"(\d+) (\d+) obj\b")
_STREAM = re.compile(rb"\s*stream(?:\r\n|\n)")
_AFTER_STREAM = re.compile(rb"\s*endstream\s*endobj\s*\Z")
_AFTER_OBJECT = re.compile(rb"\s*endobj\s*\Z")
# Objects up to this many bytes are remembered between files.
_REMEMBERED: Final = 1 << 18
_known_objects: Memo[tuple[int, bytes, bytes], tuple[bytes, Stored]] = Memo(2048)


class ClassicObjects:
    """Objects through a classic cross-reference table and its earlier versions (`Prev`)."""

    damage = ""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offsets: dict[int, int] = {}
        self.trailer: dict[str, Obj] = {}
        edges = self._read_tables()
        edges.update(self.offsets.values())
        ordered = sorted(edges)
        self._ends = dict(zip(ordered, [*ordered[1:], len(data)], strict=True))
        self.numbers = tuple(sorted(self.offsets))

    def _read_tables(self) -> set[int]:
        """Fill offsets and trailer, the newest table first; the places of the tables."""
        start = _START.search(self.data, max(0, len(self.data) - 1024))
        if start is None:
            raise Malformed("no startxref at the end of the file")
        tables: set[int] = set()
        freed: set[int] = set()
        place: Obj = int(start[1])
        while place is not None:
            if type(place) is not int or place in tables or place >= len(self.data):
                raise Malformed("the cross-reference table is not where startxref says")
            tables.add(place)
            trailer = self._read_table(place, freed)
            if "XRefStm" in trailer:
                raise Malformed("hybrid cross-reference table")
            for key, value in trailer.items():
                self.trailer.setdefault(key, value)
            place = trailer.get("Prev")
        return tables

    def _read_table(self, place: int, freed: set[int]) -> dict[str, Obj]:
        data = self.data
        if data[place : place + 4] != b"xref":
            raise Malformed("no cross-reference table")
        place += 4
        while section := _SECTION.match(data, place):
            first, count = int(section[1]), int(section[2])
            place = section.end()
            rows = data[place : place + 20 * count]
            if len(rows) != 20 * count:
                raise Malformed("the cross-reference table is cut short")
            words = rows.split()
            if len(words) != 3 * count:
                raise Malformed("a row of the cross-reference table that is not three words")
            for number, offset, kind in zip(count_from(first), words[0::3], words[2::3]):
                if kind == b"n" and number not in freed:
                    self.offsets.setdefault(number, int(offset))
                elif kind == b"f" and number not in self.offsets:
                    freed.add(number)
            place += 20 * count
        trailer = re.compile(rb"\s*trailer").match(data, place)
        value = parse(data, trailer.end())[0] if trailer else None
        if not isinstance(value, dict):
            raise Malformed("no trailer after the cross-reference table")
        return value

    def load(self, number: int) -> Stored:
        start = self.offsets.get(number)
        if start is None:
            return NULL
        usual = b"%d 0 obj\n" % number
        if self.data.startswith(usual, start):
            place = start + len(usual) - 1
        else:
            head = _OBJECT.match(self.data, start)
            if head is None or int(head[1]) != number:
                raise Malformed(f"object {number} is not where the cross-reference table says")
            place = head.end()
        body = self.data[place : self._ends[start]]
        # Comparing bytes is ten times quicker than digesting them.
        signature = len(body), body[:64], body[-64:]
        known = _known_objects.find(signature)
        if known is not None and known[0] == body:
            return known[1]
        made = stored(self._value(body), sha256(body).digest())
        whole = not isinstance(made.value, Stream) or type(made.value.dict["Length"]) is int
        if whole and len(body) <= _REMEMBERED:
            _known_objects.put(signature, (body, made))
        return made

    def _value(self, body: bytes) -> Obj:
        value, place = parse(body)
        opening = _STREAM.match(body, place)
        if opening is None:
            if _AFTER_OBJECT.match(body, place) is None:
                raise Malformed("an object that does not end with endobj")
            return value
        if not isinstance(value, dict):
            raise Malformed("a stream without its dictionary")
        length = value.get("Length")
        if isinstance(length, Ref):
            length = self.load(length.number).value
        if type(length) is not int or length < 0:
            raise Malformed("a stream without its length")
        end = opening.end() + length
        if _AFTER_STREAM.match(body, end) is None:
            raise Malformed("a stream whose Length is not its length")
        return Stream(value, body[opening.end() : end])


def header_version(data: bytes) -> str:
    found = _HEADER.match(data)
    return found[1].decode() if found else ""


def open_file(data: bytes) -> File:
    """The objects of a PDF. Raises `Unreadable` if there are none to be had, or a password is
    needed."""
    if not _HEADER.search(data, 0, 1024):
        raise Unreadable("not-a-pdf", "this is not a PDF file: no %PDF- at its beginning")
    try:
        objects: Objects = ClassicObjects(data)
        file = File(data, objects)
        for number in file.numbers:
            file.stored(number)
    except (Malformed, ValueError, RecursionError) as problem:
        from generator.preflight.recover import RecoveredObjects

        file = File(data, RecoveredObjects(data, str(problem)))
    if "Encrypt" in file.trailer:
        raise Unreadable(
            "encrypted",
            "the file is encrypted, so nothing in it can be checked",
            "save it without a password or restrictions",
        )
    return file
