"""Every paragraph of the shipped campaign, as its layouts draw it in each language."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.text import Run
from generator.design.drawing import Drawing
from generator.design.project_design import Design
from generator.problems import Refused
from generator.source.shelf import Shelf
from generator.typeset import paragraph as setting
from generator.typeset.boxes import TextBox
from generator.typeset.compose import compose
from generator.typeset.paragraph import Paragraph, ParagraphInputs, TextLine, set_paragraph
from generator.typeset.rag import NEAR, LineEnd, LineEnds, alone, line_ends

ROOT: Final = Path(__file__).parents[1]
CAMPAIGN: Final = "kayleighs-love-story"
AREA: Final = "leicester-leicestershire-rutland"
LAYOUTS: Final = (
    "easy-read-a4",
    "flyer-a5",
    "large-print",
    "leaflet-a5-4pp",
    "leaflet-dl-6pp",
    "pocket-card",
    "poster-signs",
    "poster-story",
)
MOST_WAYS: Final = 20_000  # to break a paragraph that are looked at


class Part(NamedTuple):
    """The text between two breaks of the writer's, the places where its lines may end, and those
    that were taken. `hang` is how far its first line hangs out."""

    places: Sequence[LineEnd]
    taken: Sequence[int]
    text: str
    hang: float

    def ends(self, taken: Sequence[int]) -> LineEnds:
        """How well the lines would end at other places."""
        return line_ends(self.places, taken, self.text, self.hang)

    def others(self, width: float, before: int = -1, lines: int = 0) -> Iterator[list[int]]:
        """Every way to break it in as many lines that fit, after the place `before`."""
        left = lines or len(self.taken)
        start = self.places[before].start + self.places[before].hang if before >= 0 else self.hang
        final = len(self.places) - 1
        for position in range(before + 1, final + 1):
            place = self.places[position]
            if place.end + place.extra - start > width + NEAR:
                break
            if (left == 1) != (position == final):
                continue
            rest = self.others(width, position, left - 1) if left > 1 else iter([[]])
            yield from ([position, *more] for more in rest)


class Drawn(NamedTuple):
    """A paragraph on a page of a piece, with what it was set from, and its parts."""

    language: str
    piece: str
    inputs: ParagraphInputs
    made: Paragraph
    parts: Sequence[Part] = ()

    @property
    def measure(self) -> float:
        return self.inputs.measure.width

    @property
    def wrap(self) -> str:
        return self.inputs.style.style.wrap

    @property
    def lengths(self) -> list[float]:
        """The length of each line inside the column, mm."""
        return [line.width - line.hang for line in self.made.lines]

    @property
    def words(self) -> list[str]:
        """What each line says."""
        return [said(line) for line in self.made.lines]

    @property
    def is_body(self) -> bool:
        """Whether it is running text that was broken for its edge."""
        return self.wrap == "rag"

    @property
    def ends_alone(self) -> bool:
        return len(self.made.lines) > 1 and alone(self.words[-1])

    @property
    def could_end_better(self) -> bool:
        """Whether its last line is one word, and the word before that would fit beside it."""
        if not self.ends_alone or " " not in self.words[-2]:
            return False
        together = f"{self.words[-2].rpartition(' ')[2]} {self.words[-1]}"
        text = replace(self.inputs.text, runs=(Run(together),))
        unbroken = replace(self.inputs.measure, width=math.inf, indent=0.0)
        found = set_paragraph(text, self.inputs.style, unbroken, Cache())
        return found.width <= self.measure - self.inputs.measure.indent

    @property
    def is_short(self) -> bool:
        """Whether it is display type with a short line, where as many lines without one fit that
        part no more names and do not end with one word instead."""
        if self.wrap not in {"balance", "chat"}:
            return False
        width = self.measure - max(0.0, self.inputs.measure.indent)
        for part in self.parts:
            ours = part.ends(part.taken)
            if _is_short(ours):
                found = map(part.ends, islice(part.others(width), MOST_WAYS))
                if any(_is_better(each, ours) for each in found):
                    return True
        return False

    @property
    def parts_needlessly(self) -> bool:
        """Whether it is display type that parts a name, where as many lines that part fewer fit
        and do not end with one word instead."""
        if self.wrap not in {"balance", "chat"}:
            return False
        width = self.measure - max(0.0, self.inputs.measure.indent)
        for part in self.parts:
            ours = part.ends(part.taken)
            if ours.parted:
                found = map(part.ends, islice(part.others(width), MOST_WAYS))
                if any(_parts_less(each, ours) for each in found):
                    return True
        return False


def _is_short(ends: LineEnds) -> bool:
    return ends.short_upper or ends.short_last


def _is_better(ends: LineEnds, ours: LineEnds) -> bool:
    """Whether lines that are not short part no more names, nor end with one word unless ours do."""
    return not _is_short(ends) and ends.parted <= ours.parted and ends.alone <= ours.alone


def _parts_less(ends: LineEnds, ours: LineEnds) -> bool:
    return ends.parted < ours.parted and ends.alone <= ours.alone and not ends.short_upper


def said(line: TextLine) -> str:
    """The words of a line, in reading order."""
    parts = sorted(line.segments, key=lambda segment: segment.start)
    return "".join(
        part.read or "".join(cluster.text for cluster in part.clusters) for part in parts
    ).strip()


def tags() -> list[str]:
    return Content(Shelf.at(ROOT), Cache()).tags(CAMPAIGN)


def paragraphs(language: str, layouts: Collection[str] = LAYOUTS) -> Iterator[Drawn]:
    """Every paragraph in a language, in the formats of layouts that are built by default. A piece
    that does not take the words is left out."""
    shelf = Shelf.at(ROOT)
    design = Design(shelf)
    document = Content(shelf, Cache()).document(CAMPAIGN, language, AREA)[0]
    for layout in layouts:
        drawing = design.drawing(layout)[0]
        if drawing.layout.is_easy and not any(each.easy for each in document.blocks.values()):
            continue
        for size in drawing.layout.default or drawing.layout.formats[:1]:
            for found in _drawn(document, drawing, size):
                yield Drawn(language, f"{layout} {size}", *found)


def _drawn(document: Document, drawing: Drawing, size: str) -> list[Setting]:
    with _watched() as (made, seen):
        try:
            compose(document, drawing, size, cache=Cache())
        except Refused:
            return []
    return [made[name] for name in seen if name in made]


Setting = tuple[ParagraphInputs, Paragraph, tuple[Part, ...]]


@contextmanager
def _watched() -> Iterator[tuple[dict[int, Setting], dict[int, object]]]:
    """The paragraphs that are set meanwhile with what they are set from, and those that are
    drawn, by their identity."""
    made: dict[int, Setting] = {}
    seen: dict[int, object] = {}
    parts: dict[int, Part] = {}  # of the paragraph at hand
    make, draw = ParagraphInputs.make, TextBox.draw

    def making(inputs: ParagraphInputs, cache: Cache) -> Paragraph:
        parts.clear()
        found = make(inputs, cache)
        made[id(found)] = inputs, found, tuple(parts.values())
        return found

    def ending(places: Sequence[LineEnd], taken: list[int], text: str, hang: float) -> LineEnds:
        parts[id(places)] = Part(places, taken, text, hang)
        return line_ends(places, taken, text, hang)

    def drawing(box: TextBox, *place: Any) -> None:
        seen.update((id(each), each) for each in box.paragraphs)
        draw(box, *place)

    with (
        patch.object(ParagraphInputs, "make", making),
        patch.object(setting, "line_ends", ending),
        patch.object(TextBox, "draw", drawing),
    ):
        yield made, seen
