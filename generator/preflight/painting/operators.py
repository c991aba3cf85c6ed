"""The operators of content streams (ISO 32000-1, annex A), as preflight carries them out."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from generator.pdfobjects.colour_spaces import ColourSpace
from generator.pdfobjects.content_stream import FlatArray, MatrixLine
from generator.pdfobjects.graphics_operators import (
    ColourActions,
    ExtGState,
    colour_operators,
    colour_values,
    ext_gstate,
)
from generator.pdfobjects.interpreter import Operator, OperatorTable
from generator.pdfobjects.values import IDENTITY, Matrix, Obj, product
from ..glyphs.font_metrics import metrics
from .drawn_glyphs import choose_drawn_font, draw_glyphs
from .graphics import OPAQUE, Brush, GraphicsState, TextState, Transparency, colour_in
from .nested_drawings import external_object, fill_shading, pattern_brush, soft_mask
from .painter import Painter
from .path_painting import clip_path, end_path, fill_path, stroke_path
from .placed_images import inline_image
from .text_showing import font_in_force, show

# Graphics state.


def _changes(change: Callable[..., GraphicsState]) -> Operator:
    """An operator that only changes the graphics state."""

    def operator(painter: Painter, *operands: Any) -> None:
        painter.stream.state = change(painter.stream.state, *operands)

    return operator


def _matrix(values: tuple[float, ...]) -> Matrix:
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _concatenate(state: GraphicsState, *matrix: float) -> GraphicsState:
    return state._replace(ctm=product(_matrix(matrix), state.ctm))


def _mitre(state: GraphicsState, limit: float) -> GraphicsState:
    return state.with_settings(("M", (limit + 0.0,)))


def _setting(painter: Painter, *operands: Any) -> None:
    hash(operands)  # dictionaries are no operands of these
    word = painter.stream.word.decode("latin-1")
    painter.stream.state = painter.stream.state.with_settings((word, operands))


def _external(painter: Painter, name: str) -> None:
    """gs: an ExtGState dictionary. The digests of its entries join the settings."""
    file, stream = painter.file, painter.stream
    entries = file.dictionary(painter.resources.entry("ExtGState", name))
    settings = [(f"gs {key}", file.digest(value)) for key, value in entries.items()]
    stream.state = _with_ext_gstate(
        stream.state.with_settings(*settings), ext_gstate(file, entries)
    )
    if "Font" in entries:
        font, size = file.array(entries["Font"])
        _choose_font(painter, font, file.get(size), "")
    soft_mask(painter, entries.get("SMask"))


def _with_ext_gstate(state: GraphicsState, found: ExtGState) -> GraphicsState:
    fill, stroke = state.fill, state.stroke
    if found.fill_overprint is not None:
        fill = fill._replace(overprint=found.fill_overprint)
    if found.stroke_overprint is not None:
        stroke = stroke._replace(overprint=found.stroke_overprint)
    now = state.transparency
    transparency = Transparency(
        now.fill if found.fill_alpha is None else found.fill_alpha,
        now.stroke if found.stroke_alpha is None else found.stroke_alpha,
        now.blend if found.blend is None else found.blend,
        now.masked if found.masked is None else found.masked,
    )
    state = state._replace(
        fill=fill,
        stroke=stroke,
        overprint_mode=(
            state.overprint_mode if found.overprint_mode is None else found.overprint_mode
        ),
        width=state.width if found.width is None else found.width,
        transparency=OPAQUE if transparency == OPAQUE else transparency,
    )
    return state if found.mitre is None else _mitre(state, found.mitre)


# Colour.


def _space_in_force(painter: Painter, filled: bool) -> ColourSpace:
    return painter.stream.state.brush(filled).space


def _choose_space(painter: Painter, filled: bool, name: str) -> None:
    space = painter.resources.named_space(name)
    # The state keeps what a space is checked by; how it looks is in all it leads to.
    _note_setting(painter, "fill space" if filled else "stroke space", "ColorSpace", name)
    _set_colour(painter, filled, space, space.initial)


def _note_setting(painter: Painter, setting: str, category: str, name: str) -> None:
    digest = painter.resources.digest(category, name)
    painter.stream.state = painter.stream.state.with_settings((setting, digest))


def _set_colour(
    painter: Painter, filled: bool, space: ColourSpace, values: tuple[float, ...]
) -> None:
    state = painter.stream.state
    overprint = state.brush(filled).overprint
    brush = Brush(space, colour_in(space, values), overprint)
    painter.stream.state = state.with_brush(filled, brush)


def _set_pattern(painter: Painter, filled: bool, operands: tuple[Any, ...], name: str) -> None:
    brush = painter.stream.state.brush(filled)
    values = colour_values(brush.space.base, operands) if brush.space.base and operands else ()
    _note_setting(painter, "fill pattern" if filled else "stroke pattern", "Pattern", name)
    brush = pattern_brush(painter, name, brush, values)
    painter.stream.state = painter.stream.state.with_brush(filled, brush)


_COLOURS: Final[ColourActions[Painter]] = ColourActions(
    _space_in_force, _choose_space, _set_colour, _set_pattern
)

# Paths.


def _fill(painter: Painter) -> None:
    fill_path(painter)
    end_path(painter)


def _stroke(painter: Painter) -> None:
    stroke_path(painter)
    end_path(painter)


def _fill_stroke(painter: Painter) -> None:
    fill_path(painter, alone=False)
    state = painter.stream.state
    stroke_path(painter, alone=state.fill.colour != state.stroke.colour)
    end_path(painter)


# Text.


def _begin_text(painter: Painter) -> None:
    painter.text_matrix = painter.line_matrix = IDENTITY


def _end_text(painter: Painter) -> None:
    if painter.stream.state.text.mode >= 4:
        clip_path(painter)
    # the text matrices end with their text object (ISO 32000-1, 9.4.1), so that two pages which
    # only say different words before this point go on alike
    painter.text_matrix = painter.line_matrix = IDENTITY


def _font(painter: Painter, name: str, size: float) -> None:
    _choose_font(painter, painter.resources.entry("Font", name), size, name)


def _choose_font(painter: Painter, font: Obj, size: Any, name: str) -> None:
    state = painter.stream.state
    text = state.text._replace(font=metrics(painter.file, font), size=size + 0.0, font_name=name)
    painter.stream.state = state._replace(text=text)
    if painter.file.dictionary(font).get("Subtype") == "Type3":
        choose_drawn_font(painter, font)


def _text_state(change: Callable[[TextState, float], TextState]) -> Operator:
    """An operator that sets one number of the text state."""
    return _changes(lambda state, value: state._replace(text=change(state.text, value)))


def _move(painter: Painter, x: float, y: float) -> None:
    matrix = product((1.0, 0.0, 0.0, 1.0, x, y), painter.line_matrix)
    painter.text_matrix = painter.line_matrix = matrix


def _move_leading(painter: Painter, x: float, y: float) -> None:
    state = painter.stream.state
    painter.stream.state = state._replace(text=state.text._replace(leading=-y))
    _move(painter, x, y)


def _text_matrix(painter: Painter, *matrix: float) -> None:
    painter.text_matrix = painter.line_matrix = _matrix(matrix)


def _next_line(painter: Painter) -> None:
    _move(painter, 0.0, -painter.stream.state.text.leading)


def _show(painter: Painter, text: bytes) -> None:
    _show_string(painter, text, False)


def _show_array(painter: Painter, array: FlatArray) -> None:
    _show_string(painter, array.raw, True)


def _show_string(painter: Painter, raw: bytes, array: bool) -> None:
    font = font_in_force(painter)
    if font.drawn:
        draw_glyphs(painter, font, raw, array)
    show(painter, raw, array)


def _line_show(painter: Painter, text: bytes) -> None:
    _next_line(painter)
    _show(painter, text)


def _spaced_show(painter: Painter, word: float, character: float, text: bytes) -> None:
    state = painter.stream.state
    text_state = state.text._replace(word_spacing=word, spacing=character)
    painter.stream.state = state._replace(text=text_state)
    _line_show(painter, text)


def _matrix_line(painter: Painter, line: MatrixLine) -> None:
    painter.text_matrix = painter.line_matrix = _matrix(tuple(map(float, line.matrix.split())))
    _show_string(painter, line.array, True)


# Marked content.


def _begin_properties(painter: Painter, tag: Any = "", properties: Any = None) -> None:
    """BDC: a named property list may stand for a layer."""
    resources, file = painter.resources, painter.file
    layered = tag == "OC" and isinstance(properties, str)
    if layered:
        painter.layers += (file.digest(resources.entry("Properties", properties)),)
    painter.layered.append(layered)
    if painter.sequences:
        if isinstance(properties, str):
            properties = resources.category("Properties").get(properties)
        entries = file.dictionary(properties)
        painter.sequences.begin(tag, entries, file.get(entries.get("MCID")))


def _begin_tag(painter: Painter, tag: Any = "") -> None:
    _begin_properties(painter, tag)


def _end_marked(painter: Painter) -> None:
    # An EMC too many is of no consequence to what is painted.
    if painter.layered and painter.layered.pop():
        painter.layers = painter.layers[:-1]
    if painter.sequences:
        painter.sequences.end()


def _nothing(painter: Painter, *operands: Any) -> None:
    """Marked content points, compatibility and glyph descriptions: nothing is painted."""


OPERATORS: Final[Mapping[bytes, Operator]] = {
    **colour_operators(_COLOURS),
    b"q": lambda painter: painter.stream.save(),
    b"Q": lambda painter: painter.stream.restore(),
    b"cm": _changes(_concatenate),
    b"w": _changes(lambda state, width: state._replace(width=width + 0.0)),
    b"M": _changes(_mitre),
    **dict.fromkeys((b"J", b"j", b"d", b"ri", b"i"), _setting),
    b"gs": _external,
    **dict.fromkeys((b"f", b"F", b"f*"), _fill),
    **dict.fromkeys((b"S", b"s"), _stroke),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), _fill_stroke),
    b"n": end_path,
    b"W": clip_path,
    b"W*": clip_path,
    b"BT": _begin_text,
    b"ET": _end_text,
    b"Tf": _font,
    b"Tc": _text_state(lambda text, value: text._replace(spacing=value + 0.0)),
    b"Tw": _text_state(lambda text, value: text._replace(word_spacing=value + 0.0)),
    b"Tz": _text_state(lambda text, value: text._replace(stretch=value * 0.01)),
    b"TL": _text_state(lambda text, value: text._replace(leading=value + 0.0)),
    b"Ts": _text_state(lambda text, value: text._replace(rise=value + 0.0)),
    b"Tr": _text_state(lambda text, value: text._replace(mode=int(value))),
    b"Td": _move,
    b"TD": _move_leading,
    b"Tm": _text_matrix,
    b"T*": _next_line,
    b"Tj": _show,
    b"TJ": _show_array,
    b"'": _line_show,
    b'"': _spaced_show,
    b"Do": external_object,
    b"sh": fill_shading,
    b"BDC": _begin_properties,
    b"BMC": _begin_tag,
    b"EMC": _end_marked,
    **dict.fromkeys((b"DP", b"MP", b"BX", b"EX", b"d0", b"d1"), _nothing),
}
TABLE: Final[OperatorTable[Painter]] = OperatorTable(
    operators=OPERATORS,
    path=lambda painter, raw: painter.path.points(raw, painter.stream.state.ctm),
    rectangles=lambda painter, raw: painter.path.rectangles(raw, painter.stream.state.ctm),
    text_line=_matrix_line,
    inline_image=inline_image,
)
