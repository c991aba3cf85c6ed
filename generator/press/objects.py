"""Objects of a PDF copied into a new one byte for byte, and the new one written.

pypdf reads the original; what is copied keeps its streams as they are stored, its strings and
its names byte by byte. Objects are numbered in the order they are asked for, so that the same
pages give the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pypdf import PdfReader

# Bytes a name holds as they are (ISO 32000-1, 7.3.5): regular characters but the number sign.
_REGULAR: Final = frozenset(range(33, 127)).difference(b"#()<>[]{}/%")

# Whoever refers to a page of the original (structure, threads) would bring all of it along.
_LEFT_BEHIND: Final = frozenset({"/Page", "/Pages", "/Catalog"})


@contextmanager
def exact_names() -> Iterator[None]:
    """While it lasts pypdf reads a name's bytes as Latin-1, one letter each: a guess at what a
    foreign program meant would part names from the content streams that use them."""
    from pypdf.generic import NameObject

    usual = NameObject.CHARSETS
    NameObject.CHARSETS = ("latin-1",)  # type: ignore[assignment]
    try:
        yield
    finally:
        NameObject.CHARSETS = usual


def entry(dictionary: Any, key: str) -> Any:
    """What stands in a dictionary of the original, or what that refers to; None for nothing."""
    from pypdf.generic import NullObject

    if key not in dictionary:
        return None
    found = dictionary[key]  # which follows references, as `get` does not
    return None if isinstance(found, NullObject) else found


class Copy:
    """A PDF under construction, and what of an original is in it already."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._objects: list[bytes] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[int, tuple[int, int]]] = deque()

    def add(self, content: bytes) -> int:
        """Put an object in and give its number."""
        self._objects.append(content)
        return len(self._objects)

    def reserve(self) -> int:
        """The number of an object whose content `fill` gives later."""
        return self.add(b"null")

    def fill(self, number: int, content: bytes) -> None:
        self._objects[number - 1] = content

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        """Put a deflated stream in; `entries` are further keys of its dictionary."""
        packed = zlib.compress(content, 6)
        return self.add(stored(packed, entries + b"/Filter/FlateDecode"))

    def value(self, found: Any) -> bytes:
        """An object of the original as it is written here; what it refers to follows later."""
        from pypdf import generic as kinds

        match found:
            case kinds.IndirectObject():
                return self._reference(found.idnum, found.generation)
            case kinds.DictionaryObject():
                return self.dictionary(found)
            case kinds.ArrayObject():
                return b"[" + b" ".join(map(self.value, list.__iter__(found))) + b"]"
            case kinds.NameObject():
                return name(str(found)[1:])
            case kinds.TextStringObject():
                return b"<%b>" % found.original_bytes.hex().encode()
            case kinds.ByteStringObject():
                return b"<%b>" % bytes(found).hex().encode()
            case kinds.BooleanObject():
                return b"true" if found.value else b"false"
            case kinds.NumberObject():
                return b"%d" % int(found)
            case kinds.FloatObject():
                return number(float(found))
        return b"null"

    def dictionary(self, found: Any, changed: Mapping[str, bytes] | None = None) -> bytes:
        """A dictionary of the original, or a stream's own; `changed` has further or other
        entries, written already, by name with its slash, and an empty one takes it away."""
        entries = {str(key): self.value(found.raw_get(key)) for key in found}
        entries |= changed or {}
        written = (name(key[1:]) + b" " + value for key, value in entries.items() if value)
        return b"<<" + b"".join(written) + b">>"

    def _reference(self, idnum: int, generation: int) -> bytes:
        key = idnum, generation
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = self.reserve()
            self._waiting.append((known, key))
        return b"%d 0 R" % known

    def _fetch(self) -> None:
        """Copy everything that has been referred to."""
        from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

        while self._waiting:
            number, key = self._waiting.popleft()
            found = self._reader.get_object(IndirectObject(*key, self._reader))
            if isinstance(found, StreamObject):
                data = bytes(found._data)
                length = {"/Length": b"%d" % len(data)}
                self.fill(number, _stream(self.dictionary(found, length), data))
            elif isinstance(found, DictionaryObject) and entry(found, "/Type") in _LEFT_BEHIND:
                self.fill(number, b"null")
            else:
                self.fill(number, self.value(found))

    def finish(self, version: str, catalog: int, info: int) -> bytes:
        """The whole file, with a classic cross-reference table."""
        self._fetch()
        objects = [
            b"%d 0 obj\n%b\nendobj\n" % (number, content)
            for number, content in enumerate(self._objects, 1)
        ]
        head = b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version.encode()
        places = list(accumulate(map(len, objects), initial=len(head)))
        table = b"".join(b"%010d 00000 n \n" % place for place in places[:-1])
        body = b"".join(objects)
        identifier = hashlib.sha256(body).hexdigest()[:32].encode()
        size = len(objects) + 1
        return (
            head
            + body
            + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
            + b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\n"
            % (size, catalog, info, identifier, identifier)
            + b"startxref\n%d\n%%%%EOF\n" % places[-1]
        )


def stored(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object holding `data` as it stands."""
    return _stream(b"<<%b/Length %d>>" % (entries, len(data)), data)


def _stream(dictionary: bytes, data: bytes) -> bytes:
    return b"%b\nstream\n%b\nendstream" % (dictionary, data)


def name(text: str) -> bytes:
    """A name of Latin-1 letters as PDF writes it."""
    return b"/" + b"".join(
        bytes([byte]) if byte in _REGULAR else b"#%02X" % byte for byte in text.encode("latin-1")
    )


def number(value: float) -> bytes:
    """A number as PDF writes it, exact, without an exponent."""
    text = format(Decimal(repr(value)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.encode() if text not in {"", "-0"} else b"0"


def text_string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2), in hexadecimal."""
    data = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<%b>" % data.hex().encode()
