"""Stacks of boxes: gaps that close and stretch, tops that snap, things beside each other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.colour import Colour
from generator.design.items import Gap
from generator.typeset.band_box import BandBox
from generator.typeset.boxes import (
    CLOSED,
    CLOSED_ALL,
    NATURAL,
    BubbleBox,
    ColumnsBox,
    Fit,
    FlexibleBox,
    Stack,
    Stacked,
    TextBox,
    at_least,
    space,
)
from generator.typeset.canvas import Canvas, PageTransform
from generator.typeset.outline import Bubble
from generator.typeset.parts import FieldBox, ListBox
from generator.typeset.plain_boxes import RuleBox
from tests.checked import CACHE
from tests.typeset.squares import BLACK, RED, WHITE, drawing, painted, paragraph, style


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
    sheet = Canvas(CACHE)
    columns.draw(sheet, 0, 0, NATURAL)
    rule = next(mark for mark in sheet.marks if getattr(mark, "kind", "") == "rule")
    assert {segment[1] for segment in rule.path[:-1]} == {3.25, 3.75}
    assert painted(columns, 6, 3)[0][8:] == "BBBB"
    assert [row[:4] for row in painted(columns, 6, 3)] == ["BBBB"] * 3


def test_columns_may_be_level_in_the_middle() -> None:
    columns = ColumnsBox([(0, 2, words("ab", 2)), (3, 2, words("ab cd ef", 2))], centred=True)
    assert painted(columns, 5, 3) == ["______BBBB", "BBBB__BBBB", "______BBBB"]


def test_columns_take_what_is_left_over_and_hand_it_on() -> None:
    """A stack that stretches ends at the foot; one that does not keeps its height."""
    foot = Stack([Stacked(words("a", 1)), Stacked(words("b", 1), Gap(natural=0, stretch=1))])
    columns = ColumnsBox([(0, 1, foot), (2, 1, words("c", 1))], share=1)
    frame = Stack([Stacked(columns), Stacked(bar(1, 3))])
    (_, box), (top, _) = frame.tops(NATURAL, 2)
    assert top == pytest.approx(4, rel=1e-3)
    assert painted(box, 3, 4) == ["BB__BB", "______", "______", "BB____"]


@pytest.mark.parametrize("gaps", [-1.0, 0.0, 0.5, 1.0])
def test_a_stack_is_just_so_much_higher_as_it_is_given(gaps: float) -> None:
    """A gap that ink keeps open, too, and however far the others are closed."""
    kept = Stacked(words("b", 1), Gap(natural=2, min=1, stretch=1), least=1.5)
    stack = Stack([Stacked(words("a", 1)), kept, Stacked(words("c", 1), Gap(natural=2, min=1))])
    fit = Fit(gaps)
    assert stack.stretched(0.4, fit).height(fit) == pytest.approx(stack.height(fit) + 0.4)


def test_a_gap_that_is_kept_open_is_otherwise_the_same() -> None:
    gap = Gap(natural=2, min=1, most=2.5, stretch=0.5, pause=True)
    assert at_least(gap, 1.5) == Gap(natural=2, min=1.5, most=2.5, stretch=0.5, pause=True)
    assert at_least(gap, 0.5) is gap


@pytest.mark.parametrize(("most", "body"), [(math.inf, 7), (5, 5), (2, 4)])
def test_a_bubble_takes_what_is_left_over_up_to_its_most(most: float, body: float) -> None:
    """What it holds stretches with it; or else the room is at its foot."""
    foot = Stack([Stacked(words("a", 1)), Stacked(words("b", 1), Gap(natural=0, stretch=1))])
    for inner in (foot, words("ab cd", 2)):
        outline = Bubble(0, 0, 0.01, 1, 1, 0.01)
        bubble = BubbleBox(inner, 4, outline, (1, 1, 1, 1), RED, False, share=1, most=most)
        (_, box), *_ = Stack([Stacked(bubble)]).tops(NATURAL, 3)
        assert box.height(NATURAL) == pytest.approx(body, rel=1e-3)
        found = painted(box, 4, 9)
        last = max(index for index, row in enumerate(found) if "B" in row)
        assert last == (body - 2 if inner is foot else 2)


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
    sheet = Canvas(CACHE)
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


def test_a_band_closes_above_and_below_its_words() -> None:
    inner = Stack([Stacked(words("ab", 4))])
    closing = Gap(natural=3, min=1)
    loose, close = (
        BandBox(inner, RED, closing, (-3, 0, 9, 12), head=closing).height(fit)
        for fit in (NATURAL, CLOSED)
    )
    assert loose == inner.height(NATURAL) + 6
    assert close == inner.height(CLOSED) + 2


def test_a_list_hangs_from_its_bullets() -> None:
    items = [words("ab cd", 2), words("ef", 2)]
    bullet = Bubble(1, 1, 0.01, 0, 0.5, 0)
    box = ListBox(items, 2, Gap(natural=1, min=0), bullet, 0, RED)
    assert painted(box, 4, 4) == ["RR__BBBB", "____BBBB", "________", "RR__BBBB"]
    assert painted(box, 4, 4, CLOSED)[2] == "RR__BBBB"
    assert box.height(NATURAL) == pytest.approx(4, rel=1e-3)
    assert box.widest() == pytest.approx(4, rel=1e-3)


def test_the_field_shrinks_but_keeps_its_count() -> None:
    box = FieldBox(20, 10, 8, 4, BLACK, RED)
    assert [box.height(fit) for fit in (NATURAL, CLOSED, CLOSED_ALL)] == [8, 8, 4]
    for fit in (NATURAL, CLOSED_ALL):
        sheet = Canvas(CACHE)
        box.draw(sheet, 0, 0, fit)
        shapes = [shape for mark in sheet.marks for shape in getattr(mark, "marks", (mark,))]
        starts = [segment for shape in shapes for segment in shape.path if segment[0] == "M"]
        assert len(starts) == 20
        assert [shape.fill for shape in shapes] == [BLACK, RED]


@pytest.mark.parametrize(("width", "inks"), [(30, [BLACK, WHITE]), (3, [WHITE, BLACK])])
def test_small_marks_have_a_colour_of_their_own(width: float, inks: list[Colour]) -> None:
    """Their accent takes the others' colour where it would be lost among them."""
    sheet = Canvas(CACHE)
    FieldBox(20, width, width, width, BLACK, WHITE, WHITE).draw(sheet, 0, 0, NATURAL)
    shapes = [shape for mark in sheet.marks for shape in getattr(mark, "marks", (mark,))]
    assert [shape.fill for shape in shapes] == inks


def test_a_field_of_nothing_is_empty() -> None:
    sheet = Canvas(CACHE)
    FieldBox(0, 10, 8, 4, BLACK, None).draw(sheet, 0, 0, NATURAL)
    assert not sheet.marks


def test_a_sheet_carries_a_drawing_to_another_size() -> None:
    def marks(scale: float) -> list[str]:
        sheet = Canvas(CACHE, PageTransform(scale, 1, 2))
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


SIZE = st.integers(0, 200).map(lambda count: count / 7)


@given(
    st.lists(st.tuples(SIZE, SIZE, st.booleans(), st.floats(-5, 8)), min_size=1, max_size=8),
    st.sampled_from([NATURAL, CLOSED, CLOSED_ALL, Fit(-0.5), Fit(0.3)]),
)
def test_a_stack_is_as_high_as_its_last_box_ends(
    rows: list[tuple[float, float, bool, float]], fit: Fit
) -> None:
    stacked = [
        Stacked(
            RuleBox(10, height, BLACK),
            Gap(natural=above + 1, min=above / 3) if snap else above,
            snap,
            least,
        )
        for height, above, snap, least in rows
    ]
    stack = Stack(stacked, 4.5)
    *_, (top, box) = stack.tops(fit)
    assert stack.height(fit) == top + box.height(fit)
