"""QR codes as outlines: the smallest version that holds the address."""

from collections.abc import Iterator, Sequence
from itertools import chain, compress
from typing import Final, TypeAlias

from msgspec import Struct

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.page import Path, Segment
from .codewords import encoded
from .qr_masks import best_mask
from .qr_versions import FormatInputs, VersionInputs

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
        lines = range(self.side + 1)
        xs, ys = [x + line * module for line in lines], [y + line * module for line in lines]
        segments: list[Segment] = []
        for (first, top), *corners in self.contours:
            segments.append(("M", xs[first], ys[top]))
            segments += [("L", xs[column], ys[row]) for column, row in corners]
            segments.append(("Z",))
        return tuple(segments)


@frozen_inputs
class CodeInputs(KeptInputs[Code]):
    """The symbol for an address: the smallest version at error correction M, and the strongest
    correction that the same version still holds."""

    kept_as = Code
    target: str

    def make(self, cache: Cache) -> Code:
        return code(self.target, cache)

    def result_size(self, result: Code) -> int:
        return 200 * result.side * result.side


def code(target: str, cache: Cache) -> Code:
    """The symbol for an address, made now (see `CodeInputs`)."""
    found = encoded(target)
    version = cache.get(VersionInputs(found.version))
    bare = version.filled(found.codewords(cache))
    mask = best_mask(bare, version)
    named = cache.get(FormatInputs(found.version, found.level, mask))
    return Code(version.side, _contours(bare ^ version.masks[mask] | named, version.side))


GridPoint: TypeAlias = tuple[int, int]  # a column and a row of the lines between modules


def _contours(symbol: int, side: int) -> tuple[tuple[GridPoint, ...], ...]:
    """The edges between dark and light modules of a symbol, joined into closed contours.

    A walk with the dark on the right hand makes outer edges clockwise (y down) and holes the other
    way, so that either fill rule paints the same. Touching modules share no edge, so no hairline
    can show between them. Where two dark modules touch at a corner, the walk turns right: each
    keeps an outline of its own. A point in column c and row r has the number c × width + r.
    """
    bits, width = f"{symbol:0{side * side}b}"[::-1], side + 1
    rows = [bits[at : at + side] for at in range(0, side * side, side)]
    columns = [bits[at::side] for at in range(side)]
    by_row = [*chain.from_iterable(range(row, width * width, width) for row in range(width))]
    below, above = _edges(rows, by_row)
    after, before = _edges(columns, range(width * width))
    right, left = dict(below), {last: first for first, last in above}
    down, up = dict(before), {last: first for first, last in after}
    edges = right, down, left, up
    starts = sorted({*right, *down})
    found = ((start, heading) for start in starts for heading in (0, 1) if start in edges[heading])
    return tuple(
        tuple([divmod(point, width) for point in _walk(edges, start, heading)])
        for start, heading in found
    )


def _walk(edges: Sequence[dict[int, int]], start: int, heading: int) -> list[int]:
    """The corners of a contour. Its edges are taken out of the others, which are by their heading:
    right, down, left, up."""
    at, corners = start, []
    while True:
        corners.append(at)
        at = edges[heading].pop(at)
        if at == start:
            return corners
        turn = (heading + 1) % 4
        heading = turn if at in edges[turn] else (heading + 3) % 4


EdgeRuns: TypeAlias = Iterator[tuple[int, int]]


def _edges(rows: Sequence[str], points: Sequence[int]) -> tuple[EdgeRuns, EdgeRuns]:
    """The edges between rows of modules, written in bits, from point to point: those with the dark
    in the row after them, and those with the dark in the row before. `points` has the numbers of
    the points, row after row."""
    # each row ends with one light module more, so that no edge goes on in the next row
    after = int("0".join(rows)[::-1], 2)
    before = after << len(rows) + 1

    def ends(edges: int) -> EdgeRuns:
        beyond = edges << 1
        return zip(where(edges & ~beyond), where(beyond & ~edges), strict=True)

    def where(bits: int) -> Iterator[int]:
        dark = f"{bits:0{len(points)}b}"[::-1].encode().translate(_DIGITS)
        return compress(points, dark)

    return ends(after & ~before), ends(before & ~after)


_DIGITS: Final = bytes(byte & 1 for byte in range(256))  # of each character "0" or "1"
