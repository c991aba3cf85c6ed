"""Fonts for web pages: cut down, complete, and the same for the same characters."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from generator.cache import Cache
from generator.fonts import FontFile
from generator.fonts.web_font import WebFontInputs, asked_for, text_width, web_font
from generator.kept import Kept
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
    base = WebFontInputs(LATIN.face.digest, tuple(sorted(WORDS)), LATIN)
    assert_fields_count(base, characters=tuple(sorted(WORDS | {ord("7")})))
    cache = Cache()
    first, second = web_font(LATIN, WORDS, cache), web_font(LIGHT, WORDS, cache)
    assert second == web_font(LIGHT, WORDS, Cache(0)) != first


def test_it_is_kept_for_the_next_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whatever order the set gives its characters."""
    made = web_font(LATIN, WORDS, Cache(kept=Kept(tmp_path, str)))
    monkeypatch.setattr("generator.fonts.web_font._cut", None)
    again = web_font(LATIN, frozenset(sorted(WORDS, reverse=True)), Cache(kept=Kept(tmp_path, str)))
    assert again == made


def test_a_width_is_that_of_shaped_letters() -> None:
    assert text_width("AV", [LATIN]) < text_width("A", [LATIN]) + text_width("V", [LATIN])
    assert text_width("கொ0", [LATIN, TAMIL]) == (
        text_width("கொ", [TAMIL]) + text_width("0", [LATIN])
    )
    assert text_width("\U000e0001", [LATIN]) == 1


BENGALI = FontFile(
    "Noto Sans Bengali", 400, str(FONTS / "NotoSansBengali/NotoSansBengali-Regular.ttf")
)


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ("ৌ", "ৌ\u09c7\u09d7"),  # a vowel of two parts, one of which no word has
        ("\u09af\u09bc", "\u09af\u09bc\u09df"),  # a letter and its dot, which are one letter
        ("\u1ec7", "\u1ec7\u1eb9\u0302e\u0323"),  # taken apart twice
        ("\u0627\u0654\u0628", "\u0627\u0654\u0628\u0623"),
        ("\u00a0\u2011", "\u00a0\u2011\u2010- "),
        ("ﬁ²", "ﬁ²"),  # what is alike in meaning alone
    ],
)
def test_it_has_what_a_shaper_makes_of_the_characters(letters: str, wanted: str) -> None:
    every = frozenset(range(0x10000))
    assert asked_for(frozenset(map(ord, letters)), every) == frozenset(map(ord, wanted))


def test_a_vowel_of_two_parts_is_whole_in_a_font_without_its_second_part_in_words() -> None:
    assert 0x9D7 in opened(BENGALI, frozenset(map(ord, "যৌন"))).getBestCmap()
