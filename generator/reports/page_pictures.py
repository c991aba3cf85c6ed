"""Pictures of pages for screens: so many pixels exactly, as PNG, JPEG or WebP."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias
from zlib import crc32

from generator.pdfobjects import deflating

if TYPE_CHECKING:
    from PIL.Image import Image

    from generator.preflight.raster.render import Renderer

PictureKind: TypeAlias = Literal["png", "jpeg", "webp"]
# What follows the dot in the names of files.
SUFFIXES: Final[dict[PictureKind, str]] = {"png": "png", "jpeg": "jpg", "webp": "webp"}
LARGEST: Final = 8_000  # pixels of a side
_SETTINGS: Final[dict[PictureKind, dict[str, int]]] = {
    "png": {"optimize": 1},
    "jpeg": {"quality": 90, "subsampling": 0},  # letters blur where colours are subsampled
    "webp": {"quality": 90, "method": 6},
}


class PixelSize(NamedTuple):
    """A picture's width and height in pixels."""

    width: int
    height: int


def picture(data: bytes, index: int, size: PixelSize, kind: PictureKind) -> bytes:
    """A page of a finished file in a picture of this size: as large as fits, in its middle, with
    white beside it."""
    from PIL import Image

    from generator.preflight.raster.render import Renderer

    with Renderer(data) as renderer:
        width, height = renderer.size(index)
        drawn = whole_page(renderer, index, min(size.width / width, size.height / height))
    if drawn.size == size:
        return encoded(drawn, kind)
    # A page's edge may be a fraction of a pixel.
    drawn = drawn.crop((0, 0, min(size.width, drawn.width), min(size.height, drawn.height)))
    whole = Image.new("RGB", size, "white")
    whole.paste(drawn, ((size.width - drawn.width) // 2, (size.height - drawn.height) // 2))
    return encoded(whole, kind)


def whole_page(renderer: Renderer, index: int, scale: float) -> Image:
    """A page at `scale` pixels per pt, in bands if it has more than are drawn at once."""
    from PIL import Image

    from generator.preflight.raster import render

    width, height = renderer.size(index)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    band = max(1, render.MOST_PIXELS // across)
    if band >= down:
        return renderer.draw(index, 0, 0, width, height, scale)
    page = Image.new("RGB", (across, down), "white")
    for top in range(0, down, band):
        rows = min(band, down - top)
        page.paste(renderer.draw(index, 0, top / scale, width, rows / scale, scale), (0, top))
    return page


def first_page(data: bytes, longest: int) -> bytes:
    """The first page of a PDF as PNG, its longest side so many pixels. It is made in a moment, and
    takes more room than a picture that is kept."""
    return small_page(data, 0, longest)


def small_page(data: bytes, index: int, longest: int) -> bytes:
    """The same of any page."""
    from generator.preflight.raster.render import Renderer

    with Renderer(data) as renderer:
        width, height = renderer.size(index)
        drawn = renderer.draw(index, 0, 0, width, height, longest / max(width, height))
    return _quick_png(drawn.convert("RGB"))


def _quick_png(image: Image) -> bytes:
    """A picture in RGB as PNG (ISO 15948) whose lines are not filtered: of flat drawings that is no
    larger, and made in a seventh of Pillow's time."""
    pixels, width = image.tobytes(), 3 * image.width
    lines = (b"\0" + pixels[start : start + width] for start in range(0, len(pixels), width))
    header = struct.pack(">IIBBBBB", *image.size, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", deflating.compressed(b"".join(lines), 1)), (b"IEND", b"")
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def encoded(image: Image, kind: PictureKind) -> bytes:
    file = BytesIO()
    image.convert("RGB").save(file, kind.upper(), **_SETTINGS[kind])
    return file.getvalue()


def reencoded(png: bytes, kind: PictureKind) -> bytes:
    """A picture in PNG as another kind, with its resolution."""
    from PIL import Image

    with Image.open(BytesIO(png)) as image:
        file = BytesIO()
        dpi = image.info.get("dpi", (72, 72))
        image.convert("RGB").save(file, kind.upper(), dpi=dpi, **_SETTINGS[kind])
        return file.getvalue()


def thumbnail(data: bytes, longest: int) -> tuple[bytes, PixelSize]:
    """The first page of a finished PDF, or a picture in PNG, as a small WebP no side of which is
    longer; and its size."""
    from PIL import Image

    from generator.preflight.raster.render import Renderer

    if data.startswith(b"\x89PNG"):
        with Image.open(BytesIO(data)) as image:
            drawn = image.convert("RGB")
    else:
        with Renderer(data) as renderer:
            width, height = renderer.size(0)
            scale = longest / max(width, height)
            drawn = renderer.draw(0, 0, 0, width, height, scale).convert("RGB")
    drawn.thumbnail((longest, longest))
    file = BytesIO()
    drawn.save(file, "WEBP", quality=80, method=4)
    return file.getvalue(), PixelSize(*drawn.size)
