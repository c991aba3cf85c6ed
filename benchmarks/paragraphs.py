"""Every paragraph of the shipped campaign, as its layouts draw it in each language."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from contextlib import contextmanager
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
from generator.typeset.boxes import TextBox
from generator.typeset.compose import compose
from generator.typeset.paragraph import Paragraph, ParagraphInputs, TextLine, set_paragraph
from generator.typeset.rag import alone

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


class Drawn(NamedTuple):
    """A paragraph on a page of a piece, with what it was set from."""

    language: str
    piece: str
    inputs: ParagraphInputs
    made: Paragraph

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
            for inputs, made in _drawn(document, drawing, size):
                yield Drawn(language, f"{layout} {size}", inputs, made)


def _drawn(
    document: Document, drawing: Drawing, size: str
) -> list[tuple[ParagraphInputs, Paragraph]]:
    with _watched() as (made, seen):
        try:
            compose(document, drawing, size, cache=Cache())
        except Refused:
            return []
    return [made[name] for name in seen if name in made]


@contextmanager
def _watched() -> Iterator[tuple[dict[int, tuple[ParagraphInputs, Paragraph]], dict[int, object]]]:
    """The paragraphs that are set meanwhile with what they are set from, and those that are
    drawn, by their identity."""
    made: dict[int, tuple[ParagraphInputs, Paragraph]] = {}
    seen: dict[int, object] = {}
    make, draw = ParagraphInputs.make, TextBox.draw

    def making(inputs: ParagraphInputs, cache: Cache) -> Paragraph:
        found = make(inputs, cache)
        made[id(found)] = inputs, found
        return found

    def drawing(box: TextBox, *place: Any) -> None:
        seen.update((id(each), each) for each in box.paragraphs)
        draw(box, *place)

    with patch.object(ParagraphInputs, "make", making), patch.object(TextBox, "draw", drawing):
        yield made, seen
