"""The operators of content streams (ISO 32000-1, annex A) as the judge understands them."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from generator.pdfobjects.content_stream import FlatArray, InlineImage
from generator.pdfobjects.values import Malformed, Obj
from generator.preflight.glyphs.font_metrics import FontMetrics, metrics
from generator.preflight.painting import nested_drawings, spaces
from generator.preflight.painting.graphics import OPAQUE, GraphicsState, Transparency
from generator.preflight.painting.page_streams import Machine, Operator
from generator.preflight.painting.painter import NO_FONT
from generator.preflight.painting.spaces import PaintColour
from generator.preflight.plane import IDENTITY, product

# As deep as states may be saved in one another; 28 is all that readers owe (annex C).
_MOST_SAVED: Final = 512


def _save(m: Machine) -> None:
    if len(m.stack) >= _MOST_SAVED:
        raise Malformed(f"q inside q more than {_MOST_SAVED} deep")
    m.stack.append(m.state.frozen())


def _restore(m: Machine) -> None:
    if not m.stack:
        raise Malformed("Q without q")
    m.state = GraphicsState(m.stack.pop())


def _concatenate(m: Machine, *matrix: float) -> None:
    m.state.ctm = product(_matrix(matrix), m.state.ctm)


def _matrix(values: tuple[float, ...]) -> tuple[float, float, float, float, float, float]:
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _width(m: Machine, width: float) -> None:
    m.state.width = width + 0.0


def _look(m: Machine, *settings: object) -> None:
    m.state.look((m.word.decode("latin-1"), settings))


def _external(m: Machine, name: str) -> None:
    """gs: an ExtGState dictionary. Its digest joins the look of what follows."""
    entry = m.entry("ExtGState", name)
    settings, state = m.file.dictionary(entry), m.state
    state.look(*[(f"gs {key}", m.file.digest(value)) for key, value in settings.items()])
    stroke, fill = m.file.get(settings.get("OP")), m.file.get(settings.get("op"))
    if isinstance(stroke, bool):
        state.stroke_overprint = stroke
        if fill is None:
            state.fill_overprint = stroke
    if isinstance(fill, bool):
        state.fill_overprint = fill
    mode = m.file.get(settings.get("OPM"))
    if type(mode) is int:
        state.overprint_mode = mode
    if isinstance(width := m.file.get(settings.get("LW")), (int, float)):
        state.width = float(width)
    if isinstance(limit := m.file.get(settings.get("ML")), (int, float)):
        _mitre(m, limit)
    if "Font" in settings:
        font, size = m.file.array(settings["Font"])
        _choose_font(m, font, m.file.get(size), "")
    if _VEILING & settings.keys():
        _veil(m, settings)
    nested_drawings.soft_mask(m, settings.get("SMask"))


_VEILING: Final = frozenset({"ca", "CA", "BM", "SMask"})


def _veil(m: Machine, settings: Mapping[str, Obj]) -> None:
    """The transparency that an ExtGState sets (11.6.4, 11.6.5)."""
    veil = m.state.veil
    fill, stroke = m.file.get(settings.get("ca")), m.file.get(settings.get("CA"))
    blend, masked = m.file.get(settings.get("BM")), veil.masked
    if isinstance(blend, tuple):  # the first that a reader knows; all are known to some reader
        blend = m.file.get(blend[0]) if blend else None
    if "SMask" in settings:
        masked = m.file.get(settings["SMask"]) not in ("None", None)
    veil = Transparency(
        float(fill) if isinstance(fill, (int, float)) else veil.fill,
        float(stroke) if isinstance(stroke, (int, float)) else veil.stroke,
        blend if isinstance(blend, str) else veil.blend,
        masked,
    )
    m.state.veil = OPAQUE if veil == OPAQUE else veil


def _fill(m: Machine) -> None:
    m.fill_path()
    m.end_path()


def _stroke(m: Machine) -> None:
    m.stroke_path()
    m.end_path()


def _fill_stroke(m: Machine) -> None:
    m.fill_path(alone=False)
    m.stroke_path(alone=m.state.fill != m.state.stroke)
    m.end_path()


def _no_paint(m: Machine) -> None:
    m.end_path()


def _clip(m: Machine) -> None:
    made = repr((m.place, m.state.ctm, m.path)).encode()
    m.state.clip = sha256(m.state.clip + made).digest()
    m.clipping = m.path


def _mitre(m: Machine, limit: float) -> None:
    m.state.look(("M", (limit + 0.0,)))


# Colour.


def _set_fill(m: Machine, space: spaces.ColourSpace, colour: PaintColour) -> None:
    m.state.fill_space, m.state.fill = space, colour


def _set_stroke(m: Machine, space: spaces.ColourSpace, colour: PaintColour) -> None:
    m.state.stroke_space, m.state.stroke = space, colour


def _device(space: spaces.ColourSpace, setter: Any) -> Operator:
    def operator(m: Machine, *values: float) -> None:
        setter(m, space, _coloured(space, values))

    return operator


def _coloured(space: spaces.ColourSpace, values: tuple[Any, ...]) -> PaintColour:
    if len(values) != space.components or not all(isinstance(one, (int, float)) for one in values):
        raise Malformed(f"{len(values)} operands for a colour in {space.family}")
    return space.colour(values)


def _choose_space(setter: Any, current: str) -> Operator:
    def operator(m: Machine, name: str) -> None:
        space = m.space(name)
        # The state keeps what a space is judged by; how it looks is in all it leads to.
        m.state.look((current, m.digest(("ColorSpace", name))))
        setter(m, space, space.initial())

    return operator


def _choose_colour(setter: Any, current: str) -> Operator:
    def operator(m: Machine, *values: Any) -> None:
        space: spaces.ColourSpace = getattr(m.state, current)
        if values and isinstance(values[-1], str):
            tint = _coloured(space.base, values[:-1]) if space.base and values[:-1] else None
            m.state.look((f"{current} pattern", m.digest(("Pattern", values[-1]))))
            setter(m, space, nested_drawings.pattern(m, values[-1], tint))
            return
        setter(m, space, _coloured(space, values))

    return operator


# Text.


def _begin_text(m: Machine) -> None:
    m.text = m.line = IDENTITY


def _end_text(m: Machine) -> None:
    if m.state.mode >= 4:
        _clip(m)
    # the text matrices end with their text object (ISO 32000-1, 9.4.1), so that two pages which
    # only say different words before this point go on alike
    m.text = m.line = IDENTITY


def _font(m: Machine, name: str, size: float) -> None:
    _choose_font(m, m.entry("Font", name), size, name)


def _choose_font(m: Machine, font: Obj, size: Any, name: str) -> None:
    m.state.font, m.state.size, m.state.font_name = metrics(m.file, font), size + 0.0, name
    if m.file.dictionary(font).get("Subtype") == "Type3":
        nested_drawings.drawn_font(m, font)


def _setter(field: str, factor: float = 1.0) -> Operator:
    def operator(m: Machine, value: float) -> None:
        setattr(m.state, field, value * factor)

    return operator


def _mode(m: Machine, value: float) -> None:
    m.state.mode = int(value)


def _move(m: Machine, x: float, y: float) -> None:
    m.text = m.line = product((1.0, 0.0, 0.0, 1.0, x, y), m.line)


def _move_leading(m: Machine, x: float, y: float) -> None:
    m.state.leading = -y
    _move(m, x, y)


def _text_matrix(m: Machine, *matrix: float) -> None:
    m.text = m.line = _matrix(matrix)


def _next_line(m: Machine) -> None:
    _move(m, 0.0, -m.state.leading)


def _show(m: Machine, text: bytes) -> None:
    if m.state.font is None:
        raise Malformed(NO_FONT)
    _set(m, m.state.font, text, False)


def _show_array(m: Machine, array: FlatArray) -> None:
    if m.state.font is None:
        raise Malformed(NO_FONT)
    _set(m, m.state.font, array.raw, True)


def _set(m: Machine, font: FontMetrics, raw: bytes, array: bool) -> None:
    if font.drawn:
        nested_drawings.draw_glyphs(m, font, raw, array)
    m.show(font.show_array(raw) if array else font.show(raw), raw, array)


def _line_show(m: Machine, text: bytes) -> None:
    _next_line(m)
    _show(m, text)


def _spaced_show(m: Machine, word: float, character: float, text: bytes) -> None:
    m.state.word_spacing, m.state.spacing = word, character
    _line_show(m, text)


# Objects.


def _do(m: Machine, name: str) -> None:
    nested_drawings.external_object(m, m.entry("XObject", name))


def _shade(m: Machine, name: str) -> None:
    nested_drawings.shade(m, m.entry("Shading", name))


def _inline(m: Machine, image: InlineImage) -> None:
    nested_drawings.inline_image(m, image.entries)


def _marked(m: Machine, *operands: Any) -> None:
    """BDC: a named property list may stand for a layer, so it is noted as used."""
    layered = bool(operands) and operands[0] == "OC" and isinstance(operands[-1], str)
    if layered:
        m.layers += (m.file.digest(m.entry("Properties", operands[-1])),)
    m.marked.append(layered)
    m.begin_marked(operands)


def _begin_marked(m: Machine, *operands: Any) -> None:
    m.marked.append(False)
    m.begin_marked(operands)


def _end_marked(m: Machine) -> None:
    # An EMC too many is of no consequence to what is painted.
    if m.marked and m.marked.pop():
        m.layers = m.layers[:-1]
    m.end_marked()


def _nothing(m: Machine, *operands: Any) -> None:
    """Marked content, compatibility and glyph descriptions: nothing is painted."""


OPERATORS: Final[dict[bytes, Operator]] = {
    b"q": _save, b"Q": _restore, b"cm": _concatenate,
    b"w": _width, b"J": _look, b"j": _look, b"M": _mitre, b"d": _look, b"ri": _look, b"i": _look,
    b"gs": _external,
    b"f": _fill, b"F": _fill, b"f*": _fill, b"S": _stroke, b"s": _stroke, b"B": _fill_stroke,
    b"B*": _fill_stroke, b"b": _fill_stroke, b"b*": _fill_stroke, b"n": _no_paint,
    b"W": _clip, b"W*": _clip,
    b"g": _device(spaces.GRAY, _set_fill), b"G": _device(spaces.GRAY, _set_stroke),
    b"rg": _device(spaces.RGB, _set_fill), b"RG": _device(spaces.RGB, _set_stroke),
    b"k": _device(spaces.CMYK, _set_fill), b"K": _device(spaces.CMYK, _set_stroke),
    b"cs": _choose_space(_set_fill, "fill_space"),
    b"CS": _choose_space(_set_stroke, "stroke_space"),
    b"sc": _choose_colour(_set_fill, "fill_space"), b"scn": _choose_colour(_set_fill, "fill_space"),
    b"SC": _choose_colour(_set_stroke, "stroke_space"),
    b"SCN": _choose_colour(_set_stroke, "stroke_space"),
    b"BT": _begin_text, b"ET": _end_text, b"Tf": _font, b"Tc": _setter("spacing"),
    b"Tw": _setter("word_spacing"), b"Tz": _setter("stretch", 0.01), b"TL": _setter("leading"),
    b"Ts": _setter("rise"), b"Tr": _mode, b"Td": _move, b"TD": _move_leading,
    b"Tm": _text_matrix, b"T*": _next_line, b"Tj": _show, b"TJ": _show_array,
    b"'": _line_show, b'"': _spaced_show,
    b"Do": _do, b"sh": _shade, b"BI": _inline,
    b"BDC": _marked, b"BMC": _begin_marked, b"EMC": _end_marked, b"DP": _nothing, b"MP": _nothing,
    b"BX": _nothing, b"EX": _nothing, b"d0": _nothing, b"d1": _nothing,
}  # fmt: skip
