"""Two texts on one baseline, as a box."""

from msgspec import Struct

from .boxes import Fit, TextBox
from .canvas import Canvas


class BaselineBox(Struct):
    """Two texts on one baseline, the first at the start and the second at the end, or `follows` the
    first. If there is no room for both, the second stands on a line of its own."""

    first: TextBox
    second: TextBox
    width: float
    gap: float = 1.5
    second_leads: bool = False  # whether the second is read before the first
    follows: bool = False

    @property
    def beside(self) -> bool:
        one_line = all(len(p.lines) == 1 for p in self.second.paragraphs)
        room = self.first.widest() - self.first.style.outdent + self.gap
        return one_line and room + self.second.widest() <= self.width + 0.01

    @property
    def _level(self) -> float:
        """The top of the second beside the first, mm under the box's own."""
        level = self.first.style.baseline - self.second.style.baseline
        return level + (len(self.first.paragraphs[0].lines) - 1) * self.first.style.line

    def rooms(self, above: bool, fit: Fit) -> list[tuple[TextBox, float]]:
        """The room above, or else below, each of the two on one baseline, mm; less than nothing
        where one leaves the box."""
        level, height = self._level, self.first.height(fit)
        room = level if above else height - level - self.second.height(fit)
        return [(self.first, 0.0), (self.second, room)]

    def height(self, fit: Fit) -> float:
        first = self.first.height(fit)
        return first if self.beside else first + self.second.height(fit)

    def widest(self) -> float:
        if self.beside:
            return self.first.widest() + self.gap + self.second.widest()
        return max(self.first.widest(), self.second.widest())

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        def first() -> None:
            self.first.draw(sheet, x, y, fit)

        if not self.second_leads:
            first()
        self._second(sheet, x, y, fit)
        if self.second_leads:
            first()

    def _second(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        if self.beside:
            left = self.width - self.second.widest()
            if self.follows:
                left = self.first.widest() - self.first.style.outdent + self.gap
            self.second.draw(sheet, x + left, y + self._level, fit)
        else:
            self.second.draw(sheet, x, y + self.first.height(fit), fit)
