"""Lines that spread over the room left over."""

import pytest

from generator.typeset.boxes import NATURAL, Stack, Stacked, TextBox
from generator.typeset.spread_box import SpreadBox
from tests.typeset.squares import painted, paragraph, style


def words(text: str, width: float, **values: object) -> TextBox:
    return TextBox([paragraph(text, width, **values)], style(**values), width)


@pytest.mark.parametrize(
    ("left_over", "letters"),
    [(0, 2), (0.6, 2), (3, 3), (9, 3)],  # led 1, 1.2, 2 and never more than 2 em
)
def test_lines_spread_to_their_most(left_over: float, letters: int) -> None:
    """Once they stand well apart they take their larger initials."""
    close, loose = words("ab cd ef", 2), words("abc def ghk", 3)
    (_, made), *_ = Stack([Stacked(SpreadBox(close, loose, most=2))]).tops(NATURAL, left_over)
    assert made.height(NATURAL) == pytest.approx(3 + min(left_over, 3), rel=1e-3)
    assert max(row.count("B") for row in painted(made, 3, 6)) == 2 * letters


def test_a_text_with_other_lines_for_its_larger_initials_keeps_to_the_smaller() -> None:
    close, loose = words("ab cd", 2), words("ab cd ef", 2)
    (_, made), *_ = Stack([Stacked(SpreadBox(close, loose, most=2))]).tops(NATURAL, 2)
    assert sum("BB" in row for row in painted(made, 2, 4)) == 2
