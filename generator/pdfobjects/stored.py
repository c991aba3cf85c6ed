"""An indirect object as it is stored in a file, with what it says about itself."""

from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from generator.pdfobjects.object_kinds import traits
from generator.pdfobjects.values import Obj, Ref, parts, references


class Stored(NamedTuple):
    """An indirect object: its value, a digest of the bytes it was read from, what it refers to,
    and its own `traits`."""

    value: Obj
    digest: bytes
    refs: tuple[Ref, ...]
    traits: frozenset[str]


def stored(value: Obj, digest: bytes) -> Stored:
    inside = tuple(parts(value))
    return Stored(value, digest, references(inside), traits(inside))


NULL: Final = stored(None, sha256(b"null").digest())


class Objects(Protocol):
    """Where a file's objects come from: its cross-reference tables, or a search for them."""

    trailer: dict[str, Obj]
    numbers: tuple[int, ...]
    damage: str
    in_streams: bool  # whether objects or tables are packed in streams (PDF 1.5)

    def load(self, number: int) -> Stored: ...

    def load_all(self) -> dict[int, Stored]: ...
