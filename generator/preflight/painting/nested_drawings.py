"""Drawings a content stream calls upon: forms, patterns, shadings, masks, Type 3 glyphs."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.memo import Memo
from generator.pdfobjects.decode import decode
from generator.pdfobjects.values import Malformed, Obj, Stream
from generator.preflight.glyphs.font_metrics import FontMetrics
from generator.preflight.painting.graphics import OPAQUE, GraphicsState, start
from generator.preflight.painting.notes import Notebook, Notes, Transparent
from generator.preflight.painting.page_streams import Machine
from generator.preflight.painting.painter import Background
from generator.preflight.painting.placed_images import inline_image, place_image
from generator.preflight.painting.spaces import Paint, PaintColour
from generator.preflight.plane import (
    EVERYWHERE,
    IDENTITY,
    Area,
    Matrix,
    matrix_of,
    moved,
    product,
    within,
)

__all__ = [
    "draw_glyphs", "drawn_font", "external_object", "group", "inline_image", "pattern", "shade",
    "soft_mask",
]  # fmt: skip


class NestedDrawing(NamedTuple):
    """How far a drawing reaches, what is noted of it, the grounds in it."""

    reach: Area | None
    notes: Notes
    grounds: tuple[Background, ...]

    @property
    def paints(self) -> list[Paint]:
        return [detail for detail, _ in self.notes if isinstance(detail, Paint)]


_forms: Memo[tuple[object, ...], NestedDrawing] = Memo(1024)
_fonts: Memo[tuple[object, ...], Notes] = Memo(256)


def external_object(m: Machine, entry: Obj) -> None:
    """Do: a form or an image XObject, perhaps in a layer of its own."""
    target = m.file.get(entry)
    if not isinstance(target, Stream):
        raise Malformed("an XObject that is not a stream")
    layers = m.layers
    if "OC" in target.dict:
        m.layers += (m.file.digest(target.dict["OC"]),)
    kind = m.file.get(target.dict.get("Subtype"))
    if kind == "Form":
        _place_form(m, entry, target)
    elif kind == "Image":
        place_image(m, target.dict)
    else:
        raise Malformed(f"an XObject of the kind {kind!r}")
    m.layers = layers


def _place_form(m: Machine, entry: Obj, target: Stream) -> None:
    drawn = _form(m, entry, target, m.state, placed=True)
    m.mark(drawn.reach, ())
    if drawn.reach is None:
        return
    m.absorb(drawn.notes, drawn.grounds, drawn.reach)
    if _is_group(m, target.dict):
        m.veiled(drawn.reach, fill=True)
        m.book.note(Transparent("transparency group"), m.seen(drawn.reach))


def _is_group(m: Machine, entries: Mapping[str, Obj]) -> bool:
    return m.file.dictionary(entries.get("Group")).get("S") == "Transparency"


def _form(
    m: Machine, entry: Obj, target: Stream, state: GraphicsState, *, placed: bool = False
) -> NestedDrawing:
    """What a form paints when drawn in `state`; remembered if it brings its own resources.
    `placed`: as a part of the page, and not as what something is painted with."""
    if m.depth > 20:
        raise Malformed("drawings inside drawings more than 20 deep")
    if "Resources" not in target.dict:
        return _draw_form(m, target, state, placed)
    key = m.file.digest(entry), state.frozen(), m.frame, m.around if placed else ()
    return _forms.get(key, lambda: _draw_form(m, target, state, placed))


def _draw_form(m: Machine, target: Stream, state: GraphicsState, placed: bool) -> NestedDrawing:
    file = m.file
    own = file.get(target.dict.get("Resources"))
    inner = GraphicsState(state.frozen())
    inner.ctm = product(matrix_of(file.numbers_of(target.dict.get("Matrix"))), state.ctm)
    if _is_group(m, target.dict):  # what is drawn in a group starts anew (11.4.7)
        inner.veil = OPAQUE
    box = file.numbers_of(target.dict.get("BBox"))
    if len(box) != 4:
        raise Malformed("a form without its BBox")
    edges = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    limit = moved(edges, inner.ctm)
    nested = m.nest(target.dict, _resources(m, own), inner) if placed else _nested(m, own, inner)
    nested.in_glyph = m.in_glyph
    nested.run(decode(file, target))
    _finish(m, nested, own)
    book = Notebook()
    book.absorb(nested.notes(), limit, 0)
    for paint in group(m, target.dict, "group"):
        book.note(paint, None)
    reach = None if nested.reach is None else within(nested.reach, limit)
    return NestedDrawing(reach, tuple(book.noted.items()), tuple(nested.grounds))


def _nested(m: Machine, own: Obj, state: GraphicsState) -> Machine:
    """A machine for a drawing within a drawing."""
    return Machine(m.file, _resources(m, own), state, m.frame, m.depth + 1)


def _resources(m: Machine, own: Obj) -> Mapping[str, Obj]:
    return own if isinstance(own, dict) else m.resources


def _finish(m: Machine, nested: Machine, own: Obj) -> None:
    if nested.faults:
        raise Malformed(nested.faults[0])
    if not isinstance(own, dict):
        m.uses |= nested.uses


def group(m: Machine, entries: Mapping[str, Obj], kind: str) -> tuple[Paint, ...]:
    """The colour space a transparency group blends in, if it names one."""
    blend = m.file.dictionary(entries.get("Group")).get("CS")
    return () if blend is None else (Paint(kind, m.parse_space(blend).families),)


def pattern(m: Machine, name: str, tint: PaintColour | None) -> PaintColour:
    """A pattern as a colour: what it paints with (ISO 32000-1, 8.7)."""
    entry = m.entry("Pattern", name)
    entries = m.file.dictionary(entry)
    target = m.file.get(entry)
    if entries.get("PatternType") == 2:
        return PaintColour(("Pattern",), (), (), shading(m, entries.get("Shading")))
    if not isinstance(target, Stream):
        raise Malformed("a tiling pattern without its drawing")
    state = start(m.base)
    if tint is not None:
        state.fill = state.stroke = tint
    drawn = _form(m, entry, target, state)
    return PaintColour(("Pattern",), (), (), tuple(sorted(drawn.paints)), drawn.notes)


def shade(m: Machine, entry: Obj) -> None:
    """sh: fills the clip."""
    paints = shading(m, entry)
    m.mark(EVERYWHERE, paints)
    m.veiled(EVERYWHERE, fill=True)
    m.ground(EVERYWHERE, paints)


def shading(m: Machine, entry: Obj) -> tuple[Paint, ...]:
    """The paints at the ends of a shading's functions. Sampled and computed ones are taken to
    use each ink of the space somewhere."""
    entries = m.file.dictionary(entry)
    space = m.parse_space(entries.get("ColorSpace"))
    ends = _ends(m, entries.get("Function"), space.components)
    if not ends:
        return (Paint("image", space.families, (), space.anywhere()),)
    colours = [space.colour(values) for values in ends]
    return tuple(Paint("shading", c.families, c.values, c.inks) for c in colours)


def _ends(m: Machine, function: Obj, components: int, depth: int = 0) -> list[tuple[float, ...]]:
    """The values a function of one number can reach at its ends; empty if not known."""
    file = m.file
    entries = file.dictionary(function)
    if depth > 4:
        return []
    if entries.get("FunctionType") == 2:
        pair = (
            file.numbers_of(entries.get("C0")) or (0.0,),
            file.numbers_of(entries.get("C1")) or (1.0,),
        )
        return [values for values in pair if len(values) == components]
    if entries.get("FunctionType") == 3:
        parts = file.array(entries.get("Functions"))
        below = [_ends(m, one, components, depth + 1) for one in parts]
        return [] if not (below and all(below)) else [values for ends in below for values in ends]
    return []


def soft_mask(m: Machine, entry: Obj) -> None:
    """The SMask of an ExtGState: a drawn group whose colours are judged like any other's."""
    mask = m.file.dictionary(entry)
    if "G" not in mask:
        return
    target = m.file.get(mask["G"])
    if not isinstance(target, Stream):
        raise Malformed("a soft mask without its drawing")
    drawn = _form(m, mask["G"], target, start(m.state.ctm))
    for families in sorted({paint.families for paint in drawn.paints}):
        m.book.note(Paint("soft-mask", families), drawn.reach)


# Type 3 fonts.


def drawn_font(m: Machine, font: Obj) -> None:
    """A Type 3 font is chosen: each of its glyphs is a drawing, whose colours count. Fonts that
    are drawn with other drawn fonts are not followed: they could go on for ever."""
    if m.in_glyph:
        return
    state = m.state
    colours = state.fill, state.stroke, state.fill_overprint, state.stroke_overprint

    def drawings() -> Notes:
        book = Notebook()
        for glyph in m.file.dictionary(m.file.dictionary(font).get("CharProcs")).values():
            nested = _draw_glyph(m, font, glyph, IDENTITY)
            for detail, _ in nested.notes():
                if isinstance(detail, Paint):
                    book.note(detail, None)
        return tuple(book.noted.items())

    entries = m.file.dictionary(font)
    if "Resources" in entries:
        notes = _fonts.get((m.file.digest(font), colours), drawings)
    else:
        notes = drawings()
    for paint, _ in notes:
        m.book.note(paint, None)


def _draw_glyph(m: Machine, font: Obj, glyph: Obj, matrix: Matrix) -> Machine:
    """A glyph drawn with `matrix` from its own space."""
    target = m.file.get(glyph)
    if not isinstance(target, Stream):
        raise Malformed("a Type 3 glyph without its drawing")
    own = m.file.get(m.file.dictionary(font).get("Resources"))
    inner = GraphicsState(m.state.frozen())
    inner.ctm = matrix
    nested = _nested(m, own, inner)
    nested.in_glyph = True
    nested.run(decode(m.file, target))
    _finish(m, nested, own)
    return nested


def draw_glyphs(m: Machine, font: FontMetrics, raw: bytes, array: bool) -> None:
    """Note what the glyphs of a string draw, each where it is first shown at this size."""
    state = m.state
    if not state.font_name or m.digest(("Font", state.font_name)) != font.digest:
        return
    entry = m.entry("Font", state.font_name)
    if m.in_glyph or state.mode in (3, 7):
        return
    for code, along in m.as_shown(font, raw, array).origins():
        across = state.size * state.stretch
        cell = across, 0.0, 0.0, state.size, along * state.stretch, state.rise
        matrix = product(product(product(font.matrix, cell), m.text), state.ctm)
        key = font.digest, code, matrix[:4], state.fill
        if code in font.drawn and key not in m.drawn:
            m.drawn.add(key)
            _note_glyph(m, entry, font.drawn[code], matrix)


def _note_glyph(m: Machine, font: Obj, name: str, matrix: Matrix) -> None:
    procedures = m.file.dictionary(m.file.dictionary(font).get("CharProcs"))
    if name not in procedures:
        return
    nested = _draw_glyph(m, font, procedures[name], matrix)
    m.absorb(nested.notes(), tuple(nested.grounds), EVERYWHERE)
