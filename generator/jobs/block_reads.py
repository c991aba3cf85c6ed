"""Which blocks and values of a document a layout prints."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.document import Block, Document
from generator.content.own_block import OWN
from generator.design.layout import Layout
from generator.jobs.matching import layout_blocks
from generator.source.reads import Reads


def block_reads(document: Document, layout: Layout) -> Reads:
    """The blocks that a layout sets of a document, with the area's own words, and the keys of all
    values in them."""
    names = layout_blocks(layout) | {OWN}
    blocks = {name: block for name, block in document.blocks.items() if name in names}
    keys = (key for block in blocks.values() for key in _keys(block) if key)
    return Reads(blocks=frozenset(blocks), fields=frozenset(keys))


def _keys(block: Block) -> Iterator[str]:
    yield from (block.key, block.address_key)
    yield from (text.key for text in (*block.texts, *block.short))
    for contact in block.contacts:
        yield from (contact.place.key, contact.number.key)
    yield from (sentence.text.key for sentence in block.easy)
    if block.line is not None:
        yield block.line.key
