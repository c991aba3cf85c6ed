"""Measures how far grounds extend beyond the trim, in strips along the four sides of a page.

A ground touches the trim if the last millimetre inside it is all painted, to within the 0.2 mm that
rounding may leave. It ends too early if its paint stops short of the bleed along a line beside the
trim: that is how a ground ends, or a clip. An outline that leaves the page at an angle, or a curve,
stops at another place with every pixel and is no fault. Nor is anything that only stands near the
trim.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.file import PdfFile
from ..coordinates import area
from ..report import PageBox, PageFacts
from .code_reading import window
from .render import Renderer
from .rendered_pages import RenderedPages, ViewKey

if TYPE_CHECKING:
    from PIL.Image import Image

DPI: Final = 300
PIXELS_PER_MM: Final = DPI / 25.4
# The least value (of 255, the darkest of red, green and blue) that is bare paper.
WHITE: Final = 252
INSIDE: Final = 1.0
# Rounding of coordinates and of smoothed pixels: so much, and so many pixels, are nothing.
SLACK: Final = 0.25
BLUR: Final = 2
# An end that runs beside the trim keeps its distance from it within so many pixels...
STRAIGHT: Final = 2
# ...along so many mm: any clip at the trim itself is as straight, so there less is enough.
LEAST, LEAST_AT_TRIM = 5.0, 2.0
SIDES: Final = ("left", "top", "right", "bottom")


class BleedGap(Struct, frozen=True):
    """A ground that ends too early: the side, the start and the end of the gap along it (mm from
    the trimmed page's left or top), how far the ground reaches beyond the trim, and how far it
    should."""

    side: str
    start: float
    end: float
    reach: float
    wanted: float


class _Strip(Struct, frozen=True):
    side: str
    box: tuple[float, float, float, float]
    wanted: float


def bleeds(page: PageFacts, least: float) -> tuple[float, float, float, float]:
    """How far grounds should run beyond the left, top, right and bottom of the page as it is seen:
    to the BleedBox, and `least` mm at any rate."""
    trim, box = page.visible_trim, page.bleed or page.visible_trim
    sides = (
        trim.left - box.left, box.top - trim.top, box.right - trim.right,
        trim.bottom - box.bottom,
    )  # fmt: skip
    turn = page.rotation // 90 % 4
    left, top, right, bottom = (max(least, side) for side in sides[-turn:] + sides[:-turn])
    return left, top, right, bottom


@frozen_inputs
class BleedGapsInputs(Inputs[tuple[BleedGap, ...]]):
    """Every gap of a page (from 0) where grounds should run `least` mm beyond the trim."""

    view: ViewKey | None
    least: float
    facts: PageFacts = field(compare=False)
    file: PdfFile = field(compare=False)
    page: int = field(compare=False)

    def make(self, cache: Cache) -> tuple[BleedGap, ...]:
        # without a CropBox every page is shown whole
        with Renderer(self.file.data, whole=self.facts.crop is not None) as renderer:
            return gaps(renderer, self.page, self.facts, self.least)


def gaps_of(rendered: RenderedPages, page: int, least: float) -> tuple[BleedGap, ...]:
    """Every gap of a page (from 0)."""
    facts = rendered.pages.boxes[page]
    strips = (PageBox(*area(facts, 1.0, *strip.box)) for strip in _strips(facts, least))
    view = rendered.view_key(page, *strips)
    return rendered.remembered(view, BleedGapsInputs(view, least, facts, rendered.file, page))


def gaps(renderer: Renderer, index: int, page: PageFacts, least: float) -> tuple[BleedGap, ...]:
    """Every gap of a page. `renderer` shows whole sheets."""
    x, y, pt = window(renderer, index, page._replace(crop=None))
    found: list[BleedGap] = []
    for strip in _strips(page, least):
        left, top, width, height = strip.box
        picture = renderer.draw(
            index, (x + left) * pt, (y + top) * pt, width * pt, height * pt, PIXELS_PER_MM / pt
        )
        found += _short(strip, _outwards(picture, strip.side))
    return tuple(found)


def _strips(page: PageFacts, least: float) -> Iterator[_Strip]:
    """The strips as the page is seen, in mm from the trimmed page's top left corner."""
    width, height = page.size
    left, top, right, bottom = bleeds(page, least)
    yield _Strip("left", (-left, 0, left + INSIDE, height), left)
    yield _Strip("top", (0, -top, width, top + INSIDE), top)
    yield _Strip("right", (width - INSIDE, 0, right + INSIDE, height), right)
    yield _Strip("bottom", (0, height - INSIDE, width, bottom + INSIDE), bottom)


def _outwards(picture: "Image", side: str) -> "Image":
    """A strip turned so that each row leads outwards, with 255 for paint."""
    from PIL import Image, ImageChops

    red, green, blue = picture.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    painted = darkest.point([255 * (value < WHITE) for value in range(256)])
    turn = Image.Transpose
    match side:
        case "left":
            return painted.transpose(turn.FLIP_LEFT_RIGHT)
        case "top":
            return painted.transpose(turn.FLIP_TOP_BOTTOM).transpose(turn.TRANSPOSE)
        case "bottom":
            return painted.transpose(turn.TRANSPOSE)
    return painted


def _short(strip: _Strip, rows: "Image") -> Iterator[BleedGap]:
    """Runs of rows whose paint ends at one distance, short of the bleed."""
    data, width = rows.tobytes(), rows.width
    inside = round(INSIDE * PIXELS_PER_MM)
    ground, bare = b"\xff" * (inside - BLUR), bytes(BLUR + 1)
    enough = (strip.wanted - SLACK) * PIXELS_PER_MM
    start, first = 0, -1
    known: dict[bytes, int] = {}
    for row in range(rows.height + 1):
        line = data[row * width : (row + 1) * width]
        ends = known.get(line, -2)
        if ends < -1:
            ends = -1
            if line.startswith(ground):
                bared = line.find(bare, inside - BLUR)
                ends = max(0, (bared if bared >= 0 else width) - inside)
            known[line] = ends
        if first >= 0 and ends >= 0 and abs(ends - first) <= STRAIGHT and ends < enough:
            continue
        if first >= 0:
            reach, along = first / PIXELS_PER_MM, (row - start) / PIXELS_PER_MM
            if along >= (LEAST_AT_TRIM if reach <= SLACK else LEAST):
                yield BleedGap(
                    strip.side, start / PIXELS_PER_MM, row / PIXELS_PER_MM, reach, strip.wanted
                )
        start, first = row, (ends if ends < enough else -1)
