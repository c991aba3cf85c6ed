"""Makes and draws the items of a frame, each by itself. What an area does not change is made once,
and so is what copyfitting leaves as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field, replace
from typing import Any, Final, NamedTuple, cast

from msgspec import Struct, structs

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Document
from generator.design import items as rows
from generator.page import Group, PlacedCode
from generator.problems import Problem
from .boxes import Fit, FlexibleBox, Stacked
from .bubble_boxes import ShapePadding
from .display import DisplayText
from .faults import TooWide
from .fit_path import WITHOUT, Steps, is_tight, safe_shapes, shares, ways_taken
from .geometry import FramePlace, Geometry
from .item_boxes import ItemBuilder
from .logo_boxes import PlacedLogo
from .safety import SafeSheet, shapes_too_near, too_near
from .sized_styles import SettingsOnDemand
from .slots import OpenedSlot

_SIZE = 10_000  # bytes of memory that an item's boxes take, about
_DRAWN = 30_000  # ... and a group of its marks


class Finer(NamedTuple):
    """What is set better where there is room: a caption with few words a line `falls` under its
    code, and short names in brackets stay `whole` for another line."""

    falls: bool = False
    whole: bool = False

    def __or__(self, other: Finer) -> Finer:
        return Finer(self.falls or other.falls, self.whole or other.whole)

    def kinds(self) -> Iterator[Finer]:
        """Each of what it says alone."""
        if self.falls:
            yield Finer(falls=True)
        if self.whole:
            yield Finer(whole=True)


FINEST: Final = Finer(True, True)
PLAIN: Final = Finer()


class MadeItem(Struct, frozen=True, eq=False):
    """The box of an item, None if it shows nothing, and what is noted of it, as in `MeasuredFrame`.
    `opened` is by how much its texts are opened, mm, by style, and `lacking` the padding that its
    bubbles lack. `might` says what may cost it room, and `lacks` what it has not. Nothing changes
    a box once it is made."""

    stacked: Stacked | None
    opened: Mapping[str, float]
    lacking: ShapePadding
    too_wide: tuple[TooWide, ...]
    problems: tuple[Problem, ...]
    display: tuple[DisplayText, ...]
    used: tuple[rows.Item, ...]
    might: Finer = PLAIN
    lacks: Finer = PLAIN


@frozen_inputs
class ItemInputs(Inputs[MadeItem]):
    """An item of a frame after some steps, as in `FrameInputs`, with the digests of its own blocks.
    Of the blocks that its conditions ask for `contacts` has the numbers of contacts, None for a
    missing one. Its codes are `larger` by so many mm, or smaller. `opened` is by how much texts of
    its styles stand open elsewhere in the frame, mm, and `lacking` the padding that bubbles of its
    shapes lack elsewhere. It `follows` others that show something."""

    geometry: Geometry
    number: int
    item: int
    steps: Steps
    blocks: tuple[bytes, ...]
    contacts: tuple[int | None, ...]
    kinds: str
    logos: tuple[PlacedLogo, ...]
    partners: int
    slots: tuple[OpenedSlot, ...]
    larger: int
    finer: Finer
    document: Document = field(compare=False)
    opened: tuple[tuple[str, float], ...] = ()
    lacking: tuple[tuple[str, tuple[float, float]], ...] = ()
    follows: bool = False

    @property
    def place(self) -> FramePlace:
        return self.geometry.frames[self.number]

    def changed(self, **fields: Any) -> ItemInputs:
        """The same inputs with other fields."""
        row: Any = self
        return cast("ItemInputs", structs.replace(row, **fields))

    def make(self, cache: Cache) -> MadeItem:
        place, builder = self.place, self._builder(cache)
        stack = builder.stack([place.row.stack[self.item]], place.width)
        builder.even_out([dict(self.lacking)], dict(self.opened))
        return MadeItem(
            next(iter(stack.boxes), None),
            {style: max(box.opened for box in texts) for style, texts in builder.opened.items()},
            dict(builder.lacking),
            tuple(builder.too_wide),
            tuple(builder.problems),
            tuple(builder.display),
            tuple(builder.used),
            Finer(builder.narrow, builder.bracketed),
            Finer(builder.narrow and not self.finer.falls, builder.torn),
        )

    def _builder(self, cache: Cache) -> ItemBuilder:
        geometry, steps, place = self.geometry, self.steps, self.place
        drawing, layout, script = geometry.drawing, geometry.layout, geometry.script
        ground = place.row.ground or layout.pages[place.page].ground
        ways = ways_taken(layout, steps)
        found = shares(layout, steps, geometry.least, geometry.lower)
        lacks, styles = ways.intersection(WITHOUT), place.items[self.item].styles
        return ItemBuilder(
            document=without(lacks, self.document),
            theme=drawing.theme,
            settings=SettingsOnDemand(geometry, found, styles, cache),
            palette=drawing.palette,
            cache=cache,
            unit=layout.unit,
            edges=place.edges,
            aside=place.x - place.edges[0],
            logos=() if "names" in lacks else self.logos,
            names="names" in lacks,
            brief="imprint" in ways,
            lesser="logos" in ways,
            ground=drawing.palette[ground] if ground else None,
            module=geometry.format.module / geometry.scale,
            where=geometry.name_of(place),
            latin=SettingsOnDemand(geometry, found, styles, cache, latin=True),
            inline="inline" in ways,
            tight=is_tight(layout, steps),
            tightest="tightest" in ways,
            gives="columns" in ways,
            small="pictures" in ways,
            drops="drop" in ways,
            larger=self.larger,
            falls=self.finer.falls,
            whole=self.finer.whole,
            radius=drawing.border.radius,
            black=drawing.logos_black,
            inks=geometry.inks,
            slots=self.slots,
            left=place.x,
            top=place.y,
            begins=place.row.stack[0],
            follows=self.follows,
            short="short" in ways,
            floors=layout.fit.floors,
            script=script.setting if script else None,
            rules=geometry.rules,
        )

    def result_size(self, result: MadeItem) -> int:
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


class DrawnFrame(Struct, frozen=True, eq=False):
    """The marks of a frame, or of one of its items, in one group for each item, the places of its
    codes, and what is wrong with the places of its words."""

    groups: tuple[Group, ...]
    codes: tuple[PlacedCode, ...]
    problems: tuple[Problem, ...]


@frozen_inputs
class DrawnItemInputs(Inputs[DrawnFrame]):
    """An item to be drawn, its top `top` mm from the frame's, where a whole share of the room left
    over is `share` mm. Its `box` has its own shares."""

    item: ItemInputs
    top: float
    fit: Fit
    share: float
    box: FlexibleBox = field(compare=False)

    def make(self, cache: Cache) -> DrawnFrame:
        geometry, place = self.item.geometry, self.item.place
        canvas = geometry.canvas(place, cache)
        self.box.draw(canvas, place.x, place.y + self.top, self.fit)
        own = (Group(tuple(canvas.marks), place.row.name),) if canvas.marks else ()
        folds = geometry.folds(geometry.layout.pages[place.page])
        where = geometry.name_of(place)
        sheet = SafeSheet(*geometry.format.trim, folds, geometry.safe, where)
        near = too_near(canvas.suspects, sheet)
        safe = safe_shapes(geometry, self.item.steps)
        near += shapes_too_near(canvas.marks, sheet._replace(safe=safe))
        return DrawnFrame((*own, *canvas.cards), tuple(canvas.codes), (*canvas.problems, *near))

    def result_size(self, result: DrawnFrame) -> int:
        return _DRAWN * len(result.groups)
