"""Makes boxes of easy wording: a row for each sentence, with its picture beside its words."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.colour import Colour
from generator.design.items import Space
from generator.page import Image
from .boxes import Fit, Stack, Stacked, TextBox
from .canvas import Canvas
from .outline import rounded
from .parts import PlacedPicture

# The role of a sentence for a screen reader, by its block's kind, and the roles that surround it.
# Of any other kind it is a paragraph by itself.
ROLES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "list": ("LBody", ("L", "LI")),
    "quote": ("P", ("BlockQuote",)),
}


class PictureLine(Struct, frozen=True):
    """The line round a picture, inside its edge: its weight and the radius of its corners, in mm.
    The picture stands on `ground`."""

    weight: float
    colour: Colour
    radius: float
    ground: Colour


class EasyRow(Struct):
    """A sentence in one or more boxes, one below the other, beside its picture, whose middle is
    level with theirs. The picture stands in a square of `size` mm, and is decoration. `within` are
    the roles and keys of what surrounds the words, from the outermost."""

    words: Sequence[TextBox]
    picture: PlacedPicture | None
    size: float
    gap: float
    within: tuple[tuple[str, str], ...] = ()
    line: PictureLine | None = None

    def _words_height(self, fit: Fit) -> float:
        return sum(box.height(fit) for box in self.words)

    def height(self, fit: Fit) -> float:
        return max(self.size, self._words_height(fit))

    def widest(self) -> float:
        return self.size + self.gap + max(box.widest() for box in self.words)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        height = self.height(fit)
        if self.picture:
            self._picture(sheet, x, y + (height - self.size) / 2, self.picture)
        self._draw_within(sheet, x, y + (height - self._words_height(fit)) / 2, fit, self.within)

    def _draw_within(
        self, sheet: Canvas, x: float, y: float, fit: Fit, within: tuple[tuple[str, str], ...]
    ) -> None:
        if within:
            (role, key), *rest = within
            inside = tuple(rest)
            sheet.tagged(role, lambda: self._draw_within(sheet, x, y, fit, inside), key=key)
            return
        for box in self.words:
            box.draw(sheet, x + self.size + self.gap, y, fit)
            y += box.height(fit)

    def _picture(self, sheet: Canvas, x: float, y: float, picture: PlacedPicture) -> None:
        """The picture as large as its square allows, in the middle of it."""
        line, side = self.line, self.size
        if line:
            square = rounded(x, y, side, side, line.radius)
            sheet.shape(square, line.ground, kind="picture")
        ratio = picture.ratio
        width, height = self.size * min(1.0, ratio), self.size / max(1.0, ratio)
        left, top = x + (self.size - width) / 2, y + (self.size - height) / 2
        place = (picture.path, picture.digest, left, top, width, height, "", picture.key)
        sheet.decoration(Image(*place, picture.intent, picture.black, picture.inks))
        if line:
            inset = line.weight / 2
            clear = side - line.weight
            edge = rounded(x + inset, y + inset, clear, clear, line.radius - inset)
            sheet.shape(edge, stroke=line.colour, weight=line.weight, kind="picture")


class EasyBox(Struct):
    """The rows of a block. A page may end between them unless the box `keeps` them together."""

    rows: Sequence[EasyRow]
    between: Space
    keeps: bool = False

    def _stack(self) -> Stack:
        return Stack([Stacked(row, self.between if n else 0) for n, row in enumerate(self.rows)])

    def height(self, fit: Fit) -> float:
        return self._stack().height(fit)

    def widest(self) -> float:
        return self._stack().widest()

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        self._stack().draw(sheet, x, y, fit)
