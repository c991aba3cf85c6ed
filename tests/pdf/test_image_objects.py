"""Pictures in the file hold the pixels they came with, or are refused by name."""

import hashlib
import io
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image as Pillow

from generator.cache import Cache
from generator.colour import Intent
from generator.design.editions import Edition
from generator.page import Image
from generator.pdf import write
from generator.pdf.rgb_to_cmyk import Press, separated
from generator.problems import Refused
from tests.outside_programs import run
from tests.pdf.artwork import COATED, CYAN, OFFICE, PRESS, ROOT, X1A, artwork, page, rectangle
from tests.pdf.plates import ink, plates
from tests.values import replace


def place(file: Path) -> Image:
    digest = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
    return Image(str(file), digest, 20, 10, 30, 20, "a crest", "area:logos.0.file")


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
    data = write(
        artwork(page(place(saved(tmp_path, mode, colour, kind)))), PRESS, COATED, cache=Cache()
    )
    assert embedded(data)["/ColorSpace"] == space
    (tmp_path / "a.pdf").write_bytes(data)
    run("qpdf", "--check", tmp_path / "a.pdf")


@pytest.mark.parametrize("kind", ["tif", "jpg"])
def test_the_inks_of_a_cmyk_picture_are_not_turned_over(tmp_path: Path, kind: str) -> None:
    file = saved(tmp_path, "CMYK", (255, 0, 0, 0), kind)
    (tmp_path / "a.pdf").write_bytes(
        write(artwork(page(place(file))), PRESS, COATED, cache=Cache())
    )
    out = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=inkcov", "-o", "-", tmp_path / "a.pdf")
    cyan, *others = map(float, out.split()[:4])
    assert cyan == pytest.approx(0.1, abs=0.002)
    assert others == pytest.approx([0, 0, 0], abs=0.002)


def test_a_picture_lies_in_its_place_the_right_way_up(tmp_path: Path) -> None:
    picture = Pillow.new("RGB", (30, 20), (255, 255, 255))
    picture.paste((255, 0, 0), (0, 0, 15, 10))
    picture.save(tmp_path / "crest.png")
    with pypdfium2.PdfDocument(
        write(artwork(page(place(tmp_path / "crest.png"))), OFFICE, cache=Cache())
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
    with pypdfium2.PdfDocument(write(piece, OFFICE, cache=Cache())) as document:
        rendered = document[0].render(scale=10 * 25.4 / 72).to_pil().convert("RGB")
    assert rendered.getpixel((250, 200)) == (0, 0, 0)
    assert rendered.getpixel((450, 200)) == CYAN.rgb
    assert b"DeviceRGB" not in write(piece, PRESS, COATED, cache=Cache())


def inks(tmp_path: Path, data: bytes) -> list[float]:
    """Share of the page that each ink covers, as Ghostscript sees it."""
    (tmp_path / "a.pdf").write_bytes(data)
    out = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=ink_cov", "-o", "-", tmp_path / "a.pdf")
    return [float(each) / 10 for each in out.split()[:4]]  # of the picture, a tenth of the page


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_rgb_goes_to_press_through_the_profile_of_its_condition(tmp_path: Path, kind: str) -> None:
    """Pure red is magenta and yellow on coated paper, as the profile has it."""
    data = write(
        artwork(page(place(saved(tmp_path, "RGB", (255, 0, 0), kind)))),
        PRESS,
        COATED,
        cache=Cache(),
    )
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
    made = separated(picture, Press(COATED.icc, b"", limit), "relative", Cache())
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
        if sum(other) <= (limit - 1) * 2.55 - 1
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
        write(
            artwork(page(place(saved(tmp_path, "RGB", (200, 20, 20), kind)))),
            edition,
            cache=Cache(),
        )
    assert refused.value.problems[0].key == "area:logos.0.file"


def test_an_office_printer_gets_the_pixels_as_they_are(tmp_path: Path) -> None:
    data = write(artwork(page(place(saved(tmp_path, "RGB", (200, 20, 20))))), OFFICE, cache=Cache())
    assert embedded(data)["/ColorSpace"] == "/DeviceRGB"
    assert embedded(data).get_data()[:3] == bytes((200, 20, 20))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("crest.png", b"not a picture", "cannot be read as an image"),
        ("crest.png", b"\x89PNG\r\n\x1a\n", "cannot be read as an image"),
        ("crest.png", None, "cannot be read"),
    ],
)
def test_what_is_not_a_picture_is_refused(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=message):
        write(artwork(page(place(tmp_path / name))), OFFICE, cache=Cache())


def deep(folder: Path, mode: str, kind: str) -> Path:
    """A picture of 16 bits per channel, which Pillow writes of gray alone."""
    file = folder / f"crest.{kind}"
    if mode == "I;16":
        Pillow.new("I;16", (30, 20), 40000).save(file)
        return file
    count = len(mode)
    rows = b"".join(b"\0" + b"\x9c\x40" * 30 * count for _ in range(20))

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    colour = {"LA": 4, "RGB": 2, "RGBA": 6}[mode]
    header = struct.pack(">IIBBBBB", 30, 20, 16, colour, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts))
    return file


@pytest.mark.parametrize(
    ("mode", "kind"), [("I;16", "png"), ("I;16", "tif"), ("RGB", "png"), ("RGBA", "png")]
)
def test_sixteen_bits_are_refused_rather_than_cut(tmp_path: Path, mode: str, kind: str) -> None:
    with pytest.raises(Refused, match="more than 8 bits per channel") as refused:
        write(artwork(page(place(deep(tmp_path, mode, kind)))), OFFICE, cache=Cache())
    assert refused.value.problems[0].key == "area:logos.0.file"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_a_picture_that_is_see_through_everywhere_is_refused(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "crest.png"
    Pillow.new("RGBA", (30, 20)).convert(mode).save(file, transparency=0 if mode == "P" else None)
    with pytest.raises(Refused, match="see-through everywhere"):
        write(artwork(page(place(file))), OFFICE, cache=Cache())


@pytest.mark.parametrize("edition", [PRESS, X1A, OFFICE], ids=["x4", "x1a", "office"])
@pytest.mark.parametrize("kind", ["png", "tif"])
def test_one_bit_stays_one_bit(tmp_path: Path, kind: str, edition: Edition) -> None:
    picture = Pillow.new("1", (30, 20), 1)
    picture.paste(0, (0, 0, 15, 20))
    picture.save(tmp_path / f"crest.{kind}")
    intent = None if edition is OFFICE else COATED
    data = write(artwork(page(place(tmp_path / f"crest.{kind}"))), edition, intent, cache=Cache())
    image = embedded(data)
    assert (image["/BitsPerComponent"], image["/ColorSpace"]) == (1, "/DeviceGray")
    assert len(image.get_data()) == 4 * 20
    if intent:
        assert inks(tmp_path, data) == pytest.approx([0, 0, 0, 0.5], abs=0.01)


# --- CMYK as it was given -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["tif", "jpg"])
def test_given_inks_are_untouched_number_by_number(tmp_path: Path, kind: str) -> None:
    """Whatever the condition, though the file says it was made for another."""
    steps = [(30, 60, 90, 12), (200, 10, 120, 40), (0, 0, 0, 255), (255, 0, 0, 0)]
    picture = Pillow.new("CMYK", (32, 16))
    for index, step in enumerate(steps):
        picture.paste(step, (index * 8, 0, index * 8 + 8, 16))
    own = (ROOT / "layouts/press/IFRA26S_2004_newsprint.icc").read_bytes()
    how: dict[str, object] = {"quality": 100, "subsampling": 0} if kind == "jpg" else {}
    picture.save(tmp_path / f"crest.{kind}", icc_profile=own, **how)
    piece = artwork(page(place(tmp_path / f"crest.{kind}")))
    found = plates(piece, tmp_path)
    for index, step in enumerate(steps):
        x = 20 + 30 * (index * 8 + 4) / 32
        got = [ink(found[name], x, 20) * 2.55 for name in ("Cyan", "Magenta", "Yellow", "Black")]
        assert got == pytest.approx(step, abs=2)
    assert b"ICCBased" not in write(piece, PRESS, COATED, cache=Cache())


@pytest.mark.parametrize("transform", [0, 2], ids=["CMYK", "YCCK"])
def test_a_jpeg_of_inks_goes_in_as_it_is_with_its_inversion(tmp_path: Path, transform: int) -> None:
    """Adobe's programs write both kinds inverted; the reader undoes what Decode says."""
    file = saved(tmp_path, "CMYK", (255, 0, 0, 0), "jpg", quality=100)
    data = file.read_bytes()
    at = data.index(b"Adobe") + 11
    if transform == 2:  # the same samples, read as YCCK: Y 0, Cb and Cr 255 are another colour
        file.write_bytes(data[:at] + b"\2" + data[at + 1 :])
    image = embedded(write(artwork(page(place(file))), PRESS, COATED, cache=Cache()))
    assert image["/Filter"] == "/DCTDecode"
    assert image["/Decode"] == [1, 0] * 4
    assert image._data == file.read_bytes()


def heavy(folder: Path, kind: str = "tif", size: int = 2) -> Path:
    """A picture at 10 pixels per mm, with 340 % in a square of so many mm at its right foot."""
    picture = Pillow.new("CMYK", (300, 200), (120, 100, 90, 20))
    width = round(size * 10)
    picture.paste((230, 230, 230, 177), (300 - width, 200 - width, 300, 200))
    file = folder / f"photo.{kind}"
    picture.save(file)
    return file


@pytest.mark.parametrize("kind", ["tif", "jpg"])
def test_more_ink_than_the_paper_takes_is_refused_with_its_place(tmp_path: Path, kind: str) -> None:
    coated = replace(COATED, ink_limit=300)
    piece = artwork(page(place(heavy(tmp_path, kind))))
    with pytest.raises(Refused) as refused:
        write(piece, PRESS, coated, cache=Cache())
    (problem,) = refused.value.problems
    assert (problem.rule, problem.key) == ("image-ink", "area:logos.0.file")
    assert problem.found in {"340 %", "341 %"}
    assert problem.limit == "300 %"
    (detail,) = problem.details
    x, y = map(float, re.findall(r"[\d.]+(?= mm)", detail))
    assert 28 <= x <= 30
    assert 18 <= y <= 20
    assert write(piece, PRESS, replace(coated, ink_limit=345), cache=Cache())
    assert write(piece, OFFICE, cache=Cache())


def test_specks_over_the_limit_dry(tmp_path: Path) -> None:
    """Dots are checked by the half millimetre, as they lie on the sheet."""
    picture = Pillow.new("CMYK", (300, 200), (0, 0, 0, 0))
    for x in range(0, 300, 5):
        picture.putpixel((x, 100), (255, 255, 255, 255))
    picture.save(tmp_path / "photo.tif")
    piece = artwork(page(place(tmp_path / "photo.tif")))
    assert write(piece, PRESS, replace(COATED, ink_limit=240), cache=Cache())


def test_a_drawing_with_too_much_ink_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(b"1 .9 .8 .7 k 0 0 300 200 re f")
    side = writer.add_blank_page(300, 200)
    side[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    writer.write(tmp_path / "crest.pdf")
    piece = artwork(page(place(tmp_path / "crest.pdf")))
    with pytest.raises(Refused, match="has a colour of 340 % ink, and the paper takes 300 %"):
        write(piece, PRESS, replace(COATED, ink_limit=300), cache=Cache())
    assert write(piece, PRESS, replace(COATED, ink_limit=340), cache=Cache())


# --- intents --------------------------------------------------------------------------------------


def test_a_picture_chooses_how_its_colours_give_way(tmp_path: Path) -> None:
    """Littlecms called by itself gives the colours to expect."""
    from PIL import ImageCms

    uncoated = replace(COATED, icc=str(ROOT / "layouts/press/FOGRA47L_uncoated.icc"))
    picture = Pillow.new("RGB", (30, 20), (20, 60, 220))
    picture.save(tmp_path / "photo.png")
    got: dict[Intent, tuple[int, ...]] = {}
    intents: tuple[Intent, ...] = ("perceptual", "relative", "saturation", "absolute")
    for number, intent in enumerate(intents):
        placed = replace(place(tmp_path / "photo.png"), intent=intent)
        data = embedded(write(artwork(page(placed)), PRESS, uncoated, cache=Cache())).get_data()
        got[intent] = tuple(data[:4])
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if intent != "absolute" else 0
        transform = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), uncoated.icc, "RGB", "CMYK",
            renderingIntent=number, flags=flags,
        )  # fmt: skip
        wanted = ImageCms.applyTransform(picture, transform)
        assert wanted is not None
        assert got[intent] == wanted.getpixel((0, 0))
    assert len(set(got.values())) >= 3


def test_the_same_picture_with_another_intent_is_another_picture(tmp_path: Path) -> None:
    file = saved(tmp_path, "RGB", (20, 60, 220))
    one, other = place(file), replace(place(file), intent="absolute", y=35)
    data = write(artwork(page(one, other)), PRESS, COATED, cache=Cache())
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/XObject"]) == 2
