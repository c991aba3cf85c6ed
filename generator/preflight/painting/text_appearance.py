"""How text looks, and what is noted of it."""

import math
from typing import NamedTuple

from generator.preflight.painting.graphics import Brush, GraphicsState, Transparency
from generator.preflight.painting.notes import (
    LARGEST_TYPE,
    THICKEST_LINE,
    Detail,
    InLayer,
    ThinLine,
    Transparent,
    Type,
)
from generator.preflight.painting.paints import Paint, solid_black
from generator.preflight.plane import Matrix, product, stretched


class TextAppearance(NamedTuple):
    """All that decides how text looks and is judged, besides its words and its place."""

    font: bytes
    em: float
    size: float
    turn: tuple[float, ...]
    ctm: Matrix
    outside: bool
    mode: int
    fill: Brush
    stroke: Brush
    overprint_mode: int
    width: float
    transparency: Transparency
    layers: tuple[bytes, ...]


def appearance(
    state: GraphicsState, turn: tuple[float, ...], outside: bool, layers: tuple[bytes, ...]
) -> TextAppearance:
    """How text looks in a state; `turn` is its matrix without its place, `outside` says that it
    lies off the trimmed page."""
    text = state.text
    assert text.font is not None
    return TextAppearance(
        text.font.digest,
        text.font.em,
        text.size,
        turn,
        state.ctm,
        outside,
        text.mode,
        state.fill,
        state.stroke,
        state.overprint_mode,
        state.width,
        state.transparency,
        layers,
    )


def details(text: TextAppearance, pt: float) -> tuple[Detail, ...]:
    """What is to be noted of text, on a page whose units are `pt` points."""
    filled, stroked = text.mode in (0, 2, 4, 6), text.mode in (1, 2, 5, 6)
    paints: tuple[Paint, ...] = ()
    knocks = False
    if filled:
        paints = text.fill.paints("text")
        knocks = any(map(solid_black, paints)) and not _overprints(text)
    if stroked:
        paints += text.stroke.paints("text")
    size = round(abs(text.size) * text.em * _height(text), 4)
    found: list[Detail] = [*paints]
    if not text.outside and (knocks or 0 < size * pt < LARGEST_TYPE):
        found.append(Type(size, tuple(dict.fromkeys(paints)), knocks))
    found += [Transparent(reason) for reason in text.transparency.reasons(filled, stroked)]
    found += [InLayer(layer) for layer in text.layers]
    if text.mode in (1, 5):
        width = text.width * stretched(text.ctm)[0]
        if width * pt < THICKEST_LINE:
            found.append(ThinLine("stroke", round(width, 4), paints, text.outside))
    return tuple(dict.fromkeys(found))


def _height(text: TextAppearance) -> float:
    """How high an em of size 1 comes out on the page."""
    a, b, c, d = product((*text.turn, 0.0, 0.0), text.ctm)[:4]  # type: ignore[arg-type]
    along = math.hypot(a, b)
    return abs(a * d - b * c) / along if along else 0.0


def _overprints(text: TextAppearance) -> bool:
    """Whether a fill leaves the inks below standing. In the process inks that takes mode 1, and
    DeviceGray always knocks out (8.6.7)."""
    family = text.fill.colour.families[0]
    mode = text.overprint_mode == 1 and family != "DeviceGray"
    return text.fill.overprint and (family in ("Separation", "DeviceN") or mode)
