"""Finds the letters of a font's codes by its encoding (ISO 32000-1, 9.10.2 and annex D)."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from .font_dictionary import FontDictionary

# Stands for a letter that a reader knows and this program does not: the trade's own mark.
SOME_LETTER: Final = "\u3013"
_PREDEFINED: Final = ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")
# Collections of characters whose Unicode values Adobe publishes.
_COLLECTIONS: Final = ("GB1", "CNS1", "Japan1", "Korea1", "KR")


class EncodingLetters(Struct, frozen=True):
    """The letters of a font by its encoding: the known letters by code, whether every code is a
    letter that a reader can find, and whether every letter is known."""

    table: Mapping[int, str]
    readable: bool
    whole: bool

    def letter(self, code: int) -> str:
        """The letter of a code; empty if nobody knows."""
        return self.table.get(code, "") or (SOME_LETTER if self.readable else "")


NOTHING: Final = EncodingLetters({}, readable=False, whole=False)
READABLE: Final = EncodingLetters({}, readable=True, whole=True)


def spelling(font: FontDictionary, own: Mapping[int, str] | None) -> EncodingLetters:
    """The letters of a font by its dictionary. `own` are the names of codes in the program of a
    simple font, None if it has no program."""
    if font.composite:
        return _composite(font)
    base, given = font.base_encoding, font.differences
    builtin: Mapping[int, str] = {} if font.kind == "Type3" else standard()
    if base == "MacExpertEncoding" or (own is None and font.name in ("Symbol", "ZapfDingbats")):
        return READABLE
    if own:
        builtin = own
    elif font.kind == "TrueType" and font.symbolic and base not in _PREDEFINED:
        builtin = {}
    spelt = encoded(base, given) if base else {**builtin, **given}
    table = {code: text for code, name in spelt.items() if (text := glyph_text(name))}
    unknown = {code for code in given if code not in table and spelt[code] != ".notdef"}
    return EncodingLetters(table, readable=False, whole=bool(table) and not unknown)


def _composite(font: FontDictionary) -> EncodingLetters:
    encoding = font.get("Encoding")
    collection = font.file.dictionary(font.inner.get("CIDSystemInfo"))
    ordering = font.file.get(collection.get("Ordering"))
    predefined = isinstance(encoding, str) and not encoding.startswith("Identity")
    collected = isinstance(ordering, bytes) and ordering.decode("latin-1") in _COLLECTIONS
    return READABLE if predefined or collected else NOTHING


def encoded(base: str, differences: Mapping[int, str]) -> dict[int, str]:
    """Glyph names by code: those of the base encoding, with the differences in their place."""
    return {**_named_encodings().get(base, {}), **differences}


@cache
def _named_encodings() -> Mapping[str, Mapping[int, str]]:
    """Glyph names by code in the encodings that a font may name (annex D)."""
    from fontTools.agl import UV2AGL

    found = {"StandardEncoding": standard()}
    for encoding, codec in (("WinAnsiEncoding", "cp1252"), ("MacRomanEncoding", "mac_roman")):
        letters = bytes(range(32, 256)).decode(codec, "replace")
        names = (UV2AGL.get(ord(letter), "") for letter in letters)
        found[encoding] = dict(enumerate(names, 32))
    return found


@cache
def macintosh() -> Mapping[str, int]:
    """Codes by glyph name in Apple's standard encoding."""
    named = _named_encodings()["MacRomanEncoding"]
    return {name: code for code, name in named.items() if name}


@cache
def standard() -> Mapping[int, str]:
    """Adobe's standard encoding."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}


def glyph_text(name: str) -> str:
    """The letter that the name of a glyph means; empty if nobody knows."""
    from fontTools.agl import toUnicode

    return str(toUnicode(name) or toUnicode(name, isZapfDingbats=True))
