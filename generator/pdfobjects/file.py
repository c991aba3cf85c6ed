"""A PDF file's objects, found through its cross-reference tables and read when asked for.

This reader is deliberately strict: it checks that every offset leads where it says and every
stream is as long as it says. A file it finds damaged is searched for its objects instead
(`recover`), as viewers do; what was wrong with it is kept as `damage`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from generator.memo import Memo
from generator.pdfobjects.cross_references import Tables, read_tables, unpacked
from generator.pdfobjects.object_kinds import parts, references, traits
from generator.pdfobjects.parse import GAP, parse
from generator.pdfobjects.values import Malformed, Obj, Ref, Stream
from generator.source.files import MAX_PDF


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
    """Where objects come from: the strict reader below, or a search for them."""

    trailer: dict[str, Obj]
    numbers: tuple[int, ...]
    damage: str
    in_streams: bool  # whether objects or tables are packed in streams (PDF 1.5)

    def load(self, number: int) -> Stored: ...

    def load_all(self) -> dict[int, Stored]: ...


class PdfFile:
    """A document's objects by reference, each read once."""

    def __init__(self, data: bytes, objects: Objects) -> None:
        self.data = data
        self.trailer = objects.trailer
        self.numbers = objects.numbers
        self.damage = objects.damage
        self.in_streams = objects.in_streams
        self._objects = objects
        self._stored: dict[int, Stored] = {}
        self._deep: dict[int, bytes] = {}
        self._direct: dict[int, tuple[Obj, bytes]] = {}

    @property
    def every(self) -> Iterable[Stored]:
        """All objects, in the order of their numbers."""
        return map(self.stored, self.numbers)

    def load_all(self) -> None:
        """Read every object. Raises `Malformed` for one that is not what it should be."""
        self._stored |= self._objects.load_all()

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
        items = self.array(value)
        if _NUMBERS.issuperset(map(type, items)):
            return tuple(map(float, items))  # type: ignore[arg-type]
        items = tuple(map(self.get, items))
        if all(isinstance(item, (int, float)) for item in items):
            return tuple(float(item) for item in items)  # type: ignore[arg-type]
        return ()

    def digest(self, value: Obj) -> bytes:
        """A digest of `value` and of everything it refers to: equal digests, equal drawings."""
        if isinstance(value, Ref):
            return self._deep.get(value.number) or self._deep_digest(value.number, ())
        if value is None:
            return NULL.digest
        known = self._direct.get(id(value))
        if known is None:
            # The value is kept with its digest, so that nothing else can take its id.
            known = self._direct[id(value)] = value, self._direct_digest(value)
        return known[1]

    def _direct_digest(self, value: Obj) -> bytes:
        own, refs = _itself(value)
        below = b"".join([self._deep_digest(ref.number, ()) for ref in refs])
        return sha256(own + below).digest() if refs else own

    def _deep_digest(self, number: int, above: tuple[int, ...]) -> bytes:
        known = self._deep.get(number)
        if known is not None:
            return known
        if number in above or len(above) > 150:
            # An object within itself is like no object of any other file.
            return sha256(self._own + b"%d" % number).digest()
        mine = self.stored(number)
        if mine.refs:
            path = (*above, number)
            deep = self._deep.get
            below = b"".join(
                [deep(ref.number) or self._deep_digest(ref.number, path) for ref in mine.refs]
            )
            known = sha256(mine.digest + below).digest()
        else:
            known = mine.digest
        self._deep[number] = known
        return known

    @cached_property
    def _own(self) -> bytes:
        return sha256(self.data).digest()


_values: Memo[int, tuple[Obj, bytes, tuple[Ref, ...]]] = Memo(2048)


def _itself(value: Obj) -> tuple[bytes, tuple[Ref, ...]]:
    """A digest of a value that is no object of its own, and what it refers to. Those of objects
    that are the same from file to file are the same, too."""
    if isinstance(value, Stream):
        digest = sha256(value.raw + repr(value.dict).encode()).digest()
        return digest, references(parts(value))
    known = _values.find(id(value))
    if known is None or known[0] is not value:
        # kept with what is known of it, so that nothing else can take its id
        digest = sha256(repr(value).encode()).digest()
        known = _values.put(id(value), (value, digest, references(parts(value))))
    return known[1:]


_HEADER = re.compile(rb"%PDF-(\d\.\d)")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
# A carriage return alone is not allowed (7.3.8), and read by all.
_STREAM = re.compile(GAP + rb"stream[ \t]*(?:\r\n|\n|\r)")
# The dictionary of most streams, which need not be parsed.
_DEFLATED = re.compile(rb"\s*<</Filter\s*/FlateDecode\s*/Length (\d{1,10})\s*>>")
_AFTER_STREAM = re.compile(rb"\s*endstream" + GAP + rb"endobj\b")
_AFTER_OBJECT = re.compile(GAP + rb"endobj\b")
_NUMBERS: Final = frozenset({int, float})
# Objects up to this many bytes are remembered between files.
_REMEMBERED: Final = 1 << 18
# Bytes of unpacked object streams held at a time.
_HELD: Final = 1 << 26
# The largest file that is read.
_known_objects: Memo[tuple[int, bytes, bytes], tuple[bytes, Stored]] = Memo(2048)
# What stood last under a number with so many bytes to the next object: its line `n 0 obj`, all
# after that and what it is. Between the files of a batch few objects change.
_known_places: Memo[tuple[int, int], tuple[bytes, bytes, Stored]] = Memo(2048)


class ListedObjects:
    """Objects where the tables say they are. Raises `Malformed` for one that is not."""

    damage = ""

    def __init__(self, data: bytes, tables: Tables) -> None:
        self.data = data
        self.trailer = tables.trailer
        self.offsets = tables.offsets
        self.packed = tables.packed
        self.in_streams = tables.streamed
        ordered = sorted(tables.places.union(self.offsets.values()))
        self._ends = dict(zip(ordered, [*ordered[1:], len(data)], strict=True))
        self.numbers = tuple(sorted([*self.offsets, *self.packed]))
        self._unpacked: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}

    def load_all(self) -> dict[int, Stored]:
        found: dict[int, Stored] = {}
        begins, ends, known_place = self.data.startswith, self._ends, _known_places.find
        for number in self.numbers:
            start = self.offsets.get(number, -1)
            known = known_place((number, ends[start] - start)) if start >= 0 else None
            # equal to their last byte: comparing is ten times quicker than digesting
            if known and begins(known[0], start) and begins(known[1], start + len(known[0])):
                found[number] = known[2]
            else:
                found[number] = self.load(number)
        return found

    def load(self, number: int) -> Stored:
        start = self.offsets.get(number)
        if start is None:
            return self._load_packed(number) if number in self.packed else NULL
        if start >= len(self.data):
            raise Malformed(f"object {number} is said to lie beyond the end of the file")
        usual = b"%d 0 obj" % number
        if self.data.startswith(usual + b"\n", start):
            place = start + len(usual)
        else:
            head = _OBJECT.match(self.data, start)
            if head is None or int(head[1]) != number:
                raise Malformed(f"object {number} is not where the cross-reference table says")
            place = head.end()
        end = self._ends[start]
        if end - place > _REMEMBERED:
            value = self._value(self.data, place, end)
            return stored(value, sha256(memoryview(self.data)[place:end]).digest())
        body = self.data[place:end]
        # Comparing bytes is ten times quicker than digesting them.
        signature = len(body), body[:64], body[-64:]
        known = _known_objects.find(signature)
        if known is None or known[0] != body:
            made = stored(self._value(body, 0, len(body)), sha256(body).digest())
            if isinstance(made.value, Stream) and type(made.value.dict["Length"]) is not int:
                return made
            known = _known_objects.put(signature, (body, made))
        _known_places.put((number, end - start), (self.data[start:place], *known))
        return known[1]

    def _load_packed(self, number: int) -> Stored:
        holder, index = self.packed[number]
        if holder not in self._unpacked:
            stream = self.load(holder).value if holder in self.offsets else None
            if not isinstance(stream, Stream):
                raise Malformed(f"object {number} is packed in an object that is no stream")
            if sum(len(data) for data, _ in self._unpacked.values()) > _HELD:
                self._unpacked.clear()
            self._unpacked[holder] = unpacked(stream)
        data, listed = self._unpacked[holder]
        if index >= len(listed) or listed[index][0] != number:
            raise Malformed(f"object {number} is not where the cross-reference stream says")
        start = listed[index][1]
        value, end = parse(data, start)
        return stored(value, sha256(data[start:end]).digest())

    def _value(self, data: bytes, start: int, end: int) -> Obj:
        value: Obj
        if usual := _DEFLATED.match(data, start):
            value, place = {"Filter": "FlateDecode", "Length": int(usual[1])}, usual.end()
        else:
            value, place = parse(data, start)
        opening = _STREAM.match(data, place)
        if opening is None:
            if _AFTER_OBJECT.match(data, place) is None:
                raise Malformed("an object that does not end with endobj")
            return value
        if not isinstance(value, dict):
            raise Malformed("a stream without its dictionary")
        length = value.get("Length")
        if isinstance(length, Ref):
            length = self.load(length.number).value
        if type(length) is not int or length < 0:
            raise Malformed("a stream without its length")
        last = opening.end() + length
        if last > end or _AFTER_STREAM.match(data, last) is None:
            raise Malformed("a stream whose Length is not its length")
        return Stream(value, data[opening.end() : last])


def header_version(data: bytes) -> str:
    found = _HEADER.match(data)
    return found[1].decode() if found else ""


def open_file(data: bytes) -> PdfFile:
    """The objects of a PDF. Raises `Unreadable` if there are none to be had, or a password is
    needed."""
    header = _HEADER.search(data, 0, 1024 + 8)
    if header is None:
        raise Unreadable("not-a-pdf", "this is not a PDF file: no %PDF- at its beginning")
    if len(data) > MAX_PDF:
        raise Unreadable(
            "too-large",
            f"the file has {len(data) >> 20} MB, and more than {MAX_PDF >> 20} are not read",
            "lower the resolution of its images, or check its pages one by one",
        )
    try:
        tables = read_tables(data)
        _refuse_encrypted(tables.trailer)
        file = PdfFile(data, ListedObjects(data, tables))
        file.load_all()
        if not file.dictionary(file.trailer.get("Root")):
            raise Malformed("the trailer leads to no catalog")
    except (Malformed, ValueError, RecursionError) as problem:
        from generator.pdfobjects.recover import RecoveredObjects

        # What ValueError says of digits and letters means nothing to the reader of a report.
        reason = str(problem) if isinstance(problem, Malformed) else "its syntax is broken"
        if header.start():
            reason = f"{header.start()} bytes stand before its header"
            data = data[header.start() :]
        file = PdfFile(data, RecoveredObjects(data, reason))
        _refuse_encrypted(file.trailer)
    return file


def _refuse_encrypted(trailer: Mapping[str, Obj]) -> None:
    if trailer.get("Encrypt") is not None:
        raise Unreadable(
            "encrypted",
            "the file is encrypted, so nothing in it can be checked",
            "save it without a password or restrictions; PDF/X allows neither",
        )
