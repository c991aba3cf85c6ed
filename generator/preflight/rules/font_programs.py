"""Rules of PDF/UA about embedded fonts: encodings, maps and lists of their glyphs."""

import re
import struct
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Final

from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.values import Malformed, Obj, Stream
from ..document_facts import DocumentFacts
from ..glyphs.font_dictionary import FontDictionary
from ..glyphs.font_encodings import glyph_text
from ..glyphs.font_programs import program
from .registry import Fault, rule

_ANEW: Final = "embed the font anew with another program"
# The CMaps that every reader has (ISO 32000-1, table 118), by the characters they lead to.
_CMAPS: Final[Mapping[str, str]] = {
    "GB1": "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16",
    "CNS1": "B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16",
    "Japan1": "83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 "
    "UniJIS-UCS2-HW UniJIS-UTF16",
    "Korea1": "KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16",
}
_ORDERINGS: Final[Mapping[str, str]] = {
    **{
        f"{name}-{way}": ordering
        for ordering, listed in _CMAPS.items()
        for name in listed.split()
        for way in "HV"
    },
    "H": "Japan1",
    "V": "Japan1",
}
_IDENTITY: Final = ("Identity-H", "Identity-V")
_MODE = re.compile(rb"/WMode\s+(\d)\s+def")
_USED = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap")
_NAME = re.compile(r"/([^/\s]+)")


@rule(
    "embedded fonts are made so that every reader finds the same glyphs in them",
    "ISO 14289-1, 7.21.3, 7.21.4.2 and 7.21.6",
)
def font_make(document: DocumentFacts) -> Iterator[Fault]:
    for stored in document.file.every:
        if isinstance(stored.value, dict) and stored.value.get("Type") == "Font":
            font = FontDictionary(document.file, stored.value)
            for said in _mistakes(font):
                yield Fault(f"the font {font.name or 'without a name'} {said}", _ANEW)


def _mistakes(font: FontDictionary) -> Iterator[str]:
    match font.kind:
        case "Type0":
            yield from _cmap(font)
        case "CIDFontType2" | "CIDFontType0":
            yield from _cid_font(font)
        case "TrueType":
            yield from _truetype(font)
        case "Type1":
            yield from _listed_names(font)


def _collection(file: PdfFile, value: Obj) -> tuple[Obj, Obj, int]:
    """The registry, ordering and supplement of a CIDSystemInfo."""
    entries = file.dictionary(value)
    supplement = file.get(entries.get("Supplement"))
    registry, ordering = (file.get(entries.get(key)) for key in ("Registry", "Ordering"))
    return registry, ordering, supplement if type(supplement) is int else 0


def _cmap(font: FontDictionary) -> Iterator[str]:
    file, encoding = font.file, font.get("Encoding")
    own = _collection(file, font.inner.get("CIDSystemInfo"))
    if isinstance(encoding, str) and encoding not in _IDENTITY:
        ordering = _ORDERINGS.get(encoding)
        if ordering is None:
            yield f"has a map of codes that is not embedded ({encoding})"
        elif own[:2] != (b"Adobe", ordering.encode()):
            yield f"is of other characters than its map of codes ({encoding})"
    if not isinstance(encoding, Stream):
        return
    mapped = _collection(file, encoding.dict.get("CIDSystemInfo"))
    if own[:2] != mapped[:2] or own[2] > mapped[2]:
        yield "is of other characters than its map of codes"
    with suppress(Malformed):
        data = decode(file, encoding)
        mode, said = _MODE.search(data), file.get(encoding.dict.get("WMode"))
        if (int(mode[1]) if mode else 0) != (said or 0):
            yield "has a map of codes that contradicts itself on how it is written (WMode)"
        used = [name.decode("latin-1") for name in _USED.findall(data)]
        other = file.get(encoding.dict.get("UseCMap"))
        used += [other] if isinstance(other, str) else []
        if isinstance(other, Stream) or set(used) - _ORDERINGS.keys() - set(_IDENTITY):
            yield "has a map of codes that needs another (UseCMap)"


def _cid_font(font: FontDictionary) -> Iterator[str]:
    file, mapped = font.file, font.get("CIDToGIDMap")
    known = isinstance(mapped, Stream) or mapped == "Identity"
    embedded = isinstance(file.get(font.descriptor.get("FontFile2")), Stream)
    if font.kind == "CIDFontType2" and embedded and not known:
        yield "does not say which glyph each of its characters is (CIDToGIDMap)"
        return
    listed = file.get(font.descriptor.get("CIDSet"))
    found = program(font) if isinstance(listed, Stream) else None
    if not isinstance(listed, Stream) or found is None or found.glyphs is None:
        return
    with suppress(Malformed):
        bits = decode(file, listed)
        present = found.characters()
        if any(cid >> 3 >= len(bits) or not bits[cid >> 3] & 0x80 >> (cid & 7) for cid in present):
            yield "holds glyphs that its list of characters leaves out (CIDSet)"


def _listed_names(font: FontDictionary) -> Iterator[str]:
    listed = font.file.get(font.descriptor.get("CharSet"))
    found = program(font) if isinstance(listed, bytes) else None
    if not isinstance(listed, bytes) or found is None or found.glyphs is None:
        return
    named = set(_NAME.findall(listed.decode("latin-1")))
    if found.glyphs.names - named - {".notdef"}:
        yield "holds glyphs that its list of names leaves out (CharSet)"


def _truetype(font: FontDictionary) -> Iterator[str]:
    stream = font.file.get(font.descriptor.get("FontFile2"))
    if not isinstance(stream, Stream):
        return
    tables = _tables(font.file, stream)
    if font.symbolic:
        if font.get("Encoding") is not None:
            yield "is one of symbols and has an encoding (Encoding)"
        if tables is not None and len(tables) != 1 and (3, 0) not in tables:
            yield "is one of symbols and has several tables of codes, none for symbols (cmap)"
        return
    given = [name for name in font.differences.values() if name != ".notdef"]
    if font.base_encoding not in ("WinAnsiEncoding", "MacRomanEncoding"):
        yield "is one of letters and has no encoding that every reader knows (Encoding)"
    elif given and not all(map(glyph_text, given)):
        yield "names letters that nobody knows (Differences)"
    elif given and tables is not None and (3, 1) not in tables:
        yield "names letters and has no table of Unicode (cmap)"


def _tables(file: PdfFile, stream: Stream) -> Collection[tuple[int, int]] | None:
    """The platform and encoding of each table of codes in a TrueType program; None if it cannot be
    read."""
    try:
        data = decode(file, stream)
        (count,) = struct.unpack_from(">H", data, 4)
        for index in range(count):
            tag, _, start, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
            if tag == b"cmap":
                (many,) = struct.unpack_from(">H", data, start + 2)
                places = range(start + 4, start + 4 + 8 * many, 8)
                return [struct.unpack_from(">HH", data, place) for place in places]
    except (Malformed, struct.error):
        return None
    return ()
