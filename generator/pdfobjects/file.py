"""The objects of a PDF file, found through its cross-reference tables and read when they are asked
for.

The reader is strict: it checks that every offset leads where it says and every stream is as long as
it says. In a damaged file it searches for the objects instead (`recover`), as viewers do, and
reports the fault as `damage`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Final, NamedTuple

from generator.cache import Cache
from .cross_references import Tables, read_tables
from .encryption import Cipher, locked, open_cipher
from .filters import unfiltered
from .listed import ListedObjects
from .recover import RecoveredObjects
from .stored import NULL, Objects, Stored
from .values import Dictionary, Malformed, Obj, Ref, Stream, Unreadable, parts, references

# The largest file that is read, in bytes.
MAX_PDF: Final = 1 << 28
_HEADER = re.compile(rb"%PDF-(\d\.\d)")
_NUMBERS: Final = frozenset({int, float})


class PdfFile:
    """A file's objects by reference, each read once. Whoever works on the file remembers results in
    its `cache`."""

    def __init__(self, data: bytes, objects: Objects, cache: Cache) -> None:
        self.data = data
        self.cache = cache
        self.trailer = objects.trailer
        self.numbers = objects.numbers
        self.damage = objects.damage
        self.in_streams = objects.in_streams
        self._objects = objects
        self._stored: dict[int, Stored] = {}
        self._deep: dict[int, bytes] = {}

    @cached_property
    def catalog(self) -> Mapping[str, Obj]:
        """The document's catalog; empty if there is none."""
        return self.dictionary(self.trailer.get("Root"))

    @property
    def is_encrypted(self) -> bool:
        """Whether the file enciphers its objects, which are read in plain."""
        return "Encrypt" in self.trailer

    @property
    def every(self) -> Iterable[Stored]:
        """All objects, in the order of their numbers."""
        return map(self.stored, self.numbers)

    def load_all(self) -> None:
        """Read every object. Raises `Malformed` for a wrong one."""
        self._stored |= self._objects.load_all()

    def stored(self, number: int) -> Stored:
        known = self._stored.get(number)
        if known is None:
            known = self._stored[number] = self._objects.load(number)
        return known

    def get(self, value: Obj) -> Obj:
        """`value`, or the object that it refers to."""
        for _ in range(20):
            if not isinstance(value, Ref):
                return value
            value = self.stored(value.number).value
        raise Malformed("a reference that leads only to references")

    def dictionary(self, value: Obj) -> Mapping[str, Obj]:
        """`value` as a dictionary (a stream's own, too), empty if it is not one."""
        value = self.get(value)
        if isinstance(value, Stream):
            return value.dict
        return value if isinstance(value, dict) else {}

    def array(self, value: Obj) -> tuple[Obj, ...]:
        value = self.get(value)
        return value if isinstance(value, tuple) and not isinstance(value, Ref) else ()

    def numbers_of(self, value: Obj) -> tuple[float, ...]:
        """An array of numbers; empty if it is anything else."""
        items = self.array(value)
        if _NUMBERS.issuperset(map(type, items)):
            return tuple(map(float, items))  # type: ignore[arg-type]
        items = tuple(map(self.get, items))
        if all(isinstance(item, (int, float)) for item in items):
            return tuple(float(item) for item in items)  # type: ignore[arg-type]
        return ()

    def digest(self, value: Obj) -> bytes:
        """A digest of `value` and of everything it refers to: equal digests, equal drawings."""
        if isinstance(value, Ref):
            return self._deep.get(value.number) or self._deep_digest(value.number, ())
        if value is None:
            return NULL.digest
        own, refs = _itself(value)
        below = b"".join([self._deep_digest(ref.number, ()) for ref in refs])
        return sha256(own + below).digest() if refs else own

    def _deep_digest(self, number: int, above: tuple[int, ...]) -> bytes:
        known = self._deep.get(number)
        if known is not None:
            return known
        if number in above or len(above) > 150:
            # An object within itself is like no object of any other file.
            return sha256(self._own + b"%d" % number).digest()
        mine = self.stored(number)
        if mine.refs:
            path = (*above, number)
            deep = self._deep.get
            below = b"".join(
                [deep(ref.number) or self._deep_digest(ref.number, path) for ref in mine.refs]
            )
            known = sha256(mine.digest + below).digest()
        else:
            known = mine.digest
        self._deep[number] = known
        return known

    @cached_property
    def _own(self) -> bytes:
        return sha256(self.data).digest()


def _itself(value: Obj) -> tuple[bytes, tuple[Ref, ...]]:
    """A digest of a value that is no object of its own, and what it refers to."""
    match value:
        case Dictionary():
            return value.digest, value.refs
        case Stream():
            return value.digest, references(parts(value))
    return sha256(repr(value).encode()).digest(), references(parts(value))


def header_version(data: bytes) -> str:
    found = _HEADER.match(data)
    return found[1].decode() if found else ""


def open_file(data: bytes, *, cache: Cache) -> PdfFile:
    """Open a PDF. Raises `Unreadable` if it has no objects, is too large or needs a password."""
    header = _HEADER.search(data, 0, 1024 + 8)
    if header is None:
        raise Unreadable("not-a-pdf", "this is not a PDF file: no %PDF- at its beginning")
    if len(data) > MAX_PDF:
        raise Unreadable(
            "too-large",
            f"the file has {len(data) >> 20} MB, and more than {MAX_PDF >> 20} are not read",
            "lower the resolution of its images, or check its pages one by one",
        )
    try:
        return _listed(data, read_tables(data), cache)
    except (Malformed, ValueError, RecursionError) as problem:
        # What ValueError says of digits and letters means nothing to the reader of a report.
        reason = str(problem) if isinstance(problem, Malformed) else "its syntax is broken"
        if header.start():
            reason = f"{header.start()} bytes stand before its header"
            data = data[header.start() :]
        file = PdfFile(data, RecoveredObjects(data, reason), cache)
        if file.is_encrypted:  # a damaged file whose cipher may be damaged, too
            raise locked() from None
        return file


def _listed(data: bytes, tables: Tables, cache: Cache) -> PdfFile:
    """A sound file. Raises `Malformed` if it is not sound."""
    file = PdfFile(data, ListedObjects(data, tables, cache), cache)
    if file.is_encrypted:
        cipher = _cipher(file)
        file = PdfFile(data, ListedObjects(data, tables, cache, cipher), cache)
    file.load_all()
    if not file.catalog:
        raise Malformed("the trailer leads to no catalog")
    return file


def _cipher(file: PdfFile) -> Cipher:
    said = file.trailer.get("Encrypt")
    entries = {key: file.get(value) for key, value in file.dictionary(said).items()}
    identifier = [*map(file.get, file.array(file.trailer.get("ID"))), b""][0]
    own = said.number if isinstance(said, Ref) else 0
    return open_cipher(entries, own, identifier if isinstance(identifier, bytes) else b"")


def decode(file: PdfFile, stream: Stream) -> bytes:
    """The bytes of a stream without its filters. Raises `Malformed`, also for image filters."""
    return unfiltered(stream.raw, filters_of(file, stream))


def filters_of(file: PdfFile, stream: Stream) -> tuple[tuple[Obj, Mapping[str, Obj]], ...]:
    """A stream's filters by name with their parameters, free of references."""
    filters = _list(file, stream.dict.get("Filter", stream.dict.get("F")))
    settings = _list(file, stream.dict.get("DecodeParms", stream.dict.get("DP")))
    plain = [
        {key: file.get(value) for key, value in file.dictionary(one).items()} for one in settings
    ]
    plain += [{}] * (len(filters) - len(plain))
    return tuple(zip(filters, plain, strict=False))


def _list(file: PdfFile, value: Obj) -> tuple[Obj, ...]:
    value = file.get(value)
    if value is None:
        return ()
    return tuple(file.get(item) for item in value) if isinstance(value, tuple) else (value,)


_INHERITED: Final = ("Resources", "MediaBox", "CropBox", "Rotate")
_MOST_PAGES: Final = 100_000


class PageObject(NamedTuple):
    """A page: the number of its object, 0 if it is none, and its entries, inherited ones too."""

    number: int
    entries: Dictionary


def page_objects(file: PdfFile) -> tuple[PageObject, ...]:
    """Raises `Malformed` if the page tree is broken."""
    pages: list[PageObject] = []
    seen: set[int] = set()
    catalog = file.dictionary(file.trailer.get("Root"))
    waiting: list[tuple[Obj, dict[str, Obj]]] = [(catalog.get("Pages"), {})]
    while waiting:
        value, above = waiting.pop()
        node = file.dictionary(value)
        number = value.number if isinstance(value, Ref) else 0
        if not node or number in seen or len(pages) > _MOST_PAGES:
            raise Malformed("the page tree is broken")
        inherited = above | {key: node[key] for key in _INHERITED if key in node}
        if "Kids" not in node:
            pages.append(PageObject(number, Dictionary(inherited | dict(node))))
            continue
        if number:
            seen.add(number)
        waiting += [(kid, inherited) for kid in reversed(file.array(node["Kids"]))]
    return tuple(pages)
