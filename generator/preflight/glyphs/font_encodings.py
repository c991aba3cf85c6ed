"""Which letters a font's codes are where no map says so (ISO 32000-1, 9.10.2 and annex D)."""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj

# Stands for a letter that a reader knows and this program does not: the trade's own mark.
SOME_LETTER: Final = "\u3013"
_PREDEFINED: Final = ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")
# Collections of characters whose Unicode values Adobe publishes.
_COLLECTIONS: Final = ("GB1", "CNS1", "Japan1", "Korea1", "KR")
_UNICODE_CMAPS: Final = ("UCS2", "UTF16")
_SYMBOLIC: Final = 4


class EncodingLetters(NamedTuple):
    """The letters of a font by its encoding: those that are known by code, whether every code is
    some letter that a reader finds out, and whether nothing is left unknown."""

    table: Mapping[int, str]
    readable: bool
    whole: bool

    def letter(self, code: int) -> str:
        """The letter of a code; empty if nobody knows."""
        return self.table.get(code, "") or (SOME_LETTER if self.readable else "")


NOTHING: Final = EncodingLetters({}, readable=False, whole=False)
READABLE: Final = EncodingLetters({}, readable=True, whole=True)


def spelling(
    file: PdfFile, font: Mapping[str, Obj], own: Mapping[int, str] | None
) -> EncodingLetters:
    """The letters of a font by its dictionary. `own` are the names that the program of a simple
    font gives its codes, None if it has no program."""
    kind = file.get(font.get("Subtype"))
    if kind == "Type0":
        return _composite(file, font)
    named = names(file, font)
    base = named.get(-1, "")
    if base == "MacExpertEncoding":
        return READABLE
    descriptor = file.dictionary(font.get("FontDescriptor"))
    flags = file.get(descriptor.get("Flags"))
    symbolic = type(flags) is int and bool(flags & _SYMBOLIC)
    builtin: Mapping[int, str] = {} if kind == "Type3" else standard()
    if own is None and file.get(font.get("BaseFont")) in ("Symbol", "ZapfDingbats"):
        return READABLE
    if own:
        builtin = own
    elif kind == "TrueType" and symbolic and base not in _PREDEFINED:
        builtin = {}
    given = {code: name for code, name in named.items() if code >= 0}
    spelt = {**(encoded({-1: base}) if base else builtin), **given}
    table = {code: text for code, name in spelt.items() if (text := glyph_text(name))}
    unknown = {code for code in given if code not in table and spelt[code] != ".notdef"}
    return EncodingLetters(table, readable=False, whole=bool(table) and not unknown)


def _composite(file: PdfFile, font: Mapping[str, Obj]) -> EncodingLetters:
    encoding = file.get(font.get("Encoding"))
    below = file.array(font.get("DescendantFonts"))
    inner = file.dictionary(below[0]) if below else {}
    ordering = file.get(file.dictionary(inner.get("CIDSystemInfo")).get("Ordering"))
    predefined = isinstance(encoding, str) and not encoding.startswith("Identity")
    collected = isinstance(ordering, bytes) and ordering.decode("latin-1") in _COLLECTIONS
    return READABLE if predefined or collected else NOTHING


def names(file: PdfFile, font: Mapping[str, Obj]) -> dict[int, str]:
    """The names that a simple font's Encoding gives its codes (9.6.6); under -1 stands what its
    base encoding is called."""
    encoding = file.get(font.get("Encoding"))
    found: dict[int, str] = {}
    base = file.get(file.dictionary(encoding).get("BaseEncoding"))
    base = encoding if isinstance(encoding, str) else base
    if isinstance(base, str):
        found[-1] = base
    code = 0
    for item in file.array(file.dictionary(encoding).get("Differences")):
        value = file.get(item)
        if isinstance(value, (int, float)):
            code = int(value)
        elif isinstance(value, str):
            found[code] = value
            code += 1
    return found


def encoded(named: Mapping[int, str]) -> dict[int, str]:
    """Glyph names by code: those of the base encoding, and what `named` has instead."""
    base = _named_encodings().get(named.get(-1, ""), {})
    return {**base, **{code: name for code, name in named.items() if code >= 0}}


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
    """The letter that a glyph's name means; empty if nobody knows."""
    from fontTools.agl import toUnicode

    return str(toUnicode(name) or toUnicode(name, isZapfDingbats=True))
