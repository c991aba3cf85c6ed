"""What is found in a stranger's file, or why it cannot be used: never an exception, so that a child
process can answer with either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from .model import Unusable

A = TypeVar("A")
R = TypeVar("R")

AGAIN: Final = "export it anew, simpler or with another program"


def attempt(read: Callable[[A], R], given: A) -> R | Unusable:
    """What `read` returns, or why it refuses. Any exception but a lack of memory is one of a
    library over a damaged file."""
    try:
        return read(given)
    except Unusable as unusable:
        return unusable
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a library raises over a damaged file
        return Unusable("cannot be read", AGAIN)
