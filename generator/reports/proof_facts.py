"""What a proof says beside the pages themselves."""

from __future__ import annotations

from msgspec import Struct

from generator.page import Box
from .word_changes import ChangeKind, WordPart


class ValueToRead(Struct, frozen=True):
    """A value that somebody rings, opens or reads: what is printed, what to do with it, what stands
    beside it, and where it stands."""

    kind: str
    shown: str
    does: str
    beside: str
    where: str


class ListedChange(Struct, frozen=True):
    """A change since the last approval. `mark` names it in the list and on the pages; `boxes` are
    its places (page, box in mm)."""

    mark: str
    kind: ChangeKind
    what: str
    before: tuple[WordPart, ...]
    after: tuple[WordPart, ...]
    language: str
    direction: str
    boxes: tuple[tuple[int, Box], ...] = ()


class ChangedLook(Struct, frozen=True):
    """A page that looks otherwise, where no word has changed: its mark, what to read of it, and the
    boxes in mm."""

    mark: str
    what: str
    page: int
    boxes: tuple[Box, ...]


def on_page(name: str) -> str:
    """Where something stands: on page 3, on the front."""
    return f"on {name}" if name.startswith("page ") else f"on the {name}"


class ProofFacts(Struct, frozen=True):
    """All that a proof's first sheets say. `facts` are names with their values; `compared` says
    with what the piece was compared, or that nobody has approved it; `command` records an
    approval."""

    title: str
    piece: str
    file: str
    code: str
    made_on: str
    language: str
    facts: tuple[tuple[str, str], ...]
    values: tuple[ValueToRead, ...]
    compared: str
    changes: tuple[ListedChange, ...]
    looks: tuple[ChangedLook, ...]
    command: str
