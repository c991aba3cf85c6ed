"""Interprets content streams: a function of the caller's table carries out each operator.

A visitor is what the functions work on. Three visitors find what a page paints, what its plates are
and which outlines it draws. This module cuts a stream into operators with their operands, keeps the
graphics states that `q` saves, and limits how much is read and how deep drawings call one another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, Generic, Protocol, TypeVar

from msgspec import Struct

from .content_stream import InlineImage, MatrixLine, PathRun, RectangleRun, content_tokens
from .values import Keyword, Malformed

# As deep as states may be saved in one another; readers owe 28 (ISO 32000-1, annex C).
MOST_SAVED: Final = 512
# Drawings inside drawings.
DEEPEST: Final = 20
# Bytes of content that one page may lead to: ten times the most detailed map that was met.
MOST_CONTENT: Final = 1 << 29
# What a drawing costs beside its bytes.
_EACH: Final = 1024

# Operators that build paths, by the number of their operands.
_IN_PATH: Final = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4}

S = TypeVar("S")
V = TypeVar("V", bound="Visitor")
# Called with the visitor and the operands.
Operator = Callable[..., None]


class Visitor(Protocol):
    """The object that operators work on. Both methods may raise what the visitor wants raised."""

    def fault(self, message: str) -> None:
        """Report an operator that cannot be carried out, or a stream that cannot be read to its
        end."""

    def unknown_operator(self, word: str) -> None:
        """Report an operator that is not in the table."""


class OperatorTable(Struct, Generic[V], frozen=True):
    """The action of a visitor at each operator. Runs of path operators, lines of text (`Tm` with
    `TJ`) and inline images are passed whole."""

    operators: Mapping[bytes, Operator]
    path: Callable[[V, bytes], None]
    rectangles: Callable[[V, bytes], None]
    text_line: Callable[[V, MatrixLine], None]
    inline_image: Callable[[V, InlineImage], None]


class WorkBounds:
    """How much more content a page may lead to, and how deep its drawings stand in one another."""

    def __init__(self, content: int = MOST_CONTENT, deepest: int = DEEPEST) -> None:
        self.content_left = content
        self.deepest = deepest
        self.depth = 0

    def spend(self, content: int) -> None:
        """Count a stream of so many bytes. Raises `Malformed` if it is too much."""
        self.content_left -= content + _EACH
        if self.content_left < 0:
            raise Malformed("more drawing than can be read")

    def enter(self, content: int) -> None:
        """Begin a stream inside those that have begun. Raises `Malformed`."""
        if self.depth > self.deepest:
            raise Malformed(f"drawings inside drawings more than {self.deepest} deep")
        self.spend(content)
        self.depth += 1

    def leave(self) -> None:
        self.depth -= 1


class Interpreter(Generic[S]):
    """The streams of one drawing: the graphics state in force, which is a value that never changes,
    the saved states, and the operands that wait for their operator."""

    def __init__(
        self, state: S, bounds: WorkBounds, saved: Iterable[S] = (), operands: Iterable[Any] = ()
    ) -> None:
        self.state = state
        self.bounds = bounds
        self.saved = list(saved)
        self.operands: list[Any] = list(operands)
        self.word = b""
        self._data = b""
        self._digest = b""
        self._start = self._end = 0

    @property
    def written(self) -> bytes:
        """The current operator with its operands, as written."""
        return self._data[self._start : self._end]

    @property
    def place(self) -> tuple[bytes, int]:
        """The stream being read, by its digest, and the place after its current operator."""
        self._digest = self._digest or sha256(self._data).digest()
        return self._digest, self._end

    def save(self) -> None:
        if len(self.saved) >= MOST_SAVED:
            raise Malformed(f"q inside q more than {MOST_SAVED} deep")
        self.saved.append(self.state)

    def restore(self) -> None:
        if not self.saved:
            raise Malformed("Q without q")
        self.state = self.saved.pop()

    def run(self, data: bytes, visitor: V, table: OperatorTable[V]) -> None:
        """Read one stream. Raises `Malformed` if it is too much to read."""
        self.bounds.enter(len(data))
        self._data, self._digest, self._start = data, b"", 0
        try:
            self._read(data, visitor, table)
        except (Malformed, ValueError) as problem:
            visitor.fault(str(problem))
        finally:
            self.bounds.leave()

    def _read(self, data: bytes, visitor: V, table: OperatorTable[V]) -> None:
        operands, operators = self.operands, table.operators
        for token, end in content_tokens(data):
            kind = type(token)
            if kind is Keyword:
                self._end = end
                word: bytes = token.word  # type: ignore[union-attr]
                operator = operators.get(word)
                if operator is None and _builds_path(word, operands):
                    # comments between operands keep it out of a run
                    build = table.rectangles if word == b"re" else table.path
                    self._call(visitor, build, word, [_as_written(operands, word)])
                elif operator is None:
                    visitor.unknown_operator(word.decode("latin-1"))
                else:
                    self.word = word
                    self._call(visitor, operator, word, operands)
                operands.clear()
            elif kind is PathRun:
                self._end = end
                table.path(visitor, token.raw)  # type: ignore[union-attr]
            elif kind is MatrixLine:
                if operands:
                    raise Malformed("too many operands before Tm")
                self._end = end
                table.text_line(visitor, token)  # type: ignore[arg-type]
            elif kind is RectangleRun:
                self._end = end
                table.rectangles(visitor, token.raw)  # type: ignore[union-attr]
            elif kind is InlineImage:
                self._end = end
                self._call(visitor, table.inline_image, b"BI", [token])
            else:
                operands.append(token)
                continue
            self._start = end

    def _call(
        self, visitor: V, operator: Operator, word: bytes, operands: Iterable[object]
    ) -> None:
        try:
            operator(visitor, *operands)
        except Malformed as problem:
            visitor.fault(str(problem))
        except (TypeError, ValueError, IndexError, OverflowError):
            visitor.fault(f"wrong operands before {word.decode('latin-1')}")


def _builds_path(word: bytes, operands: Sequence[object]) -> bool:
    return len(operands) == _IN_PATH.get(word, -1) and {*map(type, operands)} <= {float}


def _as_written(numbers: Iterable[float], word: bytes) -> bytes:
    return b" ".join([*(repr(number).encode() for number in numbers), word])
