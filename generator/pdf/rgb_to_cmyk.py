"""Converts RGB pictures to the four inks of a printing condition, through its ICC profile.

The conversion is relative colorimetric with black point compensation, unless the picture asks for
another intent. Gray is printed in black alone, so that small gray type has no fringes. Where there
would be more ink than the paper takes, cyan, magenta and yellow are reduced alike.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Cmyk, Intent
from generator.problems import Problem, Refused, error

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

# Channels this many of 255 apart are gray: JPEG leaves such traces in black lettering.
NEUTRAL: Final = 4
TRANSFORM_SIZE: Final = 2_000_000  # bytes that the tables of one take, about
# Percent that a picture stays under the limit: each ink is rounded once more when it is drawn.
_SPARE: Final = 1.0

INTENTS: Final[dict[Intent, int]] = {
    "perceptual": 0,
    "relative": 1,
    "saturation": 2,
    "absolute": 3,
}  # ICC.1:2010, table 23


class Press(Struct, frozen=True):
    """The way ink is written: through the profile at the path `icc`, whose bytes have the sha256
    `digest`, with at most `limit` percent of ink in all. Without a path nothing is converted."""

    icc: str = ""
    digest: bytes = b""
    limit: float = 400.0

    @property
    def converts(self) -> bool:
        return bool(self.icc)


def separated(pixels: Image, press: Press, intent: Intent, cache: Cache) -> Image:
    """An RGB image in four inks, or in gray if it has only gray. Raises Refused if the condition's
    profile cannot be used."""
    import PIL.Image
    from PIL import ImageChops

    red, green, blue = pixels.split()
    apart = ImageChops.lighter(
        ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(red, blue)),
        ImageChops.difference(green, blue),
    )
    gray = apart.point([255 if value <= NEUTRAL else 0 for value in range(256)])
    if gray.getextrema()[0] == 255:
        return green
    source = pixels.info.get("icc_profile") or b""
    inks = _limited(_through(pixels, SeparationInputs(source, press, intent), cache), press.limit)
    none = PIL.Image.new("L", pixels.size, 0)
    black_alone = PIL.Image.merge("CMYK", (none, none, none, ImageChops.invert(green)))
    inks.paste(black_alone, mask=gray)
    return inks


def separated_colour(rgb: tuple[int, int, int], press: Press, intent: Intent, cache: Cache) -> Cmyk:
    """An sRGB colour (0 to 255 each) in percent of four inks."""
    import PIL.Image

    pixel = separated(PIL.Image.new("RGB", (1, 1), rgb), press, intent, cache).getpixel((0, 0))
    if isinstance(pixel, tuple):
        cyan, magenta, yellow, black = (round(value / 2.55, 1) for value in pixel)
        return cyan, magenta, yellow, black
    assert isinstance(pixel, int | float)
    return 0.0, 0.0, 0.0, round((255 - pixel) / 2.55, 1)


def _through(pixels: Image, inputs: SeparationInputs, cache: Cache) -> Image:
    from PIL import ImageCms

    try:
        made = ImageCms.applyTransform(pixels, cache.get(inputs))
    except ImageCms.PyCMSError:  # its own profile is damaged, or not of RGB
        usual = SeparationInputs(b"", inputs.press, inputs.intent)
        made = ImageCms.applyTransform(pixels, cache.get(usual))
    assert made is not None
    return made


@frozen_inputs
class SeparationInputs(Inputs["ImageCmsTransform"]):
    """The conversion from the profile `source`, or sRGB if that is empty, to a press."""

    source: bytes
    press: Press
    intent: Intent

    def make(self, cache: Cache) -> ImageCmsTransform:
        return _transform(self.source, self.press, self.intent)

    def result_size(self, result: ImageCmsTransform) -> int:
        return TRANSFORM_SIZE


def _transform(source: bytes, press: Press, intent: Intent) -> ImageCmsTransform:
    from PIL import ImageCms

    try:
        inks = ImageCms.getOpenProfile(press.icc)
    except ImageCms.PyCMSError:
        raise Refused([_useless(press)]) from None
    profile = (
        ImageCms.getOpenProfile(io.BytesIO(source)) if source else ImageCms.createProfile("sRGB")
    )
    whites_apart = intent == "absolute"  # the paper's own white is then printed too
    try:
        return ImageCms.buildTransform(
            profile,
            inks,
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent(INTENTS[intent]),
            flags=ImageCms.Flags.NONE if whites_apart else ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except ImageCms.PyCMSError:
        if source:
            raise
        raise Refused([_useless(press)]) from None


def _useless(press: Press) -> Problem:
    return error(
        "condition",
        f'"{Path(press.icc).name}" cannot turn RGB into inks: its tables are damaged',
        hint="copy or download it again, or ask the printer for another",
    )


def _limited(inks: Image, limit: float) -> Image:
    import PIL.Image
    from PIL import ImageMath

    names = ("cyan", "magenta", "yellow", "black")
    planes = dict(zip(names, (plane.convert("I") for plane in inks.split()), strict=True))
    most = int((limit - _SPARE) * 2.55)

    def fewer(name: str) -> Image:
        """One of the colours, in proportion to the room that black leaves them."""

        def work(known: dict[str, Any]) -> Any:
            used = known["max"](known["cyan"] + known["magenta"] + known["yellow"], 1)
            share = known[name] * (most - known["black"]) / used
            return known["convert"](known["min"](known[name], share), "L")

        made = ImageMath.lambda_eval(work, **planes)
        assert isinstance(made, PIL.Image.Image)
        return made

    return PIL.Image.merge("CMYK", (*map(fewer, names[:3]), inks.getchannel("K")))
