"""A stack on a ground that runs off the page, as a box."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.colour import Colour
from generator.design.items import Space
from .boxes import Fit, Stack, space
from .canvas import Canvas
from .outline import block
from .parts import FieldBox


class BandBox(Struct):
    """A stack on a ground that runs off the page at both sides, and above unless it `follows` what
    stands over it. `edges` are the left, top, right and bottom of the bleed, or of what a printer
    can print on. The stack begins `head` below the box's top and `side` inside it. `share` of the
    room left over goes into its gaps."""

    inner: Stack
    ground: Colour
    padding: Space
    edges: tuple[float, float, float, float]
    head: Space = 0.0
    side: float = 0.0
    radius: float = 0.0
    line: float = 0.0
    ink: Colour | None = None
    share: float = 0.0
    follows: bool = False

    def height(self, fit: Fit) -> float:
        held = (stacked.box for stacked in self.inner.boxes)
        spare = sum(box.spare(fit) for box in held if isinstance(box, FieldBox))
        return space(self.head, fit) + self.inner.height(fit) + spare + space(self.padding, fit)

    def widest(self) -> float:
        return self.inner.widest()

    def shares(self) -> float:
        return self.share if self.inner.shares() else 0.0

    def stretched(self, more: float, fit: Fit) -> BandBox:
        return replace(self, inner=self.inner.stretched(more, fit))

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        left, top, right, _ = self.edges
        top = y if self.follows else top
        width, height, d = right - left, y + self.height(fit) - top, 0.0
        if self.line and self.ink:
            whole = block(left, top, width, height, self.radius)
            sheet.shape(whole, self.ink, kind="ground")
            d = self.line
        ground = block(left + d, top + d, width - 2 * d, height - 2 * d, self.radius - d)
        sheet.shape(ground, self.ground, kind="ground")
        self.inner.draw(sheet, x + self.side, y + space(self.head, fit), fit)
