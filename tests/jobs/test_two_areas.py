"""A batch of two areas that share nothing: each file is the one it is when built alone, and has the
numbers, names, links and codes of its own area only."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

from tests.outside_programs import run as run_program
from tests.sample_projects import ROOT, cease, change

FORMS = """
  web: {title: Web page, form: html, once: true, default: false}
  words: {title: Words alone, form: text, once: true, default: false}
"""
AREAS = {
    "ashdale": ("Ashdale", "0116 496 0111", "0121 496 0222", "ash.example.org/dig"),
    "birchley": ("Birchley", "0141 496 0444", "0151 496 0555", "birch.example.com/grow"),
}
AREA = """\
title: {0}
test: true
names: {{town: {0}}}
numbers: {{office: {1}}}
contacts: {{wardens: [{{place: "{0} Common", number: {2}}}]}}
links: {{more: {3}}}
verified: {{by: A. Clerk, on: 2026-03-31}}
"""
WORDS = """\
title: Gardens of {town}
date: 2026-03-31
codes: [more]
blocks:
  headline: {kind: heading, text: "Dig in {town}"}
  words:
    kind: paragraphs
    paragraphs:
      - Come and dig on Saturday.
      - Bring a spade. Ring {office}
  nowhere: {kind: heading, text: Bring a friend}
  ring: {kind: contacts, text: "Ring a warden:", contacts: wardens}
  more: {kind: link, text: "Find out more:", address: "{more}"}
"""


@pytest.fixture(name="both")
def _both(project: Path) -> Path:
    for name, values in AREAS.items():
        path = project / f"content/areas/{name}.yaml"
        path.write_text(AREA.format(*values), encoding="utf-8")
    (project / "content/garden/en-GB.yaml").write_text(WORDS, encoding="utf-8")
    change(
        project / "layouts/card.yaml",
        "          - {kind: code",
        "          - {kind: text, block: nowhere, style: body, above: 5}\n"
        "          - {kind: text, block: ring, style: body, above: 5}\n"
        "          - {kind: contacts, block: ring, place: body, number: body}\n"
        "          - {kind: code",
    )
    editions = project / "layouts/editions.yaml"
    shipped = yaml.safe_load((ROOT / "layouts/editions.yaml").read_text(encoding="utf-8"))
    given = yaml.safe_load(editions.read_text())
    given["editions"]["screen"] = shipped["editions"]["screen"]
    editions.write_text(yaml.safe_dump(given, sort_keys=False) + FORMS)
    return project


def build(project: Path, out: Path, *areas: str) -> dict[str, bytes]:
    """Every file made for the areas, in their order."""
    chosen = [option for area in areas for option in ("--area", area)]
    made = cease(
        "build", *chosen, "--edition", "all", "--jobs", "1", "--project", project, "--out", out
    )
    assert made.status == 0, made.err
    files = [path for path in out.rglob("*") if path.suffix in {".pdf", ".html", ".txt"}]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def said(path: Path) -> str:
    """All that a file holds: its words, its title, where its links lead, what its codes hold."""
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    words = run_program("pdftotext", "-layout", path, "-")
    with pikepdf.open(path) as file:
        notes: list[Any] = [note for page in file.pages for note in page.get("/Annots", [])]
        words += "".join(f"\n{note.A.URI}" for note in notes if "/A" in note)
        words += str(file.open_metadata())
    return words


@pytest.mark.parametrize("order", [("ashdale", "birchley"), ("birchley", "ashdale")])
def test_each_area_has_its_own_and_nothing_else(
    both: Path, tmp_path: Path, order: tuple[str, str]
) -> None:
    together = build(both, tmp_path / "both", *order)
    for area, own in AREAS.items():
        (other,) = AREAS.keys() - {area}
        alone = build(both, tmp_path / area, area)
        assert len(alone) == 7  # five editions, a job sheet and a letter
        assert {name: data for name, data in together.items() if f"/{area}/" in name} == alone
        dialled = [f"+44{number.replace(' ', '')[1:]}" for number in AREAS[other][1:3]]
        for name in alone:
            whole = said(tmp_path / "both" / name)
            assert [mark for mark in (*AREAS[other], *dialled) if mark in whole] == [], name
            if "job-sheet" not in name:
                assert [mark for mark in own if mark not in whole] == [], name


@pytest.mark.parametrize("order", [("ashdale", "birchley"), ("birchley", "ashdale")])
def test_words_of_an_areas_own_stay_with_it(
    both: Path, tmp_path: Path, order: tuple[str, str]
) -> None:
    with (both / "content/areas/ashdale.yaml").open("a", encoding="utf-8") as file:
        file.write("own: {heading: Ask the head gardener, number: 0161 496 0777}\n")
    change(
        both / "layouts/card.yaml",
        "          - {kind: text, block: ring,",
        "          - {kind: text, block: own, part: line, style: body, above: 5}\n"
        "          - {kind: text, block: ring,",
    )
    together = build(both, tmp_path / "both", *order)
    alone = build(both, tmp_path / "birchley", "birchley")
    assert {name: data for name, data in together.items() if "/birchley/" in name} == alone
    for name in together:
        if "job-sheet" not in name:
            whole = said(tmp_path / "both" / name)
            assert ("0161 496 0777" in whole) == ("/ashdale/" in name), name
