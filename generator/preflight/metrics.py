"""How far a font's glyphs reach, from its PDF dictionaries: enough to bound painted text."""

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from generator.preflight.file import File
from generator.preflight.memo import Memo
from generator.preflight.syntax import SIMPLE_STRING, Obj, hexadecimal, literal

_HEX = re.compile(rb"<([^>]*)>")
_EVEN = re.compile(rb"[^<]*+(?:<(?:[0-9A-Fa-f]{2})*+>[^<]*+)*+")
_STRING = re.compile(SIMPLE_STRING, re.DOTALL)


class Extent(NamedTuple):
    """How far a string leads: its advance, the part of it that leads backwards (thousandths of
    the type size), its number of codes and of single-byte spaces."""

    advance: float
    backward: float
    codes: int
    blanks: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """A font by the digest of all it is made of. Widths and box are in thousandths of the type
    size. `bounded` is False where the dictionaries do not say how far its glyphs reach."""

    digest: bytes
    wide: bool = field(compare=False)
    widths: "_Widths" = field(compare=False)
    box: tuple[float, ...] = field(compare=False)
    bounded: bool = field(compare=False)

    def show(self, text: bytes) -> Extent:
        """The extent of one string."""
        if self.wide:
            codes: Sequence[int] = struct.unpack(f">{len(text) // 2}H", text[: len(text) & ~1])
            return Extent(sum(map(self.widths.__getitem__, codes)), 0.0, len(codes), 0)
        advance = sum(map(self.widths.__getitem__, text))
        return Extent(advance, 0.0, len(text), text.count(b" "))

    def show_array(self, raw: bytes) -> Extent:
        """The extent of the operand of TJ as written."""
        key = self.digest, raw
        return _extents.find(key) or _extents.put(key, self._extent(raw))

    def _extent(self, raw: bytes) -> Extent:
        plain = b"".join(literal(text[1:-1]) for text in _STRING.findall(raw))
        if plain:
            raw = _STRING.sub(b" ", raw)
        pieces = _HEX.findall(raw)
        if _EVEN.fullmatch(raw):
            text = plain + bytes.fromhex(b"".join(pieces).decode("ascii"))
        else:
            text = plain + b"".join(map(hexadecimal, pieces))
        shifts = list(map(float, _HEX.sub(b" ", raw)[1:-1].split()))
        advance, _, codes, blanks = self.show(text)
        backward = sum(shift for shift in shifts if shift > 0)
        return Extent(advance - sum(shifts), -backward, codes, blanks)


class _Widths(dict[int, float]):
    """Widths by character code, with the font's own width for codes it does not list."""

    default = 0.0

    def __missing__(self, code: int) -> float:
        return self.default


_known: Memo[bytes, Metrics] = Memo(512)
_extents: Memo[tuple[bytes, bytes], Extent] = Memo(16384)
_UNBOUNDED: Final = (0.0, 0.0, 0.0, 0.0)


def metrics(file: File, font: Obj) -> Metrics:
    digest = file.digest(font)
    return _known.get(digest, lambda: _read(file, file.dictionary(font), digest))


def _read(file: File, font: Mapping[str, Obj], digest: bytes) -> Metrics:
    composite = font.get("Subtype") == "Type0"
    if composite:
        below = file.array(font.get("DescendantFonts"))
        inner = file.dictionary(below[0]) if below else {}
        widths = _cid_widths(file, inner)
        known = file.get(font.get("Encoding")) == "Identity-H"
    else:
        inner = font
        first = font.get("FirstChar", 0)
        listed = file.numbers_of(font.get("Widths"))
        widths = _Widths(enumerate(listed, first if type(first) is int else 0))
        known = bool(listed) and font.get("Subtype") != "Type3"
    descriptor = file.dictionary(inner.get("FontDescriptor"))
    box = file.numbers_of(descriptor.get("FontBBox"))
    missing = descriptor.get("MissingWidth", 0)
    if not composite and isinstance(missing, (int, float)):
        widths.default = float(missing)
    embedded = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
    usual = len(box) == 4 and box[0] < box[2] and box[1] < box[3]
    forward = min(widths.values(), default=0.0) >= 0 and widths.default >= 0
    bounded = known and embedded and usual and forward
    return Metrics(digest, composite, widths, box if bounded else _UNBOUNDED, bounded)


def _cid_widths(file: File, font: Mapping[str, Obj]) -> _Widths:
    """The `W` array (ISO 32000-1, 9.7.4.3): `c [w ...]` and `first last w`."""
    default = file.get(font.get("DW", 1000))
    widths = _Widths()
    widths.default = float(default) if isinstance(default, (int, float)) else 1000.0
    items = [file.get(item) for item in file.array(font.get("W"))]
    place = 0
    while place + 1 < len(items):
        first, second = items[place], items[place + 1]
        if type(first) is not int:
            break
        if isinstance(second, tuple):
            widths.update(enumerate(file.numbers_of(second), first))
            place += 2
        else:
            width = items[place + 2] if place + 2 < len(items) else None
            if type(second) is not int or not isinstance(width, (int, float)):
                break
            last = min(second, first + 65535)
            widths.update(dict.fromkeys(range(first, last + 1), float(width)))
            place += 3
    return widths
