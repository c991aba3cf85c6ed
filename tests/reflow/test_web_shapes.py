"""A shaper draws each word of a web page from the fonts inside it as from the whole fonts."""

from io import BytesIO
from unittest import mock

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from generator.cache import Cache
from generator.fonts import FontFile
from generator.fonts.web_font import web_font
from generator.reflow import web_page
from tests.reflow.pages import EVERY, LEAFLET, Piece, Words, document, drawing, web_reading

# A glyph as it is placed: its letter, advance and offsets, and the box of its ink.
Placed = tuple[tuple[int, ...], ...]
LEAFLETS = [each for each in EVERY if each.layout == LEAFLET]


def placed(face: hb.Face, word: str) -> Placed:
    font, buffer = hb.Font(face), hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {})
    found = []
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        box = font.get_glyph_extents(info.codepoint)
        ink = (box.x_bearing, box.y_bearing, box.width, box.height) if box else ()
        found.append((info.cluster, at.x_advance, at.x_offset, at.y_offset, *ink))
    return tuple(found)


def cut(data: bytes) -> hb.Face:
    font = TTFont(BytesIO(data))
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    return hb.Face(plain.getvalue())


def fonts_in(one: Piece) -> tuple[bytes, list[tuple[FontFile, frozenset[int], bytes]]]:
    """The page; and each font in it with its characters and its bytes."""
    found = []

    def noted(font: FontFile, letters: frozenset[int], cache: Cache) -> bytes:
        data = web_font(font, letters, cache)
        found.append((font, letters, data))
        return data

    with mock.patch("generator.reflow.web_fonts.web_font", side_effect=noted):
        made = web_page(document(one), drawing(one), web_reading(one), cache=Cache(0))
    return made, found


@pytest.mark.parametrize("one", LEAFLETS, ids=str)
def test_every_word_is_drawn_as_from_the_whole_font(one: Piece) -> None:
    made, fonts = fonts_in(one)
    words = set(Words(made).all.split())
    compared = 0
    for font, letters, data in fonts:
        face = cut(data)
        for word in words:
            if letters.issuperset(map(ord, word)):
                assert placed(face, word) == placed(font.face.face, word), word
                compared += 1
    assert compared > 50
