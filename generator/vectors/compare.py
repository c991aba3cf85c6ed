"""Compares a drawing as it was read with another program's picture of the file.

The other program draws both, so that only the reading can differ: resvg for SVG, PDFium for PDF.
"""

from __future__ import annotations

import ctypes
import io
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .model import Unusable, Vector
from .redraw import as_pdf, as_svg
from .svg import SvgDrawing
from .svg_colours import in_hexadecimal

if TYPE_CHECKING:
    from PIL.Image import Image


# Pixels along the longer side; how much two levels may differ, of 255; how many of the painted
# pixels may differ more, percent.
SIDE: Final = 512
LEVELS: Final = 64
PERCENT: Final = 1.0
_ENCODING: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.-]+)"""
)
_DPI: Final = 96.0
_GROUNDS: Final = ("white", "black")


class Difference(NamedTuple):
    """The percentage of the painted pixels that differ, and a picture as PNG: the other program's,
    ours, and where they differ."""

    percent: float
    picture: bytes


def can_compare() -> bool:
    """Whether resvg is installed. Some rare machines have no wheel of it."""
    return find_spec("resvg_py") is not None


def rendered(vector: Vector, pixels: int) -> Image:
    """What was read, on a transparent ground, its longer side of so many pixels."""
    side = "width" if vector.width >= vector.height else "height"
    return _rendered(as_svg(vector, vector.width, vector.height), side, pixels)


def difference(data: bytes, read: SvgDrawing) -> Difference | None:
    """How an SVG as it was read differs from resvg's picture of it, if it does. Raises `Unusable`
    if resvg cannot read the file."""
    text = in_hexadecimal(_decoded(data))
    width, height = read.size
    side = "width" if width >= height else "height"
    theirs, ours = _rendered(text, side), _rendered(as_svg(read.vector, width, height), side)
    if theirs.size != ours.size:
        hint = "export it anew as plain SVG, with a viewBox, width and height"
        raise _of_another_shape(theirs.size, ours.size, hint)
    return _difference(theirs, ours)


def page_difference(data: bytes, vector: Vector) -> Difference | None:
    """How a PDF's first page as it was read differs from PDFium's picture of it, if it does. Raises
    `Unusable` if PDFium cannot read the file."""
    theirs = rendered_page(data, SIDE)
    scale = SIDE / max(vector.width, vector.height)
    size = round(vector.width * scale), round(vector.height * scale)
    if any(abs(one - other) > 1 for one, other in zip(theirs.size, size, strict=True)):
        raise _of_another_shape(theirs.size, size, "export it anew, its page cut to what shows")
    return _difference(theirs, rendered_page(as_pdf(vector), SIDE, theirs.size))


class Redrawn(NamedTuple):
    """Another program's pictures of a file and of what it became, and the percentage of the painted
    pixels in which they differ."""

    before: Image
    after: Image
    percent: float


def redrawn(before: bytes, after: bytes, read: SvgDrawing | None = None) -> Redrawn:
    """A drawing compared with what it became: SVGs of which the first was `read`, or PDFs. Raises
    `Unusable` if one cannot be drawn."""
    if read is not None:
        side = "width" if read.size[0] >= read.size[1] else "height"
        one = _rendered(in_hexadecimal(_decoded(before)), side)
        other = _rendered(_decoded(after), side)
    else:
        one = rendered_page(before, SIDE)
        other = rendered_page(after, SIDE, one.size)
    if one.size != other.size:
        raise _of_another_shape(one.size, other.size, "export it anew as plain SVG")
    painted = _count(_painted(one, other))
    return Redrawn(one, other, 100 * _count(_apart(one, other)) / max(1, painted))


def _of_another_shape(theirs: tuple[int, int], ours: tuple[int, int], hint: str) -> Unusable:
    shape = "{} × {}".format(*theirs), "{} × {}".format(*ours)
    message = f"has another shape for other programs: {shape[0]} where this one sees {shape[1]}"
    return Unusable(message, hint)


def _difference(theirs: Image, ours: Image) -> Difference | None:
    apart = _apart(theirs, ours)
    differing, painted = _count(apart), _count(_painted(theirs, ours))
    percent = 100 * differing / painted if painted else 0.0
    if percent <= PERCENT:
        return None
    return Difference(percent, _side_by_side(theirs, ours, apart))


def _decoded(data: bytes) -> str:
    """The file's text, in the encoding that it declares."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    declared = _ENCODING.match(data)
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return data.decode("utf-8-sig" if name.lower() in {"utf-8", "utf8"} else name)
    except (LookupError, UnicodeDecodeError):
        raise Unusable("is not text in the encoding that it names", "save it in UTF-8") from None


def _rendered(svg: str, side: str, pixels: int = SIDE) -> Image:
    """A drawing on a transparent ground, its longer side of so many pixels."""
    import resvg_py
    from PIL import Image

    try:
        rendered = resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            dpi=_DPI,
            width=pixels if side == "width" else None,
            height=pixels if side == "height" else None,
        )
    except ValueError as problem:
        message = f"cannot be read by other programs: {str(problem)[:80]}"
        raise Unusable(message, "export it anew as plain SVG") from None
    return Image.open(io.BytesIO(rendered)).convert("RGBA")


def _apart(one: Image, other: Image) -> Image:
    """Where two pictures differ over white or over black: 255 there, else 0."""
    from PIL import Image, ImageChops

    found = Image.new("L", one.size, 0)
    for name in _GROUNDS:
        ground = Image.new("RGBA", one.size, name)
        over = [Image.alpha_composite(ground, each).convert("RGB") for each in (one, other)]
        for channel in ImageChops.difference(*over).split():
            found = ImageChops.lighter(found, channel)
    return found.point([0] * (LEVELS + 1) + [255] * (255 - LEVELS))


def _painted(one: Image, other: Image) -> Image:
    from PIL import ImageChops

    both = ImageChops.lighter(one.getchannel("A"), other.getchannel("A"))
    return both.point([0] + [255] * 255)


def _count(mask: Image) -> int:
    return mask.histogram()[255]


def _side_by_side(theirs: Image, ours: Image, apart: Image) -> bytes:
    from PIL import Image

    width, height = theirs.size
    gap = 16
    sheet = Image.new("RGB", (3 * width + 2 * gap, height), "#808080")
    for number, picture in enumerate((theirs, ours)):
        ground = Image.new("RGBA", picture.size, "#D8D8D8")
        rendered_page = Image.alpha_composite(ground, picture).convert("RGB")
        sheet.paste(rendered_page, (number * (width + gap), 0))
    faint = Image.alpha_composite(Image.new("RGBA", theirs.size, "white"), theirs).convert("L")
    faint = faint.point([192 + level // 4 for level in range(256)]).convert("RGB")
    faint.paste((220, 0, 0), (0, 0, *theirs.size), apart)
    sheet.paste(faint, (2 * (width + gap), 0))
    found = io.BytesIO()
    sheet.save(found, "PNG")
    return found.getvalue()


_WHITE: Final = 0xFFFFFFFF
_BLACK: Final = 0xFF000000


def rendered_page(data: bytes, side: int, size: tuple[int, int] | None = None) -> Image:
    """The page on a transparent ground, without its annotations. Its longer side has `side` pixels,
    unless `size` is given. Raises `Unusable` if PDFium cannot draw it."""
    import pypdfium2_raw as raw  # type: ignore[import-untyped]

    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    page = raw.FPDF_LoadPage(document, 0) if document else None
    try:
        if not page:
            raise Unusable("cannot be read by other programs", "save it anew as PDF")
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        scale = side / max(width, height)
        size = size or (max(1, round(width * scale)), max(1, round(height * scale)))
        return _transparent(*(_bitmap(raw, page, size, ground) for ground in (_WHITE, _BLACK)))
    finally:
        if page:
            raw.FPDF_ClosePage(page)
        if document:
            raw.FPDF_CloseDocument(document)


def _bitmap(raw: Any, page: Any, size: tuple[int, int], ground: int) -> Image:
    from PIL import Image

    width, height = size
    pixels = bytearray(width * height * 4)
    memory = (ctypes.c_char * len(pixels)).from_buffer(pixels)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, memory, width * 4)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, ground)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", size, bytes(pixels), "raw", "BGRX")


def _transparent(over_white: Image, over_black: Image) -> Image:
    """The transparent picture that looks like these two over white and over black. Where they
    differ, the ground shows through."""
    from PIL import Image, ImageChops

    bare = ImageChops.difference(over_white, over_black)
    red, *others = bare.split()
    for channel in others:
        red = ImageChops.lighter(red, channel)
    return Image.merge("RGBa", (*over_black.split(), ImageChops.invert(red))).convert("RGBA")
