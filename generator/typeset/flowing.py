"""Sets flowing layouts: a document's words on as many pages as they take.

The words are those of another layout, frame by frame in reading order. A frame begins a page. What
does not fit goes on to the next page under the frame's own heading. Only a style with a word wider
than the column shrinks, to its floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.content.text import Run, Text
from generator.design import layout as rows
from generator.design.drawing import Drawing, ScriptFonts
from generator.design.flow import Flow
from generator.design.layout import OWN
from generator.design.layout_walk import Section
from generator.design.theme import BubbleShape
from generator.page import Artwork, CodeSpot, Frame, Group, Mark, Page, Shape, Tag
from generator.problems import Problem, Refused, error, with_places
from generator.typeset import boxes, faults
from generator.typeset.boxes import NATURAL, FlexibleBox, TextBox
from generator.typeset.canvas import Canvas, PageTransform
from generator.typeset.compose import Composed
from generator.typeset.easy_boxes import EasyBox
from generator.typeset.item_boxes import ItemBuilder
from generator.typeset.outline import Bubble, bubble, inset, rectangle
from generator.typeset.paragraph import ParagraphMeasure, set_paragraph
from generator.typeset.parts import CodeBox
from generator.typeset.portions import (
    at_block,
    between_parts,
    cut,
    in_easy_words,
    in_rows,
    is_blank,
    is_strong,
    parts_of,
    scaled,
    with_own,
)
from generator.typeset.safety import clear_of, ink, too_near
from generator.typeset.styles import Setting, faces_of, setting

# What a style with too wide a word shrinks by, of its full size.
_STEP: Final = 0.02
_EVEN: Final = 1.0  # mm by which pages may be filled less alike than they could be


class _FlowPart(NamedTuple):
    """A box on its way to a page: the space above it, mm; whether it must stand with the next,
    and begins a page; the heading it stands under; and the space above it, mm, where it is first
    on a page."""

    box: FlexibleBox
    above: float
    keeps: bool = False
    opens: bool = False
    heading: Block | None = None
    rise: float = 0.0


def flow(
    document: Document,
    drawing: Drawing,
    sections: Sequence[Section],
    body: float,
    *,
    cache: Cache,
) -> Composed:
    """The document's words, in the order of `sections`, with running text of `body` pt.

    Raises `Refused` with every problem when a block or letter is missing, a word or a part that
    cannot be parted is larger than the page, or a code the campaign requires is in no section.
    """
    try:
        composed = _Flow(document, drawing, body, cache).compose(sections)
    except Refused as refused:
        raise Refused(with_places(refused.problems, document.span)) from None
    return replace(composed, problems=with_places(composed.problems, document.span))


class _Flow:
    def __init__(self, document: Document, drawing: Drawing, body: float, cache: Cache) -> None:
        assert drawing.layout.flow is not None
        self.cache = cache
        self.drawing, self.layout = drawing, drawing.layout
        self.flow: Flow = drawing.layout.flow
        self.document = in_easy_words(document, self.flow) if self.flow.easy else document
        self.format = drawing.drawn
        self.scale = body / self.flow.body
        self.script = drawing.setting_for(document.script, document.language)
        self.rtl = document.direction == "rtl"
        margins = self.layout.margins
        self.left, self.top = margins.start, margins.top
        self.width = self.format.trim[0] - margins.start - margins.end
        self.height = self.format.trim[1] - margins.top - margins.bottom
        border = max(drawing.border.sheet, drawing.border.drawn)
        bleed = self.format.bleed if drawing.bleed is None else drawing.bleed
        self.out = -border if border else bleed  # how far grounds run past the edge, mm
        self.problems: list[Problem] = []

    def compose(self, sections: Sequence[Section]) -> Composed:
        if min(self.width, self.height) <= 0:
            message = f"the margins of {self.drawing.name} leave no room for words"
            raise Refused(
                [error("no-room", message, self.layout.at("margins"), "make them smaller")]
            )
        sections = with_own(self.document, sections)
        blocks = cut(self.document, sections)
        self._need_easy()
        self.problems += faults.unprinted(self.document, self.drawing)
        printed = {name for section in sections for name in section.blocks}
        self.problems += faults.missing_codes(self.document, self.layout, printed)
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

    def _need_easy(self) -> None:
        """An error where a layout is for easy wording, and there is none."""
        document = self.document
        if self.flow.easy and not any(block.easy for block in document.blocks.values()):
            self.problems.append(
                error(
                    "no-easy",
                    f'"{document.campaign}" has no easy wording in {document.language}',
                    document.key,
                    f"write it under `easy:` in its blocks, in {document.original}; translations "
                    "have none",
                )
            )

    # setting

    def _is_at_floor(self, name: str, shares: dict[str, float]) -> bool:
        style = self.layout.styles[name]
        floor = style.floor.size if isinstance(style.floor, rows.Floor) else style.floor
        return style.size * shares[name] <= (floor or style.size) + 1e-9

    def _settings(self, shares: dict[str, float], script: ScriptFonts | None) -> dict[str, Setting]:
        drawing = self.drawing
        return {
            name: setting(
                name,
                scaled(style, self.scale),
                shares[name],
                self.layout.least * self.scale,
                drawing.palette,
                lambda weight: faces_of(drawing, script, weight),
                script.setting if script else None,
            )
            for name, style in self.layout.styles.items()
        }

    def _builder(self, blocks: dict[str, Block], shares: dict[str, float]) -> ItemBuilder:
        (width, height), out = self.format.trim, self.out
        return ItemBuilder(
            replace(self.document, blocks=blocks),
            self.drawing.theme,
            self._settings(shares, self.script),
            self.drawing.palette,
            self.cache,
            self.layout.unit,
            (-out, -out, width + out, height + out),
            module=self.format.module,
            where=self.drawing.name,
            latin=self._settings(shares, None),
            black=self.drawing.logos_black,
            script=self.script.setting if self.script else None,
        )

    # pieces

    def _section(self, section: Section, builder: ItemBuilder) -> Iterator[_FlowPart]:
        heading: Block | None = None
        first, after_opening = True, False
        for name in section.blocks:
            block = self.document.blocks.get(name)
            if block is None:
                continue  # the layout the words are taken from says so itself
            opening = block.kind == "heading" and first
            parts = self._parts(block)
            for number, part in enumerate(parts):
                if opening:
                    heading = block
                # the numbers of easy wording stand together, unless they are more than a page
                joined = self._in_rows(block) and part is not parts[-1]
                for piece in self._block(part, opening, builder, number):
                    above = self.flow.opening_below if after_opening else piece.above
                    keeps = piece.keeps or joined
                    yield piece._replace(above=above, keeps=keeps, opens=first, heading=heading)
                    first = after_opening = False
            after_opening = opening

    def _in_rows(self, block: Block) -> bool:
        return in_rows(block, self.document, self.flow)

    def _parts(self, block: Block) -> tuple[Block, ...]:
        """A block in the parts that are set one by one. One in easy words is set whole, in rows
        that pages may part, but for its contacts."""
        whole = self._in_rows(block) and block.kind != "contacts"
        return (block,) if whole else parts_of(block)

    def _block(
        self, block: Block, opening: bool, builder: ItemBuilder, number: int
    ) -> list[_FlowPart]:
        """A block, or the part `number` of one, in the items its kind is set as."""
        pieces: list[_FlowPart] = []
        for item in self._items(block, opening):
            here = at_block(item, block.name)
            box = builder.box(here, self.width)
            if box is None:
                continue
            above = boxes.space(item.above, NATURAL)
            if number and not pieces:
                above = between_parts(item)
            if isinstance(box, EasyBox):
                between = boxes.space(box.between, NATURAL)
                gaps = [above] + [between] * (len(box.rows) - 1)
                each = zip(box.rows, gaps, strict=True)
                pieces += [_FlowPart(row, gap, keeps=box.keeps) for row, gap in each]
                pieces[-1] = pieces[-1]._replace(keeps=True)
                continue
            pieces.append(_FlowPart(box, above, keeps=True, rise=self._rise(box)))
        if pieces and block.kind != "heading":
            pieces[-1] = pieces[-1]._replace(keeps=False)
        return pieces

    def _rise(self, box: FlexibleBox) -> float:
        """By how much the words beside a code are nearer to the head of a page than is safe, mm:
        letters of some scripts rise far above the code's edge."""
        if not isinstance(box, CodeBox) or box.drop >= 0:
            return 0.0
        sheet = self._sheet()
        box.draw(sheet, self.left, self.top, NATURAL)
        tops = [found[1] for run in sheet.suspects if (found := ink(run))]
        return max(0.0, self.layout.safe - min(tops, default=self.layout.safe))

    def _items(self, block: Block, opening: bool) -> Sequence[rows.Item]:
        if opening:
            return self.flow.opening
        if block.kind == "link" and block.name in self.document.codes:
            return self.flow.code
        if self._in_rows(block):
            return [item for item in self.flow.easy[block.kind] if not is_blank(item, block)]
        items = self.flow.kinds.get(block.kind, ())
        if block.kind == "paragraphs" and self.flow.figure and is_strong(block):
            items = self.flow.figure
        if not items and block.kind != OWN:
            self.problems.append(
                error(
                    "unset-kind",
                    f'"{block.part_of or block.name}" is a block of kind {block.kind}, which '
                    f"{self.drawing.name} does not set",
                    block.key or self.flow.at("kinds"),
                    f"add `{block.kind}:` under `kinds:` in the layout",
                )
            )
        return [item for item in items if not is_blank(item, block)]

    # pages

    def _pages(
        self, pieces: Sequence[_FlowPart], builder: ItemBuilder
    ) -> Iterator[list[_FlowPart]]:
        """The pieces page by page."""
        for section in _opened(pieces):
            pages = list(self._filled(section, builder, self.height))
            yield from self._balanced(section, builder, pages) if self.flow.balance else pages

    def _balanced(
        self, pieces: Sequence[_FlowPart], builder: ItemBuilder, pages: list[list[_FlowPart]]
    ) -> list[list[_FlowPart]]:
        """A section's pieces on as many pages, each filled as little as that allows."""
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
        self, pieces: Sequence[_FlowPart], builder: ItemBuilder, height: float
    ) -> Iterator[list[_FlowPart]]:
        """A section's pieces on pages filled up to `height` mm."""
        held: list[_FlowPart] = []
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
        self, chain: list[_FlowPart], builder: ItemBuilder
    ) -> tuple[list[_FlowPart], list[_FlowPart]]:
        """What of a chain longer than a page goes on one, and the rest."""
        for count in range(len(chain) - 1, 0, -1):
            if self._tall(chain[:count], builder) <= self.height:
                return chain[:count], chain[count:]
        piece, rest = chain[0], chain[1:]
        room = self.height - self._tall([], builder, piece.heading if not piece.opens else None)
        lines = int(room / piece.box.style.line) if isinstance(piece.box, TextBox) else 0
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
        self, pieces: Sequence[_FlowPart], builder: ItemBuilder, heading: Block | None = None
    ) -> float:
        """The height of pieces on one page, mm, with the heading repeated above them if they go
        on from the page before."""
        if pieces and not pieces[0].opens:
            heading = pieces[0].heading
        height = self._running(heading, builder)[1] if heading else 0.0
        for index, piece in enumerate(pieces):
            first = 0.0 if heading else piece.rise
            height += (piece.above if index else first) + piece.box.height(NATURAL)
        return height

    def _running(self, heading: Block, builder: ItemBuilder) -> tuple[TextBox, float]:
        """A heading in its short form as it is repeated, and the height it takes, mm."""
        words = heading.short[0] if heading.short else heading.texts[0]
        box = self._words(words, self.flow.running, builder, self.width)
        return box, box.height(NATURAL) + self.flow.running_below

    def _words(self, text: Text, style: str, builder: ItemBuilder, width: float) -> TextBox:
        chosen = builder.latin[style] if text.plain.isascii() else builder.settings[style]
        measure = ParagraphMeasure(
            width, 0.0, self.document.script, self.rtl, self.document.language
        )
        return TextBox([set_paragraph(text, chosen, measure, self.cache)], chosen, width, role="")

    def _page(self, number: int, pieces: list[_FlowPart], builder: ItemBuilder) -> Page:
        (width, height), out = self.format.trim, self.out
        paper = rectangle(-out, -out, width + 2 * out, height + 2 * out)
        ground = Shape(paper, self.drawing.palette[self.flow.ground], kind="ground")
        marks: list[Mark] = [Group((ground,), "ground")]
        codes: list[CodeSpot] = []
        y = self.top
        if not pieces[0].opens and pieces[0].heading:
            box, tall = self._running(pieces[0].heading, builder)
            sheet = self._sheet()
            box.draw(sheet, self.left, y, NATURAL)
            marks.append(Group(tuple(_untagged(sheet.marks)), "running head"))
            y += tall
        else:
            y += pieces[0].rise
        for index, piece in enumerate(pieces):
            y += piece.above if index else 0.0
            sheet = self._sheet()
            piece.box.draw(sheet, self.left, y, NATURAL)
            marks += [Group(tuple(sheet.marks), "text"), *sheet.cards]
            codes += sheet.codes
            self.problems += too_near(
                sheet.suspects, width, height, (), self.layout.safe, self.drawing.name
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

    def _sheet(self) -> Canvas:
        document, (width, height) = self.document, self.format.trim
        clear = clear_of(self.left, width, height, (), self.layout.safe)
        mirror = width if self.rtl else None
        transform = PageTransform(mirror=mirror)
        return Canvas(self.cache, transform, document.language, clear, document.original)

    def _folio(self, number: int, builder: ItemBuilder) -> Iterator[Mark]:
        """The page's number in its bubble, which grows with the type; decoration to who hears
        the page."""
        folio, theme = self.flow.folio, self.drawing.theme
        shape = theme.bubbles[folio.shape]
        wide, tall = (side * self.scale for side in folio.size)
        left = self.left + self.width - wide
        top = self.format.trim[1] - folio.foot - tall
        words = self._words(Text((Run(str(number)),), "en"), folio.style, builder, wide)
        body = _outline(shape, words.style.em, wide, tall)
        sheet = self._sheet()
        line = folio.weight
        inner = inset(body, line / 2)
        outline = bubble(left + line / 2, top + line / 2, inner, tail_right=True)
        sheet.shape(outline, stroke=self.drawing.palette[folio.colour], weight=line, kind="bubble")
        across = left + (wide - words.widest()) / 2
        words.draw(sheet, across, top + (tall - words.height(NATURAL)) / 2, NATURAL)
        return _untagged(sheet.marks)


# --- helpers -----------------------------------------------------------------------------------


def _outline(shape: BubbleShape, em: float, width: float, height: float) -> Bubble:
    radius, drop = shape.radius.of(em), shape.drop.of(em)
    return Bubble(width, height, radius, drop, shape.base.of(em), shape.ease.of(em))


def _untagged(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, Tag):
            yield from _untagged(mark.marks)
        else:
            yield mark


def _opened(pieces: Iterable[_FlowPart]) -> Iterator[list[_FlowPart]]:
    """Pieces in sections: each that begins a page, with those after it."""
    section: list[_FlowPart] = []
    for piece in pieces:
        if section and piece.opens:
            yield section
            section = []
        section.append(piece)
    if section:
        yield section


def _chains(pieces: Iterable[_FlowPart]) -> Iterator[list[_FlowPart]]:
    """Pieces that must stand together."""
    chain: list[_FlowPart] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.keeps:
            yield chain
            chain = []
    if chain:
        yield chain
