"""Words fitted to a width, and addresses kept on one line."""

import pytest

from generator.typeset.text_boxes import TextBuilder
from tests.checked import CACHE
from tests.typeset import shipped
from tests.typeset.squares import PALETTE, line_text, style, text
from tests.values import replace

SIZE = style().size


def builder(**values: object) -> TextBuilder:
    least = values.pop("least", 0.0)
    setting = replace(style(**values), least=least)
    drawing = shipped.drawing(shipped.LEAFLET)
    return TextBuilder(
        document=shipped.document(),
        theme=drawing.theme,
        settings={"x": setting},
        palette=PALETTE,
        cache=CACHE,
        where="here",
    )


def fitted(words: str, width: float, most: float = 1.0, **values: object) -> float:
    """How many times its size a style has for words that are fitted to a width."""
    return builder(**values)._fitted("x", [text(words)], width, most).size / SIZE


def test_fitted_words_shrink_to_stay_on_one_line() -> None:
    assert fitted("abcdefgh", 6, floor=0.5 * SIZE) == pytest.approx(0.75, abs=1e-3)
    assert fitted("abcdefgh", 6, floor=0.8 * SIZE) == 1.0


def test_fitted_words_grow_to_the_width_if_they_may() -> None:
    assert fitted("abcdefgh", 12) == 1.0
    assert fitted("abcdefgh", 12, 1.6) == pytest.approx(1.5, abs=1e-3)
    assert fitted("abcdefgh", 80, 1.6) == pytest.approx(1.6, abs=1e-3)
    assert fitted("abcdefgh", 6, 1.6, floor=0.5 * SIZE) == pytest.approx(0.75, abs=1e-3)


def test_words_that_may_take_two_lines_stay_above_their_own_floor() -> None:
    """A script may let them go lower. A tenth is always worth a line."""
    setting = replace(style(floor=0.5 * SIZE), floor=0.8 * SIZE)
    sizes = {share: setting.on_one_line(share).size / SIZE for share in (0.85, 0.8, 0.75)}
    assert sizes == {
        0.85: pytest.approx(0.85, abs=1e-3),
        0.8: pytest.approx(0.8, abs=1e-3),
        0.75: 1,
    }
    assert setting.narrowed(0.75).size == pytest.approx(0.75 * SIZE, abs=1e-2)
    smaller = replace(setting, size=0.7 * SIZE)
    assert smaller.on_one_line(0.91).size == pytest.approx(0.91 * 0.7 * SIZE, abs=1e-2)
    assert smaller.on_one_line(0.89).size == 0.7 * SIZE


ADDRESS = "www.example.org/swim"  # 20 letters, 4 of them narrow: 18 mm


def address_lines(width: float, **values: object) -> list[str]:
    box = builder(**values)._words([text(ADDRESS)], "x", width)
    return [line_text(line) for line in box.paragraphs[0].lines]


def test_an_address_is_a_little_smaller_before_it_is_parted() -> None:
    assert address_lines(18) == [ADDRESS]
    assert address_lines(18 * 0.951) == [ADDRESS]
    assert address_lines(18 * 0.94) == ["www.example.org/", "swim"]


def test_an_address_is_parted_where_smaller_type_is_not_allowed() -> None:
    assert address_lines(18 * 0.96, least=0.99 * SIZE) == ["www.example.org/", "swim"]
    assert address_lines(18 * 0.96, least=0.95 * SIZE) == [ADDRESS]


def test_words_round_an_address_keep_their_size() -> None:
    box = builder()._words([text(f"see {ADDRESS}")], "x", 21)
    assert box.style.size == SIZE
