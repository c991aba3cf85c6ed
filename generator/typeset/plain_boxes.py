"""Boxes without words: a rule, and room that nothing stands in."""

from msgspec import Struct

from generator.colour import Colour
from generator.page import rectangle
from .boxes import Fit
from .canvas import Canvas


class RuleBox(Struct):
    """A rule across the column; it takes up its own weight."""

    width: float
    weight: float
    colour: Colour

    def height(self, fit: Fit) -> float:
        return self.weight

    def widest(self) -> float:
        return 0.0

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        sheet.shape(rectangle(x, y, self.width, self.weight), self.colour, kind="rule")


class BlankBox(Struct):
    """Room that nothing stands in, such as that of a tail or between two items."""

    high: float

    def height(self, fit: Fit) -> float:
        return self.high

    def widest(self) -> float:
        return 0.0

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        pass
