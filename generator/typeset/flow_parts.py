"""Cuts a document's words into parts for pages, and sets each block as its kind asks."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.design import items as rows
from generator.design.drawing import Drawing, ScriptFonts
from generator.design.flow import Flow
from generator.design.items import IMPRINT, OWN
from generator.design.layout import Floor
from generator.design.layout_walk import Section, styles
from generator.problems import Problem, error
from generator.source.keys import LAYOUT, row_key
from . import boxes, edges
from .boxes import NATURAL, BubbleBox, Fit, FlexibleBox, Stack, TaggedBox
from .canvas import Canvas, PageTransform
from .code_card import CodeBox
from .easy_boxes import EasyBox
from .item_boxes import ItemBuilder
from .picture_files import OpenedSymbols
from .portions import (
    at_block,
    between_parts,
    in_easy_words,
    in_rows,
    is_blank,
    is_strong,
    parts_of,
    scaled,
)
from .safety import clear_of, ink
from .styles import Setting, faces_of, setting

APART: Final = 5.0  # mm between an imprint and the page number beside it
SMALL_PICTURES: Final = Fit(pictures=1.0)


class PartSize(NamedTuple):
    """The height of a part in mm, how far the tail of a bubble at its foot hangs below it, and the
    room under its last ink."""

    height: float
    tail: float
    below: float


class FlowPart(NamedTuple):
    """A box on its way to a page. `above` is the space above it, and `rise` that space if it is
    first on a page, both in mm; there it stands `lower` mm down. It `keeps` together with the next
    part, or `opens` a page. `heading` is the heading that it stands under, and `block` the block
    that it is of. It may be a `title`, or have a `code`. What is `pinned` stands at the foot of its
    page, beside the page number. `fit` says whether its pictures are small. `resized` makes it with
    a picture of another size. `few` are the sizes of its picture where it is the
    only one of a page, and where it is one of two; None: its own. `known` is its size, once its box
    stays as it is."""

    box: FlexibleBox
    above: float
    keeps: bool = False
    opens: bool = False
    heading: Block | None = None
    rise: float = 0.0
    lower: float = 0.0
    block: str = ""
    title: bool = False
    code: bool = False
    pinned: bool = False
    fit: Fit = NATURAL
    resized: Callable[[float], FlexibleBox | None] | None = None
    few: tuple[float | None, ...] = ()
    known: PartSize | None = None

    @property
    def size(self) -> PartSize:
        if self.known:
            return self.known
        return PartSize(self.box.height(self.fit), tail(self.box), edges.below(self.box))

    def measured(self) -> "FlowPart":
        """The part, whose box stays as it is: pages ask for its size many times."""
        return self._replace(known=self.size)

    def holding(self, box: FlexibleBox) -> "FlowPart":
        """The part with another box."""
        return self._replace(box=box, known=None)


def tail(box: FlexibleBox) -> float:
    """How far the tail of a bubble at the foot of a box hangs below it, mm."""
    while isinstance(box, TaggedBox):
        box = box.inner
    if isinstance(box, Stack):
        return tail(box.boxes[-1].box) if box.boxes else 0.0
    return box.outline.drop if isinstance(box, BubbleBox) else 0.0


def display_kinds(flow: Flow) -> list[frozenset[str]]:
    """The display styles that may shrink, by the kinds of block they are used in: numbers to ring
    first, headings last. Styles of one kind keep their proportion."""
    names = frozenset(flow.shrink.styles if flow.shrink else ())
    others = [stack for kind, stack in flow.kinds.items() if kind != "contacts"]
    stacks = [flow.kinds.get("contacts", ()), flow.figure, *others, flow.code, flow.opening]
    found = [names & styles(stack) for stack in stacks]
    return list(dict.fromkeys(each for each in found if each))


class FlowParts:
    """A document's words in parts that stand on pages, each block set as its kind asks."""

    def __init__(self, document: Document, drawing: Drawing, body: float, cache: Cache) -> None:
        assert drawing.layout.flow is not None
        self.cache = cache
        self.drawing, self.layout = drawing, drawing.layout
        self.flow: Flow = drawing.layout.flow
        self.document = in_easy_words(document, self.flow) if self.flow.easy else document
        self.format = drawing.first_format
        self.scale = body / self.flow.body
        self.grown = 1.0  # running text, of its size at that scale
        self.gaps = NATURAL  # how far gaps close
        self.tight: dict[str, float] = {}  # display type that shrinks, of its size
        self.script = drawing.setting_for(document.script, document.language)
        self.rtl = document.direction == "rtl"
        margins = self.layout.margins
        self.left, self.top = margins.start, margins.top
        self.width = self.format.trim[0] - margins.start - margins.end
        self.height = self.format.trim[1] - margins.top - margins.bottom
        # the height under the margin, beside the page number, mm
        self.below = self.format.trim[1] - self.flow.folio.foot - self.top - self.height
        border = max(drawing.border.sheet, drawing.border.drawn)
        bleed = self.format.bleed if drawing.bleed is None else drawing.bleed
        self.out = -border if border else bleed  # how far grounds run past the edge, mm
        self.rules = drawing.clearances
        self.problems: list[Problem] = []
        self.symbols: OpenedSymbols = {}

    def _need_easy(self) -> None:
        """Report a document without easy wording, in a layout for easy wording."""
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
        floor = style.floor.size if isinstance(style.floor, Floor) else style.floor
        return style.size * shares[name] <= (floor or style.size) + 1e-9

    def _settings(self, shares: dict[str, float], script: ScriptFonts | None) -> dict[str, Setting]:
        drawing, grow = self.drawing, self.flow.grow
        larger = dict.fromkeys(grow.styles if grow else (), self.grown)
        # of the size that is printed, which a script sets larger or smaller than Latin letters
        least = self.layout.least * self.scale / (script.setting.size if script else 1.0)
        return {
            name: setting(
                name,
                scaled(style, self.scale * larger.get(name, 1.0)),
                shares[name] * self.tight.get(name, 1.0),
                least,
                drawing.palette,
                lambda weight: faces_of(drawing, script, weight),
                script.setting if script else None,
            )
            for name, style in self.layout.styles.items()
        }

    def _builder(
        self, blocks: dict[str, Block], shares: dict[str, float], small: bool = False
    ) -> ItemBuilder:
        (width, height), out = self.format.trim, self.out
        return ItemBuilder(
            replace(self.document, blocks=blocks),
            self.drawing.theme,
            self._settings(shares, self.script),
            self.drawing.palette,
            self.cache,
            self.layout.unit,
            edges=(-out, -out, width + out, height + out),
            ground=self.drawing.palette[self.flow.ground],
            module=self.format.module,
            where=self.drawing.name,
            latin=self._settings(shares, None),
            small=small,
            black=self.drawing.logos_black,
            inks=self.drawing.drawn_inks,
            script=self.script.setting if self.script else None,
            rules=self.rules,
            symbols=self.symbols,
        )

    # pieces

    def _section(self, section: Section, builder: ItemBuilder) -> Iterator[FlowPart]:
        heading: Block | None = None
        first, after_opening = True, False
        for name in section.blocks:
            block = self.document.blocks.get(name)
            if block is None:
                continue  # the layout the words are taken from says so itself
            opening = block.kind == "heading" and first
            parts = self._parts(block)
            code = block.kind == "link" and name in self.document.codes
            for number, part in enumerate(parts):
                if opening:
                    heading = block
                # the numbers of contacts stand together, unless they are more than a page
                joined = block.kind == "contacts" and part is not parts[-1]
                for piece in self._block(part, opening, builder, number):
                    above = self.flow.opening_below if after_opening else piece.above
                    keeps = piece.keeps or joined
                    place = piece._replace(above=above, keeps=keeps, opens=first, heading=heading)
                    yield place._replace(
                        block=name, title=block.kind == "heading", code=code, pinned=name == IMPRINT
                    )
                    first = after_opening = False
            after_opening = opening

    def _apart(self, section: Section, builder: ItemBuilder) -> list[FlowPart]:
        """The parts of a section, each as far from the one before as their ink must be."""
        pieces = list(self._section(section, builder))
        apart = [edges.apart(one.box, two.box, builder.rules) for one, two in pairwise(pieces)]
        return [
            piece._replace(above=max(piece.above, least))
            for piece, least in zip(pieces, [-math.inf, *apart], strict=False)
        ]

    def _in_rows(self, block: Block) -> bool:
        return in_rows(block, self.document, self.flow)

    def _parts(self, block: Block) -> tuple[Block, ...]:
        """A block in the parts that are set one by one. A block in easy words is set whole, except
        its contacts, in rows that pages may part."""
        whole = self._in_rows(block) and block.kind != "contacts"
        return (block,) if whole else parts_of(block)

    def _block(
        self, block: Block, opening: bool, builder: ItemBuilder, number: int
    ) -> list[FlowPart]:
        """A block, or its part `number`, in the items that set its kind."""
        pieces: list[FlowPart] = []
        for item in self._items(block, opening):
            here = at_block(item, block.name)
            box = builder.box(here, self._room(here))
            if box is None:
                continue
            above = boxes.space(item.above, self.gaps)
            if number and not pieces:
                above = between_parts(item, self.gaps)
            if isinstance(box, EasyBox):
                between = boxes.space(box.between, self.gaps)
                gaps = [above] + [between] * (len(box.rows) - 1)
                assert isinstance(here, rows.EasyItem)
                few = here.most, here.pair
                for place, (row, gap) in enumerate(zip(box.rows, gaps, strict=True)):
                    other = partial(builder.resized, here, self._room(here), place)
                    pieces.append(FlowPart(row, gap, keeps=box.keeps, resized=other, few=few))
                pieces[-1] = pieces[-1]._replace(keeps=True)
                continue
            pieces.append(FlowPart(box, above, keeps=True, rise=self._rise(box)))
            if isinstance(here, rows.CodeItem) and here.most:
                other = partial(builder.resized, here, self._room(here), 0)
                pieces[-1] = pieces[-1]._replace(resized=other)
        if pieces and block.kind != "heading":
            pieces[-1] = pieces[-1]._replace(keeps=False)
        return pieces

    def _room(self, item: rows.Item) -> float:
        """The width of an item: an imprint stands beside the page number."""
        number = self.flow.folio.size[0] * self.scale
        return self.width - (number + APART if isinstance(item, rows.ImprintItem) else 0.0)

    def _rise(self, box: FlexibleBox) -> float:
        """How much nearer to the head of a page than is safe the words beside a code stand, in mm.
        Letters of some scripts rise far above the code's edge."""
        if not isinstance(box, CodeBox) or box.drop >= 0:
            return 0.0
        canvas = self._canvas()
        box.draw(canvas, self.left, self.top, NATURAL)
        tops = [found[1] for run in canvas.suspects if (found := ink(run))]
        return max(0.0, self.layout.safe - min(tops, default=self.layout.safe))

    def _items(self, block: Block, opening: bool) -> Sequence[rows.AnyItem]:
        if opening:
            return self.flow.opening
        if block.kind == "link" and block.name in self.document.codes:
            return self.flow.code
        if self._in_rows(block):
            return [item for item in self.flow.easy[block.kind] if not is_blank(item, block)]
        items = self.flow.kinds.get(block.kind, ())
        if block.kind == "paragraphs" and self.flow.figure and is_strong(block):
            items = self.flow.figure
        if not items and block.kind not in {OWN, IMPRINT}:
            self.problems.append(
                error(
                    "unset-kind",
                    f'"{block.part_of or block.name}" is a block of kind {block.kind}, which '
                    f"{self.drawing.name} does not set",
                    block.key or row_key(LAYOUT, self.flow, "kinds"),
                    f"add `{block.kind}:` under `kinds:` in the layout",
                )
            )
        return [item for item in items if not is_blank(item, block)]

    def _canvas(self) -> Canvas:
        document, (width, height) = self.document, self.format.trim
        clear = clear_of(self.left, width, height, (), self.layout.safe)
        mirror = width if self.rtl else None
        transform = PageTransform(mirror=mirror)
        return Canvas(self.cache, transform, document.language, clear, document.original)
