"""A small PDF written anew from parts of another: what is rewritten, and what is taken as it is."""

from collections import deque
from typing import Any, Final, NamedTuple

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Ref, Stream

# Entries that lead back up the tree or out of the page, and draw nothing.
_DROPPED: Final = frozenset({"Parent", "StructParent", "StructParents", "Metadata", "PieceInfo",
                             "OPI", "Alternates", "Measure"})  # fmt: skip
_REGULAR: Final = frozenset(range(0x21, 0x7F)) - frozenset(b"()<>[]{}/%#")


class New(NamedTuple):
    """A reference to an object of the PDF being written. A `Ref` is one to the other file."""

    number: int


class Copy:
    """The PDF being written. Values are the reader's own (`values.Obj`), with `New` among them;
    whatever a `Ref` leads to is brought over, once, when it is written."""

    def __init__(self, file: PdfFile) -> None:
        self.file = file
        self._bodies: dict[int, bytes] = {}
        self._brought: dict[int, New] = {}
        self._waiting: deque[tuple[int, int]] = deque()
        self._next = 0

    def reserve(self) -> New:
        self._next += 1
        return New(self._next)

    def add(self, value: Any, place: New | None = None, whole: bool = False) -> New:
        """`value` as an object of its own; `whole`, with its way up the tree."""
        place = place or self.reserve()
        self._bodies[place.number] = self._object(value, whole)
        return place

    def stream(self, entries: dict[str, Any], data: bytes) -> New:
        return self.add(Stream(entries, data))

    def finish(self, pages: list[dict[str, Any]], catalog: dict[str, Any]) -> bytes:
        """The whole file, with these pages."""
        tree = self.reserve()
        kids = tuple([self.add(page | {"Parent": tree}, whole=True) for page in pages])
        self.add({"Type": "Pages", "Count": len(kids), "Kids": kids}, tree)
        root = self.add(catalog | {"Type": "Catalog", "Pages": tree})
        while self._waiting:
            number, place = self._waiting.popleft()
            self._bodies[place] = self._object(self.file.stored(number).value)
        return self._written(root)

    def _written(self, root: New) -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        rows = [b"0000000000 65535 f \n"]
        for number in range(1, self._next + 1):
            rows.append(b"%010d 00000 n \n" % len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, self._bodies[number])
        start, size = len(out), self._next + 1
        out += b"xref\n0 %d\n%b" % (size, b"".join(rows))
        out += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (size, root.number)
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)

    def _object(self, value: Any, whole: bool = False) -> bytes:
        if isinstance(value, Stream):
            entries = {**value.dict, "Length": len(value.raw)}
            return b"%b\nstream\n%b\nendstream" % (self._text(entries), value.raw)
        return self._text(value, whole)

    def _text(self, value: Any, whole: bool = False) -> bytes:
        match value:
            case None:
                return b"null"
            case bool():
                return b"true" if value else b"false"
            case int() | float():
                return number(value)
            case str():
                return name(value)
            case bytes():
                return b"<%b>" % value.hex().encode()
            case New():
                return b"%d 0 R" % value.number
            case Ref():
                return b"%d 0 R" % self._bring(value).number
            case tuple():
                return b"[%b]" % b" ".join([self._text(item) for item in value])
            case dict():
                return b"<<%b>>" % b" ".join(
                    [b"%b %b" % (name(key), self._text(item)) for key, item in value.items()
                     if whole or key not in _DROPPED]
                )  # fmt: skip
            case Stream():
                return self._text(self.add(value))
        raise TypeError(f"no way to write {type(value)}")

    def _bring(self, ref: Ref) -> New:
        known = self._brought.get(ref.number)
        if known is None:
            known = self._brought[ref.number] = self.reserve()
            self._waiting.append((ref.number, known.number))
        return known


def number(value: float) -> bytes:
    return b"%d" % value if value == int(value) else b"%.6f" % value


def name(text: str) -> bytes:
    """A name with its slash (ISO 32000-1, 7.3.5)."""
    raw = text.encode("latin-1")
    if all(byte in _REGULAR for byte in raw):
        return b"/" + raw
    return b"/" + b"".join(b"%c" % b if b in _REGULAR else b"#%02X" % b for b in raw)
