"""Text keeps from the edge of its bubble, and the white round a code is clean."""

from pathlib import Path
from shutil import copy

import pytest

from generator.cache import Cache
from generator.colour import Colour
from generator.design.clearances import Clearances
from generator.fonts import FontFile
from generator.kept import Kept
from generator.page import Artwork, Group, Image, Mark, Page, PlacedCode, Shape, rectangle
from generator.problems import Problem
from generator.qr import QUIET
from generator.typeset.code_whites import GroupInkInputs
from generator.typeset.covered_words import CoveredInputs
from generator.typeset.outline import Bubble, bubble, rounded
from generator.typeset.page_checks import MisplacedInputs, misplaced
from generator.typeset.text_inside import TextInsideInputs
from generator.units import MM_PER_PT
from tests.checked import CACHE
from tests.declared_inputs import assert_fields_count
from tests.typeset import shipped
from tests.typeset.squares import BLACK, SIZE, WHITE, font
from tests.typeset.test_distances import letter, rule
from tests.values import replace

RULES = Clearances(bubble=1.0, bubble_em=0.0)
MODULE = 0.5
CODE = PlacedCode(40, 40, 10 + 2 * QUIET * MODULE, MODULE, "https://a.example", "a.example", "code")


def found(*marks: Mark, rules: Clearances = RULES, code: bool = False) -> list[Problem]:
    page = Page("a page", 100, 100, (Group(marks),), codes=(CODE,) if code else ())
    return misplaced(Artwork("Squares", "en-GB", "ltr", (page,)), rules, cache=CACHE)


def body(fill: Colour = BLACK) -> Shape:
    """A bubble of 20 by 10 mm with its corner at 10, 10."""
    outline = bubble(10, 10, Bubble(20, 10, 3, 2, 3, 0), tail_right=False)
    return Shape(outline, fill, kind="bubble")


SIDES = [(18, 11.0, 0, -0.1), (18, 18.0, 0, 0.1), (11.0, 14, -0.1, 0), (28.0, 14, 0.1, 0)]


@pytest.mark.parametrize(("x", "y", "across", "down"), SIDES)
def test_text_keeps_from_each_edge_of_its_bubble(
    x: float, y: float, across: float, down: float
) -> None:
    assert found(body(), letter(x, y)) == []
    (problem,) = found(body(), letter(x + across, y + down))
    assert (problem.rule, problem.is_error, problem.key) == (
        "too-close", True, "campaign:blocks.a.text",
    )  # fmt: skip
    assert (problem.found, problem.limit) == ("0.90 mm", "1.00 mm")
    assert "the edge of the shape that it stands on" in problem.message


def test_text_keeps_from_the_round_corner_of_its_bubble() -> None:
    assert found(body(), letter(11.75, 11.75)) == []
    assert found(body(), letter(11.3, 11.3)) != []


def test_larger_text_keeps_further_from_the_edge() -> None:
    em = SIZE * MM_PER_PT
    wider = RULES.model_copy(update={"bubble_em": 1.2 / em})
    assert found(body(), letter(18, 11.2), rules=wider) == []
    assert found(body(), letter(18, 11.1), rules=wider) != []


def test_the_inner_edge_of_an_outline_is_what_counts() -> None:
    inner = Shape(rounded(10.5, 10.5, 19, 9, 2.5), WHITE, kind="bubble")
    assert found(body(), inner, letter(18, 11.5)) == []
    assert found(body(), inner, letter(18, 11.2)) != []


def test_a_white_shape_on_white_paper_has_no_edge() -> None:
    assert found(body(WHITE), letter(18, 10.2)) == []


def test_text_on_no_shape_and_on_a_low_one_is_let_be() -> None:
    assert found(letter(18, 11)) == []
    label = Shape(rectangle(10, 10, 20, 1.5 * SIZE * MM_PER_PT), BLACK, kind="ground")
    assert found(label, letter(18, 10.1)) == []


def test_what_ends_at_the_trim_has_no_edge_there() -> None:
    ground = Shape(rectangle(-3, -3, 40, 40), BLACK, kind="ground")
    assert found(ground, letter(0.5, 10)) == []


@pytest.mark.parametrize("apart", [0.0, 1.0, 3.8])
def test_words_in_the_white_round_a_code_are_found(apart: float) -> None:
    left = CODE.x + QUIET * MODULE - apart * MODULE - 1
    (problem,) = found(letter(left, 45), code=True)
    assert problem.key == "campaign:blocks.a.text"
    assert problem.message.startswith('"a" stands in the white round the code for "a.example"')
    assert problem.found == f"{apart:.1f} squares"
    assert found(letter(CODE.x - 1, 45), code=True) == []


def test_a_rule_in_the_white_is_found_and_told_at_the_code() -> None:
    (problem,) = found(rule(42, 41), code=True)
    assert (problem.key, "a rule stands in the white" in problem.message) == ("code", True)


def test_a_picture_is_in_the_white_where_it_paints() -> None:
    """Neither its margins are, nor what a clip hides."""
    whole = Image("a.png", "1", 20, 40, 22, 10, "A mark", "logo")
    assert "a picture stands in the white" in found(whole, code=True)[0].message
    assert found(replace(whole, ink=(0, 0, 0.5, 1)), code=True) == []
    assert found(replace(whole, ink=(0, 0, 0.99, 1)), code=True) != []
    assert found(Group((whole,), clip=(20, 40, 30, 50)), code=True) == []
    assert found(Group((whole,), clip=(20, 40, 41, 50)), code=True) != []


def test_a_card_over_a_ground_is_white_and_its_own() -> None:
    ground = Shape(rectangle(0, 0, 45, 45), BLACK, kind="ground")
    card = Shape(rounded(CODE.x, CODE.y, CODE.size, CODE.size, 1), WHITE, kind="code-card")
    assert found(ground, code=True) != []
    assert found(ground, card, code=True) == []


def test_the_tail_beside_a_code_and_its_own_symbol_are_let_be() -> None:
    outline = bubble(42, 30, Bubble(20, 9, 3, 4, 1, 0), tail_right=True)
    symbol = Group((Shape(rectangle(42, 42, 10, 10), BLACK, kind="code"),), "code", True)
    assert found(Shape(outline, BLACK, kind="bubble"), symbol, code=True) == []


@pytest.mark.parametrize("kind", ["ground", "bubble", "card", "code-card"])
def test_words_under_a_shape_are_found(kind: str) -> None:
    over = Shape(rectangle(0, 0, 40, 40), WHITE, kind=kind)
    if kind == "bubble":
        over = Shape(bubble(0, 0, Bubble(40, 40, 3, 0, 3, 0), tail_right=False), WHITE, kind=kind)
    told = [each for each in found(letter(18, 14), over) if each.rule == "covered-words"]
    (problem,) = told
    assert problem.is_error
    assert problem.message.startswith('"a" cannot be seen: a')
    assert (problem.key, problem.place and problem.place.x) == ("campaign:blocks.a.text", 18)
    assert "covered-words" not in [each.rule for each in found(over, letter(18, 14))]


def test_words_under_a_picture_are_found_where_it_is_not_clipped() -> None:
    """Half a letter tells."""
    picture = Image("a.png", "1", 0, 0, 18.6, 40, "A mark", "logo")
    assert [each.rule for each in found(letter(18, 14), picture)] == ["covered-words"]
    assert found(letter(18, 14), Group((picture,), clip=(0, 0, 18.4, 40))) == []
    assert found(letter(18, 14), replace(picture, ink=(0, 0, 0.9, 1))) == []


def test_a_text_that_is_hidden_is_one_error() -> None:
    over = Shape(rectangle(0, 0, 40, 40), WHITE, kind="ground")
    assert len(found(letter(18, 14), letter(18, 20), over)) == 1
    other = letter(18, 20, key="campaign:blocks.b.text")
    assert len(found(letter(18, 14), other, over)) == 2


def test_beside_what_is_painted_later_words_are_seen() -> None:
    assert found(letter(18, 14), Shape(rectangle(20, 0, 40, 40), WHITE, kind="ground")) == []
    assert (
        found(letter(18, 14), Shape(rectangle(0, 0, 40, 40), None, WHITE, 1, kind="ground")) == []
    )


def test_what_is_found_is_remembered_by_all_that_it_depends_on() -> None:
    near, far = Group((body(), letter(18, 10.5))), Group((body(), letter(18, 14)))
    assert_fields_count(
        TextInsideInputs(near, RULES, 100, 100),
        group=far,
        rules=RULES.model_copy(update={"bubble": 0.1}),
        width=10.0,
        height=10.0,
    )
    assert_fields_count(GroupInkInputs(near), group=far)
    over = Group((Shape(rectangle(0, 0, 40, 40), WHITE, kind="ground"),))
    assert_fields_count(CoveredInputs((near,)), groups=(near, over))


def test_the_next_command_takes_what_was_found_on_pages_that_show_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other marks, pages, codes, distances, or a font of the same name, and all is looked at."""
    looked_at: list[MisplacedInputs] = []
    make = MisplacedInputs.make

    def counted(inputs: MisplacedInputs, cache: Cache) -> tuple[Problem, ...]:
        looked_at.append(inputs)
        return make(inputs, cache)

    monkeypatch.setattr(MisplacedInputs, "make", counted)
    one, other = tmp_path / "one.ttf", tmp_path / "other.ttf"
    copy(font().path, one)
    copy(next((shipped.ROOT / "fonts/PublicSans").glob("*-Regular.*")), other)
    run = letter(18, 10.5)

    def said(*marks: Mark, wide: float = 100.0, rules: Clearances = RULES, codes: int = 0) -> str:
        run_of = replace(run, font=FontFile("Squares", 400, str(one)))
        page = Page("a page", wide, 100, (Group((*marks, run_of)),), codes=(CODE,) * codes)
        cache = Cache(kept=Kept(tmp_path / "kept", lambda: "program"))
        return str(misplaced(Artwork("Squares", "en-GB", "ltr", (page,)), rules, cache=cache))

    first = said(body())
    assert "too-close" in first
    assert said(body()) == first
    assert len(looked_at) == 1
    lenient = RULES.model_copy(update={"bubble": 0.1})
    assert said(body(), rules=lenient) == "[]"
    assert said() == said(codes=1) == "[]"
    assert said(body(), wide=10.0)
    assert len(looked_at) == 5
    other.replace(one)
    said(body())
    assert len(looked_at) == 6
