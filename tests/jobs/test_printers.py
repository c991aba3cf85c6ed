"""What a printer asks for, in the finished file: its bleed, its marks, its panels, its ink."""

from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from generator.jobs.making import Piece
from generator.jobs.project import Project
from generator.problems import Refused
from tests.sample_projects import change

DOTS = 4  # per mm
BLEED = 6

FOLDED = """\
  fold:
    title: Fold
    trim: [220, 148]
    sides:
      outside: {panels: {back: 110, front: 110}}
    reads: [front, back]
"""


@pytest.fixture
def project(project: Path) -> Path:
    printers = project / "layouts/press/printers.yaml"
    row = f"  ours: {{title: Ours, bleed: {BLEED}, condition: fogra39-coated}}\n"
    printers.write_text(printers.read_text() + row)
    change(project / "layouts/editions.yaml", "printer: trade", "printer: ours")
    return project


def made(project: Path, layout: str = "card", size: str = "a6") -> Piece:
    opened = Project.open(project)
    document, _ = opened.document("garden", "en-GB", "ashdale")
    return opened.make(document, layout, size, "press")


def millimetres(box: pypdf.generic.RectangleObject) -> list[float]:
    return [round(float(edge) * 25.4 / 72, 2) for edge in box]


def test_grounds_reach_the_bleed_a_printer_asks_for(project: Path) -> None:
    data = made(project).data
    page = pypdf.PdfReader(BytesIO(data)).pages[0]
    assert millimetres(page.mediabox) == [0, 0, 105 + 2 * BLEED, 148 + 2 * BLEED]
    assert page.bleedbox == page.mediabox
    assert millimetres(page.trimbox) == [BLEED, BLEED, 105 + BLEED, 148 + BLEED]
    scale = DOTS * 25.4 / 72 * (1 - 1e-6)
    picture = pypdfium2.PdfDocument(BytesIO(data))[0].render(scale=scale).to_pil().convert("RGB")
    edge = picture.copy()
    edge.paste((0, 0, 0), (DOTS, DOTS, picture.width - DOTS, picture.height - DOTS))
    ground = picture.getpixel((DOTS * BLEED, DOTS * BLEED))
    assert {colour for _, colour in edge.getcolors()} == {(0, 0, 0), ground}
    assert ground != (255, 255, 255)


def test_an_edition_that_says_its_own_bleed_has_that(project: Path) -> None:
    change(project / "layouts/editions.yaml", "printer: ours", "printer: ours\n    bleed: 2")
    page = pypdf.PdfReader(BytesIO(made(project).data)).pages[0]
    assert millimetres(page.trimbox) == [2, 2, 107, 150]


def test_a_printer_of_panels_is_given_one_page_for_each(project: Path) -> None:
    change(project / "layouts/press/printers.yaml", "title: Ours", "title: Ours, pages: panels")
    formats = project / "layouts/formats.yaml"
    formats.write_text(formats.read_text() + FOLDED)
    card = (project / "layouts/card.yaml").read_text()
    card = card.replace("[a6, a5]", "[fold]").replace(
        "- name: front", "- name: one\n    side: outside"
    )
    card = card.replace("- name: words", "- name: words\n        panel: front")
    (project / "layouts/card.yaml").write_text(card)
    piece = made(project, size="fold")
    front, back = pypdf.PdfReader(BytesIO(piece.data)).pages
    assert [millimetres(page.trimbox)[2] - BLEED for page in (front, back)] == [110, 110]
    assert "Gardens of Ashdale" in front.extract_text()
    assert not back.extract_text()
    assert [code.page for code in piece.report.codes] == [0]


def test_the_ink_of_a_piece_keeps_to_the_printers_limit(project: Path) -> None:
    change(project / "layouts/press/printers.yaml", "title: Ours", "title: Ours, ink_limit: 130")
    with pytest.raises(Refused, match="ink"):
        made(project)


def test_the_slug_names_the_edition_and_the_printer(project: Path) -> None:
    change(project / "layouts/press/printers.yaml", "title: Ours", "title: Ours, marks: [slug]")
    text = pypdf.PdfReader(BytesIO(made(project).data)).pages[0].extract_text()
    for entry in (
        "card--press-TEST.pdf",
        "edition press",
        "printer ours",
        "Cyan",
        "Yellow",
        "Black",
    ):
        assert entry in text
