"""Where ink may stand, for words of any length: in its frame, off other words, clear of the edge.

The checks here measure the glyphs themselves and know nothing of how lines were placed.
"""

import itertools
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.document import Document
from generator.content.text import Text
from generator.page import Frame, GlyphRun, Group, Page
from generator.problems import Refused
from generator.typeset.compose import compose
from generator.typeset.safety import ink, runs
from generator.units import MM_PER_PT
from tests.checked import CACHE
from tests.typeset import shipped
from tests.typeset.shipped import FLYER, LEAFLET, SIGNS, STORY

Box = tuple[float, float, float, float]
SLACK = 0.02  # mm
WORD = ["a", "to", "she", "help", "child", "adults", "talking", "messages", "strangers"]


def boxes(group: Group) -> list[tuple[Box, GlyphRun]]:
    found = []
    for run in runs(group.marks):
        box = ink(run)
        if box is not None:
            found.append((box, run))
    return found


def overlap(one: Box, other: Box) -> float:
    """How far two boxes reach into each other, mm; not at all if 0."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, min(across, down))


def outside(box: Box, frame: Frame) -> tuple[float, float]:
    """How far a box reaches out of its frame across and down, mm."""
    across = max(frame.x - box[0], box[2] - frame.x - frame.width)
    return across, max(frame.y - box[1], box[3] - frame.y - frame.height)


def baselines(found: list[tuple[Box, GlyphRun]]) -> list[tuple[Box, GlyphRun]]:
    """Ink from the baseline to the x-height or above: what must never touch other words."""
    return [((b[0], b[1], b[2], min(b[3], run.y)), run) for b, run in found if run.y > b[1]]


def check(page: Page) -> None:
    """Every rule of placement on one side of a sheet."""
    frames = {frame.name: frame for frame in page.frames}
    words = []
    for group in page.marks:
        assert isinstance(group, Group)
        if group.name not in frames:
            continue
        frame = frames[group.name]
        for box, run in boxes(group):
            # display type hangs a little to the left, descenders below the last line
            em = run.size * MM_PER_PT
            across, down = outside(box, frame)
            assert across <= 0.06 * em + SLACK, (run.text, frame.name)
            assert down <= 0.25 * em + SLACK, (run.text, frame.name)
            assert box[0] >= page.safe - SLACK, run.text
            assert box[1] >= page.safe - SLACK, run.text
            assert box[2] <= page.width - page.safe + SLACK, run.text
            assert box[3] <= page.height - page.safe + SLACK, run.text
            for fold in page.folds:
                assert not fold - page.safe + SLACK < box[2] <= fold, run.text
                assert not fold <= box[0] < fold + page.safe - SLACK, run.text
                assert not box[0] < fold < box[2], run.text
        words += baselines(boxes(group))
    for (one, first), (other, second) in itertools.combinations(words, 2):
        # ascenders may reach between the descenders above them, never to the next baseline
        reach = overlap(one, other)
        assert reach <= 0.05, (first.text, second.text, reach)


@pytest.mark.parametrize(("layout", "size"), shipped.PIECES)
def test_every_piece_is_well_placed(layout: str, size: str) -> None:
    for page in shipped.english(layout, size).artwork.pages:
        check(page)


@lru_cache(maxsize=1)
def lengths() -> dict[str, list[int]]:
    return {
        name: [len(text.plain.split()) for text in block.texts]
        for name, block in shipped.document().blocks.items()
        if block.kind in {"heading", "paragraphs", "list", "messages"} and name != "police"
    }


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """The campaign with every text of its own length, or up to half as long again, in other
    words."""
    share = draw(st.floats(0.3, 1.5))
    rng = draw(st.randoms(use_true_random=False))

    def other(text: Text) -> Text:
        count = max(1, round(len(text.plain.split()) * share * rng.uniform(0.6, 1.3)))
        return shipped.says(" ".join(rng.choice(WORD) for _ in range(count)), text)

    return shipped.with_texts(other, *lengths())


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(documents(), st.sampled_from([LEAFLET, LEAFLET, FLYER, SIGNS, STORY]))
def test_words_of_any_length_are_well_placed_or_refused(document: Document, layout: str) -> None:
    try:
        composed = compose(
            document, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE
        )
    except Refused as refused:
        for problem in refused.problems:
            assert problem.rule == "overset"
            assert problem.span is not None
        return
    for page in composed.artwork.pages:
        check(page)


def page_with(*moved: tuple[float, float]) -> Page:
    """The flyer's back with its words moved by so many mm, each in a copy of its own."""
    from tests.values import replace

    page = shipped.english(FLYER).artwork.pages[1]
    groups = [
        replace(group, marks=tuple(_moved(mark, *by) for mark in group.marks))
        for by in ((0, 0), *moved)
        for group in page.marks
        if isinstance(group, Group)
    ]
    return replace(page, marks=tuple(groups))


def _moved(mark: object, x: float, y: float) -> object:
    from tests.values import replace

    return replace(mark, x=mark.x + x, y=mark.y + y) if isinstance(mark, GlyphRun) else mark


@pytest.mark.parametrize("moved", [(6, 0), (0, 2), (-8, 0), (0, 9)])
def test_the_check_sees_words_on_words_and_words_astray(moved: tuple[float, float]) -> None:
    check(page_with())
    with pytest.raises(AssertionError):
        check(page_with(moved))
