"""An area's own words on the web page and in the text."""

import re
from pathlib import Path

import pytest

from generator.reflow import check, plain_text, read, web_page
from tests import own_words
from tests.reflow.pages import CACHE
from tests.typeset import shipped

LAYOUTS = [shipped.LEAFLET, shipped.FLYER, shipped.CARD, shipped.SIGNS, shipped.STORY]


def written(folder: Path, layout: str, own: dict[str, str], tag: str = "en-GB") -> tuple[str, str]:
    """The page and the text."""
    more = {"ur": own_words.IN_URDU} if tag == "ur" else {}
    content, design = own_words.project(folder, own, **more)
    words, _ = content.document(shipped.CAMPAIGN, tag, shipped.AREA)
    drawing, _ = design.drawing(layout)
    reading, problems = read(words, drawing)
    assert not problems
    page = web_page(words, drawing, reading, cache=CACHE)
    assert check(page) == []
    return page.decode(), plain_text(words, reading).decode()


def section(page: str) -> str:
    found = re.findall(r'<section class="own".*?</section>', page)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_they_are_a_section_of_their_own_with_a_button(tmp_path: Path, layout: str) -> None:
    page, text = written(tmp_path, layout, own_words.SCHOOL)
    rank = "2" if layout in {shipped.STORY, shipped.CARD} else "3"
    assert section(page) == (
        '<section class="own" aria-labelledby="own" data-block="own">'
        f'<h{rank} id="own">{own_words.HEADING}</h{rank}>'
        f"<p>{own_words.SENTENCE}</p>"
        '<p class="ring"><span>Ms A. Shah, Deputy head</span> '
        f'<a href="tel:+441164960123">{own_words.NUMBER}</a></p>'
        '<p><a class="address" href="https://www.example.org/tell" dir="ltr">'
        "www.example.org/<wbr>tell</a></p></section>"
    )
    assert (
        f"{own_words.HEADING}\n{own_words.SENTENCE}\nMs A. Shah, Deputy head: {own_words.NUMBER}\n"
        "www.example.org/tell\n"
    ) in text


@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.SIGNS, shipped.STORY])
def test_they_are_read_after_whom_to_trust(tmp_path: Path, layout: str) -> None:
    page, _ = written(tmp_path, layout, own_words.SCHOOL)
    blocks = re.findall(r'data-block="([^"]+)"', page)
    assert blocks[blocks.index("own") - 1] == "raise"


def test_amid_words_from_right_to_left_the_number_keeps_its_order(tmp_path: Path) -> None:
    page, text = written(tmp_path, shipped.LEAFLET, own_words.SCHOOL, "ur")
    assert f'<a href="tel:+441164960123" dir=ltr>{own_words.NUMBER}</a>' in section(page)
    assert f"محترمہ شاہ، نائب ہیڈ: \u2066{own_words.NUMBER}\u2069" in text


def test_english_words_in_a_text_in_urdu_stand_in_one_isolate(tmp_path: Path) -> None:
    content, design = own_words.project(tmp_path, own_words.SCHOOL)
    words, _ = content.document(shipped.CAMPAIGN, "ur", shipped.AREA)
    text = plain_text(words, read(words, design.drawing(shipped.STORY)[0])[0]).decode()
    assert f"\u2066{own_words.SENTENCE}\u2069\n" in text
    assert f"\u2066Ms A. Shah, Deputy head: {own_words.NUMBER}\u2069\n" in text


def test_a_number_alone_is_said_alone(tmp_path: Path) -> None:
    page, text = written(tmp_path, shipped.LEAFLET, {"heading": "Danger", "number": "999"})
    assert section(page).endswith('<p class="ring"><a href="tel:999">999</a></p></section>')
    assert "Danger\n999\n\n" in text


def test_a_name_alone_is_no_button(tmp_path: Path) -> None:
    page, text = written(tmp_path, shipped.LEAFLET, {"heading": "Ask", "name": "Mr Li"})
    assert section(page).endswith("<p><span>Mr Li</span></p></section>")
    assert "Ask\nMr Li\n\n" in text


def test_there_is_nothing_of_them_where_there_are_none() -> None:
    words, drawing = shipped.document(), shipped.drawing(shipped.SIGNS)
    page = web_page(words, drawing, read(words, drawing)[0], cache=CACHE).decode()
    assert "own" not in re.findall(r'(?:class|id|data-block)="([^"]+)"', page)
    assert ".own" not in page
