"""What is typed and not seen is put right, and every word stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.normalise import normalise, normalise_address, normalise_number


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        (" Come and dig ", "Come and dig"),
        ("Come  and   dig", "Come and dig"),
        ("Come\tand\r\ndig\r", "Come and\ndig"),
        ("\u00a0Come\u00a0here\u00a0", "Come\u00a0here"),
        ("Gar\u00addens", "Gardens"),
        ("Gar\u200bdens \u2060here", "Gardens here"),
        ("Gar\u200cdens\u200d", "Gardens"),
        ("\u200eCome \u202aand\u202c \u2066dig\u2069", "Come and dig"),
        ("Come \u202band\u202c dig\u200f at \u061c13–14", "Come and dig at 13–14"),
        ("اتصل 0116\u200f 496 \u200e0123", "اتصل 0116 496 0123"),
        ("اتصل \u20660116\u2069 \u2066496 0123\u2069", "اتصل \u20660116 496 0123\u2069"),
        ("اتصل (0116) \u200f496\u061c-0123", "اتصل (0116) 496-0123"),
        ("\u200b\u00ad \u200e", ""),
        ("one  \ntwo", "one  \ntwo"),  # Markdown's other break
        ("lol x x", "lol x x"),
    ],
)
def test_what_is_not_seen_is_left_out(typed: str, tidied: str) -> None:
    assert normalise(typed) == tidied


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cروم",  # Persian: a space of no width within a word
        "ශ්\u200dරී ලංකා",  # Sinhala: letters joined
        "क्\u200dष",  # Devanagari: the half form
        "র\u200d্য",  # Bengali
        "ไทย\u200bภาษา",  # Thai: where a line may end
        "ភាសា\u200bខ្មែរ",  # Khmer
        "👩\u200d🌾",  # one picture of two
        "اتصل بـ \u2066101\u2069",  # Arabic: a number kept in its order
        "שלום \u200fabc",
        "عمر 13\u200f–\u200f14",  # from 13 to 14, read from the right
        "Ring 0116\u00a0496\u00a00123",
    ],
)
def test_what_the_script_needs_stays(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("0116\u00a0496\u00a00123", "0116 496 0123"),
        ("0116\u202f496\u20090123", "0116 496 0123"),
        (" 0116  496\n0123 ", "0116 496 0123"),
        ("\u200e0116 496 0123\u202c", "0116 496 0123"),
        ("0116\u2011496\u20130123", "0116-496-0123"),
        ("0116\u00ad496\u200b0123", "01164960123"),
    ],
)
def test_a_number_has_plain_spaces(typed: str, tidied: str) -> None:
    assert normalise_number(typed) == tidied


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("www.example.org/dig\n", "www.example.org/dig"),
        ("\u200bwww.exam\u00adple.org\u00a0", "www.example.org"),
        ("www.example.org/a b", "www.example.org/a b"),  # which is refused
    ],
)
def test_an_address_has_nothing_round_it(typed: str, tidied: str) -> None:
    assert normalise_address(typed) == tidied


@given(st.text())
def test_no_letter_is_lost_and_once_is_enough(text: str) -> None:
    def letters(words: str) -> str:
        return re.sub(
            r"[\s\u00ad\u061c\u200b-\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff]", "", words
        )

    assert letters(normalise(text)) == letters(text)
    assert normalise(normalise(text)) == normalise(text)
