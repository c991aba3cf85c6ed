"""Reads the ink of glyphs from embedded font programs: how far each reaches, and how wide it is.

A few tables of TrueType are read here; fontTools reads Compact and Type 1 outlines. A program is
read when it is first asked for. If it cannot be read, text counts as a box on its baseline.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Final

from generator.pdfobjects.file import decode, filters_of
from generator.pdfobjects.filters import unfiltered
from generator.pdfobjects.values import Malformed, Stream
from ..plane import Rectangle
from .charstrings import FontGlyphs, FontSource, outlines, simple_truetype
from .font_dictionary import PROGRAMS, FontDictionary

# What letters reach below and above the baseline where their font does not say, in thousandths.
_KEYED = re.compile(r"cid\d+")
BELOW: Final = -220.0
ABOVE: Final = 750.0


class FontProgram:
    """A font program by character code."""

    def __init__(self, source: FontSource) -> None:
        self.source = source
        self._known: set[int] = set()

    @cached_property
    def glyphs(self) -> FontGlyphs | None:
        """The program's glyphs, or None if they cannot be read."""
        source = self.source
        try:
            data = unfiltered(source.raw, source.filters)
            if data[:4] in (b"\0\1\0\0", b"true"):
                return TrueType(data, source)
            return outlines(data, source)
        except (Malformed, struct.error, LookupError, ValueError, ArithmeticError):
            return None

    def number(self, code: int) -> int | None:
        """The glyph that a code shows, or None if the font has none for it."""
        glyphs, cids = self.glyphs, self.source.cids
        if glyphs is None:
            return None
        if not self.source.composite or cids is None:
            found = glyphs.number(code)
        else:
            found = int.from_bytes(cids[2 * code : 2 * code + 2], "big")
        return found if found and found < glyphs.count else None

    def lacks(self, codes: set[int]) -> bool:
        """Whether any of `codes` has no glyph. Spaces need none. Type 1 programs are never read for
        this, which would cost more than the answer is worth."""
        if codes <= self._known:
            return False
        if self.source.kind == "FontFile":
            return any(self.source.differences.get(code) == ".notdef" for code in codes)
        if self.glyphs is None:
            return False
        blank = set() if self.source.composite else {32, 160}
        self._known |= blank | {
            code for code in codes - self._known if self.number(code) is not None
        }
        return not codes <= self._known

    def characters(self) -> Iterator[int]:
        """The CIDs that a composite font's program has glyphs for."""
        glyphs, cids = self.glyphs, self.source.cids
        if glyphs is None:
            return
        if cids is not None:
            yield from (code for code in range(len(cids) // 2) if self.number(code))
            return
        keyed = [int(name[3:]) for name in glyphs.names if _KEYED.fullmatch(name)]
        if keyed:
            yield from keyed
        else:
            yield from (number for number in range(glyphs.count) if glyphs.box(number))

    @cached_property
    def overhang(self) -> Rectangle | None:
        """How far any glyph's ink reaches before its origin, below, past its advance, above."""
        glyphs = self.glyphs
        if glyphs is None or glyphs.count > 4096:
            return None
        left = bottom = right = top = 0.0
        for number in range(glyphs.count):
            box = glyphs.box(number)
            if box is not None:
                left, bottom = min(left, box[0]), min(bottom, box[1])
                right = max(right, box[2] - (glyphs.advance(number) or 0.0))
                top = max(top, box[3])
        return left, bottom, right, top


def program(font: FontDictionary) -> FontProgram | None:
    """The program of a font, if one is embedded."""
    file = font.file
    for kind in PROGRAMS:
        stream = file.get(font.descriptor.get(kind))
        if isinstance(stream, Stream):
            mapped = file.get(font.inner.get("CIDToGIDMap"))
            cids = decode(file, mapped) if isinstance(mapped, Stream) else None
            return FontProgram(
                FontSource(
                    kind, stream.raw, filters_of(file, stream), font.composite, cids,
                    font.base_encoding, font.differences, font.symbolic,
                )
            )  # fmt: skip
    return None


class TrueType:
    """`glyf` outlines: each glyph's box is in its header."""

    own: Mapping[int, str] = MappingProxyType({})
    names: frozenset[str] = frozenset()

    def __init__(self, data: bytes, source: FontSource) -> None:
        tables = {}
        (number,) = struct.unpack_from(">H", data, 4)
        for index in range(number):
            tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
            tables[tag] = data[start : start + length]
        (units,) = struct.unpack_from(">H", tables[b"head"], 18)
        (long,) = struct.unpack_from(">h", tables[b"head"], 50)
        (self.count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
        (metrics,) = struct.unpack_from(">H", tables[b"hhea"], 34)
        self._scale: float = 1000 / units
        loca = tables[b"loca"]
        entries = min(self.count + 1, len(loca) // (4 if long else 2))
        places = struct.unpack_from(f">{entries}{'I' if long else 'H'}", loca)
        self._places = places if long else tuple(2 * place for place in places)
        self._glyf = tables[b"glyf"]
        advances = struct.unpack_from(">" + "Hh" * metrics, tables[b"hmtx"])[::2]
        self._advances: tuple[int, ...] = tuple(advances)
        self._data, self._source = data, source

    def box(self, glyph: int) -> Rectangle | None:
        if glyph + 1 >= len(self._places):
            return None
        start, end = self._places[glyph : glyph + 2]
        if end - start < 10:
            return None
        a, b, c, d = struct.unpack_from(">4h", self._glyf, start + 2)
        scale = self._scale
        return a * scale, b * scale, c * scale, d * scale

    def advance(self, glyph: int) -> float | None:
        if not self._advances or glyph >= self.count:
            return None
        return self._advances[min(glyph, len(self._advances) - 1)] * self._scale

    def number(self, code: int) -> int | None:
        return code if self._source.composite else self._simple.get(code)

    @cached_property
    def _simple(self) -> Mapping[int, int]:
        return simple_truetype(self._data, self._source)
