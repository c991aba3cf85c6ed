"""Streams without their filters (ISO 32000-1, 7.4): what content, maps and metadata need."""

import binascii
import zlib
from typing import Final

from generator.preflight.file import File
from generator.preflight.syntax import Malformed, Obj, Stream

# A stream may not unpack to more than this: a guard against decompression bombs.
MAX_BYTES: Final = 256 * 1024 * 1024


def decode(file: File, stream: Stream) -> bytes:
    """The bytes behind every filter. Raises `Malformed`, also for image filters."""
    filters = _list(file, stream.dict.get("Filter", stream.dict.get("F")))
    settings = _list(file, stream.dict.get("DecodeParms", stream.dict.get("DP")))
    data = stream.raw
    for index, kind in enumerate(filters):
        setting = file.dictionary(settings[index]) if index < len(settings) else {}
        data = _without(kind, data)
        if setting.get("Predictor", 1) != 1:
            data = _unpredicted(data, {key: file.get(value) for key, value in setting.items()})
    return data


def _list(file: File, value: Obj) -> tuple[Obj, ...]:
    value = file.get(value)
    if value is None:
        return ()
    return tuple(file.get(item) for item in value) if isinstance(value, tuple) else (value,)


def _without(kind: Obj, data: bytes) -> bytes:
    match kind:
        case "FlateDecode" | "Fl":
            return _inflated(data)
        case "ASCIIHexDecode" | "AHx":
            digits = b"".join(data.split(b">")[0].split())
            try:
                return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
            except binascii.Error as problem:
                raise Malformed("hexadecimal data with other letters in it") from problem
        case "ASCII85Decode" | "A85":
            import base64

            text = b"".join(data.split(b"~>")[0].split()).removeprefix(b"<~")
            try:
                return base64.a85decode(text)
            except ValueError as problem:
                raise Malformed("ASCII85 data with other letters in it") from problem
        case "RunLengthDecode" | "RL":
            return _runs(data)
    raise Malformed(f"content behind the filter {kind!r}")


def _inflated(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(data, MAX_BYTES)
    except zlib.error as problem:
        raise Malformed(f"a compressed stream that does not unpack ({problem})") from problem
    if unpacker.unconsumed_tail:
        raise Malformed(f"a stream that unpacks to more than {MAX_BYTES >> 20} MB")
    return plain


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
    return bytes(plain)


def _unpredicted(data: bytes, setting: dict[str, Obj]) -> bytes:
    """PNG predictors undone (7.4.4.4)."""
    numbers = [
        setting.get(key, usual)
        for key, usual in (("Colors", 1), ("BitsPerComponent", 8), ("Columns", 1), ("Predictor", 1))
    ]
    if not all(type(value) is int for value in numbers) or numbers[3] == 2:
        raise Malformed("content behind a TIFF predictor")
    colours, bits, columns, _ = (int(value) for value in numbers)  # type: ignore[arg-type]
    pixel, width = max(1, colours * bits // 8), (colours * bits * columns + 7) // 8
    above, plain = bytearray(width), bytearray()
    for start in range(0, len(data), width + 1):
        row = bytearray(data[start + 1 : start + 1 + width].ljust(width, b"\0"))
        _undo(data[start], row, above, pixel)
        plain += row
        above = row
    return bytes(plain)


def _undo(kind: int, row: bytearray, above: bytearray, pixel: int) -> None:
    for index in range(len(row)):
        left = row[index - pixel] if index >= pixel else 0
        up = above[index]
        corner = above[index - pixel] if index >= pixel else 0
        match kind:
            case 0:
                return
            case 1:
                guess = left
            case 2:
                guess = up
            case 3:
                guess = (left + up) // 2
            case 4:
                target = left + up - corner
                guess = min((left, up, corner), key=lambda value: abs(target - value))
            case _:
                raise Malformed("an unknown PNG predictor")
        row[index] = row[index] + guess & 255
