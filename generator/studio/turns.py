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
    """So many proofs and uploads may be in hand at once: being done, or waiting. Several threads
    may ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._taken = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have one of them in hand. Raises `Refused` if there are too many."""
        with self._lock:
            if self._taken >= self._most:
                message = f"the studio has {self._taken} proofs or uploads in hand already"
                raise too_many(message)
            self._taken += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken -= 1


def too_many(message: str) -> Refused:
    """The refusal of more than the studio takes in: the message says what it has in hand."""
    hint = "it takes in no more until one of them is done: ask again then"
    return Refused([error(RULE, message, None, hint)])
