"""SVG's shapes as paths (SVG 2, chapters 9 and 10), and its transforms as matrices."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Final

from generator.vectors.model import IDENTITY, Matrix, Path, Segment, Unusable, box, then

_NUMBER: Final = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH: Final = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in)?\s*")
_UNITS: Final = {
    "": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0,
}  # fmt: skip
_TRANSFORM: Final = re.compile(r"\s*(\w+)\s*\(([^()]*)\)\s*,?")
_ARC: Final = 0.5522847498  # handles of a quarter circle of radius 1


def length(text: str, default: float = 0.0) -> float:
    """A length in px. Raises `Unusable` for one that depends on what is around it."""
    if not text.strip():
        return default
    match = _LENGTH.fullmatch(text)
    if not match:
        raise Unusable(
            f'has a length of "{text.strip()}", which depends on what is around it',
            "export it anew with lengths in px or mm",
        )
    return float(match[1]) * _UNITS[match[2] or ""]


def numbers(text: str) -> list[float]:
    """Numbers parted by spaces or commas. Raises `Unusable`."""
    parts = re.split(r"[\s,]+", text.strip()) if text.strip() else []
    if not all(re.fullmatch(_NUMBER, part) for part in parts):
        raise Unusable(f'has "{text.strip()[:40]}" where numbers belong', "export it anew")
    return [float(part) for part in parts]


def transform(text: str) -> Matrix:
    """A `transform` attribute. Raises `Unusable`."""
    made = IDENTITY
    position = 0
    while text[position:].strip():
        match = _TRANSFORM.match(text, position)
        if not match:
            raise _no_transform(text)
        made = then(_one(match[1], numbers(match[2]), text), made)
        position = match.end()
    return made


def _one(name: str, values: list[float], text: str) -> Matrix:
    match name, values:
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
            return then(then((1, 0, 0, 1, -x, -y), _turned(angle)), (1, 0, 0, 1, x, y))
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


def shape(tag: str, attributes: Mapping[str, str]) -> Path:
    """The outline of a basic shape or a path; nothing for one without extent. Raises
    `Unusable`."""
    return _SHAPES[tag](attributes)


def _path(attributes: Mapping[str, str]) -> Path:
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path.parser import parse_path

    pen = RecordingPen()
    try:
        parse_path(attributes.get("d", ""), pen)
    except (ValueError, IndexError, ZeroDivisionError, OverflowError):
        raise Unusable("has a path that cannot be read", "export it anew") from None
    found: list[Segment] = []
    for operator, points in pen.value:
        match operator:
            case "moveTo":
                found.append(("M", *points[0]))
            case "lineTo":
                found.append(("L", *points[0]))
            case "curveTo":
                (x1, y1), (x2, y2), (x, y) = points
                found.append(("C", x1, y1, x2, y2, x, y))
            case "qCurveTo":
                found.append(_quadratic(found[-1], points))
            case "closePath":
                found.append(("Z",))
            case _:
                pass
    if not all(math.isfinite(number) for _, *values in found for number in values):
        raise Unusable("has a path that runs off to infinity", "export it anew")
    return tuple(found)


def _quadratic(before: Segment, points: tuple[tuple[float, float], ...]) -> Segment:
    """A quadratic curve as the cubic that is the same."""
    *_, x0, y0 = before[1:]
    (cx, cy), (x, y) = points
    return (
        "C", x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3, x, y,
    )  # fmt: skip


def _rect(attributes: Mapping[str, str]) -> Path:
    x, y, width, height = (
        length(attributes.get(name, "")) for name in ("x", "y", "width", "height")
    )
    if width <= 0 or height <= 0:
        return ()
    given = [attributes.get(name, "auto").strip() for name in ("rx", "ry")]
    radii = [None if text in {"", "auto"} else max(0.0, length(text)) for text in given]
    rx = radii[0] if radii[0] is not None else radii[1] or 0.0
    ry = radii[1] if radii[1] is not None else radii[0] or 0.0
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not rx or not ry:
        return box(x, y, width, height)
    h, v, right, bottom = rx * (1 - _ARC), ry * (1 - _ARC), x + width, y + height
    return (
        ("M", x + rx, y),
        ("L", right - rx, y),
        ("C", right - h, y, right, y + v, right, y + ry),
        ("L", right, bottom - ry),
        ("C", right, bottom - v, right - h, bottom, right - rx, bottom),
        ("L", x + rx, bottom),
        ("C", x + h, bottom, x, bottom - v, x, bottom - ry),
        ("L", x, y + ry),
        ("C", x, y + v, x + h, y, x + rx, y),
        ("Z",),
    )


def _circle(attributes: Mapping[str, str]) -> Path:
    radius = attributes.get("r", "")
    return _ellipse({**attributes, "rx": radius, "ry": radius})


def _ellipse(attributes: Mapping[str, str]) -> Path:
    x, y, rx, ry = (length(attributes.get(name, "")) for name in ("cx", "cy", "rx", "ry"))
    if rx <= 0 or ry <= 0:
        return ()
    h, v = rx * _ARC, ry * _ARC
    return (
        ("M", x + rx, y),
        ("C", x + rx, y + v, x + h, y + ry, x, y + ry),
        ("C", x - h, y + ry, x - rx, y + v, x - rx, y),
        ("C", x - rx, y - v, x - h, y - ry, x, y - ry),
        ("C", x + h, y - ry, x + rx, y - v, x + rx, y),
        ("Z",),
    )


def _line(attributes: Mapping[str, str]) -> Path:
    x1, y1, x2, y2 = (length(attributes.get(name, "")) for name in ("x1", "y1", "x2", "y2"))
    return ("M", x1, y1), ("L", x2, y2)


def _polyline(attributes: Mapping[str, str]) -> Path:
    values = numbers(attributes.get("points", ""))
    points = list(zip(values[::2], values[1::2], strict=False))
    return tuple(("L" if number else "M", x, y) for number, (x, y) in enumerate(points))


def _polygon(attributes: Mapping[str, str]) -> Path:
    path = _polyline(attributes)
    return (*path, ("Z",)) if path else ()


_SHAPES: Final[Mapping[str, Callable[[Mapping[str, str]], Path]]] = {
    "path": _path,
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
SHAPES: Final = frozenset(_SHAPES)
