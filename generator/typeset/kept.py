"""What was made once and may be wanted again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

KEPT = 1024
T = TypeVar("T")


class Kept(OrderedDict[object, T]):
    """What was made, by what it was made from; the longest unused goes first."""

    def made(self, key: object, make: Callable[[], T]) -> T:
        found = self.get(key)
        if found is None:
            found = self[key] = make()
            if len(self) > KEPT:
                self.popitem(last=False)
        else:
            self.move_to_end(key)
        return found
