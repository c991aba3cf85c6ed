"""Pictures of pages for screens: so many pixels exactly, as PNG, JPEG or WebP."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from PIL.Image import Image

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
        scale = min(size.width / width, size.height / height)
        drawn = renderer.draw(index, 0, 0, width, height, scale)
    if drawn.size == size:
        return encoded(drawn, kind)
    # A page's edge may be a fraction of a pixel.
    drawn = drawn.crop((0, 0, min(size.width, drawn.width), min(size.height, drawn.height)))
    whole = Image.new("RGB", size, "white")
    whole.paste(drawn, ((size.width - drawn.width) // 2, (size.height - drawn.height) // 2))
    return encoded(whole, kind)


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
