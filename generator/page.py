"""The inert page: what typesetting hands to the stages that deliver it.

After a `Page` exists nobody measures; before it exists nobody draws. Places are millimetres from
the top left corner of the trimmed page, y downwards. So the bleed and the printer's marks have
negative coordinates or ones beyond the trim. Type sizes are points. Everything here is frozen,
hashable and picklable.
"""

from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct, msgpack
from msgspec.structs import astuple, replace

from generator.colour import Colour, Intent
from generator.fonts import FontFile


class Cluster(NamedTuple):
    """One grapheme cluster as shaped: its exact source text, the glyphs that draw it as
    (glyph id, x, y) with offsets from the cluster's own origin in font units, and its advance
    in font units (kerning and tracking included, so seldom the font's own advance)."""

    text: str
    glyphs: tuple[tuple[int, float, float], ...]
    advance: float


class GlyphRun(Struct, frozen=True, tag=True, array_like=True):
    """Clusters of one font, size and colour on one baseline, in visual order from the left.

    `x` and `y` are the left end of the baseline in mm, `size` is in pt. `language` is a BCP 47
    tag. `key` is that of the words' value (`source.keys`).
    """

    font: FontFile
    size: float
    x: float
    y: float
    colour: Colour
    clusters: tuple[Cluster, ...]
    language: str = "en"
    key: str = ""

    @property
    def text(self) -> str:
        return "".join(cluster.text for cluster in self.clusters)

    @property
    def width(self) -> float:
        """Advance width in mm."""
        advance = sum([cluster.advance for cluster in self.clusters])
        return advance / self.font.units_per_em * self.size * 25.4 / 72


# Path segments: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",); mm.
Segment: TypeAlias = (
    tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float, float, float]
)
Path: TypeAlias = tuple[Segment, ...]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom; mm."""


def rectangle(x: float, y: float, width: float, height: float) -> Path:
    """The outline of a rectangle from its top left corner."""
    right, bottom = x + width, y + height
    return ("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",)


def path_box(path: Path) -> Box:
    """The box round the points of a path. Raises ValueError if it has none."""
    xs: list[float] = []
    ys: list[float] = []
    for segment in path:  # a drawing has thousands
        xs += segment[1::2]
        ys += segment[2::2]
    return min(xs), min(ys), max(xs), max(ys)


def around(boxes: Iterable[Box]) -> Box | None:
    """The box round some boxes; None if there are none."""
    edges = tuple(zip(*boxes, strict=True))  # a page has thousands
    if not edges:
        return None
    lefts, tops, rights, bottoms = edges
    return min(lefts), min(tops), max(rights), max(bottoms)


class Shape(Struct, frozen=True, tag=True, array_like=True):
    """A path filled, stroked, or both. `weight` is the stroke in mm, `dash` on and off in mm.

    `kind` says what it is for guides and checks: "ground", "bubble", "rule",
    "underline", "code-card", "code", "field", "mark".
    """

    path: Path
    fill: Colour | None = None
    stroke: Colour | None = None
    weight: float = 0.0
    dash: tuple[float, ...] = ()
    kind: str = ""


class Image(Struct, frozen=True, tag=True, array_like=True):
    """A raster or vector file placed at x, y with width and height in mm. `path` is absolute, and
    `digest` is the sha256 of its bytes. `alt` is its text alternative, and `intent` how its RGB
    becomes ink. `black` draws it in solid black, whatever its one colour. `inks` gives colours of a
    drawing, as its file has them, other colours; without it they are its own. All that it paints is
    within `ink` (left, top, right, bottom; shares of its width and height)."""

    path: str
    digest: str
    x: float
    y: float
    width: float
    height: float
    alt: str
    key: str = ""
    intent: Intent = "relative"
    black: bool = False
    inks: tuple[tuple[tuple[float, ...], Colour], ...] = ()
    ink: Box = (0.0, 0.0, 1.0, 1.0)

    @property
    def ink_box(self) -> Box:
        """The box that all it paints is within, mm."""
        left, top, right, bottom = self.ink
        x, y, width, height = self.x, self.y, self.width, self.height
        return x + left * width, y + top * height, x + right * width, y + bottom * height


class Link(Struct, frozen=True, tag=True, array_like=True):
    """A place on the page (x, y, width, height in mm) that leads to `target` (https:, tel:)."""

    x: float
    y: float
    width: float
    height: float
    target: str
    description: str


class PlacedCode(Struct, frozen=True):
    """The place of a QR code: its card with the quiet zone (mm) and its module (mm). It also has
    what a reader must read, and the address printed with it."""

    x: float
    y: float
    size: float
    module: float
    target: str
    address: str
    key: str = ""


class Group(Struct, frozen=True, eq=False, dict=True, tag=True, array_like=True):
    """Marks that belong together. Two groups are equal if their digests are, so that whatever is
    made of a group serves every group with the same marks.

    `static` marks drawing that repeats whole (a QR symbol, the field of bubbles) and is worth
    an object of its own in the file. Nothing shows outside `clip` (left, top, right, bottom; mm).
    """

    marks: "tuple[Mark, ...]"
    name: str = ""
    static: bool = False
    clip: tuple[float, float, float, float] | None = None

    @cached_property
    def digest(self) -> bytes:
        """sha256 of every value of the group and of its marks: the same in every process. Groups
        within are known by their own digests, for a drawing of many marks is in many groups."""
        values = _values(self.marks), self.name, self.static, self.clip
        return sha256(msgpack.encode(values)).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Group) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


class Tag(Struct, frozen=True, eq=False, tag=True, array_like=True):
    """Marks with a meaning, in reading order. `role` is a PDF structure type (H1, P, L, LI, Lbl,
    LBody, Link, Figure, Span, BlockQuote, ...).

    Marks outside every tag are decoration, and so are shapes, except in a Figure or a Lbl. `order`
    gives the reading order of neighbouring tags that are drawn in another order. Neighbouring tags
    of one `key` and role are parts of one element. `alt` is the text alternative. `actual_text` has
    the words if the glyphs do not map to them. `language` is a BCP 47 tag if it differs from that
    of the marks around.
    """

    role: str
    marks: "tuple[Mark, ...]"
    alt: str = ""
    language: str = ""
    actual_text: str = ""
    order: int = 0
    key: str = ""


Mark: TypeAlias = GlyphRun | Shape | Image | Link | Group | Tag


def _values(marks: Iterable[Mark]) -> list[object]:
    """The values of marks, with the digests of groups in place of theirs."""
    found: list[object] = []
    for mark in marks:
        if isinstance(mark, Group):
            found.append(mark.digest)
        elif isinstance(mark, Tag):
            found.append(("Tag", *astuple(replace(mark, marks=())), _values(mark.marks)))
        else:
            found.append(mark)
    return found


class Frame(Struct, frozen=True):
    """A frame of the layout, for `preview --guides` and for tests, in mm."""

    name: str
    x: float
    y: float
    width: float
    height: float


class Panel(Struct, frozen=True):
    """A panel of a folded sheet: its name, its left edge and its width, mm."""

    name: str
    x: float
    width: float


class Page(Struct, frozen=True, eq=False):
    """One side of one sheet. `width` and `height` are the trimmed size in mm, `bleed` how far
    grounds run past it, `slug` how far the sheet reaches past the bleed for printer's marks;
    `folds` are the x of each fold and `panels` what lies between them, from left to right; `safe`
    is the distance text keeps from trim and folds."""

    name: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    bleed: float = 0.0
    slug: float = 0.0
    folds: tuple[float, ...] = ()
    safe: float = 0.0
    frames: tuple[Frame, ...] = ()
    codes: tuple[PlacedCode, ...] = ()
    panels: tuple[Panel, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """The marks in groups: one that is in none is a group of its own."""
        return tuple(mark if isinstance(mark, Group) else Group((mark,)) for mark in self.marks)

    def with_marks(self, *more: Mark, slug: float | None = None) -> "Page":
        """The same page with `more` drawn over it and, if given, a wider sheet."""
        return replace(self, marks=self.marks + more, slug=self.slug if slug is None else slug)


class Artwork(Struct, frozen=True, eq=False):
    """A finished piece: pages in sheet order, with the facts that its file states about itself.
    `turn` is the edge that a sheet printed on both sides turns on, empty for one side. `date` is
    the content's own date (ISO 8601, date only), never the clock's, so that the same words give the
    same bytes."""

    title: str
    language: str
    direction: str
    pages: tuple[Page, ...]
    subject: str = ""
    author: str = ""
    date: str = "2000-01-01"
    turn: Literal["", "short", "long"] = ""
