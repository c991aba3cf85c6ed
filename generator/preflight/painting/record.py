"""The record of what a drawing has painted so far: its reach, and its notes.

Reach is an upper bound of all that is painted: clips count as their bounding boxes, curves as their
control points, and text as its advances and the FontBBox of its font. What cannot be bounded
reaches everywhere. Notes are closer: text too near an edge is measured by its ink.
"""

import math
from typing import Any, Final

from msgspec import Struct

from generator.pdfobjects.values import product
from ..glyphs.font_metrics import FontMetrics
from ..plane import EVERYWHERE, Rectangle, joined, stretched
from .graphics import GraphicsState, TextState
from .notes import (
    LARGEST_TYPE,
    THICKEST_LINE,
    Background,
    Counter,
    Detail,
    InLayer,
    Notebook,
    Notes,
    Occurrences,
    Paint,
    ThinLine,
    Transparent,
    Type,
    UsedFont,
    solid_black,
)


class TextAppearance(Struct, frozen=True):
    """All that decides how text looks and is checked, beside its words and its place. `turn` is its
    matrix without its place. `outside` says that it lies off the trimmed page."""

    state: GraphicsState
    turn: tuple[float, ...]
    outside: bool
    layers: tuple[bytes, ...]


def appearance(
    state: GraphicsState, turn: tuple[float, ...], outside: bool, layers: tuple[bytes, ...]
) -> TextAppearance:
    """The appearance of text, by the entries of the state that matter."""
    text = TextState(font=state.text.font, size=state.text.size, mode=state.text.mode)
    state = state._replace(clip=b"", window=EVERYWHERE, settings=(), text=text)
    return TextAppearance(state, turn, outside, layers)


def details(text: TextAppearance, pt: float) -> tuple[Detail, ...]:
    """The notes of text on a page whose units are `pt` points."""
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
    """The height of an em on the page."""
    a, b, c, d = product((*text.turn, 0.0, 0.0), text.state.ctm)[:4]  # type: ignore[arg-type]
    along = math.hypot(a, b)
    height = abs(a * d - b * c) / along if along else 0.0
    chosen = text.state.text
    return round(abs(chosen.size) * (chosen.font.em if chosen.font else 0.0) * height, 4)


def _overprints(state: GraphicsState) -> bool:
    """Whether a fill leaves the inks below it. In the process inks that takes mode 1, and
    DeviceGray always knocks out (8.6.7)."""
    family = state.fill.colour.families[0]
    mode = state.overprint_mode == 1 and family != "DeviceGray"
    return state.fill.overprint and (family in ("Separation", "DeviceN") or mode)


# Backgrounds kept of one stream, and the least area of one in square units.
BACKGROUNDS: Final = 256
LEAST_BACKGROUND: Final = 20.0
# A glyph of a Type 3 font: the font's digest, the character code, and all that decides how its
# drawing is noted.
DrawnGlyph = tuple[object, ...]


class RecordedPart(Struct, frozen=True):
    """What a part of a stream paints, in the order of a record: its notes, text of each appearance,
    the fonts of it, and its reach."""

    notes: Notes
    texts: tuple[tuple[TextAppearance, Occurrences], ...]
    fonts: tuple[FontMetrics, ...]
    reach: Rectangle | None


class PaintRecord:
    """What one stream, or one nested drawing, paints. All areas are their visible parts."""

    def __init__(self) -> None:
        self.book = Notebook()
        self.backgrounds: list[Background] = []
        self.reach: Rectangle | None = None
        self.shapes: list[Any] = []  # see `filled_shapes`
        self.glyphs: set[DrawnGlyph] = set()
        self._texts: dict[TextAppearance, Counter] = {}
        self._last_text: tuple[object, ...] = ()
        self._last_counter = Counter()
        self._fonts: dict[bytes, FontMetrics] = {}

    def mark(self, seen: Rectangle, paints: tuple[Paint, ...], layers: tuple[bytes, ...]) -> None:
        self.reach = joined(self.reach, seen)
        for paint in paints:
            self.book.note(paint, seen)
        for layer in layers:
            self.book.note(InLayer(layer), seen)

    def absorb(self, notes: Notes, backgrounds: tuple[Background, ...], seen: Rectangle) -> None:
        """Add the notes of a drawing as far as it lies in `seen`."""
        self.book.absorb(notes, seen, len(self.backgrounds))
        self.backgrounds += backgrounds[: BACKGROUNDS - len(self.backgrounds)]

    def background(self, seen: Rectangle, paints: tuple[Paint, ...]) -> None:
        left, bottom, right, top = seen
        room = len(self.backgrounds) < BACKGROUNDS
        if room and (right - left) * (top - bottom) >= LEAST_BACKGROUND:
            self.backgrounds.append(Background(seen, paints))

    def text(
        self,
        state: GraphicsState,
        turn: tuple[float, ...],
        outside: bool,
        layers: tuple[bytes, ...],
    ) -> Counter:
        """The counter of text with an appearance. Most text looks like the text before it."""
        last = state, turn, outside, layers
        if last != self._last_text:
            self._last_text = last
            looks = appearance(state, turn, outside, layers)
            self._last_counter = self._texts.setdefault(looks, Counter())
            font = state.text.font
            assert font is not None
            self._fonts[font.digest] = font
        return self._last_counter

    def part(self) -> RecordedPart:
        """What is recorded so far, to be added to the record of what is painted before it."""
        texts = tuple((looks, counter.counted()) for looks, counter in self._texts.items())
        return RecordedPart(self.book.notes(), texts, tuple(self._fonts.values()), self.reach)

    def add(self, part: RecordedPart) -> None:
        """Record what a part paints that started with this record's backgrounds and shapes."""
        for detail, met in part.notes:
            self.book.counter(detail).add(met.count, met.first)
        for looks, met in part.texts:
            self._texts.setdefault(looks, Counter()).add(met.count, met.first)
        for font in part.fonts:
            self._fonts[font.digest] = font
        self.reach = joined(self.reach, part.reach)

    def notes(self, pt: float) -> Notes:
        """All notes, with text of each appearance. `pt` are the points in one unit of the page."""
        noted = dict(self.book.notes())
        for font in self._fonts.values():
            noted.setdefault(UsedFont(font), Occurrences())
        for looks, counter in self._texts.items():
            met = counter.counted()
            for detail in details(looks, pt):
                known = noted.get(detail)
                noted[detail] = met if known is None else known.joined(met)
        return tuple(noted.items())
