"""Subsets draw what the whole font draws, under the codes they were asked for."""

import hashlib
import io
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from generator.fonts import FontFace
from generator.fonts.subset import PlacedGlyphs, placed_advance, reach, subset

REGULAR = FontFace(str(Path(__file__).parents[2] / "fonts/PublicSans/PublicSans-Regular.ttf"))


def plain(character: str) -> PlacedGlyphs:
    return ((REGULAR.glyph(ord(character)), 0, 0),)


def opened(data: bytes) -> TTFont:
    font = TTFont(io.BytesIO(data))
    font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
    return font


def bounds(font: TTFont, glyph: int) -> tuple[float, ...]:
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[f"g{glyph}"].draw(pen)
    return pen.bounds


def test_a_subset_holds_only_what_a_pdf_needs() -> None:
    program = subset(REGULAR, {7: plain("A"), 9: plain("é")})
    font = opened(program.data)
    assert set(font.reader.keys()) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert set(program.glyphs) == {7, 9}
    assert len(program.data) < len(REGULAR.data) / 20


@pytest.mark.parametrize("character", ["A", "é"])
def test_a_glyph_keeps_its_outline_and_width(character: str) -> None:
    glyph = REGULAR.glyph(ord(character))
    program = subset(REGULAR, {7: plain(character)})
    font = opened(program.data)
    assert bounds(font, program.glyphs[7]) == REGULAR.inks[glyph]
    assert font["hmtx"][f"g{program.glyphs[7]}"][0] == REGULAR.advance(glyph)


def test_two_codes_may_draw_the_same_glyph() -> None:
    program = subset(REGULAR, {7: plain(" "), 4000: plain(" ")})
    assert program.glyphs[7] == program.glyphs[4000]


def test_several_glyphs_become_one_at_their_offsets() -> None:
    letter, dot = plain("o")[0][0], plain(".")[0][0]
    outline = ((letter, 50, 0), (dot, -200, 1300), plain(" ")[0])
    program = subset(REGULAR, {7: plain("o"), 4000: outline, 4001: outline})
    font = opened(program.data)
    left, bottom, right, _ = REGULAR.inks[letter]
    dot_left, _, _, dot_top = REGULAR.inks[dot]
    composite = program.glyphs[4000]
    assert bounds(font, composite) == (
        min(left + 50, dot_left - 200),
        bottom,
        right + 50,
        dot_top + 1300,
    )
    width, bearing = font["hmtx"][f"g{composite}"]
    assert width == placed_advance(REGULAR, outline)
    assert bearing == bounds(font, composite)[0]
    assert program.glyphs[4001] == composite


def test_the_same_outlines_give_the_same_bytes_in_any_order() -> None:
    outlines = {code: plain(character) for code, character in enumerate("Kayleigh", 1)}
    outlines[4000] = (*plain("e"), (plain(".")[0][0], 100, 1200))
    backwards = dict(reversed(outlines.items()))
    digests = {
        hashlib.sha256(subset(REGULAR, wanted).data).hexdigest() for wanted in (outlines, backwards)
    }
    assert len(digests) == 1


def test_a_mark_without_an_advance_takes_up_no_room_where_it_stands() -> None:
    advances = {1: 500, 2: 0}
    assert reach((x, advances[part]) for part, x in ((1, 0), (2, 900))) == 500
    assert reach((x, advances[part]) for part, x in ((2, 0), (1, 300))) == 800
    assert reach([(-400, 100)]) == 0
