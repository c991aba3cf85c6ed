"""The first page of a PDF as painted paths: its operators read one by one (ISO 32000-1, 8), and
nothing copied from it that is not an outline or a flat colour."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from generator.vectors.model import (
    DEEPEST,
    IDENTITY,
    MOST_SEGMENTS,
    Clip,
    DeviceColour,
    Marks,
    Matrix,
    PaintedPath,
    Path,
    Segment,
    Stroke,
    Unusable,
    Vector,
    box,
    moved,
    then,
)

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_BLACK: Final = DeviceColour((0.0,))
_FLATTEN: Final = "flatten it to shapes in plain colours, or export it as PNG"
_OUTLINES: Final = "convert its words to outlines (curves) and export it again"
_DEVICES: Final = {
    "/DeviceGray": 1,
    "/G": 1,
    "/DeviceRGB": 3,
    "/RGB": 3,
    "/DeviceCMYK": 4,
    "/CMYK": 4,
}
_IGNORED: Final = frozenset(
    "ri i BX EX MP DP BMC EMC BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T*".split()
)
_REFUSED: Final = {
    **dict.fromkeys(("Tj", "TJ", "'", '"'), ("has words that are type, not outlines", _OUTLINES)),
    "sh": ("has gradients", _FLATTEN),
    **dict.fromkeys(
        ("INLINE IMAGE", "BI"),
        ("holds a picture made of pixels", "place the picture itself, as PNG, JPEG or TIFF"),
    ),
}


@dataclass(frozen=True)
class _State:
    """The graphics state, as far as flat paths need it."""

    matrix: Matrix
    clips: tuple[Clip, ...]
    fill: DeviceColour = _BLACK
    line: DeviceColour = _BLACK
    fill_space: int = 1
    line_space: int = 1
    width: float = 1.0
    cap: int = 0
    join: int = 0
    mitre: float = 10.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    fill_over: bool = False
    line_over: bool = False


def read_pdf(data: bytes) -> Vector:
    """The first page, upright, as far as its CropBox shows it. Raises `Unusable`."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if "/Encrypt" in reader.trailer:
            raise Unusable("is locked with a password", "save it without one")
        return _page(reader, reader.pages[0])
    except (Unusable, MemoryError):
        raise
    except RecursionError:
        raise Unusable("has forms in forms without end", "export it anew") from None
    except Exception:  # noqa: BLE001 - of damaged files pypdf raises all there is
        hint = "open it, and save it anew as PDF, or export it as SVG"
        locked = b"/Encrypt" in data
        message = "is locked with a password" if locked else "is not a PDF that can be read"
        raise Unusable(message, "save it without one" if locked else hint) from None


def _page(reader: PdfReader, page: PageObject) -> Vector:
    if page.rotation % 360:
        raise Unusable("is turned on its side", "export it upright")
    listed: Any = page.get("/Annots")
    annotations = listed.get_object() if listed is not None else None
    if isinstance(annotations, list) and any(_shows(each.get_object()) for each in annotations):
        raise Unusable("has annotations on it", "flatten them, or export it without")
    left, bottom, right, top = _seen(page)
    width, height = right - left, top - bottom
    if width <= 0 or height <= 0:
        raise Unusable("has no extent", "export it anew")
    upright = (1.0, 0.0, 0.0, -1.0, -left, top)
    state = _State(upright, (Clip(box(0, 0, width, height), False),))
    drawn = _Reader(reader, Marks())
    drawn.run(page.get_contents(), page.get("/Resources", {}), state, 0)
    return drawn.marks.drawing(width, height)


def _seen(page: PageObject) -> tuple[float, float, float, float]:
    """What shows of a page: its CropBox, as far as it lies in its MediaBox (ISO 32000-1,
    14.11.2)."""
    boxes = [[float(edge) for edge in box] for box in (page.cropbox, page.mediabox)]
    lower = [(min(x0, x1), min(y0, y1)) for x0, y0, x1, y1 in boxes]
    upper = [(max(x0, x1), max(y0, y1)) for x0, y0, x1, y1 in boxes]
    left, bottom = map(max, zip(*lower, strict=True))
    right, top = map(min, zip(*upper, strict=True))
    return left, bottom, right, top


def _shows(annotation: Any) -> bool:
    """Whether an annotation is drawn on the page (ISO 32000-1, 12.5.3)."""
    if not isinstance(annotation, dict):
        return False
    hidden = int(annotation.get("/F", 0)) & 0b100010
    return "/AP" in annotation and not hidden and annotation.get("/Subtype") != "/Link"


class _Reader:
    def __init__(self, reader: PdfReader, marks: Marks) -> None:
        self.reader = reader
        self.marks = marks
        self.operators = 0

    def run(self, content: Any, resources: Any, state: _State, depth: int) -> None:
        """Read a content stream. Raises `Unusable`."""
        from pypdf.generic import ContentStream

        if content is None:
            return
        if depth > DEEPEST:
            raise Unusable("has forms in forms without end", "export it anew")
        stream = _Stream(self, resources.get_object(), state, depth)
        operations = ContentStream(content, self.reader).operations
        self.operators += len(operations) + 10
        if self.operators > MOST_SEGMENTS:
            raise Unusable("is too detailed for a logo", "ask for the plain logo")
        for operands, operator in operations:
            stream.do(operator.decode("latin-1"), operands)


class _Stream:
    """One content stream, operator by operator."""

    def __init__(
        self, reader: _Reader, resources: Mapping[str, Any], state: _State, depth: int
    ) -> None:
        self.reader, self.resources, self.state, self.depth = reader, resources, state, depth
        self.saved: list[_State] = []
        self.path: list[Segment] = []
        self.clip: bool | None = None  # by the even-odd rule, once W* was met

    def do(self, operator: str, operands: Sequence[Any]) -> None:
        if operator in _REFUSED:
            raise Unusable(*_REFUSED[operator])
        if operator in _PAINT:
            self._paint(*_PAINT[operator])
        elif operator in _BUILD:
            self.path += _BUILD[operator](self.path, [float(value) for value in operands])
            if len(self.path) > MOST_SEGMENTS:
                raise Unusable("is too detailed for a logo", "ask for the plain logo")
        elif operator in _SET:
            _SET[operator](self, operands)
        elif operator not in _IGNORED:
            raise Unusable(f'has an operator "{operator}" that drawings do not', _FLATTEN)

    # state

    def save(self, operands: Sequence[Any]) -> None:
        self.saved.append(self.state)

    def restore(self, operands: Sequence[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: Sequence[Any]) -> None:
        a, b, c, d, e, f = map(float, operands)
        self.state = replace(self.state, matrix=then((a, b, c, d, e, f), self.state.matrix))

    def pen(self, name: str, value: Any) -> None:
        self.state = replace(self.state, **{name: value})

    def dash(self, operands: Sequence[Any]) -> None:
        lengths = tuple(float(value) for value in operands[0])
        if lengths and min(lengths) < 0:
            raise ValueError("a dash of negative length")
        self.state = replace(
            self.state, dash=lengths if any(lengths) else (), phase=float(operands[1])
        )

    def graphics_state(self, operands: Sequence[Any]) -> None:
        """gs: pens, and no blending of any kind."""
        found = self._resource("/ExtGState", operands[0])
        opaque = all(float(found.get(key, 1)) == 1 for key in ("/CA", "/ca"))
        blend = found.get("/BM", "/Normal")
        modes = blend if isinstance(blend, list) else [blend]
        if (
            not opaque
            or modes[0] not in {"/Normal", "/Compatible"}
            or found.get("/SMask", "/None") != "/None"
        ):
            raise Unusable("has see-through parts", _FLATTEN)
        for key, name, kind in (
            ("/LW", "width", float),
            ("/LC", "cap", int),
            ("/LJ", "join", int),
            ("/ML", "mitre", float),
        ):
            if key in found:
                self.pen(name, kind(found[key]))
        if "/D" in found:
            self.dash(found["/D"])
        if "/OP" in found:  # for fills too, unless they have their own (ISO 32000-1, 8.6.7)
            self.pen("line_over", _is_true(found["/OP"]))
            self.pen("fill_over", _is_true(found["/OP"]))
        if "/op" in found:
            self.pen("fill_over", _is_true(found["/op"]))

    def marked(self, operands: Sequence[Any]) -> None:
        if operands and operands[0] == "/OC":
            raise Unusable("has layers that can be switched off", "export it without layers")

    def _resource(self, kind: str, name: Any) -> Any:
        return self.resources[kind].get_object()[name].get_object()

    # colour

    def colour(self, name: str, count: int, operands: Sequence[Any]) -> None:
        """g, rg, k and their like."""
        self.pen(f"{name}_space", count)
        self.pen(name, _inked(operands, count))

    def space(self, name: str, operands: Sequence[Any]) -> None:
        count = self._components(operands[0])
        self.pen(f"{name}_space", count)
        self.pen(
            name, DeviceColour((0.0, 0.0, 0.0, 1.0)) if count == 4 else DeviceColour((0.0,) * count)
        )

    def in_space(self, name: str, operands: Sequence[Any]) -> None:
        self.pen(name, _inked(operands, getattr(self.state, f"{name}_space")))

    def _components(self, name: Any) -> int:
        """1, 3 or 4 for a colour space that is gray, RGB or CMYK, whatever its profile."""
        if name in _DEVICES:
            return _DEVICES[name]
        listed = self.resources.get("/ColorSpace")
        space = listed.get_object().get(name) if listed is not None else None
        space = space.get_object() if space is not None else None
        if isinstance(space, str) and space in _DEVICES:
            return _DEVICES[space]
        kind = space[0] if isinstance(space, list) and space else name
        if kind == "/ICCBased" and isinstance(space, list):
            return int(space[1].get_object()["/N"])
        if kind in {"/CalGray", "/CalRGB"}:
            return 1 if kind == "/CalGray" else 3
        if kind in {"/Separation", "/DeviceN"}:
            raise Unusable("has spot colours", "convert them to process colours (CMYK)")
        raise Unusable("has gradients, patterns or unusual colours", _FLATTEN)

    # painting

    def form(self, operands: Sequence[Any]) -> None:
        found = self._resource("/XObject", operands[0])
        if found.get("/Subtype") == "/Image":
            raise Unusable(*_REFUSED["BI"])
        if "/OC" in found:
            self.marked(["/OC"])
        a, b, c, d, e, f = map(float, found.get("/Matrix", IDENTITY))
        matrix = then((a, b, c, d, e, f), self.state.matrix)
        left, bottom, right, top = map(float, found["/BBox"])
        inside = Clip(moved(box(left, bottom, right - left, top - bottom), matrix), False)
        state = replace(self.state, matrix=matrix, clips=(*self.state.clips, inside))
        resources = found.get("/Resources", self.resources)
        self.reader.run(found, resources, state, self.depth + 1)

    def clip_by(self, evenodd: bool) -> None:
        self.clip = evenodd

    def _paint(self, close: bool, fill: bool, evenodd: bool, stroke: bool) -> None:
        state = self.state
        if close and self.path:
            self.path.append(("Z",))
        path: Path = tuple(self.path)
        if path and (fill or stroke):
            if (fill and state.fill_over and _mixes(state.fill)) or (
                stroke and state.line_over and _mixes(state.line)
            ):
                raise Unusable(
                    "has inks that print over others (overprint)",
                    "turn overprinting off in the logo, and export it again",
                )
            line = Stroke(
                state.line, state.width, state.cap, state.join, state.mitre, state.dash, state.phase
            )
            self.reader.marks.add(
                PaintedPath(
                    path,
                    state.matrix,
                    state.fill if fill else None,
                    evenodd,
                    line if stroke else None,
                    state.clips,
                )
            )
        if self.clip is not None:
            inside = Clip(moved(path, state.matrix), self.clip)
            self.reader.marks.spend(len(path) + len(state.clips))
            self.state = replace(state, clips=(*state.clips, inside))
        self.clip = None
        self.path = []


def _is_true(value: object) -> bool:
    """Whether a value is true; of pypdf's own kind of truth values, `bool` takes all for true."""
    return bool(getattr(value, "value", value))


def _mixes(ink: DeviceColour) -> bool:
    """Whether an ink that overprints looks otherwise than one that does not: all of process inks
    but black alone."""
    return len(ink.values) == 4 and (any(ink.values[:3]) or not ink.values[3])


def _inked(operands: Sequence[Any], count: int) -> DeviceColour:
    values = tuple(min(1.0, max(0.0, float(value))) for value in operands)
    if len(values) != count:
        raise ValueError("a colour with too many or too few numbers")
    return DeviceColour(values)


def _point(path: Sequence[Segment]) -> tuple[float, float]:
    """The current point: where the last segment ends or, once it is closed, the subpath began."""
    closed = bool(path) and path[-1] == ("Z",)
    for name, *values in reversed(path):
        if name == "M" or (values and not closed):
            return values[-2], values[-1]
    raise ValueError("a path that does not begin")


def _rectangle(path: Sequence[Segment], values: Sequence[float]) -> Path:
    x, y, width, height = values
    return box(x, y, width, height)


def _curve(values: Sequence[float]) -> Path:
    x1, y1, x2, y2, x, y = values
    return (("C", x1, y1, x2, y2, x, y),)


_Build = Callable[[Sequence[Segment], Sequence[float]], Path]
_BUILD: Final[Mapping[str, _Build]] = {
    "m": lambda path, values: (("M", values[0], values[1]),),
    "l": lambda path, values: (("L", values[0], values[1]),),
    "c": lambda path, values: _curve(values),
    "v": lambda path, values: _curve([*_point(path), *values]),
    "y": lambda path, values: _curve([*values, *values[2:]]),
    "h": lambda path, values: (("Z",),),
    "re": _rectangle,
}
# Closed first, filled, by the even-odd rule, stroked.
_PAINT: Final = {
    "S": (False, False, False, True),
    "s": (True, False, False, True),
    "f": (False, True, False, False),
    "F": (False, True, False, False),
    "f*": (False, True, True, False),
    "B": (False, True, False, True),
    "B*": (False, True, True, True),
    "b": (True, True, False, True),
    "b*": (True, True, True, True),
    "n": (False, False, False, False),
}
_SET: Final[Mapping[str, Callable[[_Stream, Sequence[Any]], None]]] = {
    "q": _Stream.save,
    "Q": _Stream.restore,
    "cm": _Stream.transform,
    "w": lambda stream, values: stream.pen("width", abs(float(values[0]))),
    "J": lambda stream, values: stream.pen("cap", int(values[0])),
    "j": lambda stream, values: stream.pen("join", int(values[0])),
    "M": lambda stream, values: stream.pen("mitre", float(values[0])),
    "d": _Stream.dash,
    "gs": _Stream.graphics_state,
    "BDC": _Stream.marked,
    "g": lambda stream, values: stream.colour("fill", 1, values),
    "G": lambda stream, values: stream.colour("line", 1, values),
    "rg": lambda stream, values: stream.colour("fill", 3, values),
    "RG": lambda stream, values: stream.colour("line", 3, values),
    "k": lambda stream, values: stream.colour("fill", 4, values),
    "K": lambda stream, values: stream.colour("line", 4, values),
    "cs": lambda stream, values: stream.space("fill", values),
    "CS": lambda stream, values: stream.space("line", values),
    **dict.fromkeys(("sc", "scn"), lambda stream, values: stream.in_space("fill", values)),
    **dict.fromkeys(("SC", "SCN"), lambda stream, values: stream.in_space("line", values)),
    "Do": _Stream.form,
    "W": lambda stream, values: stream.clip_by(False),
    "W*": lambda stream, values: stream.clip_by(True),
}
