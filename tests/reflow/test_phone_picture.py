"""A picture of a web page is the page as a telephone shows it, and nothing in it acts."""

import re
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.reflow import phone_picture
from generator.reflow.phone_picture import HEIGHT, WIDTH
from tests.browser import Browser, browser
from tests.outside_programs import needs
from tests.sample_projects import cease

HTML = "{http://www.w3.org/1999/xhtml}"
NEAR = 10  # of 255, between pictures as small as the studio shows them
SMALL = (90, 160)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The shipped flyer as a web page, by its language."""
    out = tmp_path_factory.mktemp("pages")
    done = cease("build", "flyer-a5", "--edition", "html", "--language", "en-GB,ur", "--out", out)
    assert done.status == 0, done.err
    return {path.parent.name: path.read_bytes() for path in out.rglob("flyer-a5*.html")}


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    needs("chromium")
    with browser() as found:
        yield found


def test_it_is_xml_that_acts_on_nothing(pages: dict[str, bytes]) -> None:
    for page in pages.values():
        made = phone_picture(page)
        root = ElementTree.fromstring(made)
        assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))
        names = {each.tag for each in root.iter()}
        assert f"{HTML}body" in names
        assert not {f"{HTML}{name}" for name in ("script", "meta", "link")} & names
        assert not re.search(rb"[(\s+*/-][\d.]+v[wh]\b", made.partition(b"</style>")[0])
        assert phone_picture(page) == made


def test_html_that_is_no_xml_becomes_xml() -> None:
    page = b'<!doctype html><html lang=en><body><p hidden>1 &lt; 2 &amp; 3<br><img alt="a&quot;b">'
    made = phone_picture(page).decode()
    ElementTree.fromstring(made)
    assert '<p hidden="hidden">1 &lt; 2 &amp; 3<br></br><img alt=' in made
    styled = b"<html><style>a{width:min(50vw,1.5rem)}b{height:100vh}.w100vw{top:0}</style></html>"
    assert (
        "a{width:min(180px,1.5rem)}b{height:640px}.w100vw{top:0}" in phone_picture(styled).decode()
    )


def test_it_looks_as_the_page_does(pages: dict[str, bytes], tab: Browser, tmp_path: Path) -> None:
    tab.screen(WIDTH, HEIGHT)
    for language, page in pages.items():
        (tmp_path / f"{language}.html").write_bytes(page)
        whole = first_screen(tab, tmp_path / f"{language}.html")
        picture = image(tmp_path, language, page)
        assert difference(whole, first_screen(tab, picture)) < NEAR, language
        assert tab.asked("document.images[0].naturalWidth") == WIDTH
        plain = re.sub(rb"<style>.*?</style>", b"", page, flags=re.DOTALL)
        picture = image(tmp_path, f"plain-{language}", plain)
        assert difference(whole, first_screen(tab, picture)) > 3 * NEAR


def image(folder: Path, name: str, page: bytes) -> Path:
    """A page with nothing on it but the picture of another."""
    (folder / f"{name}.svg").write_bytes(phone_picture(page))
    file = folder / f"{name}-image.html"
    file.write_text(f'<body style="margin:0"><img src="{name}.svg" width="{WIDTH}">')
    return file


def difference(one: Image.Image, other: Image.Image) -> float:
    return float(max(ImageStat.Stat(ImageChops.difference(one, other)).mean))


def first_screen(tab: Browser, file: Path) -> Image.Image:
    """What a telephone shows of a file at first."""
    tab.show(file)
    tab.asked("document.fonts.ready.then(() => 1)")
    tab.asked("Promise.all([...document.images].map((each) => each.decode())).then(() => 1)")
    shown = tab.call("Page.captureScreenshot")["data"]
    with Image.open(BytesIO(b64decode(shown))) as found:
        return found.convert("RGB").resize(SMALL, Image.Resampling.BOX)
