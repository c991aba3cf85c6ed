"""Places pieces on sheets: which leaf stands in which place, and what is printed on its back."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from .grid import Grid, Slot
from .pieces import Leaf, PieceFace
from .plan import Edges, Flip, Lines, Placement, Plan, Sheet, SheetBox, Turn, around

# repeat: a sheet of each piece. stack: cut the pile of sheets, put the stacks upon one another,
# and the pieces are in order. across: in order on each sheet.
Order: TypeAlias = Literal["repeat", "stack", "across"]

# one: fronts only. sheetwise: a sheet of fronts, then one of backs. turn and tumble: fronts and
# backs on the same side of a sheet, which is printed, turned sideways or head over heels, and
# printed again from the same plate.
Sides: TypeAlias = Literal["one", "sheetwise", "turn", "tumble"]

# The line a sheet is turned about.
Axis: TypeAlias = Literal["upright", "level"]

PAIRED: Final[dict[Sides, str]] = {"turn": "columns", "tumble": "rows"}


class FilledSlot(NamedTuple):
    """A slot on a sheet with the face that stands there; None if it stays empty."""

    slot: Slot
    face: PieceFace | None
    turned: Turn


def impose(
    leaves: Sequence[Leaf],
    grid: Grid,
    *,
    order: Order = "repeat",
    sides: Sides = "one",
    flip: Flip = "",
    head_to_foot: bool = False,
) -> Plan:
    """The sheets that print `leaves`. `flip` is the edge on which a sheetwise sheet is turned; if
    it is empty, it is the edge that leaves backs upright. Backs stand head to head with their
    fronts, like the pages of a book, or head to foot, like those of a calendar."""
    axis = turning(grid, sides, flip)
    slots = _fronts(grid, sides)
    sheets: list[Sheet] = []
    for number, chosen in enumerate(_sequence(leaves, len(slots), order), 1):
        turn: Turn = 90 if grid.turned else 0
        fronts = [
            FilledSlot(slot, leaf.front if leaf else None, turn)
            for slot, leaf in zip(slots, chosen, strict=True)
        ]
        backs = [
            _behind(slot, leaf.back if leaf else None, turn, grid, axis, head_to_foot)
            for slot, leaf in zip(slots, chosen, strict=True)
        ]
        if sides == "one":
            sheets.append(_sheet(f"sheet {number}", grid, fronts))
        elif sides == "sheetwise":
            sheets.append(_sheet(f"sheet {number}, front", grid, fronts))
            sheets.append(_sheet(f"sheet {number}, back", grid, backs))
        else:
            sheets.append(_sheet(f"sheet {number}, both sides", grid, [*fronts, *backs]))
    alike = _bled_alike(sheets)
    if sides == "one":
        return Plan(alike)
    return Plan(alike, edge_of(grid, axis), duplex=sides == "sheetwise")


def _bled_alike(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with the bleed of the one that has most on every side, so that all have their
    marks in the same places."""
    bled = [(sheet.trim, sheet.bleed) for sheet in sheets]
    widest = max(
        max(
            trim.x - bleed.x, trim.y - bleed.y, bleed.right - trim.right, bleed.bottom - trim.bottom
        )
        for trim, bleed in bled
    )
    by = Edges(widest, widest, widest, widest)
    papers = (SheetBox(0, 0, sheet.width, sheet.height) for sheet in sheets)
    return tuple(
        replace(sheet, bleed=sheet.trim.grown(by).common(paper))
        for sheet, paper in zip(sheets, papers, strict=True)
    )


def turning(grid: Grid, sides: Sides, flip: Flip) -> Axis:
    """The line about which a sheet is turned: the way it is worked sets it, or the edge that it is
    turned on."""
    if sides == "tumble":
        return "level"
    if sides == "turn" or not flip:
        return "upright"
    return "upright" if flip == edge_of(grid, "upright") else "level"


def edge_of(grid: Grid, axis: Axis) -> Flip:
    """Whether that line is along the sheet's long edge or its short one."""
    lies = grid.paper.width > grid.paper.height
    return "short" if lies == (axis == "upright") else "long"


def _fronts(grid: Grid, sides: Sides) -> list[Slot]:
    """The places for fronts: all of them, or the half that turning brings to the other half."""
    if sides == "turn":
        half = grid.columns // 2
        return [slot for index, slot in enumerate(grid.slots) if index % grid.columns < half]
    if sides == "tumble":
        return list(grid.slots[: grid.count // 2])
    return list(grid.slots)


def _sequence(leaves: Sequence[Leaf], places: int, order: Order) -> Iterable[list[Leaf | None]]:
    """For each sheet the leaf in each place."""
    if order == "repeat":
        for leaf in leaves:
            yield [leaf] * places
        return
    sheets = -(-len(leaves) // places)
    for sheet in range(sheets):
        numbers = [
            place * sheets + sheet if order == "stack" else sheet * places + place
            for place in range(places)
        ]
        yield [leaves[number] if number < len(leaves) else None for number in numbers]


def _behind(
    slot: Slot, face: PieceFace | None, turn: Turn, grid: Grid, axis: Axis, head_to_foot: bool
) -> FilledSlot:
    """The place behind another, as it is seen once the sheet is turned over. A piece is upright
    there if it was turned about the line from its foot to its head, like a page of a book."""
    box, room = slot
    upright = axis == "upright"
    if upright:
        box = box._replace(x=grid.paper.width - box.right)
        room = Edges(room.right, room.top, room.left, room.bottom)
    else:
        box = box._replace(y=grid.paper.height - box.bottom)
        room = Edges(room.left, room.bottom, room.right, room.top)
    start = 0 if upright else 180
    return FilledSlot(Slot(box, room), face, _turn(start - turn + (180 if head_to_foot else 0)))


def _turn(degrees: int) -> Turn:
    turns: tuple[Turn, ...] = (0, 90, 180, 270)
    return turns[degrees // 90 % 4]


def _sheet(name: str, grid: Grid, filled: Sequence[FilledSlot]) -> Sheet:
    """A side with its pieces. Its boxes and lines are those of all its places, so that all sheets
    of a job are cut alike."""
    paper = SheetBox(0, 0, grid.paper.width, grid.paper.height)
    placements = [placement for place in filled for placement in _placements(place, paper)]
    trim = around(slot.box for slot in grid.slots).common(paper)
    return Sheet(
        name,
        paper.width,
        paper.height,
        tuple(placements),
        trim,
        around([trim, *(placement.clip for placement in placements)]),
        _cuts(slot.box for slot in grid.slots),
        _folds(filled),
    )


def _placements(place: FilledSlot, paper: SheetBox) -> Iterable[Placement]:
    face = place.face
    if face is None:
        return
    stand, room = place.slot
    allowed = stand.grown(room).common(paper)
    for part in face.parts:
        box, clip = (
            each.turned(face.width, face.height, place.turned).moved(stand.x, stand.y)
            for each in (part.box, part.clip)
        )
        yield Placement(part.page, box, place.turned, clip.common(allowed), part.scale)


def _cuts(boxes: Iterable[SheetBox]) -> Lines:
    found = list(boxes)
    return Lines(
        _once(x for box in found for x in (box.x, box.right)),
        _once(y for box in found for y in (box.y, box.bottom)),
    )


def _folds(filled: Iterable[FilledSlot]) -> Lines:
    upright: list[float] = []
    level: list[float] = []
    for (box, _), face, turn in filled:
        if face is None:
            continue
        thin = [SheetBox(x, 0, 0, face.height) for x in face.folds.upright]
        thin += [SheetBox(0, y, face.width, 0) for y in face.folds.level]
        for line in (each.turned(face.width, face.height, turn) for each in thin):
            if line.width:
                level.append(box.y + line.y)
            else:
                upright.append(box.x + line.x)
    return Lines(_once(upright), _once(level))


def _once(places: Iterable[float]) -> tuple[float, ...]:
    """Each place once, to a thousandth of a millimetre."""
    return tuple(sorted({round(place, 3) for place in places}))
