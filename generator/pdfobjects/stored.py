"""An indirect object as it is stored in a file, with its digest, references and kinds."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final, Protocol

from msgspec import Struct

from .values import Obj, Ref, parts, references

# ISO 32000-1, table 198 with 2.0's GoToDp and RichMediaExecute.
ACTIONS: Final = frozenset({
    "GoTo", "GoToR", "GoToE", "GoToDp", "Launch", "Thread", "URI", "Sound", "Movie", "Hide",
    "Named", "SubmitForm", "ResetForm", "ImportData", "JavaScript", "SetOCGState", "Rendition",
    "Trans", "GoTo3DView", "RichMediaExecute",
})  # fmt: skip

# Those that PDF/A-2 does not know (ISO 19005-2, 6.5.1).
_NOT_KEPT: Final = ACTIONS - {
    "GoTo", "GoToR", "GoToE", "Thread", "URI", "SubmitForm", "Named"
}  # fmt: skip

_FILTERS: Final = {"LZWDecode": "lzw", "LZW": "lzw", "JPXDecode": "jpx", "JBIG2Decode": "jbig2"}


def kinds_of(inside: Iterable[Obj]) -> frozenset[str]:
    """Of `lzw`, `jpx`, `jbig2`, `external`, `javascript`, `action`, `action-not-in-pdfa` (one that
    PDF/A does not know), `embedded-file`, `media-clip`, `postscript`, `alternates`,
    `blend` (a blend mode other than Normal), `transfer` (a transfer function), for the parts of
    an object."""
    found: set[str] = set()
    for item in inside:
        if isinstance(item, dict):
            found |= _kinds(item)
    return frozenset(found)


def _kinds(entries: dict[str, Obj]) -> set[str]:
    found: set[str] = set()
    filters = entries.get("Filter", entries.get("F"))
    names = filters if isinstance(filters, tuple) else (filters,)
    found |= {kind for name, kind in _FILTERS.items() if name in names}
    if "Length" in entries and "F" in entries:
        found.add("external")
    kind = entries.get("S")
    if isinstance(kind, str) and kind in ACTIONS and entries.get("Type", "Action") == "Action":
        found.add("action")
        if kind in _NOT_KEPT:
            found.add("action-not-in-pdfa")
    if kind == "JavaScript" or "JS" in entries or "JavaScript" in entries:
        found.add("javascript")
    if entries.get("Type") == "EmbeddedFile" or "EF" in entries or "EmbeddedFiles" in entries:
        found.add("embedded-file")
    if kind == "MCD":
        found.add("media-clip")
    if entries.get("Subtype") == "PS" or entries.get("Subtype2") == "PS":
        found.add("postscript")
    if "Alternates" in entries:
        found.add("alternates")
    if entries.get("BM", "Normal") not in ("Normal", "Compatible"):
        found.add("blend")
    if any(entries.get(key, "Default") not in ("Default", "Identity") for key in ("TR", "TR2")):
        found.add("transfer")
    return found


class Stored(Struct, frozen=True):
    """An indirect object: its value, a digest of the bytes it was read from, what it refers to,
    and its own kinds (see `kinds_of`)."""

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
