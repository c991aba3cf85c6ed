"""Numbers with an extension or behind 18001, and addresses beside codes, in a real browser: all of
each stands inside its button."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from generator import Project
from tests.browser import Browser, browser
from tests.outside_programs import needs
from tests.sample_projects import ROOT
from tests.typeset import test_odd_numbers
from tools.arrangement_pictures import AREA, area

NUMBERS = test_odd_numbers.NUMBERS[:5]
# What reaches out of its button, as its words and by how much.
OUTSIDE = """[...document.querySelectorAll('.ring a, .act')].flatMap(each => {
    const button = each.closest('.ring, .act').getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(each);
    return [...range.getClientRects()]
        .map(words => Math.max(words.right - button.right, button.left - words.left))
        .filter(over => over > 0).map(over => [each.textContent, over]);
})"""
# The words of each line of a number, and their weight.
LINES = """[...document.querySelectorAll('.contacts a')].map(each => {
    const parts = [...each.querySelectorAll('.part')];
    return [(parts.length ? parts : [each]).map(part => part.getClientRects().length),
            parts.map(part => getComputedStyle(part).fontWeight)];
})"""


@pytest.fixture(name="tab", scope="module")
def _tab() -> Iterator[Browser]:
    needs("chromium")
    with browser() as tab:
        yield tab


@pytest.fixture(name="page", scope="module", params=["en-GB", "ur"])
def _page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = area(8, own=True)
    for contact, number in zip(made["contacts"]["social-care"], NUMBERS, strict=False):
        contact["number"] = number
    made["own"] = {**made["own"], "number": NUMBERS[0]}
    made["numbers"] = {"police": "01632 960 125 ext. 44"}
    project = Project.from_data({AREA: made}, ROOT)
    path = tmp_path_factory.mktemp("pages") / f"{request.param}.html"
    path.write_bytes(project.build("leaflet-dl-6pp", edition="html", language=request.param).data)
    return path


def shown(tab: Browser, page: Path, width: int, text: int = 16) -> None:
    """The page with text of a size that only its reader has chosen, CSS px."""
    tab.screen(width)
    tab.show(page)
    tab.asked(f"document.documentElement.style.fontSize = '{text}px'")
    tab.asked("document.fonts.ready.then(() => 1)")


@pytest.mark.parametrize("width", [320, 360, 768, 960, 1280])
@pytest.mark.parametrize("text", [16, 32])
def test_numbers_and_addresses_stand_in_their_buttons(
    tab: Browser, page: Path, width: int, text: int
) -> None:
    shown(tab, page, width, text)
    assert tab.asked(OUTSIDE) == []
    assert tab.asked("document.scrollingElement.scrollWidth") == width


@pytest.mark.parametrize("layout", ["poster-signs", "poster-story", "flyer-a5", "leaflet-a5-4pp"])
@pytest.mark.parametrize("contacts", [1, 8])
def test_numbers_stand_in_their_buttons_on_the_page_of_any_layout(
    tab: Browser, tmp_path: Path, layout: str, contacts: int
) -> None:
    """Two columns that stand in one of two columns have no room for a number."""
    path = tmp_path / "page.html"
    project = Project.from_data({AREA: area(contacts, own=True)}, ROOT)
    path.write_bytes(project.build(layout, edition="html").data)
    for width in (320, 960, 1280):
        shown(tab, path, width)
        assert tab.asked(OUTSIDE) == []


def test_no_part_of_a_number_is_broken_and_all_are_heavy(tab: Browser, page: Path) -> None:
    shown(tab, page, 320)
    lines = tab.asked(LINES)
    assert [counts for counts, _ in lines[:5]] == [[1, 1], [1], [1, 1], [1], [1]]
    assert all(weight == "800" for _, weights in lines for weight in weights)


def test_numbers_as_usual_are_as_large_as_ever(tab: Browser, tmp_path: Path) -> None:
    """101 beside a number that counts something, with a suffix as wide as three figures."""
    path = tmp_path / "bn.html"
    project = Project.from_data({AREA: area(3, own=False)}, ROOT)
    path.write_bytes(project.build("leaflet-dl-6pp", edition="html", language="bn").data)
    shown(tab, path, 320)
    sizes = tab.asked(
        "[...document.querySelectorAll('.ring a')].map(each => "
        "parseFloat(getComputedStyle(each).fontSize))"
    )
    assert sizes == [*[pytest.approx((320 - 4.8 * 16) / 9.4, abs=0.3)] * 3, 58]


def test_an_address_beside_its_code_ends_a_line_after_a_slash(tab: Browser, page: Path) -> None:
    """With larger text there is no room beside the code: the address goes under it."""
    for text in (16, 32):
        shown(tab, page, 1280, text)
        widths = tab.asked(
            "[...document.querySelectorAll('.act')].map(each => each.clientWidth / "
            "parseFloat(getComputedStyle(each).fontSize))"
        )
        assert min(widths) > 10, widths


def test_a_number_is_printed_on_the_page_of_its_sentence(tab: Browser, tmp_path: Path) -> None:
    """At one of these heights of paper the sentence is the last of a page."""
    path = tmp_path / "page.html"
    project = Project.from_data({AREA: area(3, own=True)}, ROOT)
    path.write_bytes(project.build("poster-signs", edition="html").data)
    shown(tab, path, 1280)
    for height in range(80, 118, 2):
        printed = tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=height / 10)
        with pypdfium2.PdfDocument(base64.b64decode(printed["data"])) as file:
            pages = [page.get_textpage().get_text_bounded() for page in file]
        for before, number in (("police on", "101"), ("Care on:", "0116 496 0121")):
            (page,) = [text for text in pages if before in " ".join(text.split())]
            assert number in page, height
