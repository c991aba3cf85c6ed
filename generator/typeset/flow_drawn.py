"""Draws the pages of a flowing layout. A page that an area does not change is drawn once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Document
from generator.content.text import Run, Text
from generator.page import Frame, Group, Mark, Page, PlacedCode, Shape, rectangle
from generator.problems import Problem
from .boxes import NATURAL
from .flow_fill import FilledInputs, PageFill
from .flow_look import FlowLook, FlowSizes
from .flow_pages import enlarged, outline_of, parted_at_foot, spread, untagged
from .flow_parts import FlowPart
from .outline import bubble, inset
from .safety import SafeSheet, shapes_too_near, too_near

EMPTY: Final = 0.18  # share of a page by which one gap grows at most
_GROUP: Final = 10_000  # bytes of memory that a group of marks takes, about


class DrawnPage(Struct, frozen=True, eq=False):
    """A page, and what is wrong with the places of its words."""

    page: Page
    problems: tuple[Problem, ...]


@frozen_inputs
class FlowPageInputs(Inputs[DrawnPage]):
    """A page of a section, by its `index` there and its `number` in the piece."""

    filled: FilledInputs
    index: int
    number: int

    def make(self, cache: Cache) -> DrawnPage:
        section = self.filled.section
        look, fill = section.look, PageFill(section, cache)
        parts = enlarged([*cache.get(self.filled).pages[self.index]], fill.height, look.height)
        if look.flow.spread:
            parts = spread(parts, look.height - fill.height(parts), EMPTY * look.height)
        drawn = _PageDrawing(look, cache)
        drawn.draw(parts, fill)
        (width, height), out = look.format.trim, look.out
        paper = rectangle(-out, -out, width + 2 * out, height + 2 * out)
        ground = Shape(paper, look.drawing.palette[look.flow.ground], kind="ground")
        sizes = section.sizes.of(frozenset({look.flow.folio.style}))
        foot = look.flow.folio.foot
        folio = cache.get(FolioInputs(look, sizes, self.number, foot, section.document))
        page = Page(
            f"page {self.number}",
            width,
            height,
            (Group((ground,), "ground"), *drawn.marks, folio),
            bleed=max(0.0, out),
            safe=look.layout.safe,
            frames=(Frame("text", look.left, look.top, look.width, look.height),),
            codes=tuple(drawn.codes),
        )
        return DrawnPage(page, tuple(drawn.problems))

    def result_size(self, result: DrawnPage) -> int:
        return _GROUP * len(result.page.marks)


class _PageDrawing:
    """The marks of parts on a page."""

    def __init__(self, look: FlowLook, cache: Cache) -> None:
        self.look, self.cache = look, cache
        self.marks: list[Mark] = []
        self.codes: list[PlacedCode] = []
        self.problems: list[Problem] = []

    def draw(self, parts: list[FlowPart], fill: PageFill) -> None:
        look = self.look
        (width, height), y = look.format.trim, look.top
        if not parts[0].opens and parts[0].heading:
            box, tall = fill.running_head(parts[0].heading)
            canvas = look.canvas(self.cache)
            box.draw(canvas, look.left, y, NATURAL)
            self.marks.append(Group(tuple(untagged(canvas.marks)), "running head"))
            y += tall
        else:
            y += parts[0].rise
        y += parts[0].lower
        pinned, _ = parted_at_foot(parts)
        sheet = SafeSheet(width, height, (), look.layout.safe, look.drawing.name)
        for index, part in enumerate(parts):
            if pinned and part is pinned[0]:
                y = look.top + look.height + look.below - fill.at_foot(pinned)
            y += part.above if index else 0.0
            canvas = look.canvas(self.cache)
            part.box.draw(canvas, look.left, y, part.fit)
            self.marks += [Group(tuple(canvas.marks), "text"), *canvas.cards]
            self.codes += canvas.codes
            self.problems += too_near(canvas.suspects, sheet)
            self.problems += shapes_too_near(canvas.marks, sheet)
            y += part.size.height


@frozen_inputs
class FolioInputs(Inputs[Group]):
    """The number of a page in its bubble, which grows with the type, `foot` mm from the foot of the
    page. A screen reader skips it."""

    look: FlowLook
    sizes: FlowSizes
    number: int
    foot: float
    document: Document = field(compare=False)

    def make(self, cache: Cache) -> Group:
        return Group(tuple(self._marks(cache)), "folio")

    def _marks(self, cache: Cache) -> Iterator[Mark]:
        look, folio = self.look, self.look.flow.folio
        builder = look.builder(self.document, [folio.style], self.sizes, cache)
        shape = look.drawing.theme.bubbles[folio.shape]
        wide, tall = (side * look.scale for side in folio.size)
        left = look.left + look.width - wide
        top = look.format.trim[1] - self.foot - tall
        words = builder.unmarked(Text((Run(str(self.number)),), "en"), folio.style, wide)
        body = outline_of(shape, words.style.em, wide, tall)
        canvas = look.canvas(cache)
        line = folio.weight
        inner = inset(body, line / 2)
        outline = bubble(left + line / 2, top + line / 2, inner, tail_right=True)
        colour = look.drawing.palette[folio.colour]
        canvas.shape(outline, stroke=colour, weight=line, kind="bubble")
        across = left + (wide - words.widest()) / 2
        words.draw(canvas, across, top + (tall - words.height(NATURAL)) / 2, NATURAL)
        yield from untagged(canvas.marks)

    def result_size(self, result: Group) -> int:
        return _GROUP
