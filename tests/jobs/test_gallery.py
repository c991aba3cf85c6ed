"""`cease gallery`: a page of what is in an output folder, which opens from a disk."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from generator.content.language_rows import Language
from generator.jobs import gallery as gallery_module
from generator.jobs.manifest import Manifest
from generator.reports.gallery_page import (
    LONGEST_LIST,
    GalleryArea,
    GalleryCampaign,
    GalleryFile,
    GalleryPiece,
    GalleryThumbnail,
    gallery_pages,
)
from generator.reports.page_pictures import PixelSize
from tests.browser import Browser, browser
from tests.outside_programs import needs
from tests.reflow.test_outside_validators import violations
from tests.sample_projects import cease, change, into_welsh, manifest

NUMBER = "01632 960001", "01632 960002"


@pytest.fixture
def built(project: Path, tmp_path: Path) -> Path:
    """The output of two areas in two languages."""
    into_welsh(project)
    text = (project / "content/areas/ashdale.yaml").read_text()
    named = text.replace("title: Ashdale", "title: 'Moor & <Côte>'")
    (project / "content/areas/moor.yaml").write_text(named)
    out = tmp_path / "out"
    chosen = ("--area", "all", "--language", "all", "--edition", "office,press")
    done = cease("build", *chosen, "--project", project, "--out", out)
    assert done.status == 0, done.err
    return out


def gallery(project: Path, out: Path) -> dict[str, int]:
    done = cease("gallery", "--project", project, "--out", out, "--json")
    assert done.status == 0, done.err
    return dict(done.json["gallery"])


def links(page: Path) -> set[Path]:
    """What a page leads to; each must be there."""
    names = re.findall(r'(?:href|src)="([^"#]+)"', page.read_text(encoding="utf-8"))
    found = {(page.parent / unquote(name)).resolve() for name in names}
    assert all(path.is_file() for path in found), [path for path in found if not path.is_file()]
    return found


def test_a_page_leads_to_every_file(project: Path, built: Path) -> None:
    made = gallery(project, built)
    assert (made["files"], made["drawn"], made["kept"]) == (8, 2, 0)  # a picture a language
    index = built / "index.html"
    lists = [path for path in links(index) if path.suffix == ".html"]
    pictures = [path for path in links(index) if path.suffix == ".webp"]
    assert len(pictures) == 2
    with Image.open(pictures[0]) as picture:
        assert max(picture.size) == 320
    listed = set[Path]().union(*map(links, lists))
    assert listed >= {(built / path).resolve() for path in manifest(built)}
    text = index.read_text(encoding="utf-8")
    assert "Moor &amp; &lt;Côte&gt;" in text
    assert 'alt="' in text


def test_only_what_has_changed_is_made_again(project: Path, built: Path) -> None:
    gallery(project, built)
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()}
    assert gallery(project, built)["drawn"] == 0
    assert before == {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()}
    area = project / "content/areas/ashdale.yaml"
    area.write_text(area.read_text().replace(*NUMBER))
    chosen = ("--language", "all", "--area", "all", "--edition", "office,press")
    cease("build", *chosen, "--project", project, "--out", built)
    made = gallery(project, built)
    assert made["drawn"] == 2
    assert len([*built.rglob("*.webp")]) == 2  # the older pictures are gone


def test_nothing_is_read_of_a_gallery_that_is_as_it_was(
    project: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery(project, built)
    asked: list[Path] = []
    whole = Manifest.of
    monkeypatch.setattr(gallery_module.Manifest, "of", lambda out: asked.append(out) or whole(out))
    again = gallery(project, built)
    assert (again["files"], again["drawn"], again["kept"], asked) == (8, 0, 2, [])
    picture, *_ = built.rglob("*.webp")
    page, rows = built / "index.html", built / "manifest.jsonl"
    editions, area = project / "layouts/editions.yaml", project / "content/areas/moor.yaml"
    edits: list[Callable[[], object]] = [
        picture.unlink,
        lambda: page.write_text(page.read_text() + " "),
        lambda: change(area, "<Côte>", "<Cote>"),
        lambda: change(editions, "office:", "bureau:"),
        lambda: change(project / "layouts/press/printers.yaml", "trade:", "trade: # ours"),
        next(built.glob("garden/moor/cy/*office*")).unlink,
        lambda: rows.write_bytes(rows.read_bytes() + b"{}\n"),
        lambda: monkeypatch.setattr(gallery_module, "program", lambda: "another"),
    ]
    for number, edit in enumerate(edits, 1):
        edit()
        gallery(project, built)
        assert len(asked) == number
        gallery(project, built)
        assert len(asked) == number


def test_a_file_that_somebody_touched_has_no_picture(project: Path, built: Path) -> None:
    for path in built.rglob("*--office*.pdf"):
        path.write_bytes(b"%PDF-1.7 not as it was made")
    assert gallery(project, built)["drawn"] == 0


def test_anothers_page_and_files_stay(project: Path, built: Path) -> None:
    gallery(project, built)
    own = built / "index.files" / "notes.txt"
    own.write_text("mine")
    gallery(project, built)
    assert own.read_text() == "mine"
    index = built / "index.html"
    index.write_text("<h1>Ours</h1>")
    done = cease("gallery", "--project", project, "--out", built)
    assert done.status == 2
    assert "is no page of cease gallery" in done.err
    assert index.read_text() == "<h1>Ours</h1>"


def test_a_build_may_end_with_a_gallery(project: Path, tmp_path: Path) -> None:
    done = cease("build", "--edition", "office", "--gallery", "--project", project,
                 "--out", tmp_path / "out")  # fmt: skip
    assert done.status == 0
    assert "gallery of 1 file: 1 picture drawn, 0 kept, " in done.err
    assert (tmp_path / "out/index.html").is_file()


def country(areas: int, files: int) -> GalleryCampaign:
    names = [f"leaflet-{number}--office.pdf" for number in range(files)]
    return GalleryCampaign(
        "garden",
        "Garden",
        (),
        tuple(
            GalleryArea(f"area-{number:05}", f"Area {number}", tuple(
                GalleryFile("en-GB", name, outdated=number == 1 and not index)
                for index, name in enumerate(names)
            ))
            for number in range(areas)
        ),
    )  # fmt: skip


LANGUAGES = {
    "en-GB": Language(name="English", english="English", script="Latn"),
    "ur": Language(name="اردو", english="Urdu", script="Arab"),
}


def test_a_country_stays_small() -> None:
    """24,000 areas: the first page and the table are small, and no list is long."""
    pages = dict(gallery_pages([country(24_000, 8)], LANGUAGES))
    assert list(pages)[-1] == "index.html"
    lists = [text for path, text in pages.items() if path.startswith("index.files/garden-")]
    assert len(lists) == 96
    assert all(text.count("<li>") <= LONGEST_LIST for text in lists)
    assert len(pages["index.html"]) < 40_000
    table = pages["index.files/garden.js"]
    assert len(table) < 1_500_000
    found = json.loads(table.removeprefix('cease("garden", ').removesuffix(");\n"))
    assert len(found["areas"]) == 24_000
    assert found["sets"] == [[*range(8)], [~0, *range(1, 8)]]


@pytest.fixture(name="tab", scope="module")
def open_browser() -> Iterator[Browser]:
    needs("chromium")
    with browser() as tab:
        yield tab


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A gallery of 300 areas, with two pictures."""
    campaign = country(300, 3)
    picture = tmp_path / "index.files/pictures/a.webp"
    picture.parent.mkdir(parents=True)
    Image.new("RGB", (320, 226), "teal").save(picture)
    shown = tuple(
        GalleryThumbnail(tag, "index.files/pictures/a.webp", PixelSize(320, 226), "garden/x.pdf")
        for tag in LANGUAGES
    )
    piece = GalleryPiece("leaflet-1", "Leaflet", shown)
    whole = GalleryCampaign(campaign.name, campaign.title, (piece,), campaign.areas)
    for path, text in gallery_pages([whole], LANGUAGES):
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path / "index.html"


def searched(tab: Browser, **asked: str) -> tuple[str, int]:
    """What the page says of a search, and how many links it shows."""
    for name, text in asked.items():
        tab.asked(
            f"(field => {{field.value = {json.dumps(text)};"
            " field.dispatchEvent(new Event('input', {bubbles: true}))})"
            f"(document.getElementById({json.dumps(name)}))"
        )
    tab.asked("new Promise(done => setTimeout(done, 600))")
    said, count = tab.asked(
        "[document.getElementById('said').textContent,"
        " document.querySelectorAll('#found-files a').length]"
    )
    return said, count


@pytest.mark.slow
def test_files_are_searched_by_area_language_and_piece(tab: Browser, page: Path) -> None:
    tab.screen(1280)
    tab.show(page)
    assert searched(tab, area="AREA 29") == ("33 files", 33)
    assert searched(tab, piece="leaflet-1") == ("11 files", 11)
    assert searched(tab, language="ur") == ("0 files", 0)
    assert searched(tab, language="", area="") == (
        "300 files, of which the first 200 are here",
        200,
    )
    assert searched(tab, piece="", area="area 1")[0].startswith("333 files")
    assert "(outdated)" in tab.asked("document.getElementById('found-files').textContent")
    assert all(address.startswith("file:") for address in tab.requested())


@pytest.mark.slow
def test_without_its_script_a_page_shows_everything_but_the_search(
    tab: Browser, page: Path
) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.show(page)
        text = page.read_text(encoding="utf-8")
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)
    assert tab.asked("document.getElementById('search').hidden")
    assert tab.asked("document.querySelectorAll('.thumbs img').length") == 2
    assert text.count('href="index.files/garden-') == 1


@pytest.mark.slow
def test_axe_finds_nothing_wrong_with_a_gallery(tab: Browser, page: Path) -> None:
    for width, scheme in ((390, "light"), (1280, "dark")):
        tab.screen(width, 800, scheme)
        tab.show(page)
        searched(tab, area="area 2")
        assert violations(tab) == []
        assert tab.asked("document.documentElement.scrollWidth") <= width
    tab.show(page.parent / "index.files/garden-1.html")
    assert violations(tab) == []
