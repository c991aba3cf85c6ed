"""Outlines, borders and bare codes: where their edges lie, in mm."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator.page import Path, Shape
from generator.typeset.compose import Composed, compose
from generator.typeset.outline import Bubble, bubble, inset
from generator.typeset.safety import ink
from tests.checked import CACHE
from tests.typeset import shipped

Point = tuple[float, float]
CHAT = Bubble(120.0, 60.0, 20.0, 18.0, 25.0, 3.5)


def made(layout: str, variant: str, size: str = "", margin: float = 5) -> Composed:
    drawing = shipped.design().drawing(layout, variant, margin)[0]
    return compose(shipped.document(), drawing, size or drawing.layout.formats[0], cache=CACHE)


def along(path: Path, steps: int) -> Iterator[list[Point]]:
    """Points in equal steps along each segment of a path."""
    pen = (0.0, 0.0)
    for segment in path:
        values = [float(value) for value in segment[1:]]
        corners = [pen, *zip(values[::2], values[1::2], strict=True)]
        if segment[0] in "LC":
            yield [curve(corners, step / steps) for step in range(steps + 1)]
        pen = corners[-1]


def curve(corners: list[Point], t: float) -> Point:
    """A point of a line or a cubic, by de Casteljau's rule."""
    while len(corners) > 1:
        corners = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
            for a, b in itertools.pairwise(corners)
        ]
    return corners[0]


@pytest.mark.parametrize("line", [0.7, 1.6, 3.2])
@pytest.mark.parametrize("right", [False, True])
def test_an_outline_is_as_thick_all_the_way_round(line: float, right: bool) -> None:
    outer = bubble(0, 0, CHAT, right)
    inner = bubble(line, line, inset(CHAT, line), right)
    edge = [point for points in along(outer, 400) for point in points]
    for points in along(inner, 8):
        middle = points[4]
        assert min(math.dist(middle, one) for one in edge) == pytest.approx(line, rel=0.02)


def bubbles(found: Composed) -> list[Shape]:
    return [shape for page in found.artwork.pages for shape in shipped.shapes(page, "bubble")]


@pytest.mark.parametrize(
    ("layout", "size", "chat", "line"),
    [("leaflet-dl-6pp", "", 1.0, 0.7), ("flyer-a5", "", 1.23, 0.7),
     ("poster-story", "a3", 1.6, 1.6), ("poster-story", "a4", 1.514, 1.1),
     ("poster-signs", "a3", 0, 1.6)],
)  # fmt: skip
def test_an_outline_is_drawn_inside_the_shape(
    layout: str, size: str, chat: float, line: float
) -> None:
    weights = []
    found = bubbles(made(layout, "mono", size))
    for outer, inner in zip(found, found[1:], strict=False):
        if outer.fill and inner.fill and (outer.fill.name, inner.fill.name) == ("black", "white"):
            left, top, right, _ = shipped.extent(outer)
            inside = shipped.extent(inner)
            weight = inside[0] - left
            assert inside[1] - top == pytest.approx(weight, abs=0.01)
            assert right - inside[2] == pytest.approx(weight, abs=0.01)
            weights.append(weight)
    expected = ([chat] if chat else []) + [line] * (len(weights) - bool(chat))
    assert sorted(weights) == pytest.approx(sorted(expected), abs=0.01)
    assert weights


def test_a_bubble_that_fades_into_its_ground_is_outlined() -> None:
    """The child's is white: 2.1:1 on apricot, 1.07:1 on paper."""
    drawing = shipped.design().drawing("leaflet-dl-6pp")[0]
    front = drawing.layout.pages[0].frames[2]
    pages = list(drawing.layout.pages)
    for ground, line in (("ground", 0.0), ("paper", 1.0)):
        frames = (*pages[0].frames[:2], front.model_copy(update={"ground": ground}))
        pages[0] = pages[0].model_copy(update={"frames": frames})
        layout = drawing.layout.model_copy(update={"pages": tuple(pages)})
        found = compose(
            shipped.document(), replace(drawing, layout=layout), "a4-roll-fold-dl", cache=CACHE
        )
        child = [one for one in bubbles(found) if one.fill and one.fill.name == "white"]
        (white,) = child
        around = [
            one for one in bubbles(found)
            if one.fill and one.fill.name == "night" and shipped.extent(one)[0] > 210
            and shipped.extent(one)[2] == pytest.approx(shipped.extent(white)[2] + line, abs=0.01)
        ]  # fmt: skip
        assert len(around) == bool(line)


def test_the_stranger_is_solid_and_in_the_saver_twice_as_heavy_as_the_others() -> None:
    solid = bubbles(made("poster-story", "mono"))
    assert [shape.fill.name for shape in solid if shape.fill] == [
        "black", "black", "white", "black", "white"
    ]  # fmt: skip
    saved = bubbles(made("poster-story", "mono-saver"))
    lines = [
        shipped.extent(inner)[0] - shipped.extent(outer)[0]
        for outer, inner in zip(saved[::2], saved[1::2], strict=True)
    ]
    assert lines == pytest.approx([3.2, 1.6, 1.6])


def test_a_bare_symbol_stands_on_the_column_and_nothing_in_its_quiet_zone() -> None:
    page = made("poster-story", "mono").artwork.pages[0]
    carded = made("poster-story", "", margin=0).artwork.pages[0]
    assert not list(shipped.shapes(page, "code-card"))
    assert len(list(shipped.shapes(carded, "code-card"))) == 2
    for code in page.codes:
        left, top = code.x + 4 * code.module, code.y + 4 * code.module
        assert any(
            (left, top) == pytest.approx(shipped.extent(shape)[:2])
            for shape in shipped.shapes(page, "code")
        )
        for words, run in shipped.lines(page):
            left, top, right, bottom = ink(run) or (0, 0, 0, 0)
            beside = right <= code.x or left >= code.x + code.size
            assert beside or bottom <= code.y or top >= code.y + code.size, words
    card, bare = carded.codes[0], page.codes[0]
    assert bare.size == card.size  # the symbol is as large without its card
    assert bare.x + 4 * bare.module == pytest.approx(card.x)


def test_grounds_end_at_a_printers_border_and_are_not_scaled() -> None:
    whole = made("leaflet-dl-6pp", "", margin=0)
    cut = made("leaflet-dl-6pp", "", margin=5)
    assert [page.bleed for page in whole.artwork.pages] == [3, 3]
    assert [page.bleed for page in cut.artwork.pages] == [0, 0]
    for page in cut.artwork.pages:
        edges = [shipped.extent(shape) for shape in shipped.shapes(page, "ground")]
        assert min(edge[0] for edge in edges) == 5
        assert max(edge[2] for edge in edges) == 292
        assert {(edge[1], edge[3]) for edge in edges} == {(5, 205)}
    for before, after in zip(whole.artwork.pages, cut.artwork.pages, strict=True):
        places = [
            [(words, run.x, run.y) for words, run in shipped.lines(one)] for one in (before, after)
        ]
        assert places[0] == places[1]
        assert [page.x for page in before.frames] == [page.x for page in after.frames]


def test_a_border_is_as_wide_on_every_size_of_sheet() -> None:
    for size in ("a4", "a3", "a2", "a1"):
        page = made("poster-signs", "", size, margin=5).artwork.pages[0]
        ground = shipped.extent(next(shipped.shapes(page, "ground")))
        assert ground == pytest.approx((5, 5, page.width - 5, page.height - 5))


def test_a_border_of_the_layout_is_of_its_sheet() -> None:
    for size, border in (("a3", 15), ("a4", 10.6), ("a2", 15 * 420 / 297)):
        page = made("poster-signs", "mono", size).artwork.pages[0]
        ground = shipped.extent(next(shipped.shapes(page, "ground")))
        assert ground[0] == pytest.approx(border)
        assert page.width - ground[2] == pytest.approx(border)


def test_a_card_cut_from_a_larger_sheet_has_no_border_of_a_printer() -> None:
    page = made("pocket-card", "", margin=5).artwork.pages[0]
    assert page.bleed > 0


def test_the_initials_of_the_pledge_are_underlined() -> None:
    page = made("leaflet-dl-6pp", "mono").artwork.pages[0]
    runs = {words: run for words, run in shipped.lines(page) if words in {"C", "E", "A", "S"}}
    assert set(runs) == {"C", "E", "A", "S"}
    lines = [shipped.extent(shape) for shape in shipped.shapes(page, "underline")]
    for run in runs.values():
        assert run.font.weight == 800
        (line,) = [
            box for box in lines
            if box[0] == pytest.approx(run.x) and run.y < box[1] < run.y + 2
        ]  # fmt: skip
        assert line[3] - line[1] == pytest.approx(0.5)
