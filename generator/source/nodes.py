"""The content of a YAML file, as plain data that remembers its places.

There are four kinds of node and no implicit types: `Scalar` (every scalar, exactly as written),
`Items` (a list), `Table` (keys and values) and `Missing` (nothing after the colon or dash). The
first three are a `str`, a `list` and a `dict`, so that validation takes them as they are and
returns them in its errors, with their places. `Missing` is no value of any type.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Final, TypeAlias, overload

from msgspec import Struct

from generator.problems import Span

if TYPE_CHECKING:
    from .fields import KindOfRow


class Comment(Struct, frozen=True):
    """A comment at the end of a line, with its #, and where it begins."""

    text: str
    span: Span


class Scalar(str):
    """A scalar: always text. `plain` if written without quotes and not as a block; `comment` is the
    comment that follows a plain one on its line, if any."""

    __slots__ = ("comment", "plain", "span")
    span: Span
    plain: bool
    comment: Comment | None

    @classmethod
    def make(cls, text: str, span: Span, plain: bool, comment: Comment | None = None) -> Scalar:
        node = cls(text)
        node.span, node.plain, node.comment = span, plain, comment
        return node


class Missing(Struct, frozen=True):
    """No value: `title:` and the end of the line, or a `comment`. `title: ""` is empty text."""

    span: Span
    comment: Comment | None = None


class Items(list["Node"]):
    """A list. `flow` if written in brackets."""

    __slots__ = ("flow", "span")
    span: Span
    flow: bool

    def __init__(self, span: Span, flow: bool = False) -> None:
        super().__init__()
        self.span, self.flow = span, flow

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.span, self.flow), None, iter(self)


class Table(dict[str, "Node"]):
    """Keys and values. `keys_at` is where each key stands, `flow` if written in braces, and
    `readers` the row types that tried to read it, whose fields are the keys it may have."""

    __slots__ = ("flow", "keys_at", "readers", "span")
    span: Span
    flow: bool
    keys_at: dict[str, Span]
    readers: list[KindOfRow]

    def __init__(
        self, span: Span, flow: bool = False, keys_at: dict[str, Span] | None = None
    ) -> None:
        super().__init__()
        self.span, self.flow = span, flow
        self.keys_at = {} if keys_at is None else keys_at
        self.readers = []

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.span, self.flow, self.keys_at), None, None, iter(self.items())

    def without_missing(self, known: Container[str]) -> Table:
        """The same table without the `known` keys that have no value; the table itself if all have
        one."""
        missing = {k for k, value in self.items() if isinstance(value, Missing) and k in known}
        if not missing:
            return self
        kept = Table(self.span, self.flow, self.keys_at)
        kept.update((key, value) for key, value in self.items() if key not in missing)
        kept.readers = self.readers
        return kept


class KeptNode(Struct, array_like=True):
    """The place of a node, and of those `below` it, without their values."""

    path: str
    line: int
    column: int
    key: str
    below: dict[str, KeptNode] | list[KeptNode] | None = None

    @property
    def span(self) -> Span:
        return Span(self.path, self.line, self.column, self.key)


Node: TypeAlias = Scalar | Items | Table | Missing
PlacedNode: TypeAlias = Node | KeptNode
NODES: Final = (Scalar, Items, Table, Missing)


def find(node: PlacedNode | None, path: str) -> tuple[PlacedNode | None, bool]:
    """The value at a key path such as `items.2.text`, or the innermost value round it; and whether
    it is the value itself. Names in a path may contain dots."""
    if not path or node is None:
        return node, node is not None
    if "." not in path:
        below = child(node, path)
        return (node, False) if below is None else (below, True)
    nearest: PlacedNode | None = node
    for end in [each for each, letter in enumerate(path) if letter == "."] + [len(path)]:
        below = child(node, path[:end])
        if below is None:
            continue
        nearest, is_there = find(below, path[end + 1 :])
        if is_there:
            return nearest, True
    return nearest, False


@overload
def child(node: Node | None, part: str | int) -> Node | None: ...


@overload
def child(node: PlacedNode | None, part: str | int) -> PlacedNode | None: ...


def child(node: PlacedNode | None, part: str | int) -> PlacedNode | None:
    """The value of a key, or the item at an index from 0; None if there is none."""
    below = node.below if isinstance(node, KeptNode) else node
    if isinstance(below, dict):
        return below.get(str(part))
    if isinstance(below, list):
        index = int(part) if str(part).isdecimal() else -1
        return below[index] if 0 <= index < len(below) else None
    return None
