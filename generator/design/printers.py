"""Printers as rows: how each wants a file delivered.

An edition is a kind of file; a printer is where it goes. `Delivery` has the settings that both may
have. An edition's own settings override those of its printer.
"""

from typing import Annotated, Literal, TypeAlias

from generator.source.fields import Field
from generator.source.rows import Row

MarkKind: TypeAlias = Literal["crop", "fold", "registration", "colour-bar", "slug"]
Bleed = Annotated[float, Field(ge=0, le=20)]


class Delivery(Row):
    """The settings for the delivery of finished pages."""

    bleed: bool | Bleed = Field(
        False,
        description="How far grounds run past the trim, mm; `true` for the format's own bleed, "
        "`false` if the sheet ends at the trim",
    )
    marks: tuple[MarkKind, ...] = Field((), description="Printer's marks outside the bleed")
    pages: Literal["sides", "panels"] = Field(
        "sides",
        description="What a page of the file is: a side of the flat sheet, or one panel of it, "
        "in reading order",
    )
    condition: str = Field("", description="Press condition named in layouts/press")
    ink_limit: float | None = Field(
        None, description="Most total ink, percent; the condition's own if left out", gt=0, le=400
    )

    @property
    def own_bleed(self) -> float | None:
        """The bleed in mm if it is given as a number; otherwise it is the format's, or there is
        none."""
        return None if isinstance(self.bleed, bool) or not self.bleed else self.bleed


class Printer(Delivery):
    """A printer and its requirements."""

    title: str


class Printers(Row):
    """layouts/press/printers.yaml."""

    printers: dict[str, Printer]
