"""What a child of `generator.bounded` is asked to do in tests; it imports nothing that is slow."""

import ctypes
import os
import time
from collections.abc import Iterator

from generator.problems import Refused, Span, error


def doubled(value: bytes) -> bytes:
    print("noise that is no answer")
    return value + value


def own_process() -> int:
    return os.getpid()


def refusing() -> None:
    raise Refused([error("odd", "it is odd", Span("area.yaml", 9))])


def failing() -> None:
    raise KeyError("boxes")


def endless() -> None:
    while True:
        time.sleep(1)


def busy() -> None:
    while True:
        pass


def waiting(seconds: float) -> str:
    time.sleep(seconds)
    return "its turn"


def greedy() -> int:
    return len(bytes(2_000_000_000))


def falling() -> None:
    ctypes.string_at(0)


def counting(then: str) -> Iterator[int]:
    yield from range(3)
    if then == "endless":
        endless()
    if then == "refusing":
        refusing()


class Counter:
    """What a child holds between two pieces of work."""

    def __init__(self) -> None:
        self.count = 0


def counted(held: Counter) -> int:
    held.count += 1
    return held.count


def counting_on(held: Counter, times: int) -> Iterator[int]:
    yield from (counted(held) for _ in range(times))
