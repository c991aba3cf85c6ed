"""Parses numbers, lengths and transforms of SVG (SVG 2, 8)."""

import math
import re
from typing import Final, NamedTuple

from generator.pdfobjects.values import IDENTITY, Matrix, product
from .model import MOST, Unusable

NUMBER: Final = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NEXT: Final = re.compile(rf"({NUMBER})\s*,?\s*")
_LENGTH: Final = re.compile(rf"\s*({NUMBER})\s*([a-z]+|%)?\s*", re.IGNORECASE)
_UNITS: Final = {
    "": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0,
}  # fmt: skip
_TRANSFORM: Final = re.compile(r"\s*(\w+)\s*\(([^()]*)\)[\s,]*")


class Viewport(NamedTuple):
    """The size that percentages refer to, in the units of the shapes inside."""

    width: float
    height: float

    def of(self, share: float, way: str) -> float:
        """A share of its `width`, its `height`, or its `diagonal` (SVG 2, 8.9)."""
        across, down = self.width, self.height
        whole = {"width": across, "height": down}.get(way, math.hypot(across, down) / math.sqrt(2))
        return share * whole


def number(text: str) -> float:
    """Parse a number. Raises `Unusable` for one too large to draw with."""
    value = float(text)
    if not -MOST < value < MOST:
        raise Unusable(f'has a number "{text[:24]}", with which nothing can be drawn', "correct it")
    return value


def length(text: str, viewport: Viewport, way: str, default: float = 0.0) -> float:
    """A length in px. Raises `Unusable` for one that depends on type or on the screen."""
    if not text.strip():
        return default
    match = _LENGTH.fullmatch(text)
    unit = (match[2] or "").lower() if match else ""
    if match and unit == "%":
        return viewport.of(number(match[1]) / 100, way)
    if not match or unit not in _UNITS:
        raise Unusable(
            f'has a length of "{text.strip()[:40]}", which depends on what is around it',
            "export it anew with lengths in px or mm",
        )
    return number(match[1]) * _UNITS[unit]


def numbers(text: str) -> list[float]:
    """Parse numbers with spaces or commas between them, or nothing where the next begins with a
    sign or a second point. Raises `Unusable`."""
    found: list[float] = []
    text = text.strip()
    position = 0
    while position < len(text):
        match = _NEXT.match(text, position)
        if not match:
            raise Unusable(f'has "{text[:40]}" where numbers belong', "export it anew")
        found.append(number(match[1]))
        position = match.end()
    if text.endswith(","):
        raise Unusable(f'has "{text[:40]}" where numbers belong', "export it anew")
    return found


def transform(text: str) -> Matrix:
    """Parse a `transform` attribute. Raises `Unusable`."""
    made = IDENTITY
    position = 0
    text = text.strip()
    if text.lower() == "none":
        return made
    while position < len(text):
        match = _TRANSFORM.match(text, position)
        if not match:
            raise _no_transform(text)
        made = product(_one(match[1], match[2], text), made)
        position = match.end()
    return made


def _one(name: str, inside: str, text: str) -> Matrix:
    match name, numbers(inside):
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x]:
            return 1, 0, 0, 1, x, 0
        case "translate", [x, y]:
            return 1, 0, 0, 1, x, y
        case "scale", [x]:
            return x, 0, 0, x, 0, 0
        case "scale", [x, y]:
            return x, 0, 0, y, 0, 0
        case "rotate", [angle]:
            return _turned(angle)
        case "rotate", [angle, x, y]:
            return product(product((1, 0, 0, 1, -x, -y), _turned(angle)), (1, 0, 0, 1, x, y))
        case "skewX", [angle]:
            return 1, 0, math.tan(math.radians(angle)), 1, 0, 0
        case "skewY", [angle]:
            return 1, math.tan(math.radians(angle)), 0, 1, 0, 0
        case _:
            raise _no_transform(text)


def _turned(angle: float) -> Matrix:
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return cosine, sine, -sine, cosine, 0, 0


def _no_transform(text: str) -> Unusable:
    return Unusable(f'has a transform "{text.strip()[:40]}"', "export it anew as plain SVG")
