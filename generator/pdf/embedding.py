"""Embeds a font: the Type 0 font, its descriptor, program, widths and map back to text.

The five objects are made once for a font and a set of needs, and serve every document that needs
the same (ISO 32000-1, 9.7).
"""

import hashlib
from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.fonts import FontFace, FontFile
from generator.fonts.subset import PlacedGlyphs, is_plain, subset
from .glyph_codes import ExtraGlyph, Meaning, Need, Repertoire, RepertoireInputs, em_width
from .object_bytes import FileBuilder, decimal, deflated, name

# Alternates of Latin letters and figures lie together in a font; they are embedded in runs of
# this many glyph ids, so that other figures in a telephone number do not make another subset.
ALTERNATES = 16


class Embedded(Struct, frozen=True):
    """A font ready to go into a file. `moved` are the extras with another code than the one they
    prefer. `digest` identifies the whole."""

    digest: bytes
    moved: frozenset[tuple[ExtraGlyph, int]]
    base: bytes
    subtype: bytes
    descriptor: bytes
    program: bytes
    glyphs: bytes
    widths: bytes
    texts: bytes

    def add_to(self, file: FileBuilder) -> int:
        """Put the font in a file and give the number of its Type 0 dictionary."""
        program = file.add(self.program)
        key = b"FontFile3" if self.subtype == b"CIDFontType0" else b"FontFile2"
        descriptor = file.add(b"%b/%b %d 0 R>>" % (self.descriptor, key, program))
        glyphs = b"/CIDToGIDMap %d 0 R" % file.add(self.glyphs) if self.glyphs else b""
        descendant = file.add(
            b"<</Type/Font/Subtype/%b/BaseFont%b/CIDSystemInfo<</Registry(Adobe)"
            b"/Ordering(Identity)/Supplement 0>>/DW 0/W[%b]/FontDescriptor %d 0 R%b>>"
            % (self.subtype, self.base, self.widths, descriptor, glyphs)
        )
        # ISO 32000-1, 9.7.6.1: the parent has the name of a CFF descendant and the CMap's.
        parent = self.base + (b"-Identity-H" if self.subtype == b"CIDFontType0" else b"")
        return file.add(
            b"<</Type/Font/Subtype/Type0/BaseFont%b/Encoding/Identity-H"
            b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (parent, descendant, file.add(self.texts))
        )


@frozen_inputs
class EmbeddedInputs(Inputs[Embedded]):
    """A font with all that a document needs of it."""

    font: FontFile
    needs: frozenset[Need]

    def make(self, cache: Cache) -> Embedded:
        known = cache.get(RepertoireInputs(self.font))
        codes, moved = known.assign(self.needs)
        outlines = {code: meaning.outline for code, meaning in codes.items()}
        for glyph in _alternates(known, self.needs):
            outlines.setdefault(glyph, ((glyph, 0, 0),))
        program = cache.get(SubsetInputs(self.font, tuple(sorted(outlines.items()))))
        return _embedded(known.face, codes, moved, outlines, program)


class SubsetObject(Struct, frozen=True):
    """A font program as a stream object, and the glyph of each code in it."""

    body: bytes
    glyphs: Mapping[int, int]


@frozen_inputs
class SubsetInputs(Inputs[SubsetObject]):
    """The program that draws outlines, code by code. Documents that need a font for different texts
    often need the same outlines, such as those of the ten figures."""

    font: FontFile
    outlines: tuple[tuple[int, PlacedGlyphs], ...]

    def make(self, cache: Cache) -> SubsetObject:
        opened = self.font.face
        found = subset(opened, dict(self.outlines))
        kind = b"/Subtype/CIDFontType0C" if opened.is_cff else b"/Length1 %d" % len(found.data)
        return SubsetObject(deflated(found.data, kind, level=9), found.glyphs)


def _embedded(
    opened: FontFace,
    codes: Mapping[int, Meaning],
    moved: Mapping[ExtraGlyph, int],
    outlines: Mapping[int, PlacedGlyphs],
    program: SubsetObject,
) -> Embedded:
    texts = _to_unicode(codes)
    widths = _widths(opened, outlines)
    digest = hashlib.sha256(opened.digest.encode() + widths + texts)
    digest.update(program.body)
    base = name(f"{_tag(digest.digest())}+{opened.name}")
    return Embedded(
        digest=digest.digest(),
        moved=frozenset(moved.items()),
        base=base,
        subtype=b"CIDFontType0" if opened.is_cff else b"CIDFontType2",
        descriptor=_descriptor(opened, base),
        program=program.body,
        glyphs=b"" if opened.is_cff else _glyph_map(program.glyphs),
        widths=widths,
        texts=deflated(texts),
    )


def _alternates(known: Repertoire, needs: Iterable[Need]) -> Iterable[int]:
    """The glyphs that no character maps to, next to needed ones, that stand for Latin text."""
    for need in needs:
        if isinstance(need, ExtraGlyph) and need.text.isascii() and is_plain(need.outline):
            glyph = need.outline[0][0]
            if glyph not in known.owners:
                first = glyph - glyph % ALTERNATES
                for other in range(first, min(first + ALTERNATES, known.face.glyph_count)):
                    if other not in known.owners:
                        yield other


def _descriptor(opened: FontFace, base: bytes) -> bytes:
    """The font descriptor, to be completed by the program's reference."""
    scale = 1000 / opened.units_per_em
    italic = 1 << 6 if opened.slant else 0
    symbolic = 1 << 2  # codes are glyphs, not characters of the standard Latin set
    box = " ".join(decimal(side * scale, 0) for side in opened.bounds)
    facts = {
        "Flags": str(symbolic | italic),
        "FontBBox": f"[{box}]",
        "ItalicAngle": decimal(opened.slant, 2),
        "Ascent": decimal(opened.ascent * scale, 0),
        "Descent": decimal(-opened.descent * scale, 0),
        "CapHeight": decimal(opened.cap_height * scale, 0),
        # No font file states its stems. Renderers use this only for a font they must replace,
        # which an embedded one is not; the estimate follows the weight.
        "StemV": decimal(50 + (opened.weight / 65) ** 2, 0),
    }
    entries = "".join(f"/{key} {value}" for key, value in facts.items())
    return b"<</Type/FontDescriptor/FontName%b%b" % (base, entries.encode())


def _widths(opened: FontFace, outlines: Mapping[int, PlacedGlyphs]) -> bytes:
    """The W array: runs of neighbouring codes, each with its first code and its widths."""
    runs: list[tuple[int, list[str]]] = []
    for code in sorted(outlines):
        width = str(em_width(opened, outlines[code]))
        if runs and runs[-1][0] + len(runs[-1][1]) == code:
            runs[-1][1].append(width)
        else:
            runs.append((code, [width]))
    return "".join(f"{first}[{' '.join(widths)}]" for first, widths in runs).encode()


def _glyph_map(glyphs: Mapping[int, int]) -> bytes:
    """CIDToGIDMap: two bytes for every code from 0 to the last."""
    table = bytearray(2 * (max(glyphs, default=0) + 1))
    for code, glyph in glyphs.items():
        table[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    return deflated(bytes(table), level=9)


def _to_unicode(codes: Mapping[int, Meaning]) -> bytes:
    """The CMap from each code to exactly the text it stands for (ISO 32000-1, 9.10.3)."""
    lines = [
        f"<{code:04X}><{codes[code].text.encode('utf-16-be').hex().upper()}>"
        for code in sorted(codes)
        if codes[code].text
    ]
    sections = []
    for start in range(0, len(lines), 100):
        part = lines[start : start + 100]
        sections.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        + "".join(sections)
        + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _tag(digest: bytes) -> str:
    """Six capitals that distinguish this subset from another of the same font."""
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)
