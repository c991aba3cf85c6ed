"""A small leaflet and its kinds of blocks, for the tests of reading."""

import datetime
from typing import Annotated, Literal, Self

from generator.source.fields import Changed, Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong

REFUSED = "\u2028\u2029\u202d\u202e\ufeff\ufffe\uffff"
"""What no file may hold, control characters and halves of surrogate pairs apart."""


class Heading(Row):
    """Words that stand above others."""

    kind: Literal["heading"]
    text: str = Field(description="the words of the heading")
    level: Literal[1, 2, 3] = 1


class Picture(Row):
    """A picture with its text alternative."""

    kind: Literal["picture"]
    file: str
    alt: str


class Bleed(Row):
    """A bleed that differs from side to side, in mm."""

    top: float
    bottom: float


def known(languages: tuple[str, ...]) -> tuple[str, ...]:
    if "tlh" in languages:
        raise Wrong("nobody here reads Klingon", "leave it out", "", "language")
    return languages


class Leaflet(Row):
    """A piece of print."""

    title: str = Field(description="the words on the cover")
    size: float = Field(default=12, gt=0, description="body type in pt")
    copies: int = 1
    made: datetime.date | None = None
    mono: bool = False
    fold: Literal["roll", "z", "none"] = "none"
    bleed: float | Bleed = 3
    ground: Literal[False, "plain"] | Bleed = False
    trim: tuple[float, float] = (210, 297)
    blocks: tuple[Annotated[Heading | Picture, Field(discriminator="kind")], ...] = ()
    named: dict[str, Heading] = Field(default_factory=dict)
    numbers: dict[Literal["police", "school"], str] = Field(default_factory=dict)
    languages: Annotated[tuple[str, ...], Changed(known)] = Field(default=("en",), min_length=1)
    short: str | None = None

    @validator
    def _fits(self) -> Self:
        if self.short and len(self.short) >= len(self.title):
            raise Wrong("the short form is no shorter", "shorten it", "short", "short-form")
        return self


MODELS: dict[str, type[Row]] = {"leaflet": Leaflet}
