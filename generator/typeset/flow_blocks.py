"""Sets the blocks of a flowing layout in parts that stand on pages, each block by itself. What an
area does not change is set once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from msgspec import Struct, structs

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Block, Document
from generator.design import items as rows
from generator.design.items import IMPRINT, OWN
from generator.problems import Problem, error
from generator.source.keys import LAYOUT, row_key
from . import boxes
from .boxes import NATURAL, FlexibleBox
from .bubble_boxes import ShapePadding
from .code_card import CodeBox
from .easy_boxes import EasyBox
from .evenness import Evenness
from .faults import TooWide
from .flow_look import FlowLook, FlowSizes
from .flow_parts import APART, SMALL_PICTURES, FlowPart
from .item_boxes import ItemBuilder
from .portions import at_block, between_parts, in_rows, is_blank, is_strong, parts_of
from .safety import ink

_PART: Final = 4_000  # bytes of memory that a part takes, about


class SetBlock(Struct, frozen=True, eq=False):
    """The parts of a block in order, and what is noted of them: by how much their texts are
    `opened`, mm, by style, the padding that their bubbles lack, words that are too wide, and what
    else is wrong. Nothing changes a part once it is made."""

    parts: tuple[FlowPart, ...]
    opened: dict[str, float]
    lacking: ShapePadding
    too_wide: tuple[TooWide, ...]
    problems: tuple[Problem, ...]


class FlowBlockWords(NamedTuple):
    """The words of a block, by its digest: whether it is `coded`, and the digests of the `pictures`
    beside its sentences. Of the blocks that conditions ask for `contacts` has the numbers of
    contacts, None for a missing one; `logos` is the number of the area's logos where a condition
    asks for that. `kinds` are those of all blocks, for problems."""

    name: str
    digest: bytes
    coded: bool
    pictures: tuple[str, ...]
    contacts: tuple[int | None, ...]
    logos: int
    kinds: str

    @classmethod
    def of(cls, block: Block, document: Document, look: FlowLook) -> FlowBlockWords:
        """The words of a block of a document."""
        asked = (document.blocks.get(name) for name in look.asked)
        easy = block.easy if look.flow.easy else ()
        return cls(
            block.name,
            block.digest,
            is_coded(block, document),
            tuple(_file(sentence.symbol) for sentence in easy if sentence.symbol),
            tuple(len(block.contacts) if block else None for block in asked),
            len(document.logos) if look.counts_logos else 0,
            repr([(name, block.kind) for name, block in document.blocks.items()]),
        )


def _file(path: str) -> str:
    """The digest of a file, or why it cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as problem:
        return repr(problem)


def is_coded(block: Block, document: Document) -> bool:
    """Whether a block is a link whose code every piece must carry."""
    return block.kind == "link" and block.name in document.codes


@frozen_inputs
class FlowBlockInputs(Inputs[SetBlock]):
    """A block of a flowing layout, its styles at their `sizes`, with `small` pictures and codes or
    as drawn; a heading perhaps as the `opening` of a section. `even` is what its texts and bubbles
    need for those of other blocks."""

    look: FlowLook
    words: FlowBlockWords
    sizes: FlowSizes
    small: bool
    opening: bool
    document: Document = field(compare=False)
    even: Evenness = Evenness()

    def changed(self, **fields: Any) -> FlowBlockInputs:
        """The same inputs with other fields."""
        row: Any = self
        return cast("FlowBlockInputs", structs.replace(row, **fields))

    @property
    def block(self) -> Block:
        return self.document.blocks[self.words.name]

    def make(self, cache: Cache) -> SetBlock:
        block, document = self.block, self.document
        parts = {part.name: part for part in parts_of(block)}
        words = replace(document, blocks={**document.blocks, **parts})
        names = self.look.styles_of([block.kind])
        builder = self.look.builder(words, names, self.sizes, cache, self.small)
        setter = _BlockSetter(self, builder, cache)
        made = tuple(setter.parts())
        builder.even_out([dict(self.even.lacking)], dict(self.even.opened))
        return SetBlock(
            made,
            {style: max(box.opened for box in texts) for style, texts in builder.opened.items()},
            dict(builder.lacking),
            tuple(builder.too_wide),
            (*setter.problems, *builder.problems),
        )

    def result_size(self, result: SetBlock) -> int:
        return _PART * (1 + len(result.parts))


class _BlockSetter:
    """Sets a block as its kind asks."""

    def __init__(self, of: FlowBlockInputs, builder: ItemBuilder, cache: Cache) -> None:
        self.look, self.flow, self.document = of.look, of.look.flow, of.document
        self.block, self.opening, self.gaps = of.block, of.opening, of.sizes.gaps
        self.fit = SMALL_PICTURES if of.small else NATURAL
        self.builder, self.cache = builder, cache
        self.problems: list[Problem] = []

    def parts(self) -> Iterator[FlowPart]:
        """The parts of the block on their way to a page."""
        block = self.block
        cut = self._cut(block)
        for number, one in enumerate(cut):
            # the numbers of contacts stand together, unless they are more than a page
            joined = block.kind == "contacts" and one is not cut[-1]
            for part in self._set(one, number):
                yield part._replace(
                    keeps=part.keeps or joined,
                    block=block.name,
                    title=block.kind == "heading",
                    code=is_coded(block, self.document),
                    pinned=block.name == IMPRINT,
                    fit=self.fit,
                )

    def _in_rows(self, block: Block) -> bool:
        return in_rows(block, self.document, self.flow)

    def _cut(self, block: Block) -> tuple[Block, ...]:
        """A block in the parts that are set one by one. A block in easy words is set whole, except
        its contacts, in rows that pages may part."""
        whole = self._in_rows(block) and block.kind != "contacts"
        return (block,) if whole else parts_of(block)

    def _set(self, block: Block, number: int) -> list[FlowPart]:
        """A block, or its part `number`, in the items that set its kind."""
        pieces: list[FlowPart] = []
        for item in self._items(block):
            here = at_block(item, block.name)
            width = self._room(here)
            box = self.builder.box(here, width)
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
                    other = partial(self.builder.resized, here, width, place)
                    pieces.append(FlowPart(row, gap, keeps=box.keeps, resized=other, few=few))
                pieces[-1] = pieces[-1]._replace(keeps=True)
                continue
            across = not isinstance(here, rows.ImprintItem)
            part = FlowPart(box, above, keeps=True, rise=self._rise(box), across=across)
            pieces.append(part)
            if isinstance(here, rows.CodeItem) and here.most:
                other = partial(self.builder.resized, here, width, 0)
                pieces[-1] = pieces[-1]._replace(resized=other)
        if pieces and block.kind != "heading":
            pieces[-1] = pieces[-1]._replace(keeps=False)
        return pieces

    def _room(self, item: rows.Item) -> float:
        """The width of an item: an imprint stands beside the page number."""
        number = self.flow.folio.size[0] * self.look.scale
        return self.look.width - (number + APART if isinstance(item, rows.ImprintItem) else 0.0)

    def _rise(self, box: FlexibleBox) -> float:
        """How much nearer to the head of a page than is safe the words beside a code stand, in mm.
        Letters of some scripts rise far above the code's edge."""
        if not isinstance(box, CodeBox) or box.drop >= 0:
            return 0.0
        look, canvas = self.look, self.look.canvas(self.cache)
        box.draw(canvas, look.left, look.top, NATURAL)
        tops = [found[1] for run in canvas.suspects if (found := ink(run))]
        return max(0.0, look.layout.safe - min(tops, default=look.layout.safe))

    def _items(self, block: Block) -> Sequence[rows.AnyItem]:
        if self.opening:
            return self.flow.opening
        if is_coded(block, self.document):
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
                    f"{self.look.drawing.name} does not set",
                    block.key or row_key(LAYOUT, self.flow, "kinds"),
                    f"add `{block.kind}:` under `kinds:` in the layout",
                )
            )
        return [item for item in items if not is_blank(item, block)]
