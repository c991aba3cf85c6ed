"""A folded sheet as pages of one panel each: what is on them, their order, and their bleed."""

from functools import lru_cache
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops

from generator.cache import Cache
from generator.colour import Colour
from generator.page import (
    Artwork,
    Frame,
    GlyphRun,
    Group,
    Link,
    Page,
    Panel,
    Path,
    PlacedCode,
    Shape,
    Tag,
)
from generator.pdf import write
from generator.press import by_panel
from tests.languages import translated
from tests.pdf.artwork import COATED, PRESS, words
from tests.typeset import shipped
from tests.values import replace

DOTS = 4  # per mm
LEAF = Colour("leaf", (60, 0, 80, 0), "#66BB55")
TEAL = Colour("teal", (90, 20, 40, 40), "#005860")
PAPER = Colour("paper", (0, 4, 14, 0), "#FFF4DE")
READING = ("front", "flap", "left", "middle", "right", "back")


def rectangle(left: float, top: float, right: float, bottom: float) -> Path:
    return ("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom), ("Z",)


def ground(left: float, right: float, fill: Colour) -> Shape:
    return Shape(rectangle(left, -3, right, 53), fill, kind="ground")


def sheet(*marks: object, **more: object) -> Artwork:
    """A sheet 60 by 50 mm, folded once at 40."""
    panels = (Panel("back", 0, 40), Panel("front", 40, 20))
    page = Page("outside", 60, 50, marks, bleed=3.0, folds=(40.0,), panels=panels, **more)
    return Artwork("Title", "en", "ltr", (page,))


def pictures(artwork: Artwork) -> list[Image.Image]:
    """Each page as it prints, to the edge of its sheet."""
    file = pypdfium2.PdfDocument(BytesIO(write(artwork, PRESS, COATED, cache=Cache())))
    scale = DOTS * 25.4 / 72 * (1 - 1e-6)  # no dot more for a rounding error
    return [page.render(scale=scale).to_pil().convert("RGB") for page in file]


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures show the same, but for an edge between two dots, which may fall a hair
    to either side."""
    unlike = ImageChops.difference(one, other).convert("L").point(lambda v: 255 * (v > 64))
    return unlike.histogram()[255] <= one.width * one.height / 20_000


@lru_cache(maxsize=2)
def leaflet(tag: str) -> Artwork:
    return translated.composed(tag).artwork


# --- which panel has what ----------------------------------------------------------------------


def test_panels_are_pages_in_the_order_in_which_they_are_read() -> None:
    pages = by_panel(leaflet("en-GB"), READING, cache=Cache()).pages
    assert tuple(page.name for page in pages) == READING
    assert [page.width for page in pages] == [100, 97, 100, 100, 97, 100]
    assert {page.height for page in pages} == {210}
    assert {page.folds for page in pages} == {()}
    assert {page.bleed for page in pages} == {3}
    assert {page.safe for page in pages} == {5}


def test_a_panel_not_named_comes_after_those_that_are() -> None:
    assert [page.name for page in by_panel(sheet(), ["front"], cache=Cache()).pages] == [
        "front",
        "back",
    ]
    assert [page.name for page in by_panel(sheet(), [], cache=Cache()).pages] == ["back", "front"]


def test_what_is_not_folded_stays_as_it_is() -> None:
    flyer = shipped.english(shipped.FLYER).artwork
    assert by_panel(flyer, READING, cache=Cache()) is flyer


def test_words_codes_frames_and_links_go_to_the_panel_they_are_on() -> None:
    code = PlacedCode(45, 20, 10, 0.5, "https://example.org", "example.org")
    frame = Frame("words", 5, 5, 30, 40)
    link = Link(45, 40, 10, 5, "https://example.org", "more")
    inner = Tag("P", (words("behind", x=5), words("before", x=42)), key="one")
    marks = (Group((inner,)), link)
    front, back = by_panel(
        sheet(*marks, frames=(frame,), codes=(code,)), ["front"], cache=Cache()
    ).pages
    assert front.codes == (replace(code, x=5),)
    assert back.codes == ()
    assert back.frames == (frame,)
    assert front.frames == ()
    assert front.marks[1:] == (replace(link, x=5),)
    for page, text, x in ((front, "before", 2), (back, "behind", 5)):
        (tag,) = page.marks[0].marks
        (run,) = tag.marks
        assert isinstance(run, GlyphRun)
        assert (tag.role, tag.key, run.text, run.x) == ("P", "one", text, x)


def test_every_word_and_code_is_on_one_panel() -> None:
    whole = leaflet("en-GB")
    apart = by_panel(whole, READING, cache=Cache())

    def said(artwork: Artwork) -> list[str]:
        return sorted(run.text for page in artwork.pages for run in shipped.runs(page.marks))

    assert said(apart) == said(whole)
    for page in apart.pages:
        for run in shipped.runs(page.marks):
            assert run.x >= 5
            assert run.x + run.width <= page.width - 5 + 0.01
    codes = {page.name: [code.address for code in page.codes] for page in apart.pages}
    assert codes["flap"] == ["www.leics.police.uk/Kayleighslovestory"]
    assert codes["back"] == ["www.leics.police.uk/CEASE"]


def test_the_same_frame_on_the_same_panel_is_the_same_group() -> None:
    def front(text: str) -> Page:
        return by_panel(sheet(Group((words(text, x=5),))), [], cache=cache).pages[0]

    cache = Cache()
    assert front("behind").marks[0] is front("behind").marks[0]
    assert front("behind").marks[0] != front("before").marks[0]


# --- grounds -----------------------------------------------------------------------------------


def test_a_ground_that_ends_at_the_fold_runs_into_its_own_bleed() -> None:
    marks = (Group((ground(-3, 40, LEAF), ground(40, 63, TEAL))),)
    front, back = by_panel(sheet(*marks), ["front"], cache=Cache()).pages
    assert front.marks[0].marks == (ground(-3, 23, TEAL),)
    assert back.marks[0].marks == (ground(-3, 43, LEAF),)


def test_a_ground_that_crosses_the_fold_is_on_both_sides_of_it() -> None:
    front, back = by_panel(sheet(ground(-3, 63, PAPER)), ["front"], cache=Cache()).pages
    assert front.marks == (ground(-3, 23, PAPER),)
    assert back.marks == (ground(-3, 43, PAPER),)


def test_a_rule_that_touches_the_fold_does_not_grow() -> None:
    rule = Shape(rectangle(10, 10, 40, 11), LEAF, kind="rule")
    front, back = by_panel(sheet(rule), ["front"], cache=Cache()).pages
    assert front.marks == ()
    assert back.marks == (rule,)


def test_a_drawing_across_the_fold_shows_on_both_panels_and_no_farther_than_their_bleed() -> None:
    blob: Path = (("M", 30, 10), ("L", 50, 10), ("L", 45, 40), ("Z",))
    for mark in (Shape(blob, TEAL), Group((Shape(blob, TEAL),), static=True)):
        piece = sheet(mark, slug=12)
        (flat,) = pictures(piece)
        around = 15 * DOTS
        for page, x in zip(
            pictures(by_panel(piece, ["front"], cache=Cache())), (40, 0), strict=True
        ):
            shown = (around, around, page.width - around, page.height - around)
            there = flat.crop((x * DOTS + shown[0], shown[1], x * DOTS + shown[2], shown[3]))
            assert alike(page.crop(shown), there)
            edge = 12 * DOTS - 1  # of the bleed; a clip takes in the dot it ends in
            page.paste("white", (edge, edge, page.width - edge, page.height - edge))
            assert page.getextrema() == ((255, 255),) * 3


# --- in pixels ---------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en-GB", "ur"])
def test_a_panel_looks_as_it_does_on_the_flat_sheet(tag: str) -> None:
    whole = leaflet(tag)
    flat = pictures(whole)
    apart = by_panel(whole, READING, cache=Cache())
    places = {
        panel.name: (side, panel.x)
        for side, page in enumerate(whole.pages)
        for panel in page.panels
    }
    for page, alone in zip(apart.pages, pictures(apart), strict=True):
        side, x = places[page.name]
        size = round(page.width * DOTS), round(page.height * DOTS)
        across, down = round((3 + x) * DOTS), 3 * DOTS
        there = flat[side].crop((across, down, across + size[0], down + size[1]))
        here = alone.crop((3 * DOTS, down, 3 * DOTS + size[0], down + size[1]))
        within = 1, 1, size[0] - 1, size[1] - 1  # the fold itself lies between two dots
        assert alike(here.crop(within), there.crop(within)), page.name


def test_the_order_is_the_same_in_a_language_read_from_right_to_left() -> None:
    outside, inside = leaflet("ur").pages
    assert [panel.name for panel in outside.panels] == ["front", "back", "flap"]
    assert [panel.name for panel in inside.panels] == ["right", "middle", "left"]
    assert (
        tuple(page.name for page in by_panel(leaflet("ur"), READING, cache=Cache()).pages)
        == READING
    )


@pytest.mark.parametrize("tag", ["en-GB", "ur"])
def test_each_panel_bleeds_in_its_own_colour(tag: str) -> None:
    for picture in pictures(by_panel(leaflet(tag), READING, cache=Cache())):
        width, height = picture.size
        own = picture.getpixel((4 * DOTS, 4 * DOTS))  # just within the trim
        for strip in (
            (0, 0, 3 * DOTS, height),
            (width - 3 * DOTS, 0, width, height),
            (0, 0, width, 3 * DOTS),
            (0, height - 3 * DOTS, width, height),
        ):
            assert picture.crop(strip).getcolors() == [
                ((strip[2] - strip[0]) * (strip[3] - strip[1]), own)
            ]
