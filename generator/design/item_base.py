"""What all items of a stack share: the space above them, and the conditions for setting them."""

from __future__ import annotations

from typing import Final, Self

from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong

# The block of an area's own words. An item that sets it leaves no space where an area has none.
OWN: Final = "own"
# The block that says who publishes the piece; the same holds for that.
IMPRINT: Final = "imprint"


class Gap(Row):
    """Flexible space: its natural height, how far it may close and open, and its share of the space
    left over (`stretch: 1` pushes everything below it to the bottom of the frame)."""

    natural: float = Field(ge=0)
    min: float | None = Field(None, ge=0, description="Least height; none: it never closes")
    most: float | None = Field(
        None, ge=0, description="Largest height where gaps grow; none: 1.6 times the natural one"
    )
    stretch: float = Field(0, ge=0)
    pause: bool = Field(False, description="Room left over here is meant, and not called hollow")


Space = float | Gap


def natural(space: Space) -> float:
    """The height of a space that neither closes nor opens."""
    return space.natural if isinstance(space, Gap) else space


def closed(space: Space) -> float:
    """The least height of a space."""
    if not isinstance(space, Gap) or space.min is None:
        return natural(space)
    return space.min


class Outline(Row):
    """A line inside the edge of a ground, weight in mm."""

    weight: float = Field(gt=0)
    colour: str


class Only(Row):
    """The condition for an item: with a few contacts a layout looks one way, with many, or with
    words, logos or an imprint of the area's own, another. `from` and `to` count the contacts if a
    block of them is named, or else the logos."""

    contacts: str = Field("", description="The block they belong to")
    own: bool | None = Field(None, description="Whether the area has words of its own")
    logos: bool | None = Field(None, description="Whether the area has logos")
    imprint: bool | None = Field(None, description="Whether the area says who publishes it")
    tight: bool | None = Field(
        None, description="Whether the words need the arrangement for long ones: `fit: shrink`"
    )
    tightest: bool | None = Field(
        None, description="Whether they need even the arrangement of `fit: shrink: tightest`"
    )
    image: str = Field("", description="A slot that must have a picture")
    no_image: str = Field("", description="A slot that must have none")
    own_counts: int = Field(
        0, ge=0, description="How many contacts more the area's own words count for, if it has any"
    )
    least: int = Field(0, ge=0, alias="from")
    most: int | None = Field(None, ge=0, alias="to")

    def holds(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    @validator
    def _asks_something(self) -> Self:
        asks = self.contacts or self.image or self.no_image
        others = (self.own, self.logos, self.imprint, self.tight, self.tightest)
        if not asks and all(each is None for each in others):
            hint = "name the block of the contacts: {contacts: …, from: 5}"
            raise Wrong("it does not say what is counted", hint)
        return self


class Item(Row):
    """The settings that every item of a stack may have."""

    above: Space = Field(0, description="Space above it, mm")
    clear: float = Field(
        0,
        ge=0,
        description="Least distance from the ink over it, or else the frame's top, to its own, mm",
    )
    snap: bool = Field(False, description="Its top starts on the layout's unit")
    drop: bool = Field(
        False,
        description="Left out, with a warning, when all else is too long; of a code, only its "
        "words",
    )
    only: Only | None = Field(
        None,
        description="Left out unless a block has this many contacts: {contacts: …, from: 5}; or "
        "unless the area has words of its own: {own: true}, logos: {logos: true}, or an imprint: "
        "{imprint: true}",
    )
