"""Font programs for a document: only the glyphs it needs, each under a two-byte code.

An outline is what one code draws: a glyph of the font, or several glyphs at offsets made into
one (a letter with its marks), so that the code can stand for exactly the text the cluster was
shaped from. HarfBuzz cuts the font down; fontTools adds outlines the font does not have.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from generator.fonts.font_files import Face

if TYPE_CHECKING:
    import uharfbuzz as hb

# What one code draws: (glyph id, x, y) in font units from the outline's own origin.
Outline: TypeAlias = tuple[tuple[int, int, int], ...]

# What a font program inside a PDF needs (ISO 32000-1, 9.9, table 126), and nothing else: codes
# are not characters, so no `cmap`; shaping is done, so no layout tables; hints are dropped.
_KEPT = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp", "CFF "})


class Program(NamedTuple):
    """A subset font. TrueType: a font file, with `glyphs` giving each code's glyph index in it.
    CFF: a bare CID-keyed CFF table whose CIDs are the codes, and `glyphs` is empty."""

    data: bytes
    glyphs: Mapping[int, int]


def is_plain(outline: Outline) -> bool:
    """True for one glyph in its own place, which needs nothing the font does not have."""
    return len(outline) == 1 and outline[0][1] == outline[0][2] == 0


def outline_advance(face: Face, outline: Outline) -> int:
    """The width of an outline in font units: as far right as its glyphs' own advances reach."""
    return reach((x, face.advance(glyph)) for glyph, x, _ in outline)


def reach(parts: Iterable[tuple[int, int]]) -> int:
    """How far right parts of an outline, each its place and its advance, reach. A mark without
    an advance, wherever it stands, takes up no room."""
    return max([0, *(x + advance for x, advance in parts if advance)])


def subset(face: Face, outlines: Mapping[int, Outline]) -> Program:
    """The font program that draws `outlines`, code by code; the same for the same outlines."""
    wanted = {glyph for outline in outlines.values() for glyph, _, _ in outline}
    smaller, renumbered = _cut(face, wanted)
    moved = {
        code: tuple((renumbered[glyph], x, y) for glyph, x, y in outlines[code])
        for code in sorted(outlines)
    }
    if face.is_cff:
        from generator.fonts.cff import keyed_by_code

        return Program(keyed_by_code(smaller, moved), {})
    plain = {code: outline[0][0] for code, outline in moved.items() if is_plain(outline)}
    composed = {code: outline for code, outline in moved.items() if code not in plain}
    if not composed:
        return Program(smaller, plain)
    data, added = _compose(smaller, composed)
    return Program(data, plain | added)


def _cut(face: Face, wanted: set[int]) -> tuple[bytes, dict[int, int]]:
    """The font with `wanted` glyphs only, and the new number of each old one."""
    import uharfbuzz as hb

    request = hb.SubsetInput()
    request.glyph_set.update(wanted)
    request.drop_table_tag_set.update(
        _number(tag) for tag in face.face.table_tags if tag not in _KEPT
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


def _number(tag: str) -> int:
    return int.from_bytes(tag.encode("ascii"), "big")


def _compose(data: bytes, composed: Mapping[int, Outline]) -> tuple[bytes, dict[int, int]]:
    """The TrueType font with a composite glyph added for each outline, and their numbers."""
    from fontTools.ttLib import TTFont

    # bounds are taken from the glyphs' own headers: reading and writing every outline again
    # would take ten times as long
    font: Any = TTFont(BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    order = [f"g{number}" for number in range(font["maxp"].numGlyphs)]
    font.setGlyphOrder(order)
    glyphs, metrics = font["glyf"], font["hmtx"]
    added: dict[int, int] = {}
    known: dict[Outline, int] = {}
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


def _composite(glyphs: Mapping[str, Any], outline: Outline) -> Any:
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
