"""Type 3 fonts (ISO 32000-1, 9.6.5): their glyphs are drawings, whose colours count.

Fonts whose glyphs show text in other such fonts are not followed, because that might never end.
"""

from dataclasses import field

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.values import Malformed, Matrix, Obj, Stream, product
from ..glyphs.font_metrics import FontMetrics
from .graphics import Brush, GraphicsState
from .nested_drawings import draw
from .notes import Notebook, Paint
from .painter import Painter, own_resources
from .text_showing import UNPAINTED, as_shown


@frozen_inputs
class GlyphPaintsInputs(Inputs[tuple[Paint, ...]]):
    """All that the colours of a font's glyphs depend on, if the font has resources of its own."""

    digest: bytes
    fill: Brush
    stroke: Brush
    painter: Painter = field(compare=False)
    font: Obj = field(compare=False)

    def make(self, cache: Cache) -> tuple[Paint, ...]:
        return _paints(self.painter, self.font, GraphicsState(fill=self.fill, stroke=self.stroke))

    def result_size(self, result: tuple[Paint, ...]) -> int:
        return 500 * len(result)


def choose_drawn_font(painter: Painter, font: Obj) -> None:
    """Note the colours of all glyphs of a chosen font."""
    if painter.in_glyph:
        return
    file, state = painter.file, painter.stream.state
    inputs = GlyphPaintsInputs(file.digest(font), state.fill, state.stroke, painter, font)
    remembered = "Resources" in file.dictionary(font)
    for paint in file.cache.get(inputs) if remembered else inputs.make(file.cache):
        painter.record.book.note(paint, None)


def _paints(painter: Painter, font: Obj, state: GraphicsState) -> tuple[Paint, ...]:
    book = Notebook()
    procedures = painter.file.dictionary(painter.file.dictionary(font).get("CharProcs"))
    for glyph in procedures.values():
        for detail, _ in _draw_glyph(painter, font, glyph, state).notes():
            if isinstance(detail, Paint):
                book.note(detail, None)
    return tuple(detail for detail, _ in book.notes() if isinstance(detail, Paint))


def _draw_glyph(painter: Painter, font: Obj, glyph: Obj, state: GraphicsState) -> Painter:
    """A glyph drawn in a state, whose matrix leads from its own space."""
    target = painter.file.get(glyph)
    if not isinstance(target, Stream):
        raise Malformed("a Type 3 glyph without its drawing")
    resources = own_resources(painter, painter.file.dictionary(font).get("Resources"))
    nested = Painter(painter.page, resources, state, base=state.ctm, in_glyph=True)
    draw(nested, target)
    return nested


def draw_glyphs(painter: Painter, font: FontMetrics, raw: bytes, array: bool) -> None:
    """Note what the glyphs of a string draw, each at its first place in this size."""
    state, resources = painter.stream.state, painter.resources
    text = state.text
    if not text.font_name or resources.digest("Font", text.font_name) != font.digest:
        return
    if painter.in_glyph or text.mode in UNPAINTED:
        return
    entry = resources.entry("Font", text.font_name)
    for code, along in as_shown(painter, raw, array).origins():
        cell = text.size * text.stretch, 0.0, 0.0, text.size, along * text.stretch, text.rise
        matrix = product(product(product(font.matrix, cell), painter.text_matrix), state.ctm)
        key = font.digest, code, matrix[:4], state.fill
        if code in font.drawn and key not in painter.record.glyphs:
            painter.record.glyphs.add(key)
            _note_glyph(painter, entry, font.drawn[code], matrix)


def _note_glyph(painter: Painter, font: Obj, name: str, matrix: Matrix) -> None:
    procedures = painter.file.dictionary(painter.file.dictionary(font).get("CharProcs"))
    window = painter.stream.state.window
    if name in procedures:
        state = painter.stream.state._replace(ctm=matrix)
        nested = _draw_glyph(painter, font, procedures[name], state)
        painter.record.absorb(nested.notes(), tuple(nested.record.backgrounds), window)
