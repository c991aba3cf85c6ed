"""Chooses the mask of a QR code (ISO/IEC 18004, 7.8.3): the one whose symbol has the least penalty.

A symbol is one number with a bit for each module, row after row, so that a rule is counted over the
whole symbol by a few operations. qrcode counts module by module, which takes ten times as long; its
choice is the same, and so is ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs

if TYPE_CHECKING:
    from qrcode import QRCode

_MASKS: Final = range(8)
_RUN: Final = 5  # modules of one colour in a line that cost something
# What looks like a finder: dark, light, 3 dark, light, dark, with four light modules on one side.
_FINDERS: Final = ("10111010000", "00001011101")
_BLOCK, _FINDER, _IMBALANCE = 3, 40, 10  # what each costs


class Masks(Struct, frozen=True):
    """What each mask turns over in a symbol of a version, as numbers of its modules."""

    turned: tuple[int, ...]


@frozen_inputs
class MasksInputs(Inputs[Masks]):
    """The masks of a version, over the modules that hold data."""

    version: int

    def make(self, cache: Cache) -> Masks:
        import qrcode
        from qrcode.util import mask_func

        symbol: QRCode[None] = qrcode.QRCode(self.version)
        side = 17 + 4 * self.version
        shown = []
        for byte in (0x00, 0xFF):  # enough for every module, and those that stay over
            symbol.data_cache = [byte] * (side * side // 8 + 1)
            symbol.makeImpl(True, 0)
            shown.append(_number(symbol.modules))
        data = shown[0] ^ shown[1]
        places = [(row, column) for row in range(side) for column in range(side)]
        every = (sum(f(*at) << n for n, at in enumerate(places)) for f in map(mask_func, _MASKS))
        return Masks(tuple(mask & data for mask in every))


def best_mask(symbol: QRCode[None], cache: Cache) -> int:
    """The mask with the least penalty for a symbol that has its data, the first of equals."""
    symbol.makeImpl(True, 0)
    masks = cache.get(MasksInputs(symbol.version)).turned
    bare = _number(symbol.modules) ^ masks[0]
    side = symbol.modules_count
    return min(_MASKS, key=lambda number: penalty(bare ^ masks[number], side))


def _number(modules: Iterable[Iterable[bool | None]]) -> int:
    """Modules as a number: that of column c in row r is bit r × side + c."""
    return int("".join("1" if dark else "0" for row in modules for dark in row)[::-1], 2)


def penalty(symbol: int, side: int) -> int:
    """The penalty of a symbol (ISO/IEC 18004, table 11)."""
    bits = f"{symbol:0{side * side}b}"
    turned = int("".join(bits[start::side] for start in range(side)), 2)
    blocks = _alike(symbol, side) & _alike(symbol >> side, side)
    blocks &= ~(symbol ^ symbol >> side)
    dark = 100 * symbol.bit_count() / (side * side)
    return (
        _in_lines(symbol, side)
        + _in_lines(turned, side)
        + _BLOCK * (blocks & (1 << side * (side - 1)) - 1).bit_count()
        + _IMBALANCE * int(abs(dark - 50) / 5)
    )


def _alike(symbol: int, side: int) -> int:
    """The modules that have the colour of the next in their row."""
    return ~(symbol ^ symbol >> 1) & _columns(side - 1, side)


def _columns(count: int, side: int) -> int:
    """The modules of the first columns."""
    return ((1 << count) - 1) * (((1 << side * side) - 1) // ((1 << side) - 1))


def _in_lines(symbol: int, side: int) -> int:
    """What runs of one colour and what looks like a finder cost in rows."""
    alike = _alike(symbol, side)
    runs = alike
    for step in range(1, _RUN - 1):
        runs &= alike >> step
    firsts = runs & ~(runs << 1)
    finders = 0
    for finder in _FINDERS:
        found = _columns(side - len(finder) + 1, side)
        for step, dark in enumerate(finder):
            found &= symbol >> step if dark == "1" else ~(symbol >> step)
        finders += found.bit_count()
    return runs.bit_count() + 2 * firsts.bit_count() + _FINDER * finders
