"""What a web page is made of: its language, its structure, and nothing from anywhere else."""

import re

import pytest

from generator.cache import Cache
from generator.content.document import Block
from generator.content.text import Run, Text
from generator.reflow import WebLogo, read, web_page
from generator.reflow.style_sheet import _ALL_PAGES
from generator.reflow.web_check import LIMIT, check
from generator.reflow.web_weights import FontNeed, needs
from tests.reflow.pages import (
    CACHE,
    EVERY,
    RTL,
    Piece,
    Words,
    document,
    drawing,
    page,
    piece,
    reading,
    whole_page,
)  # fmt: skip
from tests.values import replace

CALLED = Run("101", strong=True, link="tel:101")
NASTY = "<script>alert('&\"')</script>"


def changed(name: str, block: Block, **changes: object) -> bytes:
    """The leaflet with another block in a block's place."""
    one = piece()
    words = document(one)
    words = replace(words, blocks={**words.blocks, name: block}, **changes)
    found, _ = read(words, drawing(one))
    return web_page(words, drawing(one), found, cache=CACHE)


def paragraph(*runs: Run, language: str = "en-GB") -> Block:
    return Block("raise", "paragraphs", (Text(runs, language),))


@pytest.mark.parametrize("one", EVERY, ids=str)
def test_every_page_passes_and_is_light(one: Piece) -> None:
    assert check(page(one)) == []
    assert len(page(one)) < LIMIT / 4


@pytest.mark.parametrize(("tag", "most"), [("en-GB", 62_000), ("pl", 65_000), ("ar", 90_000)])
def test_a_page_with_its_fonts_is_light(tag: str, most: int) -> None:
    assert check(whole_page(piece(tag))) == []
    assert len(whole_page(piece(tag))) < most


@pytest.mark.parametrize("tag", ["en-GB", "ur", "zh-Hans"])
def test_a_page_says_its_language_direction_title_and_date(tag: str) -> None:
    one = piece(tag)
    words = Words(page(one))
    assert words.of("html") == [{"lang": tag, "dir": "rtl" if tag in RTL else "ltr"}]
    facts = {each.get("name"): each.get("content") for each in words.of("meta")}
    assert facts["description"] == document(one).subject
    assert facts["dcterms.date"] == document(one).date
    assert f"<title>{document(one).title}</title>" in page(one).decode()


def test_the_same_words_are_the_same_bytes() -> None:
    one = piece("ar")
    drawn, words = drawing(one), document(one)
    again = web_page(words, drawn, read(words, drawn, drawn.layout.web)[0], cache=Cache(0))
    assert again == whole_page(one)


def test_a_draft_says_so_in_english_and_is_not_to_be_indexed() -> None:
    draft, original = Words(page(piece("ur"))), Words(page(piece()))
    assert draft.of("aside") == [
        {"class": "draft", "lang": "en", "dir": "ltr", "aria-label": "Draft translation"}
    ]
    assert "Nobody qualified has reviewed these words yet." in draft.all
    assert not original.of("aside")
    assert {"name": "robots", "content": "noindex"} in draft.of("meta")
    assert {"name": "robots", "content": "noindex"} not in original.of("meta")


def test_landmarks_and_sections_are_named_by_their_headings() -> None:
    words = Words(page(piece()))
    assert [len(words.of(name)) for name in ("header", "main", "hgroup", "h1")] == [1, 1, 1, 1]
    named = [each["aria-labelledby"] for each in words.of("section")]
    assert named == [each["id"] for each in words.of("h2")]
    assert words.of("main")[0]["id"] == words.of("a")[0]["href"].removeprefix("#") == "main"


def test_the_skip_link_is_worded_as_the_heading_it_leads_to() -> None:
    heading = "What should I do if I suspect my child is being groomed?"
    assert f'<a class="skip" href="#main">{heading}</a>' in page(piece()).decode()


def test_messages_are_quotes_in_a_list_on_each_their_side() -> None:
    made = page(piece()).decode()
    sides = re.findall(r'<li class="(\w+)"><blockquote class="says \1', made)
    assert sides == ["start", "end"]


def test_a_code_says_what_it_is_in_the_pages_language() -> None:
    (first, second) = [
        each["aria-label"] for each in Words(page(piece("pl"))).of("svg") if "aria-label" in each
    ]
    assert first.startswith("Kod QR: ")
    assert first.endswith(" www.leics.police.uk/Kayleighslovestory")
    assert second.endswith(" www.leics.police.uk/CEASE")


@pytest.mark.parametrize("count", [1, 23, 24, 2643, 100_000])
def test_the_field_has_as_many_marks_as_are_counted(count: int) -> None:
    block = replace(document(piece()).blocks["statistic"], value=count)
    drawn = re.search(r'<svg class="field".*?</svg>', changed("statistic", block).decode())
    assert drawn
    cell = [
        float(x) for x in re.findall(r'<pattern id="f1" width="(.+?)" height="(.+?)"', drawn[0])[0]
    ]
    areas = re.findall(r'fill="url\(#f1\)" d="M0 .+?h(.+?)v(.+?)H0z"', drawn[0])
    cells = [float(across) / cell[0] * float(down) / cell[1] for across, down in areas]
    assert sum(cells) == pytest.approx(count, rel=1e-4, abs=0.01)
    assert 'aria-hidden="true"' in drawn[0]


def test_words_are_never_markup() -> None:
    made = changed(
        "raise", paragraph(Run(NASTY), Run(NASTY, strong=True)), title=NASTY, subject=NASTY
    )
    assert b"<script" not in made
    assert Words(made).all.count(NASTY) == 2
    assert check(made) == []


def test_words_in_another_language_say_so() -> None:
    made = changed("raise", paragraph(Run("Powiedz nauczycielowi."), language="pl"))
    assert '<p lang="pl" dir="auto">Powiedz nauczycielowi.</p>' in made.decode()
    assert ' lang="' not in page(piece()).decode().partition("<body>")[2]


def test_numbers_addresses_and_latin_words_keep_their_order_amid_right_to_left_words() -> None:
    made = page(piece("ur")).decode()
    assert '<bdi dir="ltr">:) x x</bdi>' in made
    assert '<bdi dir="ltr">2643</bdi>' in made
    assert '<bdi dir="ltr">Year\u00a09</bdi>' in made
    assert '<a href="tel:+441162527000" dir=ltr>0116 252 7000</a>' in made
    assert "<bdi" not in page(piece()).decode()


def test_initials_that_spell_a_word_begin_lines_and_whole_words_do_not() -> None:
    spelt = re.findall(r"<span>.*?<b>(.)</b>", page(piece()).decode())
    assert spelt == list("CEASE")
    assert 'class="spelt"' not in page(piece("pl")).decode()


def test_emphasis_links_and_breaks_of_the_writer_are_kept_as_meaning() -> None:
    block = paragraph(
        Run("One\u2028two "), Run("three", emphasis=True), Run("four", link="https://x.org")
    )
    made = changed("raise", block).decode()
    assert '<p>One two <em>three</em><a href="https://x.org">four</a></p>' in made


def test_logos_are_held_by_the_page_where_the_layout_has_a_place_for_them() -> None:
    logos = [WebLogo("crest.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Ashdale “Town”")]
    one, other = piece(), piece(layout="pocket-card")
    made = web_page(document(one), drawing(one), reading(one), logos, cache=CACHE)
    assert Words(made).of("img")[0]["alt"] == "Ashdale “Town”"
    assert Words(made).of("img")[0]["src"].startswith("data:image/svg+xml;base64,")
    assert check(made) == []
    if not reading(other).logos:
        without = web_page(document(other), drawing(other), reading(other), logos, cache=CACHE)
        assert not Words(without).of("img")


def test_the_lines_of_a_message_are_of_like_length_and_its_kisses_stay_with_their_word() -> None:
    made = page(piece()).decode()
    assert (
        "<p><span>We will have to</span> <span>meet up some</span> "
        '<span>time <span class="kept">:) x x</span></span></p>'
    ) in made
    assert (
        '<p><span>Yep sound</span> <span>good lol <span class="kept">x x</span></span></p>'
    ) in made
    chinese = page(piece("zh-Hans")).decode()
    latin = '<span class="latin">:) x x</span>'
    assert f'<p><span>改天我们得</span> <span>见<span class="kept">个面 {latin}' in chinese
    assert "<span>சந்திக்கணும்</span> <span>" in page(piece("ta")).decode()
    assert "kept" not in page(piece("ur")).decode().partition("<body>")[2]


def test_a_number_that_a_sentence_ends_with_is_a_button() -> None:
    made = page(piece()).decode()
    assert '<p class="ring big"><strong><a href="tel:101">101</a></strong></p>' in made
    assert '<div class="ring"><dt>Rutland</dt><dd><a href="tel:+441572758407">' in made


def test_a_number_amid_a_sentence_stays_there_and_is_a_button_too() -> None:
    text = Text((Run("Ring "), CALLED, Run(" at once.")), "en-GB")
    made = changed("police", Block("police", "paragraphs", (text,))).decode()
    (sentence, button) = re.findall(r'<div data-block="police">(<p>.*?</p>)(<p .*?</p>)', made)[0]
    assert sentence.endswith("</a></strong> at once.</p>")
    assert button == '<p class="ring big"><strong><a href="tel:101">101</a></strong></p>'


def test_the_size_of_a_file_has_the_signs_of_its_latin_letters() -> None:
    """In Urdu its commas were of the script's font, apart from the words before them."""
    assert list(needs('<p class="file"><a href="a.pdf">PDF, 6 pages</a></p>')) == [
        FontNeed(400, latin=True)
    ]
    assert ".file" in _ALL_PAGES.read_text("utf-8").partition("{font-family:var(--latin)}")[0]


def test_a_number_and_what_is_joined_to_it_are_one_word_and_other_words_stand_apart() -> None:
    assert "<strong>2643টি</strong> <span>বার্তা" in page(piece("bn")).decode()
    assert "<strong>2643</strong> <span>条信息。</span>" in page(piece("zh-Hans")).decode()


def test_words_stay_on_one_line_as_in_print() -> None:
    polish = page(piece("pl")).decode()
    assert "w\u00a0walce" in polish
    assert "Year\u00a09" in polish
    assert "(Children’s\u00a0Social\u00a0Care)" in polish
    assert ">0116 252 7000</a>" in polish
    assert '<span class="kept">cam-drin</span>' in page(piece("cy")).decode()


def test_a_main_heading_of_many_lines_is_a_little_smaller_on_fewer() -> None:
    def ems(tag: str) -> float:
        found = re.search(r"--h1:([\d.]+)", page(piece(tag)).decode())
        return float(found[1]) if found else 0

    assert 8 < ems("pl") < 8.8  # two lines of a phone, not four
    assert ems("en-GB") == 4  # three lines, as drawn
