"""Writes raster images as Image XObjects. In a press file they are in four inks or gray, never RGB.

RGB goes to press through the profile of the printing condition. Inks and gray stay as they are,
within the ink that the paper takes. A JPEG goes in as it is where it can, other files as their
pixels. Transparency is a soft mask in gray. Where the file may hold none, it is blended with the
flat colour beneath it, and fully transparent parts are cut out.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Cmyk, Intent
from generator.page import Image as Placed
from generator.pdfobjects import deflating
from generator.pictures.raster import PATCH, HeaviestPatch, Raster, RasterInputs, heaviest_patch
from generator.problems import Problem, Refused, error
from generator.vectors import Unusable
from .cmyk_to_srgb import to_srgb
from .object_bytes import deflated, stream
from .rgb_to_cmyk import Press, separated

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACES: Final = {"1": "DeviceGray", "L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
_FINER: Final = 4
# Rounding of eight bits in each of four inks, percent.
_ROUNDING: Final = 0.5


class ImageObject(Struct, frozen=True):
    """An image among the resources. `body` is the object, without its reference to `mask`, the
    object of its mask (empty if it is opaque): `entries` and `data` in between. A `hard` mask
    cuts out; another one is soft."""

    key: str
    entries: bytes
    data: bytes
    mask: bytes = b""
    hard: bool = False

    def body(self, mask_number: int) -> bytes:
        """The object; `mask_number` is where the file holds the mask, if there is one."""
        name = b"Mask" if self.hard else b"SMask"
        masked = b"/%b %d 0 R" % (name, mask_number) if self.mask else b""
        return stream(self.data, self.entries + masked)


def picture(
    image: Placed,
    press: Press | None,
    cache: Cache,
    ground: Cmyk | None = None,
    srgb: bool = False,
) -> ImageObject:
    """The object for an image placed on a page, in inks if it is for a `press`, in none if for a
    file of `srgb` alone, without transparency if it is blended with a `ground`. Raises Refused if
    it cannot go in the file."""
    file = RasterInputs(image.path, image.digest)
    try:
        if press:
            _check_ink(image, press, cache)
        if image.black:
            return cache.get(BlackImageInputs(file))
        return cache.get(ImageInputs(file, image.intent, press, ground, srgb))
    except Unusable as unusable:
        raise Refused([_refused(image, unusable)]) from None


def is_soft(image: Placed, cache: Cache) -> bool:
    """Whether an image has edges that only transparency can draw. Raises Refused if it cannot be
    read."""
    try:
        return cache.get(RasterInputs(image.path, image.digest)).is_soft
    except Unusable as unusable:
        raise Refused([_refused(image, unusable)]) from None


def _refused(image: Placed, unusable: Unusable) -> Problem:
    message = f'"{_name(image)}" {unusable.message}'
    return error("image", message, image.key, unusable.hint)


def _name(image: Placed) -> str:
    return image.path.replace("\\", "/").rsplit("/", 1)[-1]


@frozen_inputs
class HeaviestInputs(Inputs[HeaviestPatch]):
    """The place with most ink on a picture that is `width` mm wide."""

    file: RasterInputs
    width: float

    def make(self, cache: Cache) -> HeaviestPatch:
        pixels = cache.get(self.file).pixels
        return heaviest_patch(pixels, max(1, round(pixels.width / self.width * PATCH)))


def _check_ink(image: Placed, press: Press, cache: Cache) -> None:
    """Raise Refused if a picture in CMYK, which is printed as it is, lays too much ink."""
    patch = cache.get(HeaviestInputs(RasterInputs(image.path, image.digest), image.width))
    if patch.percent > press.limit + _ROUNDING:
        x, y = patch.x * image.width, patch.y * image.height
        raise Refused([_too_much(image, patch.percent, press.limit, x, y)])


def _too_much(image: Placed, percent: float, limit: float, x: float, y: float) -> Problem:
    problem = error(
        "image-ink",
        f'"{_name(image)}" lays more ink than the paper takes',
        image.key,
        "convert it again to CMYK with a profile for this paper, or give it in RGB",
        [f"most of it {x:.1f} mm from the left and {y:.1f} mm from the top of the picture"],
    )
    return replace(problem, found=f"{percent:.0f} %", limit=f"{limit:g} %")


@frozen_inputs
class ImageInputs(Inputs[ImageObject]):
    """The object for a picture in its colours (see `picture`)."""

    file: RasterInputs
    intent: Intent
    press: Press | None
    ground: Cmyk | None
    srgb: bool

    def make(self, cache: Cache) -> ImageObject:
        raster, press = cache.get(self.file), self.press
        pixels, opacity = raster.pixels, raster.opacity
        if press and pixels.mode == "RGB":
            neutral = not press.converts
            pixels = _neutral(raster) if neutral else separated(pixels, press, self.intent, cache)
        if self.srgb and pixels.mode == "CMYK":
            pixels = to_srgb(pixels, self.intent, cache)
        if opacity is not None and self.ground is not None:
            pixels = _blended(pixels, opacity, self.ground)
            return _named(pixels, _cut(opacity), hard=True)
        if raster.jpeg and pixels is raster.pixels:
            turned = b"/Decode[1 0 1 0 1 0 1 0]" if raster.inverted else b""
            return _keyed(_entries(pixels) + turned + b"/Filter/DCTDecode", raster.jpeg, b"", False)
        return _named(pixels, deflated(opacity.tobytes(), _entries(opacity)) if opacity else b"")


@frozen_inputs
class BlackImageInputs(Inputs[ImageObject]):
    """The object for a picture of one colour, in black alone."""

    file: RasterInputs

    def make(self, cache: Cache) -> ImageObject:
        return _in_black(cache.get(self.file))


def _in_black(raster: Raster) -> ImageObject:
    """A picture of one colour in black and white without grays, so many times as fine that its
    edges do not show steps."""
    import PIL.Image
    from PIL import ImageOps

    pixels = raster.pixels.convert("RGB")
    if raster.opacity is not None:
        paper = PIL.Image.new("RGB", pixels.size, "white")
        pixels = PIL.Image.composite(pixels, paper, raster.opacity)
    # the one colour becomes black, however light it is
    gray = ImageOps.autocontrast(pixels.convert("L"))
    size = (gray.width * _FINER, gray.height * _FINER)
    fine = gray.resize(size, PIL.Image.Resampling.BICUBIC)
    return _named(
        fine.point([0] * 128 + [255] * 128).convert("1", dither=PIL.Image.Dither.NONE), b""
    )


def _neutral(raster: Raster) -> Image:
    """An RGB image as gray, if it has only gray. No profile could convert it."""
    from PIL import ImageChops

    red, green, blue = raster.pixels.split()
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox():
        raise Unusable(
            "is in RGB, and a press file holds only printing inks",
            "name the edition's press condition, or convert it to CMYK or gray",
        )
    return red


def _blended(pixels: Image, opacity: Image, ground: Cmyk) -> Image:
    """The pixels, in inks or gray, over a ground in percent of ink."""
    import PIL.Image

    levels = tuple(round(part * 2.55) for part in ground)
    if pixels.mode == "1":
        pixels = pixels.convert("L")
    if pixels.mode == "L" and any(levels[:3]):
        none = PIL.Image.new("L", pixels.size, 0)
        black = pixels.point([255 - level for level in range(256)])
        pixels = PIL.Image.merge("CMYK", (none, none, none, black))
    fill = levels if pixels.mode == "CMYK" else 255 - levels[3]
    return PIL.Image.composite(pixels, PIL.Image.new(pixels.mode, pixels.size, fill), opacity)


def _cut(opacity: Image) -> bytes:
    """The object of a mask that leaves out fully transparent parts (ISO 32000-1, 8.9.6.3); empty if
    there are none."""
    import PIL.Image

    if opacity.getextrema()[0]:
        return b""
    mask = opacity.point([255] + [0] * 255).convert("1", dither=PIL.Image.Dither.NONE)
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ImageMask true/BitsPerComponent 1"
    return deflated(mask.tobytes(), entries % mask.size)


def _entries(pixels: Image) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%b/BitsPerComponent %d" % (
        pixels.width,
        pixels.height,
        _SPACES[pixels.mode].encode(),
        1 if pixels.mode == "1" else 8,
    )


def _named(pixels: Image, mask: bytes, hard: bool = False) -> ImageObject:
    entries = _entries(pixels) + b"/Filter/FlateDecode"
    return _keyed(entries, deflating.compressed(pixels.tobytes()), mask, hard)


def _keyed(entries: bytes, data: bytes, mask: bytes, hard: bool) -> ImageObject:
    digest = hashlib.sha256(entries)
    digest.update(data)
    digest.update(mask)
    return ImageObject("I" + digest.hexdigest()[:16], entries, data, mask, hard)
