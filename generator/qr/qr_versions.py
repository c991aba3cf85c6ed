"""What all QR codes of a version share: its modules but for the data, and the order of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs

if TYPE_CHECKING:
    from qrcode import QRCode

MASKS: Final = range(8)
_PERIOD: Final = 12  # modules after which each mask repeats itself, in rows and in columns
_TIMING: Final = 6  # the column that the pairs of columns with data leave out


class Version(Struct, frozen=True):
    """The modules of a version of `side` by `side`, as numbers: that of column c in row r is bit
    r × side + c. `fixed` are the dark ones of its patterns, `masks` what each mask turns over, and
    `bits` for each module, from the last to the first, the number of its bit; one past the last bit
    for a module that holds none."""

    side: int
    fixed: int
    masks: tuple[int, ...]
    bits: tuple[int, ...]
    count: int

    def filled(self, data: bytes) -> int:
        """The symbol of some codewords, without a mask and without what names its format."""
        bits = f"{int.from_bytes(data):0{8 * len(data)}b}".ljust(self.count + 1, "0")
        return self.fixed | int("".join([bits[number] for number in self.bits]), 2)


@frozen_inputs
class VersionInputs(Inputs[Version]):
    """What all symbols of a version share."""

    version: int

    def make(self, cache: Cache) -> Version:
        symbol = _empty(self.version)
        side = symbol.modules_count
        symbol.setup_position_probe_pattern(0, 0)
        symbol.setup_position_probe_pattern(side - 7, 0)
        symbol.setup_position_probe_pattern(0, side - 7)
        symbol.setup_position_adjust_pattern()
        symbol.setup_timing_pattern()
        _set_format(symbol, None)
        free = [module is None for row in symbol.modules for module in row]
        places = [place for place in _zigzag(side) if free[place]]
        bits = [len(places)] * (side * side)
        for number, place in enumerate(places):
            bits[place] = number
        data = _number(free)
        masks = (mask & data for mask in _masks(side))
        fixed = _number(bool(module) for row in symbol.modules for module in row)
        return Version(side, fixed, tuple(masks), tuple(reversed(bits)), len(places))


@frozen_inputs
class FormatInputs(Inputs[int]):
    """The dark modules that name the level of correction, the mask and the version of a symbol."""

    version: int
    level: int
    mask: int

    def make(self, cache: Cache) -> int:
        symbol = _empty(self.version)
        symbol.error_correction = self.level
        _set_format(symbol, self.mask)
        return _number(bool(module) for row in symbol.modules for module in row)


def _empty(version: int) -> QRCode[None]:
    """A symbol of a version whose modules are all still to be set."""
    from qrcode import QRCode

    symbol: QRCode[None] = QRCode(version)
    symbol.modules_count = side = 17 + 4 * version
    symbol.modules = [[None] * side for _ in range(side)]
    return symbol


def _set_format(symbol: QRCode[None], mask: int | None) -> None:
    """Set the modules that name a symbol's format, light where there is no mask yet."""
    symbol.setup_type_info(mask is None, mask or 0)
    if symbol.version >= 7:
        symbol.setup_type_number(mask is None)


def _zigzag(side: int) -> Iterator[int]:
    """Every module in the order in which data fills them: two columns at a time from the right, up
    and down by turns."""
    up = True
    for column in range(side - 1, 0, -2):
        right = column if column > _TIMING else column - 1
        for row in range(side - 1, -1, -1) if up else range(side):
            yield row * side + right
            yield row * side + right - 1
        up = not up


def _masks(side: int) -> Iterator[int]:
    """What each mask turns over in a symbol that held nothing but data."""
    from qrcode.util import mask_func

    turns: Iterable[Callable[[int, int], bool]] = map(mask_func, MASKS)
    for turn in turns:
        rows = [
            "".join("01"[turn(row, column)] for column in range(_PERIOD)) for row in range(_PERIOD)
        ]
        whole = [(row * (side // _PERIOD + 1))[:side] for row in rows]
        yield int("".join(whole[row % _PERIOD] for row in range(side))[::-1], 2)


def _number(dark: Iterable[bool]) -> int:
    """Modules, row after row, as a number."""
    return int("".join(["01"[each] for each in dark])[::-1], 2)
