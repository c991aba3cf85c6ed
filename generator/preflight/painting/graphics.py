"""The graphics state (ISO 32000-1, 8.4), as far as the checks need it."""

from operator import itemgetter
from typing import Final, NamedTuple

from msgspec import Struct

from generator.pdfobjects.colour_spaces import GRAY, ColourSpace, Inks
from generator.pdfobjects.values import IDENTITY, Matrix
from ..glyphs.font_metrics import FontMetrics
from ..plane import EVERYWHERE, Rectangle
from .notes import Notes, Paint

StateSetting = tuple[str, object]


class PaintColour(NamedTuple):
    """A colour as set: the families of its space from the outside in, its components, and its inks
    (fractions of solid; none for RGB and Lab). For a pattern, `painted` is what it paints with, and
    `cells` are the other notes of its cell."""

    families: tuple[str, ...]
    values: tuple[float, ...]
    inks: Inks
    painted: tuple[Paint, ...] = ()
    cells: Notes = ()


def colour_in(space: ColourSpace, values: tuple[float, ...]) -> PaintColour:
    return PaintColour(space.families, values, space.inks_of(values))


class Brush(NamedTuple):
    """The colour and the state that fill, or stroke."""

    space: ColourSpace = GRAY
    colour: PaintColour = colour_in(GRAY, GRAY.initial)
    overprint: bool = False

    def paints(self, kind: str) -> tuple[Paint, ...]:
        """What is painted with it, as a fill, a stroke, text or an image."""
        colour = self.colour
        if colour.painted:
            return colour.painted
        return (Paint(kind, colour.families, colour.values, colour.inks, self.overprint),)


class Transparency(Struct, frozen=True):
    """What makes a mark transparent: constant alphas, blend mode, a soft mask."""

    fill: float = 1.0
    stroke: float = 1.0
    blend: str = "Normal"
    masked: bool = False

    def reasons(self, fill: bool, stroke: bool) -> list[str]:
        """The words for what makes a fill, a stroke or both transparent."""
        alphas = ([self.fill] if fill else []) + ([self.stroke] if stroke else [])
        found = [f"opacity of {100 * alpha:g} %" for alpha in dict.fromkeys(alphas) if alpha < 1]
        if self.blend != "Normal":
            found.append(f"blend mode {self.blend}")
        if self.masked:
            found.append("soft mask")
        return found


OPAQUE: Final = Transparency()


class TextState(NamedTuple):
    """The text state (9.3.1). `font_name` is the font's name among the resources, empty if it was
    chosen otherwise."""

    font: FontMetrics | None = None
    font_name: str = ""
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class GraphicsState(NamedTuple):
    """The state that `q` saves and `Q` restores. `settings`, sorted by name, change how a mark
    looks and not what is checked. `clip` is a digest of how it came about, and `window` an area
    that holds everything that it shows."""

    ctm: Matrix = IDENTITY
    clip: bytes = b""
    window: Rectangle = EVERYWHERE
    settings: tuple[StateSetting, ...] = ()
    fill: Brush = Brush()
    stroke: Brush = Brush()
    width: float = 1.0
    text: TextState = TextState()
    overprint_mode: int = 0
    transparency: Transparency = OPAQUE

    @property
    def mitre(self) -> float:
        """Half widths of the pen that a mitre may reach past its corner: at least ten."""
        for key, value in self.settings:
            if key == "M" and isinstance(value, tuple):
                return max(10.0, float(value[0]))
        return 10.0

    def with_settings(self, *settings: StateSetting) -> "GraphicsState":
        changed = {**dict(self.settings), **dict(settings)}
        return self._replace(settings=tuple(sorted(changed.items(), key=itemgetter(0))))

    def brush(self, filled: bool) -> Brush:
        return self.fill if filled else self.stroke

    def with_brush(self, filled: bool, brush: Brush) -> "GraphicsState":
        return self._replace(fill=brush) if filled else self._replace(stroke=brush)


# The state that a page starts with.
START: Final = GraphicsState()
