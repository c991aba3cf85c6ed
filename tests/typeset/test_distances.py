"""Whatever stands closer to its neighbour than its kind of piece allows is an error."""

from collections.abc import Iterator

import pytest

from generator.design.clearances import Clearances
from generator.page import (
    Artwork,
    Box,
    Cluster,
    GlyphRun,
    Group,
    Mark,
    Page,
    Shape,
    Tag,
    rectangle,
)
from generator.problems import Problem
from generator.typeset.compose import compose
from generator.typeset.distances import GroupThingsInputs, TooCloseInputs, too_close
from generator.typeset.outline import Bubble, bubble, rounded
from generator.typeset.safety import ink, runs
from tests import sample_areas
from tests.checked import CACHE
from tests.declared_inputs import assert_fields_count
from tests.typeset import shipped
from tests.typeset.squares import BLACK, SIZE, WHITE, font, paragraph

RULES = Clearances(
    bubble_text=1.5, bubble_card=4, tail=1.7, tail_bubble=1.9, card_beside=3, card_under=1.2,
    card_imprint=2, rule_under=1.1, rule_over=0.8, place=0.4, next_place=1.5, lines=0.3,
)  # fmt: skip
IMPRINT = "campaign:blocks.imprint.sentences.0"


def letter(x: float, top: float, said: str = "a", key: str = "campaign:blocks.a.text") -> GlyphRun:
    """A square of a millimetre by its top left corner."""
    clusters: tuple[Cluster, ...] = paragraph(said, 50).lines[0].segments[0].clusters
    return GlyphRun(font(), SIZE, x, top + 1, BLACK, clusters, key=key)


def card(x: float, top: float, side: float = 5.0) -> Shape:
    return Shape(rounded(x, top, side, side, 1), WHITE, kind="code-card")


def body(x: float, top: float, drop: float = 0.0) -> Shape:
    """A bubble of 10 by 5 mm, whose tail hangs `drop` mm down at its left."""
    outline = bubble(x, top, Bubble(10, 5, 1, drop, 3, 0), tail_right=False)
    return Shape(outline, BLACK, kind="bubble")


def rule(x: float, top: float) -> Shape:
    return Shape(rectangle(x, top, 10, 0.5), BLACK, kind="rule")


def found(*marks: Mark, rules: Clearances = RULES) -> list[Problem]:
    page = Page("a page", 100, 100, tuple(marks))
    return too_close(Artwork("Squares", "en-GB", "ltr", (page,)), rules, cache=CACHE)


# The lower thing is put under the foot of the upper, which ends at so many mm.
PAIRS = {
    "lines": (letter(10, 14), lambda y: letter(10, y), 15, 0.3),
    "a figure beside lines": (letter(10, 14), lambda y: letter(10.9, y), 15, 0.3),
    "text over a rule": (letter(10, 14), lambda y: rule(10, y), 15, 0.8),
    "text under a rule": (rule(10, 14.5), lambda y: letter(10, y), 15, 1.1),
    "imprint under a rule": (rule(10, 14.5), lambda y: letter(10, y, key=IMPRINT), 15, 1.1),
    "text over a card": (letter(10, 14), lambda y: card(10, y), 15, 1.2),
    "text under a card": (card(10, 10), lambda y: letter(10, y), 15, 1.2),
    "imprint under a card": (card(10, 10), lambda y: letter(10, y, key=IMPRINT), 15, 2),
    "text over a bubble": (letter(10, 14), lambda y: body(10, y), 15, 1.5),
    "text under a bubble": (body(10, 10), lambda y: letter(12, y), 15, 1.5),
    "a bubble under a bubble": (body(10, 10), lambda y: body(10, y), 15, 1.5),
    "a card under a bubble": (body(10, 10), lambda y: card(12, y), 15, 4),
    "text under a tail": (body(10, 10, 2), lambda y: letter(10, y), 17, 1.7),
    "a rule under a tail": (body(10, 10, 2), lambda y: rule(10, y), 17, 1.7),
    "a card under a tail": (body(10, 10, 4), lambda y: card(10, y), 19, 1.7),
    "a bubble under a tail": (body(10, 10, 2), lambda y: body(10, y), 17, 1.9),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_each_distance_of_one_thing_under_another_is_checked(name: str) -> None:
    upper, lower, foot, least = PAIRS[name]
    assert found(upper, lower(foot + least)) == []
    (problem,) = found(upper, lower(foot + least - 0.1))
    assert (problem.rule, problem.is_error) == ("too-close", True)
    assert problem.limit == f"{least:g} mm"
    assert problem.found == f"{least - 0.1:.2f} mm"


@pytest.mark.parametrize("left", [True, False])
def test_text_beside_a_card_is_checked(left: bool) -> None:
    def beside(apart: float) -> Mark:
        return letter(10 - apart - 1 if left else 15 + apart, 12)

    assert found(card(10, 10), beside(3.0)) == []
    (problem,) = found(card(10, 10), beside(2.9))
    assert (problem.limit, problem.found) == ("3 mm", "2.90 mm")


def test_text_on_text_is_found_wherever_it_stands() -> None:
    (problem,) = found(letter(10, 10), letter(10.5, 10.2, "b"))
    assert problem.message == '"a" stands on "b", nearer than 0.3 mm'
    (problem,) = found(letter(10, 10), letter(10.5, 10, "b"))  # on one baseline
    assert problem.found == "0.00 mm"
    assert found(Group((letter(10, 10), letter(11, 10, "b")))) == []  # one line
    assert found(letter(10, 10), letter(11.05, 10.2, "b")) == []  # beside it


def test_text_on_a_card_or_over_its_edge_is_found() -> None:
    assert found(card(10, 10), letter(12, 14.5))
    assert found(card(10, 10), letter(12, 9.5))


def test_what_stands_in_a_bubble_is_kept_from_its_edge_by_another_rule() -> None:
    assert found(body(10, 10), letter(12, 12), rule(10, 13.9)) == []


def row(top: float, apart: float, x: float = 10, key: str = "area:contacts.a.0") -> Tag:
    """A place with its number `apart` mm under it."""
    place = Tag("Lbl", (letter(x, top, "p", f"{key}.place"),))
    number = Tag("LBody", (letter(x, top + 1 + apart, "1", f"{key}.number"),))
    return Tag("LI", (place, number))


def test_a_place_and_its_number_and_the_next_place_are_checked() -> None:
    assert found(row(10, 0.4)) == []
    (problem,) = found(row(10, 0.34 - 0.01))
    assert (problem.limit, problem.found) == ("0.4 mm", "0.33 mm")
    assert found(row(10, 0.6), row(12.6 + 0.9, 0.6)) == []
    (problem,) = found(row(10, 0.6), row(12.6 + 0.8, 0.6))
    assert (problem.limit, problem.found) == ("0.9 mm", "0.80 mm")
    assert problem.key == "area:contacts.a.0.place"
    assert found(row(10, 0.6), row(10, 0.6, x=40)) == []  # in the next column


def test_a_line_of_several_runs_is_one_thing() -> None:
    both = letter(10, 10), letter(11, 10, "b")
    (problem,) = found(Group((*both, letter(11, 11.2, "c"))))
    assert problem.message == '"ab" stands 0.2 mm from "c", nearer than 0.3 mm'


def test_neighbours_in_two_frames_are_checked() -> None:
    (problem,) = found(Group((body(10, 10),), "one"), Group((letter(12, 15.5),), "other"))
    assert problem.limit == "1.5 mm"


def test_the_outline_of_a_bubble_is_no_bubble_of_its_own() -> None:
    fill = bubble(10.5, 10.5, Bubble(9, 4, 0.5, 1.5, 2, 0), tail_right=False)
    inner = Shape(fill, WHITE, kind="bubble")
    assert not found(Group((body(10, 10, 2), inner)))
    assert found(Group((inner, body(10, 10, 2))))


@pytest.mark.parametrize("variant", ["mono", "mono-saver"])
def test_a_piece_in_black_alone_keeps_its_distances(variant: str) -> None:
    drawing, _ = shipped.design().drawing(shipped.LEAFLET, variant)
    made = compose(shipped.document(), drawing, drawing.layout.formats[0], cache=CACHE)
    assert too_close(made.artwork, drawing.clearances, cache=CACHE) == []


@pytest.mark.parametrize(("layout", "apart"), [(shipped.CARD, 0.6), (shipped.BOOKLET, 0.7)])
@pytest.mark.parametrize("count", [3, 8])
def test_an_address_stands_clear_of_deep_letters(layout: str, count: int, apart: float) -> None:
    """Letters of Nastaliq reach far under their lines."""
    words, size = sample_areas.document("ur", count), shipped.formats(layout)[0]
    made = compose(words, shipped.drawing(layout), size, cache=CACHE)
    page = next(page for page in made.artwork.pages if any(_of(page, "links.ceop")))
    over, under = list(_of(page, "blocks.ceop.text")), list(_of(page, "links.ceop"))
    top = min(box[1] for box in under)
    assert top - max(box[3] for box in over) >= apart - 0.01


def _of(page: Page, key: str) -> Iterator[Box]:
    """The ink of the words with such a key."""
    found = (ink(run) for run in runs(page.marks) if run.key.endswith(key))
    return (box for box in found if box is not None)


def test_distances_are_remembered_by_groups_and_rules() -> None:
    near = Group((letter(10, 10), letter(10, 11.1)))
    far = Group((letter(10, 10), letter(10, 12)))
    assert_fields_count(TooCloseInputs((near,), RULES), groups=(far,), rules=Clearances(lines=0))
    assert_fields_count(GroupThingsInputs(near), group=far)


def test_a_shipped_piece_keeps_its_distances_and_is_refused_where_more_is_asked() -> None:
    made = shipped.english(shipped.SIGNS)
    rules = shipped.drawing(shipped.SIGNS).clearances
    assert too_close(made.artwork, rules, cache=CACHE) == []
    wider = rules.model_copy(update={"rule_under": 4.5})
    told = too_close(made.artwork, wider, cache=CACHE)
    assert told
    assert all("a rule" in one.message for one in told)
