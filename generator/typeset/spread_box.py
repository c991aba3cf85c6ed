"""A text whose lines spread over the room that is left over, as a box."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.units import MM_PER_PT
from .boxes import Fit, TextBox
from .canvas import Canvas

LOOSE = 1.4  # em of leading from which lines take their larger initials


class SpreadBox(Struct):
    """A text that may take room left over: its lines spread to a leading of `most` em. `loose` is
    the same text for lines that stand well apart, with larger initials."""

    close: TextBox
    loose: TextBox
    most: float
    more: float = 0.0

    @property
    def _lines(self) -> int:
        return sum(len(paragraph.lines) for paragraph in self.close.paragraphs)

    def _shown(self) -> TextBox:
        style = self.close.style
        leading = style.line + self.more / max(1, self._lines)
        loose = leading >= LOOSE * style.em - 1e-6 and len(self.loose.paragraphs) == len(
            self.close.paragraphs
        )
        lines = sum(len(paragraph.lines) for paragraph in self.loose.paragraphs)
        shown = self.loose if loose and lines == self._lines else self.close
        setting = replace(shown.style, leading=leading / MM_PER_PT)
        return replace(shown, style=setting)

    def height(self, fit: Fit) -> float:
        return self.close.height(fit) + self.more

    def widest(self) -> float:
        return max(self.close.widest(), self.loose.widest())

    def shares(self) -> float:
        return 1.0

    def stretched(self, more: float, fit: Fit) -> SpreadBox:
        room = self._lines * (self.most * self.close.style.em - self.close.style.line)
        return replace(self, more=max(0.0, min(self.more + more, room)))

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        self._shown().draw(sheet, x, y, fit)
