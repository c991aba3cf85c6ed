"""Fills and strokes paths, and makes clips of them (ISO 32000-1, 8.5.3 and 8.5.4)."""

import math
from hashlib import sha256

from ..plane import NOWHERE, Rectangle, meet, scale_of, stretched, within
from .filled_shapes import keep_shape
from .notes import THICKEST_LINE, Paint, ThinLine
from .painter import Painter
from .path_building import PathBuilder, thinnest


def fill_path(painter: Painter, *, alone: bool = True) -> None:
    """`alone`: without a stroke round it."""
    state, path = painter.stream.state, painter.path
    if path.area is None:
        return
    paints = state.fill.paints("fill")
    painter.mark(path.area, paints)
    painter.note_transparency(path.area, fill=True)
    painter.note_background(path.area, paints)
    keep_shape(painter, path.area, paints)
    painter.note_cells(state.fill.colour.cells, path.area)
    if alone:
        _note_line(
            painter, "fill", thinnest(path.parts, state.ctm, painter.page.cache), paints, path.area
        )


def stroke_path(painter: Painter, *, alone: bool = True) -> None:
    """`alone`: without a fill of the same colour inside it."""
    state, area = painter.stream.state, painter.path.area
    if area is None:
        return
    # A mitre reaches ten half widths past its corner unless M says otherwise (8.4.3.5);
    # a smaller limit only makes this bound generous.
    pen = max(state.width * scale_of(state.ctm) * state.mitre / 2, 1.0)
    paints = state.stroke.paints("stroke")
    painter.mark(_around(area, pen), paints)
    painter.note_transparency(area, stroke=True)
    painter.note_cells(state.stroke.colour.cells, area)
    if alone:
        _note_line(painter, "stroke", _stroke_width(painter), paints, area)


def _stroke_width(painter: Painter) -> float:
    """The width of the thinnest part of a stroke. Its pen is an ellipse if the matrix stretches
    (8.4.3.2). Only of a single straight line is the direction known."""
    state = painter.stream.state
    a, b, c, d = state.ctm[:4]
    if painter.path.line:
        x0, y0, x1, y1 = painter.path.line
        x, y = x1 - x0, y1 - y0
        along = math.hypot(a * x + c * y, b * x + d * y)
        if along:
            return state.width * abs(a * d - b * c) * math.hypot(x, y) / along
    return state.width * stretched(state.ctm)[0]


def _note_line(
    painter: Painter, kind: str, width: float, paints: tuple[Paint, ...], area: Rectangle
) -> None:
    if width * painter.page.pt >= THICKEST_LINE + 0.005:
        return
    seen = painter.seen(_around(area, width / 2) if kind == "stroke" else area)
    if seen is not None:
        frame = painter.page.frame
        outside = frame is not None and not meet(seen, frame.bleed)
        painter.record.book.note(ThinLine(kind, round(width, 4), paints, outside), seen)


def _around(area: Rectangle, by: float) -> Rectangle:
    left, bottom, right, top = area
    return left - by, bottom - by, right + by, top + by


def clip_path(painter: Painter) -> None:
    """The path becomes a clip once it is painted."""
    state, path = painter.stream.state, painter.path
    made = repr((painter.stream.place, state.ctm, path.area)).encode()
    painter.stream.state = state._replace(clip=sha256(state.clip + made).digest())
    path.clip = path.area


def end_path(painter: Painter) -> None:
    """End a path that is painted or dropped. A clip made of it counts from here (8.5.4)."""
    clip = painter.path.clip
    if clip is not None:
        state = painter.stream.state
        window = within(clip, state.window) or NOWHERE
        painter.stream.state = state._replace(window=window)
    painter.path = PathBuilder()
