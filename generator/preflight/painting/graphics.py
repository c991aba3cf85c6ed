"""The graphics state (ISO 32000-1, 8.4) as far as judging needs it."""

from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple

from generator.preflight.glyphs.font_metrics import FontMetrics
from generator.preflight.painting.spaces import GRAY, ColourSpace, PaintColour
from generator.preflight.plane import EVERYWHERE, IDENTITY, Area, Matrix

Look = tuple[str, object]


class Transparency(NamedTuple):
    """What makes a mark transparent: constant alphas, blend mode, a soft mask."""

    fill: float = 1.0
    stroke: float = 1.0
    blend: str = "Normal"
    masked: bool = False


OPAQUE: Final = Transparency()


class GraphicsState:
    """What `q` saves and `Q` restores. `looks` are settings that change how a mark looks
    without changing what is judged, sorted by name; `clip` is a digest of how it came about and
    `window` an area that holds all it leaves to be seen. `font_name` is what the font is called
    among the resources, empty if it was chosen otherwise."""

    __slots__ = FIELDS = (
        "ctm", "clip", "window", "looks", "fill", "stroke", "fill_space", "stroke_space", "width",
        "font", "font_name", "size", "spacing", "word_spacing", "stretch", "leading", "rise",
        "mode", "fill_overprint", "stroke_overprint", "overprint_mode", "veil",
    )  # fmt: skip
    ctm: Matrix
    clip: bytes
    window: Area
    looks: tuple[Look, ...]
    fill: PaintColour
    stroke: PaintColour
    fill_space: ColourSpace
    stroke_space: ColourSpace
    width: float
    font: FontMetrics | None
    font_name: str
    size: float
    spacing: float
    word_spacing: float
    stretch: float
    leading: float
    rise: float
    mode: int
    fill_overprint: bool
    stroke_overprint: bool
    overprint_mode: int
    veil: Transparency

    def __init__(self, values: tuple[Any, ...]) -> None:
        for field, value in zip(self.FIELDS, values, strict=True):
            setattr(self, field, value)

    @property
    def mitre(self) -> float:
        """Half widths of the pen that a mitre may reach past its corner: at least ten."""
        for key, value in self.looks:
            if key == "M" and isinstance(value, tuple):
                return max(10.0, float(value[0]))
        return 10.0

    def look(self, *settings: Look) -> None:
        looks = dict(self.looks)
        looks.update(settings)
        self.looks = tuple(sorted(looks.items(), key=itemgetter(0)))

    def frozen(self) -> tuple[Any, ...]:
        return _frozen(self)


_frozen = attrgetter(*GraphicsState.FIELDS)


def start(ctm: Matrix = IDENTITY) -> GraphicsState:
    """The state a page starts with."""
    black = GRAY.initial()
    return GraphicsState(
        (ctm, b"", EVERYWHERE, (), black, black, GRAY, GRAY, 1.0, None, "", 0.0, 0.0, 0.0, 1.0,
         0.0, 0.0, 0, False, False, 0, OPAQUE)
    )  # fmt: skip
