"""The marks on the pages of a file: what, how often and where."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final, Generic, TypeVar, cast

from msgspec import Struct

from generator.pdfobjects.colour_spaces import PROCESS_INKS
from generator.pdfobjects.values import Malformed
from generator.problems import Place
from .. import coordinates
from ..coordinates import PageFrame
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..report import Expected
from .notes import Notes, Occurrence, Occurrences, Paint
from .page_streams import PaintedPage, painted_page

# How far text keeps from the trim where nothing else is promised, mm (docs/print.md, geometry).
SAFE: Final = 5.0
D = TypeVar("D")


class Noted(Struct, Generic[D], frozen=True):
    """A note of a page: the page and its stream, both from 0, the thing noted, its number and its
    places."""

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
        tagged = "StructTreeRoot" in self.document.catalog
        return tuple(
            painted_page(self.file, entries, self._frame(number), tagged)
            for number, entries in enumerate(self.tree.entries)
        )

    @property
    def safe(self) -> float:
        """The distance that text keeps from trim and folds, mm."""
        return (self.expected.safe if self.expected else 0.0) or SAFE

    def folds(self, page: int) -> tuple[float, ...]:
        """The folds of a page (from 0): mm from the left edge of the trimmed page."""
        folds = self.expected.folds if self.expected else ()
        return folds[page] if page < len(folds) else ()

    def _frame(self, page: int) -> PageFrame | None:
        """The geometry that a page's notes refer to; None if its boxes cannot be read."""
        try:
            boxes = self.tree.boxes[page]
        except Malformed:
            return None
        return coordinates.page_frame(boxes, self.tree.units[page], self.folds(page), self.safe)

    @cached_property
    def plates(self) -> tuple[str, ...]:
        """The inks painted anywhere, process inks first. Registration (`All`) is no plate of its
        own."""
        inks = frozenset[str]().union(*(page.inks for page in self.pages))
        return (
            *(ink for ink in PROCESS_INKS if ink in inks),
            *sorted(inks.difference(PROCESS_INKS)),
        )

    def noted(self, kind: type[D], wanted: Callable[[D], bool] | None = None) -> Iterator[Noted[D]]:
        """Every note of a kind, in the order of pages and streams, or only those `wanted`."""
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
        """The places of a noted thing, with the number of times at each. Those beyond the kept
        places count at the first."""
        occurrences = noted.places.first
        rest = noted.places.count - len(occurrences)
        for index, occurrence in enumerate(occurrences):
            yield self.place(noted.page, occurrence), 1 if index else 1 + rest
        if not occurrences:
            yield None, rest

    def places_of_paint(self, page: int, paint: Paint) -> Iterator[tuple[Place | None, int]]:
        """The places of a paint on a page (from 0), with the number of times at each."""
        found = [noted for noted in self.noted(Paint, paint.__eq__) if noted.page == page]
        for noted in found:
            yield from self.places(noted)
        if not found:
            yield None, 1

    def place(self, page: int, occurrence: Occurrence) -> Place | None:
        """The place of a noted thing; for text, that of its ink."""
        return self.tree.place(page, occurrence.ink or occurrence.area)
