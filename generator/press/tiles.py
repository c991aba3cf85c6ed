"""Divides a poster among sheets: the part that each sheet shows, and the part that it keeps."""

from collections.abc import Iterator
from math import ceil
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.problems import Refused, error
from .papers import Paper
from .plan import SheetBox

LEAST: Final = 20.0  # mm a sheet has to add to the one before it
SLIVER: Final = 0.2  # mm of a poster that is no reason for another sheet
MOST: Final = 500  # sheets


class Tile(Struct, frozen=True):
    """A sheet's share of a poster. `shown` is all that is printed on it, and `kept` what is left
    once the sheet is cut and its neighbours lie on it, both in mm of the poster. `sheet` is the
    place of `shown` on the paper."""

    column: int
    row: int
    label: str
    shown: SheetBox
    kept: SheetBox
    sheet: SheetBox

    def on_sheet(self, box: SheetBox) -> SheetBox:
        """A box of the poster in mm of the sheet."""
        return box.moved(self.sheet.x - self.shown.x, self.sheet.y - self.shown.y)


class Tiling(Struct, frozen=True):
    """A poster of `width` by `height` mm in columns and rows of sheets. The printer leaves `margin`
    mm of each sheet white all round. Each sheet shares `overlap` mm with its neighbour, and they
    are joined in its middle."""

    paper: Paper
    width: float
    height: float
    margin: float
    overlap: float

    @property
    def columns(self) -> int:
        return self._count(self.width, self.paper.width)

    @property
    def rows(self) -> int:
        return self._count(self.height, self.paper.height)

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def least_step(self) -> float:
        """How much one more sheet adds, in the direction in which that is less."""
        return min(self._step(self.paper.width), self._step(self.paper.height))

    def _step(self, side: float) -> float:
        return side - 2 * self.margin - self.overlap

    def _count(self, size: float, side: float) -> int:
        return max(1, ceil((size - self.overlap - SLIVER) / self._step(side)))

    def reach(self, columns: int, rows: int) -> float:
        """The factor by which the poster must shrink for so many sheets; 1 if it fits."""
        wide = columns * self._step(self.paper.width) + self.overlap
        high = rows * self._step(self.paper.height) + self.overlap
        return min(1.0, wide / self.width, high / self.height)

    @property
    def tiles(self) -> Iterator[Tile]:
        """The tiles row by row from the top left: A1, A2, then B1."""
        for row in range(self.rows):
            y, height, top, bottom = self._share(row, self.rows, self.height, self.paper.height)
            for column in range(self.columns):
                x, width, left, right = self._share(
                    column, self.columns, self.width, self.paper.width
                )
                yield Tile(
                    column,
                    row,
                    f"{letters(row)}{column + 1}",
                    SheetBox(x, y, width, height),
                    SheetBox(left, top, right - left, bottom - top),
                    SheetBox(self.margin, self.margin, width, height),
                )

    def _share(
        self, index: int, count: int, size: float, side: float
    ) -> tuple[float, float, float, float]:
        """In one direction: the start and length of the part that is shown, and both ends of the
        part that is kept."""
        start = index * self._step(side)
        length = min(side - 2 * self.margin, size - start)
        first = start + self.overlap / 2 if index else 0.0
        last = start + self._step(side) + self.overlap / 2
        if index == count - 1:  # a sliver that is no reason for another sheet is not printed
            last = min(size, start + side - 2 * self.margin)
        return start, length, first, last


class Saving(NamedTuple):
    """A number of sheets, and the factor by which a poster must shrink to take no more."""

    factor: float
    sheets: int


def savings(found: Tiling, least: float) -> list[Saving]:
    """The savings of a smaller poster, down to a factor of `least`, with sheets lying either way.
    Each takes fewer sheets than the one before."""
    ways = [replace(found, paper=way) for way in found.paper.ways]
    able = sorted(
        {
            Saving(way.reach(columns, rows), columns * rows)
            for way in ways
            if way.least_step >= LEAST
            for columns in range(1, way.columns + 1)
            for rows in range(1, way.rows + 1)
            if columns * rows < found.count
        },
        key=lambda each: (-each.factor, each.sheets),
    )
    saved: list[Saving] = []
    for each in able:
        if each.factor >= least and each.sheets < (saved[-1].sheets if saved else found.count):
            saved.append(each)
    return saved


def letters(row: int) -> str:
    """A, B, …, Z, AA, AB, … for rows from 0."""
    found = ""
    row += 1
    while row:
        row, digit = divmod(row - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


def tiling(paper: Paper, width: float, height: float, margin: float, overlap: float) -> Tiling:
    """The tiling with the fewest sheets, or upright ones if there are as few. Raises `Refused` if
    margin and overlap leave hardly any of a sheet, or for very many sheets."""
    ways = [Tiling(way, width, height, margin, overlap) for way in paper.ways]
    usable = [way for way in ways if way.least_step >= LEAST]
    if not usable:
        message = (
            f"margins of {margin:g} mm and an overlap of {overlap:g} mm leave "
            f"{max(way.least_step for way in ways):.1f} mm of a sheet of {paper}"
        )
        hint = f"choose a larger sheet, or less of both; {LEAST:g} mm are needed"
        raise Refused([error("too-small", message, None, hint)])
    best = min(usable, key=lambda way: way.count)
    if best.count > MOST:
        message = f"the poster would take {best.count} sheets of {paper}"
        hint = f"choose a larger sheet or a smaller scale; {MOST} are the most"
        raise Refused([error("too-many", message, None, hint)])
    return best
