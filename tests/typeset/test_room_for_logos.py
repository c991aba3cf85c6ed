"""The room that logos take is given up where they stand, and blamed on them."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.page import Image, Page
from generator.problems import Refused
from generator.typeset.compose import Composed, compose
from tests import sample_areas
from tests.typeset import shipped
from tests.typeset.shipped import BOOKLET, LEAFLET


def piece(document: Document, drawing: Drawing, cache: Cache | None = None) -> Composed:
    return compose(document, drawing, drawing.layout.formats[0], cache=cache or Cache())


def words_elsewhere(made: Composed, logos: list[Image]) -> list[tuple[str, float, float, float]]:
    """Every line with its size and place, but for those in the frame that holds the logos."""
    (held,) = {
        (number, frame.name)
        for number, page in enumerate(made.artwork.pages)
        for frame in page.frames
        for logo in logos
        if logo in logos_on(page) and frame.x - 1 <= logo.x <= frame.x + frame.width
    }
    return [
        (words, run.size, round(run.x, 3), round(run.y, 3))
        for number, page in enumerate(made.artwork.pages)
        for words, run in shipped.lines(page)
        if not any(
            (number, frame.name) == held and frame.x - 1 <= run.x <= frame.x + frame.width + 1
            for frame in page.frames
        )
    ]


@pytest.mark.parametrize(
    ("layout", "tag"), [(LEAFLET, "en-GB"), (LEAFLET, "pl"), (BOOKLET, "en-GB")]
)
def test_a_logo_changes_no_page_that_it_is_not_on(layout: str, tag: str) -> None:
    drawing = shipped.drawing(layout)
    found = [piece(sample_areas.document(tag, strip=strip), drawing) for strip in (1, 8)]
    logos = logos_of(found[0])
    bare = piece(sample_areas.document(tag), drawing)
    here = [each for page in found[0].artwork.pages for each in logos_on(page)]
    assert here == logos
    first = words_elsewhere(found[0], logos)
    assert words_elsewhere(found[1], logos_of(found[1])) == first
    assert not [problem for made in found for problem in made.problems if "logos" in problem.rule]
    known = {(words, size) for words, size, _, _ in first}
    assert known <= {
        (words, run.size) for page in bare.artwork.pages for words, run in shipped.lines(page)
    }


def logos_on(page: Page) -> list[Image]:
    def within(mark: object) -> list[Image]:
        if isinstance(mark, Image):
            return [mark]
        return [each for inner in getattr(mark, "marks", ()) for each in within(inner)]

    return within(page)


def logos_of(made: Composed) -> list[Image]:
    return [each for page in made.artwork.pages for each in logos_on(page)]


def tall_strip(folder: Path, room: float) -> Drawing:
    """The folded leaflet with so many mm above its logos that never close, which names no partners
    in their place."""
    file, plate = f"layouts/{LEAFLET}.yaml", "            plate: stranger\n"
    edits = [(file, plate, f"{plate}            above: {room}\n")]
    edits.append((file, "    - {names: true}\n", ""))
    return shipped.changed(folder, *edits)[1].drawing(LEAFLET)[0]


def test_logos_lose_a_size_before_they_are_refused(tmp_path: Path) -> None:
    """Their area is 0.85 times what it was, and words that stand elsewhere keep their size."""
    document = sample_areas.document(strip=3)
    whole = logos_of(piece(document, shipped.drawing(LEAFLET)))[0]
    cache, fits, refused = Cache(), 0, 60  # mm
    smaller, problem = whole, None
    while refused - fits > 1:
        room = (fits + refused) // 2
        drawing = tall_strip(tmp_path / str(room), room)
        try:
            smaller = logos_of(piece(document, drawing, cache))[0]
            fits = room
        except Refused as found:
            (problem,) = found.problems
            refused = room
    assert fits, "there was never room"
    assert problem, "there was always room"
    assert smaller.height == pytest.approx(whole.height * 0.85**0.5, rel=0.01)
    assert problem.rule == "logos-room"
    assert problem.span
    assert problem.span.key == "logos.2.file"
    assert '"round.svg" is the last of them' in problem.message
    assert "shorten" not in str(problem)
