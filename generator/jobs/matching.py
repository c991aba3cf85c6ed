"""Finds which layouts are for which campaign, and which of them has most of its words."""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.campaign_rows import Campaign
from generator.design import layout_walk
from generator.design.items import OWN
from generator.design.layout import Layout


def layout_blocks(layout: Layout) -> frozenset[str]:
    """Every block of a campaign that a layout sets."""
    every = (layout_walk.blocks(frame.stack) for page in layout.pages for frame in page.frames)
    return frozenset[str]().union(*every) - {OWN}


def matches(layout: Layout, campaign: Campaign) -> bool:
    """Whether a layout is meant for a campaign, which is where at least half of its blocks are.

    Neither names the other, so a project may hold several campaigns with layouts of their own;
    a block with a wrong name, or one name that two campaigns share, does not change whose a
    layout is. One without words of its own is for every campaign.
    """
    wanted = layout_blocks(layout)
    return 2 * len(wanted.intersection(campaign.blocks)) >= len(wanted)


def layout_with_most_blocks(layouts: Sequence[Layout], campaign: Campaign) -> int:
    """Which of some layouts has most of a campaign's words, and of those the most places to put
    them; of several, the first."""

    def full(layout: Layout) -> tuple[int, int]:
        frames = sum(len(page.frames) for page in layout.pages)
        return len(layout_blocks(layout).intersection(campaign.blocks)), frames

    return max(range(len(layouts)), key=lambda index: full(layouts[index]))
