"""QR codes read back from the rendered page, and the white around them measured.

A code is read from a sharp picture, and must be readable at 150 dpi with a blur as a phone camera
sees it. Most codes are so clean that the sharp picture proves it; others are drawn again.
What is seen at an expected code is remembered under the digest of all that paints there: the
page's geometry and, in order, each content stream whose reach meets the code's neighbourhood
with the resources it names and the state it starts in. Streams that paint elsewhere cannot
change those pixels and are not drawn. So every code of every file is checked, but equal drawing
is rendered once; text is trusted to stay within 1 mm of its font's FontBBox. Pages with layers,
painted annotations or drawing that is not understood are always rendered.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from ..report import CodeReading, PageBox, PageFacts
from .render import Renderer

if TYPE_CHECKING:
    import zxingcpp
    from PIL.Image import Image

# A card is drawn at this many pixels, eight or more to the module of any sensible code. Where the
# code is known, fewer are tried first: they give most codes eight pixels to the module as well. A
# code that is not clean there is drawn again, for marks on it may show in one picture alone.
CARD_PIXELS: Final = 480
FIRST_PIXELS: Final = 320
# How much of the card's size is drawn around it.
MARGIN: Final = 0.12
BLUR_DPI: Final = 150
BLUR_PIXELS: Final = 1.0
# The least value (of 255, the darkest of red, green and blue) that counts as bare paper.
WHITE: Final = 250
MEASURED_MODULES: Final = 8
# A code is clean if its modules are no smaller, mm, with so much white round it, in modules.
CLEAN_MODULE: Final = 0.5
CLEAN_QUIET_ZONE: Final = 3.75
_IS_DARK: Final = [255 if value < WHITE else 0 for value in range(256)]
_STEPS: Final = 8
_SCAN_DPI: Final = 200
_SCAN_PIXELS: Final = 7000


class Seen(NamedTuple):
    """What is seen in one neighbourhood: codes read sharp, and texts read after the blur."""

    readings: tuple[CodeReading, ...]
    blurred: tuple[str, ...]


class Window(NamedTuple):
    """Where the trimmed page's top left corner is on the displayed page, and the scale of the
    display."""

    left: float
    top: float
    pt_per_mm: float


def window(renderer: Renderer, index: int, page: PageFacts) -> Window:
    x, y, across, _ = page.seen(_visible_box(page))
    return Window(-x, -y, renderer.size(index)[0] / across)


def corner(page: PageFacts) -> tuple[float, float]:
    """The trimmed page's top left corner on the displayed page, in mm."""
    x, y, _, _ = page.seen(_visible_box(page))
    return -x, -y


def _visible_box(page: PageFacts) -> PageBox:
    """What a viewer shows: the whole sheet where the CropBox would leave nothing of it."""
    crop = page.crop or page.media
    shown = PageBox(
        max(crop.left, page.media.left), max(crop.bottom, page.media.bottom),
        min(crop.right, page.media.right), min(crop.top, page.media.top),
    )  # fmt: skip
    return shown if shown.width > 0 and shown.height > 0 else page.media


def read_card(
    renderer: Renderer, index: int, page: PageFacts, x: float, y: float, size: float,
    pixels: float = CARD_PIXELS, wanted: str = "",
) -> Seen:  # fmt: skip
    """What is seen at the card of `size` mm, drawn with so many pixels to its side, at x, y (mm
    from the trimmed page's top left). Where a code that says `wanted` is seen, other codes need
    not be."""
    view = window(renderer, index, page)
    margin = size * MARGIN
    left, top, side = x - margin, y - margin, size + 2 * margin

    def draw(pixels_per_mm: float) -> "Image":
        return renderer.pixels(
            index, (view.left + left) * view.pt_per_mm, (view.top + top) * view.pt_per_mm,
            side * view.pt_per_mm, side * view.pt_per_mm, pixels_per_mm / view.pt_per_mm,
        )  # fmt: skip

    def measured(scale: float) -> tuple[MeasuredCode, ...]:
        return tuple(_measured(draw(scale), index, left, top, scale, wanted))

    first = FIRST_PIXELS / size
    found = measured(first) if wanted else ()
    if not any(
        one.clean and one.reading.text == wanted and one.reading.module * first >= _STEPS
        for one in found
    ):
        found = measured(pixels / size)
    readings = tuple(one.reading for one in found)
    if any(one.clean and one.reading.text == wanted for one in found):
        return Seen(readings, (wanted,))
    return Seen(readings, _blurred(draw(BLUR_DPI / 25.4), wanted))


def _blurred(picture: "Image", wanted: str) -> tuple[str, ...]:
    from PIL import ImageFilter

    soft = picture.convert("L").filter(ImageFilter.GaussianBlur(BLUR_PIXELS))
    return tuple(found.text for found in _decode(soft, wanted))


def scan(renderer: Renderer, index: int, page: PageFacts) -> Seen:
    """Every code on a page of which nothing is known."""
    width, height = renderer.size(index)
    view = window(renderer, index, page)
    scale = min(_SCAN_DPI / 72, _SCAN_PIXELS / max(width, height, 1))
    picture = renderer.pixels(index, 0, 0, width, height, scale)
    pixels_per_mm = scale * view.pt_per_mm
    readings: list[CodeReading] = []
    blurred: list[str] = []
    for rough, _ in _measured(picture, index, -view.left, -view.top, pixels_per_mm):
        away = MEASURED_MODULES * rough.module
        size = rough.side + 2 * away
        pixels = max(CARD_PIXELS, _STEPS * size / rough.module)
        seen = read_card(renderer, index, page, rough.x - away, rough.y - away, size, pixels)
        readings += [one for one in seen.readings if one not in readings] or [rough]
        blurred += seen.blurred
    return Seen(tuple(readings), tuple(blurred))


def _decode(grey: "Image", wanted: str = "") -> "Sequence[zxingcpp.Barcode]":
    """The codes in a picture. One that says `wanted` is first looked for in black on white, at the
    picture's own size. What is read there, the whole search reads too, and takes twice as long."""
    import zxingcpp

    pixels = memoryview(grey.tobytes()).cast("B", shape=(grey.height, grey.width))
    kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    if wanted:
        found = zxingcpp.read_barcodes(
            pixels, formats=kinds, try_rotate=False, try_downscale=False, try_invert=False
        )
        if any(one.text == wanted for one in found):
            return found
    return zxingcpp.read_barcodes(pixels, formats=kinds)


class MeasuredCode(NamedTuple):
    """A code that was read, and whether it is so clean that a blur leaves it readable."""

    reading: CodeReading
    clean: bool


def _measured(
    picture: "Image", page: int, left: float, top: float, scale: float, wanted: str = ""
) -> Iterator[MeasuredCode]:
    """Codes in a picture whose corner is at left, top (mm) with `scale` pixels per mm."""
    for found in _decode(picture.convert("L"), wanted):
        corners = found.position
        first, across, down = corners.top_left, corners.top_right, corners.bottom_left
        points = (first, across, down, corners.bottom_right)
        extra = cast(dict[str, str], found.extra)
        modules = 17 + 4 * int(extra["Version"])
        u = (across.x - first.x) / modules, (across.y - first.y) / modules
        v = (down.x - first.x) / modules, (down.y - first.y) / modules
        upright = _upright(picture, (first.x, first.y), u, v, modules)
        light, middles = _light_of_modules(upright, modules)
        darkest, lightest = light.getextrema()
        reading = CodeReading(
            text=found.text,
            page=page,
            x=round(left + min(point.x for point in points) / scale, 2),
            y=round(top + min(point.y for point in points) / scale, 2),
            module=round((math.hypot(*u) + math.hypot(*v)) / 2 / scale, 4),
            quiet_zone=_quiet_zone(upright),
            side=round(_side(points) / scale, 2),
            contrast=round((lightest - darkest) / 255, 3),  # type: ignore[operator]
        )
        yield MeasuredCode(reading, _is_clean(reading, light, middles))


def _is_clean(reading: CodeReading, light: "Image", middles: "Image") -> bool:
    """Whether a code is read through the blur for certain: its modules are so large that each
    gives three quarters of what the blur leaves at its middle, each is as dark or as light as its
    middle, by which it was read, to a quarter of the contrast, and the white round it keeps other
    marks away."""
    from PIL import ImageChops

    if reading.module < CLEAN_MODULE or reading.quiet_zone < CLEAN_QUIET_ZONE:
        return False
    darkest, lightest = cast(tuple[int, int], light.getextrema())
    quarter = (lightest - darkest) // 4
    doubtful = sum(middles.histogram()[darkest + quarter : lightest - quarter])
    uneven = sum(ImageChops.difference(light, middles).histogram()[quarter:])
    return not doubtful and not uneven


Corner = tuple[float, float]


def _upright(picture: "Image", corner: Corner, u: Corner, v: Corner, modules: int) -> "Image":
    """A symbol turned upright with `MEASURED_MODULES` around it, `_STEPS` pixels to the module;
    `u` and `v` lead along one module in the picture."""
    from PIL import Image

    away = MEASURED_MODULES
    side = (modules + 2 * away) * _STEPS
    (ux, uy), (vx, vy) = u, v
    upright = picture.transform(
        (side, side),
        Image.Transform.AFFINE,
        (ux / _STEPS, vx / _STEPS, corner[0] - away * (ux + vx),
         uy / _STEPS, vy / _STEPS, corner[1] - away * (uy + vy)),
        Image.Resampling.NEAREST,
        fillcolor=0,
    )  # fmt: skip
    return upright.convert("RGB")


def _quiet_zone(upright: "Image") -> float:
    """Clean white around a symbol, in modules."""
    from PIL import ImageChops

    red, green, blue = upright.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    return _clearance(darkest.point(_IS_DARK), MEASURED_MODULES * _STEPS)


# What part of white light a screen gives back for each value of a channel (IEC 61966-2-1), and
# what each channel adds to how light that looks.
_LIGHT: Final = [
    round(255 * (value / 3294.6 if value < 11 else ((value / 255 + 0.055) / 1.055) ** 2.4))
    for value in range(256)
]
_LUMINANCE: Final = (0.2126, 0.7152, 0.0722, 0.0)


def _light_of_modules(upright: "Image", modules: int) -> "tuple[Image, Image]":
    """How much light each module gives back, and its middle alone. By the first ISO/IEC 15415
    measures its symbol contrast: the lightest module less the darkest. The rendered page stands for
    the printed one."""
    from PIL import Image

    edge = MEASURED_MODULES * _STEPS
    symbol = upright.crop((edge, edge, upright.width - edge, upright.height - edge))
    light = symbol.point(_LIGHT * 3).convert("L", _LUMINANCE)
    size = modules, modules
    return light.resize(size, Image.Resampling.BOX), light.resize(size, Image.Resampling.NEAREST)


def _side(corners: "Sequence[zxingcpp.Point]") -> float:
    """The longer side of the upright box around four corners."""
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _clearance(dark: "Image", edge: int) -> float:
    """Distance in modules from the symbol (`edge` pixels inside the picture) to the nearest dark
    pixel outside it: straight out from the sides, and round the corners as the crow flies, so
    that a card may have rounded corners."""
    from PIL import Image

    # The symbol's own edge is soft by a pixel or so: nearer than a third of a module is the edge.
    near, nearest, side = _STEPS // 3, float(edge), dark.width
    first, last, far = edge - near, side - edge, side - edge + near
    # each strip beside the symbol, and the edge of its ink that is nearest to the symbol
    above, right = dark.crop((edge, 0, last, first)), dark.crop((far, edge, side, last))
    below, left = dark.crop((edge, far, last, side)), dark.crop((0, edge, first, last))
    for strip, facing, turned in ((above, 3, -1), (right, 0, 1), (below, 1, 1), (left, 2, -1)):
        ink = strip.getbbox()
        if ink is not None:
            nearest = min(nearest, near + (ink[facing] if turned > 0 else first - ink[facing]))
    # each corner, turned so that its own corner next to the symbol is the top left one
    turn = Image.Transpose
    for place, way in (
        ((0, 0), turn.ROTATE_180), ((last, 0), turn.ROTATE_270),
        ((last, last), None), ((0, last), turn.ROTATE_90),
    ):  # fmt: skip
        corner = dark.crop((*place, place[0] + edge, place[1] + edge))
        pixels = (corner if way is None else corner.transpose(way)).tobytes()
        for y in range(edge):
            if y >= nearest:
                break
            x = pixels.find(b"\xff", y * edge, (y + 1) * edge) - y * edge
            if x >= 0 and math.hypot(x, y) > near:
                nearest = min(nearest, math.hypot(x, y))
    return round(nearest / _STEPS, 2)


def neighbourhood(page: PageFacts, x: float, y: float, size: float) -> PageBox:
    """Where ink can change what `read_card` reads, in mm of the PDF's own direction: 1 mm more than
    is drawn. For an upright page."""
    trim, reach = page.visible_trim, size * MARGIN + 1
    left, top = trim.left + x, trim.top - y
    return PageBox(left - reach, top - size - reach, left + size + reach, top + reach)
