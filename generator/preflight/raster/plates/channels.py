"""Says what a colour lays on three plates at once, as the channels of a picture.

The plates are the red, green and blue of a picture in which full ink is 0 and bare paper 1.
Subtractive colours are complemented before they blend (ISO 32000-1, 11.3.4), so blending such a
picture blends the plates. If a mark leaves a plate alone (8.6.7), it is not drawn on it. If it
leaves some of the three alone and paints others, the three must be drawn one by one (`Mixed`).
"""

from enum import Enum
from typing import Any, Final, Protocol

from msgspec import Struct

from generator.pdfobjects.colour_spaces import CMYKS, GREYS, PROCESS_INKS, RGBS, ColourSpace
from .rgb_conversion import STEPS, Converter, Values

Channels = tuple[float, float, float]
Function = tuple[dict[str, Any], bytes]
_PROCESS: Final = frozenset(PROCESS_INKS)
_NOT_FOR_SPOTS: Final = frozenset({"Difference", "Exclusion"})
_NON_SEPARABLE: Final = frozenset({"Hue", "Saturation", "Color", "Luminosity"})
NORMAL: Final = "Normal"


class Unmeasurable(Exception):
    """A construct whose ink cannot be computed. The text names it."""


class Mixed(Exception):
    """A mark treats the plates of one picture differently: draw them one by one."""


class Take(Struct, frozen=True):
    """A plate takes its ink from one component; an `additive` one says how light it is."""

    component: int
    additive: bool = False


class Share(Enum):
    """A plate that takes no component: `BLANK` is knocked out, `ALONE` not touched."""

    BLANK = 0
    ALONE = 1


class Overprint(Struct, frozen=True):
    """The graphics state's overprint for one kind of mark, and its mode (OPM)."""

    on: bool = False
    mode: int = 0


OFF: Final = Overprint()
_CONVERTED: Final = ColourSpace("ICCBased CMYK", 4, PROCESS_INKS)


class ChannelView(Protocol):
    """A picture that is drawn of a page: what colours become in it."""

    def solid(self, space: ColourSpace, values: Values, overprint: Overprint) -> Channels | None:
        """The channels of a colour; None if all are left alone."""

    def function(self, space: ColourSpace, overprint: Overprint) -> Function | None:
        """A PDF function from the components of `space` to three channels, as entries and bytes of
        its stream; None if all are left alone."""

    def blend(self, mode: str) -> str | None:
        """The blend mode in this picture; None if nothing is painted in that mode."""


class Plates(Struct, frozen=True):
    """Three plates in one picture, the same one thrice for one alone."""

    names: tuple[str, str, str]
    rgb: Converter | None = None

    def solid(self, space: ColourSpace, values: Values, overprint: Overprint) -> Channels | None:
        space, values = _without_palette(space, values)
        if space.family in RGBS and self.rgb is not None:
            space, values = _CONVERTED, self.rgb.inks(values)
        return _whole([_amount(name, space, values, overprint) for name in self.names])

    def function(self, space: ColourSpace, overprint: Overprint) -> Function | None:
        before = b""
        rgb = self.rgb if space.family in RGBS else None
        if rgb is not None:
            space, before = _CONVERTED, rgb.program
        shares = [_share(name, space, overprint) for name in self.names]
        if all(share is Share.ALONE for share in shares):
            return None
        if Share.ALONE in shares:
            raise Mixed
        if rgb is not None and not before:
            return _tabled(rgb.table, shares)
        return _postscript(before, shares, space.components)

    def blend(self, mode: str) -> str | None:
        if mode in _NON_SEPARABLE and self.names == PROCESS_INKS[:3]:
            return mode
        modes = {_blend(name, mode) for name in self.names}
        if len(modes) > 1:
            raise Mixed
        return modes.pop()


class Luminosity:
    """The gray in which the group of a luminosity soft mask is seen (ISO 32000-1, 11.5.3)."""

    def solid(self, space: ColourSpace, values: Values, overprint: Overprint) -> Channels | None:
        space, values = _without_palette(space, values)
        if space.family in GREYS:
            gray = values[0]
        elif space.family in RGBS:
            gray = 0.3 * values[0] + 0.59 * values[1] + 0.11 * values[2]
        elif space.family in CMYKS:
            cyan, magenta, yellow, black = values
            gray = 1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black)
        else:
            raise Unmeasurable(f"a soft mask drawn in {space.family}")
        return gray, gray, gray

    def function(self, space: ColourSpace, overprint: Overprint) -> Function | None:
        return {"FunctionType": 4}, self._program(space)

    def _program(self, space: ColourSpace) -> bytes:
        if space.family in GREYS:
            return b"{ dup dup }"
        if space.family in RGBS:
            return b"{ 0.11 mul exch 0.59 mul add exch 0.3 mul add dup dup }"
        if space.family in CMYKS:
            return (
                b"{ exch 0.11 mul add exch 0.59 mul add exch 0.3 mul add "
                b"1 exch sub dup 0 lt { pop 0 } if dup dup }"
            )
        raise Unmeasurable(f"a soft mask drawn in {space.family}")

    def blend(self, mode: str) -> str | None:
        return mode


def _without_palette(space: ColourSpace, values: Values) -> tuple[ColourSpace, Values]:
    if space.family != "Indexed" or space.base is None:
        return space, values
    count = space.base.components
    start = max(0, int(values[0])) * count
    entry = space.lookup[start : start + count].ljust(count, b"\0")
    return space.base, tuple(byte / 255 for byte in entry)


def _share(plate: str, space: ColourSpace, overprint: Overprint) -> Take | Share:
    """Where a plate's ink comes from (ISO 32000-1, table 149)."""
    if space.family in GREYS:
        if plate == "Black":
            return Take(0, additive=True)
    elif space.family not in CMYKS and space.family not in ("Separation", "DeviceN"):
        raise Unmeasurable(f"{space.family}: what ink it becomes is the printer's choice")
    elif plate in space.inks:
        return Take(space.inks.index(plate))
    if space.inks == ("All",):
        return Take(0)
    if space.inks and set(space.inks) == {"None"}:
        return Share.ALONE
    process = space.family in CMYKS or space.family in GREYS
    if overprint.on and not (process and plate in _PROCESS):
        return Share.ALONE
    return Share.BLANK


def _amount(plate: str, space: ColourSpace, values: Values, overprint: Overprint) -> float | None:
    """How light a plate becomes; None if it is left alone."""
    share = _share(plate, space, overprint)
    if isinstance(share, Share):
        return None if share is Share.ALONE else 1.0
    value = min(1.0, max(0.0, values[share.component]))
    # Mode 1 spares a plate where DeviceCMYK has no ink, and only there (8.6.7).
    if overprint.on and overprint.mode == 1 and space.family == "DeviceCMYK" and value == 0:
        return None
    return value if share.additive else 1 - value


def _whole(found: list[float | None]) -> Channels | None:
    red, green, blue = found
    if red is not None and green is not None and blue is not None:
        return red, green, blue
    if red is None and green is None and blue is None:
        return None
    raise Mixed


def _postscript(before: bytes, shares: list[Take | Share], count: int) -> Function:
    """`before`, then one channel after the other on top of `count` numbers, which are dropped."""
    words = [before]
    for done, share in enumerate(shares):
        if isinstance(share, Take):
            words.append(b"%d index" % (count - 1 - share.component + done))
            words.append(b"" if share.additive else b"1 exch sub")
        else:
            words.append(b"1")
    words.append(b"%d 3 roll" % (count + 3) + b" pop" * count)
    return {"FunctionType": 4}, b"{ %b }" % b" ".join(words)


def _tabled(inks: bytes, shares: list[Take | Share]) -> Function:
    """A table of the four inks as one of the three channels."""
    turned = inks.translate(bytes(range(255, -1, -1)))
    bare = b"\xff" * (len(inks) // 4)
    channels = [turned[one.component :: 4] if isinstance(one, Take) else bare for one in shares]
    table = bytearray(3 * len(bare))
    for number, channel in enumerate(channels):
        table[number::3] = channel
    return {"FunctionType": 0, "BitsPerSample": 8, "Size": (STEPS,) * 3}, bytes(table)


def _blend(plate: str, mode: str) -> str | None:
    """A blend mode on one plate (ISO 32000-1, 11.3.5.3 and 11.7.4.2)."""
    if plate not in _PROCESS:
        return NORMAL if mode in _NON_SEPARABLE or mode in _NOT_FOR_SPOTS else mode
    if mode not in _NON_SEPARABLE:
        return mode
    if plate == "Black":
        return NORMAL if mode == "Luminosity" else None
    raise Mixed
