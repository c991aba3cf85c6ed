"""How much the studio has in hand beside the typing: so much and no more, so that nobody waits for
what hundreds of others have asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from generator.problems import Refused, error

RULE: Final = "busy"


class Turns:
    """So many things of a kind, called `what` in messages, may be in hand at once: being done, or
    waiting. Several threads may ask."""

    def __init__(self, most: int, what: str) -> None:
        self._most, self._what = most, what
        self._lock = Lock()
        self._taken = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have one of them in hand. Raises `Refused` if there are too many."""
        with self._lock:
            if self._taken >= self._most:
                raise too_many(self._taken, self._what)
            self._taken += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken -= 1


def too_many(number: int, what: str) -> Refused:
    """The refusal of more than the studio takes in."""
    message = f"the studio has {number} {what} in hand already, and takes in no more"
    return Refused([error(RULE, message, None, "wait until one of them is done, then ask again")])
