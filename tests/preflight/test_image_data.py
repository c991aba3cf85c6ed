"""Images whose data break off are found, and whole ones are not."""

import io
import zlib

import pytest
from PIL import Image

from generator.cache import NO_CACHE, Cache
from generator.pdfobjects.file import open_file
from generator.pdfobjects.values import Stream
from generator.preflight.painting.image_data import ImageFaultInputs
from tests.checked import check
from tests.declared_inputs import assert_fields_count
from tests.preflight.samples import press, write
from tests.preflight.test_rules import painted


def messages(entries: bytes, data: bytes, **objects: object) -> list[str]:
    """What is wrong with the drawing of a page on which an image is placed."""
    image = {"i": (entries, data)} | objects
    placed = painted(b"5 0 0 5 40 40 cm /I Do", b"/XObject << /I @i >>", **image)
    problems = check(write(placed(press())), "press-coated").problems
    return [problem.message for problem in problems if problem.rule == "content"]


def encoded(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(out, kind)
    return out.getvalue()


GRAY = b"/Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceGray "
PIXELS = bytes(range(64)) * 64
PACKED = b"/Filter /FlateDecode "
BREAKS_OFF = "an image that breaks off after 50 % of its pixels"
PNG_ROWS = b"".join(b"\0" + PIXELS[start : start + 64] for start in range(0, 4096, 64))
IMAGES = {
    "pixels": (GRAY, PIXELS, PIXELS[:2048], BREAKS_OFF),
    "packed pixels": (GRAY + PACKED, zlib.compress(PIXELS), zlib.compress(PIXELS[:2048]),
                      BREAKS_OFF),
    "pixels packed row by row": (
        GRAY + PACKED + b"/DecodeParms << /Predictor 15 /Columns 64 >>", zlib.compress(PNG_ROWS),
        zlib.compress(PNG_ROWS[:2080]), BREAKS_OFF),
    "a photograph": (GRAY + b"/Filter /DCTDecode", encoded("JPEG"), encoded("JPEG")[:-900],
                     "a JPEG that breaks off"),
    "a photograph in JPEG 2000": (
        GRAY + b"/Filter /JPXDecode", encoded("JPEG2000"), encoded("JPEG2000")[:-900],
        "a JPEG 2000 that breaks off"),
    "a photograph without its end mark": (
        GRAY + b"/Filter /DCTDecode", encoded("JPEG")[:-2], encoded("JPEG")[:-900],
        "a JPEG that breaks off"),
}  # fmt: skip


@pytest.mark.parametrize("case", IMAGES)
def test_an_image_that_was_cut_short_is_an_error(case: str) -> None:
    """It prints in part, or not at all."""
    entries, whole, short, message = IMAGES[case]
    assert messages(entries, short) == [f"page 1: {message}"]
    assert messages(entries, whole) == []


def test_a_mask_of_an_image_that_was_cut_short_is_an_error() -> None:
    found = messages(GRAY + b"/SMask @m", PIXELS, m=(GRAY, PIXELS[:2048]))
    assert found == [f"page 1: {BREAKS_OFF}"]


def test_each_image_has_its_own_fault() -> None:
    file = open_file(write(press()), cache=NO_CACHE)
    whole, short = Stream({}, PIXELS), Stream({}, PIXELS[:2048])
    one = ImageFaultInputs(b"whole", 64, 64, file, whole)
    assert_fields_count(one, row=128, rows=128)
    cache = Cache()
    assert cache.get(one) == ""
    assert cache.get(ImageFaultInputs(b"short", 64, 64, file, short)) == BREAKS_OFF
