"""Boxes: things with a width and a flexible height that can be stacked, measured and drawn.

A box is measured for a `Fit`, which says how far its gaps, and then its pictures, are closed. All
lengths are in mm, x to the right and y down.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from generator.colour import Colour
from generator.design.items import Gap, Space
from generator.page import rectangle
from .canvas import Canvas
from .outline import Bubble, bubble, inset
from .paragraph import Paragraph
from .styles import Setting


class Fit(Struct, frozen=True):
    """How far flexible space (`gaps`) and `pictures` are closed: each from -1, their largest
    height, through 0, their natural one, to 1, their least."""

    gaps: float = 0.0
    pictures: float = 0.0


NOTHING = 0.001  # mm: so little room is none
NEAR = 0.25  # mm: a box this little below the increment counts as standing on it
OPENED = 1.6  # a gap's largest height is so many times its natural one, if it gives none
NATURAL = Fit()
CLOSED = Fit(1.0, 0.0)
CLOSED_ALL = Fit(1.0, 1.0)


def space(gap: Space, fit: Fit) -> float:
    """The height of a gap."""
    if isinstance(gap, float | int):  # a row takes long to say that it is one
        return gap
    if fit.gaps < 0:
        return gap.natural - fit.gaps * (most(gap) - gap.natural)
    least = gap.natural if gap.min is None else gap.min
    return gap.natural - fit.gaps * (gap.natural - least)


def most(gap: Gap) -> float:
    """The largest height of a gap, mm."""
    return max(gap.natural, OPENED * gap.natural if gap.most is None else gap.most)


def at_least(gap: Space, least: float) -> Space:
    """A gap that never closes below `least` mm."""
    if not isinstance(gap, Gap):
        return max(gap, least)
    closed = gap.natural if gap.min is None else gap.min
    if closed >= least:
        return gap
    return gap.model_copy(update={"natural": max(gap.natural, least), "min": least})


def stretch(gap: Space) -> float:
    return 0.0 if isinstance(gap, float | int) else gap.stretch


class FlexibleBox(Protocol):
    """What a stack holds."""

    def height(self, fit: Fit) -> float:
        """Its height in mm."""

    def widest(self) -> float:
        """The width it would take with room enough, mm."""

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        """Put its marks on the sheet, its top left at x, y."""


def shares(box: FlexibleBox) -> float:
    """The share of the room left over that goes into a box, beside those of the gaps round it."""
    own = getattr(box, "shares", None)  # asking for a protocol takes ten times as long
    return float(own()) if own else 0.0


def stretched(box: FlexibleBox, more: float, fit: Fit) -> FlexibleBox:
    """A box `more` mm higher, or as much of that as it may be."""
    own = getattr(box, "stretched", None) if more > NOTHING else None
    return own(more, fit) if own else box


def opened(gap: Space, more: float) -> Space:
    """A gap with its share of the room left over, where `more` mm is a whole share."""
    if not isinstance(gap, Gap) or gap.stretch * more <= NOTHING:
        return gap
    more *= gap.stretch
    least = gap.natural if gap.min is None else gap.min
    return Gap.model_construct(natural=gap.natural + more, min=least + more, most=most(gap) + more)


class TextBox(Struct):
    """Paragraphs of one style, one below the other. A screen reader takes each for a `role`; the
    last has the name `key`, which parts of one text share. Paragraphs without a role are parts of
    what stands around them. `value_keys` are the keys of the values that the paragraphs are made
    from. Problems with a paragraph are shown at its value. `opened` is what all lines stand
    further apart than the style says, mm, so that none touches the next. Where room is short only
    those do that must, each by its own part of `needs`: for each paragraph, after each line."""

    paragraphs: Sequence[Paragraph]
    style: Setting
    width: float
    between: Space = 0
    value_keys: Sequence[str] = ()
    role: str = "P"
    key: str = ""
    opened: float = 0.0
    needs: Sequence[Sequence[float]] = ()
    kind: str = "text"  # or "imprint": what gaps are kept from (see `edges`)

    @property
    def pitch(self) -> float:
        """From one baseline to the next, mm."""
        return self.style.line + self.opened

    def height(self, fit: Fit) -> float:
        if len(self.paragraphs) == 1:  # as in most
            if not self.opened:
                return len(self.paragraphs[0].lines) * self.style.line
            return self._tops(0, fit)[-1]
        gaps = space(self.between, fit) * (len(self.paragraphs) - 1)
        if not self.opened:
            return sum(len(each.lines) * self.style.line for each in self.paragraphs) + gaps
        return sum(self._tops(number, fit)[-1] for number in range(len(self.paragraphs))) + gaps

    def _tops(self, number: int, fit: Fit) -> list[float]:
        """The top of each line of a paragraph from the first one's, and the end of the last."""
        lines, line = len(self.paragraphs[number].lines), self.style.line
        if not self.opened:
            return [index * line for index in range(lines + 1)]
        even = 1.0 - min(max(fit.gaps, 0.0), 1.0)
        needs = self.needs[number] if self.needs else [0.0] * (lines - 1)
        after = [line + need + (self.opened - need) * even for need in needs]
        return list(accumulate([*after, line], initial=0.0))

    def widest(self) -> float:
        if len(self.paragraphs) == 1:
            return self.paragraphs[0].width
        return max((paragraph.width for paragraph in self.paragraphs), default=0.0)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        value_keys = self.value_keys or [""] * len(self.paragraphs)
        last = len(self.paragraphs) - 1
        for number, (paragraph, value) in enumerate(zip(self.paragraphs, value_keys, strict=True)):
            tops = [y + top for top in self._tops(number, fit)]
            draw = partial(self._paragraph, sheet, x, tops, paragraph, value)
            key = self.key if number == last else ""
            if self.role:
                sheet.tagged(self.role, draw, key=key, language=paragraph.language)
            else:
                draw()
            y = tops[-1] + space(self.between, fit)

    def _paragraph(
        self, sheet: Canvas, x: float, tops: Sequence[float], paragraph: Paragraph, value_key: str
    ) -> None:
        for line, y in zip(paragraph.lines, tops, strict=False):
            at_end = self.style.style.align == "end"
            right = (sheet.transform.mirror is not None) != at_end
            inset = line.inset(right, self.style.by_ink)
            left = x + line.indent - line.hang - self.style.outdent + inset
            if at_end:
                left = x + self.width - line.width - inset
            sheet.line(line, left, y + self.style.baseline, value_key, bool(paragraph.too_wide))

    def parted(self, lines: int) -> tuple[TextBox, TextBox]:
        """The first lines of the only paragraph, as many as asked for, and the rest."""
        (paragraph,) = self.paragraphs
        first = replace(paragraph, lines=paragraph.lines[:lines])
        rest = replace(paragraph, lines=paragraph.lines[lines:])
        needs = self.needs[0] if self.needs else ()
        return (
            replace(self, paragraphs=[first], needs=[needs[: lines - 1]]),
            replace(self, paragraphs=[rest], needs=[needs[lines:]]),
        )


class TaggedBox(Struct):
    """A box with a meaning of its own."""

    inner: FlexibleBox
    role: str
    key: str = ""

    def height(self, fit: Fit) -> float:
        return self.inner.height(fit)

    def widest(self) -> float:
        return self.inner.widest()

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        sheet.tagged(self.role, lambda: self.inner.draw(sheet, x, y, fit), key=self.key)

    def shares(self) -> float:
        return shares(self.inner)

    def stretched(self, more: float, fit: Fit) -> TaggedBox:
        return replace(self, inner=stretched(self.inner, more, fit))


class Stacked(Struct):
    """A box with the space above it, which no fitting closes under `least` mm. `clear` is how far
    its ink keeps from the ink over it, mm."""

    box: FlexibleBox
    above: Space = 0
    snap: bool = False
    least: float = -math.inf
    clear: float = 0.0


class Stack(Struct):
    """Boxes one below the other. `unit` is the increment that snapping boxes start on, measured
    from the top of the stack."""

    boxes: Sequence[Stacked]
    unit: float = 0.0

    def tops(self, fit: Fit, left_over: float = 0.0) -> Iterator[tuple[float, FlexibleBox]]:
        """The top of each box from the top of the stack; `left_over` goes to gaps that stretch."""
        return ((top, box) for top, _, box in self._spans(fit, left_over))

    def height(self, fit: Fit) -> float:
        """Where the last of its boxes ends. Asked at many fits of each frame, so nothing is made of
        what is added up."""
        y, snaps = 0.0, self.unit if fit == NATURAL else 0.0
        for stacked in self.boxes:
            above = stacked.above
            y += max(above if isinstance(above, float | int) else space(above, fit), stacked.least)
            if stacked.snap and snaps:
                y = max(y, math.ceil((y - NEAR) / snaps) * snaps)
            y += stacked.box.height(fit)
        return y

    def _spans(
        self, fit: Fit, left_over: float = 0.0
    ) -> Iterator[tuple[float, float, FlexibleBox]]:
        """Each box with its top and its height, which is asked for once: boxes may be stacks."""
        each = self.share(left_over)
        y = 0.0
        for stacked in self.boxes:
            box, above = stacked.box, max(space(stacked.above, fit), stacked.least)
            y += above + each * stretch(stacked.above) if each else above
            if stacked.snap and self.unit and fit == NATURAL:
                y = max(y, math.ceil((y - NEAR) / self.unit) * self.unit)
            box = stretched(box, each * shares(box), fit) if each else box
            height = box.height(fit)
            yield y, height, box
            y += height

    def widest(self) -> float:
        return max((stacked.box.widest() for stacked in self.boxes), default=0.0)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit, left_over: float = 0.0) -> None:
        for top, box in self.tops(fit, left_over):
            box.draw(sheet, x, y + top, fit)

    def shares(self) -> float:
        """The shares of the room left over that go to its gaps and into its boxes."""
        return sum(stretch(stacked.above) + shares(stacked.box) for stacked in self.boxes)

    def share(self, left_over: float) -> float:
        """How much of the room left over a whole share of it is, mm."""
        whole = self.shares() if left_over > 0 else 0.0
        return left_over / whole if whole else 0.0

    def stretched(self, more: float, fit: Fit) -> Stack:
        whole = self.shares()
        if more <= 0 or not whole:
            return self
        each = more / whole
        return replace(
            self,
            boxes=[
                replace(
                    stacked,
                    box=stretched(stacked.box, each * shares(stacked.box), fit),
                    above=opened(stacked.above, each),
                    least=stacked.least + each * stretch(stacked.above),
                )
                for stacked in self.boxes
            ],
        )


class BubbleBox(Struct):
    """A bubble round a box. Its height is the body's: the tail hangs below, over the space that
    follows. `share` of the room left over makes it higher, up to `most` mm, as far as what it holds
    stretches; what does not stretch has the room below it."""

    inner: FlexibleBox
    width: float
    outline: Bubble
    padding: tuple[float, float, float, float]
    fill: Colour
    tail_right: bool
    offset: float = 0.0
    line: float = 0.0  # weight of its outline, mm
    ink: Colour | None = None
    share: float = 0.0
    most: float = math.inf
    more: float = 0.0  # room at its foot, mm
    clear: float = 0.0  # from its sides, inside its outline, to the ink of its letters, mm
    em: float = 0.0  # of its words, if they are of one style

    def height(self, fit: Fit) -> float:
        top, _, bottom, _ = self.padding
        return top + self.inner.height(fit) + bottom + self.more

    def widest(self) -> float:
        return self.width

    def shares(self) -> float:
        return self.share

    def stretched(self, more: float, fit: Fit) -> BubbleBox:
        more = max(0.0, min(more, self.most - self.height(fit)))
        inner = stretched(self.inner, more, fit)
        taken = inner.height(fit) - self.inner.height(fit)
        if shares(self.inner):
            more = taken
        return replace(self, inner=inner, more=self.more + more - taken)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        top, _, _, start = self.padding
        o = self.outline
        body = Bubble(self.width, self.height(fit), o.radius, o.drop, o.base, o.ease)
        left = x + self.offset
        whole = bubble(left, y, body, self.tail_right)
        line = self.line
        if sheet.behind is not None:
            line = max(line, sheet.behind.line(sheet.transform.path(whole), self.fill))
        line = line if self.ink else 0.0
        if line and self.ink:
            # one shape in another: an outline that is a stroke would leave the shape at the tip
            sheet.shape(whole, self.ink, kind="bubble")
            body = inset(body, line)
            whole = bubble(left + line, y + line, body, self.tail_right)
        sheet.shape(whole, self.fill, kind="bubble")
        clear = line + self.clear
        with sheet.within(left + clear, self.width - 2 * clear):
            self.inner.draw(sheet, left + start, y + top, fit)


class ColumnsBox(Struct):
    """Boxes side by side, with an optional rule in the gutter: their tops are level, or with
    `centred` their middles. Stacks that stretch end level too. `share` of the room left over makes
    all of them at least `least` mm high."""

    columns: Sequence[tuple[float, float, FlexibleBox]] = field(
        default_factory=list
    )  # x, width, box
    gap: float = 0.0
    divider: float = 0.0
    colour: Colour | None = None
    centred: bool = False
    share: float = 0.0
    least: float = 0.0

    def height(self, fit: Fit) -> float:
        return max(self.least, *(box.height(fit) for _, _, box in self.columns))

    def shares(self) -> float:
        return self.share

    def stretched(self, more: float, fit: Fit) -> ColumnsBox:
        return replace(self, least=self.height(fit) + more)

    def widest(self) -> float:
        left, _, box = self.columns[-1]
        return left + box.widest()

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        height = self.height(fit)
        for number, (left, _, held) in enumerate(self.columns):
            spare = height - held.height(fit)
            box = stretched(held, spare, fit) if shares(held) else held
            down = spare / 2 if self.centred and box is held else 0.0
            if number and self.divider and self.colour:
                middle = x + left - self.gap / 2 - self.divider / 2
                rule = rectangle(middle, y, self.divider, height)
                sheet.shape(rule, self.colour, kind="rule")
            box.draw(sheet, x + left, y + down, fit)
