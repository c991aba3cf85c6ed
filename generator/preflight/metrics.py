"""How far a font's glyphs reach, from its PDF dictionaries: enough to bound painted text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.preflight.file import File
from generator.preflight.memo import Memo
from generator.preflight.syntax import SIMPLE_STRING, Obj, hexadecimal, literal

_PIECE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>|(" + SIMPLE_STRING + rb")|([+-]?(?:\d+\.?\d*|\.\d+))", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Metrics:
    """A font by the digest of all it is made of. Widths and box are in thousandths of the type
    size. `bounded` is False where the dictionaries do not say how far its glyphs reach."""

    digest: bytes
    wide: bool = field(compare=False)
    widths: Mapping[int, float] = field(compare=False)
    default: float = field(compare=False)
    box: tuple[float, ...] = field(compare=False)
    bounded: bool = field(compare=False)

    def show(self, text: bytes) -> tuple[float, int, int]:
        """The advance of a string, its number of codes, and how many are the single-byte space."""
        if self.wide:
            codes = [high << 8 | low for high, low in zip(text[::2], text[1::2], strict=False)]
            spaces = 0
        else:
            codes = list(text)
            spaces = text.count(b" ")
        widths, default = self.widths, self.default
        return sum([widths.get(code, default) for code in codes]), len(codes), spaces

    def show_array(self, raw: bytes) -> tuple[float, float, int, int]:
        """The same for the operand of TJ as written: total advance, the part of it that leads
        backwards, codes, spaces."""
        text, forward, backward = [], 0.0, 0.0
        for hexed, plain, shift in _PIECE.findall(raw):
            if shift:
                move = -float(shift)
                if move < 0:
                    backward += move
                else:
                    forward += move
            else:
                text.append(hexadecimal(hexed) if hexed else literal(plain[1:-1]))
        advance, codes, spaces = self.show(b"".join(text))
        return advance + forward + backward, backward, codes, spaces


_known: Memo[bytes, Metrics] = Memo(512)
_UNBOUNDED: Final = (0.0, 0.0, 0.0, 0.0)


def metrics(file: File, font: Obj) -> Metrics:
    digest = file.digest(font)
    return _known.get(digest, lambda: _read(file, file.dictionary(font), digest))


def _read(file: File, font: Mapping[str, Obj], digest: bytes) -> Metrics:
    composite = font.get("Subtype") == "Type0"
    if composite:
        below = file.array(font.get("DescendantFonts"))
        inner = file.dictionary(below[0]) if below else {}
        widths, default = _cid_widths(file, inner)
        known = file.get(font.get("Encoding")) == "Identity-H"
    else:
        inner = font
        first = font.get("FirstChar", 0)
        listed = file.numbers_of(font.get("Widths"))
        widths = dict(enumerate(listed, first if type(first) is int else 0))
        default = 0.0
        known = bool(listed) and font.get("Subtype") != "Type3"
    descriptor = file.dictionary(inner.get("FontDescriptor"))
    box = file.numbers_of(descriptor.get("FontBBox"))
    missing = descriptor.get("MissingWidth", 0)
    if not composite and isinstance(missing, (int, float)):
        default = float(missing)
    embedded = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
    bounded = known and embedded and len(box) == 4 and box[0] < box[2] and box[1] < box[3]
    return Metrics(digest, composite, widths, default, box if bounded else _UNBOUNDED, bounded)


def _cid_widths(file: File, font: Mapping[str, Obj]) -> tuple[dict[int, float], float]:
    """The `W` array (ISO 32000-1, 9.7.4.3): `c [w ...]` and `first last w`."""
    default = file.get(font.get("DW", 1000))
    widths: dict[int, float] = {}
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
    return widths, float(default) if isinstance(default, (int, float)) else 1000.0
