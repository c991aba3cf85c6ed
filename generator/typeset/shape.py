"""Shaping: characters to positioned glyphs, with HarfBuzz."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.colour import Colour
from generator.fonts import FontFile
from generator.page import Cluster, GlyphRun
from .line_breaks import CONTROLS

if TYPE_CHECKING:
    import uharfbuzz as hb


UNSAFE = 1  # HB_GLYPH_FLAG_UNSAFE_TO_BREAK
_GAPS = " -/"  # where lines of simple text end


class Shaped(NamedTuple):
    """A run of one font as clusters in visual order. `starts` has the index of each cluster's first
    character. `safe` has the indexes between words before which a line may end without another
    shaping. `missing` has the characters that the font lacks."""

    clusters: tuple[Cluster, ...]
    starts: tuple[int, ...]
    safe: frozenset[int]
    missing: tuple[str, ...]


def shape(
    text: str, font: FontFile, language: str, script: str, rtl: bool = False, ligatures: bool = True
) -> Shaped:
    """Shape `text` whole, as one run of one font, script and direction.

    `language` is a BCP 47 tag and chooses the font's localised forms; `script` is ISO 15924.
    Advances include kerning, in font units.
    """
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script
    buffer.language = language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(font.face.font, buffer, None if ligatures else {"liga": False, "clig": False})
    return _clusters(text, buffer, rtl)


def _clusters(text: str, buffer: hb.Buffer, rtl: bool) -> Shaped:
    """HarfBuzz's glyphs gathered into grapheme clusters with their source text."""
    heads = graphemes(text)
    if not heads and not rtl:
        return _one_each(text, buffer) or _in_order(text, buffer)
    starts: list[int] = []
    glyphs: list[list[tuple[int, float, float]]] = []
    pens: list[float] = []
    safe: set[int] = set()
    missing: list[str] = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        first = info.cluster
        start = heads[first] if heads else first
        glyph = info.codepoint
        if glyph == 0:
            missing.append(text[first])
        if not starts or starts[-1] != start:
            starts.append(start)
            glyphs.append([])
            pens.append(0.0)
            # asking for the flags is slow, and lines seldom end inside a word
            if start and not text[start - 1].isalnum() and not int(info.flags) & UNSAFE:
                safe.add(start)
        glyphs[-1].append((glyph, pens[-1] + place.x_offset, place.y_offset))
        pens[-1] += place.x_advance
    order = sorted({*starts, len(text)})
    ends = dict(pairwise(order))
    first = order[0]
    clusters = tuple(
        Cluster(_printed(text[0 if start == first else start : ends[start]]), tuple(drawn), pen)
        for start, drawn, pen in zip(starts, glyphs, pens, strict=True)
    )
    return Shaped(clusters, tuple(starts), frozenset(safe), tuple(missing))


def _printed(text: str) -> str:
    """The text of a cluster without the marks that only steer direction."""
    return text.translate(CONTROLS)


def _one_each(text: str, buffer: hb.Buffer) -> Shaped | None:
    """The same for the common case, where each character has one glyph and none is moved."""
    infos = buffer.glyph_infos
    if len(infos) != len(text):
        return None
    alone: dict[int, tuple[tuple[int, float, float], ...]] = {}  # each glyph, unmoved
    new = tuple.__new__  # this loop is where setting type spends its time
    clusters = []
    safe = set()
    start = 0
    for character, info, place in zip(text, infos, buffer.glyph_positions, strict=True):
        glyph = info.codepoint
        if not glyph or info.cluster != start or place.x_offset or place.y_offset:
            return None
        drawn = alone.get(glyph)
        if drawn is None:
            drawn = alone[glyph] = ((glyph, 0.0, 0.0),)
        clusters.append(new(Cluster, (character, drawn, place.x_advance)))
        if start and text[start - 1] in _GAPS and not int(info.flags) & UNSAFE:
            safe.add(start)
        start += 1
    return Shaped(tuple(clusters), tuple(range(start)), frozenset(safe), ())


def _in_order(text: str, buffer: hb.Buffer) -> Shaped:
    """The same for a text from left to right of which each character is a cluster of its own, or
    part of a ligature."""
    starts: list[int] = []
    drawn: list[tuple[tuple[int, float, float], ...]] = []
    pens: list[float] = []
    safe = set()
    missing: list[str] = []
    last = -1
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start, glyph = info.cluster, info.codepoint
        if glyph == 0:
            missing.append(text[start])
        if start == last:
            drawn[-1] += ((glyph, pens[-1] + place.x_offset, place.y_offset),)
            pens[-1] += place.x_advance
            continue
        last = start
        starts.append(start)
        drawn.append(((glyph, 0.0 + place.x_offset, place.y_offset),))
        pens.append(0.0 + place.x_advance)
        if start and not text[start - 1].isalnum() and not int(info.flags) & UNSAFE:
            safe.add(start)
    parts = map(text.__getitem__, map(slice, (0, *starts[1:]), (*starts[1:], len(text))))
    printed = parts if text.isascii() else map(_printed, parts)
    clusters = tuple(map(Cluster._make, zip(printed, drawn, pens, strict=True)))
    return Shaped(clusters, tuple(starts), frozenset(safe), tuple(missing))


def graphemes(text: str) -> list[int]:
    """For each character the index where its grapheme cluster begins (UAX #29); empty if every
    character is its own cluster."""
    if text.isascii() or (text.isalnum() and text.upper().isascii()):
        return []
    import icu

    source = icu.UnicodeString(text)
    iterator = icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())
    iterator.setText(source)
    heads: list[int] = []
    position = 0
    for boundary in iterator:
        length = source[position:boundary].countChar32()
        heads += [len(heads)] * length
        position = boundary
    return heads


def label(text: str, font: FontFile, size: float, colour: Colour) -> GlyphRun:
    """The words at `size` pt, their baseline beginning at 0, 0."""
    return GlyphRun(font, size, 0, 0, colour, shape(text, font, "en", "Latn").clusters)
