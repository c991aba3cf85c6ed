"""The items about those who publish a piece: partners' logos and the imprint, as rows."""

from typing import Literal

from generator.source.fields import Field
from generator.source.rows import Row
from .item_base import Item


class LogoGaps(Row):
    """The space between logos, mm: the least and the natural one, and the most where they are
    spread to both edges of the measure."""

    least: float = Field(ge=0)
    natural: float = Field(ge=0)
    most: float = Field(ge=0)
    rows: float = Field(4.5, ge=0, description="Space between rows")


class ManyLogos(Row):
    """What changes from a number of logos on."""

    least: int = Field(ge=2, alias="from", description="So many logos, or more")
    area: float | None = Field(None, gt=0)
    rows: int | None = Field(None, ge=1, le=4)


class LogosItem(Item):
    """The area's partner logos, of equal optical area, in as few rows as hold them; nothing at all
    if it has none. On a ground they stand on one card, which is as wide as they are, or on a band
    that runs off the page at the foot."""

    kind: Literal["logos"]
    area: float = Field(gt=0, description="Optical area of each of four logos, mm²")
    tallest: float = Field(11, gt=0, description="Tallest logo, mm")
    gap: LogoGaps
    rows: int = Field(1, ge=1, le=4, description="Most rows; one row where they fit in it")
    many: ManyLogos | None = None
    plate: str = Field(
        "",
        description="Colour behind a logo that would not be seen on its ground; none: that is an "
        "error",
    )
    rule_colour: str = Field("black", description="Colour of the rule beside a lead partner's logo")
    ground: str = Field("", description="Colour of a card behind them all; none: no card")
    padding: float = Field(4, ge=0, description="From the edge of the card or band to them, mm")
    radius: float = Field(2.2, ge=0, description="Corners of the card, mm")
    bleeds: bool = Field(
        False, description="The ground is a band, to the foot and both sides of the page"
    )


class ImprintItem(Item):
    """Who publishes the piece: sentences packed whole into lines, under a rule; nothing at all,
    rule included, if the area does not say."""

    kind: Literal["imprint"]
    style: str
    rule: float = Field(0, ge=0, description="Weight of the rule over it, mm; 0: none")
    rule_colour: str = ""
    below: float = Field(0, ge=0, description="From the rule to the first line, mm")
    inset: float = Field(0, ge=0, description="Lines end this far before the column does, mm")
    sentences: int = Field(
        0, ge=0, description="How many of its sentences are printed, the first ones; 0: all"
    )
    names: int = Field(
        0,
        ge=0,
        description="With so many logos or more the partners' names follow, where the layout has "
        "no strip for them; 0: never",
    )
