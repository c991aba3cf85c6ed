"""Conversations: how wide bubbles are, how far apart, and the room of their tails."""

from pathlib import Path

import pytest

from generator.page import Page
from generator.typeset.compose import compose
from generator.typeset.safety import ink, runs
from tests.checked import CACHE
from tests.typeset import shipped

POSTER = f"layouts/{shipped.STORY}.yaml"


def posted(folder: Path, *edits: tuple[str, str]) -> Page:
    """The school poster at A3 after edits of every such line of its layout."""
    content, design = shipped.changed(folder / "project")
    path = folder / "project" / POSTER
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    words, _ = content.document(shipped.CAMPAIGN, "en-GB", shipped.AREA)
    (page,) = compose(words, design.drawing(shipped.STORY)[0], "a3", cache=CACHE).artwork.pages
    return page


def bubbles(page: Page) -> list[tuple[float, float, float, float, float]]:
    """Left, top, right, foot of the body, and tip of the tail of each bubble."""
    found = []
    for shape in shipped.shapes(page, "bubble"):
        left, top, right, tip = shipped.extent(shape)
        found.append((left, top, right, shape.path[5][-1], tip))
    return found


def said(page: Page) -> list[str]:
    return [text for text, run in shipped.lines(page) if run.size > 60 and run.font.weight == 600]


def test_a_bubble_is_as_narrow_as_its_lines_allow(tmp_path: Path) -> None:
    narrow = posted(tmp_path / "a")
    assert said(narrow)[3:] == ["Yep sound", "good lol x x"]
    wide = posted(tmp_path / "b", ("narrow: true", "narrow: false"))
    assert said(wide)[3:] == ["Yep sound good", "lol x x"]
    (_, right), (_, other) = (
        [box[2] - box[0] for box in bubbles(page)[:2]] for page in (narrow, wide)
    )
    assert right < other


def test_bubbles_stand_apart_by_their_size(tmp_path: Path) -> None:
    gaps = []
    for number, apart in enumerate((0.28, 0.5)):
        page = posted(tmp_path / str(number), ("apart: 0.28", f"apart: {apart}"))
        first, second, *_ = bubbles(page)
        (size,) = {run.size for text, run in shipped.lines(page) if text == "Yep sound"}
        gap = second[1] - first[3]
        assert gap >= apart * size * 0.3528 - 0.01
        gaps.append(gap)
    assert gaps[1] > gaps[0] + 3


def test_a_tail_takes_up_room(tmp_path: Path) -> None:
    """The help bubble's tail ends with the frame, 10 mm from the foot; without the key it hangs
    below, as far as shapes may."""
    page = posted(tmp_path / "a")
    assert bubbles(page)[-1][4] == pytest.approx(410, abs=0.5)
    hung = posted(
        tmp_path / "b",
        ("            tail: true\n            above: 9", "            above: 9"),
        ("safe: 10\n", "safe: 10\nsafe_shapes: 4\n"),
    )
    assert bubbles(hung)[-1][4] == pytest.approx(416, abs=0.5)


INK_SCRIPTS = ("ur", "ar", "ckb", "ta", "bn", "hi", "gu", "pa")


def in_language(tag: str, layout: str) -> Page:
    words, _ = shipped.content().document(shipped.CAMPAIGN, tag, shipped.AREA)
    drawing = shipped.drawing(layout)
    return compose(words, drawing, drawing.layout.formats[0], cache=CACHE).artwork.pages[0]


def inks(page: Page, box: tuple[float, ...]) -> list[tuple[float, float, float, float]]:
    """The ink of every line whose baseline stands in a bubble."""
    left, top, right, foot, _ = box
    found = [
        ink(run)
        for run in runs(page.marks)
        if left < run.x + run.width / 2 < right and top < run.y < foot
    ]
    return [each for each in found if each]


@pytest.mark.parametrize("tag", INK_SCRIPTS)
def test_a_message_has_as_much_room_over_its_ink_as_under_it(tag: str) -> None:
    page = in_language(tag, shipped.STORY)
    rooms = []
    for box in bubbles(page)[:2]:
        within = inks(page, box)
        rooms += [min(y for _, y, *_ in within) - box[1], box[3] - max(y for *_, y in within)]
    assert len(rooms) == 4
    assert max(rooms) - min(rooms) < 0.02
    size = max(run.size for run in runs(page.marks) if run.y < bubbles(page)[1][3]) * 0.3528
    assert rooms[0] == pytest.approx((0.46 if tag == "ur" else 0.58) * size, rel=0.08)


def test_nastaliq_keeps_clear_of_the_help_bubble_inside_it_and_over_it() -> None:
    page = in_language("ur", shipped.STORY)
    chats, (box,) = bubbles(page)[:2], bubbles(page)[2:]
    assert min(y for _, y, *_ in inks(page, box)) - box[1] == pytest.approx(10.6, abs=0.02)
    over = [ink(run) for run in runs(page.marks) if chats[1][4] < run.y < box[1]]
    assert box[1] - max(each[3] for each in over if each) >= 6.29
