"""Contrast and size of text, measured on finished pages."""

import pytest

from generator.cache import Cache
from generator.colour import Colour, contrast
from generator.fonts import FontFile
from generator.page import Artwork, Cluster, GlyphRun, Group, Mark, Page, Shape, Tag, rectangle
from generator.problems import Problem
from generator.typeset.legibility import FaintInputs, GroundsInputs, illegible
from generator.typeset.outline import Bubble, bubble
from tests.checked import CACHE
from tests.typeset import shipped

WHITE = Colour("white", (0, 0, 0, 0), "#FFFFFF")
BLACK = Colour("black", (0, 0, 0, 100), "#000000")
NIGHT = Colour("night", (75, 85, 0, 70), "#2F1B42")
GRAY = Colour("gray", (0, 0, 0, 50), "#777777")
APRICOT = Colour("apricot", (0, 45, 60, 0), "#F5A26C")
FONT = next(font for font in shipped.drawing("flyer-a5").weights.values() if font.weight == 400)
HEAVY = next(font for font in shipped.drawing("flyer-a5").weights.values() if font.weight == 800)


def words(
    colour: Colour, x: float = 10, y: float = 20, size: float = 10, font: FontFile = FONT
) -> GlyphRun:
    clusters = tuple(Cluster("n", ((1, 0, 0),), 600) for _ in range(20))
    return GlyphRun(font, size, x, y, colour, clusters, key="campaign:title")


def problems_of(*marks: Mark, least: float = 6) -> list[Problem]:
    page = Page("page", 100, 100, (Group(marks),))
    return illegible(Artwork("T", "en", "ltr", (page,)), least, cache=CACHE)


def ground(colour: Colour, width: float = 100) -> Shape:
    return Shape(rectangle(0, 0, width, 100), colour, kind="ground")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # W3C's own examples: black on white, and the gray nearest to 4.5 on white
    [("#000000", "#FFFFFF", 21.0), ("#767676", "#FFFFFF", 4.54), ("#FFFFFF", "#FFFFFF", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    found = contrast(Colour("a", (), one).rgb, Colour("b", (), other).rgb)
    assert found == pytest.approx(ratio, abs=0.01)


def test_words_on_paper_and_on_grounds_that_carry_them() -> None:
    assert not problems_of(words(BLACK))
    assert not problems_of(ground(NIGHT), words(WHITE))


def test_white_words_on_bare_paper_are_an_error() -> None:
    (problem,) = problems_of(words(WHITE))
    assert problem.is_error
    assert problem.rule == "contrast"
    assert (problem.found, problem.limit) == ("1.0:1", "at least 4.5:1")
    assert problem.key == "campaign:title"
    assert problem.place is not None
    assert (problem.place.page, round(problem.place.x)) == (1, 10)


def test_what_is_painted_last_is_what_lies_beneath() -> None:
    """Also where it is in a group before, and where words reach over its edge."""
    assert problems_of(ground(NIGHT), ground(WHITE), words(WHITE))
    assert not problems_of(ground(WHITE), ground(NIGHT), words(WHITE))
    assert problems_of(ground(WHITE), ground(NIGHT, width=30), words(WHITE))


def test_only_what_is_inside_a_bubble_is_on_it() -> None:
    shape = bubble(5, 5, Bubble(80, 30, 10, 5, 6, 0.5), tail_right=False)
    filled = Shape(shape, NIGHT, kind="bubble")
    assert not problems_of(filled, words(WHITE, 15, 20))
    assert problems_of(filled, words(WHITE, 5, 6))  # in the corner that the radius cuts off


@pytest.mark.parametrize(("aside", "seen"), [(0, True), (600, False)])
def test_ink_is_on_a_ground_not_the_empty_part_of_a_glyph(aside: float, seen: bool) -> None:
    """A Chinese quotation mark that hangs has its ink at its end, over the bubble."""
    mark = GlyphRun(FONT, 20, 10, 20, WHITE, (Cluster("“", ((1, aside, 0),), 1000),))
    bubble = Shape(rectangle(12, 0, 80, 100), NIGHT, kind="ground")
    assert bool(problems_of(bubble, mark)) == seen


def test_words_inside_tags_are_checked() -> None:
    assert problems_of(Tag("P", (words(WHITE),)))


def test_a_group_is_checked_again_over_another_ground() -> None:
    same = Group((words(WHITE),))

    def over(colour: Colour) -> list[Problem]:
        page = Page("page", 100, 100, (Group((ground(colour),)), same))
        return illegible(Artwork("T", "en", "ltr", (page,)), 6, cache=CACHE)

    assert not over(NIGHT)
    assert over(WHITE)
    assert not over(NIGHT)


@pytest.mark.parametrize(
    ("size", "font", "wrong"),
    [(17.9, FONT, True), (18.0, FONT, False), (13.9, HEAVY, True), (14.0, HEAVY, False)],
)
def test_large_words_need_less(size: float, font: FontFile, wrong: bool) -> None:
    """Gray on white is 4.48:1."""
    found = problems_of(words(GRAY, size=size, font=font))
    assert [problem.is_error for problem in found] == ([True] if wrong else [])


def test_running_text_under_seven_is_warned_of() -> None:
    (problem,) = problems_of(words(Colour("slate", (), "#666666")))
    assert not problem.is_error
    assert (problem.found, problem.limit) == ("5.7:1", "7:1 wanted")


def test_type_under_the_editions_least_is_an_error() -> None:
    (problem,) = problems_of(words(BLACK, size=15.5), least=16)
    assert problem.rule == "too-small"
    assert (problem.found, problem.limit) == ("15.5 pt", "at least 16 pt")
    assert not problems_of(words(BLACK, size=16), least=16)


def test_white_on_apricot_is_never_printed() -> None:
    assert problems_of(ground(APRICOT), words(WHITE, size=40, font=HEAVY))


@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.SIGNS])
def test_words_are_read_on_all_that_lies_beneath_them(layout: str) -> None:
    """Of a group only the grounds that its words meet are asked for. The outcome is the same as if
    all were, with every text too small, so that each is told."""
    cache = Cache()
    artwork = shipped.english(layout).artwork
    told = {(one.rule, one.key, one.message) for one in illegible(artwork, 99.0, cache=cache)}
    every = set()
    for page in artwork.pages:
        below: tuple[Group, ...] = ()
        for group in page.marks:
            assert isinstance(group, Group)
            for faint in FaintInputs(group, below, 99.0).make(cache):
                every.add((faint.rule, faint.key))
            if GroundsInputs(group).make(cache):
                below += (group,)
    assert {(rule, key) for rule, key, _ in told} == every


def test_words_that_reach_half_onto_another_ground_are_told() -> None:
    """The ground is painted by a group of its own, which meets the end of the words alone."""
    night = Group((Shape(rectangle(30, 0, 70, 100), NIGHT, kind="ground"),))
    page = Page("page", 100, 100, (night, Group((words(BLACK),))))
    (problem,) = illegible(Artwork("T", "en", "ltr", (page,)), 6, cache=CACHE)
    assert "black on night" in problem.message
    clear = Group((Shape(rectangle(60, 0, 40, 100), NIGHT, kind="ground"),))
    page = Page("page", 100, 100, (clear, Group((words(BLACK),))))
    assert not illegible(Artwork("T", "en", "ltr", (page,)), 6, cache=CACHE)
