"""Bubbles, cards and the field that counts, against the numbers of the design."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.page import Path, Shape
from generator.typeset.outline import Bubble, bubble, field, field_marks, rounded
from tests.typeset.squares import BLACK, drawing

Point = tuple[float, float]
CHAT = Bubble(79.64, 58.39, 8.09, 6.78, 9.41, 1.31)  # the cover's first message, mm


def walk(path: Path, steps: int = 24) -> list[Point]:
    """Points along a path, its curves included."""
    points: list[Point] = []
    for kind, *numbers in path:
        if kind in "ML":
            points.append((numbers[0], numbers[1]))
        elif kind == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], numbers
            for step in range(1, steps + 1):
                t = step / steps
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                points.append(
                    (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
                )
    return points


def box(points: list[Point]) -> tuple[float, float, float, float]:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def area(points: list[Point]) -> float:
    """The area inside, positive where drawn clockwise (y down)."""
    following = [*points[1:], points[0]]
    pairs = zip(points, following, strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def test_a_bubble_is_one_closed_path() -> None:
    path = bubble(205, 28.5, CHAT, tail_right=False)
    assert [segment[0] for segment in path] == ["M", *"CLCLCLLC", "Z"]
    assert sum(segment[0] == "M" for segment in path) == 1
    assert area(walk(path)) > 0


def test_a_bubble_has_the_extent_of_its_body_and_tail() -> None:
    left, top, right, bottom = box(walk(bubble(205, 28.5, CHAT, tail_right=False)))
    assert (left, top, right) == pytest.approx((205, 28.5, 205 + CHAT.width))
    # the tip is eased: it ends short of its corner, but by less than the easing
    tip = 28.5 + CHAT.height + CHAT.drop
    assert tip - CHAT.ease < bottom < tip


def test_the_tail_is_drawn_as_the_design_says() -> None:
    """Straight edge into the tail, foot `base` along the bottom, tip a quadratic through
    (0, h + t) from t·q/L before it to q above it."""
    w, h, r, t, b, q = 30.0, 20.0, 4.0, 3.0, 5.0, 0.5
    path = bubble(0, 0, Bubble(w, h, r, t, b, q), tail_right=False)
    slope = math.hypot(b, t)
    foot, before_tip, eased = path[6], path[7], path[8]
    assert foot == ("L", b, h)
    assert before_tip[1:] == pytest.approx((b * q / slope, h + t - t * q / slope))
    assert eased[-2:] == pytest.approx((0, h + t - q))
    points = [before_tip[1:], (0.0, h + t), (0.0, h + t - q)]
    middle = [0.25 * a + 0.5 * c + 0.25 * d for a, c, d in zip(*points, strict=True)]
    halfway = walk((("M", *before_tip[1:]), eased), steps=2)[1]
    assert halfway == pytest.approx(middle)
    # the outer edge: back up the left side to the start of the path, dead straight
    assert path[0] == ("M", 0, r)
    assert all(x == pytest.approx(0) for x, y in walk(path) if y > h + t - q and x < 1e-9)


def test_corners_are_round() -> None:
    r = 4.0
    path = rounded(0, 0, 30, 20, r)
    for x, y in walk(path):
        corner = (min(max(x, r), 30 - r), min(max(y, r), 20 - r))
        if corner != (x, y):
            assert math.hypot(x - corner[0], y - corner[1]) == pytest.approx(r, rel=3e-4)
    assert area(walk(path)) == pytest.approx(30 * 20 - (4 - math.pi) * r * r, rel=1e-3)


def test_a_radius_is_never_more_than_half_the_height() -> None:
    squat = bubble(0, 0, Bubble(30, 8, 17, 0, 2, 0), tail_right=False)
    assert box(walk(squat)) == pytest.approx((0, 0, 30, 8))
    assert squat[0] == ("M", 0, 4)
    assert box(walk(rounded(0, 0, 6, 10, 99))) == pytest.approx((0, 0, 6, 10))


def test_a_tail_on_the_right_is_the_mirror_image() -> None:
    left = walk(bubble(10, 5, CHAT, tail_right=False))
    right = walk(bubble(10, 5, CHAT, tail_right=True))
    mirrored = [(2 * 10 + CHAT.width - x, y) for x, y in left]
    assert [p for point in right for p in point] == pytest.approx([p for m in mirrored for p in m])


def test_a_bubble_as_it_is_painted() -> None:
    shape = Bubble(6, 3, 0.01, 2, 2, 0.01)
    marks = [Shape(bubble(1, 1, shape, tail_right=right), BLACK) for right in (False, True)]
    assert drawing([marks[0]], 8, 6) == [
        "________________",
        "__BBBBBBBBBBBB__",
        "__BBBBBBBBBBBB__",
        "__BBBBBBBBBBBB__",
        "__BBB___________",
        "__B_____________",
    ]
    assert drawing([marks[1]], 8, 6)[4:] == ["___________BBB__", "_____________B__"]


# The field: pitch, columns, rows, marks in the last row and the mark's size, for each place.
FIELDS = [
    (81, 75, 1.630, 50, 53, 43, (1.14, 0.82)),
    (81, 66, 1.537, 53, 50, 46, (1.08, 0.77)),
    (267, 55, 2.526, 106, 25, 99, (1.77, 1.26)),
]


@pytest.mark.parametrize(("width", "height", "pitch", "columns", "rows", "last", "mark"), FIELDS)
def test_the_field_is_that_of_the_design(
    width: float,
    height: float,
    pitch: float,
    columns: int,
    rows: int,
    last: int,
    mark: tuple[float, float],
) -> None:
    found = field(2643, width, height)
    assert (found.columns, found.rows) == (columns, rows)
    assert found.pitch == pytest.approx(pitch, abs=0.0006)
    assert 2643 - found.columns * (found.rows - 1) == last
    assert found.mark == pytest.approx(mark, abs=0.006)


@given(st.integers(1, 3000), st.floats(20, 300), st.floats(20, 300), st.booleans())
def test_the_field_is_a_count(count: int, width: float, height: float, from_right: bool) -> None:
    """Every mark is there, inside the box, and no two on one place."""
    found = field(count, width, height)
    marks = field_marks(found, 10, 20, from_right)
    assert len(marks) == count
    starts = {(round(mark[0][1], 6), round(mark[0][2], 6)) for mark in marks}
    assert len(starts) == count
    drop = 0.30 * found.mark[1]  # the last row's tails hang below
    for mark in (marks[0], marks[-1], marks[min(found.columns, count) - 1]):
        left, top, right, bottom = box(walk(mark, steps=1))
        assert left >= 10 - 1e-6
        assert top >= 20 - 1e-6
        assert right <= 10 + width + 1e-6
        assert bottom <= 20 + height + drop + 1e-6


def test_the_field_fills_its_width_exactly() -> None:
    found = field(2643, 81, 75)
    marks = field_marks(found, 8, 80.5)
    first_row = [box(walk(mark)) for mark in marks[: found.columns]]
    assert first_row[0][0] == pytest.approx(8)
    assert first_row[-1][2] == pytest.approx(8 + 81)


def test_the_field_may_fill_from_the_right() -> None:
    found = field(7, 20, 10)
    left, right = (field_marks(found, 0, 0, from_right) for from_right in (False, True))
    for one, other in zip(left, right, strict=True):
        mirrored = [(20 - x, y) for x, y in walk(one)]
        assert [n for p in walk(other) for n in p] == pytest.approx(
            [n for p in mirrored for n in p]
        )


def test_one_mark_may_be_picked_out() -> None:
    found = field(2643, 81, 75)
    row, column = divmod(found.accent, found.columns)
    assert row / found.rows == pytest.approx(0.41, abs=1 / found.rows)
    assert column / found.columns == pytest.approx(0.62, abs=1 / found.columns)


@pytest.mark.parametrize(("count", "height"), [(1, 30), (2, 1), (5, 1), (7, 40)])
def test_the_accent_is_one_of_a_few_marks_too(count: int, height: float) -> None:
    shape = field(count, 85, height)
    assert 0 <= shape.accent < len(field_marks(shape, 0, 0)) == count


@given(st.integers(1, 4000), st.floats(5, 300), st.floats(5, 300))
def test_no_larger_pitch_fits_a_field(count: int, width: float, height: float) -> None:
    found = field(count, width, height)

    def fits(pitch: float) -> bool:
        rows = -(-count // (int((width - 0.70 * pitch) / pitch) + 1))
        return width >= 0.70 * pitch and (rows - 1) * pitch / 1.16 + 0.50 * pitch <= height

    low, high = 0.0, min(width / 0.70, height / 0.50)
    for _ in range(60):  # without an early end
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    assert found.pitch == low
    assert fits(found.pitch)
