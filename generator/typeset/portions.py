"""The portions of a flowing layout: blocks, or parts of blocks between which a page may end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from msgspec import structs

from generator.content.document import Block, Document
from generator.design import items as rows
from generator.design.flow import HERE, Flow
from generator.design.items import IMPRINT, OWN
from generator.design.layout import Floor, Style
from generator.design.layout_walk import Section
from . import boxes
from .boxes import Fit
from .excerpts import split

SHORT: Final = 6  # characters of a **strong** word that is set as a figure


def in_rows(block: Block, document: Document, flow: Flow) -> bool:
    """Whether a block is set in rows of easy wording; one with a code never is."""
    coded = block.kind == "link" and block.name in document.codes
    return bool(block.easy) and block.kind in flow.easy and not coded


def in_easy_words(document: Document, flow: Flow) -> Document:
    """The document with easy wording in its headings and codes, which are never set in rows. A
    block of which nothing but easy wording is set has no other words."""
    found = {}
    for name, block in document.blocks.items():
        rowed = in_rows(block, document, flow)
        if block.easy and block.kind in {"heading", "link"} and not rowed:
            words = tuple(sentence.text for sentence in block.easy)
            found[name] = structs.replace(block, texts=words, short=words)
        elif rowed and _is_rows_alone(block, flow):
            found[name] = structs.replace(block, texts=(), short=())
    return replace(document, blocks={**document.blocks, **found})


def _is_rows_alone(block: Block, flow: Flow) -> bool:
    """Whether a block's kind is set in nothing but rows, also on the cover."""
    on_cover = flow.cover.kinds if flow.cover else {}
    items = flow.easy[block.kind]
    return block.kind not in on_cover and all(isinstance(item, rows.EasyItem) for item in items)


def with_own(document: Document, sections: Sequence[Section]) -> Sequence[Section]:
    """The sections, with the area's own words in their place if it has any, wherever their layout
    sets them."""
    sections = [
        section._replace(blocks=tuple(name for name in section.blocks if name != OWN))
        for section in sections
    ]
    place = document.own_place([section.blocks for section in sections])
    if place is None:
        return sections
    number, index = place
    blocks = sections[number].blocks
    placed = sections[number]._replace(blocks=(*blocks[:index], OWN, *blocks[index:]))
    return [*sections[:number], placed, *sections[number + 1 :]]


def cut(document: Document, sections: Sequence[Section]) -> dict[str, Block]:
    """Every block of the sections, in the parts that pages may part it into."""
    names = {name for section in sections for name in section.blocks}
    found = dict(document.blocks)
    for name in names.intersection(document.blocks):
        found |= {part.name: part for part in parts_of(document.blocks[name])}
    return found


def parts_of(block: Block) -> tuple[Block, ...]:
    """A block in the parts that pages may part it into: paragraphs, items, messages, contacts."""

    def part(number: int, **changes: Any) -> Block:
        return structs.replace(block, name=f"{block.name}#{number}", part_of=block.name, **changes)

    match block.kind:
        case "paragraphs" | "list" | "messages" if len(block.texts) > 1:
            speakers = block.speakers or ("",) * len(block.texts)
            return tuple(
                part(number, texts=(text,), short=(short,), speakers=(speaker,))
                for number, (text, short, speaker) in enumerate(
                    zip(block.texts, block.short or block.texts, speakers, strict=True)
                )
            )
        case "contacts" if len(block.contacts) > 1:
            return tuple(
                part(number, contacts=(contact,)) for number, contact in enumerate(block.contacts)
            )
        case _:
            return (block,)


def with_imprint(document: Document, sections: Sequence[Section]) -> list[Section]:
    """Sections with the imprint as the last words of the last, if there is one."""
    block = document.blocks.get(IMPRINT)
    if not sections or block is None or not block.texts:
        return list(sections)
    *others, last = sections
    return [*others, last._replace(blocks=(*last.blocks, IMPRINT))]


def is_strong(block: Block) -> bool:
    """Whether a block has a number, or another short word, that stands out."""
    strong = split(block.texts[0])[1]
    return bool(strong) and len(strong.plain.strip()) <= SHORT


def is_blank(item: rows.Item, block: Block) -> bool:
    """Whether an item sets a part that a block does not have: the words round its figure, or the
    words of contacts, which stand above the first contact alone."""
    if not isinstance(item, rows.TextItem | rows.EasyItem) or block.kind == OWN:
        return False
    if block.part_of and block.kind == "contacts":
        return not block.name.endswith("#0")
    if isinstance(item, rows.EasyItem):
        return False
    before, strong, after = split(block.texts[0])
    found = {"before": before, "strong": strong, "after": after}
    return item.part in found and not found[item.part]


def between_parts(item: rows.Item, fit: Fit) -> float:
    """The space above a part of a block that is not its first, in mm, where the rules of contacts
    count as one."""
    if isinstance(item, rows.ContactsItem):
        return -item.rule
    between = getattr(item, "between", None) or item.above
    return boxes.space(between, fit)


def at_block(item: rows.AnyItem, name: str) -> rows.AnyItem:
    """An item of the layout with the name of a block, if it has no name itself."""
    changes: dict[str, object] = {}
    if getattr(item, "block", "") == HERE:
        changes["block"] = name
    if isinstance(item, rows.BubbleItem):
        changes["stack"] = tuple(at_block(inner, name) for inner in item.stack)
    if isinstance(item, rows.ColumnsItem):
        changes["columns"] = tuple(
            column.model_copy(
                update={"stack": tuple(at_block(inner, name) for inner in column.stack)}
            )
            for column in item.columns
        )
    return item.model_copy(update=changes)


def scaled(style: Style, by: float) -> Style:
    floor = style.floor
    if isinstance(floor, Floor):
        floor = Floor(size=floor.size * by, leading=floor.leading * by)
    elif floor is not None:
        floor *= by
    return style.model_copy(
        update={"size": style.size * by, "leading": style.leading * by, "floor": floor}
    )
