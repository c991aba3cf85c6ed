"""What shrinks, in which order, until it fits; and what is said when it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import Cache
from generator.content.document import Document
from generator.content.text import Text
from generator.design.items import Gap
from generator.design.layout import FitOrder, Layout, Shrink, Style
from generator.problems import Refused
from generator.typeset.boxes import CLOSED, CLOSED_ALL, NATURAL, RuleBox, Stack, Stacked
from generator.typeset.compose import compose
from generator.typeset.copyfit import closed, first, initial, shares, states
from generator.typeset.parts import FieldBox
from tests.typeset import shipped
from tests.typeset.squares import BLACK
from tests.values import replace

STYLES = {
    "head": Style(size=28, leading=30, colour="black", floor=20),
    "subhead": Style(size=14, leading=16, colour="black", floor=10),
    "body": Style(size=12, leading=15, colour="black", floor=10.5),
    "number": Style(size=25, leading=27, colour="black"),
}
STEPS = [
    Shrink(styles=("head", "subhead"), by=0.5),
    Shrink(styles=("body",), by=0.25),
    Shrink(pictures=True),
    Shrink(styles=("number",), by=0.5),
]
LAYOUT = Layout.model_construct(fit=FitOrder(shrink=tuple(STEPS)), styles=STYLES)


def test_styles_of_a_step_shrink_together() -> None:
    found = shares(LAYOUT, (4, 2, 0, 0))
    assert found["head"] == found["subhead"] == pytest.approx(26 / 28)
    assert found["body"] == pytest.approx(11.5 / 12)
    assert found["number"] == 1


def states_for(used: set[str], pictures: bool = False, least: float = 0.0) -> list[tuple[int, ...]]:
    """Every state from the first to the last."""
    return states(LAYOUT, initial(LAYOUT), used, {"pictures"} if pictures else set(), least)


def test_steps_are_taken_in_order_to_their_floors() -> None:
    steps = states_for({"head", "body", "number"}, pictures=True)
    assert steps[0] == (0, 0, 0, 0)
    assert steps[16] == (16, 0, 0, 0)  # 28 pt to 20 pt by half points
    assert steps[22] == (16, 6, 0, 0)  # 12 pt to 10.5 pt by quarters
    assert steps[23:] == [(16, 6, 1, 0)]  # then pictures; a number never shrinks


def test_only_what_an_overset_frame_uses_shrinks() -> None:
    assert states_for({"body"})[-1] == (0, 6, 0, 0)
    assert states_for(set(), pictures=True) == [(0, 0, 0, 0), (0, 0, 1, 0)]
    assert states_for({"number"}) == [(0, 0, 0, 0)]


def test_a_step_is_taken_while_any_of_its_styles_can_shrink() -> None:
    assert states_for({"subhead"})[-1] == (16, 0, 0, 0)
    assert states_for({"body"}, least=11.5)[-1] == (0, 2, 0, 0)


@pytest.mark.parametrize("enough", range(1, 25))
def test_no_more_steps_are_taken_than_must_be(enough: int) -> None:
    found = states_for({"head", "body"}, pictures=True)
    tried: list[tuple[int, ...]] = []

    def fits(state: tuple[int, ...]) -> bool:
        tried.append(state)
        return found.index(state) >= enough

    assert first(found, fits) == found[min(enough, len(found) - 1)]
    assert len(tried) <= 6  # not one measuring for each step


def stack(gap: float, least: float, picture: float = 0.0) -> Stack:
    boxes = [
        Stacked(RuleBox(5, 10, BLACK)),
        Stacked(RuleBox(5, 10, BLACK), Gap(natural=gap, min=least)),
    ]
    if picture:
        boxes.append(Stacked(FieldBox(9, 5, picture, picture / 2, BLACK, None)))
    return Stack(boxes)


# Gaps as layouts can have them: a length is 0 mm, or has an end that a person would write.
GAPS = st.floats(0, 10).map(lambda length: round(length, 3))


@given(st.floats(10, 40), GAPS, GAPS, st.floats(1, 20), st.booleans())
def test_gaps_close_no_further_than_needed(
    room: float, natural: float, least: float, picture: float, pictures: bool
) -> None:
    found = stack(natural + least, least, picture)
    fit, over = closed(found, room, pictures)
    if over:
        assert fit == (CLOSED_ALL if pictures else CLOSED)
        assert over == pytest.approx(found.height(fit) - room)
    else:
        assert found.height(fit) <= room + 0.011
        # nothing is left unused that was closed to win it, but for the last thousandth
        if fit != NATURAL:
            assert found.height(fit) >= room - 0.011 - 0.002 * (natural + picture)
        if fit.pictures:
            assert fit.gaps == 1


def test_a_frame_that_fits_stays_as_it_was_drawn() -> None:
    assert closed(stack(4, 2), 24, False) == (NATURAL, 0.0)
    assert closed(stack(4, 2), 23, False)[0].gaps == pytest.approx(0.5, abs=0.01)
    assert closed(stack(4, 2), 21, False) == (CLOSED, 1.0)


# in a whole piece


def long_words(times: int, *blocks: str) -> Document:
    def grown(text: Text) -> Text:
        words = " ".join([text.plain] * times)
        return shipped.says(words, text)

    return shipped.with_texts(grown, *blocks)


def test_a_style_shrinks_in_the_whole_piece_or_nowhere() -> None:
    """A longer definition in one panel makes every text of its step smaller, in all panels."""
    document = shipped.with_texts(lambda text: shipped.longer(text, 0.5), "how")
    composed = compose(document, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=Cache())
    step = {"body", "help-body", "place", "caption-flap", "flap-text"}
    assert step & set(composed.steps), "nothing shrank"
    sizes = {composed.steps.get(name, 12) for name in ("body", "help-body", "place")}
    assert len(sizes) == 1
    found: dict[str, set[float]] = {}
    for page in composed.artwork.pages:
        for text, run in shipped.lines(page):
            for block in ("survey", "raise"):
                words = document.blocks[block].texts[0].plain
                if text and text in words and len(text) > 12:
                    found.setdefault(block, set()).add(run.size)
    assert found["survey"] == found["raise"] == {composed.steps["body"]}


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_what_one_frame_needs_shrinks_nothing_else(share: float) -> None:
    """Too much to say in two frames costs what each would cost alone, although the styles of
    the one come before those of the other."""

    def steps(*blocks: str) -> dict[str, float]:
        document = shipped.with_texts(lambda text: shipped.longer(text, share), *blocks)
        return dict(
            compose(
                document, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=Cache()
            ).steps
        )

    front, inside = steps("messages"), steps("how")
    assert set(front) == {"chat"}
    assert "body" in inside
    assert steps("messages", "how") == front | inside


def test_telephone_numbers_never_shrink() -> None:
    document = shipped.with_texts(shipped.longer, but=("story",))
    for layout in (shipped.LEAFLET, shipped.SIGNS):
        composed = compose(
            document, shipped.drawing(layout), shipped.formats(layout)[0], cache=Cache()
        )
        plain = shipped.english(layout)
        assert composed.steps
        for number in shipped.NUMBERS:
            sizes = [
                {
                    run.size
                    for page in piece.artwork.pages
                    for text, run in shipped.lines(page)
                    if text == number
                }
                for piece in (composed, plain)
            ]
            assert sizes[0] == sizes[1] != set()


def test_too_much_to_say_is_reported_where_by_how_much_and_what_to_cut() -> None:
    with pytest.raises(Refused) as refused:
        compose(
            long_words(6, "raise"),
            shipped.drawing(shipped.LEAFLET),
            "a4-roll-fold-dl",
            cache=Cache(),
        )
    (problem,) = refused.value.problems
    assert problem.rule == "overset"
    assert problem.message == 'the words do not fit "what-to-do": "raise" is the longest there'
    assert problem.span is not None
    assert problem.span.key.startswith("blocks.raise")
    assert problem.details[0] == "it is set in help-body at 10.5 pt, its smallest"
    assert problem.details[1].startswith("the frame is ")
    assert problem.details[1].endswith(" mm too short in leaflet-dl-6pp")
    characters = int("".join(filter(str.isdigit, problem.hint)))
    assert 30 < characters < len(shipped.document().blocks["raise"].texts[0].plain) * 6


def test_cutting_as_many_characters_as_advised_makes_it_fit_or_nearly() -> None:
    document = long_words(6, "raise")
    drawing = shipped.drawing(shipped.LEAFLET)
    for _ in range(3):
        try:
            compose(document, drawing, "a4-roll-fold-dl", cache=Cache())
        except Refused as refused:
            advice = int("".join(filter(str.isdigit, refused.problems[0].hint)))
            old = document.blocks["raise"]
            shorter = shipped.says(old.texts[0].plain[:-advice], old.texts[0])
            block = replace(old, texts=(shorter,))
            document = replace(document, blocks={**document.blocks, "raise": block})
    assert compose(document, drawing, "a4-roll-fold-dl", cache=Cache())


def test_a_field_shrinks_only_after_the_words() -> None:
    document = long_words(5, "duration")
    composed = compose(document, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=Cache())
    assert composed.steps["flap-text"] == 11
    height = {}
    for piece in (composed, shipped.english(shipped.LEAFLET)):
        (field, *_) = shipped.shapes(piece.artwork.pages[0], "field")
        _, top, _, bottom = shipped.extent(field)
        height[piece is composed] = bottom - top
        assert sum(segment[0] == "M" for segment in field.path) == 2642
    assert 59 < height[True] < height[False]
