"""Images and shadings drawn in the channels of one picture, by their colour spaces alone.

Pixels and functions stay as they are: a DeviceN space of as many components takes the place of
theirs, whose tint transformation picks the plates.
"""

from collections.abc import Mapping
from typing import Any, Final

from generator.pdfobjects.builder import New
from generator.pdfobjects.colour_spaces import ColourSpace
from generator.pdfobjects.values import Obj, Stream
from .channels import Overprint, Unmeasurable
from .rewriter import PlatePicture, Rewriter

_LEFT_OUT: Final = frozenset({"ColorSpace", "Intent", "Length", "Alternates", "OPI", "SMaskInData"})


def _replaced(picture: PlatePicture, space: ColourSpace, on: bool) -> Any:
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


def image(rewriter: Rewriter, entries: Mapping[str, Obj], raw: bytes) -> New | None:
    """An image in the picture's channels; None if it leaves them alone."""
    file, state = rewriter.file, rewriter.stream.state
    named = entries.get("ColorSpace")
    filters = file.get(entries.get("Filter"))
    kinds = filters if isinstance(filters, tuple) else (filters,)
    if "JPXDecode" in map(file.get, kinds):
        raise Unmeasurable("a JPEG 2000 image")
    if named is None:
        raise Unmeasurable("an image without its colour space")
    if "Matte" in file.dictionary(entries.get("SMask")):
        raise Unmeasurable("an image blended with its matte beforehand")
    space = rewriter.blended_space(rewriter.space(named))
    if space.components > 1 and isinstance(file.get(entries.get("Mask")), tuple):
        raise Unmeasurable("an image masked by its colours")
    made = _replaced(rewriter.picture, space, state.fill_overprint.on)
    if made is None:
        return None
    kept = {key: value for key, value in entries.items() if key not in _LEFT_OUT}
    kept |= {"Type": "XObject", "Subtype": "Image", "ColorSpace": made}
    return rewriter.picture.copy.stream(kept, raw)


def shading(rewriter: Rewriter, entry: Obj, overprint: Overprint) -> New | None:
    """A shading in the picture's channels; None if it leaves them alone."""
    file, picture = rewriter.file, rewriter.picture
    entries = dict(file.dictionary(entry))
    space = rewriter.blended_space(rewriter.space(entries.get("ColorSpace")))
    if space.family == "Indexed":
        raise Unmeasurable("a shading in Indexed colours")

    def make() -> New | None:
        made = _replaced(picture, space, overprint.on)
        if made is None:
            return None
        target, kept = file.get(entry), entries | {"ColorSpace": made}
        return picture.copy.add(Stream(kept, target.raw) if isinstance(target, Stream) else kept)

    key = entry, overprint.on, rewriter.stream.state.blends, "shading"
    found: New | None = picture.once(key, make)
    return found
