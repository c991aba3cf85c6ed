"""Colours and patterns as the channels of one picture, and what sets them."""

from typing import Any, Final

from generator.pdfobjects.values import Obj, Stream
from generator.preflight.raster.plates.channels import Overprint, Unmeasurable
from generator.preflight.raster.plates.pixels import shading
from generator.preflight.raster.plates.plate_drawings import kept
from generator.preflight.raster.plates.plate_state import INHERITED, PlateState, SetColour
from generator.preflight.raster.plates.rewriter import Rewriter

_TILING: Final = ("Type", "PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep",
                  "Matrix")  # fmt: skip
# Operators that choose a space and a colour of it, by whether it fills.
_CHOOSE: Final = {True: (b"cs", b"scn", b"rg"), False: (b"CS", b"SCN", b"RG")}


def colour(rewriter: Rewriter, filled: bool) -> bytes | None:
    """What sets the colour in force, empty if it stands; None if it leaves the picture alone."""
    state = rewriter.stream.state
    found = state.colour(filled)
    overprint = state.fill_overprint if filled else state.stroke_overprint
    if found is INHERITED:
        return b""
    if found.pattern is not None:
        return _pattern(rewriter, found, overprint, filled)
    space, values = rewriter.blended_space(found.space), found.values
    if space.family != found.space.family:
        values = values * 3
    channels = rewriter.picture.solid(space, values, overprint)
    return None if channels is None else b"%.4f %.4f %.4f %b" % (*channels, _CHOOSE[filled][2])


def _pattern(
    rewriter: Rewriter, found: SetColour, overprint: Overprint, filled: bool
) -> bytes | None:
    file, picture, entry = rewriter.file, rewriter.picture, found.pattern
    space_word, colour_word, _ = _CHOOSE[filled]
    target, entries = file.get(entry), file.dictionary(entry)
    if file.get(entries.get("PatternType")) == 2:
        made = _shading_pattern(rewriter, entry, overprint)
        if made is None:
            return None
    elif not isinstance(target, Stream):
        raise Unmeasurable("a tiling pattern without its drawing")
    elif file.get(entries.get("PaintType")) == 2:
        if found.space.base is None:
            raise Unmeasurable("an uncoloured pattern without a colour")
        channels = picture.view.solid(found.space.base, found.values, overprint)
        if channels is None:
            return None
        space = rewriter.use("ColorSpace", ("Pattern", "DeviceRGB"))
        tint = b"%.4f %.4f %.4f" % channels
        pattern = rewriter.use("Pattern", entry)
        return b"%b %b %b %b %b" % (space, space_word, tint, pattern, colour_word)
    else:
        state = rewriter.stream.state
        look = PlateState(isolated=state.isolated, blends=state.blends)
        made = picture.once(
            (entry, look, "tiling"),
            lambda: rewriter.nested(target, look, kept(entries, _TILING)),
        )
    return b"/Pattern %b %b %b" % (space_word, rewriter.use("Pattern", made), colour_word)


def _shading_pattern(rewriter: Rewriter, entry: Obj, overprint: Overprint) -> Any:
    entries = rewriter.file.dictionary(entry)
    made = shading(rewriter, entries.get("Shading"), overprint)
    if made is None:
        return None
    pattern = kept(entries, ("PatternType", "Matrix")) | {"Shading": made}
    return rewriter.picture.once(
        (entry, overprint, "shading"), lambda: rewriter.picture.copy.add(pattern)
    )
