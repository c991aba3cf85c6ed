"""Fonts for web pages: a font file cut down to some characters, as WOFF2."""

from collections.abc import Sequence
from dataclasses import field
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from generator.cache import Cache, Inputs, frozen_inputs
from .font_files import FontFile

# What no browser needs of a font that is not hinted: tables of other systems and of vertical text.
_DROPPED: Final = ("BASE", "DSIG", "LTSH", "STAT", "VDMX", "gasp", "hdmx", "meta", "vhea", "vmtx")
# Of the names: copyright, family, style, licence and its address, which the OFL asks to keep.
_NAMES: Final = (0, 1, 2, 13, 14)


def web_font(font: FontFile, characters: frozenset[int], cache: Cache) -> bytes:
    """The font with the glyphs of these code points and of what they are shaped into, as WOFF2. The
    same characters give the same bytes."""
    return cache.get(WebFontInputs(font.face.digest, characters, font))


@frozen_inputs
class WebFontInputs(Inputs[bytes]):
    """A font by its digest, and the code points of a subset."""

    digest: str
    characters: frozenset[int]
    font: FontFile = field(compare=False)

    def make(self, cache: Cache) -> bytes:
        from fontTools.ttLib import TTFont

        font: Any = TTFont(BytesIO(_cut(self.font, self.characters)), recalcTimestamp=False)
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


def _cut(font: FontFile, characters: frozenset[int]) -> bytes:
    import uharfbuzz as hb

    face = font.face
    request = hb.SubsetInput()
    request.unicode_set.update(characters & face.coverage)
    request.drop_table_tag_set.update(int.from_bytes(name.encode(), "big") for name in _DROPPED)
    request.name_id_set.clear()
    request.name_id_set.update(_NAMES)
    request.flags = hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(face.face, request).blob.data)
