"""Decodes the filters of streams (ISO 32000-1, 7.4), except those of photographs.

Every filter stops at `MAX_BYTES`, so that a few bytes cannot unpack into all memory.
"""

import base64
import binascii
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from .values import Malformed, Obj

# A stream may not unpack to more than this.
MAX_BYTES: Final = 128 * 1024 * 1024
Settings = Mapping[str, Obj]


def unfiltered(data: bytes, filters: Sequence[tuple[Obj, Settings]]) -> bytes:
    """`data` without `filters`, each a name with its parameters. Raises `Malformed`, also for the
    filters of photographs."""
    for kind, settings in filters:
        data = _without(kind, data, settings)
        if _number(settings, "Predictor", 1) != 1:
            data = _unpredicted(data, settings)
    return data


def _number(settings: Settings, key: str, usual: int) -> int:
    value = settings.get(key, usual)
    if type(value) is not int:
        raise Malformed(f"a filter whose {key} is not a number")
    return value


def _without(kind: Obj, data: bytes, settings: Settings) -> bytes:
    match kind:
        case "FlateDecode" | "Fl":
            return _inflated(data)
        case "LZWDecode" | "LZW":
            return _unpacked(data, _number(settings, "EarlyChange", 1))
        case "ASCIIHexDecode" | "AHx":
            digits = b"".join(data.split(b">")[0].split())
            try:
                return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
            except binascii.Error as problem:
                raise Malformed("hexadecimal data with other letters in it") from problem
        case "ASCII85Decode" | "A85":
            text = b"".join(data.split(b"~")[0].split())
            try:
                return base64.a85decode(text)
            except ValueError as problem:
                raise Malformed("ASCII85 data with other letters in it") from problem
        case "RunLengthDecode" | "RL":
            return _runs(data)
    raise Malformed(f"content behind the filter {kind!r}")


def _too_much() -> Malformed:
    return Malformed(f"a stream that unpacks to more than {MAX_BYTES >> 20} MB")


def _inflated(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(data, MAX_BYTES)
    except zlib.error as problem:
        raise Malformed(f"a compressed stream that does not unpack ({problem})") from problem
    if unpacker.unconsumed_tail:
        raise _too_much()
    return plain


_CLEAR: Final = 256
_END: Final = 257


def _unpacked(data: bytes, early: int) -> bytes:
    """LZW (7.4.4): codes of 9 to 12 bits; `early` is 1 if they grow one code too soon."""
    plain = bytearray()
    table: list[bytes] = [bytes((value,)) for value in range(256)] + [b"", b""]
    before = b""
    held = bits = 0
    width = 9
    for byte in data:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & (1 << bits) - 1
        if code == _CLEAR:
            del table[258:]
            before, width = b"", 9
            continue
        if code == _END:
            break
        if code < len(table):
            entry = table[code]
        elif code == len(table) and before:
            entry = before + before[:1]
        else:
            raise Malformed("LZW data with a code that is not in its table")
        if before and len(table) < 4096:
            table.append(before + entry[:1])
        plain += entry
        before = entry
        width = min(12, max(9, (len(table) + early).bit_length()))
        if len(plain) > MAX_BYTES:
            raise _too_much()
    return bytes(plain)


def _runs(data: bytes) -> bytes:
    plain, place = bytearray(), 0
    while place < len(data) and data[place] != 128:
        length = data[place]
        if length < 128:
            plain += data[place + 1 : place + 2 + length]
            place += 2 + length
        else:
            plain += data[place + 1 : place + 2] * (257 - length)
            place += 2
        if len(plain) > MAX_BYTES:
            raise _too_much()
    return bytes(plain)


def _unpredicted(data: bytes, settings: Settings) -> bytes:
    """Predictors undone (7.4.4.4): 2 is TIFF's, those from 10 are PNG's."""
    colours, bits = _number(settings, "Colors", 1), _number(settings, "BitsPerComponent", 8)
    columns, kind = _number(settings, "Columns", 1), _number(settings, "Predictor", 1)
    if not (1 <= colours <= 64 and bits in (1, 2, 4, 8, 16) and 1 <= columns <= 1 << 20):
        raise Malformed("a predictor over rows of no sensible size")
    pixel, width = max(1, colours * bits // 8), (colours * bits * columns + 7) // 8
    if kind == 2:
        return _tiff(data, width, colours, bits)
    if not 10 <= kind <= 15:
        raise Malformed(f"an unknown predictor {kind}")
    above, plain = bytes(width), bytearray()
    for start in range(0, len(data), width + 1):
        row = bytearray(data[start + 1 : start + 1 + width].ljust(width, b"\0"))
        above = _png(data[start], row, above, pixel)
        plain += above
    return bytes(plain)


def _tiff(data: bytes, width: int, colours: int, bits: int) -> bytes:
    """Each sample is the difference from the one to its left (TIFF 6.0, section 14)."""
    if bits not in (8, 16):
        raise Malformed(f"a TIFF predictor over samples of {bits} bits")
    size = bits // 8
    plain = bytearray()
    for start in range(0, len(data), width):
        row = bytearray(data[start : start + width])
        for place in range(colours * size, len(row) - size + 1, size):
            left = int.from_bytes(row[place - colours * size : place - colours * size + size])
            mine = int.from_bytes(row[place : place + size])
            row[place : place + size] = (left + mine & (1 << bits) - 1).to_bytes(size)
        plain += row
    return bytes(plain)


def _png(kind: int, row: bytearray, above: bytes, pixel: int) -> bytes:
    """A row undone in place (PNG, clause 9)."""
    match kind:
        case 0:
            pass
        case 1:
            for index in range(pixel, len(row)):
                row[index] = row[index] + row[index - pixel] & 255
        case 2:
            return bytes([value + up & 255 for value, up in zip(row, above, strict=True)])
        case 3:
            for index, up in enumerate(above):
                left = row[index - pixel] if index >= pixel else 0
                row[index] = row[index] + (left + up) // 2 & 255
        case 4:
            for index, up in enumerate(above):
                left = row[index - pixel] if index >= pixel else 0
                corner = above[index - pixel] if index >= pixel else 0
                row[index] = row[index] + _paeth(left, up, corner) & 255
        case _:
            raise Malformed("an unknown PNG predictor")
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    target = left + up - corner
    return min((left, up, corner), key=lambda value: abs(target - value))
