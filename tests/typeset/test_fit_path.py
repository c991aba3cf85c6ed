"""The path along which a layout gives way: the order of sacrifice, at one price."""

import pytest

from generator.design.layout import FitOrder, Grow, Layout, Shrink, Style
from generator.typeset.fit_path import (
    OPENS,
    Pressed,
    at_floors,
    first,
    first_unmoved,
    initial,
    path,
    relevant,
    shares,
)

STYLES = {
    "head": Style(size=28, leading=30, colour="black", floor=20, most=42),
    "subhead": Style(size=14, leading=16, colour="black", floor=10),
    "body": Style(size=12, leading=15, colour="black", floor=10.5),
    "number": Style(size=25, leading=27, colour="black"),
}
ORDER = FitOrder(
    shrink=(
        Shrink(styles=("head", "subhead"), by=0.5),
        Shrink(styles=("body",), by=0.25),
        Shrink(pictures=True),
        Shrink(styles=("number",), by=0.5),
        Shrink(drop=True),
    ),
    grow=(Grow(styles=("head",), by=1),),
)
LAYOUT = Layout.model_construct(fit=ORDER, styles=STYLES)


def test_styles_of_a_row_shrink_together() -> None:
    found = shares(LAYOUT, (4, 2, 0, 0, 0, 0))
    assert found["head"] == found["subhead"] == pytest.approx(26 / 28)
    assert found["body"] == pytest.approx(11.5 / 12)
    assert found["number"] == 1


def test_what_grows_is_larger() -> None:
    assert shares(LAYOUT, (0, 0, 0, 0, 0, 7))["head"] == pytest.approx(35 / 28)


def test_what_is_under_its_floor_comes_back_to_it_and_nothing_else_does() -> None:
    used = {"head", "subhead", "body"}
    steps = (25, 2, 1, 0, 1, 0)
    # 28 − 16 × 0.5 = 20, and the smaller one would reach its floor sooner
    assert at_floors(LAYOUT, steps, used, 0.0, 0.75) == (16, 2, 1, 0, 1, 0)
    assert at_floors(LAYOUT, steps, used, 0.0, 1.0) == steps  # a script that keeps to them
    assert at_floors(LAYOUT, (9, 2, 1, 0, 1, 0), used, 0.0, 0.75)[0] == 9


def points(used: set[str], *has: str, least: float = 0.0, lower: float = 1.0) -> list[Pressed]:
    return path(LAYOUT, initial(LAYOUT), used, set(has), least, lower)


def test_gaps_close_before_type_shrinks() -> None:
    found = points({"head", "body"})
    assert found[0] == Pressed(initial(LAYOUT), 0.0)
    first_smaller = next(point for point in found if any(point.steps))
    assert OPENS < first_smaller.gaps <= OPENS + 0.1


def test_all_that_gives_way_does_so_together_the_first_furthest() -> None:
    found = points({"head", "body"})
    for point in found:
        head, body = point.steps[0] / 16, point.steps[1] / 6
        assert head >= body - 0.1
    both = [point for point in found if 0 < point.steps[0] < 16 and 0 < point.steps[1] < 6]
    assert both, "the second waits until the first is spent"
    assert found[-1].steps == (16, 6, 0, 0, 0, 0)  # 28 pt to 20 pt, 12 pt to 10.5 pt


def test_the_path_never_turns_back() -> None:
    found = points({"head", "body", "number"}, "pictures", "drop")
    for before, after in zip(found, found[1:], strict=False):
        assert all(a <= b for a, b in zip(before.steps, after.steps, strict=True))
        assert before.gaps <= after.gaps


def test_words_are_lost_only_when_all_else_is_spent() -> None:
    found = points({"head", "body"}, "pictures", "drop")
    assert found[-1].steps == (16, 6, 1, 0, 1, 0)
    dropped = [point for point in found if point.steps[4]]
    assert all(point.steps[:3] == (16, 6, 1) for point in dropped)


def test_only_what_a_full_frame_uses_shrinks() -> None:
    assert points({"body"})[-1].steps == (0, 6, 0, 0, 0, 0)
    assert points(set(), "pictures")[-1].steps == (0, 0, 1, 0, 0, 0)
    assert points({"number"})[-1] == Pressed(initial(LAYOUT), 1.0)


def test_a_row_is_taken_while_any_of_its_styles_can_shrink() -> None:
    assert points({"subhead"})[-1].steps[0] == 16
    assert points({"body"}, least=11.5)[-1].steps[1] == 2


def test_a_script_goes_under_the_floors_when_every_style_stands_at_its_own() -> None:
    found = points({"head", "body"}, lower=0.9)
    under = [point for point in found if point.steps[0] > 16 or point.steps[1] > 6]
    assert under
    assert all(point.steps[0] >= 16 and point.steps[1] >= 6 for point in under)
    assert found[-1].steps[:2] == (20, 11)


def test_a_path_goes_on_from_where_it_starts() -> None:
    found = path(LAYOUT, (0, 3, 0, 0, 0, 0), {"head", "body"}, set(), 0.0)
    assert min(point.steps[1] for point in found) == 3
    assert found[-1].steps == (16, 6, 0, 0, 0, 0)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 1.0])
def test_no_more_gives_way_than_must(share: float) -> None:
    found = points({"head", "body"}, "pictures")
    enough = round(share * (len(found) - 1))
    tried: list[Pressed] = []

    def fits(point: Pressed) -> bool:
        tried.append(point)
        return found.index(point) >= enough

    assert first(found, fits) == found[max(enough, 1)]
    assert len(tried) <= 9  # not one measuring for each point


def test_steps_that_change_nothing_in_a_frame_are_no_part_of_its_key() -> None:
    assert relevant(LAYOUT, (4, 2, 1, 0, 0, 5), {"body"}, {"pictures"}) == (0, 2, 1, 0, 0, 0)
    assert relevant(LAYOUT, (4, 2, 1, 0, 0, 5), {"head"}, {"pictures"}) == (4, 0, 1, 0, 0, 5)
    assert relevant(LAYOUT, (4, 2, 1, 0, 0, 5), {"body"}, {"drop"}) == (0, 2, 0, 0, 0, 0)
    assert relevant(LAYOUT, (4, 2, 1, 0, 0, 5), {"head"}, {}) == (4, 0, 0, 0, 0, 5)


def with_row(floors: bool) -> Layout:
    """A layout whose heading and body shrink together."""
    row = Shrink(styles=("head", "body"), by=0.5)
    order = FitOrder(shrink=(row,), floors=floors)
    return Layout.model_construct(fit=order, styles=STYLES)


def test_no_style_goes_under_its_floor_while_another_of_its_row_stands_above() -> None:
    """The floor of the heading is 0.71 of its size, that of the body 0.88."""
    strict = with_row(floors=True)
    at_floors = shares(strict, (16,), 0.0, 0.75)
    assert at_floors["head"] == pytest.approx(20 / 28)
    assert at_floors["body"] == pytest.approx(10.5 / 12)
    last = path(strict, (0,), {"body"}, set(), 0.0, 0.75)[-1].steps
    under = shares(strict, last, 0.0, 0.75)
    assert under["head"] == pytest.approx(0.75 * 20 / 28)
    assert under["body"] == pytest.approx(0.75 * 10.5 / 12)
    halfway = shares(strict, ((16 + last[0]) // 2,), 0.0, 0.75)
    for style in ("head", "body"):
        assert under[style] < halfway[style] < at_floors[style]


def test_without_that_a_style_follows_its_row() -> None:
    assert shares(with_row(floors=False), (16,), 0.0, 0.75)["body"] == pytest.approx(20 / 28)


def test_display_type_goes_under_its_floor_before_sentences() -> None:
    """Only where floors are kept; elsewhere all rows go on at once."""
    rows = (Shrink(styles=("head",), by=0.5, lines=True), Shrink(styles=("body",), by=0.25))
    for floors in (True, False):
        order = FitOrder(shrink=rows, floors=floors)
        layout = Layout.model_construct(fit=order, styles=STYLES)
        points = path(layout, (0, 0), {"head", "body"}, set(), 0.0, 0.75)
        own = path(layout, (0, 0), {"head", "body"}, set(), 0.0)[-1].steps
        last = points[-1].steps
        assert all(end > start for end, start in zip(last, own, strict=True))
        early = [one.steps for one in points if one.steps[1] > own[1]]
        heads = {head for head, _ in early}
        assert (heads == {last[0]}) == floors


def test_words_move_only_where_no_size_before_will_do() -> None:
    """The last size before a move may need more room than a larger one, for its lines end
    elsewhere."""
    points = [Pressed((size, moved), 1.0) for size, moved in ((0, 0), (1, 0), (2, 0), (3, 0))]
    points += [Pressed((3, 1), 1.0), Pressed((4, 1), 1.0)]
    fitting = {(2, 0), (3, 1), (4, 1)}

    def fits(point: Pressed) -> bool:
        return point.steps in fitting

    assert first_unmoved(points, fits, [1]).steps == (2, 0)
    fitting.discard((2, 0))
    assert first_unmoved(points, fits, [1]).steps == (3, 1)
    assert first_unmoved(points, fits, []) == first(points, fits)


def test_words_move_when_type_before_them_is_spent() -> None:
    order = FitOrder(shrink=(Shrink(styles=("body",), by=0.25), Shrink(tight=True)))
    layout = Layout.model_construct(fit=order, styles=STYLES)
    found = path(layout, (0, 0), {"body"}, {"arrangements"}, 0.0)
    assert max(each.steps[0] for each in found if not each.steps[1]) == 6
    assert all(each.steps[0] == 6 for each in found if each.steps[1])
