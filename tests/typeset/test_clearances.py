"""Gaps, paddings and leading are kept from ink, and no fitting gives the least of them up."""

from pathlib import Path

import pytest
from msgspec import structs

from generator.cache import Cache
from generator.design.clearances import Clearances
from generator.design.items import Gap
from generator.typeset.boxes import (
    CLOSED,
    NATURAL,
    BubbleBox,
    Stack,
    Stacked,
    TextBox,
)
from generator.typeset.edges import apart, corner_depth, foot, head, keep_apart
from generator.typeset.fit_path import initial
from generator.typeset.frames import FrameInputs, Frames, PaddingInputs
from generator.typeset.geometry import GeometryInputs, LanguageSettings
from generator.typeset.outline import Bubble
from generator.typeset.plain_boxes import BlankBox, RuleBox
from generator.typeset.slots import bubbles
from tests.typeset import shipped
from tests.typeset.squares import BLACK, paragraph, style
from tests.values import replace

RULES = Clearances(bubble_text=2, bubble_card=4, tail=3, rule_under=1.5, rule_over=0.5, lines=0.3)


def words(text: str, leading: float = 3.0) -> TextBox:
    """Squares a millimetre high on a baseline in the middle of their leading and half below."""
    setting = structs.replace(style(), leading=style().leading * leading)
    return TextBox([paragraph(text, 50)], setting, 50)


def bubble(offset: float = 0.0, width: float = 10.0) -> BubbleBox:
    outline = Bubble(0, 0, 1, 2.0, 1.5, 0)
    return BubbleBox(words("a"), width, outline, (1, 1, 1, 1), BLACK, False, offset)


def test_the_room_round_words_is_from_their_ink() -> None:
    # three millimetres of leading, one of ink in the middle
    assert head(words("ab")) == {"text": pytest.approx(1.0, abs=0.002)}
    assert foot(words("ab")) == {"text": pytest.approx(1.0, abs=0.002)}
    assert head(words(" ")) == {}


@pytest.mark.parametrize(
    ("upper", "lower", "least"),
    [
        (words("a"), words("a"), 0.3 - 2),
        (words("a"), RuleBox(5, 0.5, BLACK), 0.5 - 1),
        (RuleBox(5, 0.5, BLACK), words("a"), 1.5 - 1),
        (words("a"), bubble(), 2.0 - 1),
        (bubble(), words("a"), 2.0 + 3 - 1),  # under the tip of its tail
        (bubble(offset=20), words("a"), 2.0 - 1),  # beside it
    ],
)
def test_two_things_are_as_far_apart_as_their_ink_must_be(
    upper: TextBox, lower: TextBox, least: float
) -> None:
    assert apart(upper, lower, RULES) == pytest.approx(least, abs=0.002)


def test_a_gap_closes_no_further_than_ink_allows() -> None:
    stacked = [Stacked(bubble()), Stacked(words("a"), Gap(natural=9, min=0))]
    before = Stack([*stacked]).height(CLOSED)
    keep_apart(stacked, RULES)
    stack = Stack(stacked)
    assert stack.height(CLOSED) == pytest.approx(before + 4, abs=0.002)
    assert stack.height(NATURAL) == pytest.approx(before + 9, abs=0.002)


def test_blank_room_is_part_of_the_room_round_words() -> None:
    room = Gap(natural=3, min=0.5)
    blanks = [Stacked(BlankBox(0.1), 2.0), Stacked(BlankBox(0.2), 0.4)]
    foot_blank = [Stacked(BlankBox(0.1), room), Stacked(BlankBox(0.2), room, least=0.7)]
    stack = Stack([*blanks, Stacked(words("a"), room), *foot_blank])
    # as little as it may be, with the millimetre of leading over and under the ink
    assert head(stack) == {"text": pytest.approx(2.7 + 0.5 + 1, abs=0.002)}
    assert foot(stack) == {"text": pytest.approx(0.5 + 0.1 + 0.7 + 0.2 + 1, abs=0.002)}
    assert head(Stack(blanks)) == {}


def test_lines_open_together_and_close_to_what_each_needs() -> None:
    box = words("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bb " * 3, 1.0)
    lines = len(box.paragraphs[0].lines)
    assert lines > 2
    box.opened, box.needs = 1.0, [[1.0] + [0.0] * (lines - 2)]
    assert box.height(NATURAL) == pytest.approx(lines + (lines - 1), abs=0.002)
    assert box.height(CLOSED) == pytest.approx(lines + 1, abs=0.002)


def test_distances_on_a_smaller_sheet_are_those_of_the_print() -> None:
    half = RULES.at_scale(0.5)
    assert (half.bubble_card, half.bubble_em, half.next_place) == (8, RULES.bubble_em, 1.5)


def test_words_keep_clear_of_a_round_corner() -> None:
    down = corner_depth(4.0, 2.5, 2.0)
    assert (4 - 2.5) ** 2 + (4 - down) ** 2 == pytest.approx((4 - 2.0) ** 2)
    assert corner_depth(4.0, 4.0, 2.0) == 0.0


def test_bubbles_of_a_shape_have_one_padding_in_every_frame(tmp_path: Path) -> None:
    edits = (
        ("layouts/leaflet-dl-6pp.yaml", "            shape: action\n", "            shape: chat\n"),
        (
            "layouts/themes/cease.yaml",
            "chat: {over: {em: 0.48}, under: {em: 0.48}}",
            "chat: {over: {em: 0.01}, under: {em: 0.01}}",
        ),
    )
    content, design = shipped.changed(tmp_path, *edits)
    document = content.document(shipped.CAMPAIGN, "ur", shipped.AREA)[0]
    drawing, cache = design.drawing(shipped.LEAFLET)[0], Cache()
    settings = LanguageSettings.of(document)
    geometry = GeometryInputs(drawing, drawing.layout.formats[0], settings).make(cache)
    frames = Frames(document, geometry, (), (), cache)
    alike = [n for n, place in enumerate(geometry.frames) if "chat" in place.shapes]
    assert len(alike) == 2
    together = [frames.inputs(number, initial(drawing.layout)) for number in alike]
    alone = [replace(each, alike=()) for each in together]
    lacking = [cache.get(PaddingInputs(each))["chat"][0] for each in alone]
    assert min(lacking) < max(lacking) - 0.1

    def top(frame: FrameInputs) -> float:
        _, bubble = next(bubbles(cache.get(frame).stack, NATURAL))
        return bubble.padding[0]

    natural = [top(each) - own for each, own in zip(alone, lacking, strict=True)]
    more = [top(each) - own for each, own in zip(together, natural, strict=True)]
    assert more == pytest.approx([max(lacking)] * 2, abs=0.001)
