"""Tiles a PDF's pages: each becomes a poster over several sheets."""

from collections.abc import Iterator
from math import floor
from typing import Final

from msgspec import Struct

from generator.problems import Problem, warning
from .cover import cover
from .original import ALIKE, OriginalPage, open_original
from .papers import Paper
from .plan import Placement, Plan, Sheet, SheetBox
from .sheets import write
from .tilemarks import labelled, tile_marks
from .tiles import Tiling, savings, tiling

OVERLAP: Final = 10.0  # mm
MARGIN: Final = 5.0  # mm that few printers cannot print on
WORTH: Final = 0.95  # a poster this little smaller looks the same
REPORTED: Final = 0.8  # savings of posters down to this factor are reported


class TileOptions(Struct, frozen=True):
    """How to tile a poster, lengths in mm. It becomes as large as fits the paper `to`, or `scale`
    times its own size. `pages` count from 1; empty means all pages."""

    paper: Paper
    pages: tuple[int, ...] = ()
    margin: float = MARGIN
    overlap: float = OVERLAP
    scale: float = 1.0
    to: Paper | None = None
    cover: bool = False


class Tiled(Struct, frozen=True, eq=False):
    """The sheets as a PDF, their plan, the tiling and scale of each page, and the problems to
    report."""

    data: bytes
    plan: Plan
    tilings: tuple[Tiling, ...]
    scales: tuple[float, ...]
    problems: tuple[Problem, ...]

    def smaller(self, page: int) -> list[tuple[float, int]]:
        """Smaller scales of a page in per cent, each with the number of sheets that it takes."""
        found, scale = self.tilings[page], self.scales[page]
        return [(percent(scale * factor), count) for factor, count in savings(found, REPORTED)]


def tile_pdf(data: bytes, name: str, options: TileOptions) -> Tiled:
    """Each page of a PDF over several sheets. `name` is its heading on the cover sheet. The same
    bytes and options give the same sheets. Raises `Refused`."""
    original = open_original(data)
    if options.pages:
        original = original.chosen(options.pages)
    problems = list(original.problems)
    sheets: list[Sheet] = []
    tilings = []
    scales = []
    for number, page in enumerate(original.pages):
        scale, more = _scale(page, options)
        problems += more
        found = tiling(
            options.paper, page.width * scale, page.height * scale, options.margin, options.overlap
        )
        tilings.append(found)
        scales.append(scale)
        heading = name if len(original.pages) == 1 else f"{name}, page {page.index + 1}"
        if options.cover:
            sheets.append(cover(found, number, heading, scale))
        sheets += _sheets(found, number, scale)
        problems += [*_slivers(found, scale), *_unlabelled(found)]
    plan = Plan(tuple(sheets))
    written, found_later = write(original, plan)
    reported = tuple(dict.fromkeys((*problems, *found_later)))
    return Tiled(written, plan, tuple(tilings), tuple(scales), reported)


def _scale(page: OriginalPage, options: TileOptions) -> tuple[float, list[Problem]]:
    """How many times larger the poster becomes."""
    if options.to is None:
        return options.scale, []
    width, height = options.to.width, options.to.height
    if (width > height) != (page.width > page.height) and not options.to.fixed:
        width, height = height, width
    scale = min(width / page.width, height / page.height)
    wide, high = page.width * scale, page.height * scale
    if max(width - wide, height - high) < 10 * ALIKE:
        return scale, []
    message = (
        f"page {page.index + 1} has not the proportions of {options.to}: it becomes "
        f"{wide:.0f} × {high:.0f} mm"
    )
    return scale, [warning("proportions", message)]


def _sheets(found: Tiling, number: int, scale: float) -> Iterator[Sheet]:
    poster = SheetBox(0, 0, found.width, found.height)
    for tile in found.tiles:
        placement = Placement(number, tile.on_sheet(poster), 0, tile.sheet, scale)
        yield Sheet(
            tile.label,
            found.paper.width,
            found.paper.height,
            (placement,),
            trim=tile.on_sheet(tile.kept),
            bleed=tile.sheet,
            marks=tile_marks(found, tile),
        )


def _slivers(found: Tiling, scale: float) -> Iterator[Problem]:
    """Report a poster that takes more sheets and is hardly larger."""
    for factor, count in savings(found, WORTH)[:1]:
        yield warning(
            "sliver",
            f"the poster takes {found.count} sheets, and {count} if it is {1 - factor:.1%} smaller",
            None,
            f"give --scale {percent(scale * factor):g}%",
        )


def percent(scale: float) -> float:
    """A scale in per cent, rounded down."""
    return floor(scale * 1000) / 10


def _unlabelled(found: Tiling) -> Iterator[Problem]:
    without = [tile.label for tile in found.tiles if not labelled(found, tile)]
    if without and found.count > 1:
        message = f"there is no room for the label of {', '.join(without[:12])}"
        yield warning("label", message, None, "give --overlap more room")
