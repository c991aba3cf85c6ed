"""Converts CMYK pictures to sRGB, for files whose output intent describes sRGB and no ink (ISO
19005-2, 6.2.4.3).

It uses the picture's own profile. A picture without one is taken to be made for coated paper, as
the shipped palettes are.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Final

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Intent
from generator.source.project_folder import shipped_root
from .rgb_to_cmyk import INTENTS, TRANSFORM_SIZE

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

COATED: Final = "layouts/press/FOGRA39L_coated.icc"


def to_srgb(pixels: Image, intent: Intent, cache: Cache) -> Image:
    """An image in CMYK as sRGB."""
    from PIL import ImageCms

    source = pixels.info.get("icc_profile") or b""
    try:
        made = ImageCms.applyTransform(pixels, cache.get(ShownInputs(source, intent)))
    except ImageCms.PyCMSError:  # its own profile is damaged, or not of CMYK
        made = ImageCms.applyTransform(pixels, cache.get(ShownInputs(b"", intent)))
    assert made is not None
    return made


def shown_colour(inks: tuple[float, ...], intent: Intent, cache: Cache) -> tuple[float, ...]:
    """A colour in four inks as sRGB, all from 0 to 1."""
    import PIL.Image

    pixel = tuple(round(part * 255) for part in inks)
    found = to_srgb(PIL.Image.new("CMYK", (1, 1), pixel), intent, cache).getpixel((0, 0))
    assert isinstance(found, tuple)
    return tuple(part / 255 for part in found)


def coated_paper(cache: Cache) -> str:
    """The digest of the profile of coated paper, which results that are kept depend on."""
    return cache.get(ProfileDigestInputs(_coated()))


@frozen_inputs
class ProfileDigestInputs(Inputs[str]):
    """A profile that comes with the program, by its path."""

    path: str

    def make(self, cache: Cache) -> str:
        with open(self.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@frozen_inputs
class ShownInputs(Inputs["ImageCmsTransform"]):
    """The conversion from the profile `source`, or coated paper's if that is empty, to sRGB."""

    source: bytes
    intent: Intent

    def make(self, cache: Cache) -> ImageCmsTransform:
        return _transform(self.source, self.intent)

    def result_size(self, result: ImageCmsTransform) -> int:
        return TRANSFORM_SIZE


def _transform(source: bytes, intent: Intent) -> ImageCmsTransform:
    from PIL import ImageCms

    paper = io.BytesIO(source) if source else _coated()
    whites_apart = intent == "absolute"
    return ImageCms.buildTransform(
        ImageCms.getOpenProfile(paper),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        renderingIntent=ImageCms.Intent(INTENTS[intent]),
        flags=ImageCms.Flags.NONE if whites_apart else ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _coated() -> str:
    return str(shipped_root() / COATED)
