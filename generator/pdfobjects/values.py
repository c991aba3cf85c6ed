"""The values of a PDF file's objects (ISO 32000-1, 7.3).

They are plain Python values: a name is a `str` without its slash, one letter for each of its
bytes; a string is `bytes`; a number is an `int` or a `float`; an array is a `tuple`; a dictionary
is a `dict` by name; `null` is `None`.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from typing import Final, TypeAlias, Union

from msgspec import Struct


class Malformed(Exception):
    """The bytes break the PDF specification. The text says where."""


class Unreadable(Exception):
    """Nothing can be read from the file. `rule` names the reason, and the text says it."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.hint = hint


class Ref(Struct, frozen=True):
    """A reference to an indirect object."""

    number: int
    generation: int


class Dictionary(dict[str, "Obj"]):
    """A dictionary as it was read. Nobody changes it, so facts about it stay true."""

    @cached_property
    def digest(self) -> bytes:
        """A digest of the dictionary, not of what it refers to."""
        return sha256(repr(self).encode()).digest()

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """What it refers to."""
        return references(parts(self))


class Stream(Struct, frozen=True, eq=False, dict=True):
    """A dictionary with bytes as stored, before any filter. Compared by identity."""

    dict: "dict[str, Obj]"
    raw: bytes

    @cached_property
    def digest(self) -> bytes:
        """A digest of the dictionary and the bytes, not of what they refer to."""
        return sha256(self.raw + repr(self.dict).encode()).digest()


class Keyword(Struct, frozen=True):
    """An operator, or a word such as `obj` or `endstream`."""

    word: bytes


Obj: TypeAlias = Union[
    bool, int, float, str, bytes, tuple["Obj", ...], dict[str, "Obj"], Ref, Stream, None
]


def parts(value: Obj) -> Iterator[Obj]:
    """`value` and everything directly inside it, not following references."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        yield item
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, Stream):
            waiting.append(item.dict)
        elif isinstance(item, tuple) and not isinstance(item, Ref):
            waiting.extend(item)


def references(inside: Iterable[Obj]) -> tuple[Ref, ...]:
    """Those among the parts of an object."""
    return tuple([item for item in inside if isinstance(item, Ref)])


def decoded_text(value: bytes) -> str:
    """Of PDFDocEncoding, the part that is shared with Latin-1."""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")


def encoded_text(text: str) -> bytes:
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(first: Matrix, then: Matrix) -> Matrix:
    """`first`, then `then` (row vectors, as in the specification)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t,
        e * q + f * s + u,
    )  # fmt: skip
