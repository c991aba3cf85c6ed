"""The page as a content stream leaves it: marks counted, bounded and noted as they are made.

Reach is an upper bound of all that is painted: clips are taken as their bounding boxes, curves
as their control points, text as its advances and the FontBBox of its font, and what cannot be
bounded reaches everywhere. Notes are closer: text too near an edge is measured by its ink.
"""

import math
from typing import Any, Final, NamedTuple

from generator.memo import Memo
from generator.pdfobjects.values import Malformed
from generator.preflight.coordinates import PageFrame
from generator.preflight.glyphs.font_metrics import Extent, FontMetrics
from generator.preflight.glyphs.shown_string import ShownString
from generator.preflight.painting.graphics import OPAQUE, GraphicsState, Transparency
from generator.preflight.painting.notes import (
    KEPT,
    LARGEST_TYPE,
    THICKEST_LINE,
    Detail,
    InLayer,
    MissingGlyphs,
    NearEdge,
    Notebook,
    Notes,
    Occurrence,
    Occurrences,
    ThinLine,
    Transparent,
    Type,
    UsedFont,
)
from generator.preflight.painting.spaces import Paint, PaintColour
from generator.preflight.painting.thinness import PathPart, thinnest
from generator.preflight.plane import (
    EVERYWHERE,
    IDENTITY,
    Area,
    Matrix,
    joined,
    meet,
    moved,
    product,
    scale_of,
    stretched,
    within,
)

NO_FONT: Final = "text before any font is chosen"
# Grounds kept of one stream, and the least area of one in square units.
GROUNDS: Final = 256
LEAST_GROUND: Final = 20.0


class Background(NamedTuple):
    """A fill, shading or image large enough to set small type on."""

    area: Area
    paints: tuple[Paint, ...]


class Painter:
    """What has been painted so far, and the state that decides how the next mark looks."""

    def __init__(self, state: GraphicsState, frame: PageFrame | None) -> None:
        self.state = state
        self.frame = frame
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.path: Area | None = None
        self.runs: list[PathPart] = []
        self.segment: tuple[float, ...] = ()
        self.clipping: Area | None = None
        self.layers: tuple[bytes, ...] = ()
        self.begin_notes()

    def begin_notes(self) -> None:
        self.book = Notebook()
        self.grounds: list[Background] = []
        self.reach: Area | None = None
        self.drawn: set[tuple[object, ...]] = set()
        self._looks: dict[tuple[Any, ...], Occurrences] = {}
        self._fonts: dict[bytes, FontMetrics] = {}
        self._look: tuple[Any, ...] = ()
        self._places = Occurrences()

    def notes(self) -> Notes:
        """All that is noted, text of each look included."""
        noted = dict(self.book.noted)
        for font in self._fonts.values():
            noted.setdefault(UsedFont(font), Occurrences())
        pt = self.frame.pt if self.frame else 1.0
        for look, places in self._looks.items():
            found = _kinds.find((look, pt))
            if found is None:
                found = _kinds.put((look, pt), kinds(TextAppearance(*look), pt))
            for kind in found:
                own = noted.get(kind)
                noted[kind] = places if own is None else own.joined(places)
        return tuple(noted.items())

    # Marks.

    def mark(self, area: Area | None, paints: tuple[Paint, ...]) -> None:
        """Something is painted over `area`, in page coordinates, as far as the clip shows it."""
        seen = None if area is None else self.seen(area)
        if seen is None:
            return
        self.reach = joined(self.reach, seen)
        for paint in paints:
            self.book.note(paint, seen)
        if self.layers:
            self.in_layers(seen)

    def seen(self, area: Area) -> Area | None:
        window = self.state.window
        return area if window is EVERYWHERE else within(area, window)

    def in_layers(self, area: Area) -> None:
        for layer in self.layers:
            self.book.note(InLayer(layer), area)

    def veiled(self, area: Area | None, *, fill: bool = False, stroke: bool = False) -> None:
        """Note what makes a mark on `area` transparent."""
        veil = self.state.veil
        if veil is not OPAQUE and area is not None and (seen := self.seen(area)) is not None:
            for what in veils(veil, fill, stroke):
                self.book.note(Transparent(what), seen)

    def absorb(self, notes: Notes, grounds: tuple[Background, ...], limit: Area) -> None:
        """Take over what a drawing notes, as far as it is seen through `limit` and the clip."""
        seen = self.seen(limit)
        if seen is not None:
            self.book.absorb(notes, seen, len(self.grounds))
            self.grounds += grounds[: GROUNDS - len(self.grounds)]

    def spread(self, cells: Notes, area: Area) -> None:
        """Take over what a pattern's cell notes, laid all over `area`."""
        seen = self.seen(area)
        if seen is not None:
            self.book.spread(cells, seen)

    def ground(self, area: Area | None, paints: tuple[Paint, ...]) -> None:
        seen = None if area is None else self.seen(area)
        if seen is not None and len(self.grounds) < GROUNDS:
            left, bottom, right, top = seen
            if (right - left) * (top - bottom) >= LEAST_GROUND:
                self.grounds.append(Background(seen, paints))

    # Paths.

    def fill_path(self, *, alone: bool = True) -> None:
        """`alone`: without a stroke round it."""
        state, area = self.state, self.path
        paints = coloured("fill", state.fill, state.fill_overprint)
        self.mark(area, paints)
        self.veiled(area, fill=True)
        if area is None:
            return
        self.ground(area, paints)
        if state.fill.cells:
            self.spread(state.fill.cells, area)
        if alone:
            self.note_line("fill", thinnest(self.runs, state.ctm), paints, area)

    def stroke_path(self, *, alone: bool = True) -> None:
        """`alone`: without a fill of the same colour inside it."""
        state, area = self.state, self.path
        if area is None:
            return
        # A mitre reaches ten half widths past its corner unless M says otherwise (8.4.3.5);
        # a smaller limit only makes this bound generous.
        pen = max(state.width * scale_of(state.ctm) * state.mitre / 2, 1.0)
        left, bottom, right, top = area
        paints = coloured("stroke", state.stroke, state.stroke_overprint)
        self.mark((left - pen, bottom - pen, right + pen, top + pen), paints)
        self.veiled(area, stroke=True)
        if state.stroke.cells:
            self.spread(state.stroke.cells, area)
        if alone:
            self.note_line("stroke", self._stroke_width(), paints, area)

    def _stroke_width(self) -> float:
        """How thick the thinnest part of a stroke comes out: its pen is an ellipse where the
        matrix stretches (8.4.3.2). Of a single straight line the direction is known."""
        a, b, c, d = self.state.ctm[:4]
        if self.segment:
            x0, y0, x1, y1 = self.segment
            x, y = x1 - x0, y1 - y0
            along = math.hypot(a * x + c * y, b * x + d * y)
            if along:
                return self.state.width * abs(a * d - b * c) * math.hypot(x, y) / along
        return self.state.width * stretched(self.state.ctm)[0]

    def note_line(self, kind: str, width: float, paints: tuple[Paint, ...], area: Area) -> None:
        frame = self.frame
        if width * (frame.pt if frame else 1.0) >= THICKEST_LINE + 0.005:
            return
        half = width / 2 if kind == "stroke" else 0.0
        left, bottom, right, top = area
        seen = self.seen((left - half, bottom - half, right + half, top + half))
        if seen is not None:
            outside = frame is not None and not meet(seen, frame.bleed)
            self.book.note(ThinLine(kind, round(width, 4), paints, outside), seen)

    def end_path(self) -> None:
        """After a path is painted or dropped; a clip made of it counts from here (8.5.4)."""
        if self.clipping is not None:
            self.state.window = within(self.clipping, self.state.window) or NOWHERE
        self.path = self.clipping = None
        self.runs = []
        self.segment = ()

    # Text.

    def show(self, text: Extent, raw: bytes, array: bool) -> None:
        """Paint a string and move on by it."""
        state = self.state
        font = state.font
        if font is None:
            raise Malformed(NO_FONT)
        size = state.size / 1000
        extra = text.codes * state.spacing + text.blanks * state.word_spacing
        if state.mode not in (3, 7):
            reach = EVERYWHERE
            if font.bounded:
                back, forth = text.backward * size, (text.advance - text.backward) * size
                low, high = min(back, forth) + min(extra, 0.0), max(back, forth) + max(extra, 0.0)
                reach = self._text_reach(font, low, high)
            seen = self.seen(reach)
            if seen is not None:
                self._shown(font, seen, raw, array)
                if text.absent:
                    self.book.note(MissingGlyphs(font.name), seen, self.as_shown(font, raw, array))
        a, b, c, d, e, f = self.text
        along = (text.advance * size + extra) * state.stretch
        self.text = a, b, c, d, e + a * along, f + b * along

    def as_shown(self, font: FontMetrics, raw: bytes, array: bool) -> ShownString:
        state = self.state
        return ShownString(
            font, raw, array, state.size, state.spacing, state.word_spacing, state.stretch,
            state.rise, self._to_page(),
        )  # fmt: skip

    def _to_page(self) -> Matrix:
        ctm = self.state.ctm
        return self.text if ctm == IDENTITY else product(self.text, ctm)

    def _shown(self, font: FontMetrics, reach: Area, raw: bytes, array: bool) -> None:
        self.reach = joined(self.reach, reach)
        frame, state = self.frame, self.state
        clear = frame is None or frame.clear(reach)
        outside = frame is not None and not clear and not frame.touches(reach)
        look = (
            font.digest, font.em, state.size, self.text[:4], state.ctm, outside, state.mode,
            state.fill, state.fill_overprint, state.stroke, state.stroke_overprint,
            state.overprint_mode, state.width, state.veil, self.layers,
        )  # fmt: skip
        if look != self._look:
            self._look = look
            known = self._looks.get(look)
            if known is None:
                known = self._looks[look] = Occurrences()
                self._fonts[font.digest] = font
            self._places = known
        show = None
        places = self._places
        places.count += 1
        if len(places.first) < KEPT:
            show = self.as_shown(font, raw, array)
            places.first.append(Occurrence(reach, show, len(self.grounds)))
        if not clear and not outside and frame is not None:
            self._near(frame, show or self.as_shown(font, raw, array))

    def _near(self, frame: PageFrame, show: ShownString) -> None:
        """Note the text if its ink stands in no panel. The FontBBox that bounds its reach is
        seldom any letter's own."""
        rough = show.bound()
        if rough is not None and frame.clear(rough):
            return
        ink = show.ink()
        ink = None if ink is None else self.seen(ink)
        if ink is not None and frame.touches(ink) and not frame.clear(ink):
            self.book.note(NearEdge(), ink, show)

    def _text_reach(self, font: FontMetrics, low: float, high: float) -> Area:
        """Where glyphs reach whose origins lie from `low` to `high` along the line."""
        state = self.state
        size = abs(state.size) / 1000
        left, bottom, right, top = (edge * size for edge in font.box)
        if state.size < 0:
            left, bottom, right, top = -right, -top, -left, -bottom
        ends = (low + left) * state.stretch, (high + right) * state.stretch
        area = min(ends), bottom + state.rise, max(ends), top + state.rise
        reach = moved(area, self._to_page())
        if state.mode in (0, 4):
            return reach
        pen = state.width * scale_of(state.ctm) * state.mitre / 2
        return reach[0] - pen, reach[1] - pen, reach[2] + pen, reach[3] + pen


# What a clip leaves that has nothing in common with the one before it.
NOWHERE: Final[Area] = (float("inf"), float("inf"), float("-inf"), float("-inf"))


class TextAppearance(NamedTuple):
    """All that decides how text looks and is judged, besides its words and its place."""

    font: bytes
    em: float
    size: float
    text: tuple[float, ...]
    ctm: Matrix
    outside: bool
    mode: int
    fill: PaintColour
    fill_overprint: bool
    stroke: PaintColour
    stroke_overprint: bool
    overprint_mode: int
    width: float
    veil: Transparency
    layers: tuple[bytes, ...]


_kinds: Memo[tuple[tuple[Any, ...], float], tuple[Detail, ...]] = Memo(4096)


def kinds(look: TextAppearance, pt: float) -> tuple[Detail, ...]:
    """What is to be noted of text of a look, on a page whose units are `pt` points."""
    a, b, c, d = product((*look.text, 0.0, 0.0), look.ctm)[:4]  # type: ignore[arg-type]
    along = math.hypot(a, b)
    height = abs(a * d - b * c) / along if along else 0.0
    filled, stroked = look.mode in (0, 2, 4, 6), look.mode in (1, 2, 5, 6)
    paints: tuple[Paint, ...] = ()
    knocks = False
    if filled:
        paints = coloured("text", look.fill, look.fill_overprint)
        spot = look.fill.families[0] in ("Separation", "DeviceN")
        # In the process inks it takes mode 1, and DeviceGray always knocks out (8.6.7).
        mode = spot or (look.overprint_mode == 1 and look.fill.families[0] != "DeviceGray")
        knocks = any(map(solid_black, paints)) and not (look.fill_overprint and mode)
    if stroked:
        paints += coloured("text", look.stroke, look.stroke_overprint)
    size = round(abs(look.size) * look.em * height, 4)
    found: list[Detail] = [*paints]
    if not look.outside and (knocks or 0 < size * pt < LARGEST_TYPE):
        found.append(Type(size, tuple(dict.fromkeys(paints)), knocks))
    found += [Transparent(what) for what in veils(look.veil, filled, stroked)]
    found += [InLayer(layer) for layer in look.layers]
    if look.mode in (1, 5):
        width = look.width * stretched(look.ctm)[0]
        if width * pt < THICKEST_LINE:
            found.append(ThinLine("stroke", round(width, 4), paints, look.outside))
    return tuple(dict.fromkeys(found))


def coloured(kind: str, colour: PaintColour, overprint: bool) -> tuple[Paint, ...]:
    """What painting with a colour paints."""
    if colour.painted:
        return colour.painted
    return (Paint(kind, colour.families, colour.values, colour.inks, overprint),)


def veils(veil: Transparency, fill: bool, stroke: bool) -> list[str]:
    """What makes a mark transparent, in words."""
    if veil is OPAQUE:
        return []
    alphas = ([veil.fill] if fill else []) + ([veil.stroke] if stroke else [])
    found = [f"opacity of {100 * alpha:g} %" for alpha in dict.fromkeys(alphas) if alpha < 1]
    if veil.blend not in ("Normal", "Compatible"):
        found.append(f"blend mode {veil.blend}")
    if veil.masked:
        found.append("soft mask")
    return found


# Ink of this much or more is solid: it is printed without a screen.
SOLID: Final = 0.995


def solid_black(paint: Paint) -> bool:
    """Whether a colour is black ink alone, and all of it."""
    laid = [(ink, amount) for ink, amount in paint.inks if amount > 0]
    return len(laid) == 1 and laid[0][0] == "Black" and laid[0][1] >= SOLID
