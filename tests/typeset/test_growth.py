"""What grows where words are short, in the order of the layout's `fit: grow`."""

import pytest

from generator.content.document import Document
from generator.content.text import Run, Text
from generator.design.layout import FitOrder, Grow
from generator.page import GlyphRun
from generator.typeset.compose import Composed, PieceComposer, compose
from generator.typeset.fit_path import initial
from generator.typeset.geometry import GeometryInputs, LanguageSettings
from generator.typeset.slack import CALM
from tests import sample_areas
from tests.checked import CACHE
from tests.typeset import shipped
from tests.typeset.shipped import BOOKLET, FLYER, LEAFLET, extent, shapes
from tests.values import replace

ADDRESS = "www.leics.police.uk/CEASE"


def short_words() -> Document:
    """The first three words of everything but names, addresses and what must say more."""

    def first(text: Text) -> Text:
        return shipped.says(" ".join(text.plain.split()[:3]), text)

    kept = ("pledge", "messages", "question", "exploitation", "pledge-link", "story-link")
    short = shipped.with_texts(first, but=(*kept, "statistic", "police"))
    (police,) = shipped.document().blocks["police"].texts
    number = next(run for run in police.runs if run.strong)
    words = replace(police, runs=(Run("Ring the police on "), number))
    return replace(
        short, blocks={**short.blocks, "police": replace(short.blocks["police"], texts=(words,))}
    )


def short(layout: str) -> Composed:
    drawing = shipped.drawing(layout)
    return compose(short_words(), drawing, drawing.layout.formats[0], cache=CACHE)


def test_body_grows_by_an_eighth_at_most_where_a_panel_would_be_empty() -> None:
    """The folded leaflet's running text grows with its first and last sentence, and so do the
    sentences around the numbers. Headings and numbers stay as they are."""
    made = short(LEAFLET)
    for name in ("body", "lead", "threat", "help-body", "help-ask", "place", "action"):
        assert 1.08 < made.steps[name] / made.full[name] <= 1.12, name
    assert made.steps["lead"] / made.steps["body"] == pytest.approx(14 / 12, abs=0.001)
    assert not {"h1", "h2", "number", "police"} & set(made.steps)


@pytest.mark.parametrize(
    ("layout", "styles"),
    [(BOOKLET, {"help-body", "help-ask", "place", "list"}), (FLYER, {"body", "place", "list"})],
)
def test_words_grow_beside_a_column_that_would_spread_too_far(
    layout: str, styles: set[str]
) -> None:
    made = short(layout)
    for name in styles:
        assert 1.08 < made.steps[name] / made.full[name] <= 1.12, name


@pytest.mark.parametrize("layout", [LEAFLET, BOOKLET, FLYER])
def test_given_words_stay_as_they_were_drawn(layout: str) -> None:
    assert not shipped.english(layout).steps


def chinese() -> Composed:
    return compose(
        sample_areas.document("zh-Hans"), shipped.drawing(LEAFLET), "a4-roll-fold-dl", cache=CACHE
    )


def test_the_pledge_grows_before_its_code_does() -> None:
    """The Chinese pledge is three lines. It grows to its most, and its marked words are of the
    ground's colour, as large type's are; the code takes what is left."""
    made = chinese()
    layout = shipped.drawing(LEAFLET)
    (script,) = (row for name, row in layout.theme.scripts.items() if name.startswith("Han"))
    pledge = layout.layout.styles["pledge"]
    assert pledge.most is not None
    assert made.steps["pledge"] == pytest.approx(pledge.most * script.size, abs=0.01)
    (code,) = (one for page in made.artwork.pages for one in page.codes if "CEASE" in one.address)
    assert code.size > 50
    inks = {run.colour.srgb for run in pledge_lines(made)}
    assert inks == {layout.palette["white"].srgb, layout.palette["ground"].srgb}


def pledge_lines(made: Composed) -> list[GlyphRun]:
    page = made.artwork.pages[0]
    (back,) = (frame for frame in page.frames if frame.name == "back")
    (bubble,) = (
        extent(shape)
        for shape in shapes(page, "bubble")
        if back.x <= extent(shape)[0] < back.x + back.width
    )
    return [
        run
        for _, run in shipped.lines(page)
        if bubble[0] < run.x < bubble[2] and bubble[1] < run.y < bubble[3]
    ]


def test_no_gap_of_the_chinese_back_is_a_hole() -> None:
    """What a gap has itself counts, not only what it takes of the room left over: from the bubble
    to the card, and from the address to the rule."""
    words, size = sample_areas.document("zh-Hans"), "a4-roll-fold-dl"
    geometry = CACHE.get(GeometryInputs(shipped.drawing(LEAFLET), size, LanguageSettings.of(words)))
    fit = PieceComposer(words, geometry, CACHE).fit
    (number,) = (n for n, place in enumerate(geometry.frames) if place.row.name == "back")
    calm = CALM * geometry.frames[number].height
    assert fit.frames.frame(number, initial(geometry.layout)).loose > calm
    assert fit.frames.frame(number, fit.steps()).hollow <= calm
    page = chinese().artwork.pages[0]
    (code,) = (one for one in page.codes if "CEASE" in one.address)
    (address,) = (run for text, run in shipped.lines(page) if text == ADDRESS)
    (rule,) = (
        run.y
        for text, run in shipped.lines(page)
        if text.startswith("出版") and run.x < code.x + code.size
    )
    assert code.y - max(run.y for run in pledge_lines(chinese())) <= calm + 12
    assert rule - address.y <= calm + 12


def test_codes_that_are_named_first_grow_first() -> None:
    type_row, codes = Grow(styles=("pledge",)), Grow(pictures=True, fill=True)
    layout = shipped.drawing(LEAFLET).layout
    for rows, first in (((type_row, codes), True), ((codes, type_row), False)):
        order = layout.model_copy(update={"fit": FitOrder(grow=rows)})
        assert order.fit.type_grows_first == first
