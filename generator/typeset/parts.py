"""The recurring parts of a campaign as boxes: lists, the field."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour, Intent
from generator.design.items import Space
from generator.page import Group, Shape
from .boxes import Fit, TextBox, space
from .canvas import Canvas, PageTransform
from .outline import Bubble, Field, bubble, field, field_marks

SMALL_MARK: Final = (
    0.745  # mm, about 0.75: a coloured mark lower than this is lost on a dark ground
)


class ListBox(Struct):
    """Items, each with a small bubble as its bullet. In several columns they run across, row by
    row, and `pitch` is from one column to the next. Neighbouring boxes with one `key` are one
    list."""

    items: Sequence[TextBox]
    indent: float
    between: Space
    bullet: Bubble
    drop: float
    colour: Colour
    key: str = ""
    columns: int = 1
    pitch: float = 0.0

    def _rows(self, fit: Fit) -> list[float]:
        """The height of each row."""
        starts = range(0, len(self.items), self.columns)
        rows = (self.items[start : start + self.columns] for start in starts)
        return [max(item.height(fit) for item in row) for row in rows]

    def height(self, fit: Fit) -> float:
        rows = self._rows(fit)
        return sum(rows) + space(self.between, fit) * (len(rows) - 1)

    def widest(self) -> float:
        last = (len(self.items[: self.columns]) - 1) * self.pitch
        return last + self.indent + max(item.widest() for item in self.items)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        def items(y: float) -> None:
            for row, height in enumerate(self._rows(fit)):
                start = row * self.columns
                for column, item in enumerate(self.items[start : start + self.columns]):
                    left = x + column * self.pitch
                    sheet.tagged("LI", partial(self._item, sheet, left, y, item, fit))
                y += height + space(self.between, fit)

        sheet.tagged("L", lambda: items(y), key=self.key)

    def _item(self, sheet: Canvas, x: float, y: float, item: TextBox, fit: Fit) -> None:
        mark = bubble(x, y + self.drop, self.bullet, tail_right=False)
        sheet.label(lambda: sheet.shape(mark, self.colour, kind="bullet"))
        item.draw(sheet, x + self.indent, y, fit)


class FieldBox(Struct):
    """As many marks as the number says. It may shrink and grow, but never loses a mark. With `hug`
    it is as high as its rows, which cannot fill every height."""

    count: int
    width: float
    natural: float
    least: float
    colour: Colour
    accent: Colour | None
    small: Colour | None = None  # of marks lower than SMALL_MARK, in place of `colour`
    most: float = 0.0
    hug: bool = False

    def _room(self, fit: Fit) -> float:
        end = self.most if fit.pictures < 0 else self.least
        return self.natural + abs(fit.pictures) * (end - self.natural)

    def height(self, fit: Fit) -> float:
        return self._room(fit) - self.spare(fit)

    def spare(self, fit: Fit) -> float:
        """The room that it leaves to what is round it, mm."""
        room = self._room(fit)
        return room - field(self.count, self.width, room).height if self.hug else 0.0

    def widest(self) -> float:
        return self.width

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        if not self.count:
            return
        size = self.width, self._room(fit)
        inks = self.colour, self.accent
        _, high = field(self.count, *size).mark
        if self.small and high * sheet.transform.scale < SMALL_MARK:
            inks = self.small, self.colour if self.accent == self.small else self.accent
        sheet.static(FieldInputs(self.count, *size, x, y, *inks, sheet.transform))


@frozen_inputs
class FieldInputs(Inputs[Group]):
    """The marks of a field, all but the accent as one shape."""

    count: int
    width: float
    height: float
    x: float
    y: float
    colour: Colour
    accent: Colour | None
    transform: PageTransform

    def make(self, cache: Cache) -> Group:
        shape: Field = field(self.count, self.width, self.height)
        marks = field_marks(shape, self.x, self.y)
        picked = [(marks.pop(shape.accent), self.accent)] if self.accent else []
        rest = tuple(segment for mark in marks for segment in mark)
        painted = [(rest, self.colour), *picked]
        shapes = (Shape(self.transform.path(path), ink, kind="field") for path, ink in painted)
        return Group(tuple(shapes), "field", static=True)

    def result_size(self, result: Group) -> int:
        return 2000 * self.count


class PlacedPicture(Struct, frozen=True):
    """An image file with its proportions (width over height), in its own colours, in black, or in
    the inks given for its colours (see `page.Image`)."""

    path: str
    digest: str
    ratio: float
    alt: str
    key: str
    intent: Intent = "relative"
    black: bool = False
    inks: tuple[tuple[tuple[float, ...], Colour], ...] = ()
