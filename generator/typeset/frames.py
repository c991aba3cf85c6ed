"""Sets a frame: makes boxes of its items, closes them until they fit, then draws them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from functools import reduce
from operator import ge, gt, or_
from typing import Final, Self

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Block, Document
from generator.design import items as rows
from generator.problems import Problem
from .boxes import NATURAL, Fit, Stack, Stacked
from .bubble_boxes import ShapePadding
from .display import DisplayText
from .edges import keep_apart
from .evenness import less_opened, less_padding, most_opened, most_padding
from .faults import TooWide
from .fit_path import OPENS, Steps, is_taken, relevant, safe_shapes
from .frame_ends import below_others, clear_of_foot, clear_of_head
from .frame_items import FINEST, PLAIN, DrawnFrame, DrawnItemInputs, Finer, ItemInputs, MadeItem
from .geometry import FramePlace, Geometry
from .logo_boxes import PlacedLogo
from .slack import CALM, ROUNDING, FrameFit, fit_frame, hollow, parted
from .slots import OpenedSlot

# how far gaps may close for what is finer: no type gets smaller for it
CLOSES: Final = OPENS * 0.8


class MeasuredFrame(Struct, frozen=True, eq=False):
    """The boxes of a frame: how far they must close, what room is left over, how many mm they are
    overset, which words are too wide, and what else is wrong with the words. `display` are its
    texts whose lines are looked at one by one. `loose` is how much would stand empty in one place
    with gaps at their natural height (and codes at theirs, where type grows before them), and
    `hollow` how much does, in mm; `filled` is the height of all that stands in it, and `used` are
    the items that show something. `items` are what each box of its stack is made from. In a
    `parted` frame a column spreads farther than its gaps may. It `lacks` what it has no room for.
    """

    stack: Stack
    fit: Fit
    left_over: float
    overset: float
    too_wide: tuple[TooWide, ...]
    problems: tuple[Problem, ...]
    display: tuple[DisplayText, ...] = ()
    loose: float = 0.0
    hollow: float = 0.0
    filled: float = 0.0
    used: tuple[rows.Item, ...] = ()
    items: tuple[ItemInputs, ...] = ()
    parted: bool = False
    lacks: Finer = PLAIN

    @property
    def wide(self) -> frozenset[str]:
        return frozenset(each.style for each in self.too_wide)


class FramedStack(Struct, frozen=True):
    """The stack of a frame, the room it has in mm, the items of its boxes, and all that are
    made. Its codes are `larger` by so many mm. With gaps at their natural height so many mm are
    `left_over`, and so many of these stand `empty` in one place."""

    stack: Stack
    room: float
    items: tuple[ItemInputs, ...]
    made: Sequence[MadeItem]
    larger: int
    finer: Finer

    @property
    def might(self) -> Finer:
        """What may cost room."""
        return reduce(or_, (each.might for each in self.made), PLAIN)

    @property
    def lacks(self) -> Finer:
        return reduce(or_, (each.lacks for each in self.made), PLAIN)

    @property
    def fits(self) -> bool:
        """Whether it stands in its room with its gaps at their natural height, and no word is too
        wide."""
        if any(each.too_wide for each in self.made):
            return False
        return self.stack.height(NATURAL) <= self.room + ROUNDING

    @property
    def left_over(self) -> float:
        return max(0.0, self.room - self.stack.height(NATURAL))

    @property
    def empty(self) -> float:
        return hollow(self.stack, NATURAL, self.left_over)

    @property
    def calm_codes(self) -> bool:
        """Whether it has codes that grow no further than leaves it calm."""
        used = (item for each in self.made for item in each.used)
        return any(isinstance(item, rows.CodeItem) and item.calm for item in used)


@frozen_inputs
class FrameInputs(Inputs[MeasuredFrame]):
    """A frame of a layout with the words of its blocks after some steps. Of the document it uses
    only these blocks and, in problems, the `kinds` of the others; `partners` is the number of the
    area's logos where the frame asks for that. `alike` are the other frames of the piece with
    bubbles of its shapes, which all have the same padding. It has what is `finer` whether or not
    there is room for it."""

    geometry: Geometry
    number: int
    steps: Steps
    blocks: tuple[bytes, ...]
    kinds: str
    logos: tuple[PlacedLogo, ...]
    partners: int
    slots: tuple[OpenedSlot, ...]
    document: Document = field(compare=False)
    alike: tuple[FrameInputs, ...] = ()
    finer: Finer = PLAIN

    @property
    def place(self) -> FramePlace:
        return self.geometry.frames[self.number]

    def make(self, cache: Cache) -> MeasuredFrame:
        place = self.place
        drawn = self._finest(cache)
        framed = self._grown(cache, drawn)
        stack, made, found = framed.stack, framed.made, self._fit(framed)
        type_first = framed is not drawn and self.geometry.layout.fit.type_grows_first
        return MeasuredFrame(
            stack,
            found.fit,
            found.left_over,
            found.overset,
            tuple(word for each in made for word in each.too_wide),
            tuple(problem for each in made for problem in each.problems),
            tuple(text for each in made for text in each.display),
            self._fit(drawn).loose if type_first else found.loose,
            hollow(stack, found.fit, found.left_over),
            found.height,
            tuple(item for each in made for item in each.used),
            framed.items,
            place.side_by_side and parted(stack, found.fit, found.left_over),
            framed.lacks,
        )

    def _fit(self, framed: FramedStack) -> FrameFit:
        place, layout = self.place, self.geometry.layout
        shrink = "pictures" in place.has and is_taken(layout, self.steps, "pictures")
        return fit_frame(framed.stack, framed.room, place.height, layout, shrink)

    def _finest(self, cache: Cache) -> FramedStack:
        """The stack as fine as there is room for. Where a caption has none under its code, the code
        may be so much smaller that the lines beside it hold more."""
        finest = self._stack(cache, 0, FINEST)
        if not any(finest.might):
            return finest
        plain = self._stack(cache, 0, self.finer)
        closed = max(CLOSES, self._fit(plain).fit.gaps)
        for finer in (FINEST, Finer(whole=True), Finer(falls=True)):
            if not all(map(ge, finer, self.finer)) or not any(map(gt, finer, self.finer)):
                continue
            for smaller in range(self._smaller() + 1 if finer.falls and finest.might.falls else 1):
                framed = self._stack(cache, -smaller, finer)
                found = self._fit(framed)
                if not found.overset and found.fit.gaps <= closed:
                    return framed
        return plain

    def _smaller(self) -> int:
        """By how many mm codes may be smaller for their captions' lines."""
        if is_taken(self.geometry.layout, self.steps, "pictures"):
            return 0  # they are
        return math.ceil(max((item.shrinks for item in self.place.items), default=0.0))

    def _grown(self, cache: Cache, drawn: FramedStack) -> FramedStack:
        """The stack with codes as large as there is room for, or as leaves it calm."""
        sizes = range(self._larger(drawn), 0, -1)
        if not drawn.calm_codes:
            larger = (self._stack(cache, by, drawn.finer) for by in sizes)
            return next((grown for grown in larger if grown.fits), drawn)
        found, calm = drawn, CALM * self.place.height
        for by in reversed(sizes):
            if found.empty <= calm:
                break
            grown = self._stack(cache, by, drawn.finer)
            found = grown if grown.fits else found
        return found

    def _larger(self, framed: FramedStack) -> int:
        """By how many mm codes may grow into the room left over."""
        place, rows = self.place, self.geometry.layout.fit.grow
        if framed.larger or not any(row.pictures and row.fill for row in rows):
            return 0
        return math.floor(min(place.codes_grow, framed.left_over) + ROUNDING)

    def _stack(self, cache: Cache, larger: int, finer: Finer) -> FramedStack:
        """The frame's stack with codes so many mm larger, and what is finer."""
        place, geometry = self.place, self.geometry
        # one by one: only within an item is there room for codes that hang beside one another
        made = self._padded(cache, larger, finer)
        shown = [(item, each.stacked) for item, each in made if each.stacked]
        boxes = [Stacked(each.box, each.above, each.snap, clear=each.clear) for _, each in shown]
        stack = Stack(boxes, geometry.layout.unit)
        keep_apart(boxes, geometry.rules)
        clear_of_head(boxes, place, geometry)
        items = tuple(item.changed(document=None) for item, _ in shown)
        room = place.height - clear_of_foot(
            boxes, place, geometry, safe_shapes(geometry, self.steps)
        )
        return FramedStack(stack, room, items, [each for _, each in made], larger, finer)

    def _padded(self, cache: Cache, larger: int, finer: Finer) -> list[tuple[ItemInputs, MadeItem]]:
        """Each item as in `made`, with the padding that bubbles of other frames need."""
        made = self.made(cache, larger, finer)
        paddings = [each.lacking for _, each in made]
        lacking = most_padding(paddings + [cache.get(PaddingInputs(each)) for each in self.alike])
        for number, (item, each) in enumerate(made):
            if less := less_padding(each.lacking, lacking):
                padded = item.changed(lacking=less)
                made[number] = padded, cache.get(padded)
        return made

    def made(
        self, cache: Cache, larger: int = 0, finer: Finer = PLAIN
    ) -> list[tuple[ItemInputs, MadeItem]]:
        """Each item of the frame with codes so many mm larger, and what is finer. Texts of a style
        have one leading, and bubbles of a shape in an item the padding that one of them needs."""
        numbers = range(len(self.place.items))
        made = below_others([self._made(one, larger, finer, cache) for one in numbers], cache)
        opened = most_opened(each.opened for _, each in made)
        for number, (item, each) in enumerate(made):
            less = less_opened(each.opened, opened)
            if less:
                wider = item.changed(opened=less)
                made[number] = wider, cache.get(wider)
        return made

    def _made(
        self, number: int, larger: int, finer: Finer, cache: Cache
    ) -> tuple[ItemInputs, MadeItem]:
        """An item as fine as asked for. One that is as fine as can be without more room is asked
        for once."""
        item = self._item(number, larger)
        found = cache.get(item)
        if any(might and not wanted for might, wanted in zip(found.might, finer, strict=True)):
            less = (wanted or not might for might, wanted in zip(found.might, finer, strict=True))
            item = item.changed(finer=Finer(*less))
            found = cache.get(item)
        return item, found

    def _item(self, number: int, larger: int) -> ItemInputs:
        item, blocks = self.place.items[number], self.document.blocks
        digests = (blocks[name].digest if name in blocks else b"" for name in item.blocks)
        counts = (len(blocks[name].contacts) if name in blocks else None for name in item.asked)
        return ItemInputs(
            self.geometry,
            self.number,
            number,
            relevant(self.geometry.layout, self.steps, item.styles, item.changes),
            tuple(digests),
            tuple(counts),
            self.kinds,
            self.logos if item.logos else (),
            self.partners if item.counts_logos else 0,
            self.slots,
            larger if (item.shrinks if larger < 0 else item.grows) else 0,
            FINEST,
            self.document,
        )

    def result_size(self, result: MeasuredFrame) -> int:
        return _SIZE


@frozen_inputs
class PaddingInputs(Inputs[ShapePadding]):
    """The padding that the bubbles of a frame lack, mm, by their shapes."""

    frame: FrameInputs

    def make(self, cache: Cache) -> ShapePadding:
        return most_padding([each.lacking for _, each in self.frame.made(cache)])


@frozen_inputs
class DrawnInputs(Inputs[DrawnFrame]):
    """A frame to be drawn, whose boxes fit."""

    frame: FrameInputs

    def make(self, cache: Cache) -> DrawnFrame:
        measured = cache.get(self.frame)
        stack, fit, left_over = measured.stack, measured.fit, measured.left_over
        share = stack.share(left_over)
        places = zip(measured.items, stack.tops(fit, left_over), strict=True)
        drawn = [
            cache.get(DrawnItemInputs(item, top, fit, share, box)) for item, (top, box) in places
        ]
        return DrawnFrame(
            tuple(group for each in drawn for group in each.groups),
            tuple(code for each in drawn for code in each.codes),
            tuple(problem for each in drawn for problem in each.problems),
        )

    def result_size(self, result: DrawnFrame) -> int:
        return _SIZE


_SIZE = 5_000  # bytes of memory that a frame takes beside its items, about


class Frames:
    """The frames of a document in a geometry. The inputs that its words give are made once, and so
    is each frame after some steps, which the fit asks for many times. `finer` says what some have
    whether or not there is room for it."""

    def __init__(
        self,
        document: Document,
        geometry: Geometry,
        logos: tuple[PlacedLogo, ...],
        slots: tuple[OpenedSlot, ...],
        cache: Cache,
    ) -> None:
        self.document, self.geometry, self.cache = document, geometry, cache
        self.logos, self.slots = logos, slots
        self.finer: dict[int, Finer] = {}
        self._known: dict[tuple[int, Steps], MeasuredFrame] = {}
        self.kinds = repr([(name, block.kind) for name, block in document.blocks.items()])
        self._words = [self._digests(place.blocks) for place in geometry.frames]
        self._alike = [
            [
                other
                for other, there in enumerate(geometry.frames)
                if other != number and not there.shapes.isdisjoint(place.shapes)
            ]
            for number, place in enumerate(geometry.frames)
        ]

    def _digests(self, names: Iterable[str]) -> tuple[bytes, ...]:
        found: list[Block | None] = [self.document.blocks.get(name) for name in names]
        return tuple(block.digest if block else b"" for block in found)

    def inputs(self, number: int, steps: Steps) -> FrameInputs:
        alike = tuple(self._frame(other, steps) for other in self._alike[number])
        return self._frame(number, steps, alike)

    def _frame(self, number: int, steps: Steps, alike: tuple[FrameInputs, ...] = ()) -> FrameInputs:
        place = self.geometry.frames[number]
        return FrameInputs(
            self.geometry,
            number,
            relevant(self.geometry.layout, steps, place.styles, place.changes),
            self._words[number],
            self.kinds,
            self.logos if place.logos else (),
            len(self.document.logos) if place.counts_logos else 0,
            self.slots if place.slots else (),
            self.document,
            alike,
            self.finer.get(number, PLAIN),
        )

    def without_logos(self) -> Self:
        """The frames of the same document without its partners' logos."""
        bare = replace(self.document, logos=())
        found = type(self)(bare, self.geometry, (), self.slots, self.cache)
        found.finer = self.finer
        return found

    def with_finer(self, number: int, finer: Finer) -> Self:
        """The same frames, where one has what is finer whether or not there is room for it."""
        found = type(self)(self.document, self.geometry, self.logos, self.slots, self.cache)
        found.finer = {**self.finer, number: self.finer.get(number, PLAIN) | finer}
        return found

    def frame(self, number: int, steps: Steps) -> MeasuredFrame:
        """A frame after some steps."""
        known = self._known.get((number, steps))
        if known is None:
            known = self._known[number, steps] = self.cache.get(self.inputs(number, steps))
        return known

    def measured(self, steps: Steps) -> list[MeasuredFrame]:
        """Every frame after some steps."""
        return [self.frame(number, steps) for number in range(len(self.geometry.frames))]

    def drawn(self, number: int, steps: Steps) -> DrawnFrame:
        return self.cache.get(DrawnInputs(self.inputs(number, steps)))
