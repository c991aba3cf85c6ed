"""The notes that rules measure: how large painted things are, how thin, how sharp, and where.

Each kind of thing is noted once, with its number and its first few places, so the notes of a page
stay short however much it paints. Lengths are in the page's own units (pt, unless its UserUnit says
otherwise), after every matrix in force.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from generator.pdfobjects.colour_spaces import Inks
from ..glyphs.font_metrics import FontMetrics
from ..glyphs.shown_string import ShownString
from ..plane import Rectangle, within

# Ink of this much or more is solid: it is printed without a screen.
SOLID: Final = 0.995


class Paint(NamedTuple):
    """Something painted. `kind` is fill, stroke, text, shading, image, or for a colour space
    that only takes part in blending: group, soft-mask. `families` are those of its colour space
    from the outside in, `values` its components, and `inks` what it lays. An image is taken to
    use each ink of its space somewhere, so its amounts say which inks, not how much."""

    kind: str
    families: tuple[str, ...]
    values: tuple[float, ...] = ()
    inks: Inks = ()
    overprint: bool = False


def solid_black(paint: Paint) -> bool:
    """Whether a colour is black ink alone, and all of it."""
    laid = [(ink, amount) for ink, amount in paint.inks if amount > 0]
    return len(laid) == 1 and laid[0][0] == "Black" and laid[0][1] >= SOLID


def is_white(paint: Paint) -> bool:
    """Whether a colour leaves the paper bare."""
    if paint.inks:
        return not any(amount > 0 for _, amount in paint.inks)
    rgb = paint.families[0] in ("DeviceRGB", "CalRGB", "ICCBased RGB")
    return rgb and bool(paint.values) and min(paint.values) >= PAPER


# RGB this light is paper.
PAPER: Final = 0.98
# Places kept of each kind of thing; the number of times it is met is kept whole.
KEPT: Final = 5
# Nothing thicker than this (pt) is noted as a line.
THICKEST_LINE: Final = 1.0
# Type of this size (pt) or more is noted as type only if it is black that knocks out.
LARGEST_TYPE: Final = 12.0


class Type(Struct, frozen=True):
    """Text of one appearance on the trimmed page. `size` is the height of the em (0 if the font
    does not say), `knocks` says that it is solid black and knocks out the inks below."""

    size: float
    paints: tuple[Paint, ...]
    knocks: bool


class ThinLine(Struct, frozen=True):
    """A stroke (`kind` stroke) or a filled shape as thin as one (`kind` fill), `width` across at
    its thinnest. `outside`: wholly outside the bleed."""

    kind: str
    width: float
    paints: tuple[Paint, ...]
    outside: bool


class PlacedImage(Struct, frozen=True):
    """An image: pixels across and down, and the size they are drawn at. `one_bit`: each pixel is
    ink or none. `covers`: it hides all of its area, also where its pixels are white."""

    columns: int
    rows: int
    one_bit: bool
    across: float
    down: float
    covers: bool


class NearEdge(Struct, frozen=True):
    """Text whose ink lies in no panel of the frame, though it meets the trimmed page."""


class NearShape(Struct, frozen=True):
    """Text whose ink comes near an edge of the filled shape that it stands on: how near, and the
    height of its em, mm; and whether the shape leaves the paper bare."""

    distance: float
    em: float
    white: bool


class UsedFont(Struct, frozen=True):
    """A font that text is painted in."""

    font: FontMetrics


class UnseenFont(Struct, frozen=True):
    """A font, by its digest, of text that is not painted (rendering mode 3), as programs that read
    scanned pages lay over them to be searched."""

    digest: bytes


class MissingGlyphs(Struct, frozen=True):
    """Text with characters of which its font has no glyph."""

    font: str


class Transparent(Struct, frozen=True):
    """Something painted through transparency, by what makes it so."""

    by: str


class InLayer(Struct, frozen=True):
    """Something painted in an optional layer, by the digest of the layer, or of the rule (OCMD)
    that shows it."""

    layer: bytes


class Owner(NamedTuple):
    """A sequence of marked content: `stream` is the StructParents of the form it is in, or
    stands for the page (see `marked_sequences`); `number` is its MCID."""

    stream: int
    number: int


class ShownWords(Struct, frozen=True):
    """The words of a string as it was shown, with U+FFFD for each unknown letter, and the name of
    its font. `spoken` says that it stands in marked content with words of its own (ActualText)."""

    words: str
    font: str
    spoken: bool


class SequenceContent(Struct, frozen=True):
    """What is painted in a sequence, or in none: its strings in the order in which they are shown,
    and whether there is anything else."""

    owner: Owner
    shown: tuple[ShownWords, ...]
    drawn: bool

    @property
    def words(self) -> str:
        return "".join(shown.words for shown in self.shown)


class SequenceStart(NamedTuple):
    """The start of a sequence: its tag, and the sequence round it (`NOTHING` if there is none)."""

    owner: Owner
    tag: str
    within: Owner


Detail: TypeAlias = (
    Paint
    | Type
    | ThinLine
    | PlacedImage
    | NearEdge
    | NearShape
    | UsedFont
    | UnseenFont
    | MissingGlyphs
    | Transparent
    | InLayer
    | SequenceContent
    | SequenceStart
)


class Background(Struct, frozen=True):
    """A fill, shading or image that is large enough for small type to stand on."""

    area: Rectangle
    paints: tuple[Paint, ...]


class Occurrence(Struct, frozen=True):
    """A place on the page: an area that holds what is painted there. Text also has its string as
    shown, and the number of backgrounds that its stream had painted before it."""

    area: Rectangle
    show: ShownString | None = None
    order: int = 0

    @property
    def ink(self) -> Rectangle | None:
        """The visible ink of text; None for anything else, and for text without ink."""
        ink = self.show.ink() if self.show else None
        return within(ink, self.area) if ink else None


class Occurrences(Struct, frozen=True):
    """The number of times that a thing occurs, and its first `KEPT` places."""

    count: int = 0
    first: tuple[Occurrence, ...] = ()

    def joined(self, other: "Occurrences") -> "Occurrences":
        return Occurrences(self.count + other.count, (*self.first, *other.first)[:KEPT])


Notes: TypeAlias = tuple[tuple[Detail, Occurrences], ...]


class Counter:
    """Occurrences being counted."""

    __slots__ = ("count", "first")

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Occurrence] = []

    def add(self, count: int, places: Iterable[Occurrence]) -> None:
        self.count += count
        if len(self.first) < KEPT:
            self.first += islice(places, KEPT - len(self.first))

    def counted(self) -> Occurrences:
        return Occurrences(self.count, tuple(self.first))


class Notebook:
    """Notes in the making."""

    __slots__ = ("_noted",)

    def __init__(self) -> None:
        self._noted: dict[Detail, Counter] = {}

    def counter(self, detail: Detail) -> Counter:
        found = self._noted.get(detail)
        if found is None:
            found = self._noted[detail] = Counter()
        return found

    def note(
        self,
        detail: Detail,
        area: Rectangle | None,
        show: ShownString | None = None,
        order: int = 0,
    ) -> None:
        counter = self.counter(detail)
        counter.count += 1
        if area is not None and len(counter.first) < KEPT:
            counter.first.append(Occurrence(area, show, order))

    def absorb(self, notes: Notes, limit: Rectangle, order: int) -> None:
        """Add a drawing's notes as far as `limit` shows them, drawn after `order` backgrounds."""
        for detail, met in notes:
            seen = [
                Occurrence(area, place.show, place.order + order)
                for place in met.first
                if (area := within(place.area, limit)) is not None
            ]
            if seen or not met.first or met.count > len(met.first):
                self.counter(detail).add(met.count, seen)

    def spread(self, notes: Notes, area: Rectangle) -> None:
        """Add the notes of a pattern's cell that covers all of `area`."""
        for detail, met in notes:
            if not isinstance(detail, Paint):
                self.counter(detail).add(met.count, (Occurrence(area),))

    def notes(self) -> Notes:
        return tuple([(detail, counter.counted()) for detail, counter in self._noted.items()])


def by_kind(notes: Notes) -> dict[type, Notes]:
    found: dict[type, list[tuple[Detail, Occurrences]]] = {}
    for note in notes:
        found.setdefault(type(note[0]), []).append(note)
    return {kind: tuple(of_kind) for kind, of_kind in found.items()}
