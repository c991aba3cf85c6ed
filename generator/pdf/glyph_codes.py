"""Gives two-byte codes to shaped clusters in a content stream.

A code must mean one outline and one text in every document, so that operators written for one
document serve the next. The code of an ordinary glyph is its glyph id, and its text is the
character that the font maps to it. Everything else (a ligature, a letter with its marks, a no-break
space) is an `ExtraGlyph`, whose code comes from a digest of its meaning. If two meanings in one
document want the same code, `assign` moves the later one. That depends on the set of meanings
alone, so the same artwork gives the same bytes whatever was written before.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.fonts import FontFace, FontFile
from generator.fonts.subset import PlacedGlyphs, is_plain, placed_advance
from generator.page import Cluster
from .object_bytes import decimal

LAST_CODE = 0xFFFE
# UTF-16 units of a code's text. ISO 32000-1, 9.10.3, allows 256, but Poppler reads 255 characters
# of a string in hexadecimal, with its brackets.
MOST_UNITS: Final = 62
GAP = 0.05  # em; readers take a gap of a tenth of an em between two codes for a space
_BYTES_PER_CHARACTER: Final = 400  # of a repertoire in memory, about


class ExtraGlyph(NamedTuple):
    """An outline that stands for a text other than its glyph's own character."""

    outline: PlacedGlyphs
    text: str


class Characters(Struct, frozen=True):
    """A block of code points, with both ends. Ordinary glyphs are embedded by blocks, so that two
    documents seldom have different fonts."""

    first: int
    last: int


Need: TypeAlias = Characters | ExtraGlyph


class Meaning(Struct, frozen=True):
    """The outline and the text of one code."""

    outline: PlacedGlyphs
    text: str


def block(character: int) -> Characters:
    """The block of a code point: all of ASCII; 64 code points of the alphabets of Europe and of
    punctuation; elsewhere the code point alone, for a script may have thousands."""
    if character < 0x80:
        return Characters(0x20, 0x7E)
    if character < 0x590 or 0x2000 <= character < 0x2300:
        return Characters(character & ~63, character | 63)
    return Characters(character, character)


class Repertoire:
    """The characters of a font: each glyph's own text, and the code of every extra."""

    def __init__(self, opened: FontFace) -> None:
        self.face = opened
        self.owners: dict[int, str] = {}
        self.blocks: defaultdict[Characters, list[int]] = defaultdict(list)
        self._characters: dict[int, int] = {}
        for character in sorted(opened.coverage):
            glyph = opened.glyph(character)
            if glyph and glyph not in self.owners:
                self.owners[glyph] = _spelling(character)
                self._characters[glyph] = character
                self.blocks[block(character)].append(glyph)

    def need(self, outline: PlacedGlyphs, text: str) -> Need:
        """What the font must have to draw `outline` and read it as `text`."""
        if is_plain(outline):
            glyph = outline[0][0]
            if self.owners.get(glyph) == text:
                return block(self._characters[glyph])
        return ExtraGlyph(outline, text)

    def preferred(self, extra: ExtraGlyph) -> int:
        """The code of an extra, unless another meaning of the document has it."""
        glyph = extra.outline[0][0]
        if is_plain(extra.outline) and glyph not in self.owners:
            return glyph
        digest = hashlib.sha256(repr(tuple(extra)).encode()).digest()
        first = self.face.glyph_count if self.face.glyph_count < 0xF000 else 1
        return first + int.from_bytes(digest[:4], "big") % (LAST_CODE + 1 - first)

    def assign(self, needs: Iterable[Need]) -> tuple[dict[int, Meaning], dict[ExtraGlyph, int]]:
        """Every code of a document with its meaning, and the extras that moved from their preferred
        code. Characters keep their own codes. Extras follow in a fixed order."""
        codes: dict[int, Meaning] = {}
        extras = []
        for need in needs:
            if isinstance(need, ExtraGlyph):
                extras.append(need)
            else:
                for glyph in self.blocks[need]:
                    codes[glyph] = Meaning(((glyph, 0, 0),), self.owners[glyph])
        moved: dict[ExtraGlyph, int] = {}
        for extra in sorted(extras):
            code = wanted = self.preferred(extra)
            while code in codes:
                code = code + 1 if code < LAST_CODE else 1
            codes[code] = Meaning(*extra)
            if code != wanted:
                moved[extra] = code
        return codes, moved


def _spelling(character: int) -> str:
    """The text of a character. A presentation form has its plain letters, for shaping reaches it
    from those and hardly ever from the form itself."""
    if 0xFB00 <= character <= 0xFDFF or 0xFE70 <= character <= 0xFEFC:
        return unicodedata.normalize("NFKC", chr(character))
    return chr(character)


@frozen_inputs
class RepertoireInputs(Inputs[Repertoire]):
    """The repertoire of a font."""

    font: FontFile

    def make(self, cache: Cache) -> Repertoire:
        return Repertoire(self.font.face)

    def result_size(self, result: Repertoire) -> int:
        return _BYTES_PER_CHARACTER * len(result.owners)


class CodedCluster(NamedTuple):
    """A cluster's part of the operand of TJ, and what it needs of the font, if it draws."""

    operand: str
    need: Need | None


class ClusterCodes(dict[Cluster, CodedCluster]):
    """What each cluster of one font adds to the operand of TJ, made when it is first used.
    `moved` extras have another code than the one they prefer.

    The operand is `[<` + parts + `>]`: a part is the cluster's code in hexadecimal and, if the
    shaped advance is not the width the font gives the code, `>adjustment<` after it. A text that is
    too long for a code, such as a letter with very many marks, is the ActualText of a part that is
    shown by a TJ of its own, and its code stands for the beginning.
    """

    LIMIT = 20_000

    def __init__(self, known: Repertoire, moved: Mapping[ExtraGlyph, int]) -> None:
        self.known = known
        self.moved = moved

    def __missing__(self, cluster: Cluster) -> CodedCluster:
        if len(self) >= self.LIMIT:
            self.clear()
        opened = self.known.face
        outline = tuple((glyph, round(x), round(y)) for glyph, x, y in cluster.glyphs)
        outline = reaching(opened, outline, cluster.advance)
        code, width, need = "", 0, None
        if outline:
            need = self.known.need(outline, _begin(cluster.text))
            code = f"{self._code(need, outline):04X}"
            width = em_width(opened, outline)
        adjustment = decimal(width - cluster.advance * 1000 / opened.units_per_em, 2)
        operand = code if adjustment == "0" else f"{code}>{adjustment}<"
        if code and len(cluster.text) > len(_begin(cluster.text)):
            said = cluster.text.encode("utf-16-be").hex().upper()
            operand = f">] TJ /Span <</ActualText <FEFF{said}>>> BDC [<{operand}>] TJ EMC [<"
        coded = self[cluster] = CodedCluster(operand, need)
        return coded

    def _code(self, need: Need, outline: PlacedGlyphs) -> int:
        if isinstance(need, ExtraGlyph):
            return self.moved.get(need) or self.known.preferred(need)
        return outline[0][0]


@frozen_inputs
class ClusterCodesInputs(Inputs[ClusterCodes]):
    """The codes of a font's clusters, the same for every stream in which `moved` extras moved."""

    font: FontFile
    moved: frozenset[tuple[ExtraGlyph, int]] = frozenset()

    def make(self, cache: Cache) -> ClusterCodes:
        return ClusterCodes(cache.get(RepertoireInputs(self.font)), dict(self.moved))

    def result_size(self, result: ClusterCodes) -> int:
        return _BYTES_PER_CHARACTER * len(result.known.owners)


class StreamCodes:
    """The operands of the clusters of one font that one content stream shows; `needs` gathers
    what they need of the font."""

    def __init__(self, codes: ClusterCodes) -> None:
        self.codes = codes
        self.needs: set[Need] = set()

    def shown(self, clusters: Iterable[Cluster]) -> str:
        """The operands of clusters in a row."""
        coded = [*map(self.codes.__getitem__, clusters)]
        self.needs.update([need for _, need in coded if need is not None])
        return "".join([operand for operand, _ in coded])


def _begin(text: str) -> str:
    """As much of a text as the text of a code may be, in whole characters."""
    units = text.encode("utf-16-be")[: 2 * MOST_UNITS]
    return text if 2 * len(text) <= MOST_UNITS else units.decode("utf-16-be", "ignore")


def reaching(opened: FontFace, outline: PlacedGlyphs, advance: float) -> PlacedGlyphs:
    """An outline of several glyphs, as wide as it was shaped.

    Some fonts widen a cluster by moving what follows a mark of no width. That gap would be read
    as a space inside a word, so the outline takes it in, with the font's own blank at its end.
    """
    blank = opened.glyph(ord(" "))
    gap = advance - placed_advance(opened, outline)
    if len(outline) < 2 or gap <= GAP * opened.units_per_em or not blank:
        return outline
    return (*outline, (blank, round(advance) - opened.advance(blank), 0))


def em_width(opened: FontFace, outline: PlacedGlyphs) -> int:
    """An outline's width in thousandths of the em, as the document's font states it.

    Whole, because PDFium and MuPDF read no fractions there and would let a line drift by half a
    thousandth for each letter; TJ, where they do, makes up the difference.
    """
    return round(placed_advance(opened, outline) * 1000 / opened.units_per_em)
