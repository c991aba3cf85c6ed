"""Sheets for a desktop printer: a poster over several, small pieces side by side, a booklet, and a
test sheet to fold. All come from the functions of `cease impose` and `cease tile`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.design.formats import Format
from generator.press.impose import Imposed, ImposeOptions, impose_pdf
from generator.press.papers import PAPERS, paper
from generator.press.plan import NOWHERE, Lines
from generator.press.tile import TileOptions, tile_pdf
from generator.problems import Refused

DeskUse: TypeAlias = Literal["poster", "smaller-poster", "several", "booklet", "test"]
SHEET: Final = "a4"  # what a desktop printer takes
LARGE: Final = "a3"  # what larger ones take
_EDGE: Final = 5.0  # mm that few printers can print on
_LEAST: Final = 0.9  # a poster this much smaller still hangs as it was meant
_SLACK: Final = 0.5  # mm


class DeskSheets(Struct, frozen=True):
    """Sheets as a PDF of so many `sides`. There are `sheets` of a `paper`, with so many `places` on
    each side of it, or so many `across` and `down`, at a `scale`. They are printed on both sides if
    they `turn` on an edge."""

    use: DeskUse
    name: str
    data: bytes
    sides: int
    paper: str
    sheets: int
    places: int = 1
    across: int = 1
    down: int = 1
    scale: float = 1.0
    turn: str = ""


def desk_sheets(
    data: bytes, name: str, pages: int, size: tuple[float, float], drawn: Format
) -> Iterator[DeskSheets]:
    """The sheets that suit a finished file, by its name, its pages and their size (mm). `drawn` is
    the format of its piece."""
    stem = name.removesuffix(".pdf")
    if _larger(size, PAPERS[SHEET]):
        yield from _posters(data, stem)
    elif pages <= 2:
        yield from _several(data, name, _folds(drawn))
    elif pages > 4:
        yield from _booklet(data, name, size)
    if any(len(side.panels) > 1 for side in drawn.sides.values()):
        yield from _test(data, name)


def _larger(size: tuple[float, float], than: tuple[float, float]) -> bool:
    return any(edge > most + _SLACK for edge, most in zip(sorted(size), sorted(than), strict=True))


def _folds(drawn: Format) -> Lines:
    """The folds of a piece, if both of its sides have them in the same places."""
    sides = [list(side.panels.values()) for side in drawn.sides.values()]
    if not sides or any(side != side[::-1] for side in sides):
        return NOWHERE
    return Lines(tuple(accumulate(sides[0][:-1])))


def _posters(data: bytes, stem: str) -> Iterator[DeskSheets]:
    """A poster in its own size, and one that is a little smaller if that takes fewer sheets."""
    options = TileOptions(paper(SHEET), cover=True)
    made = tile_pdf(data, stem, options)
    found = made.tilings[0]
    yield DeskSheets(
        "poster",
        f"{stem}--tiles.pdf",
        made.data,
        len(made.plan.sheets),
        SHEET.upper(),
        found.count,
        across=found.columns,
        down=found.rows,
    )
    fewer = [each for each in made.smaller(0) if each[0] >= 100 * _LEAST]
    if fewer:
        percent, count = fewer[-1]
        less = tile_pdf(data, stem, replace(options, scale=percent / 100))
        tiling = less.tilings[0]
        yield DeskSheets(
            "smaller-poster",
            f"{stem}--tiles-{percent:g}-percent.pdf",
            less.data,
            len(less.plan.sheets),
            SHEET.upper(),
            count,
            across=tiling.columns,
            down=tiling.rows,
            scale=percent / 100,
        )


def _several(data: bytes, name: str, folds: Lines) -> Iterator[DeskSheets]:
    """Several of a small piece on a sheet, with marks if they take no room."""
    options = ImposeOptions(paper(SHEET), gutter=(0.0, 0.0), margin=_EDGE, folds=folds)
    tries = [options, replace(options, margin=0.0, marks=())]
    made = [found for each in tries if (found := _imposed(data, name, each))]
    best = max(made, key=lambda each: each.grid.count, default=None)
    if best is not None and best.grid.count > 1:
        yield _sheets("several", name, "imposed", best)


def _booklet(data: bytes, name: str, size: tuple[float, float]) -> Iterator[DeskSheets]:
    """Pages two on a side, to be folded and stapled."""
    sheet = LARGE if _larger(size, PAPERS["a5"]) else SHEET
    made = _imposed(data, name, ImposeOptions(paper(sheet), booklet=True, marks=()))
    if made is not None:
        yield _sheets("booklet", name, "booklet", made)


def _test(data: bytes, name: str) -> Iterator[DeskSheets]:
    """A sheet with numbers in place of pages, to be printed and folded before any other."""
    made = _imposed(data, name, ImposeOptions(paper(SHEET), marks=(), dummy=True))
    if made is not None:
        yield _sheets("test", name, "test", made)


def _imposed(data: bytes, name: str, options: ImposeOptions) -> Imposed | None:
    """The pages on sheets; None if they do not fit."""
    try:
        return impose_pdf(data, name, options)
    except Refused:
        return None


def _sheets(use: DeskUse, name: str, ending: str, made: Imposed) -> DeskSheets:
    sides = len(made.plan.sheets)
    both = made.sides != "one"
    return DeskSheets(
        use,
        f"{name.removesuffix('.pdf')}--{ending}.pdf",
        made.data,
        sides,
        made.grid.paper.name,
        sides // 2 if both else sides,
        places=made.grid.count,
        turn=made.plan.flip if both else "",
    )
