"""Measures the ink of a picture: the box that holds it, how much of that it covers, its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.colour import Rgb

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE: Final = 512  # pixels: pictures are measured in this size
SEEN: Final = 8  # of 255: what is less opaque is not there
PAPER: Final = 250  # of 255 in red, green and blue: white
# A margin of a smaller share of its side stays: an edge that is smoothed is no margin.
MARGIN: Final = 1 / 16
_SEEN: Final = [0] * SEEN + [255] * (256 - SEEN)


class InkShape(Struct, frozen=True):
    """The box round a picture's ink, as shares of its width and height from the top left; the share
    of the box that ink covers, where white is no ink; and the mean colour of what is opaque in it.
    `on_white` says that the margins round the box are not see-through, but white: then white in it
    is paper, too. By itself, it is of a picture that nobody could measure."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    cover: float = 0.55
    mean: Rgb = (0, 0, 0)
    on_white: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, as shares."""
        return self.left, self.top, self.left + self.width, self.top + self.height


def ink_shape(picture: Image) -> InkShape:
    """That of a picture in RGBA. Its margins are what is see-through, or white where nothing is."""
    from PIL import Image, ImageStat

    seen = picture.copy()
    seen.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    opacity = seen.getchannel("A")
    there = opacity.point(_SEEN)
    inked = _inked(seen)
    # a drawing may end within the last pixel of a side
    inner = opacity.crop((1, 1, max(2, seen.width - 1), max(2, seen.height - 1)))
    whole = inner.getextrema() == (255, 255)
    box = (inked.point(_SEEN).getbbox() if whole else None) or there.getbbox()
    if box is None:
        return InkShape()
    left, right = _cut(box[0], box[2], seen.width)
    top, bottom = _cut(box[1], box[3], seen.height)
    inside = (left, top, right, bottom)
    covered = _mean(inked.crop(inside)) or _mean(opacity.crop(inside))
    on_white = whole and inside != (0, 0, *seen.size)
    counted = inked.point(_SEEN) if on_white else there
    mean = ImageStat.Stat(seen.convert("RGB").crop(inside), mask=counted.crop(inside)).mean
    return InkShape(
        left / seen.width,
        top / seen.height,
        (right - left) / seen.width,
        (bottom - top) / seen.height,
        covered,
        (round(mean[0]), round(mean[1]), round(mean[2])),
        on_white,
    )


def without_paper(picture: Image) -> Image:
    """A picture in RGBA; where it is on white, white in it is see-through."""
    if not ink_shape(picture).on_white:
        return picture
    found = picture.copy()
    found.putalpha(_inked(picture))
    return found


def _inked(picture: Image) -> Image:
    """How opaque a picture is where it is not white."""
    from PIL import ImageChops

    red, green, blue, opacity = picture.split()
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return ImageChops.multiply(opacity, least.point([255] * PAPER + [0] * (256 - PAPER)))


def _cut(first: int, last: int, side: int) -> tuple[int, int]:
    """Where ink begins and ends along a side, without margins that are too small to count."""
    least = side * MARGIN
    return (first if first > least else 0, last if side - last > least else side)


def _mean(mask: Image) -> float:
    from PIL import ImageStat

    return ImageStat.Stat(mask).mean[0] / 255
