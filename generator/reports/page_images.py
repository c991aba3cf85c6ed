"""Makes page images of finished files, with the layout's guides over them if asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.cache import Cache
from generator.design.editions import Edition
from generator.page import Artwork, Page
from generator.pdf import write
from generator.preflight.raster.render import Renderer
from generator.problems import WrongChoice, error
from generator.typeset.shape import label
from generator.units import PT_PER_MM, mm, pt
from .page_pictures import whole_page
from .report_layouts import LANGUAGE, report_colour, report_fonts

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from generator.preflight import PageFacts

DRAWN_AT_ONCE: Final = 20_000_000  # pixels of a page that may have more than can be drawn
MOST_PIXELS: Final = 150_000_000  # of a page; A1 at 300 dpi has 70

_FRAME: Final = (220, 0, 160, 255)
_FOLD: Final = (0, 120, 255, 255)
_SAFE: Final = (0, 150, 60, 255)
_TRIM: Final = (220, 0, 0, 255)
_GRID: Final = (0, 140, 220, 70)
_UNIT: Final = (0, 140, 220, 140)
_RULER: Final = 5.0  # mm between the lines of the millimetre grid
_LABEL: Final = 2.5  # mm, size of a frame's name
_ABOVE_FRAME: Final = 1.1  # mm, from a frame to the baseline of its name


def page_images(
    data: bytes,
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    dpi: int,
    unit: float | None = None,
    *,
    cache: Cache,
) -> Iterator[bytes]:
    """Each page of a finished file as PNG at `dpi`. `pages` are the pages as they were set, and
    `facts` those of preflight. `unit` is the baseline increment in mm. With it, guides are drawn
    over a page: trim, folds, safe zones, frames and grids."""
    with Renderer(data) as renderer:
        for index, (page, found) in enumerate(zip(pages, facts, strict=True)):
            width, height = renderer.size(index)
            _refuse_vast(width, height, dpi)
            image = whole_page(renderer, index, dpi / 72)
            if unit is not None:
                trim = found.visible_trim
                corner = trim.left - found.media.left, found.media.top - trim.top
                image = _guided(image, page, corner, dpi, unit)
                _name_frames(image, page, corner, dpi, cache)
            file = BytesIO()
            image.save(file, "PNG", dpi=(dpi, dpi))
            yield file.getvalue()


def one_page(data: bytes) -> bytes:
    """A file of one page as PNG at 72 dpi, however large it is."""
    from PIL import Image

    with Renderer(data) as renderer:
        width, height = renderer.size(0)
        picture = Image.new("RGB", (round(width), round(height)))
        band = max(1, DRAWN_AT_ONCE // picture.width)
        for top in range(0, picture.height, band):
            tall = min(band, picture.height - top)
            picture.paste(renderer.draw(0, 0, top, picture.width, tall, 1), (0, top))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _refuse_vast(width: float, height: float, dpi: int) -> None:
    """Raise `WrongChoice` for a picture, of so many pt, that would take all memory."""
    pixels = width * height * (dpi / 72) ** 2
    if pixels > MOST_PIXELS:
        most = math.floor(72 * math.sqrt(MOST_PIXELS / (width * height)))
        message = f"at {dpi} dpi a page has {pixels / 1e6:.0f} million pixels"
        raise WrongChoice([error("wrong-choice", message, None, f"use --dpi {most} or less")])


def _guided(image: Image, page: Page, corner: tuple[float, float], dpi: int, unit: float) -> Image:
    """The picture with guides; `corner` is the trim's top left corner on the sheet, mm."""
    from PIL import Image as Images
    from PIL import ImageDraw

    overlay = Images.new("RGBA", image.size)
    guides = _Guides(ImageDraw.Draw(overlay), page, corner, dpi)
    guides.grids(unit)
    guides.zones()
    guides.frames()
    return Images.alpha_composite(image.convert("RGBA"), overlay).convert("RGB")


def _name_frames(
    image: Image, page: Page, corner: tuple[float, float], dpi: int, cache: Cache
) -> None:
    """Put the name of each frame on the picture, above its corner."""
    from PIL import ImageOps

    font, size, black = report_fonts()[400], pt(_LABEL), report_colour("black")
    left, top = corner
    made = ((frame, label(font.face.spelt(frame.name), font, size, black)) for frame in page.frames)
    names = tuple(
        replace(name, x=left + frame.x, y=top + frame.y - _ABOVE_FRAME) for frame, name in made
    )
    width, height = (72 * pixels / dpi for pixels in image.size)
    artwork = Artwork("guides", LANGUAGE, "ltr", (Page("guides", mm(width), mm(height), names),))
    data = write(artwork, Edition(title="guides", colours="srgb", profile="office"), cache=cache)
    with Renderer(data) as renderer:
        drawn = renderer.draw(0, 0, 0, width, height, dpi / 72)
    image.paste(_FRAME[:3], mask=ImageOps.invert(drawn.convert("L")))


class _Guides:
    """Draws on a page in mm from the corner of its trim."""

    def __init__(self, draw: ImageDraw, page: Page, corner: tuple[float, float], dpi: int) -> None:
        self.draw, self.page, self.corner = draw, page, corner
        self.scale = dpi / 72 * PT_PER_MM
        self.thin = max(1, round(dpi / 150))

    def grids(self, unit: float) -> None:
        """Millimetres in fives, and the baseline increment down the left edge of each panel."""
        page = self.page
        for step in range(1, math.ceil(page.width / _RULER)):
            self._line(step * _RULER, 0, step * _RULER, page.height, _GRID)
        for step in range(1, math.ceil(page.height / _RULER)):
            self._line(0, step * _RULER, page.width, step * _RULER, _GRID)
        for frame in page.frames:
            for step in range(math.floor(frame.height / unit) + 1):
                y = frame.y + step * unit
                self._line(frame.x, y, frame.x + frame.width, y, _UNIT)

    def zones(self) -> None:
        page = self.page
        edges = [0.0, *page.folds, page.width]
        for left, right in zip(edges, edges[1:], strict=False):
            safe = page.safe
            self._box(left + safe, safe, right - safe, page.height - safe, _SAFE)
        for fold in page.folds:
            self._line(fold, 0, fold, page.height, _FOLD)
        self._box(0, 0, page.width, page.height, _TRIM)

    def frames(self) -> None:
        for frame in self.page.frames:
            right, bottom = frame.x + frame.width, frame.y + frame.height
            self._box(frame.x, frame.y, right, bottom, _FRAME)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (self.corner[0] + x) * self.scale, (self.corner[1] + y) * self.scale

    def _line(
        self, x0: float, y0: float, x1: float, y1: float, colour: tuple[int, int, int, int]
    ) -> None:
        self.draw.line([self._at(x0, y0), self._at(x1, y1)], colour, self.thin)

    def _box(
        self, x0: float, y0: float, x1: float, y1: float, colour: tuple[int, int, int, int]
    ) -> None:
        self.draw.rectangle([self._at(x0, y0), self._at(x1, y1)], None, colour, self.thin)
