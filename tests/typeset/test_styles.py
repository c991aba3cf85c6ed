"""Styles at their size in use: floors, leading, colours of small type, baselines."""

import pytest

from generator.cache import Cache
from generator.design.layout import Floor, Style
from generator.typeset.styles import at_floor, size_at
from generator.units import mm
from tests.typeset import shipped
from tests.typeset.squares import BLACK, RED, style


def row(**values: object) -> Style:
    return Style(**{"size": 20, "leading": 24, "colour": "black", **values})


@pytest.mark.parametrize(
    ("style", "share", "expected"),
    [
        (row(), 0.5, (20, 24)),  # no floor: it never shrinks
        (row(floor=10), 1.0, (20, 24)),
        (row(floor=10), 0.75, (15, 18)),
        (row(floor=10), 0.2, (10, 12)),
        (row(floor=Floor(size=10, leading=14)), 0.75, (15, 19)),
        (row(floor=Floor(size=10, leading=14)), 0.5, (10, 14)),
        (row(floor=20), 0.5, (20, 24)),
    ],
)
def test_a_style_shrinks_to_its_floor_and_no_further(
    style: Style, share: float, expected: tuple[float, float]
) -> None:
    assert size_at(style, share) == pytest.approx(expected)


def test_nothing_is_smaller_than_the_least_size_of_the_sheet() -> None:
    """A poster at half its size: what would print too small is drawn larger."""
    assert size_at(row(floor=10), 0.2, least=15) == pytest.approx((15, 18))
    assert size_at(row(size=10, leading=12), 1.0, least=15) == pytest.approx((15, 18))
    assert size_at(row(), 1.0, least=15) == pytest.approx((20, 24))


def test_when_a_style_can_shrink_no_more() -> None:
    assert at_floor(row(), 1.0)
    assert not at_floor(row(floor=10), 0.55)
    assert at_floor(row(floor=10), 0.5)
    assert at_floor(row(floor=10), 0.75, least=15)


def test_small_type_changes_to_its_small_colour() -> None:
    coloured = {"colour": "red", "small_colour": "black", "leading": 20}
    assert style(size=14, **coloured).colour == RED
    assert style(size=13.75, **coloured).colour == BLACK


def test_strong_words_have_the_colour_of_the_rest_unless_the_style_names_another() -> None:
    assert style(colour="red").strong_colour == RED
    assert style(colour="red", strong_colour="black").strong_colour == BLACK


def test_the_first_baseline_is_where_the_design_says() -> None:
    """Top of line + half the leading + 0.3625 of the size, for Public Sans (ascent 0.950,
    descent 0.225); a capital is 0.723 high."""
    from generator.typeset.fit_path import initial
    from generator.typeset.geometry import Geometry, LanguageSettings
    from generator.typeset.sized_styles import StylesInputs

    drawing, language = shipped.drawing(shipped.LEAFLET), LanguageSettings("en-GB", "Latn", False)
    geometry = Geometry(drawing, "a4-roll-fold-dl", language)
    for setting in Cache().get(StylesInputs(geometry, initial(drawing.layout))).values():
        expected = mm(setting.leading) / 2 + 0.3625 * mm(setting.size)
        assert setting.baseline == pytest.approx(expected, abs=0.005)
        assert setting.cap_height == pytest.approx(0.723 * mm(setting.size), rel=0.01)
