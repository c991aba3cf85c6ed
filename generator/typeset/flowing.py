"""Sets flowing layouts: a document's words on as many pages as they take.

The words are those of another layout, frame by frame in reading order. A frame begins a page. What
does not fit goes on to the next page under the frame's own heading. Only a style with a word wider
than the column shrinks, to its floor.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.design.layout_walk import Section
from generator.design.theme import BubbleShape
from generator.page import Artwork, Frame, Group, Mark, Page, PlacedCode, Shape, Tag, rectangle
from generator.problems import Refused, error, with_places
from . import faults
from .boxes import NATURAL, TextBox
from .compose import Composed
from .flow_parts import FlowPart, FlowParts
from .item_boxes import ItemBuilder
from .outline import Bubble, bubble, inset
from .paragraph import ParagraphMeasure, set_paragraph
from .portions import cut, with_imprint, with_own
from .safety import too_near

# What a style with too wide a word shrinks by, of its full size.
_STEP: Final = 0.02
_EVEN: Final = 1.0  # mm by which pages may be filled less alike than they could be


def flow(
    document: Document,
    drawing: Drawing,
    sections: Sequence[Section],
    body: float,
    *,
    cache: Cache,
) -> Composed:
    """The document's words in the order of `sections`, with running text of `body` pt. Raises
    `Refused` with every problem. A block or letter may be missing, a word or a part may be larger
    than the page, or a required code may be in no section."""
    try:
        composed = _FlowPages(document, drawing, body, cache).compose(sections)
    except Refused as refused:
        raise Refused(with_places(refused.problems, document.span)) from None
    return replace(composed, problems=with_places(composed.problems, document.span))


class _FlowPages(FlowParts):
    """The pages of a flowing layout."""

    def compose(self, sections: Sequence[Section]) -> Composed:
        if min(self.width, self.height) <= 0:
            message = f"the margins of {self.drawing.name} leave no room for words"
            raise Refused(
                [error("no-room", message, self.layout.at("margins"), "make them smaller")]
            )
        sections = with_imprint(self.document, with_own(self.document, sections))
        blocks = cut(self.document, sections)
        self._need_easy()
        self.problems += faults.unprinted(self.document, self.drawing)
        printed = {name for section in sections for name in section.blocks}
        self.problems += self.document.missing_codes(printed, self.layout.at("pages"))
        shares = dict.fromkeys(self.layout.styles, 1.0)
        while True:
            builder = self._builder(blocks, shares)
            pieces = [piece for section in sections for piece in self._section(section, builder)]
            floored = {name for name in builder.wide if self._is_at_floor(name, shares)}
            if not builder.wide - floored:
                break
            shares |= {name: shares[name] - _STEP for name in builder.wide - floored}
        self.problems += builder.problems
        self.problems += [faults.too_wide(each, self.document) for each in builder.too_wide]
        if any(problem.is_error for problem in self.problems):
            raise Refused(dict.fromkeys(self.problems))
        pages = [
            self._page(number, list(held), builder)
            for number, held in enumerate(self._pages(pieces, builder), 1)
        ]
        if any(problem.is_error for problem in self.problems):
            raise Refused(dict.fromkeys(self.problems))
        full = {name: style.size * self.scale for name, style in self.layout.styles.items()}
        shrunk = {name: full[name] * share for name, share in shares.items() if share < 1}
        made = self.document
        artwork = Artwork(
            made.title,
            made.language,
            made.direction,
            tuple(pages),
            made.subject,
            made.publisher,
            made.date,
        )
        return Composed(artwork, tuple(dict.fromkeys(self.problems)), shrunk, full)

    # pages

    def _pages(self, pieces: Sequence[FlowPart], builder: ItemBuilder) -> Iterator[list[FlowPart]]:
        for section in _opened(pieces):
            pages = list(self._filled(section, builder, self.height))
            yield from self._balanced(section, builder, pages) if self.flow.balance else pages

    def _balanced(
        self, pieces: Sequence[FlowPart], builder: ItemBuilder, pages: list[list[FlowPart]]
    ) -> list[list[FlowPart]]:
        """The pieces of a section on as few pages as they need, each filled as little as that
        allows."""
        least = max(self._tall(chain, builder) for chain in _chains(pieces))
        most = self.height
        while most - least > _EVEN:
            middle = (least + most) / 2
            tried = list(self._filled(pieces, builder, middle))
            if len(tried) > len(pages):
                least = middle
            else:
                pages, most = tried, middle
        return pages

    def _filled(
        self, pieces: Sequence[FlowPart], builder: ItemBuilder, height: float
    ) -> Iterator[list[FlowPart]]:
        """A section's pieces on pages filled up to `height` mm."""
        held: list[FlowPart] = []
        for chain in _chains(pieces):
            if held and self._tall([*held, *chain], builder) > height:
                yield held
                held = []
            rest = chain
            while rest and not held and self._tall(rest, builder) > self.height:
                fitting, rest = self._parted(rest, builder)
                yield fitting
            held += rest
        if held:
            yield held

    def _parted(
        self, chain: list[FlowPart], builder: ItemBuilder
    ) -> tuple[list[FlowPart], list[FlowPart]]:
        """The part of a chain longer than a page that stands on the first page, and the rest."""
        for count in range(len(chain) - 1, 0, -1):
            if self._tall(chain[:count], builder) <= self.height:
                return chain[:count], chain[count:]
        piece, rest = chain[0], chain[1:]
        room = self.height - self._tall([], builder, piece.heading if not piece.opens else None)
        lines = (
            int((room + piece.box.opened) / piece.box.pitch)
            if isinstance(piece.box, TextBox)
            else 0
        )
        if isinstance(piece.box, TextBox) and lines > 0:
            first, second = piece.box.parted(lines)
            return [piece._replace(box=first)], [piece._replace(box=second, opens=False), *rest]
        excess = piece.box.height(NATURAL) - room
        where = piece.heading.key if piece.heading else self.document.key
        self.problems.append(
            error(
                "overset",
                f"a part of {self.drawing.name} is {excess:.1f} mm taller than the page",
                where,
                "set it at a smaller size, or part it into several blocks",
            )
        )
        return [piece], rest

    def _tall(
        self, pieces: Sequence[FlowPart], builder: ItemBuilder, heading: Block | None = None
    ) -> float:
        """The height of pieces on one page in mm, with the repeated heading if they continue from
        the page before."""
        if pieces and not pieces[0].opens:
            heading = pieces[0].heading
        height = self._running(heading, builder)[1] if heading else 0.0
        for index, piece in enumerate(pieces):
            first = 0.0 if heading else piece.rise
            height += (piece.above if index else first) + piece.box.height(NATURAL)
        return height

    def _running(self, heading: Block, builder: ItemBuilder) -> tuple[TextBox, float]:
        """A heading in the short form that continued pages repeat, and its height in mm."""
        words = heading.short[0] if heading.short else heading.texts[0]
        box = self._words(words, self.flow.running, builder, self.width)
        return box, box.height(NATURAL) + self.flow.running_below

    def _words(self, text: Text, style: str, builder: ItemBuilder, width: float) -> TextBox:
        chosen = builder.latin[style] if text.plain.isascii() else builder.settings[style]
        measure = ParagraphMeasure(
            width,
            0.0,
            self.document.script,
            self.rtl,
            self.document.language,
            self.document.names,
        )
        return TextBox([set_paragraph(text, chosen, measure, self.cache)], chosen, width, role="")

    def _page(self, number: int, pieces: list[FlowPart], builder: ItemBuilder) -> Page:
        (width, height), out = self.format.trim, self.out
        paper = rectangle(-out, -out, width + 2 * out, height + 2 * out)
        ground = Shape(paper, self.drawing.palette[self.flow.ground], kind="ground")
        marks: list[Mark] = [Group((ground,), "ground")]
        codes: list[PlacedCode] = []
        y = self.top
        if not pieces[0].opens and pieces[0].heading:
            box, tall = self._running(pieces[0].heading, builder)
            canvas = self._canvas()
            box.draw(canvas, self.left, y, NATURAL)
            marks.append(Group(tuple(_untagged(canvas.marks)), "running head"))
            y += tall
        else:
            y += pieces[0].rise
        for index, piece in enumerate(pieces):
            y += piece.above if index else 0.0
            canvas = self._canvas()
            piece.box.draw(canvas, self.left, y, NATURAL)
            marks += [Group(tuple(canvas.marks), "text"), *canvas.cards]
            codes += canvas.codes
            self.problems += too_near(
                canvas.suspects, width, height, (), self.layout.safe, self.drawing.name
            )
            y += piece.box.height(NATURAL)
        marks.append(Group(tuple(self._folio(number, builder)), "folio"))
        frame = Frame("text", self.left, self.top, self.width, self.height)
        return Page(
            f"page {number}",
            width,
            height,
            tuple(marks),
            bleed=max(0.0, out),
            safe=self.layout.safe,
            frames=(frame,),
            codes=tuple(codes),
        )

    def _folio(self, number: int, builder: ItemBuilder) -> Iterator[Mark]:
        """The page's number in its bubble, which grows with the type. A screen reader skips it."""
        folio, theme = self.flow.folio, self.drawing.theme
        shape = theme.bubbles[folio.shape]
        wide, tall = (side * self.scale for side in folio.size)
        left = self.left + self.width - wide
        top = self.format.trim[1] - folio.foot - tall
        words = self._words(Text((Run(str(number)),), "en"), folio.style, builder, wide)
        body = _outline(shape, words.style.em, wide, tall)
        canvas = self._canvas()
        line = folio.weight
        inner = inset(body, line / 2)
        outline = bubble(left + line / 2, top + line / 2, inner, tail_right=True)
        canvas.shape(outline, stroke=self.drawing.palette[folio.colour], weight=line, kind="bubble")
        across = left + (wide - words.widest()) / 2
        words.draw(canvas, across, top + (tall - words.height(NATURAL)) / 2, NATURAL)
        return _untagged(canvas.marks)


def _outline(shape: BubbleShape, em: float, width: float, height: float) -> Bubble:
    radius, drop = shape.radius.of(em), shape.drop.of(em)
    return Bubble(width, height, radius, drop, shape.base.of(em), shape.ease.of(em))


def _untagged(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, Tag):
            yield from _untagged(mark.marks)
        else:
            yield mark


def _opened(pieces: Iterable[FlowPart]) -> Iterator[list[FlowPart]]:
    """Pieces in sections: each that begins a page, with those after it."""
    section: list[FlowPart] = []
    for piece in pieces:
        if section and piece.opens:
            yield section
            section = []
        section.append(piece)
    if section:
        yield section


def _chains(pieces: Iterable[FlowPart]) -> Iterator[list[FlowPart]]:
    """The pieces in groups that must stand together."""
    chain: list[FlowPart] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.keeps:
            yield chain
            chain = []
    if chain:
        yield chain
