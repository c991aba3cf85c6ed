"""Fonts for web pages: a font file cut down to some characters, as WOFF2."""

import unicodedata
from collections.abc import Sequence
from dataclasses import field
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from generator.cache import Cache, KeptInputs, frozen_inputs
from .font_files import FontFile

# What no browser needs of a font that is not hinted: tables of other systems and of vertical text.
_DROPPED: Final = ("BASE", "DSIG", "LTSH", "STAT", "VDMX", "gasp", "hdmx", "meta", "vhea", "vmtx")
# Of the names: copyright, family, style, licence and its address, which the OFL asks to keep.
_NAMES: Final = (0, 1, 2, 13, 14)


# What a shaper takes for a character that a font lacks: a space of any width, and a hyphen.
_INSTEAD: Final = {0x2011: 0x2010, 0x2010: 0x2D} | dict.fromkeys(
    [0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], 0x20
)


def web_font(font: FontFile, characters: frozenset[int], cache: Cache) -> bytes:
    """The font with the glyphs of these code points and of what they are shaped into, as WOFF2. The
    same characters give the same bytes."""
    return cache.get(WebFontInputs(font.face.digest, tuple(sorted(characters)), font))


@frozen_inputs
class WebFontInputs(KeptInputs[bytes]):
    """A font by its digest, and the code points of a subset, which rise."""

    kept_as = bytes
    most = 200  # pages in all languages that are shipped need about eighty
    digest: str
    characters: tuple[int, ...]
    font: FontFile = field(compare=False)

    def make(self, cache: Cache) -> bytes:
        from fontTools.ttLib import TTFont

        font: Any = TTFont(
            BytesIO(_cut(self.font, frozenset(self.characters))), recalcTimestamp=False
        )
        font.flavor = "woff2"
        file = BytesIO()
        font.save(file)
        return file.getvalue()


def text_width(text: str, fonts: Sequence[FontFile]) -> float:
    """How wide a text is, in ems: each run of it in the first of the fonts that has its
    characters."""
    import uharfbuzz as hb

    def font_for(letter: str) -> FontFile | None:
        return next((each for each in fonts if ord(letter) in each.face.coverage), None)

    total = 0.0
    for font, letters in groupby(text, key=font_for):
        run = "".join(letters)
        if font is None:
            total += len(run)
            continue
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        hb.shape(font.face.font, buffer, {})
        total += sum(each.x_advance for each in buffer.glyph_positions) / font.units_per_em
    return total


def asked_for(characters: frozenset[int], coverage: frozenset[int]) -> frozenset[int]:
    """The code points that a shaper may ask a font of a `coverage` for when it sets these. It takes
    letters apart and puts them together (UAX #15): the Bengali vowel au, U+09CC, is drawn of U+09C7
    and U+09D7, and U+09AF with U+09BC is the letter U+09DF."""
    found: set[int] = set()
    left = list(_composed(characters, coverage))
    while left:
        letter = left.pop()
        if letter not in found:
            found.add(letter)
            left += _parts(letter)
            left += [_INSTEAD[letter]] if letter in _INSTEAD else []
    return coverage & found


def _composed(characters: frozenset[int], coverage: frozenset[int]) -> set[int]:
    """The characters and those that two of them make, which may make others in turn."""
    found = set(characters)
    pairs = {code: parts for code in coverage - found if len(parts := _parts(code)) > 1}
    while made := {code for code, parts in pairs.items() if found.issuperset(parts)} - found:
        found |= made
    return found


def _parts(letter: int) -> list[int]:
    """The one or two characters that a letter is canonically made of; none of other letters."""
    found = unicodedata.decomposition(chr(letter))
    return [int(code, 16) for code in found.split()] if found and found[0] != "<" else []


def _cut(font: FontFile, characters: frozenset[int]) -> bytes:
    import uharfbuzz as hb

    face = font.face
    request = hb.SubsetInput()
    request.unicode_set.update(asked_for(characters, face.coverage))
    request.drop_table_tag_set.update(int.from_bytes(name.encode(), "big") for name in _DROPPED)
    request.name_id_set.clear()
    request.name_id_set.update(_NAMES)
    request.flags = hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(face.face, request).blob.data)
