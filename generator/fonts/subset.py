"""Font programs for a document: only the glyphs it needs, each under a two-byte code.

HarfBuzz cuts the font down. fontTools adds the composites that the font does not have.
"""

import struct
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, TypeAlias

from msgspec import Struct

from .font_files import FontFace

# What one code draws: a glyph, or several made into one, as a letter with its marks. Each is
# (glyph id, x, y) in font units, from the origin of the whole.
PlacedGlyphs: TypeAlias = tuple[tuple[int, int, int], ...]


def is_plain(glyphs: PlacedGlyphs) -> bool:
    """True for one glyph in its own place, which needs nothing that the font does not have."""
    return len(glyphs) == 1 and glyphs[0][1] == glyphs[0][2] == 0


def placed_advance(face: FontFace, glyphs: PlacedGlyphs) -> int:
    """The width of the whole in font units: as far right as its glyphs' own advances reach."""
    return reach((x, face.advance(glyph)) for glyph, x, _ in glyphs)


def reach(parts: Iterable[tuple[int, int]]) -> int:
    """How far right the parts reach, each given by its place and its advance. A mark without an
    advance takes up no room, wherever it stands."""
    return max([0, *(x + advance for x, advance in parts if advance)])


# What a font program inside a PDF needs (ISO 32000-1, 9.9, table 126), and nothing else: codes
# are not characters, so no `cmap`; shaping is done, so no layout tables; hints are dropped.
_KEPT = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp", "CFF "})


class FontSubset(Struct, frozen=True):
    """A subset font. TrueType: a font file, with `glyphs` giving each code's glyph index in it.
    CFF: a bare CID-keyed CFF table whose CIDs are the codes, and `glyphs` is empty."""

    data: bytes
    glyphs: Mapping[int, int]


def subset(face: FontFace, outlines: Mapping[int, PlacedGlyphs]) -> FontSubset:
    """The font program that draws `outlines`, code by code; the same for the same outlines."""
    wanted = {glyph for outline in outlines.values() for glyph, _, _ in outline}
    smaller, renumbered = _cut(face, wanted)
    moved = {
        code: tuple((renumbered[glyph], x, y) for glyph, x, y in outlines[code])
        for code in sorted(outlines)
    }
    if face.is_cff:
        from .subset import keyed_by_code

        return FontSubset(keyed_by_code(smaller, moved), {})
    plain = {code: outline[0][0] for code, outline in moved.items() if is_plain(outline)}
    composed = {code: outline for code, outline in moved.items() if code not in plain}
    if not composed:
        return FontSubset(smaller, plain)
    data, added = _compose(smaller, composed)
    return FontSubset(data, plain | added)


def _cut(face: FontFace, wanted: set[int]) -> tuple[bytes, dict[int, int]]:
    """The font with `wanted` glyphs only, and the new number of each old one."""
    import uharfbuzz as hb

    request = hb.SubsetInput()
    request.glyph_set.update(wanted)
    request.drop_table_tag_set.update(
        int.from_bytes(tag.encode("ascii"), "big")
        for tag in face.face.table_tags
        if tag not in _KEPT
    )
    request.flags = (
        hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.DESUBROUTINIZE
    )
    plan = hb.SubsetPlan(face.face, request)
    renumbered = dict(plan.old_to_new_glyph_mapping)
    smaller: hb.Face = plan.execute()
    return bytes(smaller.blob.data), renumbered


def _compose(data: bytes, composed: Mapping[int, PlacedGlyphs]) -> tuple[bytes, dict[int, int]]:
    """The TrueType font with a composite glyph added for each outline, and their numbers."""
    from fontTools.ttLib import TTFont

    # bounds are taken from the glyphs' own headers: reading and writing every outline again
    # would take ten times as long
    font: Any = TTFont(BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    order = [f"g{number}" for number in range(font["maxp"].numGlyphs)]
    font.setGlyphOrder(order)
    glyphs, metrics = font["glyf"], font["hmtx"]
    added: dict[int, int] = {}
    known: dict[PlacedGlyphs, int] = {}
    for code, outline in composed.items():
        if outline not in known:
            known[outline] = len(order)
            name = f"g{len(order)}"
            order.append(name)
            font.setGlyphOrder(order)
            glyphs.glyphOrder = order
            glyph = glyphs.glyphs[name] = _composite(glyphs.glyphs, outline)
            width = reach((x, metrics[f"g{part}"][0]) for part, x, _ in outline)
            # A bearing that is not the outline's left edge would shift it when drawn.
            metrics.metrics[name] = (width, getattr(glyph, "xMin", 0))
        added[code] = known[outline]
    _raise_limits(font["maxp"], max(map(len, known)))
    file = BytesIO()
    font.save(file)
    return file.getvalue(), added


def _raise_limits(limits: Any, parts: int) -> None:
    """What a reader must be ready for in composites of at most `parts` glyphs each."""
    limits.maxComponentElements = max(limits.maxComponentElements, parts)
    limits.maxComponentDepth += 1
    points = max(limits.maxPoints, limits.maxCompositePoints)
    contours = max(limits.maxContours, limits.maxCompositeContours)
    limits.maxCompositePoints = min(0xFFFF, points * parts)
    limits.maxCompositeContours = min(0xFFFF, contours * parts)


def _bounds(glyph: Any) -> tuple[int, int, int, int] | None:
    """A glyph's box (left, bottom, right, top) from its header; nothing if it has no outline."""
    data = getattr(glyph, "data", b"")
    if not data:
        return None
    contours, *box = struct.unpack_from(">5h", data)
    return (box[0], box[1], box[2], box[3]) if contours else None


def _composite(glyphs: Mapping[str, Any], outline: PlacedGlyphs) -> Any:
    """A `glyf` composite of the glyphs that have ink; an empty glyph if none has."""
    from fontTools.ttLib.tables import _g_l_y_f as glyf

    glyph = glyf.Glyph()
    glyph.numberOfContours = 0
    glyph.components = []
    boxes = []
    for number, x, y in outline:
        box = _bounds(glyphs[f"g{number}"])
        if box is None:
            continue
        component = glyf.GlyphComponent()
        component.glyphName = f"g{number}"
        component.x, component.y = x, y
        component.flags = glyf.ARGS_ARE_XY_VALUES | glyf.UNSCALED_COMPONENT_OFFSET
        glyph.components.append(component)
        boxes.append((box[0] + x, box[1] + y, box[2] + x, box[3] + y))
    if boxes:
        glyph.numberOfContours = -1
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax = (
            min(lefts),
            min(bottoms),
            max(rights),
            max(tops),
        )
    return glyph


def keyed_by_code(data: bytes, outlines: Mapping[int, PlacedGlyphs]) -> bytes:
    """The CFF table of the font in `data`, holding `.notdef` and one glyph for each code.

    A CFF font in a PDF has no table from codes to glyphs beside it: its own charset is that table
    (ISO 32000-1, 9.7.4.2). So the subset is made CID-keyed, and a second code for one glyph, or for
    glyphs put together, is a charstring of its own.
    """
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
