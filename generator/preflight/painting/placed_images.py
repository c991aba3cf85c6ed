"""Images a content stream places: what they paint with, and how many pixels to the inch."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from generator.pdfobjects.values import Malformed, Obj, Stream
from generator.preflight.painting import spaces
from generator.preflight.painting.notes import PlacedImage, Transparent
from generator.preflight.painting.painter import coloured
from generator.preflight.painting.spaces import Paint
from generator.preflight.plane import Area, moved

if TYPE_CHECKING:
    from generator.preflight.painting.page_streams import Machine

UNIT: Final[Area] = (0.0, 0.0, 1.0, 1.0)
# Filters whose pixels are one bit whatever the dictionary says (ISO 32000-1, 7.4.6 and 7.4.7).
_BITONAL: Final = frozenset({"CCITTFaxDecode", "CCF", "JBIG2Decode"})
_ABBREVIATED: Final = {
    "BPC": "BitsPerComponent", "CS": "ColorSpace", "F": "Filter", "H": "Height",
    "IM": "ImageMask", "W": "Width",
}  # fmt: skip


def place_image(m: "Machine", entries: Mapping[str, Obj]) -> None:
    """An image in the unit square of the matrix in force."""
    area = moved(UNIT, m.state.ctm)
    mask = m.file.get(entries.get("ImageMask")) is True
    paints = _paints(m, entries, mask)
    m.mark(area, paints)
    m.veiled(area, fill=True)
    seen = m.seen(area)
    if seen is None:
        return
    if not mask:
        m.ground(area, paints)
    if entries.get("SMask") is not None or m.file.get(entries.get("SMaskInData")) in (1, 2):
        m.book.note(Transparent("image with a soft mask"), seen)
    m.book.note(_picture(m, entries, mask), seen)


def _paints(m: "Machine", entries: Mapping[str, Obj], mask: bool) -> tuple[Paint, ...]:
    """What an image paints with, its soft mask included."""
    file = m.file
    if mask:
        return coloured("image", m.state.fill, m.state.fill_overprint)
    named = entries.get("ColorSpace")
    paints: tuple[Paint, ...]
    if named is None and file.get(entries.get("Filter")) == "JPXDecode":
        paints = (Paint("image", ("JPXDecode",)),)
    else:
        space = m.parse_space(named)
        paints = (Paint("image", space.families, (), space.anywhere()),)
    for key in ("SMask", "Mask"):
        below = file.get(entries.get(key))
        if isinstance(below, Stream) and file.get(below.dict.get("ImageMask")) is not True:
            families = m.parse_space(below.dict.get("ColorSpace")).families
            paints += (Paint("soft-mask", families),)
    return paints


def _picture(m: "Machine", entries: Mapping[str, Obj], mask: bool) -> PlacedImage:
    file = m.file
    columns, rows = file.get(entries.get("Width")), file.get(entries.get("Height"))
    if type(columns) is float and type(rows) is float:
        columns, rows = int(columns), int(rows)  # numbers in content streams are read as floats
    if type(columns) is not int or type(rows) is not int:
        raise Malformed("an image without its size in pixels")
    a, b, c, d = m.state.ctm[:4]
    across, down = math.hypot(a, b), math.hypot(c, d)
    return PlacedImage(
        columns, rows, mask or _one_bit(m, entries), round(across, 4), round(down, 4)
    )


def _one_bit(m: "Machine", entries: Mapping[str, Obj]) -> bool:
    """Whether each pixel is either ink or none: line art, which needs sharper edges."""
    filters = m.file.get(entries.get("Filter"))
    last = m.file.get(filters[-1]) if isinstance(filters, tuple) and filters else filters
    bits = 1 if last in _BITONAL else m.file.get(entries.get("BitsPerComponent"))
    if bits != 1 or entries.get("ColorSpace") is None:
        return False
    return m.parse_space(entries.get("ColorSpace")).components == 1


def inline_image(m: "Machine", entries: Mapping[str, Obj]) -> None:
    full = {_ABBREVIATED.get(key, key): value for key, value in entries.items()}
    named = full.get("ColorSpace")
    if isinstance(named, str) and named not in spaces.NAMED:
        m.entry("ColorSpace", named)
    place_image(m, full)
