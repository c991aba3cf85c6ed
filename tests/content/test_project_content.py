"""Reading a project's words: what there is, and merging it for one area."""

from pathlib import Path

import pytest
from PIL import Image

from generator.cache import Cache
from generator.content.content_checks import check_content
from generator.content.project_content import Content
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.sample_projects import change


def library(project: Path) -> Content:
    return Content(Shelf.at(project), Cache())


def rules(project: Path, area: str = "ashdale") -> list[str]:
    with pytest.raises(Refused) as refused:
        library(project).document("garden", "en-GB", area)
    return [problem.rule for problem in refused.value.problems]


def test_what_there_is(project: Path) -> None:
    found = library(project)
    assert found.campaigns() == ["garden"]
    assert found.areas() == ["ashdale"]
    assert found.tags("garden") == ["en-GB"]
    assert found.default_area() == "ashdale"


def test_a_document_has_the_area_in_its_words(project: Path) -> None:
    document, warnings = library(project).document("garden", "en-GB", "ashdale")
    assert document.title == "TEST: Gardens of Ashdale"
    assert document.blocks["more"].address == "www.example.org/garden"
    assert warnings == []


def test_problems_of_all_its_files_come_together(project: Path) -> None:
    change(project / "content/garden/en-GB.yaml", "kind: heading", "kind: headin")
    change(project / "content/areas/ashdale.yaml", "01632 960001", "none")
    change(project / "content/languages.yaml", "english: Welsh", "englsh: Welsh")
    assert len({*rules(project)}) == 3


def test_each_file_is_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = library(project)
    found.document("garden", "en-GB", "ashdale")
    for path in project.rglob("*.yaml"):
        path.write_text("title: [\n")
    assert found.document("garden", "en-GB", "ashdale")[0].title == "TEST: Gardens of Ashdale"


def logo(project: Path, file: str, alt: str = "Ashdale Council") -> None:
    with open(project / "content/areas/ashdale.yaml", "a") as area:
        area.write(f"logos: [{{file: {file}, alt: {alt!r}}}]\n")


def test_a_logo_is_found_beside_its_area(project: Path) -> None:
    (project / "content/areas/logos").mkdir()
    Image.new("L", (400, 400)).save(project / "content/areas/logos/council.png")
    logo(project, "logos/council.png")
    content = library(project)
    with content.shelf.recording() as recorder:
        document, _ = content.document("garden", "en-GB", "ashdale")
    assert document.logos[0].file == str(project / "content/areas/logos/council.png")
    assert "content/areas/logos/council.png" in recorder.files


def test_a_logo_says_how_its_colours_give_way(project: Path) -> None:
    Image.new("RGB", (400, 400)).save(project / "content/areas/council.png")
    with open(project / "content/areas/ashdale.yaml", "a") as area:
        area.write("logos: [{file: council.png, alt: Council, intent: perceptual}]\n")
    document, _ = library(project).document("garden", "en-GB", "ashdale")
    assert [(logo.alt, logo.intent) for logo in document.logos] == [("Council", "perceptual")]
    span = document.span(document.logos[0].key)
    assert span is not None
    assert (span.path, span.key) == ("content/areas/ashdale.yaml", "logos.0.file")


@pytest.mark.parametrize(
    ("file", "alt", "rule"),
    [
        ("logos/none.png", "Council", "no-file"),
        ("../../../secret.png", "Council", "outside-project"),
        ("/etc/hostname", "Council", "outside-project"),
        ("ashdale.yaml", " ", "alt-text"),
    ],
)
def test_a_logo_that_cannot_be_used_is_an_error(
    project: Path, file: str, alt: str, rule: str
) -> None:
    (project.parent / "secret.png").write_bytes(b"")
    logo(project, file, alt)
    assert rules(project) == [rule]


def test_a_language_nobody_listed_is_an_error(project: Path) -> None:
    path = project / "content/garden/en-GB.yaml"
    path.rename(path.with_name("en-US.yaml"))
    problems = check_content(library(project))
    assert [problem.message for problem in problems if problem.rule == "unknown-language"] == [
        'no language is called "en-US"'
    ]


def test_warnings_of_the_languages_are_reported(project: Path) -> None:
    change(project / "content/languages.yaml", "name: English", "name: “English”")
    problems = check_content(Content(Shelf.at(project), Cache()))
    spans = [one.span for one in problems if one.rule == "quotes"]
    assert [(one.path, one.key) for one in spans if one] == [
        ("content/languages.yaml", "languages.en-GB.name")
    ]


def test_easy_wording_is_checked_where_there_is_any(project: Path) -> None:
    def found(tag: str = "en-GB") -> list[str]:
        return [one.rule for one in library(project).check_easy("garden", tag)]

    campaign = project / "content/garden/en-GB.yaml"
    easy = "{status: draft, sentences: [{text: Come at 7.}]}"
    change(campaign, "blocks:\n", f"blocks:\n  a: {{kind: quote, text: Come, easy: {easy}}}\n")
    assert (found(), found("cy")) == (["changed-number"], [])
    campaign.write_text("blocks: [", encoding="utf-8")
    assert found() == []


def test_words_that_try_layouts_are_made_of_the_original(project: Path) -> None:
    content = library(project)
    assert (
        content.wording("garden", "pseudo").sentences.keys() == content.originals("garden").keys()
    )
