"""Reads paths and flat colours from the content of a PDF, operator by operator (ISO 32000-1, 8)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, NoReturn

from generator.pdfobjects.colour_spaces import CMYKS, GREYS, RGBS, ColourSpace, colour_space
from generator.pdfobjects.content_stream import FlatArray
from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.graphics_operators import ColourActions, colour_operators, ext_gstate
from generator.pdfobjects.interpreter import Interpreter, Operator, OperatorTable, WorkBounds
from generator.pdfobjects.values import IDENTITY, Malformed, Matrix, Obj, Stream, product
from .model import (
    MOST_SEGMENTS,
    Clip,
    DeviceColour,
    Marks,
    PaintedPath,
    Stroke,
    Unusable,
    VectorPath,
    VectorSegment,
    box,
    moved,
)

_BLACK: Final = DeviceColour((0.0,))
_FLATTEN: Final = "flatten it to shapes in plain colours, or export it as PNG"
_PLAIN_SPACES: Final = GREYS | RGBS | CMYKS


class DrawingState(NamedTuple):
    """The graphics state, as far as flat paths need it."""

    matrix: Matrix
    clips: tuple[Clip, ...]
    fill: DeviceColour = _BLACK
    line: DeviceColour = _BLACK
    fill_space: ColourSpace = ColourSpace("DeviceGray", 1)
    line_space: ColourSpace = ColourSpace("DeviceGray", 1)
    width: float = 1.0
    cap: int = 0
    join: int = 0
    mitre: float = 10.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    fill_overprint: bool = False
    line_overprint: bool = False


def refuse_broken() -> NoReturn:
    hint = "open it, and save it anew as PDF, or export it as SVG"
    raise Unusable("is not a PDF that can be read", hint) from None


class PathReader:
    """One drawing: the page, or a form on it."""

    def __init__(
        self,
        file: PdfFile,
        resources: Mapping[str, Obj],
        state: DrawingState,
        marks: Marks,
        bounds: WorkBounds,
    ) -> None:
        self.file, self.resources = file, resources
        self.marks, self.bounds = marks, bounds
        self.stream = Interpreter(state, bounds)
        self.path: list[VectorSegment] = []
        self.clip: bool | None = None  # by the even-odd rule, once W* was met

    def run(self, data: bytes) -> None:
        """Read a content stream. Raises `Unusable`."""
        if self.bounds.depth > self.bounds.deepest:
            raise Unusable("has forms in forms without end", "export it anew")
        if len(data) > self.bounds.content_left:
            _refuse_detail()
        self.stream.run(data, self, _TABLE)

    def fault(self, message: str) -> None:
        refuse_broken()

    def unknown_operator(self, word: str) -> None:
        raise Unusable(f'has an operator "{word}" that drawings do not', _FLATTEN)

    def resource(self, category: str, name: str) -> Obj:
        """A named resource. Raises `Malformed` if there is none."""
        found = self.file.dictionary(self.resources.get(category)).get(name)
        if found is None:
            raise Malformed(f"{name} is not among the {category} resources")
        return found

    def change(self, **changes: Any) -> None:
        self.stream.state = self.stream.state._replace(**changes)


def _refuse_detail() -> NoReturn:
    raise Unusable("is too detailed for a logo", "ask for the plain logo")


def _refuses(message: str, hint: str) -> Operator:
    def operator(reader: PathReader, *operands: Any) -> None:
        raise Unusable(message, hint)

    return operator


# State.


def _restore(reader: PathReader) -> None:
    if reader.stream.saved:
        reader.stream.restore()


def _concatenate(reader: PathReader, *matrix: float) -> None:
    a, b, c, d, e, f = matrix
    reader.change(matrix=product((a, b, c, d, e, f), reader.stream.state.matrix))


def _sets(name: str, value_of: Callable[[float], float]) -> Operator:
    def operator(reader: PathReader, value: float) -> None:
        reader.change(**{name: value_of(value)})

    return operator


def _dash(reader: PathReader, array: Any, phase: float) -> None:
    if not isinstance(array, FlatArray):
        raise Malformed("a dash without its lengths")
    lengths = array.raw[1:-1].replace(b"\0", b" ").split()
    _set_dash(reader, tuple(map(float, lengths)), phase)


def _set_dash(reader: PathReader, lengths: tuple[float, ...], phase: float) -> None:
    if lengths and min(lengths) < 0:
        raise Malformed("a dash of negative length")
    reader.change(dash=lengths if any(lengths) else (), phase=float(phase))


def _external(reader: PathReader, name: str) -> None:
    """gs: pens, and no blending of any kind."""
    file = reader.file
    entries = file.dictionary(reader.resource("ExtGState", name))
    found = ext_gstate(file, entries)
    alphas = {found.fill_alpha, found.stroke_alpha} - {None, 1.0}
    if alphas or found.blend not in (None, "Normal") or found.masked:
        raise Unusable("has see-through parts", _FLATTEN)
    changes = {
        "width": found.width,
        "mitre": found.mitre,
        "cap": found.cap,
        "join": found.join,
        "line_overprint": found.stroke_overprint,
        "fill_overprint": found.fill_overprint,
    }
    reader.change(**{key: value for key, value in changes.items() if value is not None})
    if "D" in entries:
        lengths, phase = file.array(entries["D"])
        _set_dash(reader, file.numbers_of(lengths), file.numbers_of((phase,))[0])


def _begin_marked(reader: PathReader, tag: Any = None, *properties: Any) -> None:
    if tag == "OC":
        raise Unusable("has layers that can be switched off", "export it without layers")


# Colour.


def _space_in_force(reader: PathReader, filled: bool) -> ColourSpace:
    return reader.stream.state.fill_space if filled else reader.stream.state.line_space


def _choose_space(reader: PathReader, filled: bool, name: str) -> None:
    file = reader.file
    named = file.dictionary(reader.resources.get("ColorSpace"))
    array = file.array(named.get(name))
    if array and file.get(array[0]) in ("Separation", "DeviceN"):
        raise Unusable("has spot colours", "convert them to process colours (CMYK)")
    space = colour_space(file, name, named)
    if space.family not in _PLAIN_SPACES:
        _refuse_colour(reader)
    _set_colour(reader, filled, space, space.initial)


def _set_colour(
    reader: PathReader, filled: bool, space: ColourSpace, values: tuple[float, ...]
) -> None:
    colour = DeviceColour(tuple(min(1.0, max(0.0, float(value))) for value in values))
    if filled:
        reader.change(fill_space=space, fill=colour)
    else:
        reader.change(line_space=space, line=colour)


def _refuse_colour(reader: PathReader, *operands: Any) -> None:
    raise Unusable("has gradients, patterns or unusual colours", _FLATTEN)


# Paths.


def _build(reader: PathReader, raw: bytes) -> None:
    """A run of m, l, c, v, y and h as written."""
    values: list[float] = []
    for word in raw.replace(b"\0", b" ").split():
        segment = _SEGMENTS.get(word)
        if segment is None:
            values.append(float(word))
        else:
            reader.path.append(segment(reader.path, values))
            values = []
    _bound_path(reader)


def _bound_path(reader: PathReader) -> None:
    if len(reader.path) > MOST_SEGMENTS:
        _refuse_detail()


def _rectangles(reader: PathReader, raw: bytes) -> None:
    numbers = list(map(float, raw.replace(b"\0", b" ").replace(b"re", b" ").split()))
    for index in range(0, len(numbers), 4):
        x, y, width, height = numbers[index : index + 4]
        reader.path += box(x, y, width, height)
    _bound_path(reader)


def _point(path: Sequence[VectorSegment]) -> tuple[float, float]:
    """The current point: where the last segment ends or, once it is closed, the subpath began."""
    closed = bool(path) and path[-1] == ("Z",)
    for name, *values in reversed(path):
        if name == "M" or (values and not closed):
            return values[-2], values[-1]
    raise Malformed("a path that does not begin")


def _line_to(name: str) -> Callable[[Sequence[VectorSegment], Sequence[float]], VectorSegment]:
    def segment(path: Sequence[VectorSegment], values: Sequence[float]) -> VectorSegment:
        x, y = values
        return name, x, y

    return segment


def _curve(values: Sequence[float]) -> VectorSegment:
    x1, y1, x2, y2, x, y = values
    return "C", x1, y1, x2, y2, x, y


_SEGMENTS: Final[
    Mapping[bytes, Callable[[Sequence[VectorSegment], Sequence[float]], VectorSegment]]
] = {
    b"m": _line_to("M"),
    b"l": _line_to("L"),
    b"c": lambda path, values: _curve(values),
    b"v": lambda path, values: _curve([*_point(path), *values]),
    b"y": lambda path, values: _curve([*values, *values[2:]]),
    b"h": lambda path, values: ("Z",),
}


# Painting.


def _external_object(reader: PathReader, name: str) -> None:
    file, state = reader.file, reader.stream.state
    found = file.get(reader.resource("XObject", name))
    entries = file.dictionary(found)
    if file.get(entries.get("Subtype")) == "Image":
        _refuse_pixels(reader)
    if not isinstance(found, Stream):
        raise Malformed("an XObject that is not a stream")
    if "OC" in entries:
        _begin_marked(reader, "OC")
    a, b, c, d, e, f = file.numbers_of(entries.get("Matrix")) or IDENTITY
    matrix = product((a, b, c, d, e, f), state.matrix)
    left, bottom, right, top = file.numbers_of(entries.get("BBox"))
    inside = Clip(moved(box(left, bottom, right - left, top - bottom), matrix), False)
    state = state._replace(matrix=matrix, clips=(*state.clips, inside))
    own = file.get(entries.get("Resources"))
    resources = own if isinstance(own, dict) else reader.resources
    PathReader(file, resources, state, reader.marks, reader.bounds).run(decode(file, found))


_refuse_pixels: Final = _refuses(
    "holds a picture made of pixels", "place the picture itself, as PNG, JPEG or TIFF"
)


def _clips(evenodd: bool) -> Operator:
    def operator(reader: PathReader) -> None:
        reader.clip = evenodd

    return operator


def _paints(
    *, close: bool = False, fill: bool = False, evenodd: bool = False, stroke: bool = False
) -> Operator:
    def operator(reader: PathReader) -> None:
        state = reader.stream.state
        if close and reader.path:
            reader.path.append(("Z",))
        path: VectorPath = tuple(reader.path)
        if path and (fill or stroke):
            _refuse_overprint(state, fill, stroke)
            line = Stroke(
                state.line, state.width, state.cap, state.join, state.mitre, state.dash, state.phase
            )
            inside, outline = state.fill if fill else None, line if stroke else None
            mark = PaintedPath(path, state.matrix, inside, evenodd, outline, state.clips)
            reader.marks.add(mark)
        _end_path(reader, path)

    return operator


def _end_path(reader: PathReader, path: VectorPath) -> None:
    """A clip made of the path counts from here (ISO 32000-1, 8.5.4)."""
    if reader.clip is not None:
        state = reader.stream.state
        reader.marks.spend(len(path) + len(state.clips))
        reader.change(clips=(*state.clips, Clip(moved(path, state.matrix), reader.clip)))
    reader.clip = None
    reader.path = []


def _refuse_overprint(state: DrawingState, fill: bool, stroke: bool) -> None:
    """Refuse inks that overprint and look otherwise for it."""
    filled = fill and state.fill_overprint and _mixes(state.fill)
    stroked = stroke and state.line_overprint and _mixes(state.line)
    if filled or stroked:
        raise Unusable(
            "has inks that print over others (overprint)",
            "turn overprinting off in the logo, and export it again",
        )


def _mixes(colour: DeviceColour) -> bool:
    """Whether an ink that overprints looks otherwise than one that does not: all of process inks
    but black alone."""
    inks = colour.values
    return len(inks) == 4 and (any(inks[:3]) or not inks[3])


def _nothing(reader: PathReader, *operands: Any) -> None:
    """What changes nothing about outlines in flat colours."""


_refuse_words: Final = _refuses(
    "has words that are type, not outlines",
    "convert its words to outlines (curves) and export it again",
)
_COLOURS: Final[ColourActions[PathReader]] = ColourActions(
    _space_in_force, _choose_space, _set_colour, _refuse_colour
)
_IGNORED: Final = b"ri i BX EX MP DP BMC EMC BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T*".split()
_OPERATORS: Final[Mapping[bytes, Operator]] = {
    **colour_operators(_COLOURS),
    **dict.fromkeys(_IGNORED, _nothing),
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), _refuse_words),
    b"q": lambda reader: reader.stream.save(),
    b"Q": _restore,
    b"cm": _concatenate,
    b"w": _sets("width", abs),
    b"J": _sets("cap", int),
    b"j": _sets("join", int),
    b"M": _sets("mitre", float),
    b"d": _dash,
    b"gs": _external,
    b"BDC": _begin_marked,
    b"Do": _external_object,
    b"sh": _refuses("has gradients", _FLATTEN),
    b"W": _clips(False),
    b"W*": _clips(True),
    b"S": _paints(stroke=True),
    b"s": _paints(close=True, stroke=True),
    b"f": _paints(fill=True),
    b"F": _paints(fill=True),
    b"f*": _paints(fill=True, evenodd=True),
    b"B": _paints(fill=True, stroke=True),
    b"B*": _paints(fill=True, evenodd=True, stroke=True),
    b"b": _paints(close=True, fill=True, stroke=True),
    b"b*": _paints(close=True, fill=True, evenodd=True, stroke=True),
    b"n": _paints(),
}
_TABLE: Final[OperatorTable[PathReader]] = OperatorTable(
    _OPERATORS, _build, _rectangles, _refuse_words, _refuse_pixels
)
