"""A statistic: its figure, and the words that follow it on one line."""

import pytest

from generator.content.text import Run
from generator.page import GlyphRun
from generator.typeset.compose import compose
from generator.typeset.number_boxes import FREE
from generator.typeset.page_checks import misplaced
from generator.typeset.safety import ink
from tests import sample_areas
from tests.checked import CACHE
from tests.languages import translated
from tests.typeset import shipped
from tests.values import replace

FIGURE = "2643"
APART = 0.1  # em of the figure
BORDER = 5.0  # mm that a printer in black leaves white
WIDE = 47.06 / 51  # mm of the figure for each point of its size, without the copied space after it


def line_of_figure(tag: str) -> tuple[GlyphRun, list[GlyphRun]]:
    """The leaflet's figure, and what stands on its baseline in its panel."""
    words, layout = translated.document(tag), shipped.drawing(shipped.LEAFLET)
    made = compose(words, layout, layout.layout.formats[0], cache=CACHE)
    found = [run for page in made.artwork.pages for text, run in shipped.lines(page)]
    (figure,) = (run for run in found if run.text.strip() == FIGURE)
    beside = [
        run
        for run in found
        if run is not figure and abs(run.y - figure.y) < 0.01 and abs(run.x - figure.x) < 81
    ]
    return figure, beside


@pytest.mark.parametrize("tag", ["pl", "pt", "cy", "so", "zh-Hans", "ar"])
def test_words_follow_their_figure(tag: str) -> None:
    figure, beside = line_of_figure(tag)
    assert beside
    em = figure.size * 25.4 / 72
    if translated.document(tag).direction == "rtl":
        gap = figure.x - max(run.x + run.width for run in beside)
    else:
        gap = min(run.x for run in beside) - (figure.x + WIDE * figure.size)
    assert 0 < gap <= APART * em + 0.1


def test_a_figure_grows_with_few_words_to_fill_its_line() -> None:
    figure, (words, *_) = line_of_figure("zh-Hans")
    assert figure.size > shipped.drawing(shipped.LEAFLET).layout.styles["figure"].size
    assert words.x + words.width - figure.x == pytest.approx(81.5, abs=0.3)


def test_a_figure_that_made_room_does_not_take_it_back() -> None:
    """In Welsh the panel is full, so the figure is smaller than its natural size."""
    figure, _ = line_of_figure("cy")
    assert figure.size < shipped.drawing(shipped.LEAFLET).layout.styles["figure"].size


@pytest.mark.parametrize(("logos", "most"), [(0, 92), (3, 66), (8, 60)])
@pytest.mark.parametrize("tag", ["ta", "ur"])
def test_words_over_a_figure_and_under_it_keep_from_its_ink(
    tag: str, logos: int, most: float
) -> None:
    """A figure so large needs more than lines of text between them, and is no larger on two lines
    than on one."""
    drawing, document = shipped.drawing(shipped.BOOKLET), sample_areas.document(tag, 3, logos)
    made = compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
    (page, figure) = next(
        (page, run)
        for page in made.artwork.pages
        for text, run in shipped.lines(page)
        if text == FIGURE
    )
    left, top, right, bottom = ink(figure) or (0, 0, 0, 0)
    boxes = [ink(run) for _, run in shipped.lines(page) if abs(run.y - figure.y) > 1]
    inked = [box for box in boxes if box and box[0] < right and left < box[2]]
    assert top - max(box[3] for box in inked if box[3] < top + 2) >= FREE - 0.01
    assert min(box[1] for box in inked if box[1] > bottom - 2) - bottom >= FREE - 0.01
    assert figure.size <= most + 0.01


@pytest.mark.parametrize("look", ["", "mono", "mono-saver"])
@pytest.mark.parametrize("after", ["", "বার্তা আদান-প্রদান হয়েছিল।"])
def test_a_figure_keeps_from_where_its_ground_ends(look: str, after: str) -> None:
    """On a line of its own, or grown beside a short word, it is as large as the block allows."""
    drawing, _ = shipped.design().drawing(shipped.BOOKLET, look, BORDER)
    document = translated.document("bn")
    statistic = document.blocks["statistic"]
    (text,) = statistic.texts
    before, figure, _ = text.runs
    runs = (before, figure, Run(f"টি বার্তা {after} {after}"))
    changed = replace(statistic, texts=(replace(text, runs=runs),))
    document = replace(document, blocks={**document.blocks, "statistic": changed})
    made = compose(document, drawing, drawing.layout.formats[0], cache=CACHE).artwork
    assert misplaced(made, drawing.clearances, cache=CACHE) == []


def test_letters_that_reach_out_of_a_filled_line_stay_in_its_column() -> None:
    """The last letter of the words in Urdu reaches out at the left."""
    words, drawing = translated.document("ur"), shipped.drawing(shipped.BOOKLET)
    page = compose(words, drawing, drawing.layout.formats[0], cache=CACHE).artwork.pages[0]
    (figure,) = (run for text, run in shipped.lines(page) if text == FIGURE)
    inks = [ink(run) for _, run in shipped.lines(page) if abs(run.y - figure.y) < 0.01]
    left = min(shipped.extent(shape)[0] for shape in shipped.shapes(page, "field"))
    assert min(box[0] for box in inks if box) >= left - 0.1


@pytest.mark.parametrize(("logos", "colour"), [(3, "apricot"), (8, "white")])
def test_marks_that_are_lower_than_three_quarters_of_a_millimetre_are_white(
    logos: int, colour: str
) -> None:
    """They are wider than that."""
    document, drawing = sample_areas.document("en-GB", 3, logos), shipped.drawing(shipped.BOOKLET)
    page = compose(document, drawing, drawing.layout.formats[0], cache=CACHE).artwork.pages[0]
    most = max(shipped.shapes(page, "field"), key=lambda shape: len(shape.path))
    assert most.fill
    assert (most.fill.name or "white") == colour
