"""Stacks of boxes: gaps that close and stretch, tops that snap, things beside each other."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import Cache
from generator.design.items import Gap
from generator.typeset.boxes import (
    CLOSED,
    CLOSED_ALL,
    NATURAL,
    BandBox,
    BaselineBox,
    BubbleBox,
    ColumnsBox,
    Fit,
    FlexibleBox,
    RuleBox,
    Stack,
    Stacked,
    TextBox,
    space,
)
from generator.typeset.canvas import Canvas, PageTransform
from generator.typeset.outline import Bubble
from generator.typeset.parts import ContactRow, ContactsBox, FieldBox, ListBox
from tests.typeset.squares import BLACK, RED, SIZE, drawing, painted, paragraph, style


def bar(height: float, width: float = 4) -> RuleBox:
    """A box of a known height."""
    return RuleBox(width, height, BLACK)


class Counting(RuleBox):
    """A box that counts how often its height is asked for."""

    asked: int = 0

    def height(self, fit: Fit) -> float:
        self.asked += 1
        return super().height(fit)


def words(text: str, width: float, **values: object) -> TextBox:
    return TextBox([paragraph(text, width, **values)], style(**values), width)


def tops(stack: Stack, fit: Fit = NATURAL, left_over: float = 0.0) -> list[float]:
    return [top for top, _ in stack.tops(fit, left_over)]


def test_a_gap_closes_to_its_least() -> None:
    gap = Gap(natural=6, min=2)
    assert [space(gap, fit) for fit in (NATURAL, Fit(0.5), CLOSED)] == [6, 4, 2]
    assert space(Gap(natural=6), CLOSED) == 6
    assert space(3.5, CLOSED) == 3.5


def test_boxes_stand_one_below_the_other() -> None:
    stack = Stack([Stacked(bar(2)), Stacked(bar(3), 1), Stacked(bar(1), Gap(natural=4, min=0))])
    assert tops(stack) == [0, 3, 10]
    assert stack.height(NATURAL) == 11
    assert tops(stack, CLOSED) == [0, 3, 6]
    assert stack.height(CLOSED) == 7


def test_what_is_left_over_goes_to_the_gaps_that_stretch() -> None:
    stretching = Gap(natural=1, stretch=1)
    stack = Stack(
        [
            Stacked(bar(2)),
            Stacked(bar(2), stretching),
            Stacked(bar(2), 1),
            Stacked(bar(2), Gap(natural=0, stretch=3)),
        ]
    )
    assert tops(stack, left_over=8) == [0, 5, 8, 16]
    # what is anchored below the stretch ends at the foot of the frame
    frame = 30
    left_over = frame - stack.height(NATURAL)
    assert tops(stack, left_over=left_over)[-1] + 2 == frame


def test_tops_start_on_the_unit_if_they_snap() -> None:
    def stack(first: float) -> Stack:
        return Stack([Stacked(bar(first)), Stacked(bar(2), 0.5, snap=True)], unit=5)

    assert tops(stack(3)) == [0, 5]
    assert tops(stack(4.5)) == [0, 5]
    assert tops(stack(4.7)) == [0, 5.2]  # within a quarter of a millimetre of it
    assert tops(stack(4.8)) == [0, 10]
    # a frame too full for its natural spacing does not keep to the unit
    assert tops(stack(3), Fit(0.1)) == [0, 3.5]


LENGTHS = st.floats(0, 5).map(lambda length: round(length, 3))  # mm, as layouts can have them
GAPS = st.builds(
    lambda least, more, pull: Gap(natural=least + more, min=least, stretch=pull),
    LENGTHS,
    LENGTHS,
    st.sampled_from([0.0, 0.5, 1.0]),
)


@given(
    st.lists(st.tuples(st.floats(0, 20), GAPS, st.booleans()), min_size=1, max_size=8),
    st.floats(0, 1),
    st.floats(0, 40),
)
def test_boxes_never_overlap_and_fill_what_is_left(
    rows: list[tuple[float, Gap, bool]], gaps: float, left_over: float
) -> None:
    stack = Stack([Stacked(bar(h), gap, snap) for h, gap, snap in rows], unit=5.5)
    fit = Fit(gaps)
    y = 0.0
    for top, box in stack.tops(fit, left_over):
        assert top >= y - 1e-9
        y = top + box.height(fit)
    if not any(snap for _, _, snap in rows) and any(gap.stretch for _, gap, _ in rows):
        assert y == pytest.approx(stack.height(fit) + left_over)


def test_paragraphs_of_one_style() -> None:
    box = TextBox([paragraph("ab", 4), paragraph("cd ef", 4)], style(), 4, Gap(natural=1, min=0))
    assert painted(box, 4, 4) == ["BBBB____", "________", "BBBB____", "BBBB____"]
    assert painted(box, 4, 4, CLOSED) == ["BBBB____", "BBBB____", "BBBB____", "________"]
    assert box.height(NATURAL) == pytest.approx(4, rel=1e-3)
    assert box.widest() == pytest.approx(2, rel=1e-3)


def test_columns_stand_side_by_side_with_a_rule_between() -> None:
    columns = ColumnsBox(
        [(0, 3, words("ab cd ef", 2)), (4, 4, words("gh", 4))], gap=1, divider=0.5, colour=RED
    )
    assert columns.height(NATURAL) == pytest.approx(3, rel=1e-3)
    assert columns.widest() == pytest.approx(6, rel=1e-3)
    sheet = Canvas(Cache())
    columns.draw(sheet, 0, 0, NATURAL)
    rule = next(mark for mark in sheet.marks if getattr(mark, "kind", "") == "rule")
    assert {segment[1] for segment in rule.path[:-1]} == {3.25, 3.75}
    assert painted(columns, 6, 3)[0][8:] == "BBBB"
    assert [row[:4] for row in painted(columns, 6, 3)] == ["BBBB"] * 3


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


def test_a_bubble_takes_the_height_of_its_words_and_padding() -> None:
    inner = words("ab cd", 2)
    outline = Bubble(0, 0, 0.01, 1, 1, 0.01)
    bubble = BubbleBox(inner, 5, outline, (1, 2, 1, 1), RED, tail_right=False)
    assert bubble.height(NATURAL) == pytest.approx(4, rel=1e-3)
    assert painted(bubble, 6, 5) == [
        "RRRRRRRRRR__",
        "RRBBBBRRRR__",
        "RRBBBBRRRR__",
        "RRRRRRRRRR__",
        "R___________",
    ]


def test_a_band_runs_off_the_page() -> None:
    inner = Stack([Stacked(words("ab", 4))])
    band = BandBox(inner, RED, 1, (-3, -3, 9, 12))
    sheet = Canvas(Cache())
    band.draw(sheet, 2, 1, NATURAL)
    corners = {segment[1:] for segment in sheet.marks[0].path[:-1]}
    bottom = 1 + band.height(NATURAL)
    assert corners == {(-3, -3), (9, -3), (9, bottom), (-3, bottom)}
    assert drawing(sheet.marks, 6, 4) == [
        "RRRRRRRRRRRR",
        "RRRRBBBBRRRR",
        "RRRRRRRRRRRR",
        "____________",
    ]


def test_a_list_hangs_from_its_bullets() -> None:
    items = [words("ab cd", 2), words("ef", 2)]
    bullet = Bubble(1, 1, 0.01, 0, 0.5, 0)
    box = ListBox(items, 2, Gap(natural=1, min=0), bullet, 0, RED)
    assert painted(box, 4, 4) == ["RR__BBBB", "____BBBB", "________", "RR__BBBB"]
    assert painted(box, 4, 4, CLOSED)[2] == "RR__BBBB"
    assert box.height(NATURAL) == pytest.approx(4, rel=1e-3)
    assert box.widest() == pytest.approx(4, rel=1e-3)


def contacts(count: int, rule: float = 0.0, inline: bool = False) -> ContactsBox:
    rows = [ContactRow(words("ab", 8), words("123", 8), inline, 8) for _ in range(count)]
    return ContactsBox(rows, 8, rule, RED, 0, 0, Gap(natural=1, min=0))


def test_contacts_stacked_with_space_between() -> None:
    box = contacts(2)
    assert painted(box, 4, 5) == ["BBBB____", "BBBBBB__", "________", "BBBB____", "BBBBBB__"]
    assert box.height(CLOSED) == pytest.approx(4, rel=1e-3)


def test_contacts_inline_with_rules() -> None:
    """A rule above each row and one below the last; number first, place at the end."""
    assert painted(contacts(2, rule=1, inline=True), 8, 5) == [
        "RRRRRRRRRRRRRRRR",
        "BBBBBB______BBBB",
        "RRRRRRRRRRRRRRRR",
        "BBBBBB______BBBB",
        "RRRRRRRRRRRRRRRR",
    ]


def test_contacts_in_a_table_stand_beside_their_places() -> None:
    """Numbers in a column of their own, as many lines as they need, level with their places."""
    rows = [
        ContactRow(words("ab", 3), words("abc de", 5), False, 8, 3),
        ContactRow(words("abc", 3), words("d", 5), False, 8, 3),
    ]
    box = ContactsBox(rows, 8, 0, RED, 0, 0, Gap(natural=1, min=0))
    assert painted(box, 8, 5) == [
        "BBBB__BBBBBB____",
        "______BBBB______",
        "________________",
        "BBBBBBBB________",
        "________________",
    ]
    assert box.height(NATURAL) == pytest.approx(4, rel=1e-3)
    assert box.widest() == pytest.approx(6, rel=1e-3)


def test_contacts_in_columns_run_down_one_and_then_the_next() -> None:
    """Rows stand level, also where one of them is higher; a rule ends each column."""
    box = contacts(3, rule=1)
    tall = ContactRow(words("ab", 2), words("ab cd", 2), False, 2)
    box.rows = [tall, *(ContactRow(words("a", 2), words("1", 2), False, 2) for _ in range(2))]
    box.width, box.columns, box.gap = 2, 2, 1
    assert painted(box, 5, 9) == [
        "RRRR__RRRR",
        "BBBB__BB__",
        "BBBB__BB__",
        "BBBB______",
        "RRRR__RRRR",
        "BB________",
        "BB________",
        "RRRR______",
        "__________",
    ]
    assert box.height(NATURAL) == pytest.approx(8, rel=1e-3)
    assert box.widest() == pytest.approx(5, rel=1e-3)


@pytest.mark.parametrize("count", [1, 2, 5, 8])
@pytest.mark.parametrize(
    "make", [contacts, lambda n: contacts(n, 0.5), lambda n: contacts(n, 1, True)]
)
def test_contacts_are_as_high_as_they_are_drawn(
    count: int, make: Callable[[int], ContactsBox]
) -> None:
    box = make(count)
    rows = round(box.height(NATURAL) * 2) / 2
    found = painted(box, 8, 40)
    drawn = max(index for index, row in enumerate(found) if set(row) != {"_"}) + 1
    assert drawn - 1 < rows <= drawn + 0.5


def test_the_field_shrinks_but_keeps_its_count() -> None:
    box = FieldBox(20, 10, 8, 4, BLACK, RED)
    assert [box.height(fit) for fit in (NATURAL, CLOSED, CLOSED_ALL)] == [8, 8, 4]
    for fit in (NATURAL, CLOSED_ALL):
        sheet = Canvas(Cache())
        box.draw(sheet, 0, 0, fit)
        shapes = [shape for mark in sheet.marks for shape in getattr(mark, "marks", (mark,))]
        starts = [segment for shape in shapes for segment in shape.path if segment[0] == "M"]
        assert len(starts) == 20
        assert [shape.fill for shape in shapes] == [BLACK, RED]


def test_a_field_of_nothing_is_empty() -> None:
    sheet = Canvas(Cache())
    FieldBox(0, 10, 8, 4, BLACK, None).draw(sheet, 0, 0, NATURAL)
    assert not sheet.marks


def test_a_sheet_carries_a_drawing_to_another_size() -> None:
    def marks(scale: float) -> list[str]:
        sheet = Canvas(Cache(), PageTransform(scale, 1, 2))
        box: FlexibleBox = Stack([Stacked(bar(1, 2)), Stacked(words("ab", 4), 1)])
        box.draw(sheet, 0, 0, NATURAL)
        return drawing(sheet.marks, 6, 8)

    assert marks(1)[2:5] == ["__BBBB______", "____________", "__BBBB______"]
    assert marks(2)[2:8] == ["__BBBBBBBB__"] * 2 + ["____________"] * 2 + ["__BBBBBBBB__"] * 2


def test_stacks_in_stacks_ask_for_each_height_once() -> None:
    box = Counting(4, 3, BLACK)
    stack = Stack([Stacked(box, 1)])
    for _ in range(9):
        stack = Stack([Stacked(stack, 1)])
    assert stack.height(NATURAL) == 13
    assert box.asked == 1
