"""The items of a frame's stack as rows, which know no words: each names the block that it sets, and
the styles for it. Lengths are in mm on the sheet the layout was drawn for, type is in pt.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong
from .easy_item import EasyItem
from .item_base import IMPRINT, OWN, Gap, Item, Only, Outline, Space
from .partner_items import ImprintItem, LogoGaps, LogosItem, ManyLogos

__all__ = [
    "IMPRINT", "OWN", "EasyItem", "Gap", "ImprintItem", "Item", "LogoGaps", "LogosItem",
    "ManyLogos", "Only", "Outline", "Space",
]  # fmt: skip


class TextItem(Item):
    """A block's words in a style."""

    kind: Literal["text"]
    block: str
    style: str
    part: Literal[
        "whole", "short", "before", "strong", "after", "address", "run-on",
        "heading", "kicker", "line", "sentence",
    ] = Field(
        "whole",
        description="The whole text; its short form; what stands before, in or after its "
        "**strong** words; or a link's printed address. Of an area's own words: `heading`; `line`, "
        "which is the name and role, or else the heading, with the number **strong**; `kicker`, "
        "which is the heading over a line that has a name; `sentence`; or `address`",
    )  # fmt: skip
    between: Space = Field(0, description="Space between paragraphs, mm")
    inset: float = Field(0, ge=0, description="Lines end this far before the column does, mm")
    fitted: bool = Field(
        False,
        description="Fitted to the width: smaller, if the style's floor allows it, to stay on one "
        "line; and larger, as far as `most` allows",
    )
    lines: int = Field(
        1, ge=1, le=12, description="Of fitted words: the lines that they stay on at most"
    )
    most: float = Field(
        1, ge=1, le=10, description="Of fitted words: how many times their style's size, at most"
    )


class RuleItem(Item):
    """A horizontal rule, weight in mm."""

    kind: Literal["rule"]
    weight: float = Field(gt=0)
    colour: str


class SpaceItem(Item):
    """Room that is left empty, such as at the foot of a column."""

    kind: Literal["space"]
    height: float = Field(gt=0, description="mm")


class ListItem(Item):
    """A list with the theme's bubble for a bullet."""

    kind: Literal["list"]
    block: str
    style: str
    indent: float = Field(description="From the bullet's left edge to the text, mm")
    between: Space = 0
    bullet: str = Field(description="Voice whose bubble makes the bullet")
    colour: str = Field("", description="Colour of the bullet; none: the voice's")
    bullet_size: tuple[float, float] = Field((3.9, 3.1), description="Width and height, mm")
    bullet_drop: float = 0.7
    columns: int = Field(1, ge=1, le=24, description="Items run across the columns, row by row")
    gap: float = Field(6, ge=0, description="Gutter between columns, mm")


class MessagesItem(Item):
    """A conversation: one bubble a message, each voice on its own side."""

    kind: Literal["messages"]
    block: str
    style: str
    shape: str
    voices: dict[str, str] = Field(description="Who wrote it: which voice of the theme it gets")
    between: Space = 0
    apart: float = Field(
        0, ge=0, description="Least space between bubbles in em of their words, whatever `between`"
    )
    widest: float = Field(0.96, gt=0, le=1, description="Share of the frame a bubble may take")
    wider: float = Field(
        0, ge=0, le=1, description="The same where its emoticon and kisses would else stand alone"
    )
    narrow: bool = Field(
        False, description="A bubble is as narrow as the number of its lines allows"
    )
    tail: bool = Field(False, description="The last bubble's tail takes up room")


class BubblesItem(Item):
    """A list as a column of bubbles of equal width."""

    kind: Literal["bubbles"]
    block: str
    style: str
    shape: str
    voice: str
    between: Space = 0
    tail: bool = Field(False, description="The last bubble's tail takes up room")


class BubbleItem(Item):
    """A bubble round a stack of its own."""

    kind: Literal["bubble"]
    shape: str
    voice: str
    style: str = Field("", description="Style whose size is the bubble's em")
    stretch: float = Field(
        0, ge=0, description="Share of the room left over, for what stretches in it, or at its foot"
    )
    most: float | None = Field(
        None, gt=0, description="Greatest height that it stretches to, mm; none: no limit"
    )
    tail: bool = Field(False, description="Its tail takes up room")
    stack: tuple[AnyItem, ...] = Field(min_length=1)


class AcrosticItem(Item):
    """A quote whose **strong** initials each begin a line; what follows is indented."""

    kind: Literal["acrostic"]
    block: str
    style: str
    initial: str = Field(description="Style of the initials")
    plain: str = Field(
        "", description="Style of the words in a language without initials; none: `style`"
    )
    indent: float = Field(description="Of lines without an initial, mm")
    spread: float = Field(
        0, ge=0, description="Lines spread over room left over, to this leading at most, em"
    )
    spread_initial: str = Field(
        "", description="Style of the initials where lines are led 1.4 em or more"
    )


class StatisticItem(Item):
    """A sentence with its number set large: the words before it, then the number and the words
    after it on one baseline."""

    kind: Literal["statistic"]
    block: str
    run_in: str = Field("", description="A block whose words begin the same paragraph")
    style: str
    figure: str
    word: str
    tail: Space = Field(0, description="Space above the number, mm")
    fill: bool = Field(
        False,
        description="The number and the words after it, which follow it, are sized together to "
        "fill the column",
    )
    apart: float = Field(
        0.1, ge=0, description="Between the number and the words that follow it, em of the number"
    )
    most: float | None = Field(
        None, gt=0, description="Largest size of a number that fills, pt; none: its style's"
    )
    narrow: str = Field(
        "", description="Style of the words after it where they do not fit beside the number"
    )


class FieldItem(Item):
    """As many tiny bubbles as the statistic counts, filling the width."""

    kind: Literal["field"]
    block: str
    height: float = Field(gt=0)
    min: float | None = Field(None, gt=0, description="Shrinks to this as a last resort, mm")
    most: float | None = Field(None, gt=0, description="Grows to this where pictures grow, mm")
    colour: str
    accent: str | None = Field(None, description="Colour of one mark; decoration")
    hug: bool = Field(
        False,
        description="What follows stands close under the last row of marks; in a band, room that "
        "no row fills goes to the band's foot",
    )
    small_colour: str = Field(
        "", description="Colour of marks that are lower than 0.75 mm; none: as others"
    )


class CodeItem(Item):
    """A QR code on its card, with the link's words and its printed address."""

    kind: Literal["code"]
    block: str
    size: float = Field(gt=0, description="Card including the quiet zone, mm")
    min: float | None = Field(
        None, gt=0, description="Shrinks to this as a last resort, but never under its module, mm"
    )
    most: float | None = Field(None, gt=0, description="Grows to this where pictures grow, mm")
    calm: bool = Field(
        False,
        description="Grows no further than leaves no more than 18 % of its frame empty in one "
        "place; without it, as far as there is room",
    )
    caption: str = Field(description="Style of the words")
    address: str = Field(description="Style of the printed address")
    arrangement: Literal["beside", "beneath"] = "beside"
    address_at: Literal["card", "caption", "foot"] = Field(
        "card",
        description="The address stands under the card, under the words, or beside the card with "
        "its last line level with the card's foot",
    )
    narrowest: int = Field(
        0,
        ge=0,
        description="Words stand beneath the card rather than in a column of fewer characters; so "
        "do three lines and more of hardly more than one word each, and five and more of two if "
        "there is room",
    )
    gap: float = Field(4, description="Between card and words, mm")
    inset: float = Field(0, ge=0, description="The words end this far before the column does, mm")
    caption_drop: float | None = Field(
        None,
        description="From the card's top to the words' first line, mm; none: cap heights level",
    )
    caption_above: Space = Field(0, description="Space above words that stand beneath the card")
    address_above: Space = 0
    stack: tuple[AnyItem, ...] = Field(
        (), description="Items under its words, as wide as they are, down to the card's foot"
    )
    fitted: bool = Field(
        False,
        description="The address is smaller, if its style's floor allows, to stay on one line",
    )
    keyline: bool = Field(False, description="Hairline round the card, on light grounds")
    bare: bool = Field(
        False,
        description="No card: the symbol stands on the paper and is aligned itself, its quiet "
        "zone outside the column",
    )


class ContactsItem(Item):
    """Places and numbers in rows."""

    kind: Literal["contacts"]
    block: str
    arrangement: Literal["stacked", "inline", "table"] = Field(
        "stacked",
        description="The place above the number; both on one line; or a table with the places in "
        "a column of their own",
    )
    place: str
    number: str
    place_width: float = Field(
        0,
        ge=0,
        description="Of a table: width of the places' column, mm; none: what the widest number "
        "leaves, less the gap",
    )
    fitted: bool = Field(
        False,
        description="All numbers are smaller, if their style's floor allows it, to fit the column",
    )
    row: float = Field(
        0, ge=0, description="Least height of a row with its rule, mm; its words are in the middle"
    )
    last_rule: bool = Field(True, description="Whether a rule stands below the last row as well")
    rule: float = Field(0, description="Weight of the rules between rows, mm; 0: none")
    rule_colour: str = ""
    pad_top: float = 0
    pad_bottom: Space = 0
    between: Space = Field(0, description="Space between rows without rules, mm")
    columns: int = Field(
        1, ge=1, le=24, description="Rows run down the first column, then the next"
    )
    gap: float = Field(
        6, ge=0, description="Gutter between columns, or before the numbers of a table, mm"
    )


class Column(Row):
    """One column: a width in mm, `fit` for its widest line, or `fill` for an equal share of
    what is left."""

    width: float | Literal["fit", "fill"] = "fill"
    stack: tuple[AnyItem, ...] = Field(min_length=1)


class ColumnsItem(Item):
    """Stacks side by side, their tops level or their middles."""

    kind: Literal["columns"]
    columns: tuple[Column, ...] = Field(min_length=1)
    gap: float = Field(0, description="Gutter between columns, mm")
    divider: float = Field(0, description="Weight of a rule in the gutter, mm; 0: none")
    divider_colour: str = ""
    align: Literal["top", "middle"] = Field(
        "top", description="What of the columns is level; columns that stretch end level too"
    )
    stretch: float = Field(
        0, ge=0, description="Share of the room left over, for gaps in its columns that stretch"
    )
    narrowest: float = Field(
        0,
        ge=0,
        description="Where a `fill` column would be narrower than this, mm, the columns stand one "
        "below the other",
    )
    gives: float = Field(
        0,
        ge=0,
        description="The highest column has up to so much of the others' width, mm, where that "
        "makes the row lower: `fit: shrink: columns`",
    )


class BandItem(Item):
    """A stack on a ground that runs to both sides of the page, and to its head where nothing stands
    over it in its frame."""

    kind: Literal["band"]
    ground: str
    padding: Space = Field(0, description="Between its last line and its lower edge, mm")
    head: Space = Field(0, description="Further space above its first line, mm")
    side: float = Field(0, ge=0, description="Its words keep this far from the column's sides, mm")
    outline: Outline | None = None
    stretch: float = Field(0, ge=0, description="Its share of the room left over, for its gaps")
    stack: tuple[AnyItem, ...] = Field(min_length=1)


class ImageItem(Item):
    """A slot for a picture that the area or the campaign names, from edge to edge of its page or
    panel, with bubbles on it. Nothing at all, its bubbles included, where nobody names one, or in
    black alone."""

    kind: Literal["image"]
    slot: str
    head: bool = Field(False, description="It begins at the page's top edge, above the frame's")
    least: float = Field(
        0.4, ge=0, description="Least height of picture that no bubble covers, share of the width"
    )
    credit: str = Field("", description="Style of whose picture it is; none: not printed")
    line: float = Field(
        1.2, ge=0, description="Outline of a bubble that its picture would hide, mm"
    )
    clear: float = Field(10, ge=0, description="Bubbles keep this far from the focus, mm")
    cover: float = Field(0.6, gt=0, le=1, description="Bubbles cover this share of it at most")
    stretch: float = Field(1, ge=0, description="Share of the room left over that it takes")
    stack: tuple[AnyItem, ...] = ()

    @validator
    def _has_no_free_words(self) -> Self:
        for index, item in enumerate(self.stack):
            if not isinstance(item, MessagesItem | BubblesItem | BubbleItem):
                hint = "put it in a bubble, or above or below the picture"
                message = f"a {item.kind} stands free on a picture, where it cannot be read"
                raise Wrong(message, hint, f"stack.{index}")
        return self


AnyItem = Annotated[
    TextItem
    | RuleItem
    | SpaceItem
    | ListItem
    | MessagesItem
    | BubblesItem
    | BubbleItem
    | AcrosticItem
    | StatisticItem
    | FieldItem
    | CodeItem
    | ContactsItem
    | ColumnsItem
    | BandItem
    | EasyItem
    | ImageItem
    | LogosItem
    | ImprintItem,
    Field(discriminator="kind"),
]
