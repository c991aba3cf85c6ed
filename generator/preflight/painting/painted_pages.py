"""What the pages of a file paint, how often and where."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import repeat
from typing import Final, Generic, NamedTuple, TypeVar, cast

from generator.memo import Memo
from generator.pdfobjects.values import Malformed, Obj
from generator.preflight import coordinates
from generator.preflight.coordinates import PageFrame
from generator.preflight.document_facts import DocumentFacts
from generator.preflight.page_tree import PageTree
from generator.preflight.painting.graphics import start
from generator.preflight.painting.marked_sequences import Reader
from generator.preflight.painting.nested_drawings import group
from generator.preflight.painting.notes import Notes, Occurrence, Occurrences
from generator.preflight.painting.page_streams import Key, Machine, Walked, walk_stream
from generator.preflight.painting.spaces import PROCESS_INKS, Paint
from generator.preflight.report import Expected
from generator.problems import Place

# How far text keeps from the trim where nothing else is promised, mm (docs/print.md, geometry).
SAFE: Final = 5.0
D = TypeVar("D")
_painted: Memo[Key, "PaintedPage"] = Memo(512)


class PaintedPage(NamedTuple):
    """What a page paints. `key` is what all its streams share."""

    paints: frozenset[Paint]
    streams: tuple[Walked, ...]
    faults: tuple[str, ...]
    key: Key

    @property
    def inks(self) -> frozenset[str]:
        """The inks that are laid by name."""
        found = {ink for paint in self.paints for ink, amount in paint.inks if amount > 0}
        return frozenset(found) - {"All", "None"}


class Noted(NamedTuple, Generic[D]):
    """A note of a page: the page and the stream of the page, both from 0, what is noted, how
    often and where."""

    page: int
    stream: int
    detail: D
    places: Occurrences


class PaintedPages:
    """The pages of a file as their content streams paint them."""

    def __init__(self, document: DocumentFacts, pages: PageTree, expected: Expected | None) -> None:
        self.document = document
        self.file = document.file
        self.tree = pages
        self.expected = expected

    @cached_property
    def pages(self) -> tuple[PaintedPage, ...]:
        frames = (self._frame(number) for number in range(len(self.tree.entries)))
        return tuple(map(self._paint, self.tree.entries, frames))

    @property
    def safe(self) -> float:
        """How far text keeps from trim and folds, mm."""
        return (self.expected.safe if self.expected else 0.0) or SAFE

    def folds(self, page: int) -> tuple[float, ...]:
        """Where a page (from 0) is folded: mm from the left edge of the trimmed page."""
        folds = self.expected.folds if self.expected else ()
        return folds[page] if page < len(folds) else ()

    def _frame(self, page: int) -> PageFrame | None:
        """The geometry that a page's notes refer to; None if its boxes cannot be read."""
        try:
            boxes = self.tree.boxes[page]
        except Malformed:
            return None
        return coordinates.page_frame(boxes, self.tree.units[page], self.folds(page), self.safe)

    def _paint(self, entries: dict[str, Obj], frame: PageFrame | None) -> PaintedPage:
        file = self.file
        resources = file.dictionary(entries.get("Resources"))
        kind = Reader if "StructTreeRoot" in self.document.catalog else Machine
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
        inks = frozenset[str]().union(*(page.inks for page in self.pages))
        return (
            *(ink for ink in PROCESS_INKS if ink in inks),
            *sorted(inks.difference(PROCESS_INKS)),
        )

    def noted(self, kind: type[D], wanted: Callable[[D], bool] | None = None) -> Iterator[Noted[D]]:
        """Every note of a kind, in the order of pages and streams; only those `wanted`."""
        for page, stream, notes in self._notes.get(kind, ()):
            for detail, places in notes:
                if wanted is None or wanted(cast(D, detail)):
                    yield Noted(page, stream, cast(D, detail), places)

    @cached_property
    def _notes(self) -> dict[type, list[tuple[int, int, Notes]]]:
        """The notes of every stream by kind, with the numbers of page and stream from 0."""
        found: dict[type, list[tuple[int, int, Notes]]] = {}
        for number, page in enumerate(self.pages):
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
            yield self.place(noted.page, spot), 1 if index else 1 + rest
        if not spots:
            yield None, rest

    def places_of_paint(self, page: int, paint: Paint) -> Iterator[tuple[Place | None, int]]:
        """Where on a page (from 0) something is painted so, with how often."""
        found = [noted for noted in self.noted(Paint, paint.__eq__) if noted.page == page]
        for noted in found:
            yield from self.places(noted)
        if not found:
            yield None, 1

    def place(self, page: int, spot: Occurrence) -> Place | None:
        """Where a noted thing is: of text, its ink."""
        return self.tree.place(page, spot.ink or spot.area)
