"""Reads how far the glyphs of a font reach, from its PDF dictionaries: enough to bound painted
text."""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.parse import NUMBER, SIMPLE_STRING, hexadecimal, literal
from generator.pdfobjects.values import IDENTITY, Matrix, Obj
from ..plane import matrix_of
from .font_dictionary import PROGRAMS, FontDictionary
from .font_programs import ABOVE, BELOW, FontProgram, program

_HEX = re.compile(rb"<([^>]*)>")
_EVEN = re.compile(rb"[^<]*+(?:<(?:[0-9A-Fa-f]{2})*+>[^<]*+)*+")
_STRING = re.compile(SIMPLE_STRING, re.DOTALL)
_PART = re.compile(rb"(" + SIMPLE_STRING + rb")|<([^>]*)>|(" + NUMBER + rb")", re.DOTALL)


# The width of a letter of which nothing is said, in thousandths.
USUAL_WIDTH: Final = 500.0
# Thousandths of the type size by which a width may be rounded.
WIDTH_SLACK: Final = 1.5


class Extent(NamedTuple):
    """The extent of a string: its advance, the part of it that goes backwards (thousandths of the
    type size), its numbers of codes and of single-byte spaces, and whether any code in it is
    `absent` from the font's program."""

    advance: float
    backward: float
    codes: int
    blanks: int
    absent: bool


@dataclass(frozen=True)
class FontMetrics:
    """A font by the digest of all it is made of. Widths, box and heights (how far letters reach
    below and above the baseline) are in thousandths of the type size. `bounded` is False where
    the dictionaries do not say how far its glyphs reach. `em` is the height of its em for a size
    of 1, 0 if unknown. For a Type 3 font `drawn` names the drawing of each code, and `matrix`
    leads from them to text of size 1."""

    digest: bytes
    name: str = field(compare=False, repr=False)
    wide: bool = field(compare=False, repr=False)
    widths: "_Widths" = field(compare=False, repr=False)
    box: tuple[float, ...] = field(compare=False, repr=False)
    bounded: bool = field(compare=False, repr=False)
    program: FontProgram | None = field(compare=False, repr=False)
    heights: tuple[float, float] = field(default=(BELOW, ABOVE), compare=False, repr=False)
    em: float = field(default=1.0, compare=False, repr=False)
    drawn: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)
    matrix: Matrix = field(default=IDENTITY, compare=False, repr=False)

    @cached_property
    def differing_widths(self) -> tuple[int, float]:
        """The number of widths that differ from the program's, and the largest difference. Codes
        that the program lacks do not count."""
        glyphs = self.program.glyphs if self.program else None
        if self.program is None or glyphs is None:
            return 0, 0.0
        apart: list[float] = []
        for code, said in self.widths.items():
            number = self.program.number(code) if said else None
            own = None if number is None else glyphs.advance(number)
            if own is not None and abs(said - own) > WIDTH_SLACK:
                apart.append(abs(said - own))
        return len(apart), max(apart, default=0.0)

    def extent(self, raw: bytes, array: bool) -> Extent:
        """The extent of a string, or of the operand of TJ as written."""
        return self.show_array(raw) if array else self.show(raw)

    def codes(self, text: bytes) -> Sequence[int]:
        if self.wide:
            return struct.unpack(f">{len(text) // 2}H", text[: len(text) & ~1])
        return text

    def show(self, text: bytes) -> Extent:
        """The extent of one string."""
        codes = self.codes(text)
        advance = sum(map(self.widths.__getitem__, codes))
        absent = self.program is not None and self.program.lacks(set(codes))
        return Extent(advance, 0.0, len(codes), 0 if self.wide else text.count(b" "), absent)

    def show_array(self, raw: bytes) -> Extent:
        """The extent of the operand of TJ as written."""
        plain = b"".join(literal(text[1:-1]) for text in _STRING.findall(raw))
        if plain:
            raw = _STRING.sub(b" ", raw)
        pieces = _HEX.findall(raw)
        if _EVEN.fullmatch(raw):
            text = plain + bytes.fromhex(b"".join(pieces).decode("ascii"))
        else:
            text = plain + b"".join(map(hexadecimal, pieces))
        shifts = list(map(float, _HEX.sub(b" ", raw)[1:-1].split()))
        advance, _, codes, blanks, absent = self.show(text)
        backward = sum(shift for shift in shifts if shift > 0)
        return Extent(advance - sum(shifts), -backward, codes, blanks, absent)


def array_parts(array: bytes) -> Iterator[bytes | float]:
    """The strings and the shifts in TJ's array as written."""
    for part in _PART.finditer(array):
        if part[1] is not None:
            yield literal(part[1][1:-1])
        else:
            yield float(part[3]) if part[2] is None else hexadecimal(part[2])


class _Widths(dict[int, float]):
    """Widths by character code, with the font's own width for codes it does not list."""

    default = 0.0

    def __missing__(self, code: int) -> float:
        return self.default


_UNBOUNDED: Final = (0.0, 0.0, 0.0, 0.0)


@frozen_inputs
class MetricsInputs(Inputs[FontMetrics]):
    """How far the glyphs of a font reach."""

    digest: bytes
    font: FontDictionary = field(compare=False)

    def make(self, cache: Cache) -> FontMetrics:
        return (_type3_font if self.font.kind == "Type3" else _read)(self.font)

    def result_size(self, result: FontMetrics) -> int:
        # a program takes several times its bytes in memory once it is read
        program = len(result.program.source.raw) if result.program else 0
        return 100 * len(result.widths) + 8 * program


def metrics(file: PdfFile, font: Obj) -> FontMetrics:
    found = FontDictionary(file, font)
    return file.cache.get(MetricsInputs(found.digest, found))


def _read(font: FontDictionary) -> FontMetrics:
    file, descriptor = font.file, font.descriptor
    if font.composite:
        widths = _cid_widths(file, font.inner)
        known = font.get("Encoding") == "Identity-H"
    else:
        widths = _simple_widths(font)
        known = bool(widths)
        missing = descriptor.get("MissingWidth", 0 if widths else USUAL_WIDTH)
        if isinstance(missing, (int, float)):
            widths.default = float(missing)
    box = file.numbers_of(descriptor.get("FontBBox"))
    usual = len(box) == 4 and box[0] < box[2] and box[1] < box[3]
    forward = min(widths.values(), default=0.0) >= 0 and widths.default >= 0
    embedded = any(key in descriptor for key in PROGRAMS)
    bounded = known and embedded and usual and forward
    below, above = file.get(descriptor.get("Descent")), file.get(descriptor.get("Ascent"))
    heights = BELOW, ABOVE
    if isinstance(below, (int, float)) and isinstance(above, (int, float)) and below <= 0 < above:
        heights = float(below), float(above)
    # Codes of other encodings are not the program's own, so nothing is asked of it.
    letters = program(font) if known or not font.composite else None
    return FontMetrics(
        font.digest, font.name, font.composite, widths, box if bounded else _UNBOUNDED, bounded,
        letters, heights,
    )  # fmt: skip


def _simple_widths(font: FontDictionary) -> "_Widths":
    first = font.entries.get("FirstChar", 0)
    listed = font.file.numbers_of(font.entries.get("Widths"))
    return _Widths(enumerate(listed, first if type(first) is int else 0))


def _type3_font(font: FontDictionary) -> FontMetrics:
    """A Type 3 font (9.6.5). Its em is as high as its FontBBox, if it has one."""
    matrix = matrix_of(font.file.numbers_of(font.entries.get("FontMatrix")))
    widths = _Widths(
        {code: 1000 * width * matrix[0] for code, width in _simple_widths(font).items()}
    )
    box = font.file.numbers_of(font.entries.get("FontBBox"))
    ends = (box[1] * matrix[3], box[3] * matrix[3]) if len(box) == 4 else (0.0, 0.0)
    height = abs(ends[1] - ends[0])
    heights = (1000 * min(ends), 1000 * max(ends)) if height else (BELOW, ABOVE)
    return FontMetrics(
        font.digest, font.name, False, widths, _UNBOUNDED, False, None, heights, height,
        font.differences, matrix,
    )  # fmt: skip


def _cid_widths(file: PdfFile, font: Mapping[str, Obj]) -> _Widths:
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
