"""Flowing layouts: they say how each kind of block is set, on as many pages as it takes.

A flowing layout names no block of a campaign. It takes the words of another layout in reading
order, and so serves every campaign. A layout for easy wording sets that in place of a block's own
words.
"""

from typing import Self

from generator.problems import did_you_mean
from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong
from .items import IMPRINT, OWN, AnyItem

# In a flowing layout an item's `block` is the one that is being set.
HERE = "*"
KINDS = (
    "heading", "paragraphs", "list", "messages", "statistic", "contacts", "quote", "link", OWN,
    IMPRINT,
)  # fmt: skip


class Folio(Row):
    """The page's number in the outline of a bubble, at the foot of the page's end."""

    style: str
    size: tuple[float, float] = Field((18, 13), description="Width and height of the bubble, mm")
    foot: float = Field(description="From its lower edge to the foot of the page, mm")
    weight: float = Field(0.7, gt=0, description="Weight of the outline, mm")
    colour: str
    shape: str = Field(description="Bubble of the theme")


class Cover(Row):
    """The first page, set as one frame: headings and messages that begin the words, and nothing
    else. Words that do not fit it are set as all others are."""

    ground: str
    top: float = Field(ge=0, description="From the head of the page to its words, mm")
    bottom: float = Field(ge=0, description="From its words to the foot of the page, mm")
    opening: tuple[AnyItem, ...] = Field(min_length=1, description="The heading that comes first")
    main: tuple[AnyItem, ...] = Field(min_length=1, description="The heading of level 1")
    kinds: dict[str, tuple[AnyItem, ...]] = Field(description="Items for each other kind of block")
    folio: float | None = Field(
        None, ge=0, description="From its page number to the foot of the page, mm; none: no number"
    )


class FlowGrowth(Row):
    """How running text takes up room that is left over on the pages."""

    styles: tuple[str, ...] = Field(
        min_length=1, description="They grow in proportion to the running text"
    )
    most: float = Field(gt=0, description="Largest size of the running text as drawn, pt")
    by: float = Field(0.5, ge=0.05, description="Step, pt")


class FlowShrink(Row):
    """What gives way, if that takes fewer pages: gaps close to their least, then display type
    shrinks, to its floors."""

    styles: tuple[str, ...] = Field(min_length=1, description="They shrink in proportion")
    least: float = Field(0.8, gt=0, le=1, description="Of their size")


class Flow(Row):
    """How each kind of block is set: as items whose `block` is `"*"`."""

    ground: str
    body: float = Field(gt=0, description="Size of its running text as drawn, pt")
    balance: bool = Field(
        False, description="Pages of one frame are filled alike; none: all but the last to the foot"
    )
    spread: bool = Field(
        False,
        description="Space between blocks grows until the last stands on the margin; none: what is "
        "left over stays at the foot",
    )
    grow: FlowGrowth | None = Field(
        None,
        description="Running text grows, on as many pages, until the emptiest is 55 % full",
    )
    shrink: FlowShrink | None = Field(
        None, description="Gaps close, then display type shrinks, if that takes fewer pages"
    )
    cover: Cover | None = Field(None, description="The first page; none: as all others")
    opening: tuple[AnyItem, ...] = Field(
        min_length=1, description="The first heading of a frame, on a page of its own"
    )
    opening_below: float = Field(
        0, ge=0, description="Space under it, mm, whatever the next item asks for"
    )
    kinds: dict[str, tuple[AnyItem, ...]] = Field(
        description=f"Items for each kind of block: {', '.join(KINDS)}"
    )
    easy: dict[str, tuple[AnyItem, ...]] = Field(
        default_factory=dict,
        description="Instead, for each kind of block that has easy wording: what an `easy` item "
        "and those after it set. With it the layout is one of its own, for the layout with most "
        "of a campaign's words",
    )
    figure: tuple[AnyItem, ...] = Field(
        (), description="A paragraph with **strong** words in it; none: as other paragraphs"
    )
    code: tuple[AnyItem, ...] = Field(
        min_length=1, description="A link whose QR code every piece must carry"
    )
    running: str = Field(description="Style of a heading that is repeated on the next page")
    running_below: float = Field(0, ge=0, description="Space under it, mm")
    folio: Folio

    @validator
    def _kinds_are_of_blocks(self) -> Self:
        cover = self.cover.kinds if self.cover else {}
        named = (("kinds", self.kinds), ("easy", self.easy), ("cover.kinds", cover))
        for field, kinds in named:
            for kind in kinds:
                if kind not in KINDS:
                    hint = did_you_mean(kind, KINDS)
                    raise Wrong(f'no kind of block is called "{kind}"', hint, f"{field}.{kind}")
        return self
