"""Where printer's marks stand: outside the bleed, clear of each other, on every plate."""

import pytest

from generator.cache import Cache
from generator.colour import Colour
from generator.design.editions import Edition
from generator.fonts import FontFile
from generator.page import Artwork, Cluster, GlyphRun, Group, Image, Page, Shape
from generator.press import REGISTRATION, finish, plates
from generator.units import MM_PER_PT
from tests.sample_projects import ROOT

FONT = FontFile("Public Sans", 400, str(ROOT / "fonts/PublicSans/PublicSans-Regular.ttf"))
LEAF = Colour("leaf", (60, 0, 80, 0), "#66BB55")
BLACK = Colour("black", (0, 0, 0, 100), "#000000")
GOLD = Colour("gold", (20, 30, 80, 0), "#CCAA33", spot="Gold")


def edition(*marks: str) -> Edition:
    return Edition(title="Press", colours="cmyk", bleed=True, marks=marks, profile="press-coated")


def artwork(width: float = 100, height: float = 200, **more: object) -> Artwork:
    ground = Shape((("M", 0, 0), ("L", width, 0), ("L", width, height), ("Z",)), LEAF)
    page = Page("front", width, height, (ground,), **{"bleed": 3.0, **more})
    return Artwork("Title", "en", "ltr", (page,))


def entry(text: str) -> GlyphRun:
    """A run of as many ems as there are letters."""
    clusters = tuple(Cluster(letter, ((1, 0.0, 0.0),), 2000.0) for letter in text)
    return GlyphRun(FONT, 6.5, 0, 0, REGISTRATION, clusters)


def drawn(page: Page) -> tuple[list[Shape], list[GlyphRun]]:
    marks = [mark for group in page.marks if isinstance(group, Group) for mark in group.marks]
    return (
        [mark for mark in marks if isinstance(mark, Shape)],
        [mark for mark in marks if isinstance(mark, GlyphRun)],
    )


def ends(shape: Shape) -> tuple[float, float, float, float]:
    (_, x0, y0), (_, x1, y1) = shape.path
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def outside(shape: Shape, page: Page) -> float:
    """How far outside the trim a mark begins."""
    left, top, right, bottom = ends(shape)
    return max(-right, -bottom, left - page.width, top - page.height)


@pytest.mark.parametrize("bleed", [0.0, 2.0, 3.0, 5.0])
def test_crop_marks_stand_clear_of_trim_and_bleed(bleed: float) -> None:
    page = finish(artwork(bleed=bleed), edition("crop"), [[]], cache=Cache()).pages[0]
    shapes, _ = drawn(page)
    assert len(shapes) == 8
    for shape in shapes:
        left, top, right, bottom = ends(shape)
        assert outside(shape, page) >= 3
        assert outside(shape, page) > bleed
        assert (right - left) + (bottom - top) == pytest.approx(5)
        assert shape.weight == pytest.approx(0.25 * MM_PER_PT)
        assert shape.stroke == REGISTRATION
        sheet = page.bleed + page.slug
        assert -sheet <= left
        assert right <= page.width + sheet


def test_each_corner_has_a_mark_in_line_with_each_edge() -> None:
    page = finish(artwork(), edition("crop"), [[]], cache=Cache()).pages[0]
    lines = {(left, right) for left, _, right, _ in map(ends, drawn(page)[0]) if left == right}
    assert lines == {(0, 0), (100, 100)}
    rows = {(top, bottom) for _, top, _, bottom in map(ends, drawn(page)[0]) if top == bottom}
    assert rows == {(0, 0), (200, 200)}


def test_fold_marks_are_dashed_and_only_where_folds_are() -> None:
    page = finish(artwork(folds=(30.0, 65.0)), edition("fold"), [[]], cache=Cache()).pages[0]
    shapes, _ = drawn(page)
    assert sorted(ends(shape)[0] for shape in shapes) == [30, 30, 65, 65]
    assert all(shape.dash for shape in shapes)
    assert all(outside(shape, page) > page.bleed for shape in shapes)


def test_an_edition_without_marks_is_left_alone() -> None:
    piece = artwork()
    assert finish(piece, edition(), [[]], cache=Cache()) is piece


def test_marks_are_registration_so_that_every_plate_has_them() -> None:
    assert REGISTRATION.spot == "All"
    assert REGISTRATION.cmyk == (100, 100, 100, 100)


@pytest.mark.parametrize("words", [["short"], ["x" * 30, "y" * 20, "z" * 25, "w"]])
def test_the_slug_stands_on_the_sheet_below_every_mark(words: list[str]) -> None:
    slug = [entry(word) for word in words]
    page = finish(
        artwork(folds=(50.0,)), edition("crop", "fold", "slug"), [slug], cache=Cache()
    ).pages[0]
    shapes, runs = drawn(page)
    lowest = max(ends(shape)[3] for shape in shapes)
    assert [run.text for run in runs] == words
    for run in runs:
        assert run.y - run.size * MM_PER_PT > lowest
        assert run.y < page.height + page.bleed + page.slug
        assert run.x >= 0
        assert run.x + run.width <= page.width


def test_a_long_slug_takes_more_lines_and_a_larger_sheet() -> None:
    short = finish(artwork(), edition("slug"), [[entry("x")]], cache=Cache()).pages[0]
    long = finish(artwork(), edition("slug"), [[entry("x" * 30)] * 4], cache=Cache()).pages[0]
    assert len({run.y for run in drawn(long)[1]}) == 4
    assert long.slug > short.slug


def test_an_entry_wider_than_the_page_has_a_sheet_to_stand_on() -> None:
    page = finish(artwork(width=30), edition("slug"), [[entry("x" * 40)]], cache=Cache()).pages[0]
    (run,) = drawn(page)[1]
    assert run.width > 30 + 2 * 15
    assert run.x + run.width < page.width + page.bleed + page.slug


def test_pages_of_one_size_share_their_marks() -> None:
    cache = Cache()
    first, second = (
        finish(artwork(), edition("crop"), [[]], cache=cache).pages[0] for _ in range(2)
    )
    assert first.marks[-1] is second.marks[-1]


def test_plates_are_the_inks_used() -> None:
    assert plates(artwork(), cache=Cache()) == ("Cyan", "Yellow")
    rule = Shape((("M", 0, 0), ("L", 5, 0)), stroke=GOLD, weight=1)
    words = GlyphRun(FONT, 8, 0, 0, BLACK, entry("x").clusters)
    page = Page("front", 10, 10, (Group((rule, words)),))
    assert plates(Artwork("t", "en", "ltr", (page,)), cache=Cache()) == ("Black", "Gold")


def test_a_picture_prints_from_every_process_plate() -> None:
    page = Page("front", 10, 10, (Image("/a.png", "0", 0, 0, 1, 1, "alt"),))
    assert plates(Artwork("t", "en", "ltr", (page,)), cache=Cache()) == (
        "Cyan",
        "Magenta",
        "Yellow",
        "Black",
    )


def test_marks_are_no_plate_of_their_own() -> None:
    piece = finish(artwork(), edition("crop"), [[]], cache=Cache())
    assert plates(piece, cache=Cache()) == ("Cyan", "Yellow")
