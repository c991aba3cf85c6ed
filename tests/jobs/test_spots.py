"""A theme with a spot ink, from its palette to the plates and the print shop's own programs."""

from pathlib import Path

import pytest
from PIL import Image

from generator.jobs.making import Piece
from generator.jobs.project import Project
from generator.problems import Refused
from tests import sample_projects
from tests.outside_programs import run

LEAF = '  leaf: {cmyk: [60, 0, 80, 0], srgb: "#66BB55"}\n'
X1A = """  press-x1a:
    title: Commercial printer that asks for PDF/X-1a
    colours: cmyk
    bleed: true
    marks: [crop, registration, colour-bar, slug]
    condition: fogra39-coated
    overprint_black: true
    pdf_version: "1.4"
    standard: PDF/X-1a:2003
    profile: press-x1a
"""


def made(project: Path, look: str, edition: str) -> Piece:
    """The card on a 40 % tint of the spot ink."""
    rows = f'  leaf: {{of: moss, tint: 40}}\n  moss: {{spot: Größe 7, {look}, srgb: "#66BB55"}}\n'
    sample_projects.change(project / "layouts/themes/plain.yaml", LEAF, rows)
    editions = project / "layouts/editions.yaml"
    if "press-x1a" not in editions.read_text(encoding="utf-8"):
        sample_projects.change(editions, "editions:\n", "editions:\n" + X1A)
    opened = Project.open(project)
    document, _ = opened.document("garden", "en-GB", "ashdale")
    return opened.make(document, "card", "a6", edition)


@pytest.mark.parametrize(
    ("look", "edition"),
    [
        ("cmyk: [60, 0, 80, 0]", "press"),
        ("cmyk: [60, 0, 80, 0]", "press-x1a"),
        ("lab: [60, -30, 40]", "press"),
    ],
)
def test_a_card_in_black_and_one_spot_ink(project: Path, look: str, edition: str) -> None:
    piece = made(project, look, edition)
    assert piece.report.plates == ("Black", "Größe 7")
    (project / "a.pdf").write_bytes(piece.data)
    run("qpdf", "--check", project / "a.pdf")
    run(
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r50",
        f"-sOutputFile={project}/sep.tif", project / "a.pdf",
    )  # fmt: skip
    found = {}
    for file in project.glob("sep*(*.tif"):
        with Image.open(file) as opened:
            width, height = opened.size
            found[file.name] = opened.convert("L").getpixel((width // 2, height * 2 // 5))
    ground = {name: level for name, level in found.items() if level != 255}
    assert list(ground.values()) == [153]  # 40 % of one ink, and it is no process ink
    assert not any(ink in "".join(ground) for ink in ("Cyan", "Magenta", "Yellow", "Black"))


def test_x_1a_takes_no_ink_in_lab(project: Path) -> None:
    with pytest.raises(Refused, match='"Größe 7" is described in Lab'):
        made(project, "lab: [60, -30, 40]", "press-x1a")
