"""The operators of content streams, rewritten for one picture (ISO 32000-1, annex A)."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from generator.pdfobjects.colour_spaces import ColourSpace
from generator.pdfobjects.content_stream import InlineImage
from generator.pdfobjects.graphics_operators import ColourActions, colour_operators, colour_values
from generator.pdfobjects.interpreter import Operator, OperatorTable
from generator.pdfobjects.values import Obj, Stream
from . import plate_drawings
from .channels import Overprint, Unmeasurable
from .pixels import shading
from .plate_drawings import RewrittenObject, kept
from .plate_state import INHERITED, PlateState, SetColour
from .rewriter import Rewriter

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


# Which text rendering mode paints only the inside, only the outline, both or neither (9.3.6).
_MODES: Final = {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}
_FILLED: Final = {b"B": b"f", b"B*": b"f*", b"b": b"h f", b"b*": b"h f*"}
_STROKED: Final = {b"B": b"S", b"B*": b"S", b"b": b"s", b"b*": b"s"}


def _keep(rewriter: Rewriter, *operands: Any) -> None:
    rewriter.out.append(rewriter.stream.written)


# Marks.


class _MarkSetup(Struct, frozen=True):
    """What must be set before a mark, and which of its parts are painted."""

    words: bytes
    fills: bool
    strokes: bool


def _ready(rewriter: Rewriter, fills: bool, strokes: bool) -> _MarkSetup | None:
    """What must be set before a mark; None if neither of its parts is painted."""
    state = rewriter.stream.state
    fill = colour(rewriter, True) if fills else None
    stroke = colour(rewriter, False) if strokes else None
    blend = rewriter.blend(state.blend)
    if fill is None and stroke is None and state.isolated and blend is not None:
        # Where nothing lies beneath, what is left alone is bare paper (11.7.4.3).
        fill, stroke = b"1 1 1 rg" if fills else None, b"1 1 1 RG" if strokes else None
        blend = rewriter.blend("Darken")
    if blend is None or (fill is None and stroke is None):
        return None
    return _MarkSetup(_set(rewriter, fill, stroke, blend), fill is not None, stroke is not None)


def _set(rewriter: Rewriter, fill: bytes | None, stroke: bytes | None, blend: bytes) -> bytes:
    """The words that set what is not set yet."""
    stream = rewriter.stream
    now = stream.state.written
    wanted = now._replace(fill=fill or now.fill, stroke=stroke or now.stroke, blend=blend)
    stream.state = stream.state._replace(written=wanted)
    return b" ".join(
        new for new, old in zip(wanted[:3], now[:3], strict=True) if new != old and new
    )


def _draw(rewriter: Rewriter, *operands: Any) -> None:
    """A part of a path."""
    if rewriter.path is None:
        rewriter.path = len(rewriter.out)
    rewriter.out.append(rewriter.stream.written)


def _end_path(rewriter: Rewriter, *operands: Any) -> None:
    rewriter.out.append(rewriter.stream.written)
    rewriter.path = None


def _paints(fills: bool, strokes: bool) -> Operator:
    def operator(rewriter: Rewriter, *operands: Any) -> None:
        out, word = rewriter.out, rewriter.stream.word
        before = _ready(rewriter, fills, strokes)
        if before is None:
            out.append(b"n")
        else:
            out.insert(len(out) if rewriter.path is None else rewriter.path, before.words)
            if (before.fills, before.strokes) == (fills, strokes):
                out.append(rewriter.stream.written)
            else:
                out.append((_FILLED if before.fills else _STROKED)[word])
        rewriter.path = None

    return operator


def _show(rewriter: Rewriter, *operands: Any) -> None:
    stream, out = rewriter.stream, rewriter.out
    mode = stream.state.mode
    before = _ready(rewriter, mode % 4 in (0, 2), mode % 4 in (1, 2))
    if before is not None:
        out.append(before.words)
    real = _MODES[(before.fills, before.strokes) if before else (False, False)]
    real += 4 if mode >= 4 else 0
    if real != stream.state.written.mode:
        out.append(b"%d Tr" % real)
        written = stream.state.written._replace(mode=real)
        stream.state = stream.state._replace(written=written)
    out.append(stream.written)


def _do(rewriter: Rewriter, name: str) -> None:
    _place(rewriter, plate_drawings.external_object(rewriter, name))


def _inline_image(rewriter: Rewriter, image: InlineImage) -> None:
    _place(rewriter, plate_drawings.inline_image(rewriter, image))


def _place(rewriter: Rewriter, drawn: RewrittenObject | None) -> None:
    """Paint a form or image, unless it leaves the picture alone."""
    if drawn is None:
        return
    before = _ready(rewriter, True, False) if drawn.stencil else None
    if drawn.stencil and before is None:
        return
    blend = rewriter.blend(rewriter.stream.state.blend)
    if blend is None:
        return
    rewriter.out.append(before.words if before else _set(rewriter, None, None, blend))
    rewriter.out.append(rewriter.use("XObject", drawn.target) + b" Do")


def _shade(rewriter: Rewriter, name: str) -> None:
    state = rewriter.stream.state
    made = shading(rewriter, rewriter.entry("Shading", name), state.fill_overprint)
    blend = rewriter.blend(state.blend)
    if made is not None and blend is not None:
        rewriter.out.append(_set(rewriter, None, None, blend))
        rewriter.out.append(rewriter.use("Shading", made) + b" sh")


# State.


def _save(rewriter: Rewriter, *operands: Any) -> None:
    rewriter.stream.save()
    _keep(rewriter)


def _restore(rewriter: Rewriter, *operands: Any) -> None:
    if rewriter.stream.saved:
        rewriter.stream.restore()
        _keep(rewriter)


def _external(rewriter: Rewriter, name: str) -> None:
    settings = rewriter.file.dictionary(rewriter.entry("ExtGState", name))
    kept = plate_drawings.external_state(rewriter, settings)
    if kept:
        rewriter.out.append(rewriter.use("ExtGState", kept) + b" gs")


def _mode(rewriter: Rewriter, value: float) -> None:
    rewriter.stream.state = rewriter.stream.state._replace(mode=int(value))


def _font(rewriter: Rewriter, name: str, size: float) -> None:
    rewriter.use("Font", plate_drawings.font(rewriter, rewriter.entry("Font", name)), name)
    _keep(rewriter)


def _marked(rewriter: Rewriter, *operands: Any) -> None:
    if isinstance(operands[-1], str):
        rewriter.use("Properties", rewriter.entry("Properties", operands[-1]), operands[-1])
    _keep(rewriter)


# Colour.


def _space_in_force(rewriter: Rewriter, filled: bool) -> ColourSpace:
    return rewriter.stream.state.colour(filled).space


def _choose_space(rewriter: Rewriter, filled: bool, name: str) -> None:
    space = rewriter.space(name)
    _set_colour(rewriter, filled, space, space.initial)


def _set_colour(
    rewriter: Rewriter, filled: bool, space: ColourSpace, values: tuple[float, ...]
) -> None:
    stream = rewriter.stream
    stream.state = stream.state.with_colour(filled, SetColour(space, values))


def _set_pattern(rewriter: Rewriter, filled: bool, operands: tuple[Any, ...], name: str) -> None:
    stream, space = rewriter.stream, _space_in_force(rewriter, filled)
    values = colour_values(space.base, operands) if space.base and operands else ()
    pattern = SetColour(space, values, rewriter.entry("Pattern", name))
    stream.state = stream.state.with_colour(filled, pattern)


_COLOURS: Final[ColourActions[Rewriter]] = ColourActions(
    _space_in_force, _choose_space, _set_colour, _set_pattern
)
_KEPT: Final = (
    b"cm w J j M d ri i W W* BT ET Tc Tw Tz TL Ts Td TD Tm T* BMC EMC MP BX EX d0 d1".split()
)
OPERATORS: Final[Mapping[bytes, Operator]] = {
    **colour_operators(_COLOURS),
    **dict.fromkeys(_KEPT, _keep),
    **dict.fromkeys((b"m", b"l", b"c", b"v", b"y", b"h", b"re"), _draw),
    **dict.fromkeys((b"f", b"F", b"f*"), _paints(True, False)),
    **dict.fromkeys((b"S", b"s"), _paints(False, True)),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), _paints(True, True)),
    b"n": _end_path,
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), _show),
    b"q": _save,
    b"Q": _restore,
    b"gs": _external,
    b"Tr": _mode,
    b"Tf": _font,
    b"Do": _do,
    b"sh": _shade,
    b"BDC": _marked,
    b"DP": _marked,
}
TABLE: Final[OperatorTable[Rewriter]] = OperatorTable(OPERATORS, _draw, _draw, _show, _inline_image)
