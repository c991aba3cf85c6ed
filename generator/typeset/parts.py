"""The recurring parts of a campaign as boxes: lists, contacts, the field, logos."""

from collections.abc import Sequence
from functools import partial
from itertools import accumulate, zip_longest

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour, Intent
from generator.design.items import Space
from generator.page import Group, Shape, rectangle
from .boxes import NATURAL, BaselineBox, Fit, TextBox, space
from .canvas import Canvas, PageTransform
from .outline import Bubble, Field, bubble, field, field_marks


class ListBox(Struct):
    """Items, each with a small bubble as its bullet. Neighbouring boxes with one `key` are one
    list."""

    items: Sequence[TextBox]
    indent: float
    between: Space
    bullet: Bubble
    drop: float
    colour: Colour
    key: str = ""

    def height(self, fit: Fit) -> float:
        gaps = space(self.between, fit) * (len(self.items) - 1)
        return sum(item.height(fit) for item in self.items) + gaps

    def widest(self) -> float:
        return self.indent + max(item.widest() for item in self.items)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        def items(y: float) -> None:
            for item in self.items:
                sheet.tagged("LI", partial(self._item, sheet, x, y, item, fit))
                y += item.height(fit) + space(self.between, fit)

        sheet.tagged("L", lambda: items(y), key=self.key)

    def _item(self, sheet: Canvas, x: float, y: float, item: TextBox, fit: Fit) -> None:
        mark = bubble(x, y + self.drop, self.bullet, tail_right=False)
        sheet.label(lambda: sheet.shape(mark, self.colour, kind="bullet"))
        item.draw(sheet, x + self.indent, y, fit)


class ContactRow(Struct):
    """A place and its number, on one baseline or with the place above. In a table the number stands
    `number_at` mm from the row's start, with its first line level with the place's. In an area's
    own words either may be missing."""

    place: TextBox | None
    number: TextBox | None
    inline: bool
    width: float
    number_at: float = 0.0

    def _line(self) -> BaselineBox | None:
        """The place and the number on one baseline, if both are there and the layout asks for
        it."""
        if not (self.inline and self.place and self.number):
            return None
        return BaselineBox(self.number, self.place, self.width, second_leads=True)

    def _boxes(self) -> list[TextBox]:
        """The place and the number that are there, one above the other."""
        return [box for box in (self.place, self.number) if box is not None]

    @property
    def fits(self) -> bool:
        """Whether the words that must stand on one line do."""
        line = self._line()
        return line is None or line.beside

    def _places(self, fit: Fit) -> list[tuple[float, float, TextBox]]:
        """The place of each box, mm from the row's top left."""
        if self.number_at and self.place and self.number:
            level = max(self.place.style.baseline, self.number.style.baseline)
            return [
                (0.0, level - self.place.style.baseline, self.place),
                (self.number_at, level - self.number.style.baseline, self.number),
            ]
        placed, y = [], 0.0
        for box in self._boxes():
            placed.append((0.0, y, box))
            y += box.height(fit)
        return placed

    def height(self, fit: Fit) -> float:
        if line := self._line():
            return line.height(fit)
        return max(top + box.height(fit) for _, top, box in self._places(fit))

    def widest(self) -> float:
        if line := self._line():
            return line.widest()
        return max(left + box.widest() for left, _, box in self._places(NATURAL))

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        sheet.tagged("LI", lambda: self._draw(sheet, x, y, fit))

    def _draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        if line := self._line():
            line.draw(sheet, x, y, fit)
            return
        for left, top, box in self._places(fit):
            box.draw(sheet, x + left, y + top, fit)


class ContactsBox(Struct):
    """Rows with a rule above each and below the last, or with space between them. In several
    columns the rows run down one and then the next, level with one another. `width` is a column's.
    Neighbouring boxes with one `key` are one list."""

    rows: Sequence[ContactRow]
    width: float
    rule: float
    colour: Colour | None
    pad_top: float
    pad_bottom: Space
    between: Space
    columns: int = 1
    gap: float = 0.0
    key: str = ""

    def _split(self) -> list[Sequence[ContactRow]]:
        most = -(-len(self.rows) // self.columns)
        return [self.rows[start : start + most] for start in range(0, len(self.rows), most)]

    def _tops(self, fit: Fit) -> list[float]:
        """The top of each line of rows, and the end of the last one's space."""
        lines = zip_longest(*self._split())
        heights = [max(row.height(fit) for row in line if row) for line in lines]
        below = space(self.pad_bottom, fit) if self.rule else space(self.between, fit)
        above = self.rule + self.pad_top if self.rule else 0.0
        return list(accumulate((above + height + below for height in heights), initial=0.0))

    def height(self, fit: Fit) -> float:
        end = self._tops(fit)[-1]
        return end + self.rule if self.rule else end - space(self.between, fit)

    def widest(self) -> float:
        widest = max(row.widest() for row in self.rows)
        return (len(self._split()) - 1) * (self.width + self.gap) + widest

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        sheet.tagged("L", lambda: self._draw(sheet, x, y, fit), key=self.key)

    def _draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        tops = self._tops(fit)
        above = self.rule + self.pad_top if self.rule else 0.0
        for column in self._split():
            for row, top in zip(column, tops, strict=False):
                if self.rule:
                    self._rule(sheet, x, y + top)
                row.draw(sheet, x, y + top + above, fit)
            if self.rule:
                self._rule(sheet, x, y + tops[len(column)])
            x += self.width + self.gap

    def _rule(self, sheet: Canvas, x: float, y: float) -> None:
        sheet.shape(rectangle(x, y, self.width, self.rule), self.colour, kind="rule")


class FieldBox(Struct):
    """As many marks as the number says. It may shrink, but never loses a mark."""

    count: int
    width: float
    natural: float
    least: float
    colour: Colour
    accent: Colour | None

    def height(self, fit: Fit) -> float:
        return self.natural - fit.pictures * (self.natural - self.least)

    def widest(self) -> float:
        return self.width

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        if not self.count:
            return
        size = self.width, self.height(fit)
        inks = self.colour, self.accent
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


class LogosBox(Struct):
    """Logos in equal cells from the start, each as tall as its cell allows, in as many rows as they
    need. With a ground they stand on a band that runs off the page below and at both sides."""

    logos: Sequence[PlacedPicture]
    width: float
    strip: float
    tallest: float
    cells: int
    gap: float
    ground: Colour | None
    padding: float
    edges: tuple[float, float, float, float]

    def height(self, fit: Fit) -> float:
        rows = -(-len(self.logos) // self.cells)
        return rows * self.strip + max(0, rows - 1) * self.gap

    def widest(self) -> float:
        return self.width

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        if self.ground:
            left, _, right, bottom = self.edges
            top = y - self.padding
            band = rectangle(left, top, right - left, bottom - top)
            sheet.shape(band, self.ground, kind="ground")
        cell = (self.width - self.gap * (self.cells - 1)) / self.cells
        for index, logo in enumerate(self.logos):
            row, column = divmod(index, self.cells)
            height = min(self.tallest, cell / logo.ratio)
            left = x + column * (cell + self.gap)
            top = y + row * (self.strip + self.gap) + (self.strip - height) / 2
            box = (left, top, height * logo.ratio, height)
            sheet.image(logo.path, logo.digest, box, logo.alt, logo.key, logo.intent, logo.black)
