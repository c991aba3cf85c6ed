"""A small picture of a picture, to look at what stands behind something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Rgb
from generator.vectors import DeviceColour, PaintedPath, Stroke, Vector
from .opening import read_drawing
from .raster import RasterInputs

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE: Final = 320  # pixels of its longer side
SEEN: Final = 128  # how opaque a pixel of 255 must be to count


class Thumbnail(Struct, frozen=True):
    """Pixels in RGBA, row by row; none where nobody can draw the picture."""

    width: int
    height: int
    pixels: bytes

    def at(self, x: float, y: float) -> Rgb | None:
        """The colour at a place, in shares of the width and the height; None beside the picture or
        where it shows nothing."""
        if not (0 <= x < 1 and 0 <= y < 1):
            return None
        start = 4 * (int(y * self.height) * self.width + int(x * self.width))
        red, green, blue, opacity = self.pixels[start : start + 4]
        return (red, green, blue) if opacity >= SEEN else None


class Recoloured(Struct, frozen=True):
    """A colour of a drawing, as its file has it, and what is drawn instead."""

    drawn: tuple[float, ...]
    rgb: Rgb


@frozen_inputs
class ThumbnailInputs(Inputs[Thumbnail]):
    """A small picture of a file, in the colours given for those of a drawing. `digest` is the
    sha256 of its bytes."""

    path: str = field(compare=False)
    digest: str
    is_drawing: bool = field(compare=False)
    colours: tuple[Recoloured, ...]

    def make(self, cache: Cache) -> Thumbnail:
        if not self.is_drawing:
            raster = cache.get(RasterInputs(self.path, self.digest))
            pixels: Image = raster.pixels.convert("RGB").convert("RGBA")
            if raster.opacity is not None:
                pixels.putalpha(raster.opacity)
            return _small(pixels)
        from generator.vectors.compare import can_compare, rendered

        if not can_compare():
            return Thumbnail(0, 0, b"")
        vector = read_drawing(self.path, self.digest, cache)
        return _small(rendered(recoloured(vector, self.colours), SIDE))

    def result_size(self, result: Thumbnail) -> int:
        return len(result.pixels)


def recoloured(vector: Vector, colours: tuple[Recoloured, ...]) -> Vector:
    """A drawing in other colours."""
    known = {one.drawn: DeviceColour(tuple(part / 255 for part in one.rgb)) for one in colours}
    return vector._replace(marks=tuple(_painted(mark, known) for mark in vector.marks))


def _painted(mark: PaintedPath, known: Mapping[tuple[float, ...], DeviceColour]) -> PaintedPath:
    fill: DeviceColour | None = mark.fill and known.get(mark.fill.values, mark.fill)
    stroke: Stroke | None = mark.stroke
    if stroke:
        stroke = stroke._replace(colour=known.get(stroke.colour.values, stroke.colour))
    return mark._replace(fill=fill, stroke=stroke)


def _small(picture: Image) -> Thumbnail:
    from PIL import Image

    small = picture.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    return Thumbnail(*small.size, small.tobytes())
