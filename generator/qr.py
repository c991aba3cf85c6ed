"""QR codes as outlines: the smallest version that holds the address."""

from collections import defaultdict

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.page import Path, Segment

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
        return code(self.target)

    def result_size(self, result: Code) -> int:
        return 200 * result.side * result.side


def code(target: str) -> Code:
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
    best.make(fit=False)
    matrix = [[bool(cell) for cell in row] for row in best.modules]
    return Code(len(matrix), _contours(matrix))


def _contours(matrix: list[list[bool]]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The edges between dark and light, joined into closed contours.

    A walk with the dark on the right hand makes outer edges clockwise (y down) and holes the other
    way, so that either fill rule paints the same. Touching modules share no edge, so no hairline
    can show between them.
    """
    side = len(matrix)

    def dark(column: int, row: int) -> bool:
        return 0 <= row < side and 0 <= column < side and matrix[row][column]

    leaving: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for row in range(side):
        for column in range(side):
            if not matrix[row][column]:
                continue
            if not dark(column, row - 1):
                leaving[column, row].append((column + 1, row))
            if not dark(column + 1, row):
                leaving[column + 1, row].append((column + 1, row + 1))
            if not dark(column, row + 1):
                leaving[column + 1, row + 1].append((column, row + 1))
            if not dark(column - 1, row):
                leaving[column, row + 1].append((column, row))
    contours = []
    for start in sorted(leaving):
        while start in leaving:  # twice where two contours touch at a corner
            walk = [start, _take(leaving, start, None)]
            while walk[-1] != start:
                walk.append(_take(leaving, walk[-1], walk[-2]))
            contours.append(_corners(walk[:-1]))
    return tuple(contours)


def _take(
    leaving: dict[tuple[int, int], list[tuple[int, int]]],
    at: tuple[int, int],
    came: tuple[int, int] | None,
) -> tuple[int, int]:
    """The next edge from `at`. If two dark modules touch at a corner, it turns right: each keeps an
    outline of its own."""
    choices = leaving[at]
    chosen = choices[0]
    if len(choices) > 1 and came is not None:
        heading = (at[0] - came[0], at[1] - came[1])
        right = (at[0] - heading[1], at[1] + heading[0])
        chosen = right if right in choices else choices[0]
    choices.remove(chosen)
    if not choices:
        del leaving[at]
    return chosen


def _corners(walk: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """A closed walk without the points that lie on a straight edge."""
    count = len(walk)
    return tuple(
        point
        for index, point in enumerate(walk)
        if not (
            walk[index - 1][0] == point[0] == walk[(index + 1) % count][0]
            or walk[index - 1][1] == point[1] == walk[(index + 1) % count][1]
        )
    )
