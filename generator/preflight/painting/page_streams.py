"""Content streams interpreted: operators read, run on a `Painter`, and remembered.

The walk of one stream depends on its bytes, on the resources it names, on the state the stream
before it left, and on the frame of its page; results are remembered under exactly these four.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, NamedTuple, cast

from generator.memo import Memo
from generator.pdfobjects import content_stream
from generator.pdfobjects.decode import decode
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Keyword, Malformed, Obj, Stream
from generator.preflight.coordinates import PageFrame
from generator.preflight.painting import spaces
from generator.preflight.painting.graphics import GraphicsState
from generator.preflight.painting.notes import Notes, by_kind
from generator.preflight.painting.painter import NO_FONT, Background, Painter
from generator.preflight.painting.spaces import Paint
from generator.preflight.painting.thinness import PathPart
from generator.preflight.plane import EVERYWHERE, Area, joined, moved

MAX_DEPTH: Final = 24
MANY: Final = 1024
# Faults kept of one stream: garbage has one at every word.
MAX_FAULTS: Final = 1000
Use = tuple[str, str]
Key = tuple[object, ...]


class Walked(NamedTuple):
    """What one stream did: paints, reach in the coordinates of the page (None: nothing
    painted), what could not be understood, all that it depends on, what is noted of it by kind, and
    the grounds it paints, in order."""

    paints: frozenset[Paint]
    reach: Area | None
    faults: tuple[str, ...]
    key: Key
    notes: Mapping[type, Notes] = {}
    grounds: tuple[Background, ...] = ()


class Machine(Painter):
    """The interpreter between operators. Its drawing starts in `state`, in whose matrix patterns
    are laid (8.7.3.1)."""

    def __init__(
        self,
        file: PdfFile,
        resources: Mapping[str, Obj],
        state: GraphicsState,
        frame: PageFrame | None = None,
        depth: int = 0,
    ) -> None:
        if depth > MAX_DEPTH:
            raise Malformed(f"drawings inside drawings more than {MAX_DEPTH} deep")
        self.file = file
        self.resources = resources
        self.depth = depth
        self.base = state.ctm
        self.stack: list[tuple[Any, ...]] = []
        self.marked: list[bool] = []
        self.inside: tuple[Any, ...] = ()
        self.operands: list[Any] = []
        self.in_glyph = False
        self.word = b""
        self.place = b"", 0
        self._digests: dict[Use, bytes] = {}
        self._paused: Pause | None = None
        self._stale = False
        self.faults: list[str] = []
        self.uses: set[Use] = set()
        super().__init__(state, frame)

    def begin_stream(self) -> None:
        self._wake()
        self.begin_notes()
        self.faults = []
        self.uses = set()

    def pause(self) -> "Pause":
        """How it stands between two streams: the same object while it stands the same."""
        if self._paused is None:
            stands = (
                self.state.frozen(), tuple(self.stack), self.text, self.line, self.path,
                tuple(self.runs), self.segment, self.clipping, self.layers, tuple(self.marked),
                tuple(self.operands), self.inside, self.frame, type(self),
            )  # fmt: skip
            try:
                self._paused = _pauses.get(stands, lambda: Pause(stands))
            except TypeError:  # a dictionary among the operands, which is no operand
                self._paused = Pause(stands)
        return self._paused

    def resume(self, paused: "Pause") -> None:
        """Go on from there; the state itself is made again only for a stream that is run."""
        self._paused, self._stale = paused, True

    def _wake(self) -> None:
        """Be ready to run, and no longer stand as it stood."""
        if self._stale and self._paused is not None:
            (
                state, stack, self.text, self.line, self.path, runs, self.segment,
                self.clipping, self.layers, marked, operands, self.inside, *_,
            ) = self._paused.stands  # fmt: skip
            self.state, self.stack, self.operands = (
                GraphicsState(state),
                list(stack),
                list(operands),
            )
            self.marked, self.runs = list(marked), list(runs)
        self._paused, self._stale = None, False

    def nest(
        self, entries: Mapping[str, Obj], resources: Mapping[str, Obj], state: GraphicsState
    ) -> "Machine":
        """A machine for a form, by its dictionary, that is placed among what is painted here."""
        return Machine(self.file, resources, state, self.frame, self.depth + 1)

    @property
    def around(self) -> tuple[Hashable, ...]:
        """All of how it stands that such a drawing depends on, beside its state and frame."""
        return ()

    def begin_marked(self, operands: tuple[Any, ...]) -> None:
        """Marked content begins (ISO 32000-1, 14.6); of no consequence to what is painted."""

    def end_marked(self) -> None:
        """The innermost marked content ends."""

    def entry(self, category: str, name: str) -> Obj:
        """A named resource, noted as used."""
        if not isinstance(name, str):
            raise Malformed(f"a {category} resource whose name is not one")
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

    @cached_property
    def all_digest(self) -> bytes:
        """A digest of all resources."""
        return self.file.digest(cast("dict[str, Obj]", self.resources))

    def space(self, name: str) -> spaces.ColourSpace:
        if name not in spaces.NAMED:
            self.entry("ColorSpace", name)
        return self.parse_space(name)

    def parse_space(self, value: Obj) -> spaces.ColourSpace:
        named = self.file.dictionary(self.resources.get("ColorSpace"))
        return spaces.space(self.file, value, named)

    def run(self, data: bytes) -> None:
        """Interpret one stream. What is not understood is noted and reaches everywhere."""
        from generator.preflight.painting.operators import OPERATORS

        operands = self.operands
        digest = sha256(data).digest()
        try:
            for token, end in content_stream.content_tokens(data):
                kind = type(token)
                if kind is Keyword:
                    self.place = digest, end
                    self.word = token.word  # type: ignore[union-attr]
                    self._operate(OPERATORS, token.word)  # type: ignore[union-attr]
                    operands.clear()
                elif kind is content_stream.PathRun:
                    self._points(token.raw)  # type: ignore[union-attr]
                elif kind is content_stream.MatrixLine:
                    self._line(token)  # type: ignore[arg-type]
                elif kind is content_stream.RectangleRun:
                    self._boxes(token.raw)  # type: ignore[union-attr]
                elif kind is content_stream.InlineImage:
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

    def _line(self, line: content_stream.MatrixLine) -> None:
        if self.operands:
            raise Malformed("too many operands before Tm")
        a, b, c, d, e, f = map(float, line.matrix.split())
        self.text = self.line = (a, b, c, d, e, f)
        if self.state.font is None:
            raise Malformed(NO_FONT)
        self.show(self.state.font.show_array(line.array), line.array, True)

    def _fault(self, message: str) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(message)
        self.reach = EVERYWHERE

    def _points(self, raw: bytes) -> None:
        words = raw.translate(None, b"mlcvyh").split()
        if len(words) % 2:
            raise Malformed("a path with half a point")
        if not words:
            return
        across, up = words[::2], words[1::2]
        alone = self.path is None and len(words) == 4
        self.segment = tuple(map(float, words)) if alone else ()
        if len(words) > MANY:  # drawings of many like marks have few different numbers
            across, up = list(dict.fromkeys(across)), list(dict.fromkeys(up))
        xs, ys = list(map(float, across)), list(map(float, up))
        box = min(xs), min(ys), max(xs), max(ys)
        self.extend(box)
        self.runs.append(PathPart(raw, box))

    def _boxes(self, raw: bytes) -> None:
        numbers = list(map(float, raw.translate(None, b"re").split()))
        self.segment = ()
        for index in range(0, len(numbers), 4):
            x, y, width, height = numbers[index : index + 4]
            self.extend(
                (min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height))
            )
        self.runs.append(PathPart(raw))

    def extend(self, area: Area) -> None:
        self.path = joined(self.path, moved(area, self.state.ctm))


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
# The same under the digest of all resources of the page, of which a stream seldom uses all.
_near: Memo[Key, tuple[Walked, Pause]] = Memo(4096)


def walk_stream(machine: Machine, value: Obj, data: bytes) -> Walked:
    """Run one stream of a page, with the digest `data`, on `machine`, or recall how it went. Raises
    `Malformed`."""
    file, before = machine.file, machine.pause()
    near = data, machine.all_digest, before
    known = _near.find(near)
    if known is None and (uses := _uses.find(data)) is not None:
        known = _walks.find(_key(machine, data, uses, before))
        if known is not None:
            _near.put(near, known)
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
    notes = by_kind(machine.notes())
    paints = frozenset(detail for detail, _ in notes.get(Paint, ()) if isinstance(detail, Paint))
    walked = Walked(paints, machine.reach, faults, key, notes, tuple(machine.grounds))
    if not faults:
        _uses.put(data, uses)
        _near.put(near, _walks.put(key, (walked, machine.pause())))
    return walked
