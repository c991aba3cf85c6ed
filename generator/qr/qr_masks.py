"""Chooses the mask of a QR code (ISO/IEC 18004, 7.8.3): the one whose symbol has the least penalty.

A symbol is one number with a bit for each module, row after row, so that a rule is counted over the
whole symbol by a few operations. qrcode counts module by module, which takes ten times as long; its
choice is the same, and so is ours.
"""

from typing import Final

from .qr_versions import MASKS, Version

_RUN: Final = 5  # modules of one colour in a line that cost something
# What looks like a finder: dark, light, 3 dark, light, dark, with four light modules on one side.
_FINDERS: Final = ("10111010000", "00001011101")
_BLOCK, _FINDER, _IMBALANCE = 3, 40, 10  # what each costs


def best_mask(symbol: int, version: Version) -> int:
    """The mask with the least penalty for a symbol that has its data, the first of equals."""
    return min(MASKS, key=lambda number: penalty(symbol ^ version.masks[number], version.side))


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
