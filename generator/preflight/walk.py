"""Content streams interpreted: what they paint, in which colours, and how far it reaches.

The walk of one stream depends on its bytes, on the resources it names, and on the state the
stream before it left; results are remembered under exactly these three. Reach is an upper
bound: clips are ignored, curves are bounded by their control points, text by its advances and
the FontBBox of its font, and what cannot be bounded reaches everywhere.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from generator.preflight import graphics, lexer, spaces
from generator.preflight.file import File
from generator.preflight.graphics import EVERYWHERE, IDENTITY, Area, Matrix, State, joined, moved
from generator.preflight.memo import Memo
from generator.preflight.metrics import Extent, Metrics
from generator.preflight.spaces import Colour, Paint
from generator.preflight.streams import decode
from generator.preflight.syntax import Keyword, Malformed, Obj, Stream

MAX_DEPTH: Final = 24
NO_FONT: Final = "text before any font is chosen"
Use = tuple[str, str]
Key = tuple[object, ...]


class Walked(NamedTuple):
    """What one stream did: paints, reach in the coordinates of the page (None: nothing
    painted), what could not be understood, and all that it depends on."""

    paints: frozenset[Paint]
    reach: Area | None
    faults: tuple[str, ...]
    key: Key


class Machine:
    """The interpreter between operators. `after` is the frozen state to go on from."""

    def __init__(
        self, file: File, resources: Mapping[str, Obj], state: State, depth: int = 0
    ) -> None:
        if depth > MAX_DEPTH:
            raise Malformed(f"drawings inside drawings more than {MAX_DEPTH} deep")
        self.file = file
        self.resources = resources
        self.depth = depth
        self.state = state
        self.stack: list[tuple[Any, ...]] = []
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.path: Area | None = None
        self.operands: list[Any] = []
        self.word = b""
        self.place = b"", 0
        self._digests: dict[Use, bytes] = {}
        self._paused: Pause | None = None
        self._stale = False
        self.begin_stream()

    def begin_stream(self) -> None:
        self._wake()
        self.paints: set[Paint] = set()
        self.reach: Area | None = None
        self.faults: list[str] = []
        self.uses: set[Use] = set()
        self._text_look: tuple[object, ...] = ()

    def pause(self) -> "Pause":
        """How it stands between two streams: the same object while it stands the same."""
        if self._paused is None:
            stands = (
                self.state.frozen(), tuple(self.stack), self.text, self.line, self.path,
                tuple(self.operands),
            )  # fmt: skip
            self._paused = _pauses.get(stands, lambda: Pause(stands))
        return self._paused

    def resume(self, paused: "Pause") -> None:
        """Go on from there; the state itself is made again only for a stream that is run."""
        self._paused, self._stale = paused, True

    def _wake(self) -> None:
        """Be ready to run, and no longer stand as it stood."""
        if self._stale and self._paused is not None:
            state, stack, self.text, self.line, self.path, operands = self._paused.stands
            self.state, self.stack, self.operands = State(state), list(stack), list(operands)
        self._paused, self._stale = None, False

    def entry(self, category: str, name: str) -> Obj:
        """A named resource, noted as used."""
        self.uses.add((category, name))
        found = self.file.dictionary(self.resources.get(category)).get(name)
        if found is None:
            raise Malformed(f"{name} is not among the page's {category} resources")
        return found

    def digest(self, use: Use) -> bytes:
        """A digest of a named resource and all it leads to."""
        known = self._digests.get(use)
        if known is None:
            category, name = use
            found = self.file.dictionary(self.resources.get(category)).get(name)
            known = self._digests[use] = self.file.digest(found)
        return known

    def space(self, name: str) -> spaces.Space:
        if name not in spaces.NAMED:
            self.entry("ColorSpace", name)
        return self.parse_space(name)

    def parse_space(self, value: Obj) -> spaces.Space:
        named = self.file.dictionary(self.resources.get("ColorSpace"))
        return spaces.space(self.file, value, named)

    def mark(self, area: Area | None, *paints: Paint) -> None:
        """Something is painted over `area`, in page coordinates."""
        self.reach = joined(self.reach, area)
        self.paints.update(paints)

    def with_colour(self, kind: str, colour: Colour, overprint: bool) -> tuple[Paint, ...]:
        if colour.painted:
            return colour.painted
        return (Paint(kind, colour.families, colour.values, colour.inks, overprint),)

    def run(self, data: bytes) -> None:
        """Interpret one stream. What is not understood is noted and reaches everywhere."""
        from generator.preflight.operators import OPERATORS

        operands = self.operands
        digest = sha256(data).digest()
        try:
            for token, end in lexer.content_tokens(data):
                kind = type(token)
                if kind is Keyword:
                    self.place = digest, end
                    self.word = token.word  # type: ignore[union-attr]
                    self._operate(OPERATORS, token.word)  # type: ignore[union-attr]
                    operands.clear()
                elif kind is lexer.Points:
                    self._points(token.raw)  # type: ignore[union-attr]
                elif kind is lexer.Line:
                    self._line(token)  # type: ignore[arg-type]
                elif kind is lexer.Boxes:
                    self._boxes(token.raw)  # type: ignore[union-attr]
                elif kind is lexer.InlineImage:
                    self._operate({b"BI": OPERATORS[b"BI"]}, b"BI", token)
                else:
                    operands.append(token)
        except (Malformed, ValueError) as problem:
            self._fault(str(problem))

    def _operate(self, table: "Mapping[bytes, Operator]", word: bytes, *more: object) -> None:
        operator = table.get(word)
        if operator is None:
            self._fault(f"unknown operator {word.decode('latin-1')}")
            return
        try:
            operator(self, *self.operands, *more)
        except Malformed as problem:
            self._fault(str(problem))
        except (TypeError, ValueError, IndexError, OverflowError):
            self._fault(f"wrong operands before {word.decode('latin-1')}")

    def _line(self, line: lexer.Line) -> None:
        if self.operands:
            raise Malformed("too many operands before Tm")
        a, b, c, d, e, f = map(float, line.matrix.split())
        self.text = self.line = (a, b, c, d, e, f)
        if self.state.font is None:
            raise Malformed(NO_FONT)
        self.show(self.state.font.show_array(line.array))

    def _fault(self, message: str) -> None:
        self.faults.append(message)
        self.reach = EVERYWHERE

    def _points(self, raw: bytes) -> None:
        numbers = list(map(float, raw.translate(None, b"mlcvyh").split()))
        if len(numbers) % 2:
            raise Malformed("a path with half a point")
        if numbers:
            xs, ys = numbers[::2], numbers[1::2]
            self.extend((min(xs), min(ys), max(xs), max(ys)))

    def _boxes(self, raw: bytes) -> None:
        numbers = list(map(float, raw.translate(None, b"re").split()))
        for index in range(0, len(numbers), 4):
            x, y, width, height = numbers[index : index + 4]
            self.extend(
                (min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height))
            )

    def extend(self, area: Area) -> None:
        self.path = joined(self.path, moved(area, self.state.ctm))

    def show(self, text: Extent) -> None:
        """Paint a string and move on by it."""
        state = self.state
        font = state.font
        if font is None:
            raise Malformed(NO_FONT)
        size = state.size / 1000
        extra = text.codes * state.spacing + text.blanks * state.word_spacing
        if not font.bounded:
            self.mark(EVERYWHERE)
            self._paint_text()
        elif state.mode != 3:
            back, forth = text.backward * size, (text.advance - text.backward) * size
            low, high = min(back, forth) + min(extra, 0.0), max(back, forth) + max(extra, 0.0)
            self.mark(self._text_reach(font, low, high))
            self._paint_text()
        a, b, c, d, e, f = self.text
        along = (text.advance * size + extra) * state.stretch
        self.text = a, b, c, d, e + a * along, f + b * along

    def _text_reach(self, font: Metrics, low: float, high: float) -> Area:
        """Where glyphs reach whose origins lie from `low` to `high` along the line."""
        state = self.state
        size = abs(state.size) / 1000
        left, bottom, right, top = (edge * size for edge in font.box)
        if state.size < 0:
            left, bottom, right, top = -right, -top, -left, -bottom
        ends = (low + left) * state.stretch, (high + right) * state.stretch
        area = min(ends), bottom + state.rise, max(ends), top + state.rise
        matrix = self.text if state.ctm == IDENTITY else graphics.product(self.text, state.ctm)
        reach = moved(area, matrix)
        if state.mode in (0, 4):
            return reach
        pen = state.width * graphics.scale_of(state.ctm) * 5
        return reach[0] - pen, reach[1] - pen, reach[2] + pen, reach[3] + pen

    def _paint_text(self) -> None:
        state = self.state
        look = (
            state.mode, state.fill, state.fill_overprint, state.stroke, state.stroke_overprint
        )  # fmt: skip
        if look == self._text_look:
            return
        self._text_look = look
        if state.mode in (0, 2, 4, 6):
            self.paints.update(self.with_colour("text", state.fill, state.fill_overprint))
        if state.mode in (1, 2, 5, 6):
            self.paints.update(self.with_colour("text", state.stroke, state.stroke_overprint))


Operator = Callable[..., None]


class Pause:
    """A machine between two streams, compared by identity, which costs nothing however much
    stands in it."""

    __slots__ = ("stands",)

    def __init__(self, stands: tuple[Any, ...]) -> None:
        self.stands = stands


def _key(machine: Machine, data: bytes, uses: tuple[Use, ...], before: Pause) -> Key:
    """All that a stream's walk depends on: its bytes, what it calls upon, how it starts."""
    return data, tuple([machine.digest(use) for use in uses]), before


_pauses: Memo[tuple[Any, ...], Pause] = Memo(1024)
_uses: Memo[bytes, tuple[Use, ...]] = Memo(4096)
_walks: Memo[Key, tuple[Walked, Pause]] = Memo(4096)


def walk_stream(machine: Machine, value: Obj) -> Walked:
    """Run one stream of a page on `machine`, or recall how it went. Raises `Malformed`."""
    file, before = machine.file, machine.pause()
    data = file.digest(value)
    uses = _uses.find(data)
    if uses is not None:
        known = _walks.find(_key(machine, data, uses, before))
        if known is not None:
            machine.resume(known[1])
            return known[0]
    stream = file.get(value)
    if not isinstance(stream, Stream):
        raise Malformed("page contents that are not streams")
    machine.begin_stream()
    machine.run(decode(file, stream))
    uses = tuple(sorted(machine.uses))
    key = _key(machine, data, uses, before)
    faults = tuple(dict.fromkeys(machine.faults))
    walked = Walked(frozenset(machine.paints), machine.reach, faults, key)
    if not faults:
        _uses.put(data, uses)
        _walks.put(key, (walked, machine.pause()))
    return walked
