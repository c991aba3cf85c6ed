"""Colours as SVG and CSS write them (CSS Color 4), as far as they are flat and in sRGB."""

from __future__ import annotations

import colorsys
import re
from typing import Final

from generator.vectors.model import DeviceColour, Unusable

FLATTEN: Final = "flatten it to shapes in plain colours (Object, Expand), or export it as PNG"
_HEX: Final = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_ICC: Final = re.compile(r"(\S.*?)\s+icc-color\([^()]*\)", re.DOTALL)
_FUNCTION: Final = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_PART: Final = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(%|deg|rad|grad|turn)?")
_TURN: Final = {"": 360.0, "deg": 360.0, "grad": 400.0, "turn": 1.0, "rad": 6.283185307179586}
# Colours that another reader may not know how to read, in the notation that every one reads.
_MODERN: Final = re.compile(
    r"(#[0-9a-fA-F]{3,8})\s+icc-color\([^()]*\)|\b(?:(?:rgb|hsl)a?\([^()]*\)|(?:rebeccapurple|currentcolor)\b)",
    re.IGNORECASE,
)


def colour(text: str) -> DeviceColour | None:
    """A flat colour; None for no paint. Raises `Unusable` for anything else."""
    text = text.strip()
    known = text.lower()
    with_profile = _ICC.fullmatch(known)
    if with_profile:
        known = with_profile[1]
    if known in {"none", "transparent"}:
        return None
    found = _hexadecimal(known) or _function(known) or _named(known)
    if found is None:
        raise Unusable(f'has a colour "{text[:40]}" that is not known', FLATTEN)
    *parts, alpha = found
    if alpha == 0:
        return None
    if alpha < 1:
        raise Unusable("has see-through parts", FLATTEN)
    # eight bits each, as screens and other readers have them
    return DeviceColour(tuple(round(part * 255) / 255 for part in parts))


def in_hexadecimal(text: str) -> str:
    """A document in which colours by function are written as `#rrggbb`; those that cannot be
    read here stay as they are."""

    def written(match: re.Match[str]) -> str:
        if match[0].lower() == "currentcolor":
            return "currentColor"
        try:
            found = colour(match[0])
        except Unusable:
            return match[0]
        if found is None:
            return "none"
        return "#" + "".join(f"{round(part * 255):02x}" for part in found.values)

    return _MODERN.sub(written, text)


_Found = tuple[float, float, float, float]


def _hexadecimal(text: str) -> _Found | None:
    match = _HEX.fullmatch(text)
    if not match:
        return None
    digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])
    red, green, blue, *alpha = (part / 255 for part in bytes.fromhex(digits))
    return red, green, blue, alpha[0] if alpha else 1.0


def _named(text: str) -> _Found | None:
    from PIL import ImageColor

    if not text.isalpha() or text not in ImageColor.colormap:
        return None
    red, green, blue = (part / 255 for part in ImageColor.getrgb(text)[:3])
    return red, green, blue, 1.0


def _function(text: str) -> _Found | None:
    """`rgb()` and `hsl()`, parted by commas or spaces, opacity behind a comma or a slash."""
    match = _FUNCTION.fullmatch(text)
    if not match:
        return None
    words, slash, last = match[2].partition("/")
    parts = [part.strip() for part in words.split("," if "," in words else None)]
    parts += [last.strip()] if slash else []
    read = [_PART.fullmatch(part) for part in parts]
    if len(parts) not in {3, 4} or not all(read):
        return None
    values = [(float(one[1]), one[2] or "") for one in read if one]
    alpha = _share(values[3], 1.0) if len(values) == 4 else 1.0
    if match[1] == "rgb":
        red, green, blue = (_share(value, 255.0) for value in values[:3])
        return red, green, blue, alpha
    hue, unit = values[0]
    if unit not in _TURN:
        return None
    saturation, lightness = (_share(value, 100.0) for value in values[1:3])
    red, green, blue = colorsys.hls_to_rgb(hue / _TURN[unit] % 1, lightness, saturation)
    return red, green, blue, alpha


def _share(value: tuple[float, str], whole: float) -> float:
    number, unit = value
    return min(1.0, max(0.0, number / (100.0 if unit == "%" else whole)))
