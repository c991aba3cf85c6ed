"""Writes PDF files: new objects, and objects copied from another file byte for byte."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct

from . import deflating
from .file import PdfFile
from .values import Dictionary, Obj, Ref, Stream

# Bytes that a name holds as they are (ISO 32000-1, 7.3.5): regular characters but the number sign.
_REGULAR: Final = frozenset(range(33, 127)).difference(b"#()<>[]{}/%")


# an object in the form in which a builder keeps it until the file is written
Kept = TypeVar("Kept")


class New(Struct, frozen=True):
    """A reference to an object of the file that is being written."""

    number: int


class PdfBuilder(Generic[Kept]):
    """A PDF under construction. Its values are those of `values`, with `New` for objects that it
    has already. What a `Ref` leads to in `source` is copied once, with its streams as they are
    stored. Objects are numbered in the order in which they are asked for. `dropped` are entries
    that no dictionary of the source keeps. An object of the source whose Type is one of
    `left_behind` is written as null, for it would bring the whole source along."""

    def __init__(
        self,
        source: PdfFile | None = None,
        *,
        dropped: frozenset[str] = frozenset(),
        left_behind: frozenset[str] = frozenset(),
    ) -> None:
        self._source = source
        self._dropped = dropped
        self._left_behind = left_behind
        self._objects: list[Kept] = []
        self._copies: dict[int, New] = {}
        self._waiting: deque[tuple[int, New]] = deque()
        self._start()

    def reserve(self) -> New:
        """An object whose value comes later, by `fill`."""
        self._objects.append(self._converted(None))
        return New(len(self._objects))

    def fill(self, place: New, value: Any) -> None:
        self._objects[place.number - 1] = self._converted(value)

    def add(self, value: Any) -> New:
        place = self.reserve()
        self.fill(place, value)
        return place

    def stream(self, entries: Mapping[str, Any], data: bytes) -> New:
        """A stream of `data` as it stands."""
        return self.add(Stream(dict(entries), data))

    def deflated(self, entries: Mapping[str, Any], data: bytes) -> New:
        """A stream of `data`, compressed."""
        packed = deflating.compressed(data)
        return self.stream({**entries, "Filter": "FlateDecode"}, packed)

    def instead_of(self, number: int) -> New:
        """A new object in place of the source's object of this number; `fill` it. 0 is no object of
        the source."""
        place = self.reserve()
        if number:
            self._copies[number] = place
        return place

    def carry(self, file: PdfFile, value: Obj, carried: dict[int, New]) -> Any:
        """A value of another file than the source, with the objects that it refers to, each once:
        `carried` has those that are here already."""
        match value:
            case Ref(number=number):
                if number not in carried:
                    carried[number] = self.reserve()
                    self.fill(carried[number], self.carry(file, file.stored(number).value, carried))
                return carried[number]
            case Stream():
                return Stream(self.carry(file, value.dict, carried), value.raw)
            case dict():
                return {key: self.carry(file, item, carried) for key, item in value.items()}
            case tuple():
                return tuple(self.carry(file, item, carried) for item in value)
        return value

    def page_tree(self, pages: Sequence[Mapping[str, Any]]) -> New:
        """The tree of these pages, which become objects of their own."""
        tree = self.reserve()
        kids = tuple([self.add({"Type": "Page", **page, "Parent": tree}) for page in pages])
        self.fill(tree, {"Type": "Pages", "Count": len(kids), "Kids": kids})
        return tree

    def finish(
        self,
        catalog: Mapping[str, Any],
        info: Mapping[str, Any] | None = None,
        version: str = "1.7",
    ) -> bytes:
        """The whole file. The same objects give the same bytes."""
        root = self.add({"Type": "Catalog", **catalog})
        described = None if info is None else self.add(info)
        self._copy_waiting()
        return self._file(root, described, version)

    def _start(self) -> None:
        """Prepare for the first object."""

    def _converted(self, value: Any) -> Kept:
        """An object in the form that `_file` takes."""
        raise NotImplementedError

    def _file(self, root: New, info: New | None, version: str) -> bytes:
        raise NotImplementedError

    def _copy_waiting(self) -> None:
        assert self._source is not None or not self._waiting
        while self._waiting and self._source is not None:
            number, place = self._waiting.popleft()
            value = self._source.stored(number).value
            if self._left_behind and isinstance(value, dict):
                kind = self._source.get(value.get("Type"))
                value = None if kind in self._left_behind else value
            self.fill(place, value)

    def _number(self, reference: Ref) -> int:
        known = self._copies.get(reference.number)
        if known is None:
            known = self._copies[reference.number] = self.reserve()
            self._waiting.append((reference.number, known))
        return known.number


class ScratchBuilder(PdfBuilder[bytes]):
    """A builder of small files that a renderer reads at once and nobody keeps. It writes them
    without pypdf: every build makes some, and the import of pypdf costs each command 0.14 s."""

    def _converted(self, value: Any) -> bytes:
        return serialised(value, self._number, self._dropped)

    def _file(self, root: New, info: New | None, version: str) -> bytes:
        out = bytearray(b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version.encode())
        rows = [b"0000000000 65535 f \n"]
        for number, content in enumerate(self._objects, 1):
            rows.append(b"%010d 00000 n \n" % len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        table, size = len(out), len(rows)
        out += b"xref\n0 %d\n%b" % (size, b"".join(rows))
        entries = serialised({"Size": size, "Root": root, **({"Info": info} if info else {})})
        return bytes(out + b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (entries, table))


def _same(reference: Ref) -> int:
    return reference.number


def serialised(
    value: Any, number: Callable[[Ref], int] = _same, dropped: frozenset[str] = frozenset()
) -> bytes:
    """An object as PDF writes it (ISO 32000-1, 7.3). `number` gives the number of the object that a
    `Ref` leads to. Dictionaries that were read lose the entries `dropped`."""
    if isinstance(value, Stream):
        entries = {**without(value.dict, dropped), "Length": len(value.raw)}
        return b"%b\nstream\n%b\nendstream" % (_written(entries, number, dropped), value.raw)
    return _written(value, number, dropped)


def _written(value: Any, number: Callable[[Ref], int], dropped: frozenset[str]) -> bytes:
    """An object that is no stream. A function of its own, for one that names itself within another
    is garbage that only the collector finds."""
    match value:
        case None:
            return b"null"
        case bool():
            return b"true" if value else b"false"
        case int() | float():
            return written_number(value)
        case str():
            return written_name(value)
        case bytes():
            return b"<%b>" % value.hex().encode()
        case New():
            return b"%d 0 R" % value.number
        case Ref():
            return b"%d 0 R" % number(value)
        case dict():
            kept = without(value, dropped)
            pairs = [
                b"%b %b" % (written_name(key), _written(kept[key], number, dropped)) for key in kept
            ]
            return b"<<%b>>" % b"".join(pairs)
        case tuple() | list():
            return b"[%b]" % b" ".join([_written(item, number, dropped) for item in value])
    raise TypeError(f"no way to write {type(value)}")


def without(entries: Mapping[str, Obj], dropped: frozenset[str]) -> Mapping[str, Obj]:
    """A dictionary without the entries `dropped`, if it was read; any other as it is."""
    if not dropped or not isinstance(entries, Dictionary) or dropped.isdisjoint(entries):
        return entries
    return {key: item for key, item in entries.items() if key not in dropped}


def written_name(text: str) -> bytes:
    """A name of Latin-1 letters, with its slash."""
    return b"/" + b"".join(
        [b"%c" % byte if byte in _REGULAR else b"#%02X" % byte for byte in text.encode("latin-1")]
    )


def written_number(value: float) -> bytes:
    """A number, exact, without an exponent."""
    if value == int(value):
        return b"%d" % value
    text = repr(value)
    return (format(Decimal(text), "f") if "e" in text else text).encode()
