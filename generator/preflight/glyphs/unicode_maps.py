"""Finds the letters of a font's codes: by its ToUnicode map (ISO 32000-1, 9.10.3), else by its
encoding."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.file import decode
from generator.pdfobjects.parse import tokens
from generator.pdfobjects.values import Keyword, Malformed, Stream
from .font_dictionary import FontDictionary
from .font_encodings import NOTHING, READABLE, EncodingLetters, spelling
from .font_metrics import FontMetrics, array_parts
from .font_programs import program

# A map has no more codes than this, whatever its ranges say.
_MOST: Final = 1 << 17
UNKNOWN: Final = "\ufffd"


class FontLetters(Struct, frozen=True):
    """The letters of a font, by the digest of the font: those in its map, and its encoding's for
    other codes."""

    digest: bytes
    table: Mapping[int, str]
    spelling: EncodingLetters = NOTHING

    def words(self, font: FontMetrics, raw: bytes, array: bool) -> str:
        """The letters of a string, or of the operand of TJ as written; U+FFFD for each that is not
        known."""
        parts = array_parts(raw) if array else (raw,)
        codes = (code for part in parts if isinstance(part, bytes) for code in font.codes(part))
        return "".join(
            self.table.get(code) or self.spelling.letter(code) or UNKNOWN for code in codes
        )


def are_known(font: FontDictionary) -> bool:
    """Whether a reader can find the letters of a font (9.10.2)."""
    return isinstance(font.get("ToUnicode"), Stream | str) or letters(font).spelling.whole


@frozen_inputs
class LettersInputs(Inputs[FontLetters]):
    """Which letters the codes of a font are."""

    digest: bytes
    font: FontDictionary = field(compare=False)

    def make(self, cache: Cache) -> FontLetters:
        font = self.font
        stream = font.get("ToUnicode")
        if isinstance(stream, str):  # a map that every reader has, such as Identity-H
            return FontLetters(self.digest, {}, READABLE)
        table: dict[int, str] = {}
        if isinstance(stream, Stream):
            with suppress(Malformed, ValueError):
                table = _table(decode(font.file, stream))
        if table and font.composite:
            return FontLetters(self.digest, table)
        return FontLetters(self.digest, table, spelling(font, _own_names(font)))


def letters(font: FontDictionary) -> FontLetters:
    return font.file.cache.get(LettersInputs(font.digest, font))


def _own_names(font: FontDictionary) -> Mapping[int, str] | None:
    """The names of codes in the program of a simple font; None without a program."""
    found = None if font.composite else program(font)
    if found is None:
        return None
    # a base encoding goes before the program's own
    return {} if font.base_encoding or found.glyphs is None else found.glyphs.own


def _table(data: bytes) -> dict[int, str]:
    """The codes of every `bfchar` and `bfrange` of a CMap."""
    found: dict[int, str] = {}
    waiting: list[bytes | list[bytes]] = []
    listed: list[bytes] | None = None
    for token, _ in tokens(data):
        if isinstance(token, bytes):
            (waiting if listed is None else listed).append(token)
        elif not isinstance(token, Keyword):
            continue
        elif token.word == b"[":
            listed = []
        elif token.word == b"]" and listed is not None:
            waiting.append(listed)
            listed = None
        elif token.word in (b"beginbfchar", b"beginbfrange"):
            waiting = []
        elif token.word == b"endbfchar":
            for code, value in zip(waiting[::2], waiting[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(value, bytes):
                    found[int.from_bytes(code, "big")] = _text(value)
        elif token.word == b"endbfrange":
            for first, last, value in zip(*(waiting[at::3] for at in range(3)), strict=False):
                if isinstance(first, bytes) and isinstance(last, bytes):
                    _spread(found, first, last, value)
    return found


def _spread(found: dict[int, str], first: bytes, last: bytes, value: bytes | list[bytes]) -> None:
    """One row of a `bfrange`: the letters of each code, or the first letter that others follow."""
    low, high = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    for step, code in enumerate(range(low, high + 1)):
        if len(found) > _MOST:
            raise Malformed("a map of letters without end")
        if isinstance(value, list):
            if step < len(value):
                found[code] = _text(value[step])
        elif value:
            # only the last byte counts on (9.10.3)
            found[code] = _text(value[:-1] + bytes(((value[-1] + step) & 255,)))


def _text(value: bytes) -> str:
    return value.decode("utf-16-be", "replace") if len(value) > 1 else value.decode("latin-1")
