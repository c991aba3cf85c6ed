"""The shipped fonts: licensed, small enough to carry, and able to set every language."""

from collections.abc import Iterator
from pathlib import Path

import icu
import pytest

from generator.design.drawing import Drawing
from generator.design.families import Families
from generator.design.project_design import Design
from generator.fonts import FontFile
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT
from tools.noto import chinese_characters, ideographs

FONTS = ROOT / "fonts"
LANGUAGES = {
    "en-GB": "Latn", "cy": "Latn", "pl": "Latn", "ro": "Latn", "pt": "Latn", "so": "Latn",
    "tr": "Latn", "uk": "Cyrl", "el": "Grek", "gu": "Gujr", "pa": "Guru", "hi": "Deva",
    "bn": "Beng", "ta": "Taml", "ur": "Arab", "ar": "Arab", "ckb": "Arab", "zh-Hans": "Hans",
}  # fmt: skip
CASED = {"Latn", "Cyrl", "Grek"}
STANDARD, AUXILIARY = 0, 1  # ICU's ULocaleDataExemplarSetType
SIGNS = " .,:;!?()/-–—‘’“”…0123456789"


@pytest.fixture(scope="module")
def library() -> Design:
    return Design(Shelf.at(ROOT))


@pytest.fixture(scope="module")
def drawing(library: Design) -> Drawing:
    return library.drawing("leaflet-dl-6pp")[0]


@pytest.fixture(scope="module")
def families() -> Families:
    row, problems = Shelf.at(ROOT).row("fonts/fonts.yaml", Families)
    assert row is not None
    assert problems == ()
    return row


def fonts_for(drawing: Drawing, language: str) -> list[FontFile]:
    script = drawing.setting_for(LANGUAGES[language], language)
    return sorted(set((script or drawing).weights.values()), key=lambda font: font.weight)


def letters(language: str) -> set[str]:
    """The letters a language is written with, and those of foreign words in it, as Unicode's
    locale data give them."""
    data = icu.LocaleData(str(icu.Locale.forLanguageTag(language)))
    found = {
        letter
        for kind in (STANDARD, AUXILIARY)
        for item in data.getExemplarSet(0, kind)
        for letter in item
    }
    if LANGUAGES[language] in CASED:
        locale = icu.Locale.forLanguageTag(language)
        found |= {
            capital
            for letter in found
            for capital in str(icu.UnicodeString(letter).toUpper(locale))
        }
    return found


def lacking(font: FontFile, characters: set[str]) -> set[str]:
    return {c for c in characters if ord(c) not in font.face.coverage}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_weight_has_the_letters_of_its_language(drawing: Drawing, language: str) -> None:
    wanted = letters(language) | set(SIGNS)
    assert len(wanted) > len(SIGNS) + 20
    for font in fonts_for(drawing, language):
        assert lacking(font, wanted) == set(), font.path


def test_welsh_romanian_turkish_and_sorani_have_their_own_letters(drawing: Drawing) -> None:
    own = {"cy": "ŵŷŴŶ", "ro": "șțȘȚ", "tr": "ğışĞİŞ", "pl": "ąłżŁŻ", "ckb": "ڕڵێۆەھ"}
    for language, wanted in own.items():
        assert set(wanted) <= letters(language)
        for font in fonts_for(drawing, language):
            assert lacking(font, set(wanted)) == set()


def words() -> Iterator[Path]:
    yield from sorted((ROOT / "content").glob("*/*.yaml"))


@pytest.mark.parametrize(
    "path", [path for path in words() if path.stem in LANGUAGES], ids=lambda path: path.stem
)
def test_every_shipped_word_can_be_set_in_every_weight(drawing: Drawing, path: Path) -> None:
    written = set(path.read_text(encoding="utf-8")) - {"\n"}
    for font in fonts_for(drawing, path.stem):
        left = lacking(font, written)
        for fallback in (drawing.weights, *drawing.fallback):
            left &= lacking(fallback[min(fallback)], written)
        assert left == set(), font.path


def test_chinese_is_cut_down_to_the_common_characters(drawing: Drawing) -> None:
    kept = [ord(character) for character in ideographs()]
    assert len(kept) == len(set(kept)) > 6763
    for font in fonts_for(drawing, "zh-Hans"):
        coverage = font.face.coverage
        assert coverage.issuperset(kept)
        assert coverage <= chinese_characters()
        assert {"liga", "locl", "vert", "palt", "kern"} <= features(font)


def features(font: FontFile) -> set[str]:
    from fontTools.ttLib import TTFont

    with TTFont(font.path, lazy=True) as tables:
        return {
            record.FeatureTag
            for table in ("GSUB", "GPOS")
            for record in tables[table].table.FeatureList.FeatureRecord
        }


def test_every_file_is_what_its_row_says(library: Design, families: Families) -> None:
    names = set()
    for family in families.families:
        for weight, font in library.fonts.weights(family).items():
            opened = font.face
            assert opened.weight == weight
            assert "fvar" not in opened.face.table_tags
            assert opened.name.startswith(family.replace(" ", ""))
            names.add(opened.name)
    assert len(names) == sum(len(row.weights) for row in families.families.values())


def test_every_family_has_its_licence_and_no_file_is_spare(families: Families) -> None:
    named = {"fonts.yaml"}
    for row in families.families.values():
        licence = (FONTS / row.licence).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        named |= {row.licence, *row.weights.values()}
    found = {p.relative_to(FONTS).as_posix() for p in FONTS.rglob("*") if p.is_file()}
    assert found == named


def test_the_fonts_are_small_enough_to_carry() -> None:
    assert sum(path.stat().st_size for path in FONTS.rglob("*") if path.is_file()) < 25e6
