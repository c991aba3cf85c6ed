"""Colours as SVG and CSS write them (CSS Color 4), as far as they are flat and in sRGB."""

import re
from typing import Final

from .model import DeviceColour, Unusable

FLATTEN: Final = "flatten it to shapes in plain colours (Object, Expand), or export it as PNG"
_ICC: Final = re.compile(r"(\S.*?)\s+icc-color\([^()]*\)", re.DOTALL)
_FUNCTIONS: Final = frozenset({"rgb", "rgba", "hsl", "hsla"})
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
    found = _srgb(known)
    if found is None:
        raise Unusable(f'has a colour "{text[:40]}" that is not known', FLATTEN)
    *parts, alpha = found
    if alpha == 0:
        return None
    if alpha < 1:
        raise Unusable("has see-through parts", FLATTEN)
    # eight bits each, as screens and other readers have them
    return DeviceColour(tuple(round(min(1.0, max(0.0, part)) * 255) / 255 for part in parts))


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


def _srgb(text: str) -> tuple[float, ...] | None:
    """Red, green, blue and opacity of a name, of digits behind #, of `rgb()` or of `hsl()`."""
    from tinycss2 import parse_one_component_value
    from tinycss2.color4 import parse_color

    token = parse_one_component_value(text)
    if token.type not in {"ident", "hash", "function"}:
        return None
    if token.type == "function" and token.lower_name not in _FUNCTIONS:
        return None
    found = parse_color(token)
    if found is None or isinstance(found, str):
        return None
    return tuple(map(float, found.to("srgb")))
