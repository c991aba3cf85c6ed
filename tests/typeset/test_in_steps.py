"""A piece set in steps is the piece set at once, and each step sets one item more at most."""

from typing import Any

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.problems import Refused
from generator.svgpages import drawn_in_steps, svg_page
from generator.svgpages.page_svg import GroupSvgInputs
from generator.typeset.compose import compose, composed_in_steps
from generator.typeset.frame_items import ItemInputs
from tests import sample_areas
from tests.typeset import shipped

PIECES = [(shipped.LEAFLET, "ur"), (shipped.FLYER, "en-GB"), (shipped.SIGNS, "zh-Hans")]


def counts(monkeypatch: pytest.MonkeyPatch, kind: Any) -> list[int]:
    """A list whose one number grows with each result of a kind that is made."""
    made = [0]
    really = kind.make

    def counted(inputs: Any, cache: Cache) -> Any:
        made[0] += 1
        return really(inputs, cache)

    monkeypatch.setattr(kind, "make", counted)
    return made


@pytest.mark.parametrize(("layout", "tag"), PIECES)
def test_a_piece_in_steps_is_the_piece_at_once(
    monkeypatch: pytest.MonkeyPatch, layout: str, tag: str
) -> None:
    words, size = sample_areas.document(tag, 3, 0), shipped.formats(layout)[0]
    drawing, cache = shipped.drawing(layout), Cache()
    made = counts(monkeypatch, ItemInputs)
    found: list[int] = []
    for _ in composed_in_steps(words, drawing, size, cache=cache):
        found.append(made[0] - sum(found))
    assert found == [*range(1, len(found) + 1)]
    rest = made[0] - sum(found)
    assert rest <= len(found) + 1
    in_steps = compose(words, drawing, size, cache=cache)
    assert made[0] == sum(found) + rest, "what was set in steps was set again"
    at_once = compose(words, drawing, size, cache=Cache())
    assert in_steps.steps == at_once.steps
    assert in_steps.problems == at_once.problems
    for one, other in zip(in_steps.artwork.pages, at_once.artwork.pages, strict=True):
        assert one.marks == other.marks
        assert svg_page(one, cache) == svg_page(other, Cache())


def test_a_page_drawn_in_steps_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    words, size = sample_areas.document("en-GB", 3, 0), shipped.formats(shipped.LEAFLET)[0]
    cache = Cache()
    pages = compose(words, shipped.drawing(shipped.LEAFLET), size, cache=cache).artwork.pages
    made = counts(monkeypatch, GroupSvgInputs)
    for page in pages:
        before = made[0]
        for _ in drawn_in_steps(page, cache):
            assert made[0] - before <= 3  # a group, and what is drawn within it
            before = made[0]
        svg_page(page, cache)
        assert made[0] == before


def test_words_that_do_not_fit_are_refused_after_the_steps() -> None:
    cache, size = Cache(), shipped.formats(shipped.CARD)[0]
    drawing = shipped.drawing(shipped.CARD)

    def longer(text: Any) -> Any:
        return shipped.says(f"{text.plain} " * 40, text)

    words: Document = shipped.with_texts(longer, "question")
    for _ in composed_in_steps(words, drawing, size, cache=cache):
        pass
    with pytest.raises(Refused) as refused:
        compose(words, drawing, size, cache=cache)
    with pytest.raises(Refused) as at_once:
        compose(words, drawing, size, cache=Cache())
    assert refused.value.problems == at_once.value.problems
