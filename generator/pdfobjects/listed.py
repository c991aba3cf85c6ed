"""Reads a file's objects from where its cross-reference tables say they are.

It is strict: every offset must lead where it says, and every stream must be as long as it says.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from generator.cache import Cache, Inputs, frozen_inputs
from .cross_references import Tables, unpacked
from .encryption import Cipher
from .parse import GAP, parse
from .stored import NULL, Stored, stored
from .values import Dictionary, Malformed, Obj, Ref, Stream

_OBJECT = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\b")
# A carriage return alone is not allowed (7.3.8), and read by all.
_STREAM = re.compile(GAP + rb"stream[ \t]*(?:\r\n|\n|\r)")
# The dictionary of most streams, which need not be parsed.
_DEFLATED = re.compile(rb"\s*<</Filter\s*/FlateDecode\s*/Length (\d{1,10})\s*>>")
_AFTER_STREAM = re.compile(rb"\s*endstream" + GAP + rb"endobj\b")
_AFTER_OBJECT = re.compile(GAP + rb"endobj\b")
# Objects up to this many bytes are remembered: larger ones are few, and not worth their room.
_REMEMBERED: Final = 1 << 18
# Bytes of unpacked object streams held at a time.
_HELD: Final = 1 << 26


class _LengthElsewhereError(Exception):
    """A stream's length is an object of its own."""


@frozen_inputs
class ObjectInputs(Inputs[Stored | None]):
    """The bytes of an object after `obj`, as far as the next object. The files of a batch have
    most of them in common, and they are recognised before anything is parsed."""

    body: bytes

    def make(self, cache: Cache) -> Stored | None:
        """The object; None for a stream whose length is in other bytes."""
        try:
            value = _value(self.body, 0, len(self.body), _elsewhere)
        except _LengthElsewhereError:
            return None
        return stored(value, sha256(self.body).digest())

    def result_size(self, result: Stored | None) -> int:
        # these bytes, those of the stream, and values that take more room than their words
        return 2 * len(self.body) + 8 * min(len(self.body), 4096)


class ListedObjects:
    """The objects where the tables say they are. Raises `Malformed` for one that is not. `cipher`
    deciphers those of an encrypted file."""

    damage = ""

    def __init__(
        self, data: bytes, tables: Tables, cache: Cache, cipher: Cipher | None = None
    ) -> None:
        self.data = data
        self.cache = cache
        self.cipher = cipher
        self.trailer = tables.trailer
        self.offsets = tables.offsets
        self.packed = tables.packed
        self.in_streams = tables.streamed
        ordered = sorted(tables.places.union(self.offsets.values()))
        self._ends = dict(zip(ordered, [*ordered[1:], len(data)], strict=True))
        self.numbers = tuple(sorted([*self.offsets, *self.packed]))
        self._unpacked: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}

    def load_all(self) -> dict[int, Stored]:
        return {number: self.load(number) for number in self.numbers}

    def load(self, number: int) -> Stored:
        start = self.offsets.get(number)
        if start is None:
            return self._load_packed(number) if number in self.packed else NULL
        place, end = self._after_head(number, start), self._ends[start]
        if self.cipher is not None:
            head = _OBJECT.match(self.data, start)
            generation = int(head[2]) if head else 0
            value = _value(self.data, place, end, self._length)
            return _digested(self.cipher.plain(value, number, generation))
        if end - place <= _REMEMBERED:
            known = self.cache.get(ObjectInputs(self.data[place:end]))
            if known is not None:
                return known
        value = _value(self.data, place, end, self._length)
        return stored(value, sha256(memoryview(self.data)[place:end]).digest())

    def _after_head(self, number: int, start: int) -> int:
        """The place after `n 0 obj`."""
        if start >= len(self.data):
            raise Malformed(f"object {number} is said to lie beyond the end of the file")
        usual = b"%d 0 obj\n" % number
        if self.data.startswith(usual, start):
            return start + len(usual) - 1
        head = _OBJECT.match(self.data, start)
        if head is None or int(head[1]) != number:
            raise Malformed(f"object {number} is not where the cross-reference table says")
        return head.end()

    def _length(self, reference: Ref) -> Obj:
        return self.load(reference.number).value

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


def _digested(value: Obj) -> Stored:
    """An object whose digest is of its value, for its bytes in the file are enciphered."""
    own = value.digest if isinstance(value, Stream) else sha256(repr(value).encode()).digest()
    return stored(value, own)


def _elsewhere(reference: Ref) -> Obj:
    raise _LengthElsewhereError


def _value(data: bytes, start: int, end: int, length_of: Callable[[Ref], Obj]) -> Obj:
    """The object between `start` and `end`; `length_of` follows a stream's Length."""
    value: Obj
    if usual := _DEFLATED.match(data, start):
        value = Dictionary(Filter="FlateDecode", Length=int(usual[1]))
        place = usual.end()
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
        length = length_of(length)
    if type(length) is not int or length < 0:
        raise Malformed("a stream without its length")
    last = opening.end() + length
    if last > end or _AFTER_STREAM.match(data, last) is None:
        raise Malformed("a stream whose Length is not its length")
    return Stream(value, data[opening.end() : last])
