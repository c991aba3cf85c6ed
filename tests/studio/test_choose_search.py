"""Pieces are found by words of the piece, the language or the area."""

import pytest

from generator.studio.choose_search import Chosen, Shelves, closest, search

SHELVES = Shelves(
    {"leaflet": "Folded leaflet, A4 to DL", "poster-a": "School poster", "poster-b": "Poster"},
    {
        "en-GB": "English",
        "pl": "Polish – Polski",
        "zh-Hans": "Chinese – 简体中文",
        "fr": "Français",
    },
    {"leeds": "Leeds", "leicester": "Leicester and Rutland", "poole": "Poole"},
)
CHOSEN = Chosen("campaign", "en-GB", "leeds")


def found(words: str, *, any_language: bool = False) -> list[str]:
    pieces = search(SHELVES, CHOSEN, words, any_language=any_language)
    return [f"{piece.layout} {piece.language} {piece.area}" for piece in pieces]


def test_without_words_all_pieces_of_the_choice_are_found() -> None:
    assert found("") == [f"{name} en-GB leeds" for name in ("leaflet", "poster-a", "poster-b")]
    assert len(found("", any_language=True)) == 3 * len(SHELVES.languages)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("poster", ["poster-a en-GB leeds", "poster-b en-GB leeds"]),
        ("polish", [f"{name} pl leeds" for name in ("leaflet", "poster-a", "poster-b")]),
        ("POLSKI school", ["poster-a pl leeds"]),
        ("leaf rutl", ["leaflet en-GB leicester"]),
        ("中文 dl", ["leaflet zh-Hans leeds"]),
        ("francais a4", ["leaflet fr leeds"]),
        ("school poster leices pol", ["poster-a pl leicester"]),
        ("oster", []),
        ("leaflet klingon", []),
    ],
)
def test_each_word_is_of_the_piece_the_language_or_the_area(words: str, pieces: list[str]) -> None:
    assert found(words) == pieces


def test_a_word_may_mean_a_language_and_an_area() -> None:
    assert found("po leaflet") == ["leaflet pl leeds", "leaflet en-GB poole", "leaflet pl poole"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Leeds", ["leeds"]),
        ("leicester", ["leicester"]),
        ("rut", ["leicester"]),
        ("le", ["leeds", "leicester"]),
        ("York", []),
    ],
)
def test_an_area_is_typed_by_its_name_its_title_or_the_beginning(
    typed: str, names: list[str]
) -> None:
    assert closest(SHELVES.areas, typed) == names
