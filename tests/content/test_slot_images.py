"""Pictures for slots: whose stands there, and what they say in each language."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content import po_export
from generator.content.answers import answers
from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.sentences import digest
from generator.content.translation_file import translation_text
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from tests.sample_projects import WELSH, change, into_welsh

AREA = "content/areas/ashdale.yaml"
WORDS = "content/garden/en-GB.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
CAMPAIGNS = "images: {cover: {file: gate.svg, alt: A gate, credit: By A. Example}}\n"
AREAS = "images: {cover: {file: gate.svg, alt: A wall, credit: By B. Example}}\n"
WELSH_WALL = "translations: {cy: {images: {cover: {alt: Wal}}}}\n"


@pytest.fixture(name="pictured")
def _pictured(project: Path) -> Path:
    for room in ("areas", "garden"):
        (project / f"content/{room}/gate.svg").write_text(SVG)
    change(project / WORDS, "codes:", f"{CAMPAIGNS}codes:")
    into_welsh(project, reviewed=True)
    return project


def content(project: Path) -> Content:
    return Content(Shelf.at(project), Cache())


def document(project: Path, tag: str = "cy") -> tuple[Document, list[Problem]]:
    return content(project).document("garden", tag, "ashdale")


def said(project: Path, tag: str = "cy") -> Iterator[tuple[str, str, str, str]]:
    """The words of each picture, each with its language."""
    for image in document(project, tag)[0].images:
        yield image.alt, image.alt_language, image.credit, image.credit_language


def test_an_apostrophe_in_a_credit_is_typographic(pictured: Path) -> None:
    change(pictured / WORDS, "credit: By A. Example", "credit: By J. O'Example")
    assert [credit for _, _, credit, _ in said(pictured, "en-GB")] == ["By J. O’Example"]


def problems(project: Path, tag: str = "cy") -> list[str]:
    try:
        found = document(project, tag)[1]
    except Refused as refused:
        found = list(refused.problems)
    return [str(each) for each in found]


def into(project: Path, rows: str) -> None:
    """Rows in the area's file."""
    change(project / AREA, "title:", f"{rows}title:")


def test_an_area_switches_the_campaigns_picture_off(pictured: Path) -> None:
    assert [each[0] for each in said(pictured, "en-GB")] == ["A gate"]
    into(pictured, "images: {cover: none}\n")
    assert list(said(pictured, "en-GB")) == []
    assert list(said(pictured)) == []


def test_another_word_is_no_picture(pictured: Path) -> None:
    into(pictured, "images: {cover: off}\n")
    (problem, *_) = problems(pictured)
    assert problem.startswith(
        f'{AREA}:1:17: error[type]: "cover" must be "none" or a group of keys, not "off"'
    )


def test_a_campaigns_words_are_translated_with_its_others(pictured: Path) -> None:
    assert list(said(pictured)) == [("A gate", "", "By A. Example", "")]
    (alt, credit) = (each for each in problems(pictured) if "image-untranslated" in each)
    assert "content/garden/cy.yaml:" in alt
    assert 'the `alt` of the picture "cover" is not translated' in alt
    assert "the original is: A gate" in alt
    assert 'the `credit` of the picture "cover"' in credit
    assert "is not translated: it is printed in the original" in credit
    assert "is not translated: it is read out in the original" in alt
    into_welsh(
        pictured,
        reviewed=True,
        words={**WELSH, "images.cover.alt": "Giât", "images.cover.credit": "Gan A. Example"},
    )
    assert list(said(pictured)) == [("Giât", "cy", "Gan A. Example", "cy")]
    assert problems(pictured) == []
    assert list(said(pictured, "en-GB")) == [("A gate", "en-GB", "By A. Example", "en-GB")]


def test_a_translation_is_stale_when_the_picture_says_something_else(pictured: Path) -> None:
    into_welsh(pictured, reviewed=True, words={**WELSH, "images.cover.alt": "Giât"})
    change(pictured / WORDS, "alt: A gate", "alt: A red gate")
    (stale,) = (each for each in problems(pictured) if "[stale]" in each)
    assert 'the original of the `alt` of the picture "cover" has changed' in stale


def test_a_translator_is_asked_for_them_and_gives_them_back(pictured: Path) -> None:
    here = content(pictured)
    originals = here.originals("garden")
    given, _ = answers(originals, here.translation("garden", "cy"))
    text = po_export.export("garden", here.source("garden"), originals, ("cy", "Welsh"), given, {})
    assert 'msgctxt "images.cover.alt"\nmsgid "A gate"\nmsgstr ""' in text
    assert "What a picture shows, read aloud to people who cannot see it." in text
    assert "Whose picture it is, in small print under it." in text


def test_the_file_of_a_translation_is_read_as_it_was_written(pictured: Path) -> None:
    path = into_welsh(pictured, reviewed=True, words={**WELSH, "images.cover.credit": "Gan A."})
    here = content(pictured)
    given, found = answers(here.originals("garden"), here.translation("garden", "cy"))
    assert not found
    assert given["images.cover.credit"].source == digest("By A. Example")
    assert "images.cover.alt" not in given
    text = translation_text(here.source("garden"), given, "Welsh", path.read_text())
    assert text == path.read_text()


def test_a_translation_of_a_picture_that_there_is_not(pictured: Path) -> None:
    change(pictured / "content/garden/cy.yaml", "  cover:", "  cvoer:")
    (problem,) = (each for each in problems(pictured) if "unknown-slot" in each)
    assert 'the original has no picture for a slot called "cvoer"' in problem
    assert "hint: did you mean" in problem


def test_an_areas_words_are_translated_in_its_own_file(pictured: Path) -> None:
    into(pictured, AREAS + WELSH_WALL)
    assert list(said(pictured)) == [("Wal", "cy", "By B. Example", "")]
    (warned,) = (each for each in problems(pictured) if each.startswith(AREA))
    assert 'the `credit` of the picture "cover" is not translated' in warned
    assert "hint: write it under `translations:`, `cy:`, `images:`, `cover:`" in warned
    assert next(said(pictured, "en-GB"))[0] == "A wall"
    assert not [each for each in problems(pictured, "en-GB") if "image" in each]


def test_an_area_translates_no_picture_that_it_has_not(pictured: Path) -> None:
    into(pictured, WELSH_WALL)
    (problem,) = (each for each in problems(pictured) if "unknown-slot" in each)
    assert 'the area has no picture for a slot called "cover"' in problem
