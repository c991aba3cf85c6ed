"""`cease impose` and `cease tile`: the pages of any PDF on sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct, to_builtins

from generator.bounded import Bounds, Task, run
from generator.jobs.publish import publish
from generator.pdfobjects.file import MAX_PDF
from generator.press.impose import Imposed, ImposeOptions, impose_pdf
from generator.press.plan import Placement, Plan, Sheet, SheetBox
from generator.press.tile import Tiled, TileOptions, tile_pdf
from generator.problems import Refused, counted
from generator.source.project_files import read_named
from .session import USAGE, Session

_UNREADABLE: Final = frozenset({"damaged", "not-a-pdf"})
_HINT: Final = (
    "take fewer pages at a time with --pages, or make the file again with another program"
)

_MOST_SMALLER: Final = 3  # of what smaller scales save

Options = TypeVar("Options")
Sheets = TypeVar("Sheets", Imposed, Tiled)


def impose(session: Session, file: Path, out: Path, options: ImposeOptions) -> None:
    """Write the sheets, whole or not at all, and print what is on them."""
    made = _write_sheets(session, file, out, "put on sheets", impose_pdf, file.name, options)
    grid = made.grid
    session.document |= {
        "pages": made.pages,
        "columns": grid.columns,
        "rows": grid.rows,
        "turned": grid.turned,
        "scale": made.scale,
        "work": made.sides,
        "turn_on": made.plan.flip or None,
        "without": made.room_taken and made.room_taken._asdict(),
        "sides": _sides(made.plan),
    }
    session.say(f"{out}: {_imposed(made)}")


def _imposed(made: Imposed) -> str:
    grid, plan = made.grid, made.plan
    pieces = counted(grid.count, "place")
    said = f"{counted(len(plan.sheets), 'side')} of {grid.paper}, {pieces} on each"
    said += f" ({grid.columns} × {grid.rows}{', turned' if grid.turned else ''})"
    if made.scale != 1:
        said += f", at {made.scale:.1%}"
    if plan.flip:
        said += f"; turn the sheets on their {plan.flip} edge"
    if more := made.room_taken:
        said += f"; {more.what} take room: {more.places} fit with {more.options}"
    return said


def tile(session: Session, file: Path, out: Path, options: TileOptions) -> None:
    """Write the tiles, whole or not at all, and print how many there are."""
    made = _write_sheets(session, file, out, "spread over sheets", tile_pdf, file.stem, options)
    posters = [to_builtins(TiledPoster.of(made, page)) for page in range(len(made.tilings))]
    session.document |= {"posters": posters, "sides": _sides(made.plan)}
    said = Counter(_tiled(made, page) for page in range(len(made.tilings)))
    for words, times in said.items():
        session.say(f"{out}: {words}" + (f", for each of {times} pages" if times > 1 else ""))


def _tiled(made: Tiled, page: int) -> str:
    found = made.tilings[page]
    said = (
        f"{found.width:.0f} × {found.height:.0f} mm on {counted(found.count, 'sheet')} of "
        f"{found.paper}, {found.columns} across and {found.rows} down"
    )
    saved = [
        f"{count} with --scale {scale:g}%" for scale, count in made.smaller(page)[:_MOST_SMALLER]
    ]
    return said + (f" ({', '.join(saved)})" if saved else "")


def _write_sheets(
    session: Session,
    file: Path,
    out: Path,
    done: str,
    work: Callable[[bytes, str, Options], Sheets],
    name: str,
    options: Options,
) -> Sheets:
    """Do the `work` on a file, within bounds, and write its sheets, whole or not at all. A message
    names what could not be `done`."""
    try:
        data = read_named(file, MAX_PDF)
        task = Task(f'"{file}"', done, hint=_HINT)
        made = run(task, Bounds(), work, data, name, options)
    except Refused as refused:
        if any(problem.rule in _UNREADABLE for problem in refused.problems):
            session.leave(USAGE)
        raise
    publish(out, made.data)
    session.report(made.problems)
    session.document["file"] = str(out)
    return made


class SmallerPoster(Struct, frozen=True):
    """A smaller scale, and the sheets that it takes."""

    scale_percent: float
    sheets: int


class TiledPoster(Struct, frozen=True):
    """A page spread over sheets, and the smaller scales that take fewer of them."""

    width_mm: float
    height_mm: float
    columns: int
    rows: int
    smaller: tuple[SmallerPoster, ...]

    @classmethod
    def of(cls, made: Tiled, page: int) -> TiledPoster:
        found = made.tilings[page]
        smaller = tuple(SmallerPoster(*each) for each in made.smaller(page))
        width, height = round(found.width, 3), round(found.height, 3)
        return cls(width, height, found.columns, found.rows, smaller)


class PlacedPage(Struct, frozen=True):
    """A page where a sheet's side has it: from 1, None for a blank one; boxes in mm."""

    page: int | None
    box_mm: SheetBox
    clip_mm: SheetBox
    turned: int
    scale: float

    @classmethod
    def of(cls, place: Placement) -> PlacedPage:
        page = None if place.page is None else place.page + 1
        return cls(page, _rounded(place.box), _rounded(place.clip), place.turned, place.scale)


class SheetSide(Struct, frozen=True):
    """A side of a sheet, with the pages on it."""

    name: str
    width_mm: float
    height_mm: float
    trim_mm: SheetBox
    bleed_mm: SheetBox
    placements: tuple[PlacedPage, ...]

    @classmethod
    def of(cls, sheet: Sheet) -> SheetSide:
        trim, bleed = _rounded(sheet.trim), _rounded(sheet.bleed)
        placements = tuple(map(PlacedPage.of, sheet.placements))
        return cls(sheet.name, sheet.width, sheet.height, trim, bleed, placements)


def _sides(plan: Plan) -> list[dict[str, object]]:
    return [to_builtins(SheetSide.of(sheet)) for sheet in plan.sheets]


def _rounded(box: SheetBox) -> SheetBox:
    return SheetBox(*(round(value, 3) for value in box))
