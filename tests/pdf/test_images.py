"""Pictures in the file hold the pixels they came with, or are refused by name."""

import hashlib
import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image as Pillow

from generator.page import Image
from generator.pdf import write
from generator.problems import Refused, Span
from tests.judges import run
from tests.pdf.artwork import COATED, CYAN, OFFICE, PRESS, artwork, page, rectangle


def place(file: Path) -> Image:
    digest = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
    return Image(str(file), digest, 20, 10, 30, 20, "a crest", Span("areas/x.yaml", 4, 2))


def saved(folder: Path, mode: str, colour: object, kind: str = "png", **how: object) -> Path:
    file = folder / f"crest.{kind}"
    Pillow.new(mode, (30, 20), colour).save(file, **how)
    return file


def embedded(data: bytes) -> pypdf.generic.StreamObject:
    (image,) = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/XObject"].values()
    return image.get_object()


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "space"),
    [
        ("L", 90, "png", "/DeviceGray"),
        ("L", 90, "jpg", "/DeviceGray"),
        ("1", 0, "tif", "/DeviceGray"),
        ("CMYK", (255, 0, 0, 0), "tif", "/DeviceCMYK"),
        ("CMYK", (255, 0, 0, 0), "jpg", "/DeviceCMYK"),
        ("RGB", (90, 90, 90), "png", "/DeviceGray"),
    ],
)
def test_gray_and_four_inks_go_to_press(
    tmp_path: Path, mode: str, colour: object, kind: str, space: str
) -> None:
    data = write(artwork(page(place(saved(tmp_path, mode, colour, kind)))), PRESS, COATED)
    assert embedded(data)["/ColorSpace"] == space
    (tmp_path / "a.pdf").write_bytes(data)
    run("qpdf", "--check", tmp_path / "a.pdf")


@pytest.mark.parametrize("kind", ["tif", "jpg"])
def test_the_inks_of_a_cmyk_picture_are_not_turned_over(tmp_path: Path, kind: str) -> None:
    file = saved(tmp_path, "CMYK", (255, 0, 0, 0), kind)
    (tmp_path / "a.pdf").write_bytes(write(artwork(page(place(file))), PRESS, COATED))
    out = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=inkcov", "-o", "-", tmp_path / "a.pdf")
    cyan, *others = map(float, out.split()[:4])
    assert cyan == pytest.approx(0.1, abs=0.002)
    assert others == pytest.approx([0, 0, 0], abs=0.002)


def test_a_picture_lies_in_its_place_the_right_way_up(tmp_path: Path) -> None:
    picture = Pillow.new("RGB", (30, 20), (255, 255, 255))
    picture.paste((255, 0, 0), (0, 0, 15, 10))
    picture.save(tmp_path / "crest.png")
    with pypdfium2.PdfDocument(
        write(artwork(page(place(tmp_path / "crest.png"))), OFFICE)
    ) as document:
        rendered = document[0].render(scale=10 * 25.4 / 72).to_pil().convert("RGB")
    assert rendered.getpixel((205, 105)) == (255, 0, 0)
    assert rendered.getpixel((340, 195)) == (255, 0, 0)
    assert rendered.getpixel((360, 105)) == rendered.getpixel((205, 210)) == (255, 255, 255)
    assert rendered.getpixel((195, 105)) == (255, 255, 255)


def test_what_lies_under_a_transparent_picture_shows_through(tmp_path: Path) -> None:
    picture = Pillow.new("LA", (30, 20), (0, 0))
    picture.paste((0, 255), (0, 0, 15, 20))
    picture.save(tmp_path / "crest.png")
    piece = artwork(page(rectangle(0, 0, 100, 60, CYAN), place(tmp_path / "crest.png")))
    with pypdfium2.PdfDocument(write(piece, OFFICE)) as document:
        rendered = document[0].render(scale=10 * 25.4 / 72).to_pil().convert("RGB")
    assert rendered.getpixel((250, 200)) == (0, 0, 0)
    assert rendered.getpixel((450, 200)) == CYAN.rgb
    assert b"DeviceRGB" not in write(piece, PRESS, COATED)


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_rgb_is_refused_in_a_press_file_at_its_place_in_the_yaml(tmp_path: Path, kind: str) -> None:
    with pytest.raises(Refused, match="is in RGB") as refused:
        write(artwork(page(place(saved(tmp_path, "RGB", (200, 20, 20), kind)))), PRESS, COATED)
    assert refused.value.problems[0].span == Span("areas/x.yaml", 4, 2)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("crest.svg", b"<svg/>", "is a drawing"),
        ("crest.png", b"not a picture", "is not a picture"),
        ("crest.png", b"\x89PNG\r\n\x1a\n", "is not a picture"),
        ("crest.png", None, "cannot be read"),
    ],
)
def test_what_is_not_a_picture_is_refused(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=message):
        write(artwork(page(place(tmp_path / name))), OFFICE)


def test_sixteen_bits_are_refused_rather_than_cut(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="8 bits"):
        write(artwork(page(place(saved(tmp_path, "I;16", 40000)))), OFFICE)
