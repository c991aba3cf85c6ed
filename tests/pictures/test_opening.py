"""Pictures from strangers: opened the right way up, or refused in words, whatever is in them."""

import hashlib
import struct
import zlib
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms
from pypdf import PdfWriter

from generator.bounded import Bounds, Child
from generator.cache import Cache
from generator.pictures import InkShape, OpenedPicture, open_file, opening
from generator.pictures.opening import InkInputs, OpenedInputs, look_at
from generator.pictures.raster import Raster, RasterInputs
from generator.vectors import Unusable
from tests.declared_inputs import assert_fields_count
from tests.outside_programs import needs

TURNED = {5, 6, 7, 8}


def opened(file: Path) -> OpenedPicture:
    return open_file(str(file), hashlib.sha256(file.read_bytes()).hexdigest(), cache=Cache())


def refused(file: Path) -> str:
    with pytest.raises(Unusable) as unusable:
        opened(file)
    assert unusable.value.hint
    return unusable.value.message


@pytest.mark.parametrize("kind", ["jpg", "png", "tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_is_measured_as_it_is_drawn(
    tmp_path: Path, kind: str, orientation: int
) -> None:
    from generator.pictures.raster import read

    file = tmp_path / f"a.{kind}"
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (60, 40), "navy").save(file, exif=exif)
    upright = (40, 60) if orientation in TURNED else (60, 40)
    assert opened(file)[:2] == upright
    assert read(str(file)).pixels.size == upright


WIDE = Path("/usr/share/color/icc/ghostscript/a98.icc")


@pytest.mark.parametrize("kind", ["jpg", "png", "tif"])
def test_a_photograph_in_adobe_rgb_is_brought_to_srgb(tmp_path: Path, kind: str) -> None:
    from generator.pictures.raster import read

    needs(str(WIDE))
    file = tmp_path / f"a.{kind}"
    Image.new("RGB", (8, 8), (0, 200, 0)).save(file, icc_profile=WIDE.read_bytes())
    found = read(str(file))
    assert found.jpeg == b""  # the file itself says another green
    red, green, _ = found.pixels.getpixel((4, 4))
    assert (red, green) != (0, 200)
    assert green > 200


def test_a_photograph_in_srgb_stays_as_it_is(tmp_path: Path) -> None:
    from generator.pictures.raster import read

    file = tmp_path / "a.jpg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (8, 8), (0, 200, 0)).save(file, icc_profile=profile)
    assert read(str(file)).jpeg == file.read_bytes()


def test_a_profile_that_is_none_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("RGB", (8, 8), "navy").save(file, icc_profile=b"no profile")
    assert "colour profile" in refused(file)


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these chunks between its header and its end."""
    pixels = zlib.compress(b"".join(b"\0" + bytes(30) for _ in range(10)))
    whole = [(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)), *chunks]
    whole += [(b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in whole
    )


CHUNKS = {
    b"gAMA": b"\0\0\xb1\x8f", b"pHYs": b"\0\0\x0b\x13\0\0\x0b\x13\1", b"cHRM": bytes(32),
    b"sRGB": b"\0", b"tRNS": bytes(6), b"acTL": bytes(8), b"fcTL": bytes(26), b"fdAT": bytes(9),
    b"eXIf": b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0", b"iCCP": b"x\0\0abc",
    b"iTXt": b"a\0\1\0\0\0abc", b"zTXt": b"a\0\0abc", b"PLTE": bytes(3), b"sBIT": bytes(3),
}  # fmt: skip


@pytest.mark.parametrize("name", CHUNKS, ids=lambda name: name.decode())
def test_a_chunk_cut_short_is_no_bug(tmp_path: Path, name: bytes) -> None:
    for length in range(len(CHUNKS[name]) + 1):
        file = tmp_path / "a.png"
        file.write_bytes(png((name, CHUNKS[name][:length])))
        found = look_at(str(file))
        assert isinstance(found, Unusable) or found[:2] == (10, 10)


def test_a_profile_that_unpacks_to_a_thousand_times_its_size(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(png((b"iCCP", b"x\0\0" + zlib.compress(bytes(200_000_000)))))
    assert refused(file) == "cannot be read as an image"


@pytest.mark.filterwarnings("error")
def test_more_pixels_than_anything_printed_needs(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("1", (13_000, 13_000)).save(file)
    assert refused(file) == "has 13000 × 13000 pixels, and at most 40 million are read"
    file.write_bytes(png().replace(struct.pack(">II", 10, 10), struct.pack(">II", 60_000, 60_000)))
    assert "pixels, and at most 40 million" in refused(file) or "cannot be read" in refused(file)


def written(content: bytes = b"0 0 9 9 re f") -> PdfWriter:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    stream = DecodedStreamObject()
    stream.set_data(content)
    page = writer.add_blank_page(9, 9)
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject()
    return writer


def test_a_pdf_that_is_locked_says_so(tmp_path: Path) -> None:
    """By RC4, and by AES with a password that nobody gave."""
    file = tmp_path / "a.pdf"
    writer = written()
    writer.encrypt("user", "owner", algorithm="RC4-128")
    writer.write(file)
    assert refused(file) == "is locked with a password"
    aes = b"/Filter/Standard/V 5/R 6/Length 256/P -4/O(%b)/U(%b)/OE(%b)/UE(%b)/Perms(%b)" % (
        b"o" * 48, b"u" * 48, b"o" * 32, b"u" * 32, b"p" * 16
    )  # fmt: skip
    file.write_bytes(
        b"%PDF-2.0\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
        b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<<" + aes + b">>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[(a)(a)]>>\n%%EOF"
    )
    assert refused(file) == "is locked with a password"


def test_a_pdf_that_opens_without_a_password_is_drawn(tmp_path: Path) -> None:
    plain, encrypted = tmp_path / "plain.pdf", tmp_path / "encrypted.pdf"
    written().write(plain)
    writer = written()
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(encrypted)
    assert opened(encrypted).vector == opened(plain).vector


@pytest.mark.parametrize("filters", ["/JBIG2Decode", "/Unknown", "/FlateDecode"])
def test_a_stream_that_cannot_be_unpacked(tmp_path: Path, filters: str) -> None:
    from pypdf.generic import NameObject

    file = tmp_path / "a.pdf"
    writer = written()
    writer.pages[0]["/Contents"].get_object()[NameObject("/Filter")] = NameObject(filters)
    writer.write(file)
    assert refused(file)


def test_forms_that_call_forms_are_counted(tmp_path: Path) -> None:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject

    writer = written(b"/F Do " * 10)
    inner = None
    for _ in range(9):
        form = DecodedStreamObject()
        form.set_data(b"/F Do " * 10 if inner else b"0 0 9 9 re f")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = RectangleObject((0, 0, 9, 9))
        resources = DictionaryObject()
        if inner is not None:
            resources[NameObject("/XObject")] = DictionaryObject({NameObject("/F"): inner})
        form[NameObject("/Resources")] = resources
        inner = writer._add_object(form)
    writer.pages[0]["/Resources"][NameObject("/XObject")] = DictionaryObject(
        {NameObject("/F"): inner}
    )
    file = tmp_path / "a.pdf"
    writer.write(file)
    assert "too detailed" in refused(file)


def test_a_file_that_takes_too_long_or_too_much_is_said_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.svg"
    file.write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>")
    with Child(Bounds(seconds=0.001)) as child:
        monkeypatch.setattr(opening, "_child", lambda: child)
        assert "could not be read in 0.001 seconds" in refused(file)


@pytest.mark.parametrize("kind", ["png", "jpg", "tif", "pdf", "svg"])
def test_spoilt_files_are_read_or_refused(tmp_path: Path, kind: str) -> None:
    luck = Random(kind)
    file = tmp_path / f"a.{kind}"
    if kind == "pdf":
        written().write(file)
    elif kind == "svg":
        file.write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g/></svg>")
    else:
        Image.effect_noise((40, 30), 50).convert("RGB").save(file)
    whole = file.read_bytes()
    for _ in range(60):
        spoilt = bytearray(whole)
        for _ in range(luck.randint(1, 4)):
            spoilt[luck.randrange(len(spoilt))] = luck.randrange(256)
        if luck.random() < 0.3:
            del spoilt[luck.randrange(len(spoilt)) :]
        file.write_bytes(spoilt)
        found = look_at(str(file))
        assert isinstance(found, OpenedPicture | Unusable)
        if isinstance(found, Unusable):
            assert found.hint
            assert not found.message.endswith(".")


@pytest.mark.parametrize("inputs", [OpenedInputs, RasterInputs])
def test_a_file_that_has_changed_is_opened_anew(
    tmp_path: Path, inputs: type[OpenedInputs | RasterInputs]
) -> None:
    file, cache = tmp_path / "a.png", Cache()
    Image.new("L", (8, 8)).save(file)
    first = cache.get(inputs(str(file), "first"))
    Image.new("L", (9, 8)).save(file)
    assert cache.get(inputs(str(file), "first")) is first
    found = cache.get(inputs(str(file), "second"))
    assert (found.pixels if isinstance(found, Raster) else found).width == 9


def test_one_file_under_two_names_may_be_a_drawing_under_one(tmp_path: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    (tmp_path / "a.svg").write_bytes(drawing)
    other = tmp_path / "a.png"
    other.write_bytes(drawing)
    base = OpenedInputs(str(tmp_path / "a.svg"), "digest")
    assert_fields_count(base, path=str(other))


def test_the_ink_of_a_drawing_is_looked_for_when_somebody_asks(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        '<rect x="5" y="0" width="5" height="10"/></svg>'
    )
    cache = Cache()
    assert open_file(str(file), "digest", cache, inked=False).ink == InkShape()
    ink = open_file(str(file), "digest", cache).ink
    assert (ink.left, ink.top, ink.width, ink.height) == (0.5, 0, 0.5, 1)
    base = InkInputs(str(file), "digest")
    other = tmp_path / "b.svg"
    other.write_text(file.read_text().replace('x="5"', 'x="0"'))
    assert_fields_count(base, path=str(other))
