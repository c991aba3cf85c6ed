"""Makes boxes of a layout's items, with a document's words in them."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec import field
from msgspec.structs import replace

from generator.content.document import Block
from generator.content.text import Run, Text
from generator.design import items as rows
from generator.design.items import OWN
from generator.problems import error
from generator.source.keys import LAYOUT, row_key
from . import boxes, parts
from .band_box import BandBox
from .code_boxes import hang_above, level
from .code_card import CodeBox
from .column_widths import drawn, given
from .conditions import is_met
from .easy_boxes import ROLES, EasyBox, EasyRow, PictureLine
from .edges import below, kept_from_edge, over, spaced
from .excerpts import excerpt, led_on, named, spells, split
from .outline import Bubble
from .paragraph import SpeltInputs, set_paragraph
from .partner_boxes import PartnerBuilder
from .picture_files import DrawnInks, OpenedSymbols, opened_once
from .plain_boxes import BlankBox, RuleBox
from .slots import ImageBox, OpenedSlot
from .spread_box import SpreadBox
from .styles import SMALL, Setting

HEADINGS = frozenset({"heading", "kicker"})  # parts of an area's own words
NARROW = 2.0  # mm between columns that stand one below the other for want of width


class ItemBuilder(PartnerBuilder, kw_only=True, eq=False):
    """Makes the boxes of one frame. `radius` is that of its ground's corners, in the layout's
    millimetres. `begins` is the frame's first item, which stands at `left` and `top`; one that
    `follows` has others over it. `inks` are what drawings print in, and `slots` the pictures of its
    slots. `tight` asks for the arrangement
    for long words, `gives` for columns that give of their width. Items that had something to show
    gather in `used`, and pictures beside sentences in `symbols`."""

    unit: float
    radius: float = 0.0
    black: bool = False
    inks: DrawnInks = field(default_factory=dict)
    slots: Sequence[OpenedSlot] = ()
    left: float = 0.0
    top: float = 0.0
    begins: rows.Item | None = None
    follows: bool = False
    tight: bool = False
    tightest: bool = False
    gives: bool = False
    used: list[rows.Item] = field(default_factory=list)
    symbols: OpenedSymbols = field(default_factory=dict)

    def stack(self, items: Sequence[rows.Item], width: float, inside: bool = False) -> boxes.Stack:
        """The items as a stack, without items that have nothing to show and without their space.
        Inside another item, and where a frame begins with columns, a code that hangs out is level
        with the words beside it."""
        stacked: list[boxes.Stacked] = []
        for item in items:
            dropped = self.drops and item.drop and not isinstance(item, rows.CodeItem)
            box = self.box(item, width) if self._applies(item) and not dropped else None
            if box is not None:
                self.used.append(item)
                above = item.above
                hang = hang_above(box)
                level = inside or (item is self.begins and isinstance(box, boxes.ColumnsBox))
                if hang and (stacked or not level):
                    above = boxes.at_least(above, hang)
                stacked.append(boxes.Stacked(box, above, item.snap, clear=item.clear))
        return self._stack(stacked, self.unit)

    def _applies(self, item: rows.Item) -> bool:
        """Whether the area has what an item is for."""
        only = item.only
        if only is None:
            return True
        if only.tight is not None and only.tight != self.tight:
            return False
        if only.tightest is not None and only.tightest != self.tightest:
            return False
        if only.contacts and only.contacts not in self.document.blocks:
            where = row_key(LAYOUT, only, "contacts")
            self.problems.append(self.document.no_block(only.contacts, where))
            return False
        return is_met(only, self.document, {slot.name for slot in self.slots})

    def box(self, item: rows.Item, width: float) -> boxes.FlexibleBox | None:
        """The item as a box `width` mm wide, or None if it has nothing to show."""
        return _MAKERS[type(item)](self, item, width)

    def _text(self, item: rows.TextItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        wanted = "short" if self.short and item.part == "whole" else item.part
        texts = [part for part in excerpt(block, wanted) if part.plain.strip()]
        if not texts:
            if block.kind != OWN:
                self._nothing(item, block, item.part)
            return None
        room = width - item.inset
        style: str | Setting = item.style
        if item.fitted:
            whole = not self.floors
            style = self._fitted(item.style, texts, room, item.most, item.lines, whole)
        if item.part == "strong":  # the words it is of may stand after it, in another box
            texts = led_on(texts)
        match block.kind:
            case "heading" | "own":
                is_heading = block.kind == "heading" or item.part in HEADINGS
                is_heading = is_heading or (item.part == "line" and not named(block))
                role = f"H{block.level}" if is_heading else "P"
                return self._words(texts, style, room, item.between, role=role)
            case "list":
                return self._plain_list(block, texts, item, room)
            case "quote":
                words = self._words(texts, style, room, item.between)
                return boxes.TaggedBox(words, "BlockQuote")
            case _:
                return self._words(texts, style, room, item.between, key=block.name)

    def _plain_list(
        self, block: Block, texts: Sequence[Text], item: rows.TextItem, width: float
    ) -> boxes.FlexibleBox:
        """A list whose items are paragraphs without bullets."""
        found = [
            boxes.TaggedBox(self._words([text], item.style, width, role="LBody"), "LI")
            for text in texts
        ]
        between = spaced(found, item.between, self.rules)
        stacked = [boxes.Stacked(one, between if number else 0) for number, one in enumerate(found)]
        return boxes.TaggedBox(boxes.Stack(stacked), "L", block.part_of)

    def _rule(self, item: rows.RuleItem, width: float) -> boxes.FlexibleBox | None:
        return RuleBox(width, item.weight, self.palette[item.colour])

    def _space(self, item: rows.SpaceItem, width: float) -> boxes.FlexibleBox | None:
        return BlankBox(item.height)

    def _code(self, item: rows.CodeItem, width: float) -> boxes.FlexibleBox | None:
        box = self._code_on_card(item, width)
        if isinstance(box, CodeBox) and item.stack:
            box.foot = self.stack(item.stack, width - box.left, inside=True)
        return box

    def _list_of(self, item: rows.ListItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        wide, high = item.bullet_size
        column = (width - item.gap * (item.columns - 1)) / item.columns
        bullet = Bubble(wide, high, high * 0.42, high * 0.355, high * 0.5, 0.0)
        found = [
            self._words([text], item.style, column - item.indent, role="LBody")
            for text in self._shorter(block)
        ]
        return parts.ListBox(
            found,
            item.indent,
            spaced(found, item.between, self.rules),
            bullet,
            item.bullet_drop,
            self.palette[item.colour or self.theme.voices[item.bullet].fill],
            block.part_of,
            item.columns,
            column + item.gap,
        )

    def _bubble(self, item: rows.BubbleItem, width: float) -> boxes.FlexibleBox | None:
        shape = self._shape(item.shape)
        em = self.settings[item.style].em if item.style else 0.0
        line = self._voice_line(item.voice, em)
        _, end, _, start = self._padding(shape, em, line)
        with self.on(self.palette[self.theme.voices[item.voice].fill]):
            inner = self.stack(item.stack, width - end - start)
        bubble = self._round(item.shape, em, inner, width, item.voice, line)
        bubble.share, bubble.most = item.stretch, item.most or math.inf
        tail = self._tail(item, shape, item.style)
        return boxes.Stack([boxes.Stacked(bubble), *tail]) if tail else bubble

    def _acrostic(self, item: rows.AcrosticItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        words = self._spelt(item, block, item.initial, width)
        if not item.spread:
            return boxes.TaggedBox(boxes.TaggedBox(words, "P"), "BlockQuote")
        known = len(self.too_wide), len(self.problems)
        loose = self._spelt(item, block, item.spread_initial or item.initial, width)
        del self.too_wide[known[0] :], self.problems[known[1] :]
        spread = SpreadBox(words, loose, item.spread)
        return boxes.TaggedBox(boxes.TaggedBox(spread, "P"), "BlockQuote")

    def _spelt(
        self, item: rows.AcrosticItem, block: Block, initials: str, width: float
    ) -> boxes.TextBox:
        """The words of an acrostic with its initials in a style."""
        setting, initial = self.settings[item.style], self.settings[initials]
        text = block.texts[0]
        if spells(text):
            measure = self._measure(width, item.indent)
            paragraphs = self.cache.get(SpeltInputs(text, setting, measure, initial))
        else:
            setting, measure = self.settings[item.plain or item.style], self._measure(width)
            line = {"strong_underline": initial.style.underline}
            setting = replace(
                setting,
                style=setting.style.model_copy(update=line),
                strong=initial.faces,
                strong_colour=initial.colour if setting.size >= SMALL else setting.colour,
            )
            paragraphs = (set_paragraph(text, setting, measure, self.cache),)
        for paragraph in paragraphs:
            self._check(text, setting, paragraph.missing, paragraph.too_wide, width)
        keys = [text.key] * len(paragraphs)
        return self._set(self._lines(paragraphs, setting), setting, width, 0, keys, "")

    def _columns(self, item: rows.ColumnsItem, width: float) -> boxes.FlexibleBox | None:
        room = width - item.gap * (len(item.columns) - 1)
        stacks = {
            index: self.stack(column.stack, width)
            for index, column in enumerate(item.columns)
            if column.width == "fit"
        }
        widths = drawn(item, room, {index: stack.widest() for index, stack in stacks.items()})
        pairs = zip(widths, item.columns, strict=True)
        left = min((wide for wide, column in pairs if column.width == "fill"), default=math.inf)
        if left < item.narrowest and (left > 0 or stacks):  # widths alone are the layout's mistake
            made = (self.stack(column.stack, width, inside=True) for column in item.columns)
            found = [boxes.Stacked(one, NARROW if n else 0) for n, one in enumerate(made)]
            return boxes.Stack(found)
        empty = {index for index, stack in stacks.items() if not stack.boxes}
        if any(wide <= 0 for index, wide in enumerate(widths) if index not in empty):
            message = f"the columns have no room in the {width:.1f} mm there are"
            hint = "make them, or the gutters between them, narrower"
            self.problems.append(error("no-room", message, row_key(LAYOUT, item, "columns"), hint))
            return None
        self._agree(
            (filter(self._applies, column.stack), widths[index])
            for index, column in enumerate(item.columns)
        )
        if self.gives and item.gives:
            widths = given(widths, item.gives, partial(self._height_at, item.columns))
        placed: list[tuple[float, float, boxes.FlexibleBox]] = []
        x = 0.0
        for index, column in enumerate(item.columns):
            after = item.columns[index + 1 : index + 2]  # its codes may hang into the gutter
            hung = max((self._hung(one, widths[index + 1]) for one in after), default=0.0)
            inner = widths[index] - max(0.0, hung - item.gap)
            stack = stacks.get(index) or self.stack(column.stack, inner, inside=True)
            if stack.boxes:
                placed.append((x, widths[index], stack))
            x += widths[index] + item.gap
        if not placed:
            return None
        level(stack for _, _, stack in placed)
        divider = self.palette[item.divider_colour] if item.divider_colour else None
        centred = item.align == "middle"
        return boxes.ColumnsBox(placed, item.gap, item.divider, divider, centred, item.stretch)

    def _height_at(self, columns: Sequence[rows.Column], index: int, width: float) -> float:
        """The height of a column at a width, mm; endless where its words are too wide."""
        tried = self._aside()
        made = tried.stack(columns[index].stack, width, inside=True)
        return math.inf if tried.too_wide else made.height(boxes.NATURAL)

    def _aside(self) -> "ItemBuilder":
        """The same builder, which notes nothing here of what it makes."""
        noted: Any = {name: [] for name in ("problems", "too_wide", "display", "used")}
        return replace(self, **noted, opened={}, lacking={}, bubbles={})

    def _band(self, item: rows.BandItem, width: float) -> boxes.FlexibleBox | None:
        ground, outline = self.palette[item.ground], item.outline
        with self.on(ground):
            inner = self.stack(item.stack, width - 2 * item.side)
        line = outline.weight if outline else 0.0
        aside = min(self.left - self.edges[0], self.edges[2] - self.left - width) + item.side - line
        kept = partial(kept_from_edge, inner, self.rules, (self.radius - line, aside))
        above = 0.0 if self.follows else self.edges[1] - self.top
        return BandBox(
            inner,
            ground,
            boxes.at_least(item.padding, line + kept(below)),
            self.edges,
            boxes.at_least(item.head, above + line + kept(over)),
            item.side,
            self.radius,
            line,
            self.palette[outline.colour] if outline else None,
            item.stretch,
            self.follows,
        )

    def _easy(self, item: rows.EasyItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        if not block.easy:
            hint = "write it, or set the block's own words"
            message = f'"{block.name}" has no easy wording in {self.document.language}'
            found = error("missing-part", message, row_key(LAYOUT, item, "block"), hint)
            self.problems.append(found.about_blocks(block.name))
            return None
        side = item.min if item.min and self.small else item.picture
        return EasyBox(
            [self._easy_row(item, block, n, width, side) for n in range(len(block.easy))],
            item.between,
            len(block.easy) <= item.together,
        )

    def resized(
        self, item: rows.EasyItem | rows.CodeItem, width: float, number: int, size: float
    ) -> boxes.FlexibleBox | None:
        """Row `number` of easy words with a picture of `size` mm, or a code so large; else None."""
        tried = self._aside()
        made: boxes.FlexibleBox | None = None
        if isinstance(item, rows.EasyItem):
            made = tried._easy_row(item, self.document.blocks[item.block], number, width, size)
        elif item.size <= size <= (item.most or item.size):
            made = tried.box(item.model_copy(update={"size": size, "min": None}), width)
        return None if tried.problems or tried.too_wide else made

    def _easy_row(
        self, item: rows.EasyItem, block: Block, number: int, width: float, size: float
    ) -> EasyRow:
        room = width - size - item.gap
        sentence, key = block.easy[number], f"{block.name}.easy.{number}"
        role, within = ROLES.get(block.kind, ("P", ()))
        before, strong, after = split(sentence.text)
        parts = [(sentence.text, item.style)]
        if strong and item.figure:
            parts = [(led_on([before])[0], item.style)] if before else []
            figure = led_on([strong])[0] if after else strong
            parts += [(figure, item.figure), *([(after, item.style)] if after else [])]
        words = [self._words([text], style, room, role=role, key=key) for text, style in parts]
        picture = None
        if sentence.symbol:
            shades = (self.palette["white"], self.palette["black"]) if self.black else None
            shown = self.inks, shades, self.cache
            picture, found = opened_once(self.symbols, sentence, size, *shown)
            self.problems += found
        line, white = None, self.palette["white"]
        if item.line:
            line = PictureLine(item.line, self.palette[item.line_colour], item.radius, white)
        around = tuple((each, "" if each == "LI" else block.name) for each in within)
        return EasyRow(words, picture, size, item.gap, around, line)

    def _image(self, item: rows.ImageItem, width: float) -> boxes.FlexibleBox | None:
        slot = next((slot for slot in self.slots if slot.name == item.slot), None)
        if slot is None:
            return None
        credit = None
        if item.credit and slot.credit:
            text = Text((Run(slot.credit),), slot.credit_language, slot.picture.key)
            credit = self._words([text], item.credit, width)
        turned = self.document.direction == "rtl"
        stack = self.stack(item.stack, width)
        return ImageBox(stack, slot, self.edges, item, self.left, turned, credit)


# a table, not overloads: one lookup for each of the many boxes of a page
_MAKERS: dict[type[rows.Item], Callable[[ItemBuilder, Any, float], boxes.FlexibleBox | None]] = {
    rows.TextItem: ItemBuilder._text,
    rows.RuleItem: ItemBuilder._rule,
    rows.SpaceItem: ItemBuilder._space,
    rows.ListItem: ItemBuilder._list_of,
    rows.MessagesItem: ItemBuilder._messages,
    rows.BubblesItem: ItemBuilder._bubbles,
    rows.BubbleItem: ItemBuilder._bubble,
    rows.AcrosticItem: ItemBuilder._acrostic,
    rows.StatisticItem: ItemBuilder._statistic,
    rows.FieldItem: ItemBuilder._field_of,
    rows.CodeItem: ItemBuilder._code,
    rows.ContactsItem: ItemBuilder._contacts,
    rows.ColumnsItem: ItemBuilder._columns,
    rows.BandItem: ItemBuilder._band,
    rows.EasyItem: ItemBuilder._easy,
    rows.ImageItem: ItemBuilder._image,
    rows.LogosItem: ItemBuilder._logos,
    rows.ImprintItem: ItemBuilder._imprint,
}
