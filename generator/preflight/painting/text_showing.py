"""Shows strings (ISO 32000-1, 9.4.3): how far they reach, and how they are noted."""

from typing import Final

from generator.pdfobjects.values import IDENTITY, Malformed, Matrix, product
from ..glyphs.font_metrics import Extent, FontMetrics
from ..glyphs.shown_string import ShownString
from ..plane import EVERYWHERE, Rectangle, joined, moved, scale_of
from .filled_shapes import note_near_shape
from .graphics import TextState
from .marked_sequences import MarkedSequences
from .notes import KEPT, MissingGlyphs, NearEdge, Occurrence, ShownWords, UnseenFont
from .painter import Painter

# Rendering modes in which nothing is painted (9.3.6): to be searched only, or a clip.
UNSEEN: Final = 3
UNPAINTED: Final = (UNSEEN, 7)


def font_in_force(painter: Painter) -> FontMetrics:
    font = painter.stream.state.text.font
    if font is None:
        raise Malformed("text before any font is chosen")
    return font


def show(painter: Painter, raw: bytes, array: bool) -> None:
    """Paint a string, or the array of TJ as written, and move on by it."""
    font, text = font_in_force(painter), painter.stream.state.text
    extent = font.extent(raw, array)
    size = text.size / 1000
    extra = extent.codes * text.spacing + extent.blanks * text.word_spacing
    seen = None
    if text.mode not in UNPAINTED:
        seen = painter.seen(_reach(painter, font, extent, extra) if font.bounded else EVERYWHERE)
        if seen is not None:
            _note(painter, seen, raw, array)
            if extent.absent:
                missing = MissingGlyphs(font.name)
                painter.record.book.note(missing, seen, as_shown(painter, raw, array))
    elif text.mode == UNSEEN:
        painter.record.book.note(UnseenFont(font.digest), None)
    if painter.sequences:
        _note_words(painter, painter.sequences, seen, raw, array)
    a, b, c, d, e, f = painter.text_matrix
    along = (extent.advance * size + extra) * text.stretch
    painter.text_matrix = a, b, c, d, e + a * along, f + b * along


def as_shown(painter: Painter, raw: bytes, array: bool) -> ShownString:
    text = painter.stream.state.text
    return ShownString(
        font_in_force(painter),
        raw,
        array,
        text.size,
        text.spacing,
        text.word_spacing,
        text.stretch,
        text.rise,
        _to_page(painter),
    )


def _to_page(painter: Painter) -> Matrix:
    ctm = painter.stream.state.ctm
    return painter.text_matrix if ctm == IDENTITY else product(painter.text_matrix, ctm)


def _reach(painter: Painter, font: FontMetrics, extent: Extent, extra: float) -> Rectangle:
    """The area that the glyphs of a string reach. `extra` is what its spacing adds."""
    state = painter.stream.state
    text = state.text
    size = text.size / 1000
    back, forth = extent.backward * size, (extent.advance - extent.backward) * size
    low, high = min(back, forth) + min(extra, 0.0), max(back, forth) + max(extra, 0.0)
    left, bottom, right, top = _box(font, text)
    ends = (low + left) * text.stretch, (high + right) * text.stretch
    area = min(ends), bottom + text.rise, max(ends), top + text.rise
    left, bottom, right, top = reach = moved(area, _to_page(painter))
    if text.mode in (0, 4):
        return reach
    pen = state.width * scale_of(state.ctm) * state.mitre / 2
    return left - pen, bottom - pen, right + pen, top + pen


def _box(font: FontMetrics, text: TextState) -> Rectangle:
    """The FontBBox at the size of the text. A negative size turns it round."""
    size = abs(text.size) / 1000
    left, bottom, right, top = (edge * size for edge in font.box)
    return (-right, -top, -left, -bottom) if text.size < 0 else (left, bottom, right, top)


def _note(painter: Painter, seen: Rectangle, raw: bytes, array: bool) -> None:
    """Count the string among those with its appearance."""
    record, frame = painter.record, painter.page.frame
    record.reach = joined(record.reach, seen)
    clear = frame is None or frame.clear(seen)
    outside = not clear and frame is not None and not frame.touches(seen)
    turn = painter.text_matrix[:4]
    counter = record.text(painter.stream.state, turn, outside, painter.layers)
    counter.count += 1
    if len(counter.first) < KEPT:
        shown = as_shown(painter, raw, array)
        counter.first.append(Occurrence(seen, shown, len(record.backgrounds)))
    if not clear and not outside:
        _note_near_edge(painter, as_shown(painter, raw, array))
    if record.shapes and not outside:
        note_near_shape(painter, seen, as_shown(painter, raw, array))


def _note_near_edge(painter: Painter, shown: ShownString) -> None:
    """Note the string if its ink stands in no panel. The FontBBox that bounds its reach is seldom
    any letter's own."""
    frame = painter.page.frame
    assert frame is not None
    rough = shown.bound()
    if rough is not None and frame.clear(rough):
        return
    ink = shown.ink()
    ink = None if ink is None else painter.seen(ink)
    if ink is not None and frame.touches(ink) and not frame.clear(ink):
        painter.record.book.note(NearEdge(), ink, shown)


def _note_words(
    painter: Painter,
    sequences: MarkedSequences,
    seen: Rectangle | None,
    raw: bytes,
    array: bool,
) -> None:
    """Note the words of a string. Invisible text is noted too: a screen reader reads it."""
    font, name = font_in_force(painter), painter.stream.state.text.font_name
    words = sequences.letters(painter.resources, font, name).words(font, raw, array)
    sequence = sequences.current()
    sequence.count += 1
    if seen is not None and len(sequence.first) < KEPT:
        sequence.first.append(Occurrence(seen, as_shown(painter, raw, array)))
    sequence.shown.append(ShownWords(words, font.name, sequences.spoken))
