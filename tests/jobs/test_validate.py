"""Everything wrong with a project, in one pass."""

import shutil
from pathlib import Path

import pytest

from generator.jobs.project import Project
from generator.jobs.validate import validate
from generator.problems import Problem
from tests.sample_projects import add_picture, cease, change, into_welsh


def found(project: Path) -> list[Problem]:
    return validate(Project.open(project))


def places(project: Path) -> list[tuple[str, str]]:
    return [(problem.span.path if problem.span else "", problem.rule) for problem in found(project)]


def test_a_sound_project_has_no_problems(project: Path) -> None:
    assert found(project) == []


def test_problems_of_every_file_are_found_together(project: Path) -> None:
    change(project / "content/garden/en-GB.yaml", "{office}", "{offce}")
    change(project / "content/areas/ashdale.yaml", "01632 960001", "01632 96O001")
    change(project / "content/languages.yaml", "default: en-GB", "default: en-US")
    change(project / "layouts/card.yaml", "colour: black}", "colour: blck}")
    change(project / "layouts/themes/plain.yaml", "title: Plain", "titel: Plain")
    (project / "layouts/press/conditions.yaml").write_text("conditions: {}\n")
    (project / "layouts/formats.yaml").write_text("formats: [\n")
    problems = found(project)
    assert {problem.span.path for problem in problems if problem.span} == {
        "content/areas/ashdale.yaml",
        "content/languages.yaml",
        "layouts/formats.yaml",
        "layouts/press/printers.yaml",
        "layouts/themes/plain.yaml",
    }
    assert len(problems) == len(set(problems))


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("content/garden/en-GB.yaml", "{office}", "{offce}", "placeholder"),
        ("content/garden/en-GB.yaml", "codes: [more]", "codes: [mroe]", "unknown-block"),
        ("content/areas/ashdale.yaml", "01632 960001", "call us", "phone-number"),
        ("content/areas/ashdale.yaml", "www.example.org", "http://example", "address"),
        ("layouts/card.yaml", "block: headline", "block: headlin", "missing-block"),
        ("layouts/card.yaml", "theme: plain", "theme: plane", "unknown-theme"),
        ("layouts/card.yaml", "weight: 700", "weight: 750", "unknown-font"),
        ("layouts/card.yaml", "formats: [a6, a5]", "formats: [a6, a7]", "unknown-format"),
        ("layouts/themes/plain.yaml", "Public Sans", "Public Serif", "unknown-font"),
        ("layouts/editions.yaml", "profile: office", "profile: offce", "unknown-profile"),
        ("layouts/editions.yaml", "printer: trade", "printer: trad", "unknown-printer"),
        ("layouts/press/printers.yaml", "fogra39-coated", "fogra27", "unknown-condition"),
        ("layouts/press/conditions.yaml", "FOGRA39L_coated.icc", "FOGRA27.icc", "no-file"),
        ("content/languages.yaml", "english: Welsh", "english: Welsh, fallback: x",
         "unknown-language"),
    ],
)  # fmt: skip
def test_each_wrong_name_is_an_error_where_it_stands(
    project: Path, file: str, old: str, new: str, rule: str
) -> None:
    change(project / file, old, new)
    problems = [problem for problem in found(project) if problem.rule == rule]
    assert problems
    assert problems[0].is_error
    assert problems[0].span
    assert problems[0].span.path == file
    assert problems[0].hint


def test_words_that_do_not_fit_are_found_for_every_area(project: Path) -> None:
    area = (project / "content/areas/ashdale.yaml").read_text()
    long = area.replace("town: Ashdale", "town: " + "Ashdale and Brackenford " * 12)
    (project / "content/areas/long.yaml").write_text(long)
    assert [problem.rule for problem in found(project)] == ["overset"]


@pytest.mark.parametrize("matches", [True, False])
def test_words_that_do_not_fit_the_pictures_of_an_edition_are_found(
    project: Path, matches: bool
) -> None:
    edits = [("size: 20", "size: 90"), ("floor: 14", "floor: 80")]
    edits += [] if matches else [("block: more", "block: other"), ("block: words", "block: third")]
    add_picture(project, *edits)
    rules = [problem.rule for problem in found(project)]
    assert rules == (["overset"] if matches else [])


@pytest.mark.parametrize(
    ("folder", "rules"),
    [
        ("content/garden", ["no-campaign"]),
        ("content/areas", ["no-area"]),
        ("layouts", ["no-layout"]),
    ],
)
def test_a_project_without_a_kind_of_file_is_an_error(
    project: Path, folder: str, rules: list[str]
) -> None:
    shutil.rmtree(project / folder)
    assert {*rules} <= {problem.rule for problem in found(project)}


def test_a_block_no_layout_prints_is_a_warning(project: Path) -> None:
    change(
        project / "content/garden/en-GB.yaml",
        "blocks:",
        "blocks:\n  spare: {kind: heading, text: x}",
    )
    (problem,) = found(project)
    assert (problem.rule, problem.is_error) == ("unused-block", False)
    assert problem.span
    assert problem.span.key == "blocks.spare"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("content/stray.yaml", "move it"),
        ("layouts/poster.yml", "call it poster.yaml"),
        ("content/areas/hill.yaml.txt", "call it hill.yaml"),
        ("content/garden/cy.YAML", "call it cy.yaml"),
    ],
)
def test_a_file_nothing_reads_is_a_warning(project: Path, name: str, hint: str) -> None:
    (project / name).write_text("title: x\n")
    (problem,) = found(project)
    assert problem.rule == "unread-file"
    assert problem.hint.startswith(hint)


def test_a_name_that_cannot_be_a_folder_is_an_error(project: Path) -> None:
    (project / "content/areas/ashdale.yaml").rename(project / "content/areas/Ash dale.yaml")
    assert [problem.rule for problem in found(project)] == ["name"]


def test_a_campaign_not_in_the_default_language_is_an_error(project: Path) -> None:
    (project / "content/garden/en-GB.yaml").rename(project / "content/garden/cy.yaml")
    assert "no-source" in [problem.rule for problem in found(project)]


def test_translations_are_not_read_as_the_original_that_is_missing(project: Path) -> None:
    """It would be an error at each of their blocks."""
    into_welsh(project)
    (project / "content/garden/en-GB.yaml").rename(project / "content/garden/En-gb.yaml")
    wrong = [("content/garden/En-gb.yaml", "unknown-language")]
    wrong += [("content/garden/en-GB.yaml", "no-source")]
    assert [each for each in places(project) if each[1] != "draft"] == wrong
    change(project / "content/garden/cy.yaml", "source:", "sauce:")
    assert ("content/garden/cy.yaml", "unknown-key") in places(project)


def test_two_default_areas_are_an_error(project: Path) -> None:
    area = (project / "content/areas/ashdale.yaml").read_text() + "default: true\n"
    for name in ("ashdale", "calderby"):
        (project / f"content/areas/{name}.yaml").write_text(area)
    assert [problem.rule for problem in found(project)] == ["two-defaults"]


# some of it


@pytest.fixture
def several(project: Path) -> Path:
    """Three areas, two of them with a slip, and a draft in Welsh."""
    area = (project / "content/areas/ashdale.yaml").read_text()
    for name in ("calderby", "elmstead"):
        slip = area.replace("town: Ashdale", "town: Ashdale, shire: Nowhere, shire: Twice")
        (project / f"content/areas/{name}.yaml").write_text(slip)
    into_welsh(project)
    return project


@pytest.mark.parametrize(
    ("chosen", "files"),
    [
        ((),
         {"content/areas/calderby.yaml", "content/areas/elmstead.yaml", "content/garden/cy.yaml"}),
        (("--area", "ashdale"), set()),
        (("--area", "calderby"), {"content/areas/calderby.yaml"}),
        (("--area", "calderby,elmstead"),
         {"content/areas/calderby.yaml", "content/areas/elmstead.yaml"}),
        (("--language", "cy"), {"content/garden/cy.yaml"}),
        (("--language", "cy", "--area", "ashdale,elmstead"),
         {"content/garden/cy.yaml", "content/areas/elmstead.yaml"}),
        (("--language", "all", "--area", "all"),
         {"content/areas/calderby.yaml", "content/areas/elmstead.yaml", "content/garden/cy.yaml"}),
    ],
)  # fmt: skip
def test_only_what_is_chosen_is_reported(
    several: Path, chosen: tuple[str, ...], files: set[str]
) -> None:
    done = cease("validate", *chosen, "--project", several, "--json")
    assert {problem["path"] for problem in done.json["problems"]} == files
    assert done.status == (1 if any("areas" in file for file in files) else 0)


def test_words_that_do_not_fit_one_area_are_found_there(project: Path) -> None:
    area = (project / "content/areas/ashdale.yaml").read_text()
    long = area.replace("town: Ashdale", f"town: {'Saint Mary ' * 40}").replace("default: true", "")
    (project / "content/areas/calderby.yaml").write_text(long)
    found = cease("validate", "--area", "calderby", "--project", project, "--json").json
    assert "overset" in {problem["rule"] for problem in found["problems"]}
    assert cease("validate", "--area", "ashdale", "--project", project).status == 0


def test_a_name_that_is_not_there_is_wrong_usage(project: Path) -> None:
    done = cease("validate", "--area", "ashdal", "--language", "Welsh", "--project", project)
    assert done.status == 2
    assert 'no area is called "ashdal"\n  hint: did you mean "ashdale"?' in done.err
    assert 'no language is called "Welsh"' in done.err
