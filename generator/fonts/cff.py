"""CFF font programs whose CIDs are the codes a document uses.

A CFF font in a PDF has no table from codes to glyphs beside it: its own charset is that table
(ISO 32000-1, 9.7.4.2). So the subset is made CID-keyed, and a second code for one glyph, or for
glyphs put together, is a charstring of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from generator.fonts.placed_glyphs import PlacedGlyphs, is_plain, reach


def keyed_by_code(data: bytes, outlines: Mapping[int, PlacedGlyphs]) -> bytes:
    """The CFF table of the font in `data`, holding `.notdef` and one glyph for each code."""
    from fontTools.ttLib import TTFont

    font: Any = TTFont(BytesIO(data), recalcTimestamp=False)
    table = font["CFF "]
    top = table.cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        _make_cid_keyed(top)
    drawn = _charstrings(font, top, outlines)
    names = [".notdef", *(f"cid{code:05d}" for code, _, _ in drawn)]
    strings = top.CharStrings
    notdef = strings.charStringsIndex[0]
    strings.charStringsIndex.items = [notdef, *(string for _, string, _ in drawn)]
    strings.charStrings = {name: number for number, name in enumerate(names)}
    top.charset = names
    top.FDSelect.gidArray = [top.FDSelect.gidArray[0], *(select for _, _, select in drawn)]
    top.CIDCount = max((code for code, _, _ in drawn), default=0) + 1
    return bytes(table.compile(font))


def _make_cid_keyed(top: Any) -> None:
    """Turn a name-keyed top dictionary into a CID-keyed one with a single font dictionary."""
    from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict

    strings = top.CharStrings
    private = top.Private
    inner = FontDict()
    inner.setCFF2(False)
    inner.Private = private
    array = FDArrayIndex()
    array.append(inner)
    select = FDSelect()
    select.format = 3
    select.gidArray = [0] * len(strings.charStringsIndex)
    top.ROS = ("Adobe", "Identity", 0)
    top.FDArray, top.FDSelect = array, select
    strings.fdArray, strings.fdSelect = array, select
    for name in ("Private", "Encoding"):
        top.rawDict.pop(name, None)
        if hasattr(top, name):
            delattr(top, name)


def _charstrings(
    font: Any, top: Any, outlines: Mapping[int, PlacedGlyphs]
) -> list[tuple[int, Any, int]]:
    """For each code its charstring and the font dictionary it belongs to."""
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    index, select = top.CharStrings.charStringsIndex, top.FDSelect.gidArray
    order = font.getGlyphOrder()
    glyphs, widths = font.getGlyphSet(), font["hmtx"]
    result = []
    for code, outline in sorted(outlines.items()):
        first = outline[0][0]
        dictionary = select[first]
        if is_plain(outline):
            result.append((code, index[first], dictionary))
            continue
        private = top.FDArray[dictionary].Private
        width = reach((x, widths[order[glyph]][0]) for glyph, x, _ in outline)
        pen = T2CharStringPen(width - getattr(private, "nominalWidthX", 0), glyphs)
        for glyph, x, y in outline:
            glyphs[order[glyph]].draw(TransformPen(pen, (1, 0, 0, 1, x, y)))
        result.append((code, pen.getCharString(private, top.GlobalSubrs), dictionary))
    return result
