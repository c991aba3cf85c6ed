"""What a file should be, and what preflight found: frozen values.

Lengths are millimetres. Boxes are in the PDF's own direction (from the bottom left corner,
upwards); codes are placed from the top left corner of the trimmed page, downwards, as on a
`Page`.
"""

from typing import NamedTuple

from msgspec import Struct

from generator.problems import Problem


class PageBox(NamedTuple):
    """A page box in mm, from the origin of the page's coordinates."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def holds(self, other: "PageBox", slack: float = 0.01) -> bool:
        """Whether `other` lies inside, give or take `slack` mm (rounding in the file)."""
        return (
            other.left >= self.left - slack
            and other.bottom >= self.bottom - slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )


class PageFacts(NamedTuple):
    """One page: its boxes as written (`bleed`, `trim` and `crop` are None if absent), the size of
    the trimmed page (width, height) as seen, and how far it is turned."""

    media: PageBox
    crop: PageBox | None
    bleed: PageBox | None
    trim: PageBox | None
    rotation: int

    @property
    def visible_trim(self) -> PageBox:
        """The trimmed page: the TrimBox, or what stands for it (ISO 32000-1, 14.11.2)."""
        return self.trim or self.crop or self.media

    @property
    def size(self) -> tuple[float, float]:
        box = self.visible_trim
        across = self.rotation % 180 == 90
        return (box.height, box.width) if across else (box.width, box.height)

    def from_top_left(self, x: float, y: float) -> tuple[float, float]:
        """The point in the page's own coordinates, mm, that is seen x, y mm from the top left
        corner of the trimmed page, downwards."""
        trim = self.visible_trim
        match self.rotation:
            case 90:
                return trim.left + y, trim.bottom + x
            case 180:
                return trim.right - x, trim.bottom + y
            case 270:
                return trim.right - y, trim.top - x
        return trim.left + x, trim.top - y

    def seen(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Where a box in the page's own coordinates is seen: x, y, width and height in mm from the
        top left corner of the trimmed page, downwards."""
        left, bottom, right, top = box
        trim, width, height = self.visible_trim, right - left, top - bottom
        match self.rotation:
            case 90:
                return bottom - trim.bottom, left - trim.left, height, width
            case 180:
                return trim.right - right, bottom - trim.bottom, width, height
            case 270:
                return trim.top - top, trim.right - right, height, width
        return left - trim.left, trim.top - top, width, height


class FontFacts(NamedTuple):
    """A font in a page's resources. `kind` is its PDF type (Type1, TrueType, Type0, Type3);
    `letters_known` whether its map or its encoding says which letters its glyphs are."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    to_unicode: bool
    letters_known: bool


class CodeReading(NamedTuple):
    """A QR code read from the rendered page: page from 0, the symbol's top left corner and its
    module in mm, the clean white around it in modules (at most 8 are measured), the symbol's side
    in mm, and its contrast: how much more light its lightest module gives back than its darkest,
    as a fraction of what white does."""

    text: str
    page: int
    x: float
    y: float
    module: float
    quiet_zone: float
    side: float = 0.0
    contrast: float = 1.0


class ExpectedCode(Struct, frozen=True):
    """A QR code the build promises: page from 0; its card with the quiet zone (x, y, size in mm);
    what reading it must give; the address printed with it; the least module in mm."""

    page: int
    x: float
    y: float
    size: float
    target: str
    address: str
    minimum_module: float = 0.5


class Expected(Struct, frozen=True):
    """What the build promises: trimmed size of each page (width, height in mm), bleed in mm,
    codes, the press condition's ink limit in percent if there is one, the x of each page's folds
    in mm, how far text keeps from trim and folds, mm, the inks that were drawn in, printed
    addresses that open others, each with what it opens, and how far the ink of text keeps from the
    edge of the filled shape it stands on, in mm and in ems."""

    pages: tuple[tuple[float, float], ...]
    bleed: float = 0.0
    codes: tuple[ExpectedCode, ...] = ()
    ink_limit: float | None = None
    folds: tuple[tuple[float, ...], ...] = ()
    safe: float = 0.0
    plates: tuple[str, ...] | None = None
    opened: tuple[tuple[str, str], ...] = ()
    bubble: tuple[float, float] | None = None


class Report(NamedTuple):
    """What the check of a file found. `plates` are ink names, `rules_run` the rules that ran to
    their end, `rules` all those of the profile."""

    problems: tuple[Problem, ...]
    pages: tuple[PageFacts, ...] = ()
    plates: tuple[str, ...] = ()
    fonts: tuple[FontFacts, ...] = ()
    codes: tuple[CodeReading, ...] = ()
    rules_run: tuple[str, ...] = ()
    profile: str = ""
    rules: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not any(problem.is_error for problem in self.problems)
