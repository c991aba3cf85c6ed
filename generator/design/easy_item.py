"""The row of a layout that sets easy wording: sentences beside their pictures."""

from __future__ import annotations

from typing import Literal

from generator.source.fields import Field
from .item_base import Item, Space


class EasyItem(Item):
    """A block's easy wording: a row for each sentence, with its picture at the start and its words
    beside it. Pages may part rows, but never a picture from its sentence."""

    kind: Literal["easy"]
    block: str
    style: str
    figure: str = Field(
        "", description="Style of **strong** words, on a line of their own; none: as the others"
    )
    picture: float = Field(gt=0, description="Width and height of the picture, mm")
    min: float | None = Field(
        None, gt=0, description="The same where that keeps it on one page with what follows, mm"
    )
    most: float | None = Field(
        None, gt=0, description="The same where it is the only row of a page; none: no larger"
    )
    pair: float | None = Field(
        None, gt=0, description="The same where it is one of two rows of a page; none: no larger"
    )
    line: float = Field(0, ge=0, description="Weight of a line round the picture, mm; 0: none")
    line_colour: str = ""
    radius: float = Field(0, ge=0, description="Corners of that line, mm")
    gap: float = Field(ge=0, description="Between the picture and the words, mm")
    between: Space = Field(0, description="Space between rows, mm")
    together: int = Field(
        3, ge=1, description="A block of so many rows, or fewer, is kept on one page"
    )
