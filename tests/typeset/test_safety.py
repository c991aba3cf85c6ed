"""Words keep clear of the knife on every side, and of the folds."""

import pytest

from generator.page import Cluster, GlyphRun
from generator.typeset.safety import too_near
from tests.typeset import squares

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
    problems = too_near(runs, WIDTH, HEIGHT, folds, SAFE, "a frame")
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
