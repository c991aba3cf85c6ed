"""What a telephone number is taken for, and how it is printed."""

import pytest

from generator.content.number_kinds import CODES, NumberKind, number_kind
from tools import dialling_codes


@pytest.mark.parametrize(
    ("number", "kind", "place", "printed"),
    [
        ("0116 496 0123", "place", "Leicester", "0116 496 0123"),
        ("01164960123", "place", "Leicester", "0116 496 0123"),
        ("18001 0116 496 0123", "place", "Leicester", "18001 0116 496 0123"),
        ("020 7946 0123", "place", "London", "020 7946 0123"),
        ("01632 960123", "other", "", "01632 960123"),
        ("07700 900123", "mobile", "", "07700 900123"),
        ("0808 157 0123", "free", "", "0808 157 0123"),
        ("101", "short", "", "101"),
    ],
)
def test_a_number_is_taken_for(number: str, kind: str, place: str, printed: str) -> None:
    found = number_kind(number)
    assert found
    assert (found.kind, found.place, found.printed) == (kind, place, printed)


def test_numbers_kept_for_drama_are_known() -> None:
    assert number_kind("0116 496 0123") == NumberKind("place", "Leicester", "0116 496 0123", True)
    short = number_kind("101")
    assert short
    assert not short.drama


@pytest.mark.parametrize("number", ["0116 496 01", "", "north", "0116 496 0123 4"])
def test_nothing_is_said_of_what_cannot_be_rung(number: str) -> None:
    assert number_kind(number) is None


def test_the_places_are_those_of_the_library() -> None:
    assert CODES.read_text("utf-8") == dialling_codes.text()
