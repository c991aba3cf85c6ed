"""What a drawing has painted so far: how far it reaches, and what is noted of it.

Reach is an upper bound of all that is painted: clips are taken as their bounding boxes, curves
as their control points, text as its advances and the FontBBox of its font, and what cannot be
bounded reaches everywhere. Notes are closer: text too near an edge is measured by its ink.
"""

from typing import Final

from generator.preflight.glyphs.font_metrics import FontMetrics
from generator.preflight.painting.graphics import GraphicsState
from generator.preflight.painting.notes import (
    Background,
    Counter,
    InLayer,
    Notebook,
    Notes,
    Occurrences,
    UsedFont,
)
from generator.preflight.painting.paints import Paint
from generator.preflight.painting.text_appearance import TextAppearance, appearance, details
from generator.preflight.plane import Rectangle, joined

# Backgrounds kept of one stream, and the least area of one in square units.
BACKGROUNDS: Final = 256
LEAST_BACKGROUND: Final = 20.0
# A glyph of a Type 3 font: the font's digest, the character code, and all that decides how its
# drawing is noted.
DrawnGlyph = tuple[object, ...]


class PaintRecord:
    """What one stream, or one nested drawing, paints. All areas are as far as they are seen."""

    def __init__(self) -> None:
        self.book = Notebook()
        self.backgrounds: list[Background] = []
        self.reach: Rectangle | None = None
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
        """Take over what a drawing notes, as far as it lies in `seen`."""
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
        """Where text of an appearance is counted. Most looks like the text before it."""
        last = state, turn, outside, layers
        if last != self._last_text:
            self._last_text = last
            looks = appearance(state, turn, outside, layers)
            self._last_counter = self._texts.setdefault(looks, Counter())
            font = state.text.font
            assert font is not None
            self._fonts[font.digest] = font
        return self._last_counter

    def notes(self, pt: float) -> Notes:
        """All that is noted, text of each appearance included; `pt` are the points in one unit of
        the page."""
        noted = dict(self.book.notes())
        for font in self._fonts.values():
            noted.setdefault(UsedFont(font), Occurrences())
        for looks, counter in self._texts.items():
            met = counter.counted()
            for detail in details(looks, pt):
                known = noted.get(detail)
                noted[detail] = met if known is None else known.joined(met)
        return tuple(noted.items())
