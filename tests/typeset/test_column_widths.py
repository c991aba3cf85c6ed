"""Columns share a row's width as the layout says, and give of it to the highest where they may."""

from collections.abc import Callable

import pytest

from generator.design.items import Column, ColumnsItem, RuleItem
from generator.typeset.column_widths import drawn, given


def item(*widths: float | str) -> ColumnsItem:
    rule = RuleItem(kind="rule", weight=0.5, colour="help")
    columns = tuple(Column.model_construct(width=width, stack=(rule,)) for width in widths)
    return ColumnsItem.model_construct(kind="columns", columns=columns)


@pytest.mark.parametrize(
    ("widths", "fits", "found"),
    [
        ((36, "fill"), {}, [36, 39]),
        (("fit", "fill"), {0: 20}, [20, 55]),
        (("fill", "fill", 15), {}, [30, 30, 15]),
        ((40, 35), {}, [40, 35]),
    ],
)
def test_columns_fill_what_the_others_leave(
    widths: tuple[float | str, ...], fits: dict[int, float], found: list[float]
) -> None:
    assert drawn(item(*widths), 75, fits) == found


def lines(*letters: float) -> Callable[[int, float], float]:
    """The height of a column with so many mm of words: a line for each width of it."""

    def height(index: int, width: float) -> float:
        return -(-letters[index] // width) * 4

    return height


def test_the_highest_column_takes_as_much_as_saves_it_a_line() -> None:
    assert given([36, 39], 6, lines(115, 70)) == [38.5, 36.5]


def test_nothing_is_given_where_the_row_would_be_no_lower() -> None:
    assert given([36, 39], 6, lines(140, 70)) == [36, 39]
    assert given([36, 39], 2, lines(115, 70)) == [36, 39]


def test_others_give_alike_and_no_more_than_they_have() -> None:
    assert given([10, 30, 30], 6, lines(14, 20, 20)) == [14, 28, 28]
    assert given([10, 1], 6, lines(14, 0.5)) == [10, 1]
