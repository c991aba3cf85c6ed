"""Printers and standards chosen on the command line, across editions."""

import json
import re
from pathlib import Path

import pypdf
import pytest
import yaml

from tests.sample_projects import ROOT, Result, cease, change, pieces

OUT = "garden/ashdale/en-GB"


@pytest.fixture
def project(project: Path) -> Path:
    """With the shipped editions for presses and some that have no press."""
    shipped = yaml.safe_load((ROOT / "layouts/editions.yaml").read_text(encoding="utf-8"))
    names = ("press", "press-uncoated", "press-x1a", "press-panels", "office", "html")
    editions = {name: shipped["editions"][name] for name in names}
    text = yaml.safe_dump({"editions": editions}, sort_keys=False)
    (project / "layouts/editions.yaml").write_text(text, encoding="utf-8")
    change(project / "content/areas/ashdale.yaml", "test: true\n", "")
    change(project / "content/areas/ashdale.yaml", "01632 960001", "101")
    return project


def build(project: Path, *arguments: str) -> Result:
    return cease("build", *arguments, "--project", project, "--out", project / "out")


def made(project: Path) -> set[str]:
    return {path.name for path in pieces(project / "out")}


def millimetres(box: pypdf.generic.RectangleObject) -> list[float]:
    return [round(float(edge) * 25.4 / 72, 1) for edge in box]


def test_a_printer_and_a_standard_come_together(project: Path) -> None:
    change(
        project / "layouts/press/printers.yaml",
        "marks: [crop, registration",
        "marks: [registration",
    )
    done = build(project, "--printer", "single-panels", "--standard", "pdfx1a")
    assert done.status == 0, done.err
    name = "card--press--single-panels--pdfx1a.pdf"
    assert made(project) == {name}
    file = pypdf.PdfReader(project / "out" / OUT / name)
    assert file.pdf_header == "%PDF-1.4"
    assert file.metadata is not None
    assert file.metadata["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
    page = file.pages[0]
    left, bottom, right, top = millimetres(page.trimbox)
    assert millimetres(page.bleedbox) == [left - 3, bottom - 3, right + 3, top + 3]
    sheet = json.loads(
        (project / "out" / OUT / name.replace(".pdf", "--job-sheet.json")).read_text()
    )
    assert sheet["edition"]["name"] == "press--single-panels--pdfx1a"
    assert sheet["printer"] == "Printer that asks for single panels"
    assert (sheet["ink"]["standard"], sheet["sheet"]["pages_are"]) == ("PDF/X-1a:2003", "panels")
    assert sheet["preflight"]["profile"] == "press-x1a"
    (manifest,) = (project / "out").glob("manifest.json*")
    reported = re.findall(r'"(edition|printer|standard)": ?"(.*?)"', manifest.read_text())
    assert dict(reported) == {
        "edition": "press", "printer": "single-panels", "standard": "PDF/X-1a:2003",
    }  # fmt: skip


def test_a_file_says_only_what_is_not_its_editions_own(project: Path) -> None:
    chosen = ("--edition", "press-x1a,press", "--printer", "trade", "--standard", "pdfx1a,pdfx4")
    assert build(project, *chosen).status == 0
    assert made(project) == {
        "card--press-x1a.pdf",
        "card--press-x1a--pdfx4.pdf",
        "card--press--pdfx1a.pdf",
        "card--press.pdf",
    }


def test_what_an_edition_says_itself_goes_before_what_a_printer_says(project: Path) -> None:
    assert build(project, "--edition", "press-uncoated", "--printer", "online").status == 0
    file = pypdf.PdfReader(project / "out" / OUT / "card--press-uncoated--online.pdf")
    intent = file.trailer["/Root"]["/OutputIntents"][0]
    assert "47" in intent["/OutputConditionIdentifier"]
    assert len(file.pages) == 1
    assert millimetres(file.pages[0].mediabox) == [0, 0, 105 + 6, 148 + 6]


def test_editions_that_are_not_named_are_left_out_where_they_cannot_be_had(project: Path) -> None:
    assert build(project, "--edition", "all", "--printer", "online").status == 0
    assert made(project) == {
        f"card--{name}--online.pdf"
        for name in ("press", "press-uncoated", "press-x1a", "press-panels")
    }


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (("html", "--printer", "online"), 'the edition "html" cannot be made for the printer'),
        (("office", "--printer", "online"), "a printer's press takes cmyk"),
        (("office,press", "--standard", "pdfx1a"), 'the edition "office" cannot be made for'),
        (("press", "--standard", "pdfa2a"), "it has cmyk colours, and that takes srgb"),
        (("press", "--standard", "pdfx3"), 'no standard is called "pdfx3"'),
        (("press", "--printer", "onlin"), 'did you mean "online"?'),
    ],
)
def test_what_cannot_be_had_together_is_refused(
    project: Path, chosen: tuple[str, ...], said: str
) -> None:
    done = build(project, "--edition", *chosen)
    assert done.status == 2
    assert said in done.err
    assert not (project / "out").exists()


def test_a_printer_that_contradicts_its_edition_is_refused(project: Path) -> None:
    editions = project / "layouts/editions.yaml"
    row = "{title: P, colours: cmyk, bleed: false, condition: fogra39-coated, profile: pdfx4}"
    editions.write_text(f"editions:\n  press: {row}\n", encoding="utf-8")
    printers = project / "layouts/press/printers.yaml"
    change(printers, "bleed: 3\n    condition", "bleed: 3\n    marks: [crop]\n    condition")
    assert cease("list", "editions", "--project", project).status == 0
    done = build(project, "--edition", "press", "--printer", "online")
    assert done.status == 2
    assert "marks stand outside the bleed" in done.err


def test_a_printer_is_not_called_as_a_standard_is(project: Path) -> None:
    change(project / "layouts/press/printers.yaml", "  online:", "  pdfx4:")
    done = cease("validate", "--project", project)
    assert done.status == 1
    assert 'the printer is called "pdfx4", as a standard is' in done.err


# lists and everything


def test_every_choice_takes_a_list(project: Path, tmp_path: Path) -> None:
    assert (
        build(project, "card-a5,card", "--edition", "press, office", "--area", "ashdale").status
        == 0
    )
    assert made(project) == {
        "card--press.pdf", "card--office.pdf", "card-a5--press.pdf", "card-a5--office.pdf",
    }  # fmt: skip
    done = build(project, "--edition", "press,offic")
    assert (done.status, 'no edition is called "offic"' in done.err) == (2, True)
    done = build(project, "--edition", "")
    assert (done.status, 'no edition is called ""' in done.err) == (2, True)


@pytest.mark.parametrize(
    "narrower",
    [("card",), ("--language", "en-GB"), ("--area", "ashdale"), ("--edition", "all"),
     ("--printer", "online"), ("--standard", "pdfx4"), ("--format", "a6")],
)  # fmt: skip
def test_everything_and_less_is_wrong_usage(project: Path, narrower: tuple[str, ...]) -> None:
    done = build(project, "--all", *narrower)
    assert done.status == 2
    assert "--all is everything" in done.err
    assert (narrower[0] if narrower[0][0] == "-" else "a NAME") in done.err
    assert not (project / "out").exists()
