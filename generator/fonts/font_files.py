"""Font files: a `FontFile` names one, and its `FontFace` is opened when it is first asked for.

HarfBuzz reads the files, and draws glyphs for words that are set as shapes.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import category as _category

from msgspec import Struct

if TYPE_CHECKING:
    import uharfbuzz as hb


# Segments as in `generator.page`, in font units, y upwards.
GlyphPath: TypeAlias = tuple[tuple[str, *tuple[float, ...]], ...]

_THIRD: Final = 1 / 3


def draw_glyph(font: hb.Font, glyph: int) -> GlyphPath:
    """The outline of a glyph. Every curve is a cubic one."""
    pen = _PathPen()
    font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.segments)


class _PathPen:
    """Collects what HarfBuzz draws. Its methods have the names of fontTools' pens."""

    def __init__(self) -> None:
        self.segments: list[tuple[str, *tuple[float, ...]]] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self.segments.append(("M", *to))
        self._at = to

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self.segments.append(("L", *to))
        self._at = to

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.segments.append(("C", *(value for point in points for value in point)))
        self._at = points[-1]

    def qCurveTo(self, by: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        # A quadratic curve as a cubic one: its handles reach two thirds of the way to `by`.
        (x0, y0), (x1, y1), (x2, y2) = self._at, by, to
        self.segments.append(
            (
                "C",
                x0 + (x1 - x0) * 2 * _THIRD,
                y0 + (y1 - y0) * 2 * _THIRD,
                x2 + (x1 - x2) * 2 * _THIRD,
                y2 + (y1 - y2) * 2 * _THIRD,
                x2,
                y2,
            )
        )
        self._at = to

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(("Z",))


class FontFile(Struct, frozen=True, dict=True):
    """One static font: family, CSS weight, absolute path. Another process opens it anew."""

    family: str
    weight: int
    path: str

    @cached_property
    def face(self) -> FontFace:
        """The opened font."""
        return FontFace(self.path)

    @property
    def name(self) -> str:
        """The font's PostScript name."""
        return self.face.name

    @property
    def units_per_em(self) -> int:
        return self.face.units_per_em

    def __reduce__(self) -> tuple[type[FontFile], tuple[str, int, str]]:
        """An opened font does not cross to another process; its name does."""
        return FontFile, (self.family, self.weight, self.path)


SLICES: Final = 32  # of an em


def _weights(parts: int) -> tuple[tuple[float, float, float, float], ...]:
    """What the four points of a curve weigh where each of so many parts of it ends."""
    steps = [(part / parts, 1 - part / parts) for part in range(1, parts + 1)]
    return tuple((u**3, 3 * u * u * t, 3 * u * t * t, t**3) for t, u in steps)


# the straight parts that a curve is taken for: of one within a slice, and of others
_FEW: Final = _weights(3)
_MANY: Final = _weights(6)


def sliced(path: GlyphPath, width: float) -> Iterator[tuple[int, float, float]]:
    """The slices `width` wide that an outline has points in: number, bottom, top."""
    low: dict[int, float] = {}
    high: dict[int, float] = {}
    for x0, y0, x1, y1 in _straight(path, width):
        first, last = int(x0 // width), int(x1 // width)
        if first == last:  # most parts lie in one slice
            spans = [(first, y0, y1)]
        elif x0 <= x1:
            spans = _spans(x0, y0, x1, y1, width)
        else:
            spans = _spans(x1, y1, x0, y0, width)
        for number, begins, ends in spans:
            bottom, top = (begins, ends) if begins < ends else (ends, begins)
            if bottom <= low.get(number, bottom):
                low[number] = bottom
            if top >= high.get(number, top):
                high[number] = top
    for number, bottom in sorted(low.items()):
        yield number, bottom, high[number]


def _spans(
    x0: float, y0: float, x1: float, y1: float, width: float
) -> list[tuple[int, float, float]]:
    """Where a straight part that goes to the right enters and leaves each of its slices."""
    slope = (y1 - y0) / (x1 - x0)
    return [
        (
            number,
            y0 + (max(x0, number * width) - x0) * slope if slope else y0,
            y0 + (min(x1, (number + 1) * width) - x0) * slope if slope else y1,
        )
        for number in range(int(x0 // width), int(x1 // width) + 1)
    ]


def _straight(path: GlyphPath, width: float) -> Iterator[tuple[float, float, float, float]]:
    """The outline in straight parts, few of a curve that is less than `width` wide and high."""
    x = y = left = bottom = 0.0
    for segment in path:
        if len(segment) == 7:
            _, a, b, c, d, e, f = segment
            wide = max(x, a, c, e) - min(x, a, c, e)
            high = max(y, b, d, f) - min(y, b, d, f)
            x0, y0, x1, y1 = x, y, x, y
            for p, q, r, s in _FEW if wide < width > high else _MANY:
                x1 = p * x0 + q * a + r * c + s * e
                y1 = p * y0 + q * b + r * d + s * f
                yield x, y, x1, y1
                x, y = x1, y1
            continue
        kind, *to = segment
        if kind == "M":
            x, y = left, bottom = to[0], to[1]
            continue
        x1, y1 = (to[0], to[1]) if kind == "L" else (left, bottom)
        yield x, y, x1, y1
        x, y = x1, y1


class GlyphInks(dict[int, tuple[float, float, float, float]]):
    """Each glyph's ink as (left, bottom, right, top) in font units, zeros if it has none. A
    dictionary, for a page asks for ten thousands."""

    def __init__(self, font: hb.Font) -> None:
        self.font = font

    def __missing__(self, glyph: int) -> tuple[float, float, float, float]:
        box = self.font.get_glyph_extents(glyph)
        ink = 0.0, 0.0, 0.0, 0.0
        if box is not None:
            left, top = box.x_bearing, box.y_bearing
            ink = left, top + box.height, left + box.width, top
        self[glyph] = ink
        return ink


_LAST_OF_ASCII: Final = 0x7E
_LOCA_FORM: Final = 51  # the byte of `head` that is 1 where `loca` has long places
# Signs that are blank by their nature: braille without dots, and fillers of Hangul.
_BLANKS: Final = frozenset({0x2800, 0x115F, 0x1160, 0x3164, 0xFFA0})


class FontFace:
    """An opened font. Metrics are in font units; `ascent` and `descent` are both positive."""

    def __init__(self, path: str) -> None:
        import uharfbuzz as hb

        self.data = Path(path).read_bytes()
        self.path = path
        self.face = hb.Face(hb.Blob(self.data))
        self.font = hb.Font(self.face)
        self.units_per_em: int = self.face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender
        self.descent: float = -extents.descender
        self.name: str = (
            self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
        ).replace(" ", "-")
        self._advances: dict[int, int] = {}
        self._paths: dict[int, GlyphPath] = {}
        self._slices: dict[int, tuple[tuple[int, float, float], ...]] = {}
        self.inks = GlyphInks(self.font)

    @cached_property
    def digest(self) -> str:
        """sha256 of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def coverage(self) -> frozenset[int]:
        """Every code point that the font has a glyph for. A letter, a figure or a sign whose glyph
        is blank has none: fonts to try out, and damaged ones, print nothing in its place."""
        blank, glyph = self._blank, self.font.get_nominal_glyph
        return frozenset(
            code for code in self.face.unicodes if glyph(code) not in blank or self._draws(code)
        )

    @cached_property
    def _blank(self) -> frozenset[int]:
        """The glyphs without an outline. In TrueType they have no room in `glyf`, so `loca`, a
        place for each glyph and the end, has the same place twice (OpenType 1.9, loca)."""
        if self.is_cff:
            return frozenset(each for each in range(self.glyph_count) if not any(self.inks[each]))
        head, table = (self.face.reference_table(name).data for name in ("head", "loca"))
        form, size = ("H", 2) if head[_LOCA_FORM : _LOCA_FORM + 1] == b"\0" else ("I", 4)
        count = len(table) // size
        places = struct.unpack(f">{count}{form}", table[: count * size])
        return frozenset(each for each, (start, end) in enumerate(pairwise(places)) if start == end)

    def _draws(self, code: int) -> bool:
        if code in _BLANKS or _category(chr(code))[0] not in "LNPS":
            return True
        return any(any(self.inks[part]) for part in self._shaped(code))

    def _shaped(self, code: int) -> list[int]:
        """The glyphs that a code point becomes by itself, such as a letter and its dots."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_codepoints([code])
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer, {})
        return [each.codepoint for each in buffer.glyph_infos]

    @cached_property
    def is_cff(self) -> bool:
        """True if the outlines are CFF (`.otf`), not TrueType."""
        return "CFF " in self.face.table_tags

    @cached_property
    def glyph_count(self) -> int:
        return int(self.face.glyph_count)

    @cached_property
    def is_whole(self) -> bool:
        """False if the file ends before a table that it lists: letters would come out blank."""
        count = int.from_bytes(self.data[4:6], "big")
        end = 12 + 16 * count  # OpenType 1.9, table directory
        records = struct.iter_unpack(">4s3L", self.data[12:end]) if len(self.data) >= end else ()
        tables = [offset + length for _, _, offset, length in records]
        return len(tables) == count and max(tables, default=0) <= len(self.data)

    @cached_property
    def is_sound(self) -> bool:
        """False if the file is cut short, if nothing is drawn where a letter should be, or if it
        cannot be cut down to a few: a table is damaged."""
        if not (self.glyph_count and self.is_whole):
            return False
        known = sorted(self.coverage)
        tried = [code for code in known if code <= _LAST_OF_ASCII and self._has_ink(code)]
        tried = tried or list(islice(filter(self._has_ink, known), 1))
        drawn = all(self.glyph_path(self.glyph(code)) for code in tried)
        return bool(tried) and drawn and self._is_cut_down_to(tried)

    def _has_ink(self, code: int) -> bool:
        return any(self.inks[self.glyph(code)])

    def _is_cut_down_to(self, codes: list[int]) -> bool:
        import uharfbuzz as hb

        request = hb.SubsetInput()
        request.unicode_set.update(codes)
        try:
            return bool(hb.subset(self.face, request).blob.data)
        except RuntimeError:  # what HarfBuzz says of a table that it cannot read
            return False

    @cached_property
    def bounds(self) -> tuple[int, int, int, int]:
        """Box around every glyph of the font (left, bottom, right, top), from `head`."""
        left, bottom, right, top = struct.unpack_from(
            ">4h", self.face.reference_table("head").data, 36
        )
        return left, bottom, right, top

    @cached_property
    def cap_height(self) -> float:
        import uharfbuzz as hb

        tag = hb.OTMetricsTag.CAP_HEIGHT
        return float(self.font.get_metric_position_with_fallback(tag))

    @cached_property
    def weight(self) -> float:
        """CSS weight, 100 to 900, as the font file states it."""
        import uharfbuzz as hb

        return float(self.font.get_style_value(hb.StyleTag.WEIGHT))

    @cached_property
    def family(self) -> str:
        """Its family as a list of fonts shows it; empty if it does not say."""
        import uharfbuzz as hb

        names = hb.OTNameIdPredefined.TYPOGRAPHIC_FAMILY, hb.OTNameIdPredefined.FONT_FAMILY
        found = (self.face.get_name(name) for name in names)
        return next(filter(None, found), "") or ""

    @cached_property
    def is_variable(self) -> bool:
        return "fvar" in self.face.table_tags

    @cached_property
    def embedding(self) -> int:
        """What its maker allows of files that carry it: `fsType` (OpenType 1.9, OS/2)."""
        table = self.face.reference_table("OS/2").data
        return int.from_bytes(table[8:10], "big") if len(table) >= 10 else 0

    @cached_property
    def slant(self) -> float:
        """Angle of italics in degrees, negative for letters leaning to the right."""
        import uharfbuzz as hb

        return float(self.font.get_style_value(hb.StyleTag.SLANT_ANGLE))

    def glyph(self, character: int) -> int:
        """The glyph the font maps a code point to, before shaping; 0 if it has none."""
        return self.font.get_nominal_glyph(character) or 0

    def spelt(self, text: str) -> str:
        """The text, with the code point in place of a character that there is no glyph for."""
        if text.isascii() and text.isprintable():
            return text
        known = self.coverage
        return "".join(each if ord(each) in known else f"U+{ord(each):04X}" for each in text)

    def advance(self, glyph: int) -> int:
        """The font's own advance width of a glyph, in font units."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return width

    def glyph_path(self, glyph: int) -> GlyphPath:
        """The outline of a glyph."""
        path = self._paths.get(glyph)
        if path is None:
            path = self._paths[glyph] = draw_glyph(self.font, glyph)
        return path

    def slices(self, glyph: int) -> tuple[tuple[int, float, float], ...]:
        """A glyph's ink in upright slices of an em's 32nd: the number of each from the glyph's
        origin, its bottom and top. They are closer than one box for a slanting stroke."""
        found = self._slices.get(glyph)
        if found is None:
            width = self.units_per_em / SLICES
            found = self._slices[glyph] = tuple(sliced(self.glyph_path(glyph), width))
        return found
