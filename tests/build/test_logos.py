"""Leaflets with partners' logos, built as they are for a press and an office, and judged."""

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from generator.build.workshop import Workshop
from generator.content.document import Logo
from tests.judges import run
from tests.typeset import shipped

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
        picture.save(file)
    return Logo(str(file), "Ashdale Council")


@pytest.fixture(name="shop", scope="module")
def _shop() -> Workshop:
    return Workshop(shipped.ROOT)


@pytest.mark.parametrize("edition", ["press", "office"])
@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_a_leaflet_with_a_logo_passes_preflight(
    shop: Workshop, tmp_path: Path, kind: str, edition: str
) -> None:
    document = replace(shipped.document(), logos=(logo(tmp_path, kind),))
    made = shop.make(document, shipped.LEAFLET, "a4-roll-fold-dl", edition)
    assert made.report.passed
    page = pypdf.PdfReader(io.BytesIO(made.data)).pages[0]
    found = [each.get_object() for each in page["/Resources"]["/XObject"].values()]
    pixels = [each for each in found if each["/Subtype"] == "/Image"]
    assert len(pixels) == (kind == "png")
    if edition == "press":
        assert b"DeviceRGB" not in made.data
        assert {"Cyan", "Magenta", "Yellow", "Black"} == set(made.report.plates)
    (tmp_path / "a.pdf").write_bytes(made.data)
    run("qpdf", "--check", tmp_path / "a.pdf")
