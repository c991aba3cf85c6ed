"""Shaping: characters to positioned glyphs, with HarfBuzz."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.fonts import FontFile, face
from generator.page import Cluster


class Shaped(NamedTuple):
    """A run of one font as clusters in visual order. `starts` holds the index of each cluster's
    first character; `unsafe` the starts before which a line cannot end without shaping again;
    `missing` the characters the font lacks."""

    clusters: tuple[Cluster, ...]
    starts: tuple[int, ...]
    unsafe: frozenset[int]
    missing: tuple[str, ...]


@lru_cache(maxsize=8192)
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
    hb.shape(face(font.path).font, buffer, None if ligatures else {"liga": False, "clig": False})
    return _clusters(text, buffer, rtl)


def _clusters(text: str, buffer: object, rtl: bool) -> Shaped:
    """HarfBuzz's glyphs gathered into grapheme clusters with their source text."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions  # type: ignore[attr-defined]
    heads = _graphemes(text)
    groups: list[tuple[int, list[tuple[int, float, float]], float]] = []
    unsafe: set[int] = set()
    missing: list[str] = []
    for info, place in zip(infos, positions, strict=True):
        start = heads[info.cluster] if heads else info.cluster
        if info.codepoint == 0:
            missing.append(text[info.cluster])
        if info.flags & 1:  # HB_GLYPH_FLAG_UNSAFE_TO_BREAK
            unsafe.add(info.cluster)
        if groups and groups[-1][0] == start:
            _, glyphs, pen = groups[-1]
        else:
            glyphs, pen = [], 0.0
        glyphs.append((info.codepoint, pen + place.x_offset, place.y_offset))
        pen += place.x_advance
        if groups and groups[-1][0] == start:
            groups[-1] = (start, glyphs, pen)
        else:
            groups.append((start, glyphs, pen))
    order = sorted({start for start, _, _ in groups} | {len(text)})
    following = dict(pairwise(order))
    first = order[0]
    clusters = tuple(
        Cluster(text[0 if start == first else start : following[start]], tuple(glyphs), pen)
        for start, glyphs, pen in groups
    )
    return Shaped(
        clusters, tuple(start for start, _, _ in groups), frozenset(unsafe), tuple(missing)
    )


def _graphemes(text: str) -> list[int]:
    """For each character the index where its grapheme cluster begins (UAX #29); empty where
    every character is its own."""
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
