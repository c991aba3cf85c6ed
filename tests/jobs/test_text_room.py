"""How much room words have is measured to the character."""

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import pytest

from generator.content.document import Document
from generator.content.text import Run
from generator.jobs.making import Setup, setup_of
from generator.jobs.project import Project
from generator.jobs.set_pages import set_pages
from generator.jobs.text_room import (
    PieceRoom,
    characters_too_long,
    cut,
    fits_if_shorter,
    frame_rooms,
    is_too_full,
    room_in_others,
    set_smaller,
    texts_of,
    with_text,
)
from generator.problems import Refused
from generator.typeset.compose import compose
from tests.typeset import shipped
from tests.values import replace as changed

T = TypeVar("T")
SURVEY = "campaign:blocks.survey.paragraphs.0"


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.open(shipped.ROOT)


def of(project: Project, document: Document, layout: str = shipped.LEAFLET) -> Setup:
    return setup_of(project, document, layout, project.formats(layout)[0], "office", "")


def longer(document: Document, count: int, key: str = SURVEY) -> Document:
    """The document with some characters more in a text."""
    more = Run((" more words" * count)[:count])
    return with_text(document, key, lambda text: changed(text, runs=(*text.runs, more)))


def end(steps: Generator[None, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as found:
            return found.value  # type: ignore[no-any-return]


def fits(setup: Setup, document: Document) -> bool:
    try:
        compose(document, setup.drawing, setup.format, cache=setup.project.cache)
    except Refused as refused:
        return not any(problem.rule == "overset" for problem in refused.problems)
    return True


def test_a_text_is_too_long_by_exactly_so_many_characters(project: Project) -> None:
    document = longer(shipped.document(), 1500)
    setup = of(project, document)
    assert end(is_too_full(setup))
    count = end(characters_too_long(setup, SURVEY))
    assert count
    (text,) = {text.plain for text in texts_of(document, SURVEY)}
    for less, expected in ((count, True), (count - 1, False)):
        kept = len(text) - less
        assert fits(setup, with_text(document, SURVEY, lambda t, n=kept: cut(t, n))) is expected


def test_words_that_fit_are_not_too_long(project: Project) -> None:
    setup = of(project, shipped.document())
    assert not end(is_too_full(setup))
    assert end(characters_too_long(setup, SURVEY)) == 0
    assert end(characters_too_long(setup, "campaign:blocks.nothing")) is None


def test_another_text_beside_it_may_be_shortened_instead(project: Project) -> None:
    document = longer(shipped.document(), 1500)
    setup = of(project, document)
    count = end(characters_too_long(setup, SURVEY))
    assert count
    assert not end(fits_if_shorter(setup, "campaign:blocks.actions.items.0", count))
    assert end(fits_if_shorter(setup, SURVEY, count))


def test_a_word_that_is_too_wide_does_not_make_a_frame_too_full(project: Project) -> None:
    wide = changed(texts_of(shipped.document(), SURVEY)[0], runs=(Run("w" * 90),))
    setup = of(project, with_text(shipped.document(), SURVEY, lambda _: wide))
    assert not fits(setup, setup.document)
    assert not end(is_too_full(setup))


def test_a_frame_is_fuller_with_more_words(project: Project) -> None:
    def room(document: Document) -> float:
        frames = frame_rooms(of(project, document))
        return next(frame.full for frame in frames if "survey" in frame.blocks)

    before, after = room(shipped.document()), room(longer(shipped.document(), 200))
    assert 0.3 < before < after < 2


def test_styles_that_give_way_are_told_by_their_blocks(project: Project) -> None:
    layout = project.design.layout(shipped.LEAFLET)
    document, _ = project.document(shipped.CAMPAIGN, "ur", shipped.AREA)
    made = set_pages(
        project, document, shipped.LEAFLET, project.formats(shipped.LEAFLET)[0], "office"
    )
    found = set_smaller(made, layout)
    assert found
    assert all(0.3 < share < 1 for share in found.values())
    assert set_smaller(changed(made, steps={}), layout) == {}


def others(project: Project, document: Document) -> dict[str, PieceRoom]:
    """The layouts other than the flyer."""
    found = room_in_others(project, document, shipped.FLYER)
    return {piece.layout: piece for piece in found if piece is not None}


def test_other_pieces_are_said_to_fit_or_not(project: Project) -> None:
    document = shipped.document()
    found = others(project, document)
    assert shipped.LEAFLET in found
    assert shipped.FLYER not in found
    assert all(not piece.tight for piece in found.values())
    tight = replace(longer(document, 3000))
    found = others(project, tight)
    tight_here = found[shipped.LEAFLET].tight
    assert "survey" in tight_here
    assert "actions" not in tight_here
