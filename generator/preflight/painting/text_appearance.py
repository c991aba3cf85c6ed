"""How text looks, and what is noted of it."""

import math
from typing import NamedTuple

from generator.pdfobjects.matrices import product
from generator.preflight.painting.graphics import GraphicsState, TextState
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
from generator.preflight.plane import EVERYWHERE, stretched


class TextAppearance(NamedTuple):
    """All that decides how text looks and is checked, besides its words and its place. `turn` is
    its matrix without its place, `outside` says that it lies off the trimmed page."""

    state: GraphicsState
    turn: tuple[float, ...]
    outside: bool
    layers: tuple[bytes, ...]


def appearance(
    state: GraphicsState, turn: tuple[float, ...], outside: bool, layers: tuple[bytes, ...]
) -> TextAppearance:
    """How text looks: by what matters of the state alone."""
    text = TextState(font=state.text.font, size=state.text.size, mode=state.text.mode)
    state = state._replace(clip=b"", window=EVERYWHERE, settings=(), text=text)
    return TextAppearance(state, turn, outside, layers)


def details(text: TextAppearance, pt: float) -> tuple[Detail, ...]:
    """What is to be noted of text, on a page whose units are `pt` points."""
    state, mode = text.state, text.state.text.mode
    filled, stroked = mode in (0, 2, 4, 6), mode in (1, 2, 5, 6)
    paints: tuple[Paint, ...] = ()
    knocks = False
    if filled:
        paints = state.fill.paints("text")
        knocks = any(map(solid_black, paints)) and not _overprints(state)
    if stroked:
        paints += state.stroke.paints("text")
    size = _size(text)
    found: list[Detail] = [*paints]
    if not text.outside and (knocks or 0 < size * pt < LARGEST_TYPE):
        found.append(Type(size, tuple(dict.fromkeys(paints)), knocks))
    found += [Transparent(reason) for reason in state.transparency.reasons(filled, stroked)]
    found += [InLayer(layer) for layer in text.layers]
    if mode in (1, 5):
        width = state.width * stretched(state.ctm)[0]
        if width * pt < THICKEST_LINE:
            found.append(ThinLine("stroke", round(width, 4), paints, text.outside))
    return tuple(dict.fromkeys(found))


def _size(text: TextAppearance) -> float:
    """How high an em comes out on the page."""
    a, b, c, d = product((*text.turn, 0.0, 0.0), text.state.ctm)[:4]  # type: ignore[arg-type]
    along = math.hypot(a, b)
    height = abs(a * d - b * c) / along if along else 0.0
    chosen = text.state.text
    return round(abs(chosen.size) * (chosen.font.em if chosen.font else 0.0) * height, 4)


def _overprints(state: GraphicsState) -> bool:
    """Whether a fill leaves the inks below standing. In the process inks that takes mode 1, and
    DeviceGray always knocks out (8.6.7)."""
    family = state.fill.colour.families[0]
    mode = state.overprint_mode == 1 and family != "DeviceGray"
    return state.fill.overprint and (family in ("Separation", "DeviceN") or mode)
