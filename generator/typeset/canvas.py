"""The canvas of a frame: takes marks in the layout's millimetres, and keeps them in the page's."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from generator.cache import Cache, Inputs
from generator.colour import Colour, Intent
from generator.fonts import FontFile
from generator.page import (
    Box,
    GlyphRun,
    Group,
    Image,
    Link,
    Mark,
    Path,
    PlacedCode,
    Segment,
    Shape,
    Tag,
    rectangle,
)
from generator.problems import Problem
from generator.units import MM_PER_PT
from .paragraph import LineSegment, TextLine

if TYPE_CHECKING:
    from .behind import Behind

BULLET = "•"  # a screen reader's word for a drawn bullet

UNDERLINE = 0.1  # from the baseline to a line under the words, ems

# A link covers its line of text from above its capitals to below its baseline, in ems.
LINK_ABOVE = 0.85
LINK_HEIGHT = 1.15


class CardLink(Struct, frozen=True):
    """The target of a card, its words for a screen reader, and the area that it covers, in the
    layout's mm as drawn."""

    target: str
    alt: str
    x: float
    y: float
    size: float


class PageTransform(NamedTuple):
    """How the millimetres of the layout (those of its first format) become the page's. `mirror` is
    the width of the page in the layout's millimetres. If it is given, the whole design is mirrored
    for a right-to-left language: boxes and outlines change sides, but lines of text, codes and
    pictures do not turn."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    mirror: float | None = None

    @property
    def unturned(self) -> PageTransform:
        """The same transform for what is never mirrored."""
        return self._replace(mirror=None)

    def across(self, x: float, width: float) -> float:
        """The left edge of a box `width` wide whose left edge the layout puts at x."""
        return x if self.mirror is None else self.mirror - x - width

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page that is not mirrored."""
        return self.left + x * self.scale, self.top + y * self.scale

    def path(self, path: Path) -> Path:
        """The path in the page's millimetres."""
        if self == (1.0, 0.0, 0.0, None):
            return path
        left, top, down = self.left, self.top, self.scale
        across = down
        if self.mirror is not None:
            left, across = left + self.mirror * down, -down

        def moved(segment: Segment) -> Segment:
            if len(segment) == 3:  # a drawing has thousands, so each kind is written out
                kind, x, y = segment
                return kind, left + x * across, top + y * down
            if len(segment) == 7:
                kind, x, y, x2, y2, x3, y3 = segment
                return (
                    kind,
                    left + x * across,
                    top + y * down,
                    left + x2 * across,
                    top + y2 * down,
                    left + x3 * across,
                    top + y3 * down,
                )
            return segment

        return tuple(moved(segment) for segment in path)


PLAIN: Final = PageTransform()


class Canvas(Struct):
    """Collects the marks of one frame. Text whose ink may leave `clear` (left, top, right, bottom;
    mm on the page) is noted among the suspects. `foreign` is the language of Latin words in a
    text of another script. Lines are inset until their ink stands between the `sides` (left and
    right; mm on the page). `behind` is the picture that bubbles stand on, if there is one."""

    cache: Cache
    transform: PageTransform = PLAIN
    language: str = "en"
    clear: Box | None = None
    foreign: str = "en"
    sides: tuple[float, float] | None = None
    suspects: list[GlyphRun] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    cards: list[Group] = field(default_factory=list)
    codes: list[PlacedCode] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    behind: Behind | None = None

    @property
    def scale(self) -> float:
        return self.transform.scale

    def across(self, x: float, width: float) -> float:
        """The left edge of a box `width` wide whose left edge the layout puts at x."""
        return self.transform.across(x, width)

    def shape(
        self,
        path: Path,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.0,
        kind: str = "",
    ) -> None:
        self.marks.append(
            Shape(self.transform.path(path), fill, stroke, weight * self.scale, kind=kind)
        )

    def static(self, drawing: Inputs[Group]) -> None:
        """Put a drawing on the sheet as a group of its own."""
        self.marks.append(self.cache.get(drawing))

    def tagged(
        self,
        role: str,
        draw: Callable[[], None],
        *,
        key: str = "",
        actual_text: str = "",
        language: str = "",
    ) -> None:
        """Put on the sheet what `draw` draws, under a tag (see `Tag`). If it draws nothing, there
        is no tag."""
        around, self.marks = self.marks, []
        draw()
        inside, self.marks = self.marks, around
        if inside:
            language = "" if language == self.language else language
            self.marks.append(
                Tag(role, tuple(inside), "", language, actual_text=actual_text, key=key)
            )

    def label(self, draw: Callable[[], None]) -> None:
        """Put on the sheet what `draw` draws, as the bullet of a list's item."""
        self.tagged("Lbl", draw, actual_text=BULLET)

    def card(self, leads: CardLink, card: Shape | None, symbol: Group) -> None:
        """Put a card with a code, or the code alone, on the sheet as a group of its own. So a page
        whose words change keeps the very same card."""
        drawn: tuple[Mark, ...] = (symbol,)
        if card is not None:
            path = self.transform.unturned.path(card.path)
            drawn = (replace(card, path=path, weight=card.weight * self.scale), symbol)
        left, top = self.transform.point(leads.x, leads.y)
        side = leads.size * self.scale
        figure = Tag("Figure", drawn, alt=leads.alt)
        link = Link(left, top, side, side, leads.target, leads.alt)
        self.cards.append(Group((Tag("Link", (figure, link), alt=leads.alt),), "card"))

    @contextmanager
    def beside(self, x: float, width: float) -> Iterator[None]:
        """Note that lines drawn within follow a box of the layout, so that their ink keeps clear of
        it: some letters reach far back from the start of their line."""
        around = self.clear
        if around:
            left, _ = self.transform.point(self.across(x, width), 0.0)
            first, top, last, bottom = around
            if self.transform.mirror is None:
                first = max(first, left + width * self.scale)
            else:
                last = min(last, left)
            self.clear = first, top, last, bottom
        yield
        self.clear = around

    @contextmanager
    def within(self, x: float, width: float) -> Iterator[None]:
        """Keep the ink of lines drawn within between two sides."""
        around = self.sides
        left, _ = self.transform.point(self.across(x, width), 0.0)
        self.sides = left, left + width * self.scale
        yield
        self.sides = around

    def line(
        self, line: TextLine, x: float, baseline: float, key: str, reported: bool = False
    ) -> None:
        """Put a line of text on the sheet, its left end at the layout's x. It is no suspect if
        words in its paragraph are already `reported` as too wide."""
        x = self.across(x, line.width)
        x += self._inset(line, x)
        for run, segment in zip(self._runs(line, x, baseline, key), line.segments, strict=True):
            if segment.underline:
                self._underline(run, segment)
            self.marks.append(self._read(run, segment))
            if not reported and not self._inside(
                run.x, run.y, segment.width * self.scale, run.font, run.size
            ):
                self.suspects.append(run)

    def _underline(self, run: GlyphRun, segment: LineSegment) -> None:
        """Draw a line under a run, its top just below the baseline."""
        top = run.y + UNDERLINE * run.size * MM_PER_PT
        line = rectangle(run.x, top, segment.width * self.scale, segment.underline * self.scale)
        self.marks.append(Shape(line, run.colour, kind="underline"))

    def _read(self, run: GlyphRun, segment: LineSegment) -> Mark:
        """A run with what a screen reader needs: its words in reading order, its language, and the
        target of its link."""
        mark: Mark = run
        if segment.read or segment.foreign:
            mark = Tag(
                "Span",
                (run,),
                language=self.foreign if segment.foreign else "",
                actual_text=segment.read,
                order=segment.start,
            )
        if segment.link:
            height = run.size * MM_PER_PT
            box = (run.x, run.y - LINK_ABOVE * height, run.width, LINK_HEIGHT * height)
            words = (segment.read or run.text).strip()
            mark = Tag("Link", (mark, Link(*box, segment.link, words)), order=segment.start)
        return mark

    def _inset(self, line: TextLine, x: float) -> float:
        """How far a line moves so that its ink keeps clear at the sides, in mm of the layout. Some
        letters reach far beyond their advance (the kaf of Nastaliq)."""
        first, last = self.sides or (-math.inf, math.inf)
        if self.clear:
            first, last = max(first, self.clear[0]), min(last, self.clear[2])
        if math.isinf(last) or line.ink is None:
            return 0.0
        left, _ = self.transform.point(x, 0.0)
        before = first - left - line.ink[0] * self.scale
        after = left + line.ink[2] * self.scale - last
        # only by what the letters leave their line, or hang out at its start, for a line put too
        # near is an error, and no further than leaves both sides alike
        hung = (line.hang, 0.0) if self.transform.mirror is None else (0.0, line.hang)
        over = hung[0] - line.ink[0], hung[1] + line.ink[2] - line.width
        if before > 0 > after and over[0] > 0:
            return min(before / self.scale, over[0], (before - after) / 2 / self.scale)
        if after > 0 > before and over[1] > 0:
            return -min(after / self.scale, over[1], (after - before) / 2 / self.scale)
        return 0.0

    def _runs(self, line: TextLine, x: float, baseline: float, key: str) -> Iterator[GlyphRun]:
        for segment in line.segments:
            left, y = self.transform.point(x + segment.x, baseline)
            yield GlyphRun(
                segment.font,
                segment.size * self.scale,
                left,
                y,
                segment.colour,
                segment.clusters,
                self.language,
                key,
            )

    def _inside(self, x: float, y: float, width: float, font: FontFile, size: float) -> bool:
        """Whether a run surely keeps clear, going by its advance and the largest ink of its
        font."""
        if self.clear is None:
            return False
        left, bottom, right, top = font.face.bounds
        scale = size * MM_PER_PT / font.units_per_em
        return (
            x + left * scale >= self.clear[0]
            and y - top * scale >= self.clear[1]
            and x + width + right * scale <= self.clear[2]
            and y - bottom * scale <= self.clear[3]
        )

    def image(
        self,
        path: str,
        digest: str,
        box: tuple[float, float, float, float],
        alt: str,
        key: str,
        intent: Intent,
        black: bool = False,
        ink: Box = (0.0, 0.0, 1.0, 1.0),
        cut: bool = False,
    ) -> None:
        """Put a picture in a box (left, top, width, height). It paints within `ink` alone (left,
        top, right, bottom; shares of the box), or what it paints elsewhere is `cut` off."""
        image = Image(path, digest, *self._placed(box), alt, key, intent, black, ink=ink)
        figure = Tag("Figure", (image,), alt=alt)
        self.marks.append(Group((figure,), clip=image.ink_box) if cut else figure)

    def _placed(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box (left, top, width, height) on the page."""
        x, y = self.transform.point(self.across(box[0], box[2]), box[1])
        return x, y, box[2] * self.scale, box[3] * self.scale

    def decoration(self, image: Image) -> None:
        """Put an image on the sheet, in the layout's millimetres, that says no more than the words
        beside it."""
        x, y = self.transform.point(self.across(image.x, image.width), image.y)
        width, height = image.width * self.scale, image.height * self.scale
        self.marks.append(replace(image, x=x, y=y, width=width, height=height))

    def code(
        self,
        x: float,
        y: float,
        size: float,
        module: float,
        target: str,
        address: str,
        key: str,
    ) -> None:
        """Record the place of a code, so that preflight can read it back."""
        left, top = self.transform.point(x, y)
        self.codes.append(
            PlacedCode(left, top, size * self.scale, module * self.scale, target, address, key)
        )
