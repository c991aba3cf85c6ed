"""Where things stand: a drawing's frames and grounds on the page of one format.

A layout is drawn in the millimetres of its first format; here they are carried to another, and
mirrored for a language that reads from right to left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.design import layout as rows
from generator.design import walk
from generator.design.drawing import Drawing
from generator.design.formats import Format
from generator.page import Frame, Group, Mark, Shape
from generator.typeset.outline import rectangle
from generator.typeset.safety import clear_of
from generator.typeset.sheet import Box, Sheet


class Tongue(NamedTuple):
    """What setting depends on of a language: its tag, its script, and which way it reads."""

    language: str
    script: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """An item of a frame's stack with the styles and blocks it uses."""

    item: rows.Item
    styles: frozenset[str]
    blocks: tuple[str, ...]
    pictures: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A frame's place: left, top, width and height in the layout's millimetres."""

    page: int
    row: rows.FrameRow
    x: float
    y: float
    width: float
    height: float
    styles: frozenset[str]
    blocks: tuple[str, ...]
    has: frozenset[str]
    logos: rows.LogosItem | None
    items: tuple[Cut, ...]
    clear: Box


class Places:
    """The geometry of a drawing at one format in one language. `scale`, `left` and `top` carry
    the layout's millimetres to the page's; `edges` are the left, top, right and bottom of the
    bleed in the layout's, `safe` is in the page's."""

    def __init__(self, drawing: Drawing, format_name: str, tongue: Tongue) -> None:
        self.drawing, self.layout, self.tongue = drawing, drawing.layout, tongue
        self.mirror = drawing.drawn.trim[0] if tongue.rtl else None
        self.format = drawing.formats[format_name]
        width, height = drawing.drawn.trim
        self.scale = min(self.format.trim[0] / width, self.format.trim[1] / height)
        self.left = (self.format.trim[0] - width * self.scale) / 2
        self.top = (self.format.trim[1] - height * self.scale) / 2
        self.safe = self.layout.safe * self.scale
        self.slots = [
            self._slot(index, page, frame)
            for index, page in enumerate(self.layout.pages)
            for frame in page.frames
        ]
        self.grounds = [
            Group(tuple(self._grounds(page)), f"{page.name} grounds") for page in self.layout.pages
        ]
        bleed = self.format.bleed
        self.edges = (
            -(self.left + bleed) / self.scale,
            -(self.top + bleed) / self.scale,
            (self.format.trim[0] + bleed - self.left) / self.scale,
            (self.format.trim[1] + bleed - self.top) / self.scale,
        )

    def sheet(self, slot: Slot) -> Sheet:
        """An empty sheet for a frame's marks."""
        language = self.tongue.language
        return Sheet(self.scale, self.left, self.top, language, self.mirror, slot.clear)

    def _slot(self, index: int, page: rows.PageRow, frame: rows.FrameRow) -> Slot:
        x, width = self._panel(page, frame)
        margins = frame.margins or self.layout.margins
        items = list(walk.items(frame.stack))
        logos = next((item for item in items if isinstance(item, rows.LogosItem)), None)
        left = x + margins.start
        inner = width - margins.start - margins.end
        return Slot(
            index,
            frame,
            left,
            margins.top,
            inner,
            self.drawing.drawn.trim[1] - margins.top - margins.bottom,
            walk.styles(frame.stack),
            tuple(sorted(walk.blocks(frame.stack))),
            _room(items),
            logos,
            tuple(self._cut(item) for item in frame.stack),
            clear_of(self.across(left, inner), *self.format.trim, self.folds(page), self.safe),
        )

    def _cut(self, item: rows.Item) -> Cut:
        inside = list(walk.items([item]))
        return Cut(
            item,
            walk.styles([item]),
            tuple(sorted(walk.blocks([item]))),
            any(isinstance(one, rows.LogosItem) for one in inside),
        )

    def across(self, x: float, width: float) -> float:
        """The left edge on the page, mm, of a box that the layout puts at x."""
        if self.mirror is not None:
            x = self.mirror - x - width
        return self.left + x * self.scale

    def folds(self, page: rows.PageRow) -> tuple[float, ...]:
        return tuple(sorted(self.across(x, 0.0) for x in self.drawing.drawn.folds(page.side)))

    def _panel(self, page: rows.PageRow, frame: rows.FrameRow) -> tuple[float, float]:
        """Left and width of a frame's panel, or of the page."""
        x = 0.0
        if frame.panel:
            for name, width in self.drawing.drawn.sides[page.side].panels.items():
                if name == frame.panel:
                    return x, width
                x += width
        return 0.0, self.drawing.drawn.trim[0]

    def _grounds(self, page: rows.PageRow) -> list[Mark]:
        """The page's colours, run into the bleed on every side they touch; colour changes lie
        exactly on the fold."""
        width, height = self.format.trim
        bleed = self.format.bleed
        palette = self.drawing.palette
        marks: list[Mark] = []

        def ground(left: float, right: float, colour: str) -> None:
            path = rectangle(left, -bleed, right - left, height + 2 * bleed)
            marks.append(Shape(path, palette[colour], kind="ground"))

        if page.ground:
            ground(-bleed, width + bleed, page.ground)
        for frame in page.frames:
            if not frame.ground:
                continue
            x, panel = self._panel(page, frame)
            left = self.across(x, panel)
            right = left + panel * self.scale
            first, last = left <= 0.01, right >= width - 0.01
            ground(-bleed if first else left, width + bleed if last else right, frame.ground)
        return marks

    def outline(self, slot: Slot) -> Frame:
        """A frame as the page records it."""
        return Frame(
            slot.row.name,
            self.across(slot.x, slot.width),
            self.top + slot.y * self.scale,
            slot.width * self.scale,
            slot.height * self.scale,
        )


def _room(items: Iterable[rows.Item]) -> frozenset[str]:
    """What a frame holds that copyfitting may make room with."""
    found = set()
    for item in items:
        if isinstance(item, rows.FieldItem | rows.CodeItem) and item.min:
            found.add("pictures")
        if isinstance(item, rows.ContactsItem):
            found.add("contacts")
        if item.drop:
            found.add("drop")
        if isinstance(item, rows.TextItem | rows.ListItem | rows.BubblesItem):
            found.add("short forms")
    return frozenset(found)


def unit_of(drawing: Drawing, format_name: str) -> tuple[Format, float]:
    """A format of the drawing and its baseline increment there, mm."""
    made, drawn = drawing.formats[format_name], drawing.drawn
    scale = min(made.trim[0] / drawn.trim[0], made.trim[1] / drawn.trim[1])
    return made, drawing.layout.unit * scale
