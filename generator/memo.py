"""Judgements remembered by the digest of everything they depend on, within one process.

A batch builds hundreds of files whose fonts, drawings and most streams are the same bytes. A
memo only ever skips work whose result those bytes determine, so the judgement of a file is the
same whatever was judged before it; forgetting costs time, never truth.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(Generic[K, V]):
    """At most `size` results; the oldest is forgotten first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._known: dict[K, V] = {}
        # the result for a key, None if it is not known; asked for so often that a call counts
        self.find: Callable[[K], V | None] = self._known.get

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The result for `key`, made now if it is not known. An exception is not remembered."""
        try:
            return self._known[key]
        except KeyError:
            return self.put(key, make())

    def put(self, key: K, value: V) -> V:
        """Remember a result, and give it back."""
        while len(self._known) >= self.size:
            self._known.pop(next(iter(self._known)), None)
        self._known[key] = value
        return value

    def clear(self) -> None:
        self._known.clear()
