"""Pages as SVG look as they do in the file, and words are found where they stand."""

import io
import re
from functools import lru_cache

import pypdfium2
import pytest
import resvg_py
from PIL import Image, ImageChops

from generator.cache import Cache
from generator.page import Group, Page, Shape, rectangle
from generator.pdf import write
from generator.svgpages import printed_words, svg_page
from generator.svgpages.page_svg import GroupSvgInputs
from generator.typeset.compose import Composed, compose
from generator.typeset.safety import runs
from tests import sample_areas
from tests.checked import CACHE
from tests.pdf.artwork import BLACK, OFFICE
from tests.typeset import shipped

PIXELS = 1188  # of the width
MEAN = 5.0  # of 255
FAR = 64  # of 255: what no smoothing of an edge explains
MOST_FAR = 0.02  # of all pixels


@lru_cache(maxsize=8)
def piece(layout: str, tag: str) -> Composed:
    words = sample_areas.document(tag, 3, 6 if layout == shipped.FLYER else 0)
    return compose(words, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE)


def shown(page: Page) -> Image.Image:
    """The page as a browser would draw it."""
    svg = svg_page(page, CACHE).document()
    sized = svg.replace("<svg ", f'<svg width="{page.width}" height="{page.height}" ', 1)
    drawn = resvg_py.svg_to_bytes(svg_string=sized, width=PIXELS, skip_system_fonts=True)
    picture = Image.open(io.BytesIO(drawn)).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("RGB")


def printed(data: bytes, number: int, size: tuple[int, int]) -> Image.Image:
    with pypdfium2.PdfDocument(data) as file:
        page = file[number]
        picture = page.render(scale=PIXELS / page.get_width()).to_pil()
    return picture.convert("RGB").crop((0, 0, *size))


@pytest.mark.parametrize(
    ("layout", "tag"),
    [
        *((shipped.LEAFLET, tag) for tag in ("en-GB", "ur")),
        *((shipped.FLYER, tag) for tag in ("ta", "zh-Hans")),
        (shipped.CARD, "pa"),
    ],
)
def test_a_page_looks_as_it_does_in_the_file(layout: str, tag: str) -> None:
    artwork = piece(layout, tag).artwork
    data = write(artwork, OFFICE, cache=CACHE)
    for number, page in enumerate(artwork.pages):
        ours = shown(page)
        apart = ImageChops.difference(ours, printed(data, number, ours.size)).convert("L")
        levels = apart.histogram()
        count = sum(levels)
        assert sum(level * each for level, each in enumerate(levels)) / count < MEAN
        assert sum(levels[FAR:]) / count < MOST_FAR


def test_a_change_of_one_word_changes_its_line_alone() -> None:
    cache = CACHE
    changed = shipped.with_texts(
        lambda text: shipped.says(text.plain.replace("hours", "weeks"), text), "duration"
    )
    drawing, size = shipped.drawing(shipped.LEAFLET), shipped.formats(shipped.LEAFLET)[0]
    old = compose(shipped.document(), drawing, size, cache=cache).artwork.pages
    new = compose(changed, drawing, size, cache=cache).artwork.pages
    groups = [
        {each.ident: each.markup for page in one for each in svg_page(page, cache).groups}
        for one in (old, new)
    ]
    lines = groups[1].keys() - groups[0].keys()
    assert 0 < len(lines) <= 2
    assert all(groups[1][line].count("<path") == 1 for line in lines)


def test_a_group_has_one_line() -> None:
    for page in piece(shipped.LEAFLET, "zh-Hans").artwork.pages:
        baselines = {round(run.y, 3) for run in runs(page.marks)}
        for group in svg_page(page, CACHE).groups:
            places = {float(y) for y in re.findall(r"translate\(\S+ ([^)]+)\)", group.markup)}
            assert len(places) <= 1
            assert places <= baselines


def test_groups_in_order_draw_what_the_page_draws() -> None:
    """Whatever of it was remembered, and however its lines are parted."""
    for page in piece(shipped.FLYER, "ta").artwork.pages:
        again = svg_page(page, Cache())
        assert again == svg_page(page, CACHE)
        marks = "".join(group.markup for group in again.groups)
        whole = GroupSvgInputs(Group(page.marks), page.width, page.height).make(Cache(0))
        assert marks == "".join(group.markup for group in whole)


def test_two_groups_of_one_page_have_two_names() -> None:
    square = Shape(rectangle(0, 0, 9, 9), BLACK)
    page = Page("a", 10, 10, (Group((square,), "one"), Group((square,), "two")))
    one, other = svg_page(page, Cache()).groups
    assert one.markup == other.markup
    assert one.ident != other.ident


def test_equal_groups_have_one_name_and_others_another() -> None:
    square = Group((Shape(rectangle(0, 0, 9, 9), BLACK),))
    again = Group((Shape(rectangle(0, 0, 9, 9), BLACK),))
    other = Group((Shape(rectangle(0, 0, 9, 8), BLACK),))
    names = [
        svg_page(Page("a", 10, 10, (group,)), Cache()).groups[0].ident
        for group in (square, again, other)
    ]
    assert names[0] == names[1] != names[2]


def test_words_are_never_markup() -> None:
    words = shipped.with_texts(
        lambda text: shipped.says("<script>alert(1)</script>", text), "duration"
    )
    drawing, size = shipped.drawing(shipped.LEAFLET), shipped.formats(shipped.LEAFLET)[0]
    pages = compose(words, drawing, size, cache=CACHE).artwork.pages
    for page in pages:
        for group in svg_page(page, CACHE).groups:
            assert "script" not in group.markup


@pytest.mark.parametrize("tag", ["en-GB", "ur"])
def test_every_word_is_found_where_it_stands(tag: str) -> None:
    for page in piece(shipped.LEAFLET, tag).artwork.pages:
        found = printed_words(page)
        for run in filter(lambda run: run.key, runs(page.marks)):
            middle = run.x + run.width / 2
            assert any(
                box.key == run.key
                and box.x <= middle <= box.x + box.width
                and box.y <= run.y <= box.y + box.height
                for box in found
            ), run.text
        for one in found:
            for other in found:
                if one is not other and one.key == other.key and one.x == other.x:
                    assert (
                        one.y + one.height <= other.y + 0.01
                        or other.y + other.height <= one.y + 0.01
                    )


def test_words_are_named_in_the_order_in_which_they_are_read() -> None:
    """Numbers and Latin words within Urdu go from left to right, the line from right to left."""
    pages = piece(shipped.LEAFLET, "ur").artwork.pages
    survey = [each for page in pages for each in printed_words(page) if ".survey." in each.key]
    value = sample_areas.document("ur", 3, 0).blocks["survey"].texts[0].plain
    assert " ".join(each.words for each in survey).split()[-4:] == value.split()[-4:]
    english = printed_words(piece(shipped.LEAFLET, "en-GB").artwork.pages[1])
    assert any(each.words == "Online grooming refers to the" for each in english)
