"""Pages placed on a sheet: moved, made smaller, cut off at their trim."""

from generator.cache import Cache
from generator.colour import Colour
from generator.page import Group, Link, Page, Shape, Tag
from generator.reports.placed_pages import At, GatheredInputs, PlacedGroupInputs, placed
from generator.typeset.outline import rectangle
from tests.declared_inputs import assert_fields_count

LEAF = Colour("leaf", (60, 0, 80, 0), "#66BB55")


def square(side: float) -> Group:
    return Group((Shape(rectangle(0, 0, side, side), LEAF),), "square")


def test_a_group_is_remembered_by_its_marks_its_place_and_its_trim() -> None:
    base = PlacedGroupInputs(square(5), At(0, 0), (0, 0, 9, 9))
    assert_fields_count(base, group=square(6), at=At(0, 0, 0.5), trim=None)
    words = Group((Tag("P", square(5).marks),), "words")
    assert_fields_count(PlacedGroupInputs(words, At(0, 0), None, "cy"), read_in="pl")


def test_tags_stay_where_a_page_is_read() -> None:
    link = Tag("Link", (*square(5).marks, Link(0, 0, 5, 5, "https://example.org", "Us")), order=3)
    page = Page("cover", 10, 20, (Group((Tag("P", (link,), key="a"),), "words"),))
    (plain,) = placed(page, At(1, 2), Cache())
    (read,) = placed(page, At(1, 2), Cache(), read_in="cy")
    (shape,) = plain.marks
    assert isinstance(shape, Shape)
    (outer,) = read.marks
    assert isinstance(outer, Tag)
    assert (outer.role, outer.language, outer.key) == ("P", "cy", "a")
    (inner,) = outer.marks
    assert isinstance(inner, Tag)
    assert (inner.role, inner.language, inner.order, inner.marks) == ("Span", "", 3, (shape,))


def test_what_is_cut_ends_at_the_trim_of_its_page() -> None:
    page = Page("cover", 10, 20, (square(5),))
    (cut,) = placed(page, At(1, 2, 0.5), Cache())
    (whole,) = placed(page, At(1, 2, 0.5), Cache(), cut=False)
    assert cut.clip == (1, 2, 6, 12)
    assert whole.clip is None
    assert cut.marks == whole.marks


def test_groups_at_their_places_are_one() -> None:
    cut = Group((Shape(rectangle(0, 0, 3, 3), LEAF),), "cut", clip=(0, 0, 2, 2))
    base = GatheredInputs("all", ((square(5), At(0, 0)), (cut, At(1, 2, 0.5))))
    made = base.make(Cache())
    assert made.marks[0] == square(5).marks[0]
    assert isinstance(made.marks[1], Group)
    assert made.marks[1].clip == (1, 2, 2, 3)
    moved = ((square(5), At(0, 1)), (cut, At(1, 2, 0.5)))
    assert_fields_count(base, name="some", groups=moved)
