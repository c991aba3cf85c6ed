"""Drafts: marked where they go to a press, and never released."""

import re
from pathlib import Path

import pytest

from tests.outside_programs import run as run_program
from tests.sample_projects import Result, cease, change, into_welsh, pieces

AREA = "content/areas/ashdale.yaml"
NOT_PAGES = """\
  web: {title: A web page, form: html}
  words: {title: Plain text, form: text}
"""


@pytest.fixture(autouse=True)
def _real(project: Path) -> None:
    """The area has a number that can be rung."""
    change(project / AREA, "test: true\n", "")
    change(project / AREA, "01632 960001", "101")
    change(project / AREA, "www.example.org/garden", "www.ceop.police.uk")


def build(project: Path, out: Path, *options: str) -> Result:
    return cease("build", "--language", "cy", *options, "--project", project, "--out", out)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in pieces(out))


def slug(file: Path) -> str:
    return run_program("pdftotext", "-layout", file, "-")


def test_a_draft_for_a_press_says_so_in_its_name_and_in_its_slug(
    project: Path, tmp_path: Path
) -> None:
    into_welsh(project)
    done = build(project, tmp_path / "out")
    assert done.status == 0, done.err
    assert names(tmp_path / "out") == ["card--office.pdf", "card--press-DRAFT.pdf"]
    (press,) = tmp_path.rglob("card--press-DRAFT.pdf")
    (office,) = tmp_path.rglob("card--office.pdf")
    assert len(re.findall("DRAFT: TRANSLATION NOT REVIEWED", slug(press))) == 2
    assert "card--press-DRAFT.pdf" in slug(press)
    assert "DRAFT" not in slug(office)


def test_a_draft_is_warned_of_once_for_each_build(project: Path, tmp_path: Path) -> None:
    into_welsh(project)
    done = build(project, tmp_path / "out")
    (said,) = [line for line in done.err.splitlines() if "[draft]" in line]
    assert said == (
        "content/garden/cy.yaml:3:1: warning[draft]: this translation is a draft: "
        "4 of 4 sentences are not reviewed"
    )


def test_a_reviewed_translation_is_no_draft(project: Path, tmp_path: Path) -> None:
    into_welsh(project, reviewed=True)
    done = build(project, tmp_path / "out", "--release")
    assert (done.status, "[draft]" in done.err) == (0, False), done.err
    assert names(tmp_path / "out") == ["card--office.pdf", "card--press.pdf"]
    (press,) = tmp_path.rglob("card--press.pdf")
    assert "DRAFT" not in slug(press)


def test_one_block_not_reviewed_makes_a_draft(project: Path, tmp_path: Path) -> None:
    path = into_welsh(project, reviewed=True)
    text = path.read_text()
    before, after = text.split("  more:\n")
    path.write_text(before + "  more:\n" + after.replace("status: reviewed", "status: draft"))
    done = build(project, tmp_path / "out")
    assert "1 of 4 sentences are not reviewed" in done.err
    assert "card--press-DRAFT.pdf" in names(tmp_path / "out")


@pytest.mark.parametrize("built_before", [False, True])
def test_a_draft_is_not_released(project: Path, tmp_path: Path, built_before: bool) -> None:
    into_welsh(project)
    if built_before:
        assert build(project, tmp_path / "out").status == 0
    done = build(project, tmp_path / "out", "--release")
    assert done.status == 1
    assert "content/garden/cy.yaml:3:1: error[draft]" in done.err
    assert "2 files not made" in done.err
    assert built_before or names(tmp_path / "out") == []


def test_a_stale_translation_is_built_with_a_warning_and_not_released(
    project: Path, tmp_path: Path
) -> None:
    into_welsh(project, reviewed=True)
    change(project / "content/garden/en-GB.yaml", "on Saturday", "on Sunday")
    done = build(project, tmp_path / "out")
    assert done.status == 0
    assert "warning[stale]: the original of sentence 1 of" in done.err
    assert names(tmp_path / "out") == ["card--office.pdf", "card--press.pdf"]
    done = build(project, tmp_path / "new", "--release")
    assert done.status == 1
    assert "error[stale]" in done.err
    assert names(tmp_path / "new") == []


def test_the_original_is_released_whatever_its_translations_are(
    project: Path, tmp_path: Path
) -> None:
    into_welsh(project)
    done = cease("build", "--release", "--project", project, "--out", tmp_path / "out")
    assert (done.status, done.err) == (0, f"2 files in {tmp_path / 'out'}\n")


def test_a_release_with_a_file_that_cannot_be_read_says_why(project: Path, tmp_path: Path) -> None:
    change(into_welsh(project), "status: draft", "status: finished")
    done = build(project, tmp_path / "out", "--release")
    assert done.status == 1
    assert 'content/garden/cy.yaml:4:9: error[choice]: unknown status "finished"' in done.err


@pytest.mark.parametrize("built_before", [False, True])
def test_an_area_for_trying_things_out_is_not_released(
    project: Path, tmp_path: Path, built_before: bool
) -> None:
    change(project / AREA, "title:", "test: true\ntitle:")
    command = ("build", "--project", project, "--out", tmp_path / "out")
    if built_before:
        assert cease(*command).status == 0
    done = cease(*command, "--release")
    assert done.status == 1
    assert f'{AREA}:1:7: error[test-area]: the area "ashdale" is for trying things out' in done.err
    assert "2 files not made" in done.err
    assert built_before or names(tmp_path / "out") == []


def test_words_lent_by_another_language_are_not_released(project: Path, tmp_path: Path) -> None:
    path = into_welsh(project, reviewed=True)
    languages = project / "content/languages.yaml"
    lent = "  kw: {name: Kernewek, english: Cornish, script: Latn, fallback: cy}\n"
    languages.write_text(languages.read_text() + lent)
    text = path.read_text().replace("text: Dysgwch fwy:", 'text: ""').replace("Dysgwch fwy:", "")
    path.with_name("kw.yaml").write_text(text)
    chosen = ("build", "--language", "kw", "--project", project, "--out", tmp_path / "out")
    done = cease(*chosen)
    assert done.status == 0, done.err
    assert "warning[fallback]: what is not translated stands in cy" in done.err
    done = cease(*chosen, "--release")
    assert done.status == 1
    assert "error[fallback]" in done.err


def test_a_test_area_says_so_wherever_it_is_seen(project: Path, tmp_path: Path) -> None:
    change(project / AREA, "title:", "test: true\ntitle:")
    into_welsh(project)
    editions = project / "layouts/editions.yaml"
    editions.write_text(editions.read_text() + NOT_PAGES)
    done = build(project, tmp_path / "out", "--edition", "all", "--json")
    assert done.status == 0, done.err
    said = [problem for problem in done.json["problems"] if problem["rule"] == "test-area"]
    assert [(one["severity"], one["path"], one["line"]) for one in said] == [("warning", AREA, 1)]
    assert sorted(path.name for path in tmp_path.rglob("card--*")) == [
        "card--office-TEST.pdf",
        "card--press-DRAFT-TEST--job-sheet.json",
        "card--press-DRAFT-TEST--job-sheet.pdf",
        "card--press-DRAFT-TEST--letter.txt",
        "card--press-DRAFT-TEST.pdf",
        "card--web-TEST.html",
        "card--words-TEST.txt",
    ]
    (press,) = tmp_path.rglob("card--press-DRAFT-TEST.pdf")
    assert len(re.findall("TEST: NOT FOR PRINT", slug(press))) == 2
    assert "Title:           TEST: Gerddi Ashdale" in run_program("pdfinfo", press)
    (sheet,) = tmp_path.rglob("*--job-sheet.pdf")
    assert "TEST: NUMBERS MAY RING NOBODY. NOT FOR PRINT" in slug(sheet)
    assert "DRAFT: TRANSLATION NOT REVIEWED. NOT FOR PRINT" in slug(sheet)
    page = next(tmp_path.rglob("*.html")).read_text()
    assert "<title>TEST: Gerddi Ashdale</title>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "<strong>TEST.</strong> This is for trying things out" in page
    assert (
        "\n[TEST. This is for trying things out"
        in next(tmp_path.rglob("*--words-*.txt")).read_text()
    )


def test_an_area_that_is_used_says_nothing_of_tests(project: Path, tmp_path: Path) -> None:
    editions = project / "layouts/editions.yaml"
    editions.write_text(editions.read_text() + NOT_PAGES)
    done = cease("build", "--edition", "all", "--project", project, "--out", tmp_path / "out")
    assert (done.status, "[test-area]" in done.err) == (0, False), done.err
    assert not list(tmp_path.rglob("*TEST*"))
    assert b"TEST" not in next(tmp_path.rglob("*.html")).read_bytes()
    assert b"TEST" not in next(tmp_path.rglob("*.txt")).read_bytes()
