"""Where pieces stand on sheets: numbers only, no PDF."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.press import booklet
from generator.press.grid import Grid, GridRequest, fit
from generator.press.imposition import impose
from generator.press.papers import paper
from generator.press.pieces import Leaf, PageSize, leaves
from generator.press.plan import Edges, Lines, Placement, Plan, Sheet, SheetBox
from generator.press.sheetmarks import KINDS, marked
from generator.problems import Refused

BLEED = Edges(3, 3, 3, 3)


def flyers(count: int, width: float = 148, height: float = 210, **how: bool) -> tuple[Leaf, ...]:
    return leaves([PageSize(width, height, BLEED)] * count, **{"two_sided": False, **how})


def edges(box: SheetBox) -> tuple[float, ...]:
    return tuple(round(value, 3) for value in (box.x, box.y, box.right, box.bottom))


# how many fit


@pytest.mark.parametrize(
    ("sheet", "size", "gutter", "expected"),
    [
        ("a4", (85, 55), 0, (2, 5, False)),
        ("a4", (85, 55), 6, (3, 3, False)),  # on its side
        ("sra3", (148, 210), 6, (2, 2, False)),
        ("297x210", (148, 210), 0, (2, 1, False)),
        ("300x100", (90, 140), 0, (2, 1, True)),
        ("297x420", (297, 420), 0, (1, 1, False)),
    ],
)
def test_as_many_as_fit_and_turned_if_more_do(
    sheet: str, size: tuple[float, float], gutter: float, expected: tuple[int, int, bool]
) -> None:
    edge = 8.5 if sheet in {"a4", "sra3"} else 0
    grid = fit(paper(sheet), GridRequest(*size, gutter, gutter, edge))
    assert (grid.columns, grid.rows, grid.turned) == expected


def test_a_chosen_orientation_is_kept() -> None:
    lying = fit(paper("a4", "landscape"), GridRequest(148, 210))
    assert (lying.paper.width, lying.columns, lying.turned) == (297, 2, False)
    standing = fit(paper("a4", "portrait"), GridRequest(148, 210))
    assert (standing.paper.width, standing.rows, standing.turned) == (210, 2, True)


def test_what_does_not_fit_is_reported_in_mm() -> None:
    with pytest.raises(Refused, match=r"together 7\.0 mm too high, whichever way"):
        fit(paper("a4"), GridRequest(200, 300, edge=2))
    with pytest.raises(Refused, match=r"2 × 2 pieces of 105\.0 × 148\.0 mm"):
        fit(paper("a4"), GridRequest(105, 148, 10, 10, columns=2, rows=2))


def test_columns_and_rows_that_are_asked_for_are_kept_in_the_middle() -> None:
    grid = fit(paper("sra3"), GridRequest(85, 55, 6, 6, 8.5, columns=2, rows=3))
    whole = [slot.box for slot in grid.slots]
    assert len(whole) == 6
    assert min(box.x for box in whole) == pytest.approx(320 - max(box.right for box in whole))
    assert min(box.y for box in whole) == pytest.approx(450 - max(box.bottom for box in whole))


@pytest.mark.parametrize("name", ["sra9", "10x10", "9000x100", ""])
def test_a_sheet_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no sheet is"):
        paper(name)


# bleeds


@given(st.floats(0, 20), st.booleans())
def test_bleeds_of_neighbours_never_overlap(gutter: float, turned: bool) -> None:
    grid = Grid(paper("sra3"), GridRequest(60, 90, gutter, gutter), 3, 3, turned)
    (sheet,) = impose(flyers(1, 60, 90), grid).sheets
    for one, other in combinations(sheet.placements, 2):
        common = one.clip.common(other.clip)
        assert min(common.width, common.height) < 1e-6


@pytest.mark.parametrize(("gutter", "inner"), [(0, 0), (2, 1), (6, 3), (10, 3)])
def test_a_bleed_is_half_the_gutter_and_whole_outside(gutter: float, inner: float) -> None:
    grid = Grid(paper("a4"), GridRequest(85, 55, gutter, 0), 2, 1, False)
    (sheet,) = impose(flyers(1, 85, 55), grid).sheets
    left, right = sheet.placements
    assert left.clip.right - left.box.right == pytest.approx(inner)
    assert right.box.x - right.clip.x == pytest.approx(inner)
    assert left.box.x - left.clip.x == pytest.approx(3)
    assert left.box.y - left.clip.y == pytest.approx(3)


def test_the_sheets_boxes_hold_every_piece_and_what_bleeds() -> None:
    grid = fit(paper("sra3"), GridRequest(148, 210, 6, 6, 8.5))
    (sheet,) = impose(flyers(1), grid).sheets
    assert edges(sheet.trim) == (9, 12, 311, 438)
    assert edges(sheet.bleed) == (6, 9, 314, 441)


# order


def pages_of(sheet: Sheet) -> list[int | None]:
    return [placement.page for placement in sheet.placements]


def test_each_page_fills_a_sheet_when_repeated() -> None:
    grid = fit(paper("sra3"), GridRequest(148, 210))
    assert [pages_of(s) for s in impose(flyers(2), grid).sheets] == [[0] * 4, [1] * 4]


def test_cut_stacks_put_upon_one_another_are_in_order() -> None:
    grid = fit(paper("sra3"), GridRequest(148, 210))
    sheets = impose(flyers(10), grid, order="stack").sheets
    stacks = [[pages_of(sheet)[place] for sheet in sheets] for place in range(3)]
    assert [page for stack in stacks for page in stack] == list(range(9))
    assert pages_of(sheets[0]) == [0, 3, 6, 9]
    assert pages_of(sheets[1]) == [1, 4, 7]


def test_pages_stand_in_order_across_a_sheet() -> None:
    grid = fit(paper("sra3"), GridRequest(148, 210))
    assert [pages_of(s) for s in impose(flyers(6), grid, order="across").sheets] == [
        [0, 1, 2, 3],
        [4, 5],
    ]


def test_a_last_page_without_a_back_gets_a_blank_one() -> None:
    grid = fit(paper("a5"), GridRequest(148, 210))
    sheets = impose(flyers(3, two_sided=True), grid, sides="sheetwise").sheets
    assert [pages_of(sheet) for sheet in sheets] == [[0], [1], [2], [None]]


# backs


def through(box: SheetBox, sheet: Sheet, axis: str) -> SheetBox:
    """Where a box of a sheet's back stands when it is seen through the paper."""
    if axis == "upright":
        return box._replace(x=sheet.width - box.right)
    return box._replace(y=sheet.height - box.bottom)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("sheet", "flip", "axis"),
    [("sra3", "long", "upright"), ("sra3", "short", "level"),
     ("450x320", "long", "level"), ("450x320", "short", "upright")],
)  # fmt: skip
def test_every_front_has_its_own_back_behind_it(
    sheet: str, flip: str, axis: str, turned: bool
) -> None:
    grid = Grid(paper(sheet), GridRequest(60, 90, 6, 8), 2, 3, turned)
    pieces = flyers(12, 60, 90, two_sided=True)
    plan = impose(pieces, grid, order="across", sides="sheetwise", flip=flip)
    assert (plan.flip, plan.duplex) == (flip, True)
    front, back = plan.sheets
    behind = {edges(through(p.box, back, axis)): p for p in back.placements}
    for placement in front.placements:
        other = behind[edges(placement.box)]
        assert other.page == placement.page + 1
        assert edges(through(other.clip, back, axis)) == edges(placement.clip)


@pytest.mark.parametrize(
    ("sides", "columns", "rows", "flip"), [("turn", 2, 3, "long"), ("tumble", 3, 2, "short")]
)
def test_one_plate_prints_both_sides(sides: str, columns: int, rows: int, flip: str) -> None:
    grid = Grid(paper("sra3"), GridRequest(60, 90, 6, 6), columns, rows, False)
    plan = impose(flyers(2, 60, 90, two_sided=True), grid, sides=sides)
    (sheet,) = plan.sheets
    axis = "upright" if sides == "turn" else "level"
    stands = {edges(p.box): p for p in sheet.placements}
    assert (plan.flip, plan.duplex, len(stands)) == (flip, False, 6)
    for placement in sheet.placements:
        other = stands[edges(through(placement.box, sheet, axis))]
        assert {placement.page, other.page} == {0, 1}


# booklets


@given(st.integers(1, 90), st.sampled_from(["left", "right"]))
def test_a_folded_booklet_is_in_order(count: int, binding: str) -> None:
    sheets = booklet.order(count, binding)
    if binding == "right":  # seen in a mirror it is bound on the left
        sheets = [(b, a, d, c) for a, b, c, d in sheets]
    front_half = [page for _, right, left, _ in sheets for page in (right, left)]
    back_half = [page for left, _, _, right in reversed(sheets) for page in (right, left)]
    read = [*front_half, *back_half]
    assert len(read) % 4 == 0
    assert read == [*range(count), *[None] * booklet.blanks(count)]


def test_creep_moves_inner_pages_to_the_spine_by_a_thickness_for_each_sheet_outside() -> None:
    pieces = booklet.spreads([PageSize(148, 210, BLEED)] * 16, thickness=0.12)
    grid = fit(paper("a3"), GridRequest(296, 210, columns=1, rows=1))
    plan = impose(pieces, grid, sides="sheetwise")
    assert len(plan.sheets) == 8
    spine = 210.0
    for index, sheet in enumerate(plan.sheets):
        left, right = sorted(sheet.placements, key=lambda place: place.box.x)
        share = index // 2 * 0.12
        assert left.box.right == pytest.approx(spine + share)
        assert right.box.x == pytest.approx(spine - share)
        assert left.clip.right == pytest.approx(spine)
        assert right.clip.x == pytest.approx(spine)
        assert sheet.folds == Lines((spine,), ())
        assert sheet.cuts.upright == plan.sheets[0].cuts.upright


def test_a_turned_spread_is_folded_along_the_other_way() -> None:
    grid = fit(paper("210x297"), GridRequest(296, 210))
    plan = impose(booklet.spreads([PageSize(148, 210)] * 4), grid, sides="sheetwise")
    assert grid.turned
    assert plan.sheets[0].folds == Lines((), (148.5,))


def test_folds_of_a_back_are_behind_those_of_its_front() -> None:
    pieces = leaves([PageSize(100, 50)] * 2, two_sided=True, folds=Lines((30,), ()))
    grid = Grid(paper("sra3"), GridRequest(100, 50), 1, 1, False)
    front, back = impose(pieces, grid, sides="sheetwise").sheets
    (there,), (here,) = front.folds.upright, back.folds.upright
    assert there == pytest.approx(320 - here)
    assert there == pytest.approx(110 + 30)


# marks


def ends(sheet: Sheet) -> list[tuple[SheetBox, bool]]:
    """The box round each mark, and whether it is dashed."""
    found = []
    for shape in sheet.marks:
        xs = [x for _, *values in shape.path for x in values[::2]]
        ys = [y for _, *values in shape.path for y in values[1::2]]
        box = SheetBox(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        found.append((box, bool(shape.dash)))
    return found


def plan_with(gutter: float = 6) -> Plan:
    grid = fit(paper("sra3"), GridRequest(148, 210, gutter, gutter, 8.5))
    pieces = leaves([PageSize(148, 210, BLEED)] * 2, two_sided=True, folds=Lines((70,), ()))
    return impose(pieces, grid, sides="sheetwise")


def test_marks_stand_outside_every_bleed_and_on_the_sheet() -> None:
    for sheet in plan_with().sheets:
        done = marked(sheet, KINDS, ["a name.pdf", "sheet 1"])
        assert not done.left_out
        for box, _ in ends(done.sheet):
            common = box.grown(Edges(0.1, 0.1, 0.1, 0.1)).common(sheet.bleed)
            assert min(common.width, common.height) == 0
            assert box.x >= 0
            assert box.y >= 0
            assert box.right <= sheet.width
            assert box.bottom <= sheet.height


@pytest.mark.parametrize(("gutter", "lines"), [(0, 3), (6, 4)])
def test_every_cut_has_a_mark_at_both_ends(gutter: float, lines: int) -> None:
    sheet = plan_with(gutter).sheets[0]
    drawn = ends(marked(sheet, ("cut",)).sheet)
    assert len(drawn) == 4 * lines
    uprights = [round(box.x, 3) for box, _ in drawn if box.width == 0]
    assert sorted(uprights) == sorted(2 * sheet.cuts.upright)


def test_fold_marks_are_dashed() -> None:
    sheet = plan_with().sheets[0]
    drawn = ends(marked(sheet, ("fold",)).sheet)
    assert all(dashed for _, dashed in drawn)
    assert {round(box.x, 3) for box, _ in drawn} == set(sheet.folds.upright)


def test_registration_marks_meet_those_of_the_other_side() -> None:
    sheet = plan_with().sheets[0]
    drawn = {edges(box) for box, _ in ends(marked(sheet, ("registration",)).sheet)}
    for axis in ("upright", "level"):
        assert {
            edges(through(SheetBox(x, y, r - x, b - y), sheet, axis)) for x, y, r, b in drawn
        } == drawn


def test_a_slug_without_room_is_reported() -> None:
    grid = fit(paper("a6"), GridRequest(60, 60, edge=8.5))
    (sheet,) = impose(flyers(1, 60, 60), grid).sheets
    words = ["a very long name of a file that nobody would want to type.pdf"] * 3
    assert marked(sheet, ("slug",), ["short", *words]).left_out


def test_an_empty_place_has_no_placement_but_its_cuts() -> None:
    grid = fit(paper("sra3"), GridRequest(148, 210))
    (sheet,) = impose(flyers(3), grid, order="across").sheets
    assert len(sheet.placements) == 3
    assert all(isinstance(placement, Placement) for placement in sheet.placements)
    assert len(sheet.cuts.upright) == 3
