"""A content stream rewritten so that every mark is painted in the channels of one picture.

Colour operators are left out; what is needed is set again just before each mark, so that a mark
that leaves the picture alone can simply be dropped and the graphics state stays as written.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.pdfobjects import colour_spaces, content_stream
from generator.pdfobjects.builder import written_name
from generator.pdfobjects.colour_spaces import CMYK, GRAY, PATTERN, RGB, ColourSpace
from generator.pdfobjects.values import Keyword, Obj
from generator.preflight.raster.plates.channels import OFF, Overprint, Unmeasurable
from generator.preflight.raster.plates.rgb_conversion import Values

if TYPE_CHECKING:
    from generator.preflight.raster.plates.plate_drawing import PlateDrawing


class SetColour(NamedTuple):
    """A colour of the graphics state: in `space`, and for a pattern the pattern."""

    space: ColourSpace
    values: Values
    pattern: Any = None


# The colour a Type 3 glyph or an uncoloured pattern is drawn in, which is its caller's.
INHERITED: Final = SetColour(PATTERN, (), "inherited")
BLACK: Final = SetColour(GRAY, (0.0,))


class PlateState(NamedTuple):
    """The graphics state as far as ink depends on it. `isolated`: inside an isolated group,
    where there may be no backdrop; `blends`: the colours of that group, Gray, RGB or CMYK."""

    fill: SetColour = BLACK
    stroke: SetColour = BLACK
    fill_overprint: Overprint = OFF
    stroke_overprint: Overprint = OFF
    blend: str = "Normal"
    mode: int = 0
    isolated: bool = False
    blends: str = "CMYK"


class WrittenState(NamedTuple):
    """What is set in the rewritten stream; empty if not known."""

    fill: bytes = b""
    stroke: bytes = b""
    blend: bytes = b""
    mode: int = -1


# Which text rendering mode paints only the inside, only the outline, both or neither (9.3.6).
_MODES: Final = {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}
_PAINTS: Final[dict[bytes, tuple[bool, bool]]] = {
    b"f": (True, False), b"F": (True, False), b"f*": (True, False), b"S": (False, True),
    b"s": (False, True), b"B": (True, True), b"B*": (True, True), b"b": (True, True),
    b"b*": (True, True),
}  # fmt: skip
_FILLED: Final = {b"B": b"f", b"B*": b"f*", b"b": b"h f", b"b*": b"h f*"}
_STROKED: Final = {b"B": b"S", b"B*": b"S", b"b": b"s", b"b*": b"s"}
_SHOWS: Final = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PATHS: Final = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_COLOURS: Final[dict[bytes, tuple[bool, ColourSpace]]] = {
    b"g": (True, GRAY), b"G": (False, GRAY), b"rg": (True, RGB),
    b"RG": (False, RGB), b"k": (True, CMYK), b"K": (False, CMYK),
}  # fmt: skip
_KEPT: Final = frozenset(
    b"cm w J j M d ri i W W* BT ET Tc Tw Tz TL Ts Td TD Tm T* BMC EMC MP BX EX d0 d1".split()
)


class Rewriter:
    """One stream, or the streams of one page. `resources` are the old ones, `used` the new."""

    def __init__(
        self, picture: "PlateDrawing", resources: Mapping[str, Obj], look: PlateState
    ) -> None:
        self.picture = picture
        self.resources = resources
        self.look = look
        self.used: dict[str, dict[str, Any]] = {}
        self.set = WrittenState()
        self._stack: list[tuple[PlateState, WrittenState]] = []
        self._out: list[bytes] = []
        self._path: int | None = None

    def use(self, category: str, value: Any, name: str = "") -> bytes:
        """A name in the new resources for `value`."""
        known = self.used.setdefault(category, {})
        if not name:
            for there, one in known.items():
                if one == value:
                    return written_name(there)
            name = f"{category[0]}{len(known)}"
        known[name] = value
        return written_name(name)

    def entry(self, category: str, name: str) -> Obj:
        found = self.picture.file.dictionary(self.resources.get(category)).get(name)
        if found is None:
            raise Unmeasurable(f"{name} is not among the {category} resources")
        return found

    def space(self, value: Obj) -> ColourSpace:
        named = self.picture.file.dictionary(self.resources.get("ColorSpace"))
        return colour_spaces.colour_space(self.picture.file, value, named)

    def run(self, data: bytes) -> bytes:
        """The stream rewritten. Raises `Unmeasurable`, `Mixed` and `Malformed`."""
        operands: list[Any] = []
        start = 0
        for token, end in content_stream.content_tokens(data):
            if isinstance(token, Keyword):
                self._try(token.word, operands, data[start:end])
            elif isinstance(token, (content_stream.PathRun, content_stream.RectangleRun)):
                self._draw(data[start:end])
            elif isinstance(token, content_stream.MatrixLine):
                self._show(data[start:end])
            elif isinstance(token, content_stream.InlineImage):
                self._image(self.picture.inline(self, token.entries, data[start:end]))
            else:
                operands.append(token)
                continue
            operands = []
            start = end
        return b"\n".join(self._out)

    def _try(self, word: bytes, operands: list[Any], raw: bytes) -> None:
        try:
            self._operate(word, operands, raw)
        except (TypeError, ValueError, IndexError, KeyError) as problem:
            said = word.decode("latin-1")
            raise Unmeasurable(f"{said} with operands that are none of its own") from problem

    def _operate(self, word: bytes, operands: list[Any], raw: bytes) -> None:
        if word in _PAINTS:
            self._paint(word, raw)
        elif word in _SHOWS:
            self._show(raw)
        elif word in _COLOURS:
            filled, space = _COLOURS[word]
            self._colour(filled, SetColour(space, _numbers(operands, space.components)))
        elif word in _PATHS:
            self._draw(raw)
        elif word == b"n":
            self._out.append(raw)
            self._path = None
        elif word in _KEPT:
            self._out.append(raw)
        elif word in _HANDLERS:
            _HANDLERS[word](self, operands, raw)
        else:
            raise Unmeasurable(f"the operator {word.decode('latin-1')}")

    # Paths.

    def _draw(self, raw: bytes) -> None:
        if self._path is None:
            self._path = len(self._out)
        self._out.append(raw)

    def _paint(self, word: bytes, raw: bytes) -> None:
        fills, strokes = _PAINTS[word]
        before = self._ready(fills, strokes)
        if before is None:
            self._out.append(b"n")
        else:
            state, fills_still, strokes_still = before
            place = len(self._out) if self._path is None else self._path
            self._out.insert(place, state)
            if (fills_still, strokes_still) == (fills, strokes):
                self._out.append(raw)
            else:
                self._out.append((_FILLED if fills_still else _STROKED)[word])
        self._path = None

    # Colour and state.

    def _ready(self, fills: bool, strokes: bool) -> tuple[bytes, bool, bool] | None:
        """What must be set before a mark, and which of its parts are painted; None if neither."""
        look = self.look
        fill = self.picture.colour(self, look.fill, look.fill_overprint, True) if fills else None
        stroke = (
            self.picture.colour(self, look.stroke, look.stroke_overprint, False)
            if strokes
            else None
        )
        blend = self.picture.blend(self, look.blend)
        if fill is None and stroke is None and look.isolated and blend is not None:
            # Where nothing lies beneath, what is left alone is bare paper (11.7.4.3).
            fill, stroke = b"1 1 1 rg" if fills else None, b"1 1 1 RG" if strokes else None
            blend = self.picture.blend(self, "Darken")
        if blend is None or (fill is None and stroke is None):
            return None
        return self._setting(fill, stroke, blend), fill is not None, stroke is not None

    def _setting(self, fill: bytes | None, stroke: bytes | None, blend: bytes) -> bytes:
        now = self.set
        wanted = WrittenState(fill or now.fill, stroke or now.stroke, blend, now.mode)
        words = [
            new for new, old in zip(wanted[:3], now[:3], strict=True) if new != old and new
        ]  # fmt: skip
        self.set = wanted
        return b" ".join(words)

    def _colour(self, filled: bool, tint: SetColour) -> None:
        look = self.look
        self.look = look._replace(fill=tint) if filled else look._replace(stroke=tint)

    def _choose_space(self, filled: bool, operands: list[Any]) -> None:
        space = self.space(operands[0])
        self._colour(filled, SetColour(space, space.initial))

    def _choose_colour(self, filled: bool, operands: list[Any]) -> None:
        space = (self.look.fill if filled else self.look.stroke).space
        if operands and isinstance(operands[-1], str):
            count = space.base.components if space.base and len(operands) > 1 else 0
            values = _numbers(operands[:-1], count)
            self._colour(filled, SetColour(space, values, self.entry("Pattern", operands[-1])))
        else:
            self._colour(filled, SetColour(space, _numbers(operands, space.components)))

    def _save(self, operands: list[Any], raw: bytes) -> None:
        self._stack.append((self.look, self.set))
        self._out.append(raw)

    def _restore(self, operands: list[Any], raw: bytes) -> None:
        if self._stack:
            self.look, self.set = self._stack.pop()
            self._out.append(raw)

    def _external(self, operands: list[Any], raw: bytes) -> None:
        settings = self.picture.file.dictionary(self.entry("ExtGState", operands[0]))
        self.look, kept = self.picture.state(self, self.look, settings)
        if kept:
            self._out.append(self.use("ExtGState", kept) + b" gs")

    # Text.

    def _mode(self, operands: list[Any], raw: bytes) -> None:
        self.look = self.look._replace(mode=int(operands[0]))

    def _font(self, operands: list[Any], raw: bytes) -> None:
        font = self.picture.font(self, self.entry("Font", operands[0]))
        self.use("Font", font, operands[0])
        self._out.append(raw)

    def _show(self, raw: bytes) -> None:
        mode = self.look.mode
        before = self._ready(mode % 4 in (0, 2), mode % 4 in (1, 2))
        fills = strokes = False
        if before is not None:
            state, fills, strokes = before
            self._out.append(state)
        real = _MODES[fills, strokes] + (4 if mode >= 4 else 0)
        if real != self.set.mode:
            self._out.append(b"%d Tr" % real)
            self.set = self.set._replace(mode=real)
        self._out.append(raw)

    # Objects.

    def _do(self, operands: list[Any], raw: bytes) -> None:
        entry = self.entry("XObject", operands[0])
        self._image(self.picture.external(self, entry))

    def _image(self, drawn: "RewrittenObject | None") -> None:
        """Paint a form or image, unless it leaves the picture alone."""
        if drawn is None:
            return
        before = self._ready(True, False) if drawn.stencil else None
        if drawn.stencil and before is None:
            return
        blend = self.picture.blend(self, self.look.blend)
        if blend is None:
            return
        self._out.append(before[0] if before else self._setting(None, None, blend))
        self._out.append(self.use("XObject", drawn.target) + b" Do")

    def _shade(self, operands: list[Any], raw: bytes) -> None:
        shading = self.picture.shading(
            self, self.entry("Shading", operands[0]), self.look.fill_overprint
        )
        blend = self.picture.blend(self, self.look.blend)
        if shading is not None and blend is not None:
            self._out.append(self._setting(None, None, blend))
            self._out.append(self.use("Shading", shading) + b" sh")

    def _marked(self, operands: list[Any], raw: bytes) -> None:
        if isinstance(operands[-1], str):
            self.use("Properties", self.entry("Properties", operands[-1]), operands[-1])
        self._out.append(raw)


class RewrittenObject(NamedTuple):
    """A form or image to be painted; a `stencil` is painted in the current colour."""

    target: Any
    stencil: bool = False


def _numbers(operands: list[Any], count: int) -> Values:
    if len(operands) != count or not all(isinstance(one, (int, float)) for one in operands):
        raise Unmeasurable(f"a colour of {len(operands)} numbers instead of {count}")
    return tuple(float(one) for one in operands)


_HANDLERS: Final[dict[bytes, Any]] = {
    b"q": Rewriter._save, b"Q": Rewriter._restore, b"gs": Rewriter._external,
    b"cs": lambda self, operands, _: self._choose_space(True, operands),
    b"CS": lambda self, operands, _: self._choose_space(False, operands),
    b"sc": lambda self, operands, _: self._choose_colour(True, operands),
    b"scn": lambda self, operands, _: self._choose_colour(True, operands),
    b"SC": lambda self, operands, _: self._choose_colour(False, operands),
    b"SCN": lambda self, operands, _: self._choose_colour(False, operands),
    b"Tr": Rewriter._mode, b"Tf": Rewriter._font, b"Do": Rewriter._do, b"sh": Rewriter._shade,
    b"BDC": Rewriter._marked, b"DP": Rewriter._marked,
}  # fmt: skip
