"""Leaflets with partners' logos, built as they are for a press and an office, and checked."""

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from generator.content.document import Logo
from generator.jobs.project import Project
from generator.problems import Refused
from tests.checked import CACHE
from tests.outside_programs import run
from tests.typeset import shipped
from tests.values import replace

CREST = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">'
    '<rect width="300" height="200" fill="#004b93"/><circle cx="150" cy="100" r="60" fill="#fff"/>'
    '<path d="M100 90h100v20h-100z"/></svg>'
)


def logo(folder: Path, kind: str) -> Logo:
    file = folder / f"crest.{kind}"
    if kind == "svg":
        file.write_text(CREST)
    elif kind == "pdf":
        writer = pypdf.PdfWriter()
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(b"1 .6 0 .2 k 0 0 300 200 re f 0 g 100 90 100 20 re f")
        page = writer.add_blank_page(300, 200)
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
        writer.write(file)
    else:
        picture = Image.new("RGB", (600, 400), (0, 75, 147))
        picture.paste((0, 0, 0), (200, 180, 400, 220))
        if kind == "soft.png":  # its edges fade
            fading = Image.radial_gradient("L").resize(picture.size)
            picture.putalpha(fading.point([255 - level for level in range(256)]))
        if kind == "inks.jpg":
            picture = picture.convert("CMYK")
        picture.save(file)
    return Logo(str(file), "Ashdale Council")


@pytest.fixture(name="project", scope="module")
def _project() -> Project:
    return Project.open(shipped.ROOT, CACHE)


@pytest.mark.parametrize("edition", ["press", "press-x1a", "office"])
@pytest.mark.parametrize("kind", ["svg", "pdf", "png", "jpg", "tif", "soft.png", "inks.jpg"])
def test_a_leaflet_with_a_logo_passes_preflight(
    project: Project, tmp_path: Path, kind: str, edition: str
) -> None:
    document = replace(shipped.document(), logos=(logo(tmp_path, kind),))
    made = project.make(document, shipped.LEAFLET, "a4-roll-fold-dl", edition)
    assert made.report.passed
    page = pypdf.PdfReader(io.BytesIO(made.data)).pages[0]
    found = [each.get_object() for each in page["/Resources"]["/XObject"].values()]
    pixels = [each for each in found if each["/Subtype"] == "/Image"]
    assert len(pixels) == (kind not in {"svg", "pdf"})
    if edition != "office":
        assert b"DeviceRGB" not in made.data
        assert {"Cyan", "Magenta", "Yellow", "Black"} == set(made.report.plates)
    if edition == "press-x1a":
        assert b"/SMask" not in made.data
    (tmp_path / "a.pdf").write_bytes(made.data)
    run("qpdf", "--check", tmp_path / "a.pdf")


def test_the_darkest_of_a_logo_is_as_dark_as_its_paper_takes(
    project: Project, tmp_path: Path
) -> None:
    """A picture in four inks that coated paper takes and uncoated paper does not."""
    file = tmp_path / "crest.tif"
    Image.new("CMYK", (600, 400), (200, 190, 190, 155)).save(file)  # 288 %
    place = shipped.document().span("area:title")
    logo = Logo(str(file), "Ashdale Council", "area:title")
    document = replace(shipped.document(), logos=(logo,))
    assert project.make(document, shipped.LEAFLET, "a4-roll-fold-dl", "press").report.passed
    with pytest.raises(Refused) as refused:
        project.make(document, shipped.LEAFLET, "a4-roll-fold-dl", "press-uncoated")
    (problem,) = [each for each in refused.value.problems if each.is_error]
    assert (problem.rule, problem.span, problem.limit) == ("image-ink", place, "280 %")
