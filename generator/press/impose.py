"""Imposes a PDF: places its pages as pieces on sheets, with marks, or as a folding dummy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.problems import Problem, Refused, counted, error, warning
from . import booklet
from .booklet import Binding
from .dummy import dummy
from .grid import Grid, GridRequest, fit
from .imposition import PAIRED, Order, Sides, impose
from .original import ALIKE, Original, open_original, same_size
from .papers import Paper
from .pieces import Leaf, PageSize, leaves
from .plan import NOWHERE, Flip, Lines, Plan
from .sheetmarks import KINDS, SheetMark, marked, room_for_marks
from .sheets import write

ENOUGH: Final = 1.0  # the largest a page grows when it is made to fit
MOST_COPIES: Final = 50_000  # of pages on the sheets of one file
SOUGHT: Final = 1e-4  # how exactly a scale that fits is found


class ImposeOptions(Struct, frozen=True):
    """How to impose a file. Lengths are in mm. A gutter of None is as wide as both bleeds beside
    it. 0 columns or rows means as many as fit, or one in a booklet. `scale` is a factor; 0 means
    the largest that fits, up to 1. `creep` is the thickness of the paper. `pages` count from 1;
    empty means all pages."""

    paper: Paper
    booklet: bool = False
    pages: tuple[int, ...] = ()
    columns: int = 0
    rows: int = 0
    gutter: tuple[float, float] | None = None
    margin: float = 0.0
    bleed: float | None = None
    scale: float = 1.0
    order: Order = "repeat"
    sides: Sides | Literal["auto"] = "auto"
    flip: Flip = ""
    head_to_foot: bool = False
    binding: Binding | Literal["auto"] = "auto"
    creep: float = 0.0
    folds: Lines = NOWHERE
    marks: tuple[SheetMark, ...] = KINDS
    dummy: bool = False


class Imposed(Struct, frozen=True, eq=False):
    """The sheets as a PDF, their plan, the grid of each, the thing that took the room of more
    pieces if there is one, and the problems to report."""

    data: bytes
    plan: Plan
    grid: Grid
    sides: Sides
    pages: int
    scale: float
    room_taken: RoomTaken | None
    problems: tuple[Problem, ...]


def impose_pdf(data: bytes, name: str, options: ImposeOptions) -> Imposed:
    """The pages of a PDF on sheets. `name` is the file's name in the slug. The same bytes and
    options give the same sheets. Raises `Refused`, with lengths in mm, if pages do not fit or have
    several sizes, or the file cannot be read."""
    original = open_original(data, options.bleed)
    if options.pages:
        original = original.chosen(options.pages)
    same_size(original.pages)
    sizes = [page.size for page in original.pages]
    problems = [*original.problems, *_bleedless(original, options)]
    sides = _sides(options, len(sizes))
    options = replace(options, scale=options.scale or _largest(options, sizes, sides))
    pieces, more = _pieces(options, original, sizes, sides)
    grid = _grid(options, pieces, sides)
    _refuse_too_many(options, len(sizes), grid)
    plan = impose(
        pieces,
        grid,
        order=options.order,
        sides=sides,
        flip=options.flip,
        head_to_foot=options.head_to_foot,
    )
    sheets = []
    for sheet in plan.sheets:
        done = marked(sheet, options.marks, [name, sheet.name, *_slug(plan, options, grid)])
        sheets.append(done.sheet)
        for entry in done.left_out:
            message = f'there is no room on the sheet for "{entry}" in its slug'
            problems.append(warning("slug", message))
    plan = replace(plan, sheets=tuple(sheets))
    if options.dummy:
        plan = dummy(plan, tuple(page.index + 1 for page in original.pages))
    written, found = write(original, plan)
    reported = tuple(dict.fromkeys((*problems, *more, *found)))
    room_taken = _room_taken(options, pieces, sides, grid)
    return Imposed(written, plan, grid, sides, len(sizes), options.scale, room_taken, reported)


def _sides(options: ImposeOptions, count: int) -> Sides:
    """Two sides for a booklet and for pages in pairs, unless the options say otherwise."""
    if options.booklet:
        if options.sides in {"auto", "one"}:
            return "sheetwise"
    elif options.sides == "auto":
        return "sheetwise" if count % 2 == 0 else "one"
    assert options.sides != "auto"
    return options.sides


def _pieces(
    options: ImposeOptions, original: Original, sizes: Sequence[PageSize], sides: Sides
) -> tuple[tuple[Leaf, ...], list[Problem]]:
    """The pieces to cut out, and the problems to report."""
    if not options.booklet:
        problems = []
        if sides != "one" and len(sizes) % 2:
            problems.append(
                warning("blank", f"the back of the last page, {len(sizes)}, stays blank")
            )
        two = sides != "one"
        return leaves(sizes, two_sided=two, scale=options.scale, folds=options.folds), problems
    problems = []
    added = booklet.blanks(len(sizes))
    if added:
        pages = f"{counted(added, 'blank page')} at the end"
        total = len(sizes) + added
        message = f"{counted(len(sizes), 'page')} make a booklet of {total}, with {pages}"
        problems.append(warning("blank", message))
    binding = options.binding
    if binding == "auto":
        binding = "right" if original.leftwards else "left"
    made = booklet.spreads(sizes, binding=binding, thickness=options.creep, scale=options.scale)
    return made, problems


def _grid(
    options: ImposeOptions, pieces: Sequence[Leaf], sides: Sides, *, bleeds: bool = True
) -> Grid:
    """The grid of pieces on the sheet, with bleeds or without. Raises `Refused`."""
    faces = [face for leaf in pieces for face in (leaf.front, leaf.back) if face]
    widest = max((max(face.bleed) for face in faces), default=0.0) if bleeds else 0.0
    across, down = options.gutter if options.gutter is not None else (2 * widest, 2 * widest)
    paired = PAIRED.get(sides, "")
    columns, rows = options.columns, options.rows
    if options.booklet and not columns and not rows:
        columns, rows = (2 if paired == "columns" else 1), (2 if paired == "rows" else 1)
    odd = (paired == "columns" and columns % 2) or (paired == "rows" and rows % 2)
    if odd:
        message = f"a sheet for work-and-{sides} needs an even number of {paired}"
        raise Refused(
            [error("uneven", message, None, f"leave --{paired} out, or give an even one")]
        )
    edge = max(options.margin, widest, room_for_marks(widest, options.marks))
    width, height = faces[0].width, faces[0].height
    return fit(options.paper, GridRequest(width, height, across, down, edge, columns, rows, paired))


class RoomTaken(NamedTuple):
    """What takes the room of more pieces: how many pieces a sheet holds without it, its name, and
    the options that leave it out."""

    places: int
    what: str
    options: str


def _room_taken(
    options: ImposeOptions, pieces: Sequence[Leaf], sides: Sides, grid: Grid
) -> RoomTaken | None:
    """What takes the room of more pieces: marks, or bleed if only one piece fits, as on a sheet
    exactly as large as two."""
    if options.booklet or options.columns or options.rows or not options.marks:
        return None
    bare = replace(options, marks=())
    ways = [("marks", "--marks none", _grid(bare, pieces, sides))]
    if grid.count == 1:
        flush = replace(bare, gutter=(0.0, 0.0))
        typed = "--marks none --bleed 0 --gutter 0"
        ways.append(("marks and bleed", typed, _grid(flush, pieces, sides, bleeds=False)))
    found = (RoomTaken(other.count, what, typed) for what, typed, other in ways)
    return next((each for each in found if each.places > grid.count), None)


def _refuse_too_many(options: ImposeOptions, pages: int, grid: Grid) -> None:
    """Refuse more copies than can be drawn in any reasonable time."""
    copies = pages * (grid.count if options.order == "repeat" else 1)
    if copies > MOST_COPIES:
        message = (
            f"{counted(pages, 'page')}, each {grid.count} times on its sheet, are {copies:,} copies"
        )
        hint = "take fewer pages at a time with --pages, or use --order stack"
        raise Refused(
            [error("too-many", f"{message}; at most {MOST_COPIES:,} are placed", None, hint)]
        )


def _largest(options: ImposeOptions, sizes: Sequence[PageSize], sides: Sides) -> float:
    """The largest scale, up to the pages' own size, at which the request fits."""
    if not options.booklet and not (options.columns and options.rows):
        hint = "give --columns and --rows, or the scale in per cent"
        raise Refused([error("scale", "how large pages can be depends on how many", None, hint)])

    def fits(scale: float) -> bool:
        if options.booklet:
            pieces = booklet.spreads(sizes, scale=scale)
        else:
            pieces = leaves(sizes, two_sided=sides != "one", scale=scale)
        try:
            _grid(options, pieces, sides)
        except Refused:
            return False
        return True

    if fits(ENOUGH):
        return ENOUGH
    low, high = 0.01, ENOUGH
    if not fits(low):
        return ENOUGH  # and the grid says what is in the way
    while high - low > SOUGHT:
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return round(low - SOUGHT / 2, 4)


def _slug(plan: Plan, options: ImposeOptions, grid: Grid) -> Iterator[str]:
    """The entries of the slug on every sheet."""
    yield f"{grid.columns} × {grid.rows} on {grid.paper}"
    if plan.flip:
        yield f"turn on the {plan.flip} edge"
    if options.scale != 1:
        yield f"at {options.scale:.1%}"
    if options.creep:
        yield f"creep {options.creep:g} mm a sheet"
    if options.dummy:
        yield "folding dummy"


def _bleedless(original: Original, options: ImposeOptions) -> Iterator[Problem]:
    """Report pages with less bleed than the options ask for."""
    if not options.bleed:
        return
    short = [page.index + 1 for page in original.pages if min(page.bleed) < options.bleed - ALIKE]
    if short:
        message = f"page {short[0]} has less than {options.bleed:g} mm of bleed on some side"
        yield warning(
            "bleed", message, None, "make the file with bleed, and say so in its BleedBox"
        )
