"""Partners' drawings in the file: sharp at any size, in the edition's colours, in their place."""

import hashlib
import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from generator.cache import Cache
from generator.page import Image
from generator.pdf import write
from generator.problems import Refused
from tests.outside_programs import run
from tests.pdf.artwork import COATED, OFFICE, PRESS, artwork, page

CREST = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">
<rect width="150" height="100" fill="#ff0000"/>
<rect x="150" y="100" width="150" height="100" fill="#808080"/>
<path d="M200 20h60v60h-60z M220 40h20v20h-20z" fill-rule="evenodd" fill="black"/>
</svg>"""


def place(file: Path) -> Image:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Image(str(file), digest, 20, 10, 30, 20, "a crest", "area:logos.0.file")


@pytest.fixture(name="crest")
def _crest(tmp_path: Path) -> Path:
    file = tmp_path / "crest.svg"
    file.write_text(CREST)
    return file


def form(data: bytes) -> pypdf.generic.StreamObject:
    (found,) = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/XObject"].values()
    return found.get_object()


@pytest.mark.parametrize("again", [False, True], ids=["svg", "pdf"])
def test_a_drawing_lies_in_its_place_the_right_way_up(crest: Path, again: bool) -> None:
    """Also when a page of ours, which is a PDF with the logo in it, is the logo."""
    if again:
        made = write(artwork(page(place(crest))), OFFICE, cache=Cache())
        crest = crest.with_suffix(".pdf")
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(made))
        left, top = 20 * 72 / 25.4, float(writer.pages[0].mediabox.top) - 10 * 72 / 25.4
        box = (left, top - 20 * 72 / 25.4, left + 30 * 72 / 25.4, top)
        writer.pages[0].cropbox = pypdf.generic.RectangleObject(box)
        writer.write(crest)
    data = write(artwork(page(place(crest))), OFFICE, cache=Cache())
    assert form(data)["/Subtype"] == "/Form"
    with pypdfium2.PdfDocument(data) as document:
        rendered = document[0].render(scale=10 * 25.4 / 72).to_pil().convert("RGB")
    assert rendered.getpixel((205, 105)) == rendered.getpixel((345, 195)) == (255, 0, 0)
    assert rendered.getpixel((355, 205)) == rendered.getpixel((495, 295)) == (128, 128, 128)
    assert rendered.getpixel((410, 130)) == (0, 0, 0)
    assert rendered.getpixel((430, 150)) == (255, 255, 255)  # the hole
    assert rendered.getpixel((205, 295)) == rendered.getpixel((195, 105)) == (255, 255, 255)


def test_on_a_press_it_is_in_inks_and_its_grays_in_black_alone(crest: Path) -> None:
    data = write(artwork(page(place(crest))), PRESS, COATED, cache=Cache())
    content = form(data).get_data().decode()
    assert " rg" not in content
    fills = [line for line in content.splitlines() if line.endswith(" k")]
    red, gray, black = ([float(part) for part in line.split()[:4]] for line in fills)
    assert red == pytest.approx([0, 0.97, 0.98, 0], abs=0.02)
    assert gray == pytest.approx([0, 0, 0, 1 - 128 / 255], abs=1e-3)
    assert black == [0, 0, 0, 1]
    (crest.parent / "a.pdf").write_bytes(data)
    run("qpdf", "--check", crest.parent / "a.pdf")


def test_inks_of_a_drawing_stay_as_they_were_given(crest: Path) -> None:
    file = crest.with_suffix(".pdf")
    file.write_bytes(write(artwork(page(place(crest))), PRESS, COATED, cache=Cache()))
    first = (
        form(write(artwork(page(place(crest))), PRESS, COATED, cache=Cache())).get_data().decode()
    )
    again = (
        form(write(artwork(page(place(file))), PRESS, COATED, cache=Cache())).get_data().decode()
    )
    assert [line for line in again.splitlines() if line.endswith(" k")] == [
        line for line in first.splitlines() if line.endswith(" k")
    ]


def test_the_same_drawing_twice_is_in_the_file_once(crest: Path) -> None:
    once = write(artwork(page(place(crest))), OFFICE, cache=Cache())
    twice = write(artwork(page(place(crest), place(crest))), OFFICE, cache=Cache())
    assert len(twice) - len(once) < 200


def test_a_drawing_that_cannot_be_read_is_refused_at_its_place_in_the_yaml(crest: Path) -> None:
    crest.write_text("<svg/>")
    with pytest.raises(Refused, match="is not SVG") as refused:
        write(artwork(page(place(crest))), OFFICE, cache=Cache())
    assert refused.value.problems[0].key == "area:logos.0.file"
