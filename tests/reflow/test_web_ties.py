"""Words that no line of a web page parts."""

import pytest

from generator.reflow.web_ties import STUBBED, number_parts, tied


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("w walce z krzywdzeniem", "pl", "w~walce z~krzywdzeniem"),
        ("a i o tym", "pl", "a~i~o~tym"),
        ("a walk", "en-GB", "a walk"),
        ("Чи змогли б ви розпізнати", "uk", "Чи змогли~б ви розпізнати"),
        ("учні Year 9, які", "uk", "учні Year~9, які"),
        ("year 2026 was", "en-GB", "year 2026 was"),
        ("take 10, 20 or 30", "en-GB", "take 10, 20 or 30"),
        ("ring 0116 496 0123 now", "en-GB", "ring 0116~496~0123 now"),
        ("spotkać :) x x", "pl", "spotkać :) x x"),
        ("Kayleigh Haywood and Luke", "en-GB", "Kayleigh~Haywood and Luke"),
        ("call (Children’s Social Care) now", "ro", "call (Children’s~Social~Care) now"),
        ("(Child Exploitation and Online)", "ro", "(Child Exploitation and Online)"),
    ],
)
def test_spaces_that_tie(words: str, language: str, expected: str) -> None:
    made = tied(words, language, ["Kayleigh Haywood", ""])
    assert made.replace("\u00a0", "~") == expected
    assert len(made) == len(words)


@pytest.mark.parametrize("word", ["cam-drin", "Comprometa-se", "enviando-lhe", "e-mail"])
def test_a_word_with_a_stub(word: str) -> None:
    assert STUBBED.fullmatch(word)


@pytest.mark.parametrize("words", ["social-care", "2-3", "আদান-প্রদান", "well-to-do"])
def test_words_that_may_end_a_line_at_their_hyphen(words: str) -> None:
    assert not STUBBED.search(words)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("101", ["101"]),
        ("0116 496 0123", ["0116 496 0123"]),
        ("18001 0116 496 0123", ["18001 0116 496 0123"]),
        ("(0116) 496 0123 ext. 4567", ["(0116) 496 0123", "ext. 4567"]),
        ("01632 960 124, option 2", ["01632 960 124,", "option 2"]),
        ("01632 960124x12", ["01632 960124x12"]),
    ],
)
def test_an_extension_is_a_part_of_its_own(number: str, parts: list[str]) -> None:
    assert number_parts(number) == parts
