"""Raster images as Image XObjects: in a press file four inks or gray, never RGB.

Nothing is converted by rule of thumb: RGB goes to press through the profile of its printing
condition. A JPEG goes in as it is where it can; other files as the pixels they hold; transparency
as a soft mask in gray. What cannot be placed exactly is refused.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.page import Image as Placed
from generator.pdf.objects import deflated, stream
from generator.pdf.separation import Press, separated
from generator.problems import Problem, Refused, Span, error

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACES: Final = {"1": "DeviceGray", "L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


class Picture(NamedTuple):
    """An image among the resources. `body` is the object, without its reference to `mask`, the
    object of its soft mask (empty if it is opaque): `entries` and `data` in between."""

    key: str
    entries: bytes
    data: bytes
    mask: bytes = b""

    def body(self, mask_number: int) -> bytes:
        """The object; `mask_number` is where the file holds the mask, if there is one."""
        masked = b"/SMask %d 0 R" % mask_number if self.mask else b""
        return stream(self.data, self.entries + masked)


def picture(image: Placed, press: Press | None) -> Picture:
    """The object for an image placed on a page, in inks if it is for a `press`. Raises Refused
    if it cannot go in the file."""
    try:
        return _picture(image.path, image.digest, press)
    except _Unusable as unusable:
        raise Refused([unusable.problem(image.span)]) from None


class _Unusable(Exception):
    """An image that cannot go in, before it is known where it was asked for."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint

    def problem(self, span: Span | None) -> Problem:
        return error("image", self.message, span, self.hint)


@lru_cache(maxsize=64)
def _picture(path: str, digest: str, press: Press | None) -> Picture:
    """The object for a file's bytes; `digest` is theirs, so that a changed file is read anew."""
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise _Unusable(
            f'"{file.name}" cannot be read: {problem.strerror}', "check the path and the file"
        ) from None
    return _place(file.name, data, press)


def _place(name: str, data: bytes, press: Press | None) -> Picture:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _Unusable(
            f'"{name}" is not a picture that can be read', "export it anew as PNG, JPEG or TIFF"
        ) from None
    pixels, mask = _upright_pixels(name, opened)
    if press and pixels.mode == "RGB":
        pixels = separated(pixels, press) if press.converts else _neutral(name, pixels)
    entries = _entries(pixels)
    if opened.format == "JPEG" and pixels is opened:
        # Adobe's CMYK JPEGs hold the inks inverted, and say so in an APP14 segment.
        turned = b"/Decode[1 0 1 0 1 0 1 0]" if _is_inverted(opened) else b""
        return _named(entries + turned + b"/Filter/DCTDecode", data, b"")
    soft = deflated(mask.tobytes(), _entries(mask)) if mask else b""
    return _named(entries + b"/Filter/FlateDecode", zlib.compress(pixels.tobytes()), soft)


def _upright_pixels(name: str, opened: Image) -> tuple[Image, Image | None]:
    """The pixels in a mode PDF has, the right way up, and their transparency if there is any."""
    from PIL import ImageOps

    image = opened
    if image.getexif().get(0x0112, 1) != 1:
        image = ImageOps.exif_transpose(opened)
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif "transparency" in image.info and image.mode in {"1", "L", "RGB"}:
        image = image.convert("RGBA" if image.mode == "RGB" else "LA")
    if image.mode in {"LA", "RGBA"}:
        mask = image.getchannel("A")
        image = image.convert(image.mode[:-1])
        return image, None if mask.getextrema() == (255, 255) else mask
    if image.mode not in _SPACES:
        raise _Unusable(
            f'"{name}" holds its colours in a way that cannot be printed exactly ({image.mode})',
            "export it with 8 bits per channel as gray, RGB or CMYK",
        )
    return image, None


def _neutral(name: str, pixels: Image) -> Image:
    """An RGB image as gray, if gray is all it holds: there is no profile to convert it by."""
    from PIL import ImageChops

    red, green, blue = pixels.split()
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox():
        raise _Unusable(
            f'"{name}" is in RGB, and a press file holds only printing inks',
            "name the edition's press condition, or convert it to CMYK or gray",
        )
    return red


def _entries(pixels: Image) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%b/BitsPerComponent %d" % (
        pixels.width,
        pixels.height,
        _SPACES[pixels.mode].encode(),
        1 if pixels.mode == "1" else 8,
    )


def _is_inverted(opened: Image) -> bool:
    return opened.mode == "CMYK" and "adobe" in opened.info


def _named(entries: bytes, data: bytes, mask: bytes) -> Picture:
    digest = hashlib.sha256(entries)
    digest.update(data)
    digest.update(mask)
    return Picture("I" + digest.hexdigest()[:16], entries, data, mask)
