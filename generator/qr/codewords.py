"""The codewords of a QR code: the characters of an address, then their error correction.

qrcode knows what a symbol of each version holds, the lengths of its blocks, and the polynomials of
its error correction. It divides by them a digit at a time, which takes twenty times as long as the
division here, which has a table for each polynomial. The codewords are the same.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs

if TYPE_CHECKING:
    from qrcode.util import QRData

_VERSIONS: Final = range(1, 41)
_END: Final = 4  # bits, at most, that say that no more data follows
_PADS: Final = b"\xec\x11"  # what fills the codewords that stay over


class _Bits:
    """Numbers of some bits each, one after the other, as one `value` of `length` bits."""

    def __init__(self) -> None:
        self.value = self.length = 0

    def put(self, number: int, length: int) -> None:
        self.value = self.value << length | number
        self.length += length


class EncodedAddress(Struct, frozen=True):
    """An address as the data of a symbol of a version, at a level of correction."""

    version: int
    level: int
    data: _Bits

    def codewords(self, cache: Cache) -> bytes:
        """The data in its blocks, then what corrects them, each byte in its place."""
        from qrcode.base import rs_blocks

        blocks = rs_blocks(self.version, self.level)
        data = _padded(self.data, sum(block.data_count for block in blocks))
        parts, corrections, start = [], [], 0
        for block in blocks:
            part = data[start : start + block.data_count]
            divisor = cache.get(DivisorInputs(block.total_count - block.data_count))
            parts.append(part)
            corrections.append(_remainder(part, divisor))
            start += block.data_count
        return bytes(
            byte
            for each in (parts, corrections)
            for bytes_ in zip_longest(*each)
            for byte in bytes_
            if byte is not None
        )


def encoded(target: str) -> EncodedAddress:
    """An address in the smallest version that holds it at level M, with the strongest correction
    that this version still holds. Raises qrcode's `DataOverflowError` for one that is too long."""
    from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
    from qrcode.exceptions import DataOverflowError
    from qrcode.util import BIT_LIMIT_TABLE as HELD
    from qrcode.util import QRData

    data = QRData(target)
    for version in _VERSIONS:
        bits = _data(data, version)
        levels = (ERROR_CORRECT_H, ERROR_CORRECT_Q, ERROR_CORRECT_M)
        for level in levels:
            if bits.length <= HELD[level][version]:
                return EncodedAddress(version, level, bits)
    raise DataOverflowError


def _data(data: QRData, version: int) -> _Bits:
    """The data of a symbol of a version: how its characters are written, how many, and they."""
    from qrcode.util import length_in_bits

    bits = _Bits()
    bits.put(data.mode, 4)
    bits.put(len(data), length_in_bits(data.mode, version))
    data.write(bits)
    return bits


def _padded(bits: _Bits, count: int) -> bytes:
    """The data as so many bytes."""
    end = min(_END, 8 * count - bits.length)
    end += -(bits.length + end) % 8
    held = (bits.length + end) // 8
    pads = (_PADS * count)[: count - held]
    return (bits.value << end).to_bytes(held) + pads


@frozen_inputs
class DivisorInputs(Inputs[tuple[int, ...]]):
    """For each byte that leads, what is taken away by the polynomial of so many bytes of
    correction, as a number of these bytes."""

    count: int

    def make(self, cache: Cache) -> tuple[int, ...]:
        from qrcode.base import gexp, glog
        from qrcode.LUT import rsPoly_LUT

        polynomial = rsPoly_LUT[self.count][1:]
        found = [0]
        for lead in range(8):
            times = [gexp(glog(1 << lead) + glog(each)) for each in polynomial]
            single = int.from_bytes(times)
            found += [single ^ each for each in found]
        return tuple(found)


def _remainder(data: bytes, divisor: tuple[int, ...]) -> bytes:
    """What is left of data that is divided by the polynomial of a divisor: its correction."""
    count = (divisor[1].bit_length() + 7) // 8
    top, kept = 8 * (count - 1), (1 << 8 * (count - 1)) - 1
    rest = 0
    for byte in data:
        rest = (rest & kept) << 8 ^ divisor[rest >> top ^ byte]
    return rest.to_bytes(count)
