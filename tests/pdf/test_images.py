"""Pictures in the file hold the pixels they came with, or are refused by name."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image as Pillow

from generator.design.editions import Edition
from generator.page import Image
from generator.pdf import write
from generator.pdf.separation import Press, separated
from generator.problems import Refused, Span
from tests.judges import run
from tests.pdf.artwork import COATED, CYAN, OFFICE, PRESS, ROOT, artwork, page, rectangle


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


def inks(tmp_path: Path, data: bytes) -> list[float]:
    """Share of the page that each ink covers, as Ghostscript sees it."""
    (tmp_path / "a.pdf").write_bytes(data)
    out = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=ink_cov", "-o", "-", tmp_path / "a.pdf")
    return [float(each) / 10 for each in out.split()[:4]]  # of the picture, a tenth of the page


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_rgb_goes_to_press_through_the_profile_of_its_condition(tmp_path: Path, kind: str) -> None:
    """Pure red is magenta and yellow on coated paper, as the profile has it."""
    data = write(artwork(page(place(saved(tmp_path, "RGB", (255, 0, 0), kind)))), PRESS, COATED)
    assert embedded(data)["/ColorSpace"] == "/DeviceCMYK"
    assert b"DeviceRGB" not in data
    cyan, magenta, yellow, black = inks(tmp_path, data)
    assert (magenta, yellow) == (pytest.approx(0.97, abs=0.02), pytest.approx(0.98, abs=0.02))
    assert cyan == pytest.approx(0, abs=0.01)
    assert black == pytest.approx(0, abs=0.01)


def separated_(*colours: tuple[int, int, int], limit: float = 300, **info: object) -> list[Any]:
    """Each colour's inks, 0 to 255."""
    picture = Pillow.new("RGB", (len(colours), 1))
    for x, colour in enumerate(colours):
        picture.putpixel((x, 0), colour)
    picture.info |= info
    made = separated(picture, Press(COATED.icc, b"", limit))
    return [made.getpixel((x, 0)) for x in range(len(colours))]


def test_what_is_gray_is_black_ink_alone() -> None:
    red, *grays = separated_((200, 20, 20), (0, 0, 0), (128, 128, 128), (90, 92, 89), (255,) * 3)
    assert red[1] > 200
    assert grays == [(0, 0, 0, 255), (0, 0, 0, 127), (0, 0, 0, 163), (0, 0, 0, 0)]
    assert separated_((0, 0, 0), (90, 91, 90)) == [0, 91]  # the whole picture is gray


@pytest.mark.parametrize("limit", [240, 280, 300])
def test_no_pixel_has_more_ink_than_the_paper_takes(limit: float) -> None:
    steps = range(0, 256, 15)
    colours = [(red, green, blue) for red in steps for green in steps for blue in steps]
    made = separated_(*colours, limit=limit)
    assert max(sum(pixel) for pixel in made) <= limit * 2.55
    unlimited = separated_(*colours, limit=400)
    assert max(sum(pixel) for pixel in unlimited) > limit * 2.55
    assert all(
        one == other
        for one, other in zip(made, unlimited, strict=True)
        if sum(other) <= limit * 2.55 - 1
    )


def test_a_picture_with_a_profile_of_its_own_is_converted_from_that() -> None:
    """In linear light the same numbers are a lighter colour; a damaged profile counts as none."""
    from PIL import ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = separated_((200, 20, 20), (0, 0, 0))
    assert separated_((200, 20, 20), (0, 0, 0), icc_profile=b"damaged") == plain
    assert separated_((200, 20, 20), (0, 0, 0), icc_profile=lab) == plain
    own = (ROOT / "layouts/press/sRGB.icc").read_bytes()
    for tag in (b"rXYZ", b"gXYZ", b"bXYZ"):
        assert tag in own
    swapped = own.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")
    assert separated_((200, 20, 20), (0, 0, 0), icc_profile=swapped)[0][0] > 150  # red is green


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_rgb_is_refused_where_no_condition_says_how_it_prints(tmp_path: Path, kind: str) -> None:
    edition = Edition(title="inks", colours="cmyk", profile="press-coated")
    with pytest.raises(Refused, match="is in RGB") as refused:
        write(artwork(page(place(saved(tmp_path, "RGB", (200, 20, 20), kind)))), edition)
    assert refused.value.problems[0].span == Span("areas/x.yaml", 4, 2)


def test_an_office_printer_gets_the_pixels_as_they_are(tmp_path: Path) -> None:
    data = write(artwork(page(place(saved(tmp_path, "RGB", (200, 20, 20))))), OFFICE)
    assert embedded(data)["/ColorSpace"] == "/DeviceRGB"
    assert embedded(data).get_data()[:3] == bytes((200, 20, 20))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
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
