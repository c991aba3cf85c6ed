"""A web page on a phone and on a desk, in a real browser: its letters, its buttons, its codes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator import Project
from tests.browser import Browser, browser
from tests.outside_programs import needs
from tests.reflow.pages import LEAFLET, Piece, piece, whole_page
from tests.sample_projects import ROOT
from tools.arrangement_pictures import AREA, area

PHONE, DESK = 360, 1280
SCRIPTS = ["en-GB", "ur", "ar", "zh-Hans", "ta", "uk"]
BOXES = """[...document.querySelectorAll('{}')].map(each => {{
    const {{left, top, width, height}} = each.getBoundingClientRect();
    return {{left, top, width, height}};
}})"""


@pytest.fixture(name="tab", scope="module")
def _tab() -> Iterator[Browser]:
    needs("chromium")
    with browser() as tab:
        yield tab


def shown(tab: Browser, folder: Path, one: Piece, width: int) -> None:
    path = folder / f"{one}.html"
    if not path.exists():
        path.write_bytes(whole_page(one))
    tab.screen(width)
    tab.show(path)
    tab.asked("document.fonts.ready.then(() => 1)")


def boxes(tab: Browser, selector: str) -> list[dict[str, float]]:
    return list(tab.asked(BOXES.format(selector)))


def fonts(tab: Browser) -> dict[str, int]:
    """How many glyphs of the page each font draws; those of the system say so."""
    for domain in ("DOM", "CSS"):
        tab.call(f"{domain}.enable")
    root = tab.call("DOM.getDocument", depth=-1)["root"]
    found: dict[str, int] = {}
    for node in texts(root):
        for font in tab.call("CSS.getPlatformFontsForNode", nodeId=node)["fonts"]:
            name = font["familyName"] if font["isCustomFont"] else f"system: {font['familyName']}"
            found[name] = found.get(name, 0) + int(font["glyphCount"])
    return found


def texts(node: dict[str, Any]) -> Iterator[int]:
    if node["nodeName"] in {"P", "H1", "H2", "H3", "LI", "DT", "DD", "A", "SPAN", "BDI"}:
        yield node["nodeId"]
    for child in node.get("children", []):
        yield from texts(child)


@pytest.mark.parametrize("tag", SCRIPTS)
def test_every_letter_is_of_a_font_inside_the_page(tab: Browser, tmp_path: Path, tag: str) -> None:
    shown(tab, tmp_path, piece(tag), PHONE)
    found = fonts(tab)
    assert not [name for name in found if name.startswith("system")], found
    assert any(name.startswith("Public Sans") for name in found)


@pytest.mark.parametrize("tag", ["en-GB", "ur"])
def test_numbers_are_buttons_as_wide_as_the_column(tab: Browser, tmp_path: Path, tag: str) -> None:
    shown(tab, tmp_path, piece(tag), PHONE)
    for box in boxes(tab, ".ring"):
        assert box["height"] >= 72
        assert (box["left"], box["width"]) == (20, PHONE - 40)
    sizes = tab.asked(
        "[...document.querySelectorAll('.ring a')].map(each => "
        "[parseFloat(getComputedStyle(each).fontSize), getComputedStyle(each).fontFamily])"
    )
    assert [size for size, _ in sizes[:-1]] == [pytest.approx(30.4, abs=0.5)] * 3
    assert sizes[-1][0] == 58
    assert all(families.startswith('"Public Sans"') for _, families in sizes)


def test_the_whole_button_rings(tab: Browser, tmp_path: Path) -> None:
    shown(tab, tmp_path, piece(), PHONE)
    place = "document.querySelector('.ring').getBoundingClientRect()"
    tab.asked(f"scrollTo(0, {place}.top - 100)")
    under = (
        f"(() => {{const box = {place}; return [[4, 20], [.9 * box.width, box.height - 8]].map("
        "([x, y]) => document.elementFromPoint(box.left + x, box.top + y).href)})()"
    )
    assert tab.asked(under) == ["tel:+441162527000"] * 2


@pytest.mark.parametrize("tag", ["en-GB", "ar"])
def test_a_phone_shows_no_code_but_the_address_as_a_button(
    tab: Browser, tmp_path: Path, tag: str
) -> None:
    shown(tab, tmp_path, piece(tag), PHONE)
    assert [box["width"] for box in boxes(tab, ".qr")] == [0, 0]
    assert all(box["height"] >= 52 for box in boxes(tab, ".act"))
    shown(tab, tmp_path, piece(tag), 959)
    assert [box["width"] for box in boxes(tab, ".qr")] == [0, 0]
    shown(tab, tmp_path, piece(tag), 960)
    assert [box["width"] for box in boxes(tab, ".qr")] == [152, 152]


def test_on_a_desk_codes_are_smaller_than_the_numbers(tab: Browser, tmp_path: Path) -> None:
    shown(tab, tmp_path, piece(), DESK)
    (numbers,) = boxes(tab, ".contacts")
    assert all(
        box["width"] <= numbers["width"] and box["height"] <= numbers["height"]
        for box in boxes(tab, ".qr")
    )


@pytest.mark.parametrize("tag", ["en-GB", "ur", "ta", "so"])
def test_the_page_is_never_wider_than_the_screen(tab: Browser, tmp_path: Path, tag: str) -> None:
    """At 320 px, and at 200 % of a phone of 360."""
    for width in (320, 180, DESK):
        shown(tab, tmp_path, piece(tag), width)
        assert tab.asked("document.scrollingElement.scrollWidth") == width


def test_sizes_are_those_of_the_design(tab: Browser, tmp_path: Path) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('{}')).fontSize)"
    for width, expected in ((PHONE, {"h1": 42.6, "h2": 28}), (DESK, {"h1": 62.4, "h2": 40})):
        shown(tab, tmp_path, piece(), width)
        for selector, wanted in {**expected, "body": 18, ".ring dt": 17}.items():
            assert tab.asked(size.format(selector)) == pytest.approx(wanted, abs=0.5), selector
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert tab.asked(style.format("h1", "fontFamily")).endswith("system-ui, sans-serif")
    assert tab.asked(style.format("body", "lineHeight")) == "27px"


def test_urdu_stands_on_deep_lines_and_its_figures_are_the_brands(
    tab: Browser, tmp_path: Path
) -> None:
    shown(tab, tmp_path, piece("ur"), PHONE)
    lines = "getComputedStyle(document.querySelector('{0}')).lineHeight.slice(0, -2) / "
    lines += "getComputedStyle(document.querySelector('{0}')).fontSize.slice(0, -2)"
    assert tab.asked(lines.format("body")) == pytest.approx(2.15, abs=0.01)
    assert tab.asked(lines.format("h2")) == pytest.approx(1.85, abs=0.01)
    figures = tab.asked(
        "[...document.querySelectorAll('.ring a, .large strong')].map(each => each.textContent)"
    )
    assert {"0116 252 7000", "2643"} <= set(figures)
    assert LEAFLET in str(piece("ur"))


def test_a_number_stands_as_its_own_font_wants_it(tab: Browser, tmp_path: Path) -> None:
    """Where no other words of its weight had a space, the line was that of Nastaliq, and 101 hung
    over the foot of its button."""
    shown(tab, tmp_path, piece("ur", "poster-story"), PHONE)
    top, bottom, first, last = tab.asked(
        """(() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector('.big a'));
            const number = range.getBoundingClientRect();
            const button = document.querySelector('.big').getBoundingClientRect();
            return [button.top, button.bottom, number.top, number.bottom];
        })()"""
    )
    assert top < first < last < bottom


@pytest.mark.parametrize("tag", ["en-GB", "ur", "ar", "ta"])
def test_no_letter_of_a_message_reaches_over_its_bubble(
    tab: Browser, tmp_path: Path, tag: str
) -> None:
    shown(tab, tmp_path, piece(tag), PHONE)
    tab.picture(tmp_path / "page.png")
    with Image.open(tmp_path / "page.png") as picture:
        for box in boxes(tab, ".chat .says"):
            left, top, right = box["left"], box["top"], box["left"] + box["width"]
            above = picture.convert("RGB").crop((round(left), int(top) - 8, round(right), int(top)))
            assert all(low == high for low, high in above.getextrema()), box


def test_words_of_another_language_begin_where_the_pages_do(tab: Browser, tmp_path: Path) -> None:
    """An area's own words that nobody has translated, on an Urdu page: their spaces are those of
    their letters' font, for Nastaliq's are narrow."""
    page = Project.from_data({AREA: area(8, own=True)}, ROOT)
    path = tmp_path / "own.html"
    path.write_bytes(page.build("leaflet-dl-6pp", edition="html", language="ur").data)
    tab.screen(DESK)
    tab.show(path)
    tab.asked("document.fonts.ready.then(() => 1)")
    edges = tab.asked(
        """[...document.querySelectorAll('.own>[dir=auto]:not(.ring)')].map(each => {
            const range = document.createRange();
            range.selectNodeContents(each);
            return [range.getBoundingClientRect().right, each.parentElement.getBoundingClientRect()
                .right, getComputedStyle(each).fontFamily];
        })"""
    )
    assert len(edges) == 2
    for words, column, family in edges:
        assert words == pytest.approx(column, abs=1)
        assert "Nastaliq" not in family.split(",")[0]


# The colours of numbers and of addresses on buttons, and those of the buttons.
COLOURS = """[...new Set([...document.querySelectorAll('.ring a, .act')].flatMap(each =>
    [getComputedStyle(each).color,
     getComputedStyle(each.closest('.ring, .act')).backgroundColor]))].sort()"""
BLACK_ON_WHITE = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("layout", [LEAFLET, "poster-signs"])
def test_buttons_are_black_on_white_in_print_and_at_higher_contrast(
    tab: Browser, tmp_path: Path, layout: str
) -> None:
    """The buttons of the poster of the signs have light numbers on dark ground."""
    shown(tab, tmp_path, piece("en-GB", layout), DESK)
    assert tab.asked(COLOURS) != BLACK_ON_WHITE
    tab.screen(DESK, **{"prefers-contrast": "more"})
    assert tab.asked(COLOURS) == BLACK_ON_WHITE
    tab.call("Emulation.setEmulatedMedia", media="print", features=[])
    try:
        assert tab.asked(COLOURS) == BLACK_ON_WHITE
    finally:
        tab.call("Emulation.setEmulatedMedia", media="")


# The words that stand on more than one line, though they have no place where a line may end.
PARTED = """[...document.querySelectorAll('h1,h2,.over,.large span,.chat p,.bubbles li,main p')]
.flatMap(each => {
    const found = [], walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
    for (let node; node = walk.nextNode();)
        for (const word of node.data.matchAll(/[^\\s\\u00ad\\u200b\\/-]+/g)) {
            if (node.parentNode.closest('.act,.address,.none')) continue;
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const tops = [...range.getClientRects()].filter(r => r.width).map(r => r.bottom);
            if (Math.max(...tops) - Math.min(...tops) > 8) found.push(word[0]);
        }
    return found;
})"""


@pytest.mark.parametrize("tag", ["ta", "uk", "cy"])
def test_no_word_is_parted(tab: Browser, tmp_path: Path, tag: str) -> None:
    """A full stop stood alone on the line under the count where the last word was as wide as it."""
    for width in (375, 768, DESK):
        shown(tab, tmp_path, piece(tag), width)
        assert tab.asked(PARTED) == [], width


def test_the_count_and_its_words_stand_on_one_line_as_drawn(tab: Browser, tmp_path: Path) -> None:
    shown(tab, tmp_path, piece(), DESK)
    (figure,) = boxes(tab, ".large strong")
    (words,) = boxes(tab, ".large span")
    assert words["left"] > figure["left"] + figure["width"]
    assert words["top"] > figure["top"]
