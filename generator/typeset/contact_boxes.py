"""Contacts as boxes: rows of places and numbers, with rules or space between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, zip_longest
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.colour import Colour
from generator.design.items import Space
from generator.page import rectangle
from .baseline_box import BaselineBox
from .boxes import NATURAL, Fit, TextBox, opened, space, stretch
from .canvas import Canvas

# As rows spread, a number moves away from letters that reach down to it: by so much of what its row
# spreads, and by so many mm at most.
PARTED_SHARE: Final = 0.25
PARTED: Final = 1.0


class ContactRow(Struct):
    """A place and its number, on one baseline or with the place above. In a table the number stands
    `number_at` mm from the row's start: their first lines are level, or with `centred` their
    middles are. Where the `number_leads` it stands at the start, and a place that takes two lines
    at the end. A number under its place keeps `apart` mm from it. In an area's own words either may
    be missing."""

    place: TextBox | None
    number: TextBox | None
    inline: bool
    width: float
    number_at: float = 0.0
    centred: bool = False
    apart: float = 0.0
    number_leads: bool = False

    @property
    def side_by_side(self) -> bool:
        """Whether the number stands beside the place."""
        line = self._line()
        tabled = bool(self.number_at and self.place and self.number)
        return tabled or (line is not None and line.beside)

    def rooms(self, above: bool, fit: Fit) -> list[tuple[TextBox, float]]:
        """The room above, or else below, each of two texts side by side, mm."""
        if line := self._line():
            return line.rooms(above, fit)
        places = self._places(fit)
        height = self.height(fit)
        return [(box, top if above else height - top - box.height(fit)) for _, top, box in places]

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
        """Whether the words that must stand on one line do, and those in a table in their
        columns."""
        line = self._line()
        parted = [p for box in self._boxes() for p in box.paragraphs if self.number_at]
        most = 2 if self.number_leads else math.inf
        narrow = any(p.too_wide or len(p.lines) > most for p in parted)
        return not narrow and (line is None or line.beside)

    def _places(self, fit: Fit) -> list[tuple[float, float, TextBox]]:
        """The place of each box, mm from the row's top left."""
        if self.number_at and self.place and self.number:
            places = [(0.0, self.place), (self.number_at, self.number)]
            if self.number_leads:
                places = [(self.width - self.place.widest(), self.place), (0.0, self.number)]
            level = _middle if self.centred else _first_baseline
            down = max(level(self.place), level(self.number))
            return [(left, down - level(box), box) for left, box in places]
        placed, y = [], 0.0
        for box in self._boxes():
            placed.append((0.0, y, box))
            y += box.height(fit) + self.apart
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


def _first_baseline(box: TextBox) -> float:
    return box.style.baseline


def _middle(box: TextBox) -> float:
    """From the top of a text to midway between its first capital's top and its last baseline."""
    lines = sum(len(paragraph.lines) for paragraph in box.paragraphs)
    return box.style.baseline + ((lines - 1) * box.style.line - box.style.cap_height) / 2


class ContactsBox(Struct):
    """Rows with a rule above each, and with `closed` below the last, or with space between them. In
    several columns the rows run down one and then the next, level with one another. `width` is a
    column's. A row is `least` mm high or more, its words in the middle, but `clear` mm under one
    rule and over the next. Neighbouring boxes with one `key` are one list."""

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
    least: float = 0.0
    closed: bool = True
    clear: tuple[float, float] = (-math.inf, -math.inf)

    def _split(self) -> list[Sequence[ContactRow]]:
        most = -(-len(self.rows) // self.columns)
        return [self.rows[start : start + most] for start in range(0, len(self.rows), most)]

    @property
    def _above(self) -> float:
        return self.rule + self.pad_top if self.rule else 0.0

    def _below(self, fit: Fit) -> float:
        return space(self.pad_bottom if self.rule else self.between, fit)

    def _bands(self, fit: Fit) -> list[tuple[float, float]]:
        """The top of each line of rows, and the height of its highest; then their end."""
        lines = zip_longest(*self._split())
        heights = [max(row.height(fit) for row in line if row) for line in lines]
        spare = self._above + self._below(fit)
        tops = accumulate((max(self.least, spare + height) for height in heights), initial=0.0)
        return list(zip(tops, [*heights, 0.0], strict=True))

    def height(self, fit: Fit) -> float:
        end, _ = self._bands(fit)[-1]
        if not self.rule:
            return end - self._below(fit)
        return end + self.rule if self.closed else end

    def widest(self) -> float:
        widest = max(row.widest() for row in self.rows)
        return (len(self._split()) - 1) * (self.width + self.gap) + widest

    def shares(self) -> float:
        lines = len(self._split()[0])
        return (
            stretch(self.pad_bottom) * lines if self.rule else stretch(self.between) * (lines - 1)
        )

    def stretched(self, more: float, fit: Fit) -> ContactsBox:
        whole = self.shares()
        if not whole:
            return self
        count = len(self._split()[0])
        parted = min(PARTED_SHARE * more / count, PARTED) if self._is_parted else 0.0
        each = (more - parted * count) / whole
        wider = opened(self.pad_bottom, each), opened(self.between, each)
        least = self.least + each * stretch(self.pad_bottom) + parted if self.least else 0.0
        rows = [replace(row, apart=row.apart + parted) for row in self.rows]
        return replace(self, rows=rows, pad_bottom=wider[0], between=wider[1], least=least)

    @property
    def _is_parted(self) -> bool:
        """Whether all places stand over their numbers, and letters reach down to keep these off."""
        stacked = (row.place and row.number and not row.side_by_side for row in self.rows)
        return all(stacked) and any(row.apart for row in self.rows)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        sheet.tagged("L", lambda: self._draw(sheet, x, y, fit), key=self.key)

    def _draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        bands = self._bands(fit)
        for column in self._split():
            for index, row in enumerate(column):
                (top, _), (end, _) = bands[index : index + 2]
                if self.rule:
                    self._rule(sheet, x, y + top)
                down = self._above
                if self.least:
                    down = self._down(end - top, row.height(fit))
                row.draw(sheet, x, y + top + down, fit)
            if self.rule and self.closed:
                self._rule(sheet, x, y + bands[len(column)][0])
            x += self.width + self.gap

    def _down(self, band: float, row: float) -> float:
        """The top of a row: in the middle of its band, or clear of both rules."""
        highest, lowest = self.rule + self.clear[0], band - row - self.clear[1]
        return max(highest, min((self.rule + band - row) / 2, lowest))

    def _rule(self, sheet: Canvas, x: float, y: float) -> None:
        sheet.shape(rectangle(x, y, self.width, self.rule), self.colour, kind="rule")
