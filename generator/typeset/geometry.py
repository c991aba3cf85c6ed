"""The places of a drawing's frames and grounds on the page of one format.

A layout is drawn in the millimetres of its first format. This scales them to another format, and
mirrors them for a language that reads from right to left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeGuard

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Document
from generator.design import items as rows
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.formats import Format
from generator.design.layout import FrameRow, PageRow
from generator.page import Box, Frame, Group, Mark, Panel, Shape
from .canvas import Canvas, PageTransform
from .outline import block
from .safety import clear_of

_BYTES_PER_FRAME: Final = 5000  # of a geometry in memory, about
INSIDE = 2.0  # mm from the edge of a ground that ends on the page to letters that leave their line


class LanguageSettings(Struct, frozen=True):
    """The language settings of a text: its tag, its script, its direction, the tag of the language
    the campaign was written in (which foreign words are taken to have), the language's word for a
    QR code, and the names that stand on one line."""

    language: str
    script: str
    rtl: bool
    original: str = "en"
    qr_code: str = "QR code"
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Document) -> LanguageSettings:
        return cls(
            document.language,
            document.script,
            document.direction == "rtl",
            document.original,
            document.qr_code,
            document.names,
        )


_BUBBLES: Final = (rows.MessagesItem, rows.BubblesItem, rows.BubbleItem)


class ItemPlace(Struct, frozen=True):
    """What an item of a frame's stack, with all it holds, uses: styles, blocks, and blocks that are
    only `asked` for, the fields of the rows of `fit` that may change it, the area's logos or their
    number, room for larger codes, captions beside codes, and by how many mm these codes shrink."""

    styles: frozenset[str]
    blocks: tuple[str, ...]
    asked: tuple[str, ...]
    changes: frozenset[str]
    logos: bool
    counts_logos: bool
    grows: bool
    captions: bool
    shrinks: float

    @classmethod
    def of(cls, item: rows.Item) -> ItemPlace:
        every = list(layout_walk.items([item]))
        return cls(
            layout_walk.styles([item]),
            tuple(sorted(layout_walk.blocks_set([item]))),
            tuple(sorted(layout_walk.blocks_asked([item]))),
            _changes(every),
            any(isinstance(each, rows.LogosItem) for each in every),
            any(map(_counts_logos, every)),
            _growth(every) > 0,
            any(map(_is_beside, every)),
            max((one.size - one.min for one in filter(_is_beside, every) if one.min), default=0.0),
        )


class FramePlace(Struct, frozen=True):
    """The place of a frame: left, top, width and height in the layout's millimetres. `clear` is the
    box that its words keep within, in the page's millimetres, and `inside` where the ground under
    them ends, from the trim; none if it runs off the page. `edges` are the left, top, right and
    bottom of a ground in its panel, in the layout's: the fold, or the bleed where there is no
    fold. `changes` are the fields of the rows of `fit` that may change it. `codes_grow` is by how
    many mm its codes may grow. In one with columns `side_by_side` some words may be smaller and
    make no room. `shapes` are those of its bubbles; `items` say what each of its items uses."""

    page: int
    row: FrameRow
    x: float
    y: float
    width: float
    height: float
    styles: frozenset[str]
    blocks: tuple[str, ...]
    has: frozenset[str]
    changes: frozenset[str]
    logos: rows.LogosItem | None
    counts_logos: bool
    codes_grow: float
    slots: frozenset[str]
    side_by_side: bool
    clear: Box
    inside: float | None
    edges: Box
    shapes: frozenset[str]
    items: tuple[ItemPlace, ...]


class Geometry:
    """The geometry of a drawing at one format in one language. `scale`, `left` and `top` turn the
    layout's millimetres into the page's; `safe` is in the page's. `script` has the settings of a
    script other than the theme's. `rules` are the least distances in the layout's millimetres,
    `conditions` those of the frames' items.
    `least` is the least type size in pt, and `lower` how far under its floor a style may go in that
    script."""

    def __init__(self, drawing: Drawing, format_name: str, language: LanguageSettings) -> None:
        self._of = drawing, format_name, language
        drawing = drawing.for_format(format_name)
        self.drawing, self.layout, self.language = drawing, drawing.layout, language
        self._hash = hash(self._of)
        self.format_name, self.format = format_name, drawing.formats[format_name]
        width, height = drawing.first_format.trim
        self.scale = min(self.format.trim[0] / width, self.format.trim[1] / height)
        self.left = (self.format.trim[0] - width * self.scale) / 2
        self.top = (self.format.trim[1] - height * self.scale) / 2
        mirror = width if language.rtl else None
        self.transform = PageTransform(self.scale, self.left, self.top, mirror)
        sheet = 0.0 if self.format.ganged else drawing.border.sheet
        border = max(sheet, drawing.border.drawn * self.scale)
        bleed = self.format.bleed if drawing.bleed is None else drawing.bleed
        self.out = -border if border else bleed
        self.safe = max(self.layout.safe * self.scale, sheet)
        shapes = self.layout.safe if self.layout.safe_shapes is None else self.layout.safe_shapes
        self.safe_shapes = shapes * self.scale
        self.clear = max(self.safe, border + INSIDE * self.scale) if border else self.safe
        self.rules = drawing.clearances.at_scale(self.scale)
        self.inks = drawing.drawn_inks
        self.script = drawing.setting_for(language.script, language.language)
        row = self.script.setting if self.script else None
        self.least = max(self.layout.least, row.least if row else 0.0) / self.scale
        self.least /= row.size if row else 1.0
        self.lower = row.floor if row else 1.0
        self.frames = [
            self._frame(index, page, frame)
            for index, page in enumerate(self.layout.pages)
            for frame in page.frames
        ]
        every = [item for one in self.frames for item in layout_walk.items(one.row.stack)]
        self.conditions = [*dict.fromkeys(item.only for item in every if item.only)]
        self.grounds = [
            Group(tuple(self._grounds(page)), f"{page.name} grounds") for page in self.layout.pages
        ]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Geometry) and self._of == other._of

    def __hash__(self) -> int:
        return self._hash

    def canvas(self, place: FramePlace, cache: Cache) -> Canvas:
        """An empty canvas for a frame's marks."""
        language = self.language
        return Canvas(cache, self.transform, language.language, place.clear, language.original)

    def _frame(self, index: int, page: PageRow, frame: FrameRow) -> FramePlace:
        x, width = self._panel(page, frame)
        margins = frame.margins or self.layout.margins
        items = list(layout_walk.items(frame.stack))
        logos = next((item for item in items if isinstance(item, rows.LogosItem)), None)
        left = x + margins.start
        inner = width - margins.start - margins.end
        inside, clear = self._inside(page, frame), self.clear
        if inside is not None:
            clear = max(clear, inside + self.rules.bubble * self.scale)
        return FramePlace(
            index,
            frame,
            left,
            margins.top,
            inner,
            self.drawing.first_format.trim[1] - margins.top - margins.bottom,
            layout_walk.styles(frame.stack),
            tuple(sorted(layout_walk.blocks(frame.stack))),
            kinds_of_room(items),
            _changes(items),
            logos,
            any(map(_counts_logos, items)),
            _growth(items),
            frozenset(item.slot for item in items if isinstance(item, rows.ImageItem)),
            any(isinstance(item, rows.ColumnsItem) for item in items),
            clear_of(self.across(left, inner), *self.format.trim, self.folds(page), clear),
            inside,
            self._edges(x, width),
            frozenset(item.shape for item in items if isinstance(item, _BUBBLES)),
            tuple(map(ItemPlace.of, frame.stack)),
        )

    def _inside(self, page: PageRow, frame: FrameRow) -> float | None:
        """How far from the trim the ground under a frame ends, inside its outline, mm of the page;
        None if it runs off the page."""
        row = frame if frame.ground else page
        if not row.ground or self.out >= 0:
            return None
        return (row.outline.weight * self.scale if row.outline else 0.0) - self.out

    def _edges(self, x: float, width: float) -> Box:
        first, last = x <= 0.01, x + width >= self.drawing.first_format.trim[0] - 0.01
        out, fold = self.out, self.drawing.border.fold
        return (
            -(self.left + out) / self.scale if first else x + fold,
            -(self.top + out) / self.scale,
            (self.format.trim[0] + out - self.left) / self.scale if last else x + width - fold,
            (self.format.trim[1] + out - self.top) / self.scale,
        )

    def across(self, x: float, width: float) -> float:
        """The left edge on the page, mm, of a box that the layout puts at x."""
        return self.left + self.transform.across(x, width) * self.scale

    def name_of(self, place: FramePlace) -> str:
        """The name of a frame in problems."""
        return f'"{place.row.name}" of {self.drawing.name}'

    def folds(self, page: PageRow) -> tuple[float, ...]:
        return tuple(
            sorted(self.across(x, 0.0) for x in self.drawing.first_format.folds(page.side))
        )

    def panels(self, page: PageRow) -> tuple[Panel, ...]:
        """The panels of a page, from left to right; none if it is not folded."""
        found, x = [], 0.0
        for name, width in self._widths(page).items():
            found.append(Panel(name, self.across(x, width), width * self.scale))
            x += width
        return tuple(sorted(found, key=lambda panel: panel.x))

    def _widths(self, page: PageRow) -> Mapping[str, float]:
        return self.drawing.first_format.sides[page.side].panels if page.side else {}

    def _panel(self, page: PageRow, frame: FrameRow) -> tuple[float, float]:
        """Left and width of a frame's panel, or of the page."""
        x = 0.0
        if frame.panel:
            for name, width in self._widths(page).items():
                if name == frame.panel:
                    return x, width
                x += width
        return 0.0, self.drawing.first_format.trim[0]

    def _grounds(self, page: PageRow) -> list[Mark]:
        """The colours of the page. They run into the bleed on every side that they touch, or to the
        border that a printer leaves. A colour changes exactly on the fold, unless grounds keep away
        from it."""
        width = self.format.trim[0]
        out, fold = self.out, self.drawing.border.fold * self.scale
        marks: list[Mark] = []
        if page.ground:
            marks += self._ground(page, -out, width + out)
        for frame in page.frames:
            if not frame.ground:
                continue
            x, panel = self._panel(page, frame)
            left = self.across(x, panel)
            right = left + panel * self.scale
            first, last = left <= 0.01, right >= width - 0.01
            left, right = -out if first else left + fold, width + out if last else right - fold
            marks += self._ground(frame, left, right)
        return marks

    def _ground(self, row: PageRow | FrameRow, left: float, right: float) -> Iterator[Shape]:
        """The ground of a page or a panel from `left` to `right`, mm of the page."""
        palette, scale = self.drawing.palette, self.scale
        top, bottom = -self.out, self.format.trim[1] + self.out
        radius = self.drawing.border.radius * scale
        d = 0.0
        if row.outline:
            whole = block(left, top, right - left, bottom - top, radius)
            yield Shape(whole, palette[row.outline.colour], kind="ground")
            d = row.outline.weight * scale
        inner = block(left + d, top + d, right - left - 2 * d, bottom - top - 2 * d, radius - d)
        yield Shape(inner, palette[row.ground], kind="ground")

    def outline(self, place: FramePlace) -> Frame:
        """A frame as the page records it."""
        return Frame(
            place.row.name,
            self.across(place.x, place.width),
            self.top + place.y * self.scale,
            place.width * self.scale,
            place.height * self.scale,
        )


@frozen_inputs
class GeometryInputs(Inputs[Geometry]):
    """The geometry of a drawing at one format in one language."""

    drawing: Drawing
    format_name: str
    language: LanguageSettings

    def make(self, cache: Cache) -> Geometry:
        return Geometry(self.drawing, self.format_name, self.language)

    def result_size(self, result: Geometry) -> int:
        return _BYTES_PER_FRAME * len(result.frames)


def kinds_of_room(items: Iterable[rows.Item]) -> frozenset[str]:
    """The things in a frame that copyfitting may shrink or drop to make room."""
    found = set()
    for item in items:
        if isinstance(item, rows.FieldItem | rows.CodeItem) and item.min:
            found.add("pictures")
        if isinstance(item, rows.ColumnsItem) and item.gives:
            found.add("columns")
        if isinstance(item, rows.ContactsItem):
            found.add("contacts")
        if isinstance(item, rows.LogosItem):
            found.add("logos")
        if isinstance(item, _BUBBLES):
            found.add("bubbles")
        # what only appears for long words in another frame gives this one no room
        if item.only and item.only.tight is False:
            found.add("arrangements")
        if item.only and item.only.tightest is False:
            found.add("last arrangements")
        if isinstance(item, rows.ImprintItem):
            found.add("imprint")
        if item.drop:
            found.add("drop")
        if isinstance(item, rows.TextItem | rows.ListItem | rows.BubblesItem):
            found.add("short forms")
    return frozenset(found)


def _changes(items: Iterable[rows.Item]) -> frozenset[str]:
    """The fields of the rows of `fit: shrink` without styles that may change a frame's boxes."""
    found = set()
    for item in items:
        if getattr(item, "min", None):
            found.add("pictures")
        if isinstance(item, rows.ColumnsItem) and item.gives:
            found.add("columns")
        if isinstance(item, rows.ContactsItem):
            found.add("inline")
        if isinstance(item, _BUBBLES):
            found.add("nearer")
        if isinstance(item, rows.LogosItem):
            found.add("logos")
        if isinstance(item, rows.LogosItem | rows.ImprintItem) or _counts_logos(item):
            found.add("names")
        if isinstance(item, rows.ImprintItem):
            found.add("imprint")
        if rows.OWN in layout_walk.blocks([item]):
            found.add("own")
        if item.only and item.only.tight is not None:
            found |= {"tight", "tightest"}
        if item.only and item.only.tightest is not None:
            found.add("tightest")
        if item.drop:
            found.add("drop")
        if isinstance(item, rows.TextItem | rows.ListItem | rows.BubblesItem):
            found.add("short")
    return frozenset(found)


def _counts_logos(item: rows.Item) -> bool:
    return item.only is not None and item.only.logos is not None


def _is_beside(item: rows.Item) -> TypeGuard[rows.CodeItem]:
    """Whether it is a code whose words may stand beside it."""
    return isinstance(item, rows.CodeItem) and item.arrangement == "beside"


def _growth(items: Iterable[rows.Item]) -> float:
    """By how many mm the code that may grow most does."""
    codes = (item for item in items if isinstance(item, rows.CodeItem) and item.most)
    return max((max(0.0, (item.most or 0.0) - item.size) for item in codes), default=0.0)


def unit_of(drawing: Drawing, format_name: str) -> tuple[Format, float]:
    """A format of the drawing and its baseline increment there, mm."""
    drawing = drawing.for_format(format_name)
    made, first = drawing.formats[format_name], drawing.first_format
    scale = min(made.trim[0] / first.trim[0], made.trim[1] / first.trim[1])
    return made, drawing.layout.unit * scale
