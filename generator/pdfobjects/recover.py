"""Searches a damaged file for its objects, as viewers do, without its tables."""

import re
from hashlib import sha256
from typing import Final

from .cross_references import unpacked
from .parse import parse
from .stored import NULL, Stored, stored
from .values import Malformed, Obj, Ref, Stream, Unreadable

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}obj\b")
_TRAILER = re.compile(rb"\btrailer\b")
_STREAM = re.compile(rb"\s*stream(?:\r\n|\n|\r)?")
_AFTER_STREAM = re.compile(rb"\s*endstream")
_END = re.compile(rb"(?:\r\n|\n|\r)?endstream|\s*endobj")
_KEPT: Final = ("Root", "Info", "ID", "Encrypt")


class RecoveredObjects:
    """The objects that the search found. Of two with one number the last counts. Raises
    `Unreadable`."""

    def __init__(self, data: bytes, damage: str) -> None:
        self.damage = damage
        self.trailer: dict[str, Obj] = {}
        self.in_streams = False
        self._values: dict[int, Obj] = {}
        for found in _TRAILER.finditer(data):
            self._keep(_parsed(data, found.end())[0])
        self._search(data)
        if not isinstance(self._followed("Root"), dict):
            self._find_catalog()
        self.numbers = tuple(sorted(self._values))

    def load(self, number: int) -> Stored:
        if number not in self._values:
            return NULL
        value = self._values[number]
        raw = value.raw if isinstance(value, Stream) else b""
        entries = value.dict if isinstance(value, Stream) else value
        return stored(value, sha256(repr(entries).encode() + raw).digest())

    def load_all(self) -> dict[int, Stored]:
        return {number: self.load(number) for number in self.numbers}

    def _keep(self, entries: Obj) -> None:
        if isinstance(entries, dict):
            self.trailer.update((key, entries[key]) for key in _KEPT if key in entries)

    def _followed(self, key: str) -> Obj:
        value = self.trailer.get(key)
        return self._values.get(value.number) if isinstance(value, Ref) else value

    def _search(self, data: bytes) -> None:
        place = 0
        while found := _OBJECT.search(data, place):
            place = found.end()
            value, end = _parsed(data, place)
            if end < 0:
                continue
            if isinstance(value, dict) and (opening := _STREAM.match(data, end)):
                last = _end_of_stream(data, opening.end(), value.get("Length"))
                value = Stream(value, data[opening.end() : last])
                place = last
            self._values[int(found[1])] = value
            if isinstance(value, Stream):
                self._open_stream(value)

    def _open_stream(self, stream: Stream) -> None:
        self.in_streams |= stream.dict.get("Type") in ("XRef", "ObjStm")
        if stream.dict.get("Type") == "XRef":
            self._keep(stream.dict)
        if stream.dict.get("Type") != "ObjStm" or "Encrypt" in self.trailer:
            return
        try:
            data, listed = unpacked(stream)
        except (Malformed, ValueError):
            return
        for number, start in listed:
            value, end = _parsed(data, start)
            if end >= 0:
                self._values[number] = value

    def _find_catalog(self) -> None:
        for number, value in self._values.items():
            if isinstance(value, dict) and value.get("Type") == "Catalog":
                self.trailer["Root"] = Ref(number, 0)
                return
        raise Unreadable(
            "damaged",
            "the file is damaged and cannot be read",
            "make it again, or fetch it again if it was sent to you",
        )


def _parsed(data: bytes, start: int) -> tuple[Obj, int]:
    """An object and the place after it, which is negative if no object can be read."""
    try:
        return parse(data, start)
    except (Malformed, ValueError, RecursionError):
        return None, -1


def _end_of_stream(data: bytes, start: int, length: Obj) -> int:
    """The end of a stream: by its Length if that is right, else at `endstream`."""
    if type(length) is int and 0 <= length <= len(data) - start:
        end = start + length
        if _AFTER_STREAM.match(data, end):
            return end
    found = _END.search(data, start)
    return found.start() if found else len(data)
