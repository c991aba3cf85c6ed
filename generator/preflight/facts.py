"""Facts about one PDF, found when first asked for. Rules judge these and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import repeat
from typing import Final, Generic, NamedTuple, TypeVar, cast

from generator.memo import Memo
from generator.pdfobjects.decode import decode
from generator.pdfobjects.file import PdfFile, header_version
from generator.pdfobjects.values import Malformed, Obj, Ref, Stream
from generator.preflight import coordinates, xmp
from generator.preflight.coordinates import PageFrame
from generator.preflight.glyphs.font_resources import fonts
from generator.preflight.painting.graphics import start
from generator.preflight.painting.marked_sequences import Reader
from generator.preflight.painting.nested_drawings import group
from generator.preflight.painting.notes import Notes, Occurrence, Occurrences, SequenceContent
from generator.preflight.painting.page_streams import Key, Machine, Walked, walk_stream
from generator.preflight.painting.spaces import Paint
from generator.preflight.plane import Area, meet, within
from generator.preflight.raster import code_reading
from generator.preflight.raster.render import Renderer
from generator.preflight.report import (
    CodeReading,
    Expected,
    ExpectedCode,
    FontFacts,
    PageBox,
    PageFacts,
)
from generator.preflight.tree.structure_tree import ContentRef, StructureTree, text
from generator.problems import Place
from generator.units import MM_PER_PT

_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_MAX_PAGES = 100_000
_HIDDEN: Final = 2  # a bit of an annotation's flags (ISO 32000-1, table 165)
# How far text keeps from the trim where nothing else is promised, mm (docs/print.md, geometry).
SAFE: Final = 5.0
D = TypeVar("D")
_seen: Memo[Key, code_reading.Seen] = Memo(1024)
_heads: Memo[bytes, bytes] = Memo(64)
_painted: Memo[Key, "PaintedPage"] = Memo(512)


class PaintedPage(NamedTuple):
    """What a page paints. `key` is what all its streams share."""

    paints: frozenset[Paint]
    streams: tuple[Walked, ...]
    faults: tuple[str, ...]
    key: Key


class Noted(NamedTuple, Generic[D]):
    """A note of a page: the page and the stream of the page, both from 0, what is noted, how
    often and where."""

    page: int
    stream: int
    detail: D
    places: Occurrences


class Annot(NamedTuple):
    """An annotation: its page from 0, its object's number (0 if it has none), what kind it is of,
    its entries."""

    page: int
    number: int
    kind: str
    entries: Mapping[str, Obj]


class SeenCode(NamedTuple):
    """An expected code and what is seen in its place."""

    expected: ExpectedCode
    seen: code_reading.Seen

    @property
    def reading(self) -> CodeReading | None:
        """What was read there: the target if it is among them."""
        readings = self.seen.readings
        right = [one for one in readings if one.text == self.expected.target]
        return next(iter([*right, *readings]), None)


_BOXES: Final = ("MediaBox", "CropBox", "BleedBox", "TrimBox")


@lru_cache(maxsize=256)
def _page_facts(scale: float, turn: int, *boxes: tuple[float, ...] | None) -> PageFacts:
    """A page by its boxes as they are written, in units of `scale` mm. Raises `Malformed`."""

    def box(key: str) -> PageBox | None:
        edges = boxes[_BOXES.index(key)]
        if edges is None:
            return None
        if len(edges) != 4:
            raise Malformed(f"a {key} that is not four numbers")
        x0, y0, x1, y1 = (round(edge * scale, 4) + 0.0 for edge in edges)
        return PageBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    media = box("MediaBox")
    if media is None or media.width <= 0 or media.height <= 0:
        raise Malformed("a page without its MediaBox")
    return PageFacts(media, box("CropBox"), box("BleedBox"), box("TrimBox"), turn)


@lru_cache(maxsize=256)
def inks_of(paints: frozenset[Paint]) -> frozenset[str]:
    """The inks that paints lay by name."""
    found = (ink for paint in paints for ink, amount in paint.inks if amount > 0)
    return frozenset(found) - {"All", "None"}


def _positive(unit: Obj) -> float:
    """A UserUnit; 1 for what is none."""
    return float(unit) if isinstance(unit, (int, float)) and 0 < unit <= 1e6 else 1.0


class Facts:
    """Everything a rule may ask. Properties raise `Malformed` where the file gives no answer."""

    def __init__(self, file: PdfFile, expected: Expected | None) -> None:
        self.file = file
        self.expected = expected

    @property
    def version(self) -> str:
        """The version in the header, such as 1.6."""
        return header_version(self.file.data)

    @cached_property
    def catalog(self) -> Mapping[str, Obj]:
        found = self.file.dictionary(self.file.trailer.get("Root"))
        if not found:
            raise Malformed("the file has no catalog")
        return found

    @cached_property
    def info(self) -> Mapping[str, Obj]:
        return self.file.dictionary(self.file.trailer.get("Info"))

    @cached_property
    def traits(self) -> frozenset[str]:
        """What any object in the file says of itself (see `traits`)."""
        return frozenset[str]().union(*{stored.traits for stored in self.file.every})

    @cached_property
    def page_entries(self) -> tuple[dict[str, Obj], ...]:
        """The page dictionaries in order, inherited entries filled in."""
        return tuple(entries for _, entries in self.leaves)

    @cached_property
    def page_objects(self) -> Mapping[int, int]:
        """The number from 0 of each page by that of its object."""
        leaves = enumerate(number for number, _ in self.leaves)
        return {number: index for index, number in leaves if number}

    @cached_property
    def drawn_upon(self) -> bytes:
        """A digest of all that the pages lead to, beside their content streams and each other."""
        digest, left_out = self.file.digest, ("Parent", "Contents")
        pages = (
            b"%r%b" % (key, digest(value))
            for entries in self.page_entries
            for key, value in [*entries.items(), ("Page", None)]
            if key not in left_out
        )
        return sha256(b"".join(pages)).digest()

    @cached_property
    def leaves(self) -> tuple[tuple[int, dict[str, Obj]], ...]:
        """The numbers of the pages' objects with their dictionaries, inherited entries filled in;
        0 for a page that is no object of its own."""
        pages: list[tuple[int, dict[str, Obj]]] = []
        seen: set[int] = set()
        waiting: list[tuple[Obj, dict[str, Obj]]] = [(self.catalog.get("Pages"), {})]
        while waiting:
            value, above = waiting.pop()
            node = self.file.dictionary(value)
            if not node or id(node) in seen or len(pages) > _MAX_PAGES:
                raise Malformed("the page tree is broken")
            if "Kids" in node:
                seen.add(id(node))
            handed = above | {key: node[key] for key in _INHERITED if key in node}
            if "Kids" in node:
                waiting += [(kid, handed) for kid in reversed(self.file.array(node["Kids"]))]
            else:
                number = value.number if isinstance(value, Ref) else 0
                pages.append((number, handed | dict(node)))
        return tuple(pages)

    @cached_property
    def structure(self) -> StructureTree:
        """The structure tree; empty if the file has none."""
        return StructureTree(self.file, self.catalog, self.page_objects)

    @cached_property
    def annotations(self) -> tuple[Annot, ...]:
        """Every annotation that is there and not hidden."""
        found: list[Annot] = []
        for page, entries in enumerate(self.page_entries):
            for item in self.file.array(entries.get("Annots")):
                note = self.file.dictionary(item)
                if not note:
                    continue
                flags, kind = self.file.get(note.get("F")), self.file.get(note.get("Subtype"))
                if not (type(flags) is int and flags & _HIDDEN):
                    number = item.number if isinstance(item, Ref) else 0
                    found.append(Annot(page, number, kind if isinstance(kind, str) else "", note))
        return tuple(found)

    @cached_property
    def pieces(self) -> Mapping[ContentRef, tuple[Noted[SequenceContent], ...]]:
        """What is painted in each sequence of marked content, as an element would claim it; of a
        tagged file."""
        found: dict[ContentRef, list[Noted[SequenceContent]]] = {}
        for noted in self.noted(SequenceContent):
            found.setdefault(ContentRef(noted.page, *noted.detail.owner), []).append(noted)
        return {claim: tuple(pieces) for claim, pieces in found.items()}

    @cached_property
    def pages(self) -> tuple[PageFacts, ...]:
        return tuple(self._page(entries) for entries in self.page_entries)

    def _page(self, entries: Mapping[str, Obj]) -> PageFacts:
        unit, turn = (self.file.get(entries.get(key)) for key in ("UserUnit", "Rotate"))
        edges = [
            None if entries.get(key) is None else self.file.numbers_of(entries[key])
            for key in _BOXES
        ]
        scale = MM_PER_PT * _positive(unit)
        return _page_facts(scale, turn % 360 if isinstance(turn, int) else 0, *edges)

    @cached_property
    def painted(self) -> tuple[PaintedPage, ...]:
        pages = enumerate(self.page_entries)
        return tuple(self._paint(entries, self._frame(number)) for number, entries in pages)

    @property
    def safe(self) -> float:
        """How far text keeps from trim and folds, mm."""
        return (self.expected.safe if self.expected else 0.0) or SAFE

    def folds(self, number: int) -> tuple[float, ...]:
        """Where the page (from 0) is folded: mm from the left edge of the trimmed page."""
        folds = self.expected.folds if self.expected else ()
        return folds[number] if number < len(folds) else ()

    def _frame(self, number: int) -> PageFrame | None:
        """The geometry that a page's notes refer to; None if its boxes cannot be read."""
        try:
            page = self.pages[number]
        except Malformed:
            return None
        return coordinates.page_frame(page, self.unit(number), self.folds(number), self.safe)

    def unit(self, number: int) -> float:
        """mm in one unit of a page (from 0)."""
        return self._units[number]

    @cached_property
    def _units(self) -> tuple[float, ...]:
        units = [self.file.get(entries.get("UserUnit", 1.0)) for entries in self.page_entries]
        return tuple(MM_PER_PT * _positive(unit) for unit in units)

    def noted(self, kind: type[D], wanted: Callable[[D], bool] | None = None) -> Iterator[Noted[D]]:
        """Every note of a kind, in the order of pages and streams; only those `wanted`."""
        for page, stream, notes in self._notes.get(kind, ()):
            for detail, places_ in notes:
                if wanted is None or wanted(cast(D, detail)):
                    yield Noted(page, stream, cast(D, detail), places_)

    @cached_property
    def _notes(self) -> dict[type, list[tuple[int, int, Notes]]]:
        """The notes of every stream by kind, with the numbers of page and stream from 0."""
        found: dict[type, list[tuple[int, int, Notes]]] = {}
        for number, page in enumerate(self.painted):
            for index, stream in enumerate(page.streams):
                for kind, notes in stream.notes.items():
                    found.setdefault(kind, []).append((number, index, notes))
        return found

    def places(self, noted: Noted[D]) -> Iterator[tuple[Place | None, int]]:
        """Where a noted thing is, with how often it is there: what has no place of its own is
        counted at the first."""
        spots = noted.places.first
        rest = noted.places.count - len(spots)
        for index, spot in enumerate(spots):
            yield self.spot(noted.page, spot), 1 if index else 1 + rest
        if not spots:
            yield None, rest

    def where(self, number: int, paint: Paint) -> Iterator[tuple[Place | None, int]]:
        """Where on a page (from 0) something is painted so, with how often."""
        found = [
            noted for noted in self.noted(Paint) if noted.page == number and noted.detail == paint
        ]
        for noted in found:
            yield from self.places(noted)
        if not found:
            yield None, 1

    def place(self, number: int, area: Area) -> Place | None:
        """Where an area of a page (from 0) is, as it is seen; None outside the page."""
        return coordinates.place(number, self.pages[number], self.unit(number), area)

    @staticmethod
    def ink(spot: Occurrence) -> Area | None:
        """The ink of text, as far as it is seen; None of what is not text, or has no ink."""
        ink = spot.show.ink() if spot.show else None
        return within(ink, spot.area) if ink else None

    def spot(self, number: int, spot: Occurrence) -> Place | None:
        """Where a noted thing is: of text, its ink."""
        return self.place(number, self.ink(spot) or spot.area)

    def _paint(self, entries: dict[str, Obj], frame: PageFrame | None) -> PaintedPage:
        file = self.file
        resources = file.dictionary(entries.get("Resources"))
        kind = Reader if "StructTreeRoot" in self.catalog else Machine
        contents = file.get(entries.get("Contents"))
        listed = contents if isinstance(contents, tuple) else (contents,) if contents else ()
        common = self._common(entries)
        drawn_with = file.digest(cast("dict[str, Obj]", resources))
        digests = list(map(file.digest, listed))
        key = kind, common, frame, drawn_with, *digests
        known = _painted.find(key)
        if known is None:
            machine = kind(file, resources, start(), frame)
            streams = tuple(map(walk_stream, repeat(machine), listed, digests))
            known = self._together(machine, entries, streams, common)
            if not known.faults:
                _painted.put(key, known)
        return known

    def _together(
        self,
        machine: Machine,
        entries: dict[str, Obj],
        streams: tuple[Walked, ...],
        common: Key,
    ) -> PaintedPage:
        machine.begin_stream()
        blend = frozenset(group(machine, entries, "group"))
        paints = blend.union(*(walked.paints for walked in streams))
        faults = tuple(dict.fromkeys(fault for walked in streams for fault in walked.faults))
        if machine.stack:
            faults += ("q without Q",)
        return PaintedPage(paints, streams, faults, common)

    def _common(self, entries: Mapping[str, Obj]) -> Key:
        file = self.file
        found: list[object] = []
        for key in ("MediaBox", "CropBox", "TrimBox"):
            edges = file.numbers_of(entries.get(key))
            found.append(edges if len(edges) == 4 else file.digest(entries.get(key)))
        resources = file.dictionary(entries.get("Resources"))
        named = file.dictionary(resources.get("ColorSpace"))
        others = [entries.get(key) for key in ("Rotate", "UserUnit", "Group")]
        # These stand for the device spaces wherever a stream uses one (ISO 32000-1, 8.6.5.6).
        others += [named.get(key) for key in ("DefaultGray", "DefaultRGB", "DefaultCMYK")]
        return *found, *map(file.digest, others)

    @cached_property
    def plates(self) -> tuple[str, ...]:
        """Inks laid anywhere, process inks first; registration (`All`) is no plate of its own."""
        order = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
        inks = frozenset[str]().union(*(inks_of(page.paints) for page in self.painted))
        return tuple(sorted(inks, key=lambda ink: (order.get(ink, 4), ink)))

    @cached_property
    def fonts(self) -> tuple[FontFacts, ...]:
        found: set[FontFacts] = set()
        for entries in self.page_entries:
            found |= fonts(self.file, entries.get("Resources"))
        return tuple(sorted(found, key=lambda font: (font.name, font.kind)))

    @cached_property
    def metadata(self) -> xmp.Named:
        """The catalog's XMP properties; empty if there are none."""
        packet = self.file.get(self.catalog.get("Metadata"))
        return xmp.read(decode(self.file, packet)) if isinstance(packet, Stream) else {}

    def icc_header(self, value: Obj) -> bytes:
        """The first 128 bytes of an ICC profile; empty if `value` is no stream."""
        stream = self.file.get(value)
        if not isinstance(stream, Stream):
            return b""
        return _heads.get(self.file.digest(value), lambda: decode(self.file, stream)[:128])

    @staticmethod
    def text(value: bytes) -> str:
        return text(value)

    @cached_property
    def output_intents(self) -> tuple[Mapping[str, Obj], ...]:
        items = self.file.array(self.catalog.get("OutputIntents"))
        return tuple(self.file.dictionary(item) for item in items)

    @cached_property
    def seen_codes(self) -> tuple[SeenCode, ...]:
        """Each expected code with what is seen in its place."""
        expected = self.expected.codes if self.expected else ()
        found: dict[ExpectedCode, code_reading.Seen] = {}
        new: list[tuple[ExpectedCode, Key | None]] = []
        for code in expected:
            key = self._look_key(code)
            seen = None if key is None else _seen.find(key)
            if seen is None:
                new.append((code, key))
            else:
                found[code] = seen
        if new:
            with Renderer(self.file.data) as renderer:
                for code, key in new:
                    page = self.pages[code.page]
                    seen = code_reading.look(renderer, code.page, page, code.x, code.y, code.size)
                    found[code] = seen
                    if key is not None:
                        _seen.put(key, seen)
        return tuple(SeenCode(code, found[code]) for code in expected)

    def _look_key(self, code: ExpectedCode) -> Key | None:
        """All that decides what is seen at a code, or None if that is not known."""
        if code.page >= len(self.pages):
            raise Malformed(f"a code is expected on page {code.page + 1}, which is not there")
        page, painted = self.pages[code.page], self.painted[code.page]
        entries = self.page_entries[code.page]
        layered = "OCProperties" in self.catalog
        if layered or painted.faults or page.rotation or self._painted_notes(entries):
            return None
        box = code_reading.neighbourhood(page, code.x, code.y, code.size)
        per_mm = 1 / self.unit(code.page)
        here: Area = tuple(edge * per_mm for edge in box)  # type: ignore[assignment]
        keys = [one.key for one in painted.streams if one.reach and meet(one.reach, here)]
        return painted.key, code.page, code.x, code.y, code.size, *keys

    def _painted_notes(self, entries: Mapping[str, Obj]) -> bool:
        notes = [self.file.dictionary(note) for note in self.file.array(entries.get("Annots"))]
        return any(note.get("Subtype") != "Link" or "AP" in note for note in notes)

    @cached_property
    def scanned(self) -> tuple[code_reading.Seen, ...]:
        """What is seen on each page, of a file of which nothing is expected."""
        with Renderer(self.file.data) as renderer:
            return tuple(code_reading.scan(renderer, i, page) for i, page in enumerate(self.pages))

    @cached_property
    def readings(self) -> tuple[CodeReading, ...]:
        if self.expected is None:
            return tuple(one for page in self.scanned for one in page.readings)
        return tuple(reading for code in self.seen_codes if (reading := code.reading))
