"""Two texts on one baseline."""

import pytest

from generator.typeset.baseline_box import BaselineBox
from generator.typeset.boxes import NATURAL, TextBox
from tests.typeset.squares import SIZE, painted, paragraph, style


def words(text: str, width: float, **values: object) -> TextBox:
    return TextBox([paragraph(text, width, **values)], style(**values), width)


def test_two_texts_on_one_baseline() -> None:
    """The second stands at the end on the first's baseline, though it is smaller."""
    large, small = words("A", 9, size=2 * SIZE, leading=2 * SIZE), words("b", 9)
    box = BaselineBox(large, small, 9)
    assert box.beside
    assert painted(box, 9, 2) == [
        "BBBB______________",
        "BBBB____________BB",
    ]


def test_two_texts_with_no_room_beside_each_other() -> None:
    first, second = words("abcdef", 9), words("ghk", 9)
    box = BaselineBox(first, second, 9)
    assert not box.beside
    assert box.height(NATURAL) == pytest.approx(2, rel=1e-3)
    assert painted(box, 9, 2) == ["BBBBBBBBBBBB______", "BBBBBB____________"]
    assert BaselineBox(first, second, 10.6).beside


def test_the_second_may_follow_the_first() -> None:
    large, small = words("A", 9, size=2 * SIZE, leading=2 * SIZE), words("b", 9)
    box = BaselineBox(large, small, 9, gap=1, follows=True)
    assert painted(box, 9, 2) == ["BBBB______________", "BBBB__BB__________"]
