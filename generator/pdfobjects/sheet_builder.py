"""PDF files that users keep, such as printed sheets and marked copies: pypdf writes them."""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from .builder import New, PdfBuilder, without, written_name
from .values import Ref, Stream


class SheetBuilder(PdfBuilder[PdfObject]):
    """A `PdfBuilder` whose file pypdf writes."""

    def _start(self) -> None:
        self._writer = PdfWriter()

    def _converted(self, value: Any) -> PdfObject:
        match value:
            case None:
                return NullObject()
            case bool():
                return BooleanObject(value)
            case int():
                return NumberObject(value)
            case float():
                return NumberObject(int(value)) if value.is_integer() else FloatObject(value)
            case str():
                return _ExactName(f"/{value}")
            case bytes():
                return ByteStringObject(value)
            case New():
                return IndirectObject(value.number, 0, self._writer)
            case Ref():
                return IndirectObject(self._number(value), 0, self._writer)
            case Stream():
                stream = StreamObject()
                stream.update(self._entries(value.dict))
                stream.set_data(value.raw)
                return stream
            case dict():
                return DictionaryObject(self._entries(value))
            case tuple() | list():
                return ArrayObject([self._converted(item) for item in value])
        raise TypeError(f"no way to write {type(value)}")

    def _entries(self, entries: Mapping[str, Any]) -> dict[NameObject, PdfObject]:
        kept = without(entries, self._dropped)
        return {_ExactName(f"/{key}"): self._converted(item) for key, item in kept.items()}

    def _file(self, root: New, info: New | None, version: str) -> bytes:
        writer, digest, out = self._writer, _DigestWriter(), BytesIO()
        # not by `add_object`, which makes further objects of what it finds in pages
        for number, content in enumerate(self._objects, 1):
            content.indirect_reference = IndirectObject(number, 0, writer)
            content.write_to_stream(digest)  # type: ignore[arg-type]
        writer._objects = list(self._objects)
        identifier = ByteStringObject(digest.of.digest()[:16])
        writer._ID = ArrayObject([identifier, identifier])
        writer._root_object = self._objects[root.number - 1]  # type: ignore[assignment]
        writer._info_obj = self._objects[info.number - 1] if info else None
        writer.pdf_header = f"%PDF-{version}"
        writer.write_stream(out)
        return out.getvalue()


class _ExactName(NameObject):
    """A name whose letters are its bytes. pypdf would write letters beyond ASCII as UTF-8, and
    part a name from the content streams that use it."""

    def renumber(self) -> bytes:
        return written_name(self[1:])


class _DigestWriter:
    """A digest of all that is written."""

    def __init__(self) -> None:
        self.of = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.of.update(data)
