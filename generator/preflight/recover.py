"""Files the strict reader does not know, read by pypdf: cross-reference streams and damage."""

import io
import logging
from hashlib import sha256
from typing import Any

from generator.preflight.file import NULL, Stored, Unreadable, stored
from generator.preflight.syntax import Malformed, Obj, Ref, Stream


class _Heard(logging.Handler):
    """Keeps what pypdf says while it mends a file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class RecoveredObjects:
    """Objects as pypdf reads them. `damage` is empty for a sound file with cross-reference
    streams, and otherwise says what was wrong. Raises `Unreadable`."""

    def __init__(self, data: bytes, reason: str) -> None:
        import pypdf

        logger, heard = logging.getLogger("pypdf"), _Heard()
        spreads, logger.propagate = logger.propagate, False
        logger.addHandler(heard)
        try:
            self._reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            self.trailer = self._plain_dictionary(self._reader.trailer)
            if "Encrypt" in self.trailer:
                self.numbers: tuple[int, ...] = ()
                self.damage = ""
                return
            numbers = {n for table in self._reader.xref.values() for n in table}
            self.numbers = tuple(sorted(numbers | set(self._reader.xref_objStm)))
            self._loaded = {number: self._read(number) for number in self.numbers}
        except Exception as problem:  # pypdf raises many kinds on damaged files
            raise Unreadable(
                "damaged",
                "the file is damaged and cannot be read",
                "make it again, or fetch it again if it was sent to you",
            ) from problem
        finally:
            logger.removeHandler(heard)
            logger.propagate = spreads
        sound = b"/XRef" in data and "Root" in self.trailer and not heard.said
        self.damage = "" if sound else (heard.said[0] if heard.said else reason)

    def load(self, number: int) -> Stored:
        return self._loaded.get(number, NULL)

    def _read(self, number: int) -> Stored:
        from pypdf.generic import IndirectObject

        generation = next((g for g, t in self._reader.xref.items() if number in t), 0)
        try:
            found = self._reader.get_object(IndirectObject(number, generation, self._reader))
        except Exception as problem:  # one broken object must not hide the others
            raise Malformed(f"object {number} cannot be read") from problem
        value = self._plain(found)
        raw = value.raw if isinstance(value, Stream) else b""
        entries = value.dict if isinstance(value, Stream) else value
        return stored(value, sha256(repr(entries).encode() + raw).digest())

    def _plain_dictionary(self, found: Any) -> dict[str, Obj]:
        # raw_get: item access follows references
        return {str(key)[1:]: self._plain(found.raw_get(key)) for key in found}

    def _plain(self, found: Any) -> Obj:
        """A pypdf object as our own plain value."""
        from pypdf import generic as kinds

        match found:
            case kinds.IndirectObject():
                return Ref(found.idnum, found.generation)
            case kinds.StreamObject():
                return Stream(self._plain_dictionary(found), bytes(found._data))
            case kinds.DictionaryObject():
                return self._plain_dictionary(found)
            case kinds.ArrayObject():
                return tuple(self._plain(item) for item in list.__iter__(found))
            case kinds.NameObject():
                return str(found)[1:]
            case kinds.TextStringObject():
                return bytes(found.original_bytes)
            case kinds.ByteStringObject():
                return bytes(found)
            case kinds.BooleanObject():
                return bool(found.value)
            case kinds.NumberObject():
                return int(found)
            case kinds.FloatObject():
                return float(found)
        return None
