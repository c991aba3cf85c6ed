"""Reads font programs with fontTools: Compact and Type 1 outlines, TrueType encodings."""

import io
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from msgspec import Struct, field

from generator.pdfobjects.values import Malformed, Obj
from ..plane import Rectangle
from .font_encodings import encoded, macintosh, standard


class FontGlyphs(Protocol):
    """The glyphs of a font program by number. Boxes and advances are in thousandths of the em.
    `own` are the names of glyphs by code that the program gives, and `names` are all names."""

    count: int
    own: Mapping[int, str]

    @property
    def names(self) -> frozenset[str]: ...

    def box(self, glyph: int) -> Rectangle | None: ...

    def advance(self, glyph: int) -> float | None: ...

    def number(self, code: int) -> int | None:
        """The glyph of a character code by the program's own tables."""
        ...


class FontSource(Struct, frozen=True, eq=False):
    """The source of a font's glyphs: the kind of program (its key in the descriptor), its stored
    bytes with their filters, the glyph of each CID if the file gives it, and for a simple font the
    names in its encoding and whether the program's own names come first."""

    kind: str
    raw: bytes
    filters: tuple[tuple[Obj, Mapping[str, Obj]], ...]
    composite: bool
    cids: bytes | None = None
    base_encoding: str = ""
    differences: Mapping[int, str] = field(default_factory=dict)
    symbolic: bool = False

    @property
    def names(self) -> Mapping[int, str]:
        """Glyph names by code, as far as the font's encoding gives them."""
        return encoded(self.base_encoding, self.differences)


def outlines(data: bytes, source: FontSource) -> FontGlyphs:
    """The glyphs of a program other than TrueType. Raises `Malformed` if it cannot be read."""
    try:
        if source.kind == "FontFile":
            return _type1(data, source)
        if data[:4] == b"OTTO":
            from fontTools.ttLib import TTFont

            data = TTFont(io.BytesIO(data), lazy=True).getTableData("CFF ")
        return _compact(data, source)
    except Malformed:
        raise
    except Exception as problem:
        raise Malformed(f"a font program that cannot be read ({problem})") from problem


def _compact(data: bytes, source: FontSource) -> FontGlyphs:
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    order = list(top.charset)
    keyed = hasattr(top, "ROS")
    own: Mapping[int, str] = {}
    if not keyed and not source.composite and isinstance(top.Encoding, list):
        own = dict(enumerate(top.Encoding))
    named = (lambda code: f"cid{code:05d}") if keyed else None
    scale = getattr(top, "FontMatrix", [0.001])[0] or 0.001
    return Charstrings(top.CharStrings, order, scale * 1000, source, own, named)


def _type1(data: bytes, source: FontSource) -> FontGlyphs:
    from fontTools.t1Lib import T1Font

    font = T1Font.__new__(T1Font)  # its constructor reads files
    font.data, font.encoding = data, "ascii"
    font.parse()
    strings, encoding = font["CharStrings"], font["Encoding"]
    own = dict(enumerate(encoding)) if isinstance(encoding, list) else {}
    scale = font["FontMatrix"][0] or 0.001
    return Charstrings(strings, sorted(strings.keys()), scale * 1000, source, own, None)


class Charstrings:
    """Outlines by glyph name. The number of a glyph is its place among the names, from 1 if the
    names do not begin with .notdef. `own` are the names in the program's own encoding."""

    def __init__(
        self,
        strings: Any,
        order: list[str],
        scale: float,
        source: FontSource,
        own: Mapping[int, str],
        named: Callable[[int], str] | None,
    ) -> None:
        order = [".notdef", *(name for name in order if name != ".notdef")]
        self.count = len(order)
        self._strings, self._order, self._scale = strings, order, scale
        self._numbers = {name: number for number, name in enumerate(order)}
        self._source, self.own, self._named = source, own, named
        self._encoded = {} if source.composite else source.names
        self._boxes: dict[int, tuple[Rectangle | None, float | None]] = {}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._numbers)

    def box(self, glyph: int) -> Rectangle | None:
        return self._measured(glyph)[0]

    def advance(self, glyph: int) -> float | None:
        return self._measured(glyph)[1]

    def number(self, code: int) -> int | None:
        if self._named is not None:
            return self._numbers.get(self._named(code))
        if self._source.composite:
            return code
        name = self._encoded.get(code) or self.own.get(code) or standard().get(code)
        return self._numbers.get(name) if name else None

    def _measured(self, glyph: int) -> tuple[Rectangle | None, float | None]:
        known = self._boxes.get(glyph)
        if known is None:
            known = self._boxes[glyph] = self._draw(self._order[glyph])
        return known

    def _draw(self, name: str) -> tuple[Rectangle | None, float | None]:
        if name not in self._strings:
            return None, None
        string = self._strings[name]
        try:
            box = string.calcBounds(self._strings)
        except Exception:  # noqa: BLE001 - a damaged outline has no box, whatever is wrong with it
            return None, None
        scale = self._scale
        area = tuple(edge * scale for edge in box) if box else None
        width = getattr(string, "width", None)
        return area, None if width is None else width * scale


def simple_truetype(data: bytes, source: FontSource) -> Mapping[int, int]:
    """Glyphs by character code for a simple font (ISO 32000-1, 9.6.6.4), by whichever of the
    program's tables has the code."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(data), lazy=True)
        tables = {
            (table.platformID, table.platEncID): table.cmap
            for table in (font["cmap"].tables if "cmap" in font else ())
        }
        numbers = font.getReverseGlyphMap()
    except (TTLibError, KeyError, ValueError, AssertionError) as problem:
        raise Malformed(f"a font program whose encoding cannot be read ({problem})") from problem
    found: dict[int, int] = {}
    names = source.names
    for code in range(256):
        ways = [_by_name(names.get(code, ""), tables, numbers), _by_code(code, tables, numbers)]
        for number in reversed(ways) if source.symbolic else ways:
            if number:
                found[code] = number
                break
    return found


_CmapTables = Mapping[tuple[int, int], Mapping[int, str]]


def _by_code(code: int, tables: _CmapTables, numbers: Mapping[str, int]) -> int:
    for key, value in (((3, 0), code), ((3, 0), 0xF000 + code), ((1, 0), code), ((3, 1), code)):
        name = tables.get(key, {}).get(value)
        if name is not None and numbers.get(name):
            return numbers[name]
    return 0


def _by_name(name: str, tables: _CmapTables, numbers: Mapping[str, int]) -> int:
    if not name:
        return 0
    from fontTools.agl import toUnicode

    text = toUnicode(name)
    if len(text) == 1:
        for key in ((3, 1), (0, 3), (3, 10), (0, 4)):
            found = tables.get(key, {}).get(ord(text))
            if found is not None and numbers.get(found):
                return numbers[found]
    code = macintosh().get(name)
    if code is not None:
        found = tables.get((1, 0), {}).get(code)
        if found is not None and numbers.get(found):
            return numbers[found]
    return numbers.get(name, 0)
