"""Colour spaces replaced, so that images and shadings are drawn in the channels of one picture.

Pixels and functions stay as they are: a DeviceN space of as many components takes the place of
theirs, whose tint transformation picks the plates.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from generator.pdfobjects.builder import New
from generator.pdfobjects.colour_spaces import ColourSpace
from generator.pdfobjects.parse import parse
from generator.pdfobjects.values import Malformed, Obj, Stream
from generator.preflight.raster.plates.channels import Overprint, Unmeasurable

if TYPE_CHECKING:
    from generator.preflight.raster.plates.plate_drawing import PlateDrawing
    from generator.preflight.raster.plates.rewriter import Rewriter

_LEFT_OUT: Final = frozenset({"ColorSpace", "Intent", "Length", "Alternates", "OPI", "SMaskInData"})
_KEYS: Final = {
    "W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "F": "Filter",
    "DP": "DecodeParms", "D": "Decode", "IM": "ImageMask", "I": "Interpolate",
}  # fmt: skip
_FILTERS: Final = {
    "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode",
    "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip
_DATA = re.compile(rb"\s*ID(?:\r\n|\s)")


def replaced(picture: "PlateDrawing", space: ColourSpace, on: bool) -> Any:
    """The space in which pixels of `space` are drawn; None if they leave the picture alone."""
    overprint = Overprint(on)
    if space.family == "Indexed" and space.base is not None:
        if picture.view.function(space.base, overprint) is None:
            return None
        last = max(0, len(space.lookup) // max(1, space.base.components) - 1)
        table = bytearray()
        for index in range(last + 1):
            channels = picture.view.solid(space, (float(index),), overprint)
            table += bytes([round(255 * value) for value in channels or (1.0, 1.0, 1.0)])
        return "Indexed", "DeviceRGB", last, bytes(table)
    if not space.components:
        raise Unmeasurable(f"pixels in {space.family}")
    found = picture.view.function(space, overprint)
    if found is None:
        return None
    entries, data = found

    def make() -> New:
        sized = {"Domain": (0, 1) * space.components, "Range": (0, 1) * 3}
        return picture.copy.stream(entries | sized, data)

    function = picture.once((data, space.components), make)
    inks = tuple([f"I{index}" for index in range(space.components)])
    return "DeviceN", inks, "DeviceRGB", function


def image(
    picture: "PlateDrawing", r: "Rewriter", entries: Mapping[str, Obj], raw: bytes
) -> New | None:
    """An image in the picture's channels; None if it leaves them alone."""
    file = picture.file
    named = entries.get("ColorSpace")
    filters = file.get(entries.get("Filter"))
    kinds = filters if isinstance(filters, tuple) else (filters,)
    if "JPXDecode" in map(file.get, kinds):
        raise Unmeasurable("a JPEG 2000 image")
    if named is None:
        raise Unmeasurable("an image without its colour space")
    if "Matte" in file.dictionary(entries.get("SMask")):
        raise Unmeasurable("an image blended with its matte beforehand")
    space = picture.blended(r.space(named), r.look.blends)
    if space.components > 1 and isinstance(file.get(entries.get("Mask")), tuple):
        raise Unmeasurable("an image masked by its colours")
    made = replaced(picture, space, r.look.fill_overprint.on)
    if made is None:
        return None
    kept = {key: value for key, value in entries.items() if key not in _LEFT_OUT}
    kept |= {"Type": "XObject", "Subtype": "Image", "ColorSpace": made}
    return picture.copy.stream(kept, raw)


def shading(picture: "PlateDrawing", r: "Rewriter", entry: Obj, overprint: Overprint) -> New | None:
    """A shading in the picture's channels; None if it leaves them alone."""
    entries = dict(picture.file.dictionary(entry))
    space = picture.blended(r.space(entries.get("ColorSpace")), r.look.blends)
    if space.family == "Indexed":
        raise Unmeasurable("a shading in Indexed colours")

    def make() -> New | None:
        made = replaced(picture, space, overprint.on)
        if made is None:
            return None
        target, kept = picture.file.get(entry), entries | {"ColorSpace": made}
        value = Stream(kept, target.raw) if isinstance(target, Stream) else kept
        return picture.copy.add(value)

    found: New | None = picture.once((entry, overprint.on, r.look.blends, "shading"), make)
    return found


def unpacked(entries: Mapping[str, Obj], raw: bytes) -> tuple[dict[str, Any], bytes]:
    """An inline image (`BI` to `EI`) as the entries and bytes of an XObject (8.9.7)."""
    place = raw.index(b"BI") + 2
    while not (opening := _DATA.match(raw, place)):
        _, place = parse(raw, place)
        if place >= len(raw):
            raise Malformed("an inline image without its data")
    full: dict[str, Any] = {_KEYS.get(key, key): value for key, value in entries.items()}
    filters = full.get("Filter")
    if isinstance(filters, str):
        full["Filter"] = _FILTERS.get(filters, filters)
    elif isinstance(filters, tuple):
        full["Filter"] = tuple([_FILTERS.get(str(one), one) for one in filters])
    full |= {"Type": "XObject", "Subtype": "Image"}
    return full, raw[opening.end() : -3]
