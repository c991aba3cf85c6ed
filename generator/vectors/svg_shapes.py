"""Turns SVG's shapes into paths (SVG 2, chapters 9 and 10)."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from .lengths import NUMBER, Viewport, length, number, numbers
from .model import MOST, Unusable, VectorPath, VectorSegment, box

_ARC: Final = 0.5522847498  # handles of a quarter circle of radius 1
_TOKEN: Final = re.compile(rf"[\s,]*(?:([MmZzLlHhVvCcSsQqTtAa])|({NUMBER}))")
_FLAG: Final = re.compile(r"[\s,]*([01])")
_WAYS: Final = {
    **dict.fromkeys(("x", "cx", "rx", "width", "x1", "x2"), "width"),
    **dict.fromkeys(("y", "cy", "ry", "height", "y1", "y2"), "height"),
}


class ShapeNumbers:
    """The numbers in a shape's attributes, in the units of the viewport around it."""

    def __init__(self, attributes: Mapping[str, str], viewport: Viewport) -> None:
        self.attributes, self.viewport = attributes, viewport

    def text(self, name: str) -> str:
        return self.attributes.get(name, "")

    def length(self, name: str) -> float:
        return length(self.text(name), self.viewport, _WAYS.get(name, "diagonal"))

    def lengths(self, *names: str) -> tuple[float, ...]:
        return tuple(map(self.length, names))

    def radii(self) -> tuple[float, float]:
        """`rx` and `ry`, where one that is not given is like the other."""
        rx, ry = self._radius("rx"), self._radius("ry")
        return (ry if rx is None else rx) or 0.0, (rx if ry is None else ry) or 0.0

    def _radius(self, name: str) -> float | None:
        text = self.text(name).strip().lower()
        return None if text in {"", "auto"} or self.length(name) < 0 else self.length(name)


def shape(tag: str, attributes: Mapping[str, str], viewport: Viewport) -> VectorPath:
    """The outline of a basic shape or a path; empty for one without extent. Raises `Unusable`."""
    return _SHAPES[tag](ShapeNumbers(attributes, viewport))


def _path(given: ShapeNumbers) -> VectorPath:
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path.parser import parse_path

    pen = RecordingPen()
    text = given.text("d")
    if text.strip() in {"", "none"}:
        return ()
    try:
        parse_path(" ".join(_tokens(text)), pen)
    except (ValueError, IndexError, TypeError, ArithmeticError, AssertionError):
        raise Unusable("has a path that cannot be read", "export it anew") from None
    found: list[VectorSegment] = []
    start = now = (0.0, 0.0)
    for operator, points in pen.value:
        match operator:
            case "moveTo":
                start = points[0]
                found.append(("M", *start))
            case "lineTo":
                found.append(("L", *points[0]))
            case "curveTo":
                (x1, y1), (x2, y2), (x, y) = points
                found.append(("C", x1, y1, x2, y2, x, y))
            case "qCurveTo":
                found.append(_quadratic(now, points))
            case "closePath":
                found.append(("Z",))
        now = points[-1] if points else start
    if not all(-MOST < number < MOST for _, *values in found for number in values):
        raise Unusable("has a path that runs off to infinity", "export it anew")
    return tuple(found)


def _tokens(text: str) -> Iterator[str]:
    """The commands and numbers of a path. Raises `ValueError` for anything else."""
    position = count = 0
    arc = False
    text = text.strip()
    while position < len(text):
        # the flags of an arc need nothing between them and what comes after (SVG 2, 9.3.9)
        flag = _FLAG.match(text, position) if arc and count % 7 in {3, 4} else None
        match = flag or _TOKEN.match(text, position)
        if not match:
            raise ValueError(text[position : position + 20])
        position = match.end()
        if flag:
            count += 1
            yield flag[1]
        elif match[1]:
            arc, count = match[1] in "Aa", 0
            yield match[1]
        else:
            count += 1
            yield repr(number(match[2]))


def _quadratic(
    before: tuple[float, float], points: tuple[tuple[float, float], ...]
) -> VectorSegment:
    """The cubic curve that equals a quadratic one."""
    x0, y0 = before
    (cx, cy), (x, y) = points
    return (
        "C", x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3, x, y,
    )  # fmt: skip


def _rect(given: ShapeNumbers) -> VectorPath:
    x, y, width, height = given.lengths("x", "y", "width", "height")
    if width <= 0 or height <= 0:
        return ()
    rx, ry = given.radii()
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


def _circle(given: ShapeNumbers) -> VectorPath:
    radius = given.length("r")
    return _round(given, radius, radius)


def _ellipse(given: ShapeNumbers) -> VectorPath:
    return _round(given, *given.radii())


def _round(given: ShapeNumbers, rx: float, ry: float) -> VectorPath:
    x, y = given.lengths("cx", "cy")
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


def _line(given: ShapeNumbers) -> VectorPath:
    x1, y1, x2, y2 = given.lengths("x1", "y1", "x2", "y2")
    return ("M", x1, y1), ("L", x2, y2)


def _polyline(given: ShapeNumbers) -> VectorPath:
    values = numbers(given.text("points"))
    points = list(zip(values[::2], values[1::2], strict=False))
    return tuple(("L" if number else "M", x, y) for number, (x, y) in enumerate(points))


def _polygon(given: ShapeNumbers) -> VectorPath:
    path = _polyline(given)
    return (*path, ("Z",)) if path else ()


_SHAPES: Final[Mapping[str, Callable[[ShapeNumbers], VectorPath]]] = {
    "path": _path,
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
SHAPES: Final = frozenset(_SHAPES)
