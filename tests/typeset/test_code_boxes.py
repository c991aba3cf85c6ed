"""Codes with their words: where the address stands, and when the words go beneath."""

from pathlib import Path

import pytest

from generator.page import PlacedCode
from generator.typeset.compose import Composed, compose
from tests import sample_areas
from tests.checked import CACHE
from tests.languages import translated
from tests.typeset import shipped

POSTER = f"layouts/{shipped.STORY}.yaml"
FOOT = 0.5  # mm
LANGUAGES = ["en-GB", "ur", "bn", "zh-Hans", "pl"]


def posted(tag: str, size: str = "a3") -> Composed:
    words = shipped.document() if tag == "en-GB" else translated.document(tag)
    return compose(words, shipped.drawing(shipped.STORY), size, cache=CACHE)


@pytest.mark.parametrize(
    ("tag", "size"), [*((tag, "a3") for tag in LANGUAGES), ("en-GB", "a4"), ("zh-Hans", "a4")]
)
def test_an_address_ends_level_with_the_foot_of_its_card(tag: str, size: str) -> None:
    made = posted(tag, size)
    (page,) = made.artwork.pages
    ends = {"pledge": ("CEASE",), "story": ("Kayleighslovestory",)}
    for code in page.codes:
        kind = "pledge" if "CEASE" in code.address else "story"
        last = [run.y for text, run in shipped.lines(page) if text.endswith(ends[kind])]
        assert last == [pytest.approx(code.y + code.size - FOOT, abs=0.02)]


@pytest.mark.parametrize(
    ("tag", "layout"),
    [(tag, shipped.SIGNS) for tag in ("ta", "pl")] + [(tag, shipped.STORY) for tag in ("pa", "uk")],
)
def test_addresses_side_by_side_stand_level(tag: str, layout: str) -> None:
    """Under the cards of the first of each pair, one caption has a line more than the other."""
    (page,) = translated.composed(tag, layout, "a4").artwork.pages
    addresses = [run.y for text, run in shipped.lines(page) if text.startswith("www.leics")]
    assert len(addresses) == 2
    assert addresses[0] == pytest.approx(addresses[1], abs=0.05)


def test_an_address_is_a_little_smaller_to_stay_on_one_line() -> None:
    (page,) = posted("en-GB").artwork.pages
    sizes = {text: run.size for text, run in shipped.lines(page)}
    assert 15.2 <= sizes["www.leics.police.uk/CEASE"] < 16
    assert sizes["Kayleighslovestory"] == 16  # too long for that, so it is parted at full size


@pytest.mark.parametrize(("least", "beneath"), [(20, False), (40, True)])
def test_words_stand_beneath_a_card_that_leaves_them_a_narrow_column(
    tmp_path: Path, least: int, beneath: bool
) -> None:
    content, design = shipped.changed(tmp_path / "project")
    path = tmp_path / "project" / POSTER
    text = path.read_text(encoding="utf-8").replace("narrowest: 20", f"narrowest: {least}")
    path.write_text(text, encoding="utf-8")
    words, _ = content.document(shipped.CAMPAIGN, "en-GB", shipped.AREA)
    made = compose(words, design.drawing(shipped.STORY)[0], "a3", cache=CACHE)
    (page,) = made.artwork.pages
    (code, _) = page.codes
    (caption,) = (run for text, run in shipped.lines(page) if text.startswith("Pledge your"))
    assert (caption.y > code.y + code.size) == beneath


@pytest.mark.parametrize("tag", ["ur", "ar", "bn"])
def test_an_address_is_as_wide_as_its_own_letters(tag: str) -> None:
    """In scripts whose letters are set larger than Latin ones, words do not go beneath a card for
    an address that has room beside it."""
    (page,) = posted(tag, "a4").artwork.pages
    for code in page.codes:
        words = [run for text, run in shipped.lines(page) if text.endswith("Kayleighslovestory")]
        assert all(run.y < code.y + code.size for run in words)


def test_a_character_as_wide_as_it_is_high_counts_for_two() -> None:
    """Beside the codes stand 11 ideographs a line, which are as good as 22 letters."""
    (page,) = posted("zh-Hans").artwork.pages
    for code in page.codes:
        beside = [run for _, run in shipped.lines(page) if code.y < run.y < code.y + code.size]
        assert any(run.x > code.x + code.size for run in beside)


def with_imprint(tag: str) -> Composed:
    """The leaflet, with an imprint at the foot of its back."""
    drawing = shipped.drawing(shipped.LEAFLET)
    document = sample_areas.document(tag)
    return compose(document, drawing, drawing.layout.formats[0], cache=CACHE)


@pytest.mark.parametrize("tag", translated.TAGS)
def test_without_an_imprint_the_last_address_stands_at_the_foot(tag: str) -> None:
    """It stands level with the one on the flap, and the room is its code's."""
    made = translated.composed(tag)
    page = made.artwork.pages[0]
    feet = {text: run.y for text, run in shipped.lines(page) if text.startswith("www.leics.")}
    assert feet["www.leics.police.uk/CEASE"] == pytest.approx(
        feet["www.leics.police.uk/Kayleighslovestory"], abs=1
    )
    (code,) = (one for one in page.codes if "CEASE" in one.address)
    (smaller,) = (one for one in with_imprint(tag).artwork.pages[0].codes if "CEASE" in one.address)
    assert code.size >= smaller.size - 1


@pytest.mark.parametrize(
    ("tag", "beneath"), [("so", True), ("uk", True), ("pt", False), ("hi", False)]
)
def test_words_that_would_stand_one_a_line_stand_beneath_the_card(tag: str, beneath: bool) -> None:
    """Ukrainian and Somali would have seven such lines beside the code of the leaflet's back.
    Portuguese has no room beneath: its code is smaller, and its words stand beside it."""
    made = with_imprint(tag)
    (code,) = (one for page in made.artwork.pages for one in page.codes if "CEASE" in one.address)
    page = next(page for page in made.artwork.pages if code in page.codes)
    beside = [
        text
        for text, run in shipped.lines(page)
        if code.y < run.y < code.y + code.size and 0 < run.x - (code.x + code.size) < 10
    ]
    assert bool(beside) != beneath
    assert len(" ".join(beside).split()) >= 1.5 * len(beside)


def pledge_code(made: Composed) -> tuple[PlacedCode, list[list[str]]]:
    """The code of the pledge, and the words of the lines beside it."""
    (code,) = (one for page in made.artwork.pages for one in page.codes if "CEASE" in one.address)
    page = next(page for page in made.artwork.pages if code in page.codes)
    (frame,) = (one for one in page.frames if one.x <= code.x < one.x + one.width)
    rows = {
        run.y: text.split()
        for text, run in shipped.lines(page)
        if frame.x - 1 < run.x < frame.x + frame.width
        and code.y < run.y < code.y + code.size
        and min(abs(run.x - code.x - code.size), abs(run.x + run.width - code.x)) < 10
    }
    return code, list(rows.values())


@pytest.mark.parametrize(
    ("tag", "layout"),
    [
        *((tag, shipped.LEAFLET) for tag in ("tr", "gu", "pl", "uk")),
        *((tag, shipped.STORY) for tag in ("pl", "so")),
    ],
)
def test_a_caption_of_few_words_a_line_falls_where_there_is_room(tag: str, layout: str) -> None:
    """On the Polish poster the chat is a little smaller for it."""
    size = "a4" if layout == shipped.STORY else shipped.formats(layout)[0]
    _, beside = pledge_code(translated.composed(tag, layout, size))
    assert beside == []


@pytest.mark.parametrize(("tag", "least"), [("pt", 44), ("pa", 39), ("bn", 37), ("ar", 46)])
def test_a_code_is_smaller_where_that_alone_gives_its_caption_more_words_a_line(
    tag: str, least: float
) -> None:
    """The panel has words of another and no room for a caption under its code."""
    code, beside = pledge_code(with_imprint(tag))
    words = sum(map(len, beside))
    assert least < code.size < 49
    assert words >= 2 * len(beside), beside
    assert len(beside) < 5


@pytest.mark.parametrize("tag", translated.TAGS)
def test_no_caption_of_the_leaflets_back_is_a_list_of_words(tag: str) -> None:
    _, beside = pledge_code(translated.composed(tag))
    assert len(beside) < 5 or sum(map(len, beside)) >= 2.5 * len(beside), beside


def test_a_caption_that_falls_takes_no_words_and_no_logos() -> None:
    """A flyer that is full keeps its captions beside their codes, in words and in number."""
    for tag, logos in (("ckb", 0), ("so", 0), ("hi", 3)):
        words, drawing = sample_areas.document(tag, 3, logos), shipped.drawing(shipped.FLYER)
        made = compose(words, drawing, "a5", cache=CACHE)
        assert {problem.rule for problem in made.problems} <= {"hollow"}, tag


def test_a_code_grows_no_further_than_leaves_its_frame_calm() -> None:
    """In Chinese the leaflet's back is short of words; in English it is full enough."""
    natural, grown = (pledge_code(with_imprint(tag))[0].size for tag in ("en-GB", "zh-Hans"))
    assert natural + 2 < grown < natural * 1.3
