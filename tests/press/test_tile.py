"""Posters over sheets: cut at their lines and put together, the tiles are the poster again."""

import io
from math import floor

import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from generator.press.original import open_original
from generator.press.papers import paper
from generator.press.plan import SheetBox
from generator.press.sheets import write
from generator.press.tile import Tiled, TileOptions, tile_pdf
from generator.press.tilemarks import INK, labelled, tile_marks
from generator.press.tiles import SLIVER, Tiling, letters, savings, tiling
from generator.problems import Refused
from tests.press.pages import Drawn, difference, document, part, pictures, trimmed

POSTER = Drawn(width=180, height=120)
SMALL = "100x80"
FINE = 8  # pixels to the millimetre: lines are wider than one, so none is made wider


def tiled(data: bytes, sheet: str = SMALL, **options: object) -> Tiled:
    return tile_pdf(data, "poster", TileOptions(paper(sheet), **options))


def assembled(made: Tiled) -> Image.Image:
    """The tiles printed, cut along their trim and laid side by side."""
    (found,) = made.tilings
    whole = Image.new("RGB", (round(found.width * FINE), round(found.height * FINE)), "red")
    for tile, sheet, picture in zip(
        found.tiles, made.plan.sheets, pictures(made.data, FINE), strict=True
    ):
        at = round(tile.kept.x * FINE), round(tile.kept.y * FINE)
        whole.paste(part(picture, sheet.trim, FINE), at)
    return whole


# geometry


@given(
    st.floats(100, 2000), st.floats(100, 2000), st.floats(0, 12), st.floats(0, 30),
    st.sampled_from(["a4", "a3", "150x250"]),
)  # fmt: skip
@example(210.125, 100, 0, 0, "a4")
@example(200, 297.125, 0, 0, "a4")
def test_what_the_tiles_keep_is_the_poster_and_nothing_twice(
    width: float, height: float, margin: float, overlap: float, sheet: str
) -> None:
    found = tiling(paper(sheet), width, height, margin, overlap)
    tiles = list(found.tiles)
    right, bottom = tiles[-1].kept.right, tiles[-1].kept.bottom
    assert sum(t.kept.width * t.kept.height for t in tiles) == pytest.approx(right * bottom)
    for end, size in ((right, width), (bottom, height)):
        assert size - SLIVER - 1e-6 <= end <= size
    for tile in tiles:
        assert tile.kept.common(tile.shown) == pytest.approx(tile.kept)
        assert tile.sheet.x >= margin
        assert tile.sheet.right <= found.paper.width - margin + 1e-6
        assert tile.sheet.bottom <= found.paper.height - margin + 1e-6
        if tile.column:
            before = tiles[tile.row * found.columns + tile.column - 1]
            assert tile.kept.x == pytest.approx(before.kept.right)
            assert before.shown.right - tile.shown.x == pytest.approx(overlap)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((297, 420), (2, 2, 210)), ((380, 260), (2, 1, 210)), ((270, 380), (1, 2, 297))],
)
def test_sheets_lie_so_that_the_fewest_are_needed(
    size: tuple[float, float], expected: tuple[int, int, float]
) -> None:
    found = tiling(paper("a4"), *size, margin=5, overlap=10)
    assert (found.columns, found.rows, found.paper.width) == expected
    other = Tiling(found.paper.turned, *size, 5, 10)
    assert found.count <= other.count
    kept = tiling(paper("a4", "landscape"), *size, margin=5, overlap=10)
    assert kept.paper.width == 297


def test_labels_count_along_rows() -> None:
    found = tiling(paper(SMALL), 180, 120, 5, 10)
    assert [tile.label for tile in found.tiles] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert [letters(row) for row in (0, 25, 26, 27, 701, 702)] == [
        "A", "Z", "AA", "AB", "ZZ", "AAA",
    ]  # fmt: skip


def test_margins_that_leave_nothing_are_refused() -> None:
    with pytest.raises(Refused, match=r"leave 10\.0 mm of a sheet"):
        tiling(paper(SMALL), 500, 500, margin=30, overlap=10)
    with pytest.raises(Refused, match="would take"):
        tiling(paper(SMALL), 4000, 4000, margin=5, overlap=10)


# put together again


@pytest.mark.parametrize(
    "page",
    [
        POSTER,
        Drawn(width=180, height=120, rotate=90),
        Drawn(width=180, height=120, rotate=180, unit=2, origin=(-30, 80)),
        Drawn(width=180, height=120, boxes=("Media", "Crop", "Trim"), inherited=True),
    ],
)
@pytest.mark.parametrize("options", [{}, {"overlap": 0, "margin": 0}, {"overlap": 25, "margin": 8}])
def test_the_tiles_put_together_are_the_poster(page: Drawn, options: dict[str, float]) -> None:
    usual = trimmed(pictures(document([POSTER]), FINE)[0], POSTER, FINE)
    made = tiled(document([page]), **options)
    assert made.tilings[0].count > 3
    assert difference(assembled(made), usual) < 0.0005


def test_a_poster_made_larger_is_sharp() -> None:
    made = tiled(document([Drawn()]), scale=3.0)
    large = trimmed(pictures(document([Drawn()]))[0], Drawn()).resize((1440, 960))
    assert made.tilings[0].width == pytest.approx(180)
    assert difference(assembled(made), large) < 0.01
    assert b"/Image" not in made.data


def test_a_poster_becomes_the_size_it_is_to_have() -> None:
    a5 = document([Drawn(width=148.5, height=210)])
    made = tiled(a5, "a4", to=paper("a3"))
    assert (made.tilings[0].width, made.tilings[0].height) == pytest.approx((297, 420))
    assert not [p for p in made.problems if p.rule == "proportions"]
    square = tiled(document([Drawn(width=100, height=100)]), "a4", to=paper("a3"))
    assert "it becomes 297 × 297 mm" in square.problems[0].message
    lying = tiled(document([Drawn(width=210, height=148.5)]), "a4", to=paper("a3"))
    assert lying.tilings[0].width == pytest.approx(420)


def test_every_page_is_a_poster_of_its_own() -> None:
    made = tiled(document([POSTER, Drawn()]))
    assert [found.count for found in made.tilings] == [6, 1]
    assert [sheet.placements[0].page for sheet in made.plan.sheets] == [0] * 6 + [1]
    assert tiled(document([POSTER, Drawn()]), pages=(2,)).tilings[0].count == 1


def test_a_poster_that_takes_sheets_for_next_to_nothing_is_reported() -> None:
    poster = document([Drawn(width=297, height=210, edge=3)])
    (reported,) = tiled(poster, "a4", scale=2.0).problems
    assert reported.rule == "sliver"
    assert "8 sheets, and 6 if it is" in reported.message
    scale = float(reported.hint.split()[-1].rstrip("%")) / 100
    assert tiled(poster, "a4", scale=scale).tilings[0].count == 6


# what is printed beside


def around(shape: object) -> SheetBox:
    points = [(x, y) for _, *v in shape.path for x, y in zip(v[::2], v[1::2], strict=True)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    half = shape.weight / 2 - 1e-6
    return SheetBox(left - half, top - half, right - left + 2 * half, bottom - top + 2 * half)


@given(
    st.floats(120, 900), st.floats(120, 900), st.floats(0, 10), st.floats(0, 30),
)  # fmt: skip
def test_nothing_is_drawn_on_what_is_kept(
    width: float, height: float, margin: float, overlap: float
) -> None:
    found = tiling(paper("a4"), width, height, margin, overlap)
    for tile in found.tiles:
        kept = tile.on_sheet(tile.kept)
        for shape in tile_marks(found, tile):
            common = around(shape).common(kept)
            assert min(common.width, common.height) < 1e-5


@pytest.mark.parametrize("overlap", [8, 10, 25])
@pytest.mark.parametrize("size", [(297, 420), (594, 841), (390, 564)])
def test_every_tile_has_its_label_and_key_map(size: tuple[float, float], overlap: float) -> None:
    found = tiling(paper("a4"), *size, 5, overlap)
    for tile in found.tiles:
        assert labelled(found, tile)
        filled = [shape for shape in tile_marks(found, tile) if shape.fill == INK]
        assert len(filled) == 2  # the label and this tile's cell
        cells = around(filled[1])
        assert cells.width == pytest.approx(cells.height, abs=1e-3)


def test_a_label_without_room_is_reported() -> None:
    exact = document([Drawn(width=360, height=160)])
    made = tiled(exact, "100x90", overlap=0, margin=5)
    assert [problem.rule for problem in made.problems] == ["label"]
    assert "A1, A2" in made.problems[0].message


def test_whole_lines_are_where_to_cut_and_dashed_ones_where_the_next_sheet_lies() -> None:
    found = tiling(paper(SMALL), 180, 120, 5, 10)
    middle = next(tile for tile in found.tiles if tile.label == "A2")
    kept = middle.on_sheet(middle.kept)
    lines = [shape for shape in tile_marks(found, middle) if shape.stroke == INK and not shape.fill]
    sides = {}
    for shape in lines:
        box = around(shape)
        for side, near in (
            ("left", box.right - kept.x), ("right", box.x - kept.right),
            ("bottom", box.y - kept.bottom), ("top", box.bottom - kept.y),
        ):  # fmt: skip
            if abs(near) < 0.01 and box.width + box.height > 50:
                sides[side] = bool(shape.dash)
    assert sides == {"left": False, "right": True, "bottom": True, "top": False}


def test_the_lines_of_neighbours_meet() -> None:
    found = tiling(paper(SMALL), 180, 120, 5, 10)
    one, two = list(found.tiles)[:2]
    assert one.kept.right == pytest.approx(two.kept.x)
    assert one.shown.right - one.kept.right == pytest.approx(5)
    assert two.kept.x - two.shown.x == pytest.approx(5)


def test_the_cover_shows_the_poster_and_its_seams() -> None:
    made = tiled(document([POSTER]), "a4", scale=2.0, cover=True)
    cover = made.plan.sheets[0]
    assert cover.name == "cover"
    (place,) = cover.placements
    picture = part(pictures(made.data)[0], place.box)
    usual = trimmed(pictures(document([POSTER]))[0], POSTER).resize(picture.size)
    assert difference(picture, usual) < 0.2
    assert len(made.plan.sheets) == 1 + made.tilings[0].count
    drawn = [around(shape) for shape in cover.marks]
    assert all(box.x >= 4 and box.right <= 206 for box in drawn)
    rulers = [box for box in drawn if box.width == pytest.approx(100, abs=0.3) and box.height < 1]
    assert len(rulers) == 1


# the file


def test_the_poster_is_in_the_file_once_and_as_vectors() -> None:
    data = document([POSTER])
    made = tiled(data)
    reader = pypdf.PdfReader(io.BytesIO(made.data))
    forms = {page["/Resources"]["/XObject"].raw_get("/P0").idnum for page in reader.pages}
    assert len(reader.pages) == 6
    assert len(forms) == 1
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_marks_on_tiles_are_in_black_alone() -> None:
    made = tiled(document([POSTER]))
    for page in pypdf.PdfReader(io.BytesIO(made.data)).pages:
        content = page.get_contents().get_data()
        assert b" cs" not in content
        assert b" g" in content


def test_the_same_poster_gives_the_same_bytes() -> None:
    data = document([POSTER])
    assert tiled(data, cover=True).data == tiled(data, cover=True).data
    made = tiled(data)
    assert write(open_original(data), made.plan)[0] == made.data


# what a smaller poster saves


@pytest.mark.parametrize(
    ("width", "height", "least", "expected"),
    [
        (297, 420, 0.8, [(96.6, 3), (92.8, 2)]),  # A3 on A4: two lie across
        (297, 420, 0.95, [(96.6, 3)]),
        (200, 287, 0.8, []),  # one sheet is enough
        (594, 841, 0.9, [(97.6, 9), (91.5, 8)]),
    ],
)
def test_savings_are_true(
    width: float, height: float, least: float, expected: list[tuple[float, int]]
) -> None:
    sheet = paper("a4")
    saved = savings(tiling(sheet, width, height, 5, 10), least)
    assert [(floor(each.factor * 1000) / 10, each.sheets) for each in saved] == expected
    for factor, sheets in saved:
        assert tiling(sheet, width * factor, height * factor, 5, 10).count == sheets
