"""`cease preview --all-languages`: contact sheets, and a page of every layout in every language."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from tests.sample_projects import cease, change, into_welsh

VOID = {"meta", "img", "br"}


class Markup(HTMLParser):
    """Notes what a page names and leads to; fails on a tag that is not closed."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.links: set[str] = set()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "aria-labelledby":
                self.labels.append(value or "")
            if name in {"href", "src"}:
                self.links.add(unquote(value or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        self.texts.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return " ".join(text for text in self.texts if text)


@pytest.fixture
def bilingual(project: Path) -> Path:
    """The small project in Welsh too."""
    into_welsh(project)
    return project


def preview(project: Path, out: Path, *more: str) -> tuple[int, Markup]:
    done = cease("preview", "--all-languages", *more, "--project", project, "-o", out)
    return done.status, Markup(out / "index.html")


def test_everything_is_there_without_other_options(bilingual: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, _ = preview(bilingual, out)
    assert status == 0
    pages = {f"garden/ashdale/{tag}/card--office-TEST-1.png" for tag in ("en-GB", "cy")}
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there == {"index.html", "card--office.png", *pages}
    for path in pages:
        with Image.open(out / path) as image:
            assert 700 < max(image.size) <= 720


def test_the_page_leads_to_what_is_there_and_nowhere_else(bilingual: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _, page = preview(bilingual, out, "--format", "all", "--edition", "all")
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    assert len(page.labels) == 6 + 8  # sections, articles
    assert set(page.labels) <= set(page.ids)
    files = {link for link in page.links if not link.startswith("#")}
    assert len(files) == 4 + 8  # sheets, pages
    assert all((out / file).is_file() for file in files)
    assert not page.tags & {"script", "link", "iframe"}
    assert "url(" not in (out / "index.html").read_text(encoding="utf-8")


def test_the_page_tells_of_steps_and_of_words(bilingual: Path, tmp_path: Path) -> None:
    path = bilingual / "content/garden/cy.yaml"
    change(path, "    text: Gerddi", "    text: Llanfairpwllgwyngyllgogerych")
    status, page = preview(bilingual, tmp_path / "out", "--json")
    assert status == 0
    (shrunk,) = re.findall(r"title: 20 → (\S+) pt", page.text)
    assert 14 <= float(shrunk) < 20
    assert "English en-GB fits Welsh · Cymraeg cy 1 style fitted" in page.text
    assert page.text.count("this translation is a draft") == 1


def test_a_language_that_does_not_fit_shows_why(bilingual: Path, tmp_path: Path) -> None:
    fitting, out = tmp_path / "fitting", tmp_path / "out"
    preview(bilingual, fitting)
    path = bilingual / "content/garden/cy.yaml"
    change(path, "    text: Gerddi", f"    text: {'Llanfair' * 8} ਬਾਗ਼")
    status, page = preview(bilingual, out)
    assert status == 1
    assert "1 made, 1 not made" in page.text
    assert re.search(r"English en-GB fits Welsh · Cymraeg cy \d errors? ", page.text)
    assert "This is not made, because: error" in page.text
    assert not (out / "garden/ashdale/cy").exists()
    sheets = [Image.open(folder / "card--office.png") for folder in (fitting, out)]
    assert sheets[0].size == sheets[1].size
    red = (160, 20, 20)
    assert [red in {colour for _, colour in sheet.getcolors(1 << 24)} for sheet in sheets] == [
        False, True,
    ]  # fmt: skip


def test_words_that_cannot_be_read_are_no_reason_to_stop(bilingual: Path, tmp_path: Path) -> None:
    change(bilingual / "content/garden/cy.yaml", "{office}", "{ofice}")
    done = cease(
        "preview", "--all-languages", "--project", bilingual, "-o", tmp_path / "out", "--json"
    )
    assert done.status == 1
    made = {piece["language"]: piece["made"] for piece in done.json["pieces"]}
    assert made == {"en-GB": True, "cy": False}
    page = Markup(tmp_path / "out/index.html")
    assert "{ofice} is not in the original" in page.text


def test_made_up_languages_are_shown_if_named(project: Path, tmp_path: Path) -> None:
    _, page = preview(project, tmp_path / "plain")
    assert "Pseudo" not in page.text
    _, page = preview(project, tmp_path / "more", "--language", "pseudo-rtl")
    assert "English en-GB fits Pseudo-localised, mirrored pseudo-rtl" in page.text


def test_areas_stand_apart(bilingual: Path, tmp_path: Path) -> None:
    area = (bilingual / "content/areas/ashdale.yaml").read_text("utf-8")
    (bilingual / "content/areas/calderby.yaml").write_text(area, "utf-8")
    out = tmp_path / "out"
    _, page = preview(bilingual, out, "--area", "all")
    assert "2 pieces in 2 languages: 4 made, 0 not made." in page.text
    for name in ("ashdale", "calderby"):
        assert (out / f"garden/{name}/card--office.png").is_file()


def test_a_page_that_marks_up_nothing_of_what_it_tells(bilingual: Path, tmp_path: Path) -> None:
    change(bilingual / "content/languages.yaml", "english: Welsh", 'english: "Welsh < b & >"')
    _, page = preview(bilingual, tmp_path / "out")
    assert "Welsh < b & >" in page.text
    assert "b" not in page.tags
