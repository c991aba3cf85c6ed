"""Pictures for the slots of layouts, as rows of an area's or a campaign's file."""

from typing import Annotated, Literal, Self

from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong
from .words_file import Line

Fraction = Annotated[float, Field(ge=0, le=1)]


class SlotImage(Row):
    """A picture for a slot of a layout: a photograph or a drawing beside the file that names it."""

    file: str = Field(description="SVG, PDF, PNG, JPEG or TIFF")
    rtl: str = Field("", description="The same turned round, for languages read from the right")
    alt: Line = Field(min_length=1, description="What it shows, for those who cannot see it")
    credit: Line = Field("", description="Whose picture it is, printed small under it")
    focus: tuple[Fraction, Fraction] | None = Field(
        None, description="What must be seen: from its left and its top, each 0 to 1"
    )
    crop: tuple[Fraction, Fraction, Fraction, Fraction] = Field(
        (0.0, 0.0, 1.0, 1.0), description="The part to use: left, top, right, bottom, each 0 to 1"
    )
    sky: Literal["", "ground"] = Field(
        "", description="ground: it stands on the slot's foot, and the layout's ground is its sky"
    )

    @validator
    def _has_a_part(self) -> Self:
        left, top, right, bottom = self.crop
        if left >= right or top >= bottom:
            hint = "write left, top, right and bottom, as in [0, 0.2, 1, 1]"
            raise Wrong("this crop leaves nothing of the picture", hint, "crop")
        if self.focus is None:
            return self
        x, y = self.focus
        if not (left <= x <= right and top <= y <= bottom):
            hint = "give the focus in shares of the whole picture"
            raise Wrong("the focus lies outside the crop", hint, "focus")
        return self
