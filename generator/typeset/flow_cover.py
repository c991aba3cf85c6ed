"""Sets the cover of a flowing layout: its first page, as one frame of a layout with pages."""

from collections.abc import Sequence
from dataclasses import replace

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.design import items as rows
from generator.design.drawing import Drawing
from generator.design.flow import Cover
from generator.design.layout import FrameRow, Margins, PageRow
from generator.design.layout_walk import Section
from generator.problems import Refused
from .compose import Composed, compose
from .portions import at_block


def set_cover(
    document: Document, drawing: Drawing, sections: Sequence[Section], scale: float, cache: Cache
) -> tuple[Composed | None, Sequence[Section]]:
    """The cover with the words of the first section, and the other sections. Its least type is
    `scale` times the layout's, as on the other pages. No cover if the layout
    has none, if that section has words of other kinds, or if they do not fit."""
    flow = drawing.layout.flow
    cover = flow.cover if flow else None
    if cover is None or not sections:
        return None, sections
    first, *others = sections
    blocks = [document.blocks[name] for name in first.blocks if name in document.blocks]
    stack = _stack(cover, blocks)
    if not stack:
        return None, sections
    margins = drawing.layout.margins.model_copy(update={"top": cover.top, "bottom": cover.bottom})
    page = _page(cover, first.name, margins, stack)
    least = drawing.layout.least * scale
    changes = {"pages": (page,), "flow": None, "least": least}
    words = replace(document, blocks={block.name: block for block in blocks}, codes=(), logos=())
    alone = replace(drawing, layout=drawing.layout.model_copy(update=changes))
    try:
        found = compose(words, alone, drawing.layout.formats[0], cache=cache)
    except Refused:
        return None, sections
    return found, others


def _page(cover: Cover, name: str, margins: Margins, stack: Sequence[rows.AnyItem]) -> PageRow:
    frame = FrameRow.model_construct(
        name=name, panel="", ground="", outline=None, margins=margins, stack=tuple(stack)
    )
    return PageRow.model_construct(
        name="page 1", side="", ground=cover.ground, outline=None, frames=(frame,)
    )


def _stack(cover: Cover, blocks: Sequence[Block]) -> list[rows.AnyItem]:
    """The items that set the blocks; none if the cover does not set one of them. The heading of
    level 1 has the space above it that another heading over it would have, and keeps clear of the
    tail of a bubble there."""
    found: list[rows.AnyItem] = []
    headings = cover.kinds.get("heading", ())
    before: Sequence[rows.AnyItem] = ()
    for number, block in enumerate(blocks):
        items = cover.kinds.get(block.kind, ())
        if block.kind == "heading" and block.level == 1:
            items = cover.main
            if number and headings and before is not headings and not items[0].above:
                items = (items[0].model_copy(update={"above": headings[0].above}), *items[1:])
                if isinstance(found[-1], rows.MessagesItem):
                    found[-1] = found[-1].model_copy(update={"tail": True})
        elif block.kind == "heading" and not number:
            items = cover.opening
        if not items:
            return []
        found += [at_block(item, block.name) for item in items]
        before = items
    return found
