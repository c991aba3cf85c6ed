"""Text keeps clear of the edge of the filled shape that it stands on."""

import pytest

from generator.problems import Problem
from tests.checked import check
from tests.preflight.samples import expected, write
from tests.preflight.test_painted_marks import mm, near, sample, text
from tests.values import replace

# A D of 12 pt: its em is 4.233 mm, its ink begins 0.4 mm after its origin and is 3.06 mm high.
TEAL, WHITE = b"1 0 0.38 0.54 k ", b"0 0 0 0 k "


def box(x: float, y: float, width: float, height: float, ink: bytes = TEAL) -> bytes:
    """A rectangle by its top left corner."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    first, *rest = (mm(*corner) for corner in corners)
    return ink + first + b" m " + b" ".join(point + b" l" for point in rest) + b" h f "


def rounded(x: float, y: float, side: float, radius: float) -> bytes:
    """A square whose top left corner is round."""
    curve = b"%b m %b %b %b c " % (
        mm(x, y + radius), mm(x, y + radius * 0.448), mm(x + radius * 0.448, y), mm(x + radius, y)
    )  # fmt: skip
    return TEAL + curve + b"%b l %b l %b l h f " % (
        mm(x + side, y), mm(x + side, y + side), mm(x, y + side)
    )  # fmt: skip


def faults(content: bytes, **promised: object) -> list[Problem]:
    data = write(sample(content))
    problems = check(data, "press-coated", replace(expected(), **promised)).problems
    assert not [one for one in problems if one.rule == "content"]
    return [one for one in problems if one.rule in ("text-inside", "text-near-edge")]


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [
        (10.2, 20, "0.6 mm"),  # from the left edge
        (20, 13.6, "0.5 mm"),  # from the top
        (20, 29.4, "0.6 mm"),  # from the foot
        (20, 12.6, "0.0 mm"),  # over the top
    ],
)
def test_ink_near_an_edge_is_found_on_every_side(x: float, y: float, found: str) -> None:
    (problem,) = faults(box(10, 10, 30, 20) + text(12, x, y))
    assert (problem.rule, problem.severity, problem.limit) == (
        "text-near-edge",
        "warning",
        "1.0 mm",
    )
    assert problem.found == found
    assert not faults(box(10, 10, 30, 20) + text(12, 11, 20))


def test_a_promise_is_kept_in_mm_and_in_ems() -> None:
    near_left = box(10, 10, 30, 20) + text(12, 11.1, 20)  # 1.5 mm
    assert not faults(near_left)
    (problem,) = faults(near_left, bubble=(2.0, 0.0))
    assert (problem.rule, problem.severity, problem.limit) == ("text-inside", "error", "2.0 mm")
    (problem,) = faults(near_left, bubble=(1.0, 0.4))
    assert problem.limit == "1.7 mm"
    assert not faults(near_left, bubble=(1.0, 0.18))


def test_a_round_corner_is_nearer_than_the_corner_of_its_box() -> None:
    inside = text(12, 12, 15.5)
    assert not faults(box(10, 10, 30, 30) + inside)
    (problem,) = faults(rounded(10, 10, 30, 10) + inside)
    near(problem.place, 12.4, 12.4, 2.3, 3.1)


def test_a_curve_is_measured_where_it_is_and_not_by_the_box_round_it() -> None:
    """The curve is 0.2 mm lower 2 mm further to the side than above the ink."""
    assert not faults(rounded(10, 10, 30, 10) + text(12, 19.6, 14.1))  # 1.04 mm
    (problem,) = faults(rounded(10, 10, 30, 10) + text(12, 19.6, 13.9))
    assert problem.found == "0.8 mm"


def test_shapes_that_hug_their_words_on_purpose_are_not_checked() -> None:
    assert not faults(box(10, 10, 30, 5) + text(12, 10.2, 14))  # a label
    assert not faults(box(10, 10, 30, 20) + text(12, 8, 20))  # mostly beside it
    assert not faults(text(12, 10.2, 20) + box(10, 40, 30, 15))  # another place
    assert not faults(box(-3, -3, 66, 66) + text(12, 6, 20))  # a ground that bleeds


def test_a_white_shape_on_bare_paper_is_not_seen() -> None:
    beside = text(12, 10.2, 20)
    assert not faults(box(-3, -3, 66, 66, WHITE) + box(10, 10, 30, 20, WHITE) + beside)
    assert faults(box(-3, -3, 66, 66) + box(10, 10, 30, 20, WHITE) + beside)


def test_the_topmost_shape_counts() -> None:
    assert not faults(
        box(10, 10, 30, 20) + box(5, 5, 45, 45, b"0 0.4 0.6 0 k ") + text(12, 10.2, 20)
    )


def test_a_shape_that_a_clip_cuts_is_not_checked() -> None:
    cut = b"q %b 100 100 re W n " % mm(12, 40)
    assert not faults(cut + box(10, 10, 30, 20) + text(12, 12.2, 20) + b"Q ")
