"""Finds how many pieces fit on a sheet, and where each stands."""

from typing import Final, NamedTuple

from msgspec import Struct

from generator.problems import Problem, Refused, error
from .papers import Paper
from .plan import Edges, SheetBox

EXACT: Final = 0.2  # mm; boxes in whole points are over or short by up to half of one
MOST: Final = 100  # columns, and rows


class GridRequest(NamedTuple):
    """A request for a grid: a trimmed size, gutters between columns and between rows, and `edge`,
    the least distance from a piece's trim to the sheet's edge, all in mm. 0 columns or rows means
    as many as fit. `paired` asks for an even number of columns or of rows."""

    width: float
    height: float
    across: float = 0.0
    down: float = 0.0
    edge: float = 0.0
    columns: int = 0
    rows: int = 0
    paired: str = ""  # "columns" or "rows"


class Slot(NamedTuple):
    """A place on a sheet for a piece, turned or upright, and the bleed that the piece may have
    there."""

    box: SheetBox
    room: Edges


class Grid(Struct, frozen=True):
    """Pieces in columns and rows in the middle of a sheet, all turned by a quarter or all
    upright."""

    paper: Paper
    ask: GridRequest
    columns: int
    rows: int
    turned: bool

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def margin(self) -> float:
        """The space left beside all pieces, across or down, whichever is less, in mm."""
        ask = self.ask
        width, height = (ask.height, ask.width) if self.turned else (ask.width, ask.height)
        return min(
            self.paper.width - _extent(width, ask.across, self.columns),
            self.paper.height - _extent(height, ask.down, self.rows),
        )

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots row by row from the top left. A piece bleeds to the middle of the gutter, or to
        the sheet's edge if it has no neighbour."""
        ask = self.ask
        width, height = (ask.height, ask.width) if self.turned else (ask.width, ask.height)
        left = max(0.0, (self.paper.width - _extent(width, ask.across, self.columns)) / 2)
        top = max(0.0, (self.paper.height - _extent(height, ask.down, self.rows)) / 2)
        across, down = ask.across / 2, ask.down / 2
        return tuple(
            Slot(
                SheetBox(
                    left + column * (width + ask.across),
                    top + row * (height + ask.down),
                    width,
                    height,
                ),
                Edges(
                    across if column else left,
                    down if row else top,
                    across if column < self.columns - 1 else left,
                    down if row < self.rows - 1 else top,
                ),
            )
            for row in range(self.rows)
            for column in range(self.columns)
        )


def _extent(size: float, gutter: float, count: int) -> float:
    return count * size + (count - 1) * gutter


def fit(paper: Paper, ask: GridRequest) -> Grid:
    """The grid with the most pieces. Among equals it is one with upright pieces, and then with the
    widest margin. Raises `Refused`, with the missing length in mm."""
    grids = [_grid(way, ask, turned) for way in paper.ways for turned in (False, True)]
    most = max(grids, key=lambda grid: (grid.count, not grid.turned, round(grid.margin, 3)))
    if most.count:
        return most
    raise Refused([_too_large(paper, ask)])


def _grid(paper: Paper, ask: GridRequest, turned: bool) -> Grid:
    width, height = (ask.height, ask.width) if turned else (ask.width, ask.height)
    columns = _most(paper.width - 2 * ask.edge, width, ask.across, ask.columns)
    rows = _most(paper.height - 2 * ask.edge, height, ask.down, ask.rows)
    if ask.paired == "columns":
        columns -= columns % 2
    elif ask.paired == "rows":
        rows -= rows % 2
    return Grid(paper, ask, columns, rows, turned)


def _most(room: float, size: float, gutter: float, wanted: int) -> int:
    """The number that fits, or `wanted` if that fits, or 0."""
    count = min(MOST, max(0, int((room + gutter + EXACT) // (size + gutter))))
    return count if not wanted else (wanted if wanted <= count else 0)


def _too_large(paper: Paper, ask: GridRequest) -> Problem:
    """The problem that says how much too large the nearest grid is."""
    columns = ask.columns or (2 if ask.paired == "columns" else 1)
    rows = ask.rows or (2 if ask.paired == "rows" else 1)
    ways = []
    for way in paper.ways:
        for width, height in ((ask.width, ask.height), (ask.height, ask.width)):
            wide = _extent(width, ask.across, columns) + 2 * ask.edge - way.width
            high = _extent(height, ask.down, rows) + 2 * ask.edge - way.height
            ways.append((max(wide, 0.0) + max(high, 0.0), wide, high))
    _, wide, high = min(ways)
    short = [
        f"{by:.1f} mm {word}" for by, word in ((wide, "too wide"), (high, "too high")) if by > EXACT
    ]
    many = columns * rows > 1
    several = f"{columns} × {rows} pieces" if many else "a piece"
    return error(
        "too-large",
        f"{several} of {ask.width:.1f} × {ask.height:.1f} mm, with {ask.edge:.1f} mm round all "
        f"for bleed, marks and margin, {'do' if many else 'does'} not fit on {paper}",
        None,
        "choose a larger sheet, fewer pieces or a smaller gutter, leave marks out or scale it",
        [f"together {' and '.join(short)}, whichever way they are turned"] if short else [],
    )
