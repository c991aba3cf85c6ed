"""The images that a content stream places: their paints, and their pixels per inch."""

import math
from collections.abc import Mapping
from typing import Final

from generator.pdfobjects.colour_spaces import NAMED
from generator.pdfobjects.content_stream import InlineImage
from generator.pdfobjects.values import Malformed, Obj, Stream
from ..plane import Rectangle, moved
from .graphics import OPAQUE
from .notes import Paint, PlacedImage, Transparent
from .painter import Painter

UNIT: Final[Rectangle] = (0.0, 0.0, 1.0, 1.0)
# Filters whose pixels are one bit whatever the dictionary says (ISO 32000-1, 7.4.6 and 7.4.7).
_BITONAL: Final = frozenset({"CCITTFaxDecode", "JBIG2Decode"})


def place_image(painter: Painter, entries: Mapping[str, Obj]) -> None:
    """Place an image in the unit square of the matrix in force."""
    file = painter.file
    area = moved(UNIT, painter.stream.state.ctm)
    mask = file.get(entries.get("ImageMask")) is True
    paints = _paints(painter, entries, mask)
    painter.mark(area, paints)
    painter.note_transparency(area, fill=True)
    if painter.seen(area) is None:
        return
    if not mask:
        painter.note_background(area, paints)
    if entries.get("SMask") is not None or file.get(entries.get("SMaskInData")) in (1, 2):
        painter.note(Transparent("image with a soft mask"), area)
    painter.note(_placed_image(painter, entries, mask), area)


def _paints(painter: Painter, entries: Mapping[str, Obj], mask: bool) -> tuple[Paint, ...]:
    file, space_of = painter.file, painter.resources.space
    if mask:
        return painter.stream.state.fill.paints("image")
    named = entries.get("ColorSpace")
    paints: tuple[Paint, ...]
    if named is None and file.get(entries.get("Filter")) == "JPXDecode":
        paints = (Paint("image", ("JPXDecode",)),)
    else:
        space = space_of(named)
        paints = (Paint("image", space.families, (), space.anywhere()),)
    for key in ("SMask", "Mask"):
        below = file.get(entries.get(key))
        if isinstance(below, Stream) and file.get(below.dict.get("ImageMask")) is not True:
            families = space_of(below.dict.get("ColorSpace")).families
            paints += (Paint("soft-mask", families),)
    return paints


def _placed_image(painter: Painter, entries: Mapping[str, Obj], mask: bool) -> PlacedImage:
    file = painter.file
    columns, rows = file.get(entries.get("Width")), file.get(entries.get("Height"))
    if type(columns) is float and type(rows) is float:
        columns, rows = int(columns), int(rows)  # numbers in content streams are read as floats
    if type(columns) is not int or type(rows) is not int:
        raise Malformed("an image without its size in pixels")
    a, b, c, d = painter.stream.state.ctm[:4]
    across, down = round(math.hypot(a, b), 4), round(math.hypot(c, d), 4)
    covers = not mask and _covers(painter, entries)
    return PlacedImage(
        columns, rows, mask or _one_bit(painter, entries), across, down, covers=covers
    )


def _covers(painter: Painter, entries: Mapping[str, Obj]) -> bool:
    """Whether an image is an upright box of paint, without a mask and not see-through."""
    a, b, c, d = painter.stream.state.ctm[:4]
    masks = entries.get("SMask"), entries.get("Mask"), entries.get("SMaskInData")
    upright = (b == 0 and c == 0) or (a == 0 and d == 0)
    whole = not any(map(painter.file.get, masks))
    return upright and whole and painter.stream.state.transparency == OPAQUE


def _one_bit(painter: Painter, entries: Mapping[str, Obj]) -> bool:
    """Whether each pixel is either ink or none: line art, which needs sharper edges."""
    file = painter.file
    filters = file.get(entries.get("Filter"))
    last = file.get(filters[-1]) if isinstance(filters, tuple) and filters else filters
    bits = 1 if last in _BITONAL else file.get(entries.get("BitsPerComponent"))
    if bits != 1 or entries.get("ColorSpace") is None:
        return False
    return painter.resources.space(entries.get("ColorSpace")).components == 1


def inline_image(painter: Painter, image: InlineImage) -> None:
    named = image.entries.get("ColorSpace")
    if isinstance(named, str) and named not in NAMED:
        painter.resources.entry("ColorSpace", named)
    place_image(painter, image.entries)
