"""Pictures in slots of layouts: where they stand, what may stand on them, and what is refused."""

from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image as Pixels

from generator.cache import Cache
from generator.colour import Colour
from generator.content.document import Document, SlotPicture
from generator.content.project_content import Content
from generator.page import Artwork, Box, Group, Image, Mark, Shape, Tag, rectangle
from generator.pictures import Recoloured, Thumbnail, ThumbnailInputs
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from generator.typeset.behind import Behind, inside
from generator.typeset.compose import Composed, compose
from tests.checked import CACHE
from tests.declared_inputs import assert_fields_count
from tests.typeset import shipped
from tests.values import replace

PICTURES = Path(__file__).parents[2] / "content" / shipped.CAMPAIGN / "images"
TERRACE = SlotPicture(
    "poster",
    str(PICTURES / "terrace.svg"),
    "A terrace",
    focus=(0.171, 0.43),
    sky="ground",
    key="campaign:images.poster.file",
)
TALL = replace(TERRACE, slot="cover", file=str(PICTURES / "terrace-tall.svg"), focus=(0.172, 0.336))
WHITE = Colour("white", (0, 0, 0, 0), "#FFFFFF")
NIGHT = Colour("night", (75, 85, 0, 70), "#2F1B42")


@lru_cache(maxsize=4)
def words(language: str) -> Document:
    content = Content(Shelf.at(shipped.ROOT), CACHE)
    return content.document(shipped.CAMPAIGN, language, shipped.AREA)[0]


def pictured(
    layout: str, *images: SlotPicture, language: str = "en-GB", theme: str = "", variant: str = ""
) -> Composed:
    """A shipped layout with pictures in its slots, at its first format."""
    drawing, _ = shipped.design().drawing(layout, variant, theme=theme)
    document = replace(words(language), images=images)
    return compose(document, drawing, drawing.layout.formats[0], cache=CACHE)


def marks(found: tuple[Mark, ...]) -> list[Mark]:
    inner = [mark.marks for mark in found if isinstance(mark, Group | Tag)]
    return [*found, *(mark for each in inner for mark in marks(each))]


def image_of(artwork: Artwork) -> tuple[Image, Box, Tag]:
    """The only picture of a piece's first page, what its slot shows of it, and its tag."""
    every = marks(artwork.pages[0].marks)
    (image,) = (mark for mark in every if isinstance(mark, Image))
    (group,) = (mark for mark in every if isinstance(mark, Group) and mark.clip)
    (tag,) = (
        mark
        for mark in every
        if isinstance(mark, Tag) and mark.role == "Figure" and image in mark.marks
    )
    assert group.clip is not None
    return image, group.clip, tag


def problems(layout: str, *images: SlotPicture) -> list[Problem]:
    try:
        return list(pictured(layout, *images).problems)
    except Refused as refused:
        return list(refused.problems)


def test_without_a_picture_nothing_is_in_the_slot() -> None:
    every = marks(pictured(shipped.STORY).artwork.pages[0].marks)
    assert not [mark for mark in every if isinstance(mark, Image)]


def test_a_picture_runs_from_edge_to_edge_of_the_poster_and_stands_on_its_slots_foot() -> None:
    image, shown, _ = image_of(pictured(shipped.STORY, TERRACE).artwork)
    assert shown[:3] == pytest.approx((-3, -3, 300))
    assert (image.x, image.width) == pytest.approx((-3, 303))
    assert image.y + image.height == pytest.approx(shown[3])
    assert image.y > shown[1]


def test_a_picture_ends_at_the_folds_of_its_panel() -> None:
    _, shown, _ = image_of(pictured(shipped.LEAFLET, TALL).artwork)
    assert (shown[0], shown[2]) == pytest.approx((197, 300))
    assert shown[1] > 20


@pytest.mark.parametrize("language", ["en-GB", "ur", "zh-Hans"])
@pytest.mark.parametrize(("layout", "picture"), [(shipped.LEAFLET, TALL), (shipped.STORY, TERRACE)])
def test_its_focus_shows_in_every_language(
    layout: str, picture: SlotPicture, language: str
) -> None:
    if language == "ur":
        x, y = picture.focus
        turned = picture.file.replace(".svg", "-rtl.svg")
        picture = replace(picture, file=turned, focus=(1 - x, y))
    composed = pictured(layout, picture, language=language)
    image, shown, _ = image_of(composed.artwork)
    focus = (
        image.x + image.width * picture.focus[0],
        image.y + image.height * picture.focus[1],
    )
    assert shown[0] < focus[0] < shown[2]
    assert shown[1] < focus[1] < shown[3]
    for mark in marks(composed.artwork.pages[0].marks):
        if isinstance(mark, Shape) and mark.kind == "bubble":
            points = [segment[-2:] for segment in mark.path if len(segment) > 1]
            assert not inside(points, focus)  # type: ignore[arg-type]


def test_its_words_are_for_a_screen_reader_in_the_language_they_are_written_in() -> None:
    assert image_of(pictured(shipped.STORY, TERRACE).artwork)[2].alt == "A terrace"
    assert image_of(pictured(shipped.STORY, TERRACE).artwork)[2].language == ""
    chinese = pictured(shipped.STORY, TERRACE, language="zh-Hans")
    assert image_of(chinese.artwork)[2].language == "en-GB"


@pytest.mark.parametrize("theme", ["cease", "harbour", "meadow"])
def test_a_drawing_in_the_layouts_own_colours_follows_the_theme(theme: str) -> None:
    image, _, _ = image_of(pictured(shipped.STORY, TERRACE, theme=theme).artwork)
    palette = shipped.design().drawing(shipped.STORY, theme=theme)[0].palette
    used = {ink for _, ink in image.inks}
    assert used <= set(palette.values())
    assert palette["stranger"] in used
    assert palette["lamp"] in used
    assert not any(ink.cmyk == palette["help"].cmyk for ink in used)


def test_in_black_alone_there_is_no_picture() -> None:
    with_one = pictured(shipped.STORY, TERRACE, variant="mono")
    assert (
        with_one.artwork.pages[0].marks
        == pictured(shipped.STORY, variant="mono").artwork.pages[0].marks
    )


def test_a_bubble_on_the_focus_is_an_error_at_the_picture(tmp_path: Path) -> None:
    file = photograph(tmp_path, 6000, 4500, (90, 60, 100))
    picture = SlotPicture("poster", file, "A street", focus=(0.2, 0.2), key=TERRACE.key)
    (problem,) = [one for one in problems(shipped.STORY, picture) if one.is_error]
    assert problem.rule == "hidden-image"
    assert problem.message == 'a bubble hides the focus of "photograph-6000.png"'
    assert (problem.found, problem.limit) == ("0.0 mm", "at least 10.0 mm")


def photograph(folder: Path, width: int, height: int, shade: tuple[int, int, int]) -> str:
    path = folder / f"photograph-{width}.png"
    Pixels.new("RGB", (width, height), shade).save(path)
    return str(path)


def test_where_nobody_named_a_focus_a_bubble_on_the_middle_is_a_warning(tmp_path: Path) -> None:
    """With its focus in the middle it is an error."""
    file = photograph(tmp_path, 6000, 4500, (90, 60, 100))
    picture = SlotPicture("poster", file, "A street", key=TERRACE.key, must_be_seen=False)
    (found,) = (one for one in problems(shipped.STORY, picture) if one.rule == "hidden-image")
    assert not found.is_error
    assert "nobody said what must be seen" in found.message
    chosen = replace(picture, must_be_seen=True)
    (found,) = (one for one in problems(shipped.STORY, chosen) if one.rule == "hidden-image")
    assert found.is_error


def test_a_photograph_fills_its_slot_round_its_focus_and_wants_300_ppi(tmp_path: Path) -> None:
    file = photograph(tmp_path, 1600, 1200, (90, 60, 100))
    picture = SlotPicture("poster", file, "A street", focus=(0.1, 0.9))
    composed = pictured(shipped.STORY, picture)
    image, shown, _ = image_of(composed.artwork)
    assert (image.y, image.y + image.height) == pytest.approx((shown[1], shown[3]))
    assert image.x == pytest.approx(shown[0])  # no further: the focus is near the left
    (problem,) = (one for one in composed.problems if one.rule == "small-image")
    assert problem.found.endswith(" ppi")
    assert problem.limit == "300 ppi wanted"


def bubbles_of(composed: Composed) -> list[str]:
    """The fills of the bubbles on a poster, from the first: an outline is a bubble beneath."""
    found = [mark for mark in marks(composed.artwork.pages[0].marks) if isinstance(mark, Shape)]
    return [mark.fill.name for mark in found if mark.kind == "bubble" and mark.fill][:4]


def test_a_bubble_that_its_picture_would_hide_has_a_line_in_the_colour_of_its_words(
    tmp_path: Path,
) -> None:
    dark = SlotPicture(
        "poster", photograph(tmp_path, 1600, 1200, (40, 30, 60)), "Night", focus=(0, 0.9)
    )
    light = SlotPicture(
        "poster", photograph(tmp_path, 1601, 1200, (240, 235, 230)), "Snow", focus=(0, 0.9)
    )
    assert bubbles_of(pictured(shipped.STORY, dark))[:3] == ["white", "night", "white"]
    assert bubbles_of(pictured(shipped.STORY, light))[:3] == ["night", "night", "white"]


def test_bubbles_that_cover_most_of_a_picture_are_an_error(tmp_path: Path) -> None:
    slot = "            slot: cover\n"
    content, design = shipped.changed(
        tmp_path / "project",
        ("layouts/leaflet-dl-6pp.yaml", slot, slot + "            cover: 0.2\n"),
    )
    document, _ = content.document(shipped.CAMPAIGN, "en-GB", shipped.AREA)
    drawing, _ = design.drawing(shipped.LEAFLET)
    with pytest.raises(Refused) as refused:
        compose(replace(document, images=(TALL,)), drawing, "a4-roll-fold-dl", cache=CACHE)
    (problem,) = (one for one in refused.value.problems if one.is_error)
    assert problem.rule == "hidden-image"
    assert problem.message.startswith("bubbles cover ")
    assert problem.limit == "at most 20%"


def test_free_words_on_a_picture_are_refused_at_their_line(tmp_path: Path) -> None:
    free = "            stretch: 100\n            stack:\n"
    free += "              - {kind: text, block: question, style: spot}\n"
    old = "            stretch: 100\n            stack:\n"
    _, design = shipped.changed(tmp_path / "project", ("layouts/poster-story.yaml", old, free))
    with pytest.raises(Refused) as refused:
        design.drawing(shipped.STORY)
    (problem,) = refused.value.problems
    assert "a text stands free on a picture, where it cannot be read" in problem.message
    assert problem.span is not None
    assert problem.span.path == "layouts/poster-story.yaml"


def test_a_slot_that_no_layout_has_is_no_slot_to_ask_for(tmp_path: Path) -> None:
    _, design = shipped.changed(
        tmp_path / "project",
        ("layouts/leaflet-dl-6pp.yaml", "no_image: cover", "no_image: covr"),
    )
    with pytest.raises(Refused, match='no slot is called "covr"'):
        design.drawing(shipped.LEAFLET)


# What stands behind a bubble.


def behind(*shades: tuple[int, int, int, int]) -> Behind:
    """A picture of upright stripes, 100 mm square."""
    pixels = bytes(part for shade in shades for part in shade)
    return Behind((0, 0, 100, 100), (0, 0, 100, 100), Thumbnail(len(shades), 1, pixels), 1.2)


def test_a_bubble_is_compared_with_the_middle_of_what_is_behind_its_edge() -> None:
    bubble = rectangle(20, 20, 60, 60)
    assert behind((30, 20, 40, 255)).line(bubble, NIGHT) == 1.2
    assert behind((30, 20, 40, 255)).line(bubble, WHITE) == 0
    assert behind((250, 250, 250, 255)).line(bubble, WHITE) == 1.2
    mostly_dark = behind(*[(30, 20, 40, 255)] * 3, (250, 250, 250, 255))
    assert mostly_dark.line(bubble, NIGHT) == 1.2
    assert mostly_dark.line(bubble, WHITE) == 0


def test_what_is_see_through_does_not_count_and_what_nobody_can_draw_counts_as_alike() -> None:
    bubble = rectangle(20, 20, 60, 60)
    assert behind((30, 20, 40, 0)).line(bubble, NIGHT) == 0
    assert Behind((0, 0, 9, 9), (0, 0, 9, 9), Thumbnail(0, 0, b""), 1.2).line(bubble, NIGHT) == 1.2


def test_what_is_covered_and_how_far_a_bubble_keeps() -> None:
    found = behind((30, 20, 40, 255))
    assert (found.covered(), found.distance((50, 50))) == (0, float("inf"))
    found.line(rectangle(0, 0, 50, 50), WHITE)
    assert found.covered() == pytest.approx(0.25, abs=0.02)
    assert found.distance((60, 25)) == pytest.approx(10)
    assert found.distance((25, 25)) == 0


def test_a_thumbnail_is_of_the_files_bytes_and_of_the_colours_given(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<path d="M0 0h9v9H0z" fill="#f00"/></svg>'
    )
    base = ThumbnailInputs(str(tmp_path / "a.svg"), "digest", True, ())
    assert_fields_count(base, colours=(Recoloured((1.0, 0.0, 0.0), (0, 0, 255)),))
    assert Cache().get(base).at(0.5, 0.5) == (255, 0, 0)
    assert Cache().get(base).at(1.5, 0.5) is None
