"""Fonts for web pages: cut down, complete, and the same for the same characters."""

from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from generator.cache import Cache
from generator.fonts import FontFile
from generator.fonts.web_font import WebFontInputs, text_width, web_font
from tests.declared_inputs import assert_fields_count

FONTS = Path(__file__).parents[2] / "fonts"
LATIN = FontFile("Public Sans", 800, str(FONTS / "PublicSans/PublicSans-ExtraBold.ttf"))
LIGHT = FontFile("Public Sans", 400, str(FONTS / "PublicSans/PublicSans-Regular.ttf"))
TAMIL = FontFile("Noto Sans Tamil", 400, str(FONTS / "NotoSansTamil/NotoSansTamil-Regular.ttf"))
WORDS = frozenset(map(ord, "0116 496 0123"))


def opened(font: FontFile, letters: frozenset[int]) -> TTFont:
    return TTFont(BytesIO(web_font(font, letters, Cache(0))))


def test_it_has_the_characters_and_no_others() -> None:
    font = opened(LATIN, WORDS)
    assert font.flavor == "woff2"
    assert set(font.getBestCmap()) == WORDS
    assert len(web_font(LATIN, WORDS, Cache(0))) < 3000


def test_it_keeps_what_letters_are_shaped_into() -> None:
    letters = frozenset(map(ord, "கொண்டனர்"))
    font = opened(TAMIL, letters)
    assert "GSUB" in font
    assert len(font.getGlyphOrder()) > len(letters)


def test_it_says_whose_it_is_and_under_which_licence() -> None:
    names = {record.nameID: str(record) for record in opened(LATIN, WORDS)["name"].names}
    assert "Open Font License" in names[13]
    assert "Copyright" in names[0]


def test_the_same_characters_are_the_same_bytes() -> None:
    assert web_font(LATIN, WORDS, Cache(0)) == web_font(LATIN, WORDS, Cache(0))


def test_it_is_remembered_by_the_font_and_its_characters() -> None:
    base = WebFontInputs(LATIN.face.digest, WORDS, LATIN)
    assert_fields_count(base, characters=WORDS | {ord("7")})
    cache = Cache()
    first, second = web_font(LATIN, WORDS, cache), web_font(LIGHT, WORDS, cache)
    assert second == web_font(LIGHT, WORDS, Cache(0)) != first


def test_a_width_is_that_of_shaped_letters() -> None:
    assert text_width("AV", [LATIN]) < text_width("A", [LATIN]) + text_width("V", [LATIN])
    assert text_width("கொ0", [LATIN, TAMIL]) == (
        text_width("கொ", [TAMIL]) + text_width("0", [LATIN])
    )
    assert text_width("\U000e0001", [LATIN]) == 1
