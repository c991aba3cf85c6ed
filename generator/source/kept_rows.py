"""Rows as bytes, to be kept on disk: their values, the types of the rows, and every place.

Only what comes back exactly is kept: rows of known types, text, numbers, truth values, tuples and
tables. A field that has its default is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from msgspec import MsgspecError, Struct, msgpack

from .nodes import Items, KeptNode, Node, Scalar, Table
from .rows import Row, restored

# The first item of a list: it stands for a tuple, or for a row of the type with this number.
_TUPLE: Final = -1
_PLAIN: Final = (str, bool, int, float, type(None))


class _Packed(Struct, array_like=True):
    """A row with all below it. `kinds` are the names of its types, by their number."""

    kinds: list[str]
    node: KeptNode
    value: Any


class _Unkept(Exception):
    """Says that a value would not come back as it is."""


def packed(row: Row) -> bytes | None:
    """The row as bytes; None if they would not give back exactly this row."""
    try:
        data = _Packer(row).data
        again = unpacked(data)
        same = again == row and again is not None and _Packer(again).data == data
    except (_Unkept, MsgspecError, OverflowError):
        return None
    return data if same else None


def unpacked(data: bytes) -> Row | None:
    """The row that bytes stand for; None if a type in them is not known here."""
    try:
        packed = msgpack.decode(data, type=_Packed)
        return _Unpacker(packed).row
    except (MsgspecError, LookupError, TypeError, ValueError):
        return None


class _Packer:
    def __init__(self, row: Row) -> None:
        root = row._node
        if not isinstance(root, Table | KeptNode):
            raise _Unkept
        self._kinds: dict[str, int] = {}
        kept = _kept(root)
        self._numbers = _numbers(root)
        value = self._row(row)
        self.data = msgpack.encode(_Packed(list(self._kinds), kept, value))

    def _value(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return [_TUPLE, *map(self._value, value)]
        if kind is dict:
            if any(type(key) not in (str, int) for key in value):
                raise _Unkept
            return {key: self._value(each) for key, each in value.items()}
        if isinstance(value, Row):
            return self._row(value)
        raise _Unkept

    def _row(self, row: Row) -> list[Any]:
        """The number of the type, that of the node, the values of fields, and the fields that were
        given though they have their default, or not given though they have another value."""
        kind = self._kinds.setdefault(_name(type(row)), len(self._kinds))
        if vars(row).keys() != type(row).row_fields.keys():
            raise _Unkept
        defaults = _defaults(type(row))
        values = {
            name: self._value(value)
            for name, value in vars(row).items()
            if name not in defaults or not _is_default(value, defaults[name])
        }
        node = -1 if row._node is None else self._numbers.get(id(row._node), -2)
        if node == -2:
            raise _Unkept
        return [kind, node, values, sorted(row.model_fields_set ^ values.keys())]


class _Unpacker:
    def __init__(self, packed: _Packed) -> None:
        known = _known_kinds()
        self._kinds = [known[name] for name in packed.kinds]
        self._templates = [
            {**dict.fromkeys(kind.row_fields), **_defaults(kind)} for kind in self._kinds
        ]
        self._nodes = list(_containers(packed.node))
        self.row: Row = self._row(packed.value)

    def _value(self, value: Any) -> Any:
        kind = type(value)
        if kind is list:
            if value[0] == _TUPLE:
                return tuple(map(self._value, value[1:]))
            return self._row(value)
        if kind is dict:
            return {key: self._value(each) for key, each in value.items()}
        return value

    def _row(self, packed: list[Any]) -> Row:
        number, node, given, differing = packed
        values = {**self._templates[number]}
        for name, value in given.items():
            values[name] = self._value(value) if type(value) in (list, dict) else value
        kind = self._kinds[number]
        place = None if node < 0 else self._nodes[node]
        row: Row = restored(kind, values, given.keys() ^ set(differing), place)
        return row


def _kept(node: Node | KeptNode) -> KeptNode:
    """A node with the places of all below it, and without their text."""
    if isinstance(node, KeptNode):
        return node
    span = node.span
    below: dict[str, KeptNode] | list[KeptNode] | None = None
    if isinstance(node, Table):
        below = {key: _kept(each) for key, each in node.items()}
    elif isinstance(node, Items):
        below = [_kept(each) for each in node]
    return KeptNode(span.path, span.line, span.column, span.key, below)


def _containers(node: Node | KeptNode) -> Iterator[Any]:
    """A node and those below it that hold others, in order."""
    waiting: list[Any] = [node]
    while waiting:
        each = waiting.pop()
        below = each.below if type(each) is KeptNode else each
        if isinstance(below, Scalar) or not isinstance(below, dict | list):
            continue
        yield each
        waiting += reversed([*below.values()] if isinstance(below, dict) else below)


def _numbers(root: Node | KeptNode) -> dict[int, int]:
    """The first number of each container among all, by identity: an alias is met again."""
    found: dict[int, int] = {}
    for number, node in zip(count(), _containers(root), strict=False):
        found.setdefault(id(node), number)
    return found


def _name(kind: type[Row]) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _known_kinds() -> dict[str, type[Row]]:
    """Every type of row that is defined, by its name."""
    found: dict[str, type[Row]] = {}
    waiting: list[type[Row]] = [Row]
    while waiting:
        kind = waiting.pop()
        found[_name(kind)] = kind
        waiting += kind.__subclasses__()
    return found


def _defaults(kind: type[Row]) -> dict[str, Any]:
    """The fields of a type that have a default which all its rows may share."""
    return {
        name: field.default
        for name, field in kind.row_fields.items()
        if not field.is_required and field.default_factory is None
    }


def _is_default(value: object, default: object) -> bool:
    if type(value) in _PLAIN:
        return type(value) is type(default) and value == default
    return value is default
