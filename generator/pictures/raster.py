"""Reads raster files: pixels in a mode that PDF has, upright, and how much ink they lay.

Pictures are opened, turned and converted to sRGB here alone, so what is measured is what is drawn.
A picture that cannot be placed exactly is `Unusable`: 16 bits per channel, colours other than gray,
RGB and CMYK, more pixels than anything printed needs, a damaged file, and whatever else Pillow
rejects.
"""

from __future__ import annotations

import array
import io
import warnings
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.vectors import Unusable

if TYPE_CHECKING:
    from PIL.Image import Image

MODES: Final = frozenset({"1", "L", "RGB", "CMYK"})
PATCH: Final = 0.5  # mm; ink is measured by the patch, for single dots over the limit still dry
FORMATS: Final = ("PNG", "JPEG", "TIFF")
# A picture 60 cm wide at 300 pixels per inch has so many.
MOST_PIXELS: Final = 40_000_000
_FORMATS_HINT: Final = "use an SVG, PDF, PNG, JPEG or TIFF file"
_ORIENTATION: Final = 0x0112


class Raster(Struct, frozen=True):
    """A file's pixels, and how opaque they are if not all wholly; `bilevel` if the file holds black
    and white without grays. `jpeg` is the file itself where
    it can go in as it is, `inverted` if it holds its inks the other way round."""

    pixels: Image
    opacity: Image | None
    bilevel: bool
    jpeg: bytes
    inverted: bool

    @property
    def is_soft(self) -> bool:
        """True if some pixels are neither opaque nor wholly see-through."""
        return self.opacity is not None and any(self.opacity.histogram()[1:255])


@frozen_inputs
class RasterInputs(Inputs[Raster]):
    """A file's pixels. `digest` is the sha256 of its bytes, so that a changed file is read anew."""

    path: str = field(compare=False)
    digest: str

    def make(self, cache: Cache) -> Raster:
        return read(self.path)

    def result_size(self, result: Raster) -> int:
        width, height = result.pixels.size
        return width * height * 5 + len(result.jpeg)


def read(path: str) -> Raster:
    """A file's pixels. Raises `Unusable`."""
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        reason = f"cannot be read: {problem.strerror}"
        raise Unusable(reason, "check the path and the file") from None
    return read_data(data)


def read_data(data: bytes) -> Raster:
    """The pixels in a file's bytes. Raises `Unusable`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow: this module reports what matters
            return _read(data)
    except (Unusable, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - of damaged files Pillow raises all there is
        raise Unusable("cannot be read as an image", _FORMATS_HINT) from None


def _read(data: bytes) -> Raster:
    from PIL import Image

    try:
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_large("more than 150 million") from None
    with opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_large(f"{opened.width} × {opened.height}")
        deep = is_deep(opened)
        bilevel = opened.mode == "1"
        opened.load()
        if deep:
            raise Unusable(
                "has more than 8 bits per channel, and printing uses 8",
                "export it with 8 bits per channel",
            )
        pixels, opacity = _upright(opened)
        if opacity is not None and opacity.getextrema() == (0, 0):
            raise Unusable("is see-through everywhere, so nothing of it prints", "export it anew")
        pixels = _in_srgb(pixels, opened.info.get("icc_profile"))
    whole = opened.format == "JPEG" and pixels is opened
    # Adobe's CMYK JPEGs hold the inks inverted, and say so in an APP14 segment.
    inverted = whole and opened.mode == "CMYK" and "adobe" in opened.info
    return Raster(pixels, opacity, bilevel, data if whole else b"", inverted)


def _too_large(pixels: str) -> Unusable:
    most = MOST_PIXELS // 1_000_000
    return Unusable(f"has {pixels} pixels, and at most {most} million are read", "give it in fewer")


def is_deep(opened: Image) -> bool:
    """Whether a file, before its pixels are loaded, has more than 8 bits per channel: Pillow
    would cut most of them to 8 without a word."""
    return opened.mode.startswith(("I", "F")) or any(
        ";16" in part
        for tile in getattr(opened, "tile", ())
        for part in (tile[3] if isinstance(tile[3], tuple) else (tile[3],))
        if isinstance(part, str)
    )


def _upright(opened: Image) -> tuple[Image, Image | None]:
    """The pixels in a mode PDF has, the right way up, and their opacity unless it is whole."""
    from PIL import ImageOps

    image = opened
    if image.getexif().get(_ORIENTATION, 1) != 1:
        image = ImageOps.exif_transpose(opened)
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif "transparency" in image.info and image.mode in {"1", "L", "RGB"}:
        image = image.convert("RGBA" if image.mode == "RGB" else "LA")
    if image.mode in {"LA", "RGBA"}:
        opacity = image.getchannel("A")
        image = image.convert(image.mode[:-1])
        return image, None if opacity.getextrema() == (255, 255) else opacity
    if image.mode not in MODES:
        raise Unusable(
            f"holds its colours in a way that cannot be printed exactly ({image.mode})",
            "export it with 8 bits per channel as gray, RGB or CMYK",
        )
    return image, None


def _in_srgb(pixels: Image, profile: bytes | None) -> Image:
    """RGB pixels as sRGB, which the rest of the program takes RGB for. Raises `Unusable`."""
    if pixels.mode != "RGB" or not profile:
        return pixels
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return pixels
        target = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(
            pixels, source, target, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        raise Unusable(
            "has a colour profile that cannot be used with its colours", "export it in sRGB"
        ) from None
    assert found is not None  # or it would have been changed in place
    return found


class HeaviestPatch(Struct, frozen=True):
    """The patch with the most ink: how much in percent, and where its centre is, as shares of
    the picture's width and height from the top left."""

    percent: float
    x: float
    y: float


def heaviest_patch(pixels: Image, patch: int) -> HeaviestPatch:
    """Where a picture in CMYK lays the most ink, by patches of so many pixels square."""
    if pixels.mode != "CMYK":
        return HeaviestPatch(0.0, 0.5, 0.5)
    small = pixels.reduce(patch)
    total = _sum(small)
    low, most = total.getextrema()
    assert isinstance(most, int | float)
    if low == most:
        return HeaviestPatch(most / 2.55, 0.5, 0.5)
    at = array.array("i", total.tobytes()).index(int(most))
    row, column = divmod(at, small.width)
    return HeaviestPatch(
        round(most / 2.55, 1),
        min((column + 0.5) * patch / pixels.width, 1.0),
        min((row + 0.5) * patch / pixels.height, 1.0),
    )


def _sum(inks: Image) -> Image:
    """The four inks of every pixel added up, 0 to 1020."""
    import PIL.Image
    from PIL import ImageMath

    planes = dict(zip("cmyk", (plane.convert("I") for plane in inks.split()), strict=True))

    def work(known: dict[str, Any]) -> Any:
        return known["c"] + known["m"] + known["y"] + known["k"]

    made = ImageMath.lambda_eval(work, **planes)
    assert isinstance(made, PIL.Image.Image)
    return made
