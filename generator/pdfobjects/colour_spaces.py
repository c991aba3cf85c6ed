"""Colour spaces (ISO 32000-1, 8.6): the family of a colour, and its inks."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from .file import PdfFile, decode
from .values import Malformed, Obj, Stream

PROCESS_INKS: Final = ("Cyan", "Magenta", "Yellow", "Black")
Inks = tuple[tuple[str, float], ...]


class ColourSpace(NamedTuple):
    """A colour space. `family` is its PDF name, with its components for ICCBased. `inks` has one
    name per component for subtractive spaces."""

    family: str
    components: int
    inks: tuple[str, ...] = ()
    base: "ColourSpace | None" = None
    lookup: bytes = b""

    @property
    def families(self) -> tuple[str, ...]:
        return (self.family, *(self.base.families if self.base else ()))

    def inks_of(self, values: tuple[float, ...]) -> Inks:
        """The inks that a colour lays, as fractions of solid; none for RGB and Lab."""
        if self.family == "Indexed" and self.base is not None:
            count = self.base.components
            start = int(values[0]) * count
            entry = self.lookup[start : start + count]
            return self.base.inks_of(tuple(value / 255 for value in entry))
        if self.family in GREYS:
            return (("Black", 1 - values[0]),)
        return tuple(zip(self.inks, values, strict=False))

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour a space starts with (8.6.5 to 8.6.8)."""
        if self.inks and self.family not in CMYKS:
            return (1.0,) * self.components
        if self.components == 4:
            return 0.0, 0.0, 0.0, 1.0
        return (0.0,) * self.components

    def anywhere(self) -> Inks:
        """Every ink of the space, at full strength."""
        if self.family in GREYS:
            return (("Black", 1.0),)
        inks = self.inks or (self.base.inks if self.base and self.family == "Indexed" else ())
        if self.family == "Indexed" and self.base is not None and self.base.family in GREYS:
            inks = ("Black",)
        return tuple((ink, 1.0) for ink in inks)


RGBS: Final = frozenset({"DeviceRGB", "CalRGB", "ICCBased RGB"})
CMYKS: Final = frozenset({"DeviceCMYK", "ICCBased CMYK"})
GREYS: Final = frozenset({"DeviceGray", "CalGray", "ICCBased Gray"})
GRAY: Final = ColourSpace("DeviceGray", 1)
RGB: Final = ColourSpace("DeviceRGB", 3)
CMYK: Final = ColourSpace("DeviceCMYK", 4, PROCESS_INKS)
PATTERN: Final = ColourSpace("Pattern", 0)
NAMED: Final = {
    "DeviceGray": GRAY, "G": GRAY, "DeviceRGB": RGB, "RGB": RGB, "DeviceCMYK": CMYK,
    "CMYK": CMYK, "Pattern": PATTERN,
}  # fmt: skip
_ICC: Final[dict[int, tuple[str, tuple[str, ...]]]] = {
    1: ("ICCBased Gray", ()),
    3: ("ICCBased RGB", ()),
    4: ("ICCBased CMYK", PROCESS_INKS),
}


def colour_space(
    file: PdfFile, value: Obj, named: Mapping[str, Obj], depth: int = 0
) -> ColourSpace:
    """The colour space of `value`. `named` is the page's ColorSpace resources."""
    value = file.get(value)
    if isinstance(value, str):
        if value in NAMED:
            return NAMED[value]
        if value in named and depth < 8:
            return colour_space(file, named[value], named, depth + 1)
        raise Malformed(f"the colour space {value} is not among the resources")
    items = file.array(value)
    family = file.get(items[0]) if items else None
    if depth > 8 or not isinstance(family, str):
        raise Malformed("a colour space that is not one")
    if len(items) == 1:
        return colour_space(file, family, named, depth + 1)

    def inner(index: int) -> ColourSpace:
        return colour_space(file, items[index], named, depth + 1)

    match family:
        case "ICCBased":
            count = file.dictionary(items[1]).get("N")
            if type(count) is not int or count not in _ICC:
                raise Malformed("an ICC-based colour space without its number of components")
            label, inks = _ICC[count]
            return ColourSpace(label, count, inks)
        case "CalGray":
            return ColourSpace("CalGray", 1)
        case "CalRGB" | "Lab":
            return ColourSpace(family, 3)
        case "Indexed" | "I":
            return ColourSpace("Indexed", 1, (), inner(1), _bytes(file, items[3]))
        case "Separation":
            return ColourSpace("Separation", 1, (_ink(file.get(items[1])),), inner(2))
        case "DeviceN":
            inks = tuple(_ink(file.get(ink)) for ink in file.array(items[1]))
            return ColourSpace("DeviceN", len(inks), inks, inner(2))
        case "Pattern":
            return ColourSpace("Pattern", 0, (), inner(1))
    raise Malformed(f"an unknown colour space {family}")


def _ink(value: Obj) -> str:
    """An ink's name; its bytes are read as UTF-8 where they are (7.3.5)."""
    if not isinstance(value, str):
        raise Malformed("an ink without a name")
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _bytes(file: PdfFile, value: Obj) -> bytes:
    value = file.get(value)
    if isinstance(value, Stream):
        return decode(file, value)
    return value if isinstance(value, bytes) else b""
