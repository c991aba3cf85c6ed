"""How far a frame closes or opens for what stands in it, and how hollow it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.design.items import Gap
from generator.design.layout import FitOrder, Grow, Layout
from generator.typeset.boxes import (
    CLOSED,
    CLOSED_ALL,
    NATURAL,
    ColumnsBox,
    Fit,
    Stack,
    Stacked,
    TaggedBox,
)
from generator.typeset.parts import FieldBox
from generator.typeset.plain_boxes import RuleBox
from generator.typeset.slack import CALM, Heights, closed, fit_frame, hollow, parted
from tests.typeset.squares import BLACK


def bar(height: float) -> RuleBox:
    return RuleBox(4, height, BLACK)


def grows(*rows: Grow) -> Layout:
    return Layout.model_construct(fit=FitOrder(grow=rows))


GAPS_GROW = grows(Grow(gaps=True))
FIELD_FILLS = grows(Grow(pictures=True, fill=True), Grow(gaps=True))


def stack(gap: float, least: float, picture: float = 0.0, stretch: float = 0.0) -> Stack:
    boxes = [
        Stacked(RuleBox(5, 10, BLACK)),
        Stacked(RuleBox(5, 10, BLACK), Gap(natural=gap, min=least, stretch=stretch)),
    ]
    if picture:
        field = FieldBox(9, 5, picture, picture / 2, BLACK, None, most=picture * 1.5)
        boxes.append(Stacked(field))
    return Stack(boxes)


# Gaps as layouts can have them: a length is 0 mm, or has an end that a person would write.
GAPS = st.floats(0, 10).map(lambda length: round(length, 3))


@given(st.floats(10, 40), GAPS, GAPS, st.floats(1, 20), st.booleans())
def test_gaps_close_no_further_than_needed(
    room: float, natural: float, least: float, picture: float, pictures: bool
) -> None:
    found = stack(natural + least, least, picture)
    fit, over = closed(Heights(found), room, pictures)
    if over:
        assert fit == (CLOSED_ALL if pictures else CLOSED)
        assert over == pytest.approx(found.height(fit) - room)
    else:
        assert found.height(fit) <= room + 0.011
        # nothing is left unused that was closed to win it, but for the last thousandth
        if fit != NATURAL:
            assert found.height(fit) >= room - 0.011 - 0.002 * (natural + picture)
        if fit.pictures:
            assert fit.gaps == 1


def test_a_frame_that_fits_stays_as_it_was_drawn() -> None:
    assert closed(Heights(stack(4, 2)), 24, False) == (NATURAL, 0.0)
    assert closed(Heights(stack(4, 2)), 23, False)[0].gaps == pytest.approx(0.5, abs=0.01)
    assert closed(Heights(stack(4, 2)), 21, False) == (CLOSED, 1.0)


def test_gaps_open_only_as_far_as_the_frame_would_be_hollow() -> None:
    """A frame of 40 mm may stay empty for 7.2 mm in one place."""
    natural = fit_frame(stack(4, 2), 31, 40, GAPS_GROW, False)
    assert natural.fit == NATURAL
    assert natural.left_over == pytest.approx(7)
    opened = fit_frame(stack(4, 2), 33, 40, GAPS_GROW, False)
    assert -1 < opened.fit.gaps < 0
    assert opened.left_over == pytest.approx(CALM * 40, abs=0.01)
    assert opened.loose == pytest.approx(9)
    most = fit_frame(stack(4, 2), 40, 40, GAPS_GROW, False)
    assert most.fit == Fit(-1.0, 0.0)
    assert most.left_over == pytest.approx(40 - 20 - 1.6 * 4)


def test_without_growth_nothing_opens() -> None:
    assert fit_frame(stack(4, 2), 60, 60, grows(), False).fit == NATURAL


def test_pictures_that_fill_take_the_room_before_gaps_open() -> None:
    stacked = stack(4, 2, 10)
    found = fit_frame(stacked, 36, 36, FIELD_FILLS, False)
    assert found.fit.gaps == 0
    assert stacked.height(found.fit) == pytest.approx(36, abs=0.02)
    found = fit_frame(stacked, 60, 60, FIELD_FILLS, False)
    assert found.fit == Fit(-1.0, -1.0)


@given(st.floats(20, 60), GAPS, st.floats(1, 20))
def test_what_grew_shrinks_back_to_where_it_was(room: float, gap: float, picture: float) -> None:
    """A frame is fitted anew from its natural height, so the way to it leaves no trace."""
    found = stack(gap, gap / 2, picture)
    natural = found.height(NATURAL)
    grown = fit_frame(found, room + natural, room + natural, FIELD_FILLS, False)
    assert found.height(grown.fit) <= room + natural + 0.011
    assert fit_frame(found, natural, natural, FIELD_FILLS, False).fit == NATURAL


def test_a_stretching_gap_is_hollow_unless_it_is_a_pause() -> None:
    assert hollow(stack(4, 2), NATURAL, 9) == 9  # at the foot
    assert hollow(stack(4, 2, stretch=1), NATURAL, 9) == 9 + 4
    two = Stack(
        [
            Stacked(RuleBox(5, 10, BLACK)),
            Stacked(RuleBox(5, 10, BLACK), Gap(natural=1, stretch=1)),
            Stacked(RuleBox(5, 10, BLACK), Gap(natural=1, stretch=2, pause=True)),
        ]
    )
    assert hollow(two, NATURAL, 9) == pytest.approx(3 + 1)
    assert hollow(two, NATURAL, 9, pauses=True) == pytest.approx(6 + 1)
    assert hollow(two, NATURAL, 0) == 0


def test_what_a_gap_has_itself_is_empty_too() -> None:
    """Nothing is hollow where no room is left over; where some is, a gap that takes it is empty
    as a whole."""
    stacked = stack(10, 5, stretch=1)
    assert hollow(stacked, NATURAL, 1) == 11
    assert hollow(stacked, CLOSED, 1) == 6


@pytest.mark.parametrize(("most", "past"), [(3.0, True), (5.0, False), (None, False)])
def test_a_column_spreads_past_the_most_of_its_gaps(most: float | None, past: bool) -> None:
    """A column two millimetres high beside one of six leaves four to its only gap."""
    gap = Gap(natural=0, most=most, stretch=1)
    short = TaggedBox(Stack([Stacked(bar(1)), Stacked(bar(1), gap)]), "L")
    columns = ColumnsBox([(0, 4, short), (5, 4, bar(6))])
    stack = Stack([Stacked(bar(1)), Stacked(TaggedBox(columns, "Div"))])
    assert parted(stack, NATURAL, 0.0) == past
    level = ColumnsBox([(0, 4, short), (5, 4, bar(2))])
    assert not parted(Stack([Stacked(level)]), NATURAL, 0.0)


def test_a_column_spreads_further_by_the_room_left_over() -> None:
    gap = Gap(natural=0, most=5, stretch=1)
    short = Stack([Stacked(bar(1)), Stacked(bar(1), gap)])
    columns = ColumnsBox([(0, 4, short), (5, 4, bar(6))], share=1)
    stack = Stack([Stacked(columns)])
    assert [parted(stack, NATURAL, left_over) for left_over in (0.0, 2.0)] == [False, True]
