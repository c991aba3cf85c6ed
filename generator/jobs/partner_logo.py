"""Takes in a partner's logo: a stranger's file is read in a child process, drawn or coded anew, and
compared with what it was. No byte of the file itself is kept."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.bounded import Bounds, Task, run
from generator.content.area_logos import AREAS
from generator.problems import Refused, Span, error
from generator.source.file_names import is_reserved, slug
from generator.vectors import AGAIN, Unusable, attempt

if TYPE_CHECKING:
    from PIL.Image import Image

    from generator.pictures.raster import Raster

MOST_BYTES: Final = 5_000_000
FOLDER: Final = "logos"  # beside the areas' files
_LONGEST: Final = 60  # letters of a name
SIDE: Final = 512  # pixels of the pictures that show it
_BOUNDS: Final = Bounds(seconds=25.0, megabytes=1500)
_RASTERS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PERCENT: Final = 1.0  # of the painted pixels that may differ


class TakenLogo(Struct, frozen=True):
    """A logo drawn or coded anew. `suffix` is that of its file; `before`, `after` and `black` are
    pictures as PNG of what came, of what is kept and of it in black alone, empty if it has several
    colours. `percent` of what it paints differs. `width` and `height` are pixels, unless it is a
    `drawing`."""

    data: bytes
    suffix: str
    before: bytes
    after: bytes
    black: bytes
    percent: float
    width: float
    height: float
    drawing: bool


def take_logo(data: bytes, shown: str) -> TakenLogo:
    """The logo in a file's bytes, of which `shown` is the name for messages. Raises `Refused`."""
    place = Span(shown)
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        message = f'"{shown}" has {len(data) / 1_000_000:.1f} MB, and a logo may have {most}'
        raise Refused([error("too-large", message, place, "save it smaller")])
    found = run(Task(f'"{shown}"', "read", place, AGAIN), _BOUNDS, redraw, data)
    if isinstance(found, Unusable):
        raise Refused([error("unusable-logo", f'"{shown}" {found.message}', place, found.hint)])
    return found


def logo_place(
    root: Path, wanted: str, suffix: str, data: bytes, waiting: Mapping[str, bytes]
) -> str:
    """The file of a logo as areas of the project in `root` name it: one with these bytes that is
    there, or else one that nobody has, under the wanted name or a like one. Those that are
    `waiting` count as there."""
    stem = slug(wanted)[:_LONGEST].strip("-") or FOLDER
    stem = f"logo-{stem}" if is_reserved(stem) else stem
    for number in count(1):
        file = f"{FOLDER}/{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        there = root / AREAS / file
        if waiting.get(file) == data or (there.is_file() and there.read_bytes() == data):
            return file
        if file not in waiting and not there.exists():
            return file
    raise AssertionError


def redraw(data: bytes) -> TakenLogo | Unusable:
    """Draw or code a file anew, here and now."""
    return attempt(_redrawn, data)


def _redrawn(data: bytes) -> TakenLogo:
    if b"%PDF-" in data[:1024]:
        return _page(data)
    if data.startswith(_RASTERS):
        return _pixels(data)
    if b"<svg" in data[:65536] or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return _drawing(data)
    raise Unusable("is no SVG, PDF, PNG, JPEG or TIFF", "ask the partner for one of these")


def _drawing(data: bytes) -> TakenLogo:
    """A drawing in SVG as plain outlines. Raises `Unusable`."""
    from generator.vectors import in_black
    from generator.vectors.compare import difference, redrawn, rendered
    from generator.vectors.redraw import as_svg
    from generator.vectors.svg import read_svg

    read = read_svg(data)
    if difference(data, read):
        raise _differs()
    new = f"{as_svg(read.vector, *read.size)}\n".encode()
    again = read_svg(new)
    both = redrawn(data, new, read)
    if both.percent > _PERCENT or difference(new, again):
        raise _differs()
    black = in_black(again.vector)
    shown = _png(rendered(black, SIDE)) if black else b""
    pictures = _png(both.before), _png(both.after), shown
    return TakenLogo(new, ".svg", *pictures, both.percent, *read.size, drawing=True)


def _page(data: bytes) -> TakenLogo:
    """The first page of a PDF as plain outlines, in the colours of the file. Raises `Unusable`."""
    from generator.vectors import in_black
    from generator.vectors.compare import page_difference, redrawn, rendered
    from generator.vectors.pdf import read_pdf
    from generator.vectors.redraw import as_pdf

    vector = read_pdf(data)
    if page_difference(data, vector):
        raise _differs()
    new = as_pdf(vector)
    again = read_pdf(new)
    both = redrawn(data, new)
    if both.percent > _PERCENT or page_difference(new, again):
        raise _differs()
    black = in_black(again)
    shown = _png(rendered(black, SIDE)) if black else b""
    pictures = _png(both.before), _png(both.after), shown
    size = vector.width, vector.height
    return TakenLogo(new, ".pdf", *pictures, both.percent, *size, drawing=True)


def _differs() -> Unusable:
    return Unusable(
        "is not read here as other programs draw it",
        "export it anew as plain SVG, or PDF, of flat shapes",
    )


def _pixels(data: bytes) -> TakenLogo:
    """A picture coded anew: the same pixels, and nothing else of the file. Raises `Unusable`."""
    from generator.pictures.opening import is_one_colour
    from generator.pictures.raster import read_data

    raster = read_data(data)
    kind = "TIFF" if raster.pixels.mode == "CMYK" else "PNG"
    new = _coded(raster, kind)
    if len(new) > MOST_BYTES:
        raise Unusable("is too large for a logo", "ask the partner for an SVG or a PDF")
    again = read_data(new)
    if _all_of(again).tobytes() != _all_of(raster).tobytes():
        raise _differs()
    seen = _all_of(raster)
    black = _blackened(seen) if is_one_colour(seen) else None
    picture = _png(seen)
    shown = picture, _png(_all_of(again)), _png(black) if black else b""
    suffix = ".tif" if kind == "TIFF" else ".png"
    return TakenLogo(new, suffix, *shown, 0.0, *raster.pixels.size, drawing=False)


def _coded(raster: Raster, kind: str) -> bytes:
    """A raster's pixels as a file, with nothing beside them. Raises `Unusable`."""
    pixels, found = raster.pixels, io.BytesIO()
    if raster.opacity is not None:
        if kind == "TIFF":
            raise Unusable("is CMYK with see-through parts", "ask for one without, or for a PDF")
        pixels = pixels.convert("RGB" if pixels.mode == "RGB" else "L")
        pixels.putalpha(raster.opacity)
    pixels.info = {}
    if kind == "TIFF":
        pixels.save(found, kind, compression="tiff_adobe_deflate")
    else:
        pixels.save(found, kind, optimize=True)
    return found.getvalue()


def _all_of(raster: Raster) -> Image:
    """A raster as one picture in RGBA."""
    seen: Image = raster.pixels.convert("RGB").convert("RGBA")
    if raster.opacity is not None:
        seen.putalpha(raster.opacity)
    return seen


def _blackened(seen: Image) -> Image:
    """A picture of one colour in black: as dark as each part is opaque and not white."""
    from PIL import Image

    paper = Image.new("RGBA", seen.size, "white")
    gray = Image.alpha_composite(paper, seen).convert("L")
    darkest = next(level for level, count in enumerate(gray.histogram()) if count)
    span = max(1, 255 - darkest)
    return gray.point([max(0, 255 * (level - darkest) // span) for level in range(256)])


def _png(picture: Image) -> bytes:
    small, found = picture.copy(), io.BytesIO()
    small.thumbnail((SIDE, SIDE))
    small.save(found, "PNG")
    return found.getvalue()
