"""Web pages checked by others: the W3C's validator, and axe in a real browser.

Every page that a build of all languages makes of either campaign, and every layout's in one
language of each direction, on a phone and on a desk, by day and by night.
"""

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.browser import Browser, browser
from tests.outside_programs import needs
from tests.reflow.pages import EVERY, LEAFLET, Piece, page

NPM = Path(__file__).parents[1] / "npm/node_modules"
AXE = NPM / "axe-core/axe.min.js"
VALIDATOR = NPM / "vnu-jar/build/dist/vnu.jar"
SHOWN = [one for one in EVERY if one.layout in {LEAFLET, "fold-a5"} or one.tag in {"en-GB", "ur"}]
SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
# everything axe has a rule for: WCAG 2.0 to 2.2, A and AA, and its own advice
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320  # CSS px: 1280 at 400 % (WCAG 1.4.10)

each_page = pytest.mark.parametrize("one", SHOWN, ids=str)


@pytest.fixture(name="folder", scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for one in EVERY:
        (folder / f"{one}.html").write_bytes(page(one))
    return folder


@pytest.fixture(name="tab", scope="session")
def _tab() -> Iterator[Browser]:
    needs("chromium")
    with browser() as tab:
        yield tab


def test_the_validator_finds_nothing_wrong_with_any_page(folder: Path) -> None:
    needs("java", str(VALIDATOR))
    files = sorted(folder.glob("*.html"))
    assert len(files) == len(EVERY)
    done = subprocess.run(
        ["java", "-jar", VALIDATOR, "--errors-only", "--format", "json", *files],
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert json.loads(done.stderr)["messages"] == []
    assert done.returncode == 0


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    needs("java", str(VALIDATOR))
    path = tmp_path / "wrong.html"
    path.write_bytes(page(SHOWN[0]).replace(b"</main>", b"<p><ul></ul></p></main>"))
    done = subprocess.run(
        ["java", "-jar", VALIDATOR, "--errors-only", path], capture_output=True, check=False
    )
    assert b"No" in done.stderr
    assert done.returncode == 1


def violations(tab: Browser) -> list[str]:
    """What axe finds, a line for each element."""
    if not tab.asked("'axe' in window"):
        tab.asked(AXE.read_text(encoding="utf-8"))
    found = tab.asked(
        f"axe.run(document, {{runOnly: {json.dumps(TAGS)}, resultTypes: ['violations']}})"
        ".then(found => found.violations.flatMap(each => each.nodes.map("
        "node => each.id + ': ' + node.html + ' ' + node.failureSummary)))"
    )
    return list(found)


@each_page
def test_axe_finds_nothing_wrong_on_any_screen(tab: Browser, folder: Path, one: Piece) -> None:
    needs(str(AXE))
    tab.show(folder / f"{one}.html")
    for width, scheme in SCREENS:
        tab.screen(width, 800, scheme)
        dark = "[matchMedia('(prefers-color-scheme: dark)').matches, innerWidth]"
        assert tab.asked(dark) == [scheme == "dark", width]
        assert violations(tab) == [], (width, scheme)


def test_axe_finds_what_is_wrong(tab: Browser, tmp_path: Path) -> None:
    needs(str(AXE))
    path = tmp_path / "wrong.html"
    path.write_bytes(page(SHOWN[0]).replace(b' role="img" aria-label=', b' role="img" data-x='))
    tab.screen(1280)
    tab.show(path)
    assert any(line.startswith("svg-img-alt: ") for line in violations(tab))


@each_page
def test_nothing_is_asked_for_and_nothing_is_wider_than_the_screen(
    tab: Browser, folder: Path, one: Piece
) -> None:
    path = folder / f"{one}.html"
    for width in (NARROWEST, 360, 768, 1280, 1920):
        tab.screen(width)
        tab.show(path)
        assert tab.requested() == [path.as_uri()] + [
            address for address in tab.requested()[1:] if address.startswith("data:")
        ]
        wide = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        assert tab.asked(wide) == 0, width
        beyond = (
            "[...document.querySelectorAll('main *, header *')].filter(each => {"
            "const box = each.getBoundingClientRect();"
            "return box.width && (box.left < -1 || box.right > innerWidth + 1)}).length"
        )
        assert tab.asked(beyond) == 0, width


@each_page
def test_everything_that_can_be_touched_is_large_enough(
    tab: Browser, folder: Path, one: Piece
) -> None:
    tab.screen(NARROWEST)
    tab.show(folder / f"{one}.html")
    small = (
        "[...document.querySelectorAll('dd a, .address, .large a')]"
        ".filter(each => each.getBoundingClientRect().height < 24).length"
    )
    assert tab.asked(small) == 0


def test_text_may_be_spaced_out_without_loss(tab: Browser, folder: Path) -> None:
    """WCAG 1.4.12."""
    tab.screen(NARROWEST)
    tab.show(folder / f"{SHOWN[0]}.html")
    tab.asked(
        "document.querySelectorAll('body *').forEach(each => Object.assign(each.style, "
        "{lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em'}))"
    )
    assert tab.asked("document.scrollingElement.scrollWidth") == NARROWEST


def test_the_skip_link_comes_first_is_seen_and_leads_to_the_words(
    tab: Browser, folder: Path
) -> None:
    tab.screen(1280)
    tab.show(folder / f"{SHOWN[0]}.html")
    for kind in ("rawKeyDown", "keyUp"):
        tab.call(
            "Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9
        )
    height = "document.querySelector('.skip:focus').getBoundingClientRect().height"
    assert tab.asked(height) >= 24
    tab.asked("document.activeElement.click()")
    assert tab.asked("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_codes_are_read_from_the_screen(
    tab: Browser, folder: Path, scheme: str, tmp_path: Path
) -> None:
    tab.screen(1280, 800, scheme)
    tab.show(folder / f"{LEAFLET}-en-GB.html")
    tab.picture(tmp_path / "page.png")
    with Image.open(io.BytesIO((tmp_path / "page.png").read_bytes())) as shown:
        found = {code.text for code in zxingcpp.read_barcodes(shown)}
    assert found == {
        "https://www.leics.police.uk/CEASE", "https://www.leics.police.uk/Kayleighslovestory",
    }  # fmt: skip


def test_on_paper_words_are_black_on_white(tab: Browser, folder: Path) -> None:
    tab.screen(800, 800, "dark")
    tab.show(folder / f"{LEAFLET}-en-GB.html")
    tab.call("Emulation.setEmulatedMedia", media="print")
    colours = (
        "[...new Set([...document.querySelectorAll('.band, .says, h2, .large strong')].flatMap("
        "each => [getComputedStyle(each).color]))]"
    )
    try:
        assert tab.asked(colours) == ["rgb(0, 0, 0)"]
    finally:
        tab.call("Emulation.setEmulatedMedia", media="")
