"""The pages of a file: their dictionaries, boxes, units and annotations."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from generator.pdfobjects.file import PageObject, page_objects
from generator.pdfobjects.values import Malformed, Obj, Ref, Stream
from generator.problems import Place
from generator.units import MM_PER_PT
from . import coordinates
from .document_facts import DocumentFacts
from .plane import Rectangle
from .report import PageBox, PageFacts

# Bits of an annotation's flags (ISO 32000-1, table 165).
_HIDDEN: Final = 2
_PRINT: Final = 4


class Annot(Struct, frozen=True):
    """An annotation: its page from 0, its object's number (0 if it has none), its subtype, its
    entries, and its rectangle in the page's own units if it has one."""

    page: int
    number: int
    kind: str
    entries: Mapping[str, Obj]
    area: Rectangle | None


class PageTree:
    """The pages of a file in order. Raises `Malformed` if they cannot be read."""

    def __init__(self, document: DocumentFacts) -> None:
        self.document = document
        self.file = document.file

    @cached_property
    def leaves(self) -> tuple[PageObject, ...]:
        return page_objects(self.file)

    @cached_property
    def entries(self) -> tuple[dict[str, Obj], ...]:
        """The page dictionaries, with inherited entries."""
        return tuple(entries for _, entries in self.leaves)

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """The number of each page, from 0, by the number of its object."""
        leaves = enumerate(number for number, _ in self.leaves)
        return {number: index for index, number in leaves if number}

    @cached_property
    def boxes(self) -> tuple[PageFacts, ...]:
        return tuple(map(self._facts, self.entries, self.units))

    @cached_property
    def units(self) -> tuple[float, ...]:
        """mm in one unit of each page."""
        found = [self.file.get(entries.get("UserUnit")) for entries in self.entries]
        return tuple(
            MM_PER_PT * (unit if isinstance(unit, (int, float)) and 0 < unit <= 1e6 else 1.0)
            for unit in found
        )

    def _facts(self, entries: Mapping[str, Obj], unit: float) -> PageFacts:
        media = self._box(entries, "MediaBox", unit)
        if media is None or media.width <= 0 or media.height <= 0:
            raise Malformed("a page without its MediaBox")
        turn = self.file.get(entries.get("Rotate"))
        crop, bleed, trim = (
            self._box(entries, key, unit) for key in ("CropBox", "BleedBox", "TrimBox")
        )
        return PageFacts(media, crop, bleed, trim, turn % 360 if isinstance(turn, int) else 0)

    def _box(self, entries: Mapping[str, Obj], key: str, unit: float) -> PageBox | None:
        if entries.get(key) is None:
            return None
        edges = self.file.numbers_of(entries[key])
        if len(edges) != 4:
            raise Malformed(f"a {key} that is not four numbers")
        x0, y0, x1, y1 = (round(edge * unit, 4) + 0.0 for edge in edges)
        return PageBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def place(self, page: int, area: Rectangle) -> Place | None:
        """The place of an area of a page (from 0) as a reader sees it; None outside the page."""
        return coordinates.place(page, self.boxes[page], self.units[page], area)

    @cached_property
    def every_annotation(self) -> tuple[Annot, ...]:
        """Every annotation, hidden or not."""
        found: list[Annot] = []
        for page, entries in enumerate(self.entries):
            for item in self.file.array(entries.get("Annots")):
                note = self.file.dictionary(item)
                if note:
                    kind = self.file.get(note.get("Subtype"))
                    number = item.number if isinstance(item, Ref) else 0
                    named = kind if isinstance(kind, str) else ""
                    found.append(Annot(page, number, named, note, self._area(note)))
        return tuple(found)

    @cached_property
    def annotations(self) -> tuple[Annot, ...]:
        """Every annotation that is not hidden."""
        return tuple(note for note in self.every_annotation if not self._flags(note) & _HIDDEN)

    @cached_property
    def pages_with_printed_notes(self) -> frozenset[int]:
        """The pages, from 0, on which an annotation with an appearance is printed."""
        return frozenset(
            note.page
            for note in self.annotations
            if self._flags(note) & _PRINT and self.looks(note)
        )

    def looks(self, note: Annot) -> tuple[Mapping[str, Obj], ...]:
        """The dictionaries of an annotation's normal appearances: one, or one for each state."""
        look = self.file.get(self.file.dictionary(note.entries.get("AP")).get("N"))
        states = look.values() if isinstance(look, dict) else (look,)
        return tuple(one.dict for one in map(self.file.get, states) if isinstance(one, Stream))

    def _flags(self, note: Annot) -> int:
        flags = self.file.get(note.entries.get("F"))
        return flags if type(flags) is int else 0

    def place_of(self, note: Annot) -> Place | None:
        """Where an annotation is."""
        return None if note.area is None else self.place(note.page, note.area)

    def _area(self, note: Mapping[str, Obj]) -> Rectangle | None:
        edges = self.file.numbers_of(note.get("Rect"))
        if len(edges) != 4:
            return None
        a, b, c, d = edges
        return min(a, c), min(b, d), max(a, c), max(b, d)

    @cached_property
    def has_actions(self) -> bool:
        """Whether the file, or a page of it, acts when it is opened or closed (AA)."""
        return "AA" in self.document.catalog or any("AA" in entries for entries in self.entries)
