"""The values of a PDF file's objects (ISO 32000-1, 7.3).

They are plain Python values: a name is a `str` without its slash, one letter for each of its
bytes; a string is `bytes`; a number is an `int` or a `float`; an array is a `tuple`; a dictionary
is a `dict` by name; `null` is `None`.
"""

from typing import NamedTuple, TypeAlias, Union


class Malformed(Exception):
    """The bytes are not what the PDF specification says they must be; the text says where."""


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int
    generation: int


class Stream:
    """A dictionary with bytes as stored, before any filter. Compared by identity."""

    __slots__ = ("dict", "raw")

    def __init__(self, entries: "dict[str, Obj]", raw: bytes) -> None:
        self.dict = entries
        self.raw = raw


class Keyword(NamedTuple):
    """An operator, or a word such as `obj` or `endstream`."""

    word: bytes


Obj: TypeAlias = Union[
    bool, int, float, str, bytes, tuple["Obj", ...], dict[str, "Obj"], Ref, Stream, None
]
