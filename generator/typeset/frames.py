"""Sets a frame: makes boxes of its items, closes them until they fit, then draws them."""

import math
from collections.abc import Collection, Iterable
from dataclasses import field, replace
from typing import Self

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Block, Document
from generator.design import items as rows
from generator.page import Group, PlacedCode
from generator.problems import Problem
from .boxes import NATURAL, Fit, Stack
from .bubble_boxes import ShapePadding
from .display import DisplayText
from .edges import below, keep_apart, over
from .faults import TooWide
from .fit_path import SettingsOnDemand, Steps, is_taken, left_out, relevant, shares
from .geometry import FramePlace, Geometry
from .item_boxes import ItemBuilder
from .logo_boxes import PlacedLogo
from .safety import too_near
from .slack import ROUNDING, fit_frame, hollow
from .slots import OpenedSlot


class MeasuredFrame(Struct, frozen=True, eq=False):
    """The boxes of a frame: how far they must close, what room is left over, how many mm they are
    overset, which words are too wide, and what else is wrong with the words. `display` are its
    texts whose lines are looked at one by one. `loose` is how much would stand empty in one place
    with gaps at their natural height, and `hollow` how much does, in mm; `filled` is the height of
    all that stands in it, and `used` are the items that show something."""

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

    @property
    def wide(self) -> frozenset[str]:
        return frozenset(each.style for each in self.too_wide)


class DrawnFrame(Struct, frozen=True, eq=False):
    """The marks of a frame in one group for each item, the places of its codes, and what is wrong
    with the places of its words."""

    groups: tuple[Group, ...]
    codes: tuple[PlacedCode, ...]
    problems: tuple[Problem, ...]


@frozen_inputs
class FrameInputs(Inputs[MeasuredFrame]):
    """A frame of a layout with the words of its blocks after some steps. Of the document it uses
    only these blocks and, in problems, the `kinds` of the others; `partners` is the number of the
    area's logos where the frame asks for that. `alike` are the other frames of the piece with
    bubbles of its shapes, which all have the same padding."""

    geometry: Geometry
    number: int
    steps: Steps
    blocks: tuple[bytes, ...]
    kinds: str
    logos: tuple[PlacedLogo, ...]
    partners: int
    slots: tuple[OpenedSlot, ...]
    document: Document = field(compare=False)
    alike: tuple["FrameInputs", ...] = ()

    @property
    def place(self) -> FramePlace:
        return self.geometry.frames[self.number]

    def make(self, cache: Cache) -> MeasuredFrame:
        place, layout = self.place, self.geometry.layout
        builder, stack, room = self._stack(cache, 0)
        for larger in self._larger(stack, room):
            builder, grown, room = self._stack(cache, larger)
            if not builder.too_wide and grown.height(NATURAL) <= room + ROUNDING:
                stack = grown
                break
        shrink = "pictures" in place.has and is_taken(layout, self.steps, "pictures")
        found = fit_frame(stack, room, place.height, layout, shrink)
        return MeasuredFrame(
            stack,
            found.fit,
            found.left_over,
            found.overset,
            tuple(builder.too_wide),
            tuple(builder.problems),
            tuple(builder.display),
            found.loose,
            hollow(stack, found.left_over),
            found.height,
            tuple(builder.used),
        )

    def _larger(self, stack: Stack, room: float) -> Iterable[int]:
        """By how many mm codes may grow into the room left over, the most first."""
        place, rows = self.place, self.geometry.layout.fit.grow
        if not place.codes_grow or not any(row.pictures and row.fill for row in rows):
            return ()
        left_over = max(0.0, room - stack.height(NATURAL))
        return range(math.floor(min(place.codes_grow, left_over) + ROUNDING), 0, -1)

    def _stack(self, cache: Cache, larger: int) -> tuple[ItemBuilder, Stack, float]:
        """The frame's stack with codes so many mm larger, who made it, and its room in mm."""
        place, builder = self.place, self._builder(cache, larger)
        # one by one: only within an item is there room for codes that hang beside one another
        stacks = [builder.stack([item], place.width) for item in place.row.stack]
        stack = Stack([box for each in stacks for box in each.boxes], self.geometry.layout.unit)
        keep_apart(stack.boxes, builder.rules)
        builder.even_out(cache.get(PaddingInputs(other)) for other in self.alike)
        if stack.boxes:
            first = stack.boxes[0]
            first.least = max(first.least, _head(stack, place, self.geometry))
        return builder, stack, place.height - _foot(stack, place, self.geometry)

    def _builder(self, cache: Cache, larger: int) -> ItemBuilder:
        geometry, steps, place = self.geometry, self.steps, self.place
        drawing, layout, script = geometry.drawing, geometry.layout, geometry.script
        ground = place.row.ground or layout.pages[place.page].ground
        lacks, found = left_out(layout, steps), shares(layout, steps)
        return ItemBuilder(
            without(lacks, self.document),
            drawing.theme,
            SettingsOnDemand(geometry, found, place.styles, cache),
            drawing.palette,
            cache,
            layout.unit,
            edges=place.edges,
            logos=() if "names" in lacks else self.logos,
            names="names" in lacks,
            brief=is_taken(layout, steps, "imprint"),
            lesser=is_taken(layout, steps, "logos"),
            ground=drawing.palette[ground] if ground else None,
            module=geometry.format.module / geometry.scale,
            where=geometry.name_of(place),
            latin=SettingsOnDemand(geometry, found, place.styles, cache, latin=True),
            inline=is_taken(layout, steps, "inline"),
            tight=is_taken(layout, steps, "tight") or is_taken(layout, steps, "tightest"),
            tightest=is_taken(layout, steps, "tightest"),
            small=is_taken(layout, steps, "pictures"),
            drops=is_taken(layout, steps, "drop"),
            larger=larger,
            radius=drawing.border.radius,
            black=drawing.logos_black,
            inks=drawing.drawn_inks,
            slots=self.slots,
            left=place.x,
            begins=place.row.stack[0],
            short=is_taken(layout, steps, "short"),
            script=script.setting if script else None,
            rules=geometry.rules,
        )

    def result_size(self, result: MeasuredFrame) -> int:
        return _SIZE


def without(kinds: Collection[str], document: Document) -> Document:
    """A document without what a piece leaves out (see `doing_without`)."""
    if not kinds:
        return document
    blocks = document.blocks
    if "own" in kinds:
        blocks = {name: block for name, block in blocks.items() if name != rows.OWN}
    logos = () if "names" in kinds else document.logos
    return replace(document, blocks=blocks, logos=logos)


@frozen_inputs
class PaddingInputs(Inputs[ShapePadding]):
    """The padding that the bubbles of a frame lack, mm, by their shapes."""

    frame: FrameInputs

    def make(self, cache: Cache) -> ShapePadding:
        builder, _, _ = self.frame._stack(cache, 0)
        return builder.lacking


@frozen_inputs
class DrawnInputs(Inputs[DrawnFrame]):
    """A frame to be drawn, whose boxes fit."""

    frame: FrameInputs

    def make(self, cache: Cache) -> DrawnFrame:
        geometry, place = self.frame.geometry, self.frame.place
        measured = cache.get(self.frame)
        groups: list[Group] = []
        codes: list[PlacedCode] = []
        problems: list[Problem] = []
        for top, box in measured.stack.tops(measured.fit, measured.left_over):
            canvas = geometry.canvas(place, cache)
            box.draw(canvas, place.x, place.y + top, measured.fit)
            if canvas.marks:
                groups.append(Group(tuple(canvas.marks), place.row.name))
            groups += canvas.cards
            codes += canvas.codes
            folds = geometry.folds(geometry.layout.pages[place.page])
            size, where = geometry.format.trim, geometry.name_of(place)
            problems += canvas.problems
            problems += too_near(canvas.suspects, *size, folds, geometry.safe, where)
        return DrawnFrame(tuple(groups), tuple(codes), tuple(problems))

    def result_size(self, result: DrawnFrame) -> int:
        return _SIZE * len(result.groups)


_SIZE = 30_000  # bytes of memory that a frame's boxes, or a group of its marks, take, about


def _foot(stack: Stack, place: FramePlace, geometry: Geometry) -> float:
    """Room that deep letters need under the last line of a frame to keep clear of the trim, mm."""
    last = stack.boxes[-1].box if stack.boxes else None
    if last is None:
        return 0.0
    height = geometry.drawing.first_format.trim[1]
    return max(
        0.0, geometry.clear / geometry.scale - (height - place.y - place.height) - below(last)
    )


def _head(stack: Stack, place: FramePlace, geometry: Geometry) -> float:
    """Room that tall letters need over the first line of a frame to keep clear of the trim, mm."""
    clear = geometry.clear / geometry.scale
    return max(0.0, clear - place.y - over(stack.boxes[0].box))


class Frames:
    """The frames of a document in a geometry. The inputs that its words give are made once, and so
    is each frame after some steps, which the fit asks for many times."""

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
        )

    def without_logos(self) -> Self:
        """The frames of the same document without its partners' logos."""
        bare = replace(self.document, logos=())
        return type(self)(bare, self.geometry, (), self.slots, self.cache)

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
