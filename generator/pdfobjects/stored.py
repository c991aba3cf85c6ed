"""An indirect object as it is stored in a file, with its digest, references and kinds."""

from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from generator.pdfobjects.object_kinds import kinds_of
from generator.pdfobjects.values import Obj, Ref, parts, references


class Stored(NamedTuple):
    """An indirect object: its value, a digest of the bytes it was read from, what it refers to,
    and its own kinds (see `object_kinds`)."""

    value: Obj
    digest: bytes
    refs: tuple[Ref, ...]
    kinds: frozenset[str]


def stored(value: Obj, digest: bytes) -> Stored:
    inside = tuple(parts(value))
    return Stored(value, digest, references(inside), kinds_of(inside))


NULL: Final = stored(None, sha256(b"null").digest())


class Objects(Protocol):
    """Where a file's objects come from: its cross-reference tables, or a search for them."""

    trailer: dict[str, Obj]
    numbers: tuple[int, ...]
    damage: str
    in_streams: bool  # whether objects or tables are packed in streams (PDF 1.5)

    def load(self, number: int) -> Stored: ...

    def load_all(self) -> dict[int, Stored]: ...
