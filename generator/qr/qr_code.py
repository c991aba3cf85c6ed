"""QR codes as outlines: the smallest version that holds the address."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.page import Path, Segment
from .qr_masks import best_mask

QUIET = 4  # modules of clear ground on every side (ISO/IEC 18004)


class Code(Struct, frozen=True):
    """A symbol: its side in modules without the quiet zone, and the contours of its dark areas
    as corners in modules, outer edges clockwise and holes anticlockwise."""

    side: int
    contours: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def with_quiet_zone(self) -> int:
        return self.side + 2 * QUIET

    def path(self, x: float, y: float, module: float) -> Path:
        """One path for the whole symbol, its top left dark corner at x, y (mm)."""
        segments: list[Segment] = []
        for contour in self.contours:
            for number, (column, row) in enumerate(contour):
                place = (x + column * module, y + row * module)
                segments.append(("M" if number == 0 else "L", *place))
            segments.append(("Z",))
        return tuple(segments)


@frozen_inputs
class CodeInputs(Inputs[Code]):
    """The symbol for an address: the smallest version at error correction M, and the strongest
    correction that the same version still holds."""

    target: str

    def make(self, cache: Cache) -> Code:
        return code(self.target, cache)

    def result_size(self, result: Code) -> int:
        return 200 * result.side * result.side


def code(target: str, cache: Cache) -> Code:
    """The symbol for an address, made now (see `CodeInputs`)."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
    from qrcode.exceptions import DataOverflowError

    def fitted(level: int) -> qrcode.QRCode[None]:
        """The symbol in the smallest version at this level, without its modules, which take
        long."""
        symbol: qrcode.QRCode[None] = qrcode.QRCode(None, level, border=0)
        symbol.add_data(target, optimize=0)
        symbol.best_fit()
        return symbol

    best = fitted(ERROR_CORRECT_M)
    for level in (ERROR_CORRECT_Q, ERROR_CORRECT_H):
        try:
            stronger = fitted(level)
        except (DataOverflowError, ValueError):
            break
        if stronger.version != best.version:
            break
        best = stronger
    best.mask_pattern = best_mask(best, cache)
    best.make(fit=False)
    return Code(best.modules_count, _contours(best.modules))


GridPoint: TypeAlias = tuple[int, int]  # a column and a row of the lines between modules


def _contours(matrix: Sequence[Sequence[bool | None]]) -> tuple[tuple[GridPoint, ...], ...]:
    """The edges between dark and light, joined into closed contours.

    A walk with the dark on the right hand makes outer edges clockwise (y down) and holes the other
    way, so that either fill rule paints the same. Touching modules share no edge, so no hairline
    can show between them. Where two dark modules touch at a corner, the walk turns right: each
    keeps an outline of its own.
    """
    edges: list[dict[GridPoint, GridPoint]] = [{}, {}, {}, {}]
    right, down, left, up = edges
    for row, first, last, dark_below in _edges(matrix):
        if dark_below:
            right[first, row] = last, row
        else:
            left[last, row] = first, row
    for column, first, last, dark_after in _edges(zip(*matrix, strict=True)):
        if dark_after:
            up[column, last] = column, first
        else:
            down[column, first] = column, last
    starts = sorted({*right, *down})
    found = ((start, heading) for start in starts for heading in (0, 1) if start in edges[heading])
    return tuple(tuple(_walk(edges, start, heading)) for start, heading in found)


def _walk(
    edges: Sequence[dict[GridPoint, GridPoint]], start: GridPoint, heading: int
) -> Iterator[GridPoint]:
    """The corners of a contour. Its edges are taken out of the others, which are by their heading:
    right, down, left, up."""
    at = start
    while True:
        yield at
        at = edges[heading].pop(at)
        if at == start:
            return
        turn = (heading + 1) % 4
        heading = turn if at in edges[turn] else (heading + 3) % 4


def _edges(rows: Iterable[Sequence[bool | None]]) -> Iterator[tuple[int, int, int, bool]]:
    """The edges between rows of modules: the line, the column where each begins and the one where
    it ends, and whether the dark is in the row after the line."""
    dark = [sum(1 << column for column, module in enumerate(row) if module) for row in rows]
    for line, (before, after) in enumerate(pairwise((0, *dark, 0))):
        for is_after, found in ((True, after & ~before), (False, before & ~after)):
            rest = found
            while rest:
                first = (rest & -rest).bit_length() - 1
                carried = rest + (1 << first)
                yield line, first, (carried & -carried).bit_length() - 1, is_after
                rest &= carried
