"""Formats as rows: the trimmed sheet, its panels and folds."""

from typing import Annotated, Literal, Self

from generator.problems import did_you_mean
from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong

# ISO 32000-1, annex C: no page of more than 14400 units, 5080 mm; marks need a little of them.
Length = Annotated[float, Field(gt=0, le=5000)]
Pixels = Annotated[int, Field(gt=0, le=8000)]
SLACK = 0.01  # mm by which panels may miss the sheet's edge, for sizes that are thirds


class Side(Row):
    """One side of a folded sheet: its panels from left to right with their widths in mm, in the
    order of a left-to-right language."""

    panels: dict[str, Length] = Field(min_length=1)


class Format(Row):
    """A trimmed size in mm, and what every sheet of that size needs."""

    title: str
    trim: tuple[Length, Length] = Field(description="Width and height, mm")
    bleed: float = Field(3, ge=0, description="How far grounds run past the trim, mm")
    sides: dict[str, Side] = Field(
        default_factory=dict, description="Folded formats: each side's panels"
    )
    reads: tuple[str, ...] = Field(
        (),
        description="Folded formats: the panels of all sides in the order in which they are read; "
        "as listed under `sides` if left out",
    )
    paper: str = Field("", description="Paper that suits it, and what to do first, for job sheets")
    module: float = Field(
        0.5, gt=0, description="Smallest module of a QR code, mm: 0.5 in the hand, 1.0 on a wall"
    )

    pixels: tuple[Pixels, Pixels] | None = Field(
        None,
        description="A picture for screens: its width and height in pixels, in the proportion of "
        "`trim`; none: a sheet",
    )

    @validator
    def _pixels_are_square(self) -> Self:
        if self.pixels:
            width, height = self.trim
            if abs(self.pixels[0] / width - self.pixels[1] / height) * max(width, height) > 0.5:
                raise Wrong(
                    f"{self.pixels[0]} by {self.pixels[1]} pixels are not in proportion to "
                    f"{self.trim[0]:g} by {self.trim[1]:g} mm",
                    "write as many pixels for each mm across as down",
                    "pixels",
                )
        return self

    @validator
    def _every_panel_is_read_once(self) -> Self:
        names = [name for side in self.sides.values() for name in side.panels]
        for index, name in enumerate(self.reads):
            if name not in names:
                hint = did_you_mean(name, names)
                raise Wrong(f'no panel is called "{name}"', hint, f"reads.{index}", "unknown-panel")
            if name in self.reads[:index]:
                raise Wrong(f'"{name}" is read twice', "name it once", f"reads.{index}")
        left_out = [name for name in names if self.reads and name not in self.reads]
        if left_out:
            raise Wrong(f'"{left_out[0]}" is not read', "name every panel", "reads")
        return self

    @validator
    def _panels_fill_the_sheet(self) -> Self:
        for name, side in self.sides.items():
            width = sum(side.panels.values())
            if abs(width - self.trim[0]) > SLACK:
                raise Wrong(
                    f"the panels are {width:g} mm wide together, and the sheet is {self.trim[0]:g}",
                    "make their widths add up to the sheet's",
                    f"sides.{name}.panels",
                )
        return self

    @property
    def reading(self) -> tuple[str, ...]:
        """The panels of all sides in the order in which they are read."""
        return self.reads or tuple(name for side in self.sides.values() for name in side.panels)

    ganged: bool = Field(
        False,
        description="Printed several to a sheet and cut, so that the white border a printer "
        "leaves is the sheet's, not the piece's",
    )

    @property
    def turn(self) -> Literal["short", "long"]:
        """The edge that a two-sided sheet turns on, so that its back reads the same way up as its
        front. Pages are set head to head, so it is the upright edge."""
        width, height = self.trim
        return "short" if width > height else "long"

    def folds(self, side: str) -> tuple[float, ...]:
        """The x of each fold of a side, mm from its left edge."""
        if side not in self.sides:
            return ()
        edges, x = [], 0.0
        for width in self.sides[side].panels.values():
            x += width
            edges.append(x)
        return tuple(edges[:-1])


class Formats(Row):
    """layouts/formats.yaml."""

    formats: dict[str, Format]
