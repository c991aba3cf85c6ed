"""Finds which of a campaign's words a layout sets, and which layouts are for which campaign."""

from collections.abc import Iterator, Sequence

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.campaign_rows import IMPRINT, Campaign
from generator.content.document import Block, Document
from generator.design import layout_walk
from generator.design.items import OWN
from generator.design.layout import Layout
from generator.source.reads import Reads


def layout_blocks(layout: Layout) -> frozenset[str]:
    """Every block of a campaign that a layout sets."""
    every = (layout_walk.blocks(frame.stack) for page in layout.pages for frame in page.frames)
    return frozenset[str]().union(*every) - {OWN}


@frozen_inputs
class LayoutBlocksInputs(Inputs[frozenset[str]]):
    """Every block of a campaign that a layout sets."""

    layout: Layout

    def make(self, cache: Cache) -> frozenset[str]:
        return layout_blocks(self.layout)


def block_reads(document: Document, layout: Layout, cache: Cache) -> Reads:
    """The blocks of a document that a layout sets, with the area's own words, and the keys of all
    values in them."""
    names = cache.get(LayoutBlocksInputs(layout)) | {OWN, IMPRINT}
    blocks = {name: block for name, block in document.blocks.items() if name in names}
    keys = (key for block in blocks.values() for key in _keys(block) if key)
    return Reads(blocks=frozenset(blocks), fields=frozenset(keys))


def _keys(block: Block) -> Iterator[str]:
    yield from (block.key, block.address_key)
    yield from (text.key for text in (*block.texts, *block.short, *block.names))
    for contact in block.contacts:
        yield from (contact.place.key, contact.number.key)
    yield from (sentence.text.key for sentence in block.easy)
    if block.line is not None:
        yield block.line.key


def matches(layout: Layout, campaign: Campaign) -> bool:
    """Whether a layout is meant for a campaign: the campaign has at least half of its blocks.
    Neither names the other, so a project may have several campaigns with layouts of their own. A
    block with a wrong name, or a name that two campaigns share, does not change that. A layout
    without words of its own is for every campaign."""
    wanted = layout_blocks(layout)
    return 2 * len(wanted.intersection(campaign.blocks)) >= len(wanted)


def layout_with_most_blocks(layouts: Sequence[Layout], campaign: Campaign) -> int:
    """The layout with most of a campaign's words; among equals the one with most places for them,
    and then the first."""

    def full(layout: Layout) -> tuple[int, int]:
        frames = sum(len(page.frames) for page in layout.pages)
        return len(layout_blocks(layout).intersection(campaign.blocks)), frames

    return max(range(len(layouts)), key=lambda index: full(layouts[index]))
