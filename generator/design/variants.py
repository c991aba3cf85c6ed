"""Variants as rows: a theme's colours and a layout's measures in fewer inks.

A theme says what each colour becomes where it fills an area, and in which ink everything on that
area is drawn. So white text on teal may become black on paper, while white text on night stays
white. A layout has the measures that depend on its own sheet.
"""

from typing import Any, Literal

from generator.source.fields import Field
from generator.source.rows import Row
from .item_base import Space


class Fill(Row):
    """What the area of a colour becomes, and the ink of all that stands on it."""

    fill: str
    ink: str
    lines: float = Field(
        0, ge=0, description="Outline inside its edge in its ink, in lines of the variant; 0: none"
    )


class Variant(Row):
    """A theme in other inks, chosen by an edition."""

    title: str = ""
    like: str = Field("", description="Variant that answers for what this one does not say")
    line: float = Field(0.7, gt=0, description="Weight of a line, mm")
    underline: float = Field(0.5, gt=0, description="Under words that only a colour set apart, mm")
    grounds: dict[str, Fill] = Field(
        default_factory=dict, description="By colour of the palette: panels, bands and pages"
    )
    voices: dict[str, Fill] = Field(default_factory=dict, description="By voice: bubbles")
    logos: Literal["", "colour", "black"] = Field(
        "", description="black: logos of one colour become black, others are left out"
    )


class StyleChange(Row):
    """The changes of a style."""

    size: float | None = Field(None, gt=0)
    leading: float | None = Field(None, gt=0)
    weight: int | None = Field(None, ge=100, le=900)
    tracking: float | None = None
    floor: float | None = None
    most: float | None = None
    outdent: float | Literal["ink"] | None = None
    strong: int | None = None
    underline: float | None = Field(None, ge=0)

    @property
    def given(self) -> dict[str, Any]:
        """What changes, by the style's fields."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Measures(Row):
    """A layout's own measures for a variant, mm on the sheet it was drawn for."""

    line: float | None = Field(None, gt=0, description="Weight of a line; none: the theme's")
    margin: float = Field(0, ge=0, description="Nothing is printed nearer to the sheet's edge")
    bottom: float = Field(
        0, ge=0, description="Least lower margin of frames, for tails that hang below them"
    )
    fold: float = Field(0, ge=0, description="Panels' grounds keep this far from folds")
    padding: Space = Field(
        0,
        description="Words keep this far from the edge of a ground; as near as its `min` in a band "
        "whose own padding may close",
    )
    radius: float = Field(0, ge=0, description="Corners of grounds")
    bubbles: dict[str, float] = Field(
        default_factory=dict,
        description="Further padding above and below words in bubbles whose outline would touch "
        "them, by the bubble's name",
    )
    styles: dict[str, StyleChange] = Field(default_factory=dict)
