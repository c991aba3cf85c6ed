"""The cache: results remembered by the inputs they were made from, up to a number of bytes.

Whoever opens a project makes a `Cache` and hands it down. A function whose result is remembered is
an `Inputs` class: `frozen_inputs` whose fields are all that the result depends on, with a method
`make`. The inputs are the key. So no key is written by hand, and nothing undeclared can reach the
result. A result that must not be shared has no `Inputs`.

A field that only carries what another field identifies, such as an open file beside the digest of
its bytes, says `field(compare=False)`.

Forgetting costs time and changes no result: `Cache(0)` remembers nothing.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from operator import attrgetter
from threading import Lock
from typing import Any, ClassVar, Final, Generic, TypeAlias, TypeVar, cast, dataclass_transform

from msgspec import MsgspecError, Struct, defstruct, msgpack
from msgspec import field as msgspec_field
from msgspec.structs import astuple

from generator.kept import Kept

Result = TypeVar("Result")
Kind = TypeVar("Kind", bound="type[Inputs[Any]]")

# bytes that a cache holds if nobody says otherwise
LIMIT: Final = 384 * 1024 * 1024
# what an entry takes beside its inputs and its result, in bytes
_ENTRY: Final = 200


class Inputs(Generic[Result]):
    """All that a result depends on. A subclass is declared with `frozen_inputs`."""

    __slots__ = ()
    # the names of the fields that are compared, and of those that only carry what these identify
    compared: ClassVar[tuple[str, ...]]
    carried: ClassVar[tuple[str, ...]]
    # the values of the compared fields
    _compared: ClassVar[attrgetter[Any]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._compared(self) == self._compared(other))

    def __hash__(self) -> int:
        return hash(self._compared(self))

    def make(self, cache: Cache) -> Result:
        """The result, made from these inputs alone; `cache` is for results on the way to it.

        What it raises is not remembered.
        """
        raise NotImplementedError

    def result_size(self, result: Result) -> int:
        """About how many bytes of memory the result takes. Results that are large and not made of
        plain data, such as an opened font, know better than this."""
        return size_of(result)


class KeptInputs(Inputs[Result]):
    """Inputs whose result is kept on disk for later commands. The compared fields are plain data,
    which msgspec encodes. `kept_as` is the type of the result. A command keeps `most` results of a
    kind: what a large batch makes, no later command asks for."""

    __slots__ = ()
    kept_as: ClassVar[Any]
    most: ClassVar[int] = 20

    def worth_keeping(self, result: Result) -> bool:
        """Whether a result depends on the inputs alone, and not on what the machine lacked."""
        return True

    def packed(self, result: Result) -> bytes | None:
        """The result as bytes; None if they would not give back exactly this result."""
        try:
            data = msgpack.encode(result)
            again = msgpack.decode(data, type=self.kept_as)
        except (MsgspecError, TypeError, OverflowError):
            return None
        return data if again == result and msgpack.encode(again) == data else None

    def unpacked(self, data: bytes) -> Result | None:
        """The result that bytes stand for; None if they stand for none."""
        try:
            return cast("Result", msgpack.decode(data, type=self.kept_as))
        except (MsgspecError, TypeError, ValueError):
            return None

    def key(self) -> bytes:
        """The inputs as bytes."""
        return msgpack.encode((type(self).__name__, self._compared(self)))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_inputs(kind: Kind) -> Kind:
    """A frozen struct of the fields that a class declares, compared as `Inputs` are. A dataclass
    takes ten times as long to define, which each command pays for each kind."""
    space = {name: value for name, value in vars(kind).items() if name not in _OF_A_CLASS}
    rows: dict[str, Field[Any]] = {}
    for name in kind.__annotations__:
        value = space.pop(name, MISSING)
        rows[name] = value if isinstance(value, Field) else field(default=value)
    made: Any = defstruct(
        kind.__name__,
        [(name, Any, *_default(row)) for name, row in rows.items()],
        bases=(*kind.__bases__, Struct),
        namespace=space,
        module=kind.__module__,
        frozen=True,
        eq=False,
    )
    made.compared = tuple(name for name, row in rows.items() if row.compare)
    made.carried = tuple(name for name, row in rows.items() if not row.compare)
    made._compared = attrgetter(*made.compared)
    return cast("Kind", made)


# What each class has and a class made in its place gets anew.
_OF_A_CLASS: Final = {"__dict__", "__weakref__", "__annotations__"}


def _default(row: Field[Any]) -> tuple[Any, ...]:
    """The default of a field as msgspec takes it: nothing if it has none."""
    if row.default_factory is not MISSING:
        return (msgspec_field(default_factory=row.default_factory),)
    return () if row.default is MISSING else (row.default,)


# The kind of inputs, and the values of the fields that are compared: as plain values they are found
# in half the time that inputs would take to compare themselves.
CacheKey: TypeAlias = tuple[type, Any]


class _HeldResult(Struct):
    """A result, about how many bytes it takes, and whether somebody has asked for it again."""

    result: Any
    size: int
    asked: bool = False


class Cache:
    """Results by their inputs: at most `limit` bytes of them. The oldest are forgotten first, but
    for one that was asked for since it came, or since it was last kept for that.

    Threads may share one; two that ask for the same at once may both make it. `kept` is what
    earlier commands left on disk, None if nothing is to be kept there.
    """

    def __init__(self, limit: int = LIMIT, kept: Kept | None = None) -> None:
        self.limit = limit
        self.kept = kept
        self.held = 0
        self._known: dict[CacheKey, _HeldResult] = {}
        self._in_order: deque[CacheKey] = deque()
        self._lock = Lock()

    def get(self, inputs: Inputs[Result]) -> Result:
        """The result of `inputs`, made now if it is not known."""
        known = self._known.get((type(inputs), inputs._compared(inputs)))
        if known is not None:
            known.asked = True
            result: Result = known.result
            return result
        made = self.recall(inputs) if isinstance(inputs, KeptInputs) else inputs.make(self)
        return self.put(inputs, made)

    def find(self, inputs: Inputs[Result]) -> Result | None:
        """The result of `inputs` if it is known, else None."""
        known = self._known.get((type(inputs), inputs._compared(inputs)))
        if known is None:
            return None
        known.asked = True
        result: Result = known.result
        return result

    def put(self, inputs: Inputs[Result], result: Result) -> Result:
        """Remember a result that was made elsewhere, and give it back."""
        if not self.limit:
            return result
        size = _ENTRY + inputs.result_size(result)
        if size > self.limit:
            return result
        # not the inputs: an open file must not live as long as what was found in it
        key, entry = (type(inputs), inputs._compared(inputs)), _HeldResult(result, size)
        with self._lock:
            before = self._known.setdefault(key, entry)
            if before is entry:
                self._in_order.append(key)
            else:
                self.held -= before.size
                before.result, before.size = result, size
            self.held += size
            while self.held > self.limit:
                self._pass_oldest()
        return result

    def _pass_oldest(self) -> None:
        """Forget the oldest result, or make it the newest if it was asked for."""
        oldest = self._in_order.popleft()
        entry = self._known[oldest]
        if entry.asked:
            entry.asked = False
            self._in_order.append(oldest)
        else:
            del self._known[oldest]
            self.held -= entry.size

    def empty(self) -> None:
        """Forget everything that is held in memory."""
        with self._lock:
            self._known.clear()
            self._in_order.clear()
            self.held = 0

    def keeps(self, kind: type[KeptInputs[Any]]) -> bool:
        """Whether results of a kind are kept on disk, and more of them are taken."""
        return self.kept is not None and self.kept.written(kind.__name__) < kind.most

    def recall(self, inputs: KeptInputs[Result]) -> Result:
        """The result of `inputs` from disk, or made now and kept there. It is not held in memory,
        for whoever asks once asks no more."""
        kind = type(inputs)
        if self.kept is None or not self.keeps(kind):
            return inputs.make(self)
        key = inputs.key()
        data = self.kept.find(key)
        known = None if data is None else inputs.unpacked(data)
        if known is not None:
            return known
        made = inputs.make(self)
        data = inputs.packed(made) if inputs.worth_keeping(made) else None
        if data is not None:
            self.kept.put(kind.__name__, key, data)
        return made

    def __len__(self) -> int:
        return len(self._known)


class Paused(BaseException):
    """Says that work in steps has done one of them. It is no error, so nothing that handles errors
    takes it."""


class StepCache(Cache):
    """A cache for one step of work: it raises `Paused` when so many results of a kind have been
    made. They are remembered, so the same work, done again with another step, gets further."""

    def __init__(self, cache: Cache, kind: type[Inputs[Any]], most: int) -> None:
        super().__init__(cache.limit, cache.kept)
        self._cache, self._known = cache, cache._known
        self._kind, self._left = kind, most

    def get(self, inputs: Inputs[Result]) -> Result:
        key = type(inputs), inputs._compared(inputs)
        is_new = isinstance(inputs, self._kind) and key not in self._known
        found = super().get(inputs)
        if is_new:
            self._left -= 1
            if not self._left:
                raise Paused
        return found

    def put(self, inputs: Inputs[Result], result: Result) -> Result:
        return self._cache.put(inputs, result)

    def empty(self) -> None:
        self._cache.empty()


# For a caller that has no cache to hand down.
NO_CACHE: Final = Cache(0)


def size_of(value: object) -> int:
    """About how many bytes of memory a value of plain data takes: numbers, words, bytes, tuples,
    lists, sets, dictionaries, structs, dataclasses. Any other object counts without what it
    holds."""
    seen: set[int] = set()
    total = 0
    waiting = [value]
    while waiting:
        each = waiting.pop()
        kind = type(each)
        if each is None or kind is bool:
            continue
        size = sys.getsizeof(each)
        if kind in _ALONE:
            total += size
            continue
        if id(each) in seen or isinstance(each, type):
            continue
        seen.add(id(each))
        total += size
        if isinstance(each, (tuple, list, set, frozenset)):
            waiting.extend(each)
        elif isinstance(each, Struct):
            waiting.extend(astuple(each))
        elif isinstance(each, Mapping):
            waiting.extend(each.keys())
            waiting.extend(each.values())
        elif is_dataclass(each):
            waiting.extend(getattr(each, row.name) for row in fields(each))
    return total


# What holds nothing else.
_ALONE: Final = frozenset({str, bytes, int, float})
