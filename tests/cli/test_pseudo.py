"""Building the campaign in words that are made up to try layouts with."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.page import Page
from generator.source.shelf import Shelf
from generator.typeset.compose import compose
from tests.sample_projects import ROOT, cease
from tests.typeset.shipped import AREA, CAMPAIGN, PIECES, drawing


def test_it_is_built_when_it_is_named(project: Path, tmp_path: Path) -> None:
    chosen = ("--language", "pseudo", "--language", "pseudo-rtl", "--edition", "office")
    done = cease("build", *chosen, "--project", project, "-o", tmp_path, "--json")
    assert done.status == 0
    assert [file["path"] for file in done.json["files"]] == [
        f"garden/ashdale/{tag}/card--office-TEST.pdf" for tag in ("pseudo", "pseudo-rtl")
    ]
    assert {problem["rule"] for problem in done.json["problems"]} == {"draft", "test-area"}


def test_it_is_no_part_of_all(project: Path, tmp_path: Path) -> None:
    all_of_them = ("--language", "all", "--edition", "office", "--project", project)
    done = cease("build", *all_of_them, "-o", tmp_path, "--json")
    assert [file["path"] for file in done.json["files"]] == [
        "garden/ashdale/en-GB/card--office-TEST.pdf"
    ]
    done = cease("build", *all_of_them, "--language", "pseudo", "-o", tmp_path, "--json")
    assert len(done.json["files"]) == 2
    done = cease("build", "--all", "--project", project, "-o", tmp_path, "--json")
    assert not [file for file in done.json["files"] if "pseudo" in file["path"]]


def test_a_slip_in_its_name_is_wrong_usage(project: Path, tmp_path: Path) -> None:
    done = cease("build", "--language", "pseudo-ltr", "--project", project, "-o", tmp_path)
    assert done.status == 2
    assert 'no language is called "pseudo-ltr"' in done.err


def test_it_is_a_draft_for_a_press_and_never_released(project: Path, tmp_path: Path) -> None:
    chosen = ("--language", "pseudo", "--edition", "press", "--project", project)
    done = cease("build", *chosen, "-o", tmp_path, "--json")
    assert [file["path"] for file in done.json["files"]] == [
        "garden/ashdale/pseudo/card--press-DRAFT-TEST.pdf"
    ]
    refused = cease("build", *chosen, "--release", "-o", tmp_path / "release", "--json")
    assert refused.status == 1
    assert refused.json["files"] == []
    assert "draft" in [problem["rule"] for problem in refused.json["problems"]]


def test_it_can_be_previewed(project: Path, tmp_path: Path) -> None:
    chosen = ("card", "--language", "pseudo-rtl", "--edition", "office", "--dpi", "20")
    assert cease("preview", *chosen, "--project", project, "-o", tmp_path / "out").status == 0
    assert (tmp_path / "out/card--office-TEST-1.png").is_file()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    library = Content(Shelf.at(ROOT), Cache())
    return [library.document(CAMPAIGN, tag, AREA)[0] for tag in ("pseudo", "pseudo-rtl")]


@pytest.mark.parametrize(("layout", "size"), PIECES)
def test_words_two_fifths_longer_fit_every_layout_both_ways(
    documents: list[Document], layout: str, size: str
) -> None:
    for page, other in zip(*(made(document, layout, size) for document in documents), strict=True):
        assert places(other) == [
            (name, pytest.approx(page.width - x - width), y, width)
            for name, x, y, width in places(page)
        ]
        assert other.folds == pytest.approx(sorted(page.width - fold for fold in page.folds))


def made(document: Document, layout: str, size: str) -> tuple[Page, ...]:
    return compose(document, drawing(layout), size, cache=Cache()).artwork.pages


def places(page: Page) -> list[tuple[str, float, float, float]]:
    """Each frame's name, left, top and width."""
    return [(frame.name, frame.x, frame.y, frame.width) for frame in page.frames]
