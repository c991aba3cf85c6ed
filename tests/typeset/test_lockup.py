"""Strips of logos against the designer's comps, and what every strip keeps to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.design import layout_walk
from generator.design.items import LogosItem
from generator.typeset.lockup import Lockup, PartnerMark, StripRules, lock_up
from generator.typeset.logo_boxes import strip_rules
from tests.sample_areas import STRIPS
from tests.typeset import shipped
from tests.values import replace

# Width over height of the comps' logos, and the share of that box that their ink covers.
SHAPES = {
    "square": (1.0, 0.80), "wide": (5.665, 0.26), "tall": (0.72, 0.78), "round": (1.0, 0.53),
    "white": (5.71, 0.33), "medium": (2.76, 0.30), "vwide": (8.546, 0.29), "light": (1.25, 0.23),
}  # fmt: skip
FOLDED = StripRules(84, 11, 92, 5, 9, 19, 2)
NEAR = 0.5  # mm

# Where the comps have each logo of the folded leaflet: left and width, mm from the strip's start,
# and the middle of its row, mm over the strip's lower edge. Plates are part of their logos.
COMPS = {
    (1, False): [(0, 11, 5.5)],
    (3, False): [(0, 9.3, 5.1), (28.3, 26.7, 5.1), (73.8, 10.2, 5.1)],
    (4, True): [(0, 12.6, 6.3), (24.7, 25.4, 6.3), (55.5, 6.8, 6.3), (67.8, 16.2, 6.3)],
    (6, False): [
        (0, 8.2, 18.1), (30.8, 23.6, 18.1), (77.1, 6.9, 18.1),
        (0, 28.9, 4.5), (39.0, 26.0, 4.5), (75.0, 9.0, 4.5),
    ],
    (8, False): [
        (0, 7.6, 17.1), (15.7, 21.7, 17.1), (45.5, 6.4, 17.1), (60.0, 24.0, 17.1),
        (0, 8.3, 4.1), (15.9, 27.3, 4.1), (51.0, 15.1, 4.1), (73.8, 10.2, 4.1),
    ],
}  # fmt: skip


def marks(count: int, lead: bool = False) -> list[PartnerMark]:
    return [
        PartnerMark(*SHAPES[name], plate=name == "white", lead=lead and not number)
        for number, name in enumerate(STRIPS[count])
    ]


def boxes(lockup: Lockup) -> list[tuple[float, float, float]]:
    """Left, width, and middle over the strip's lower edge, of each logo with its plate."""
    return [
        (
            each.x - each.padding,
            each.width + 2 * each.padding,
            lockup.height - each.y - each.height / 2,
        )
        for each in sorted(lockup.marks, key=lambda each: each.index)
    ]


@pytest.mark.parametrize(("count", "lead"), list(COMPS))
def test_strips_stand_where_the_designer_put_them(count: int, lead: bool) -> None:
    found = lock_up(marks(count, lead), FOLDED)
    assert found
    for box, comp in zip(boxes(found), COMPS[count, lead], strict=True):
        assert box == pytest.approx(comp, abs=NEAR)


def test_a_lead_partner_has_three_rows_beside_it_where_two_do_not_hold_them() -> None:
    for count, rows in ((6, [2, 1, 2]), (8, [3, 2, 2])):
        found = lock_up(marks(count, lead=True), FOLDED)
        assert found
        middles = [round(middle, 3) for _, _, middle in boxes(found)[1:]]
        assert [middles.count(each) for each in dict.fromkeys(middles)] == rows
        assert found.rule == pytest.approx(found.marks[0].width + 6)


def test_one_or_two_logos_are_never_spread() -> None:
    for count in (1, 2):
        found = lock_up(marks(count), FOLDED)
        assert found
        assert not found.spread
    third = lock_up(marks(3), FOLDED)
    assert third
    assert third.spread


def test_gaps_that_would_pass_the_most_are_natural_instead() -> None:
    loose = lock_up(marks(3), replace(FOLDED, measure=120))
    assert loose
    assert not loose.spread
    first, second, _ = loose.marks
    assert second.x - first.x - first.width == pytest.approx(FOLDED.natural)


def test_no_logo_has_a_row_to_itself_unless_it_is_nearly_half_as_wide() -> None:
    same = [PartnerMark(3.0)] * 5
    found = lock_up(same, FOLDED)
    assert found
    rows = [round(each.y + each.height / 2, 3) for each in found.marks]
    assert sorted(rows.count(each) for each in set(rows)) == [2, 3]


def test_logos_that_make_room_are_lower_even_where_they_are_as_tall_as_any_may_be() -> None:
    items = layout_walk.all_items(shipped.drawing(shipped.FLYER).layout)
    strips = [item for item in items if isinstance(item, LogosItem)]
    assert len(strips) == 2  # one for each arrangement
    square = [PartnerMark(1.0)]
    for item in strips:
        whole, lesser = (lock_up(square, strip_rules(item, 98, 1, share)) for share in (1, 0.85))
        assert whole
        assert lesser
        assert whole.height == 9.5
        assert lesser.height == pytest.approx(9.5 * 0.85**0.5)


def test_a_strip_that_cannot_hold_them_is_none() -> None:
    assert lock_up(marks(8), replace(FOLDED, measure=40, rows=1)) is None


def test_a_plate_counts_as_part_of_its_logo() -> None:
    plain, plated = PartnerMark(4.0), PartnerMark(4.0, plate=True)
    one, other = (lock_up([each] * 4, replace(FOLDED, rows=1)) for each in (plain, plated))
    assert one
    assert other
    assert sum(each.width + 2 * each.padding for each in other.marks) + 3 * 5 <= 84 + 1e-6
    assert all(each.padding >= max(1.2, 0.3 * each.height) - 1e-9 for each in other.marks)
    assert other.marks[0].height < one.marks[0].height


@given(
    st.lists(
        st.builds(
            PartnerMark, st.floats(0.2, 14), st.floats(0.05, 1), st.booleans(), st.just(False)
        ),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
    st.sampled_from(
        [FOLDED, StripRules(98, 9.5, 58, 4, 7, 26), StripRules(267, 15, 190, 7, 14, 46)]
    ),
)
def test_logos_stay_in_order_apart_and_inside(
    given_marks: list[PartnerMark], lead: bool, rules: StripRules
) -> None:
    given_marks[0] = replace(given_marks[0], lead=lead)
    found = lock_up(given_marks, rules)
    if found is None:
        return
    assert [each.index for each in found.marks] == list(range(len(given_marks)))
    rows: dict[float, list[float]] = {}
    for each in found.marks:
        left, right = each.x - each.padding, each.x + each.width + each.padding
        assert left >= -1e-6
        assert right <= rules.measure + 1e-6
        assert each.y - each.padding >= -1e-6
        assert each.y + each.height + each.padding <= found.height + 1e-6
        middle = round(each.y + each.height / 2, 6)
        for last in rows.get(middle, []):
            assert left >= last + min(rules.least, 6) - 1e-6
        rows[middle] = [right]
        ratio = given_marks[each.index].ratio
        assert each.width / each.height == pytest.approx(ratio)
