"""Words keep clear of the knife on every side, and of the folds."""

from pathlib import Path

import pytest

from generator.page import Cluster, GlyphRun, Group, Mark, Shape, Tag
from generator.problems import Refused
from generator.typeset.compose import Composed, compose
from generator.typeset.fit_path import initial, safe_shapes, taken
from generator.typeset.geometry import Geometry, LanguageSettings
from generator.typeset.outline import Bubble, bubble
from generator.typeset.safety import SafeSheet, shapes_too_near, too_near
from tests.checked import CACHE
from tests.typeset import shipped, squares

WIDTH, HEIGHT, SAFE = 60.0, 40.0, 5.0


def run(x: float, y: float, letters: str = "ab") -> GlyphRun:
    """Letters of a square millimetre, whose top left corner is at x, y."""
    opened = squares.font().face
    clusters = tuple(
        Cluster(letter, ((opened.glyph(ord(letter)), 0, 0),), squares.EM) for letter in letters
    )
    key = f"campaign:blocks.a.texts.{round(x * 100)}"
    return GlyphRun(squares.font(), squares.SIZE, x, y + 1, squares.BLACK, clusters, key=key)


def reported(*runs: GlyphRun, folds: tuple[float, ...] = ()) -> list[str]:
    problems = too_near(runs, SafeSheet(WIDTH, HEIGHT, folds, SAFE, "a frame"))
    assert all(problem.is_error and problem.rule == "too-near" for problem in problems)
    return [problem.message for problem in problems]


# two letters, so 2 mm wide and 1 mm high, 2 mm from the edge, 5 mm from it, and over it
EDGES = {
    "left": ((2, 20), (5, 20), (-1, 20)),
    "right": ((56, 20), (53, 20), (59, 20)),
    "top": ((30, 2), (30, 5), (30, -0.5)),
    "bottom": ((30, 37), (30, 34), (30, 39.5)),
}


@pytest.mark.parametrize("edge", EDGES)
def test_words_near_the_trim_are_reported_whichever_side_it_is(edge: str) -> None:
    near, clear, over = EDGES[edge]
    assert reported(run(*near)) == ['"ab" stands 2.0 mm from the trim, nearer than 5 mm']
    assert reported(run(*clear)) == []
    assert reported(run(*over)) == ['"ab" crosses the trim']


@pytest.mark.parametrize(("x", "said"), [(17, "1.0 mm"), (22, "2.0 mm")])
def test_words_near_a_fold_are_reported_on_both_sides_of_it(x: float, said: str) -> None:
    assert reported(run(x, 20), folds=(20, 40)) == [
        f'"ab" stands {said} from the fold, nearer than 5 mm'
    ]
    assert reported(run(x, 20)) == []


def test_words_over_a_fold_cross_it() -> None:
    assert reported(run(39, 20), folds=(20, 40)) == ['"ab" crosses the fold']


def test_each_place_is_reported_once() -> None:
    assert len(reported(run(2, 20), run(2, 22), run(3, 20))) == 2


def body(x: float, y: float) -> Shape:
    """A bubble of 10 by 5 mm with a tail of 3 mm under its left."""
    outline = bubble(x, y, Bubble(10, 5, 1, 3, 3, 0), tail_right=False)
    return Shape(outline, squares.BLACK, kind="bubble")


def near(*marks: Mark, folds: tuple[float, ...] = ()) -> list[str]:
    found = shapes_too_near(marks, SafeSheet(WIDTH, HEIGHT, folds, SAFE, "a frame"))
    assert all(problem.is_error and problem.rule == "too-near" for problem in found)
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        (5, 5, ""),
        (20, 27, ""),
        (20, 30, "a bubble stands 2.0 mm from the trim, nearer than 5 mm"),
        (3, 20, "a bubble stands 3.0 mm from the trim, nearer than 5 mm"),
        (20, 34, "a bubble crosses the trim"),
    ],
)
def test_a_bubble_and_its_tail_keep_from_the_trim(x: float, y: float, said: str) -> None:
    assert near(body(x, y)) == ([said] if said else [])
    assert near(Group((Tag("P", (body(x, y),)),), "held")) == ([said] if said else [])


def test_a_bubble_keeps_from_a_fold() -> None:
    said = "a bubble stands 1.0 mm from the fold, nearer than 5 mm"
    assert near(body(21, 10), folds=(20,)) == [said]


@pytest.mark.parametrize("tag", ["ur", "ta", "ar"])
def test_a_tail_at_the_foot_of_a_leaflet_keeps_from_the_trim(tag: str) -> None:
    words, _ = shipped.content().document(shipped.CAMPAIGN, tag, shipped.AREA)
    drawing = shipped.drawing(shipped.BOOKLET)
    made = compose(words, drawing, drawing.layout.formats[0], cache=CACHE)
    page = made.artwork.pages[0]
    tips = [shipped.extent(shape)[3] for shape in shipped.shapes(page, "bubble")]
    assert page.height - max(tips) >= 7.98


def test_bubbles_come_nearer_the_trim_only_where_nothing_else_makes_room(tmp_path: Path) -> None:
    """Words two fifths longer fill the A5 leaflet."""
    words, _ = shipped.content().document(shipped.CAMPAIGN, "pseudo", shipped.AREA)

    def nearest(made: Composed) -> float:
        return min(
            page.height - shipped.extent(shape)[3]
            for page in made.artwork.pages
            for shape in shipped.shapes(page, "bubble")
        )

    drawing = shipped.drawing(shipped.BOOKLET)
    size = drawing.layout.formats[0]
    assert 4.98 <= nearest(compose(words, drawing, size, cache=CACHE)) < 8
    assert nearest(shipped.english(shipped.BOOKLET)) >= 7.98
    edit = f"layouts/{shipped.BOOKLET}.yaml", "    - {nearer: 5}\n", ""
    kept = shipped.changed(tmp_path, edit)[1].drawing(shipped.BOOKLET)[0]
    with pytest.raises(Refused):
        compose(words, kept, size, cache=CACHE)


def test_a_row_that_is_not_taken_leaves_bubbles_where_they_are() -> None:
    drawing = shipped.drawing(shipped.BOOKLET)
    here = Geometry(drawing, drawing.layout.formats[0], LanguageSettings("en", "Latn", False))
    rows = drawing.layout.fit.shrink
    (nearer,) = (at for at, row in enumerate(rows) if row.nearer)
    start = initial(drawing.layout)
    assert nearer == len(rows) - 1
    assert safe_shapes(here, start) == 8
    assert safe_shapes(here, taken(start, 0, 3)) == 8
    assert safe_shapes(here, taken(start, nearer, 1)) == 5


def test_a_layout_is_refused_where_a_bubble_stands_nearer_than_it_says(tmp_path: Path) -> None:
    edit = f"layouts/{shipped.FLYER}.yaml", "safe_shapes: 8", "safe_shapes: 10.5"
    found = shipped.refusal(tmp_path, shipped.FLYER, edit)
    assert {problem.rule for problem in found} == {"too-near"}
    assert any("nearer than 10.5 mm" in problem.message for problem in found)
