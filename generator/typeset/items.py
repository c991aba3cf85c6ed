"""A layout's items made into boxes, with a document's words in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content.document import Block, Contact, leading_to
from generator.content.text import Run, Text
from generator.design import layout as rows
from generator.design.theme import BubbleShape
from generator.isolates import joined
from generator.problems import did_you_mean, error
from generator.qr import code
from generator.typeset import boxes, easy, parts
from generator.typeset.excerpts import address, excerpt, led_on, run_in, split
from generator.typeset.outline import Bubble
from generator.typeset.paragraph import set_paragraph, strong_words
from generator.typeset.pictures import open_symbol
from generator.typeset.styles import SMALL
from generator.typeset.wording import Wording

DEEP = 0.5  # em that letters of a script with a foot reach below their line at most


@dataclass
class Builder(Wording):
    """Makes boxes for one frame. `module` is the smallest module of a code, `edges` the left, top,
    right and bottom that a ground runs to and `radius` its corners, in the layout's millimetres;
    `begins` is the frame's first item; `inline`, `small` and `drops` say what copyfitting has
    come to."""

    unit: float
    module: float
    edges: tuple[float, float, float, float]
    pictures: Sequence[parts.Picture] = ()
    inline: bool = False
    small: bool = False
    drops: bool = False
    radius: float = 0.0
    black: bool = False
    begins: rows.Item | None = None
    agreed: dict[int, tuple[float, bool]] = field(default_factory=dict)

    def stack(self, items: Sequence[rows.Item], width: float, inside: bool = False) -> boxes.Stack:
        """The items as a stack; those that have nothing to show are left out with their space.
        `inside` another item, and where a frame begins with columns, codes that hang are level
        with the words beside them."""
        stacked: list[boxes.Stacked] = []
        for item in items:
            dropped = self.drops and item.drop and not isinstance(item, rows.CodeItem)
            box = self.box(item, width) if self._wanted(item) and not dropped else None
            if box is not None:
                above = item.above
                hang = _hang_above(box)
                level = inside or (item is self.begins and isinstance(box, boxes.ColumnsBox))
                if hang and (stacked or not level):
                    over = self._deep(stacked[-1].box) if stacked else 0.0
                    above = boxes.at_least(above, hang + over)
                stacked.append(boxes.Stacked(box, above, item.snap))
        return boxes.Stack(stacked, self.unit)

    def _deep(self, box: boxes.Box) -> float:
        """How far the letters of a box's last line may reach below it, mm."""
        while isinstance(box, boxes.TaggedBox):
            box = box.inner
        if not isinstance(box, boxes.TextBox) or not self.script or not self.script.foot:
            return 0.0
        faces = box.style.faces
        return 0.0 if faces.main == faces.latin else DEEP * box.style.em

    def _wanted(self, item: rows.Item) -> bool:
        """Whether an item is for as many contacts as there are."""
        only = item.only
        if only is None:
            return True
        found = self.document.blocks.get(only.contacts)
        if found is None:
            hint = did_you_mean(only.contacts, self.document.blocks)
            message = f'the campaign has no block called "{only.contacts}"'
            self.problems.append(error("missing-block", message, only.at("contacts"), hint))
            return False
        return only.holds(len(found.contacts))

    def box(self, item: rows.Item, width: float) -> boxes.Box | None:
        """The item as a box `width` mm wide, or nothing where it has nothing to show."""
        return _MAKERS[type(item)](self, item, width)

    def _text(self, item: rows.TextItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        wanted = "short" if self.short and item.part == "whole" else item.part
        texts = [part for part in excerpt(block, wanted) if part.plain.strip()]
        if not texts:
            self._nothing(item, block, item.part)
            return None
        room = width - item.inset
        match block.kind:
            case "heading":
                role = f"H{block.level}"
                return self._words(texts, item.style, room, item.between, role=role)
            case "list":
                return self._plain_list(block, texts, item, room)
            case "quote":
                words = self._words(texts, item.style, room, item.between)
                return boxes.TaggedBox(words, "BlockQuote")
            case _:
                return self._words(texts, item.style, room, item.between, key=block.name)

    def _plain_list(
        self, block: Block, texts: Sequence[Text], item: rows.TextItem, width: float
    ) -> boxes.Box:
        """A list whose items are paragraphs without bullets."""
        stacked = [
            boxes.Stacked(
                boxes.TaggedBox(self._words([text], item.style, width, role="LBody"), "LI"),
                item.between if number else 0,
            )
            for number, text in enumerate(texts)
        ]
        return boxes.TaggedBox(boxes.Stack(stacked), "L", block.part_of)

    def _rule(self, item: rows.RuleItem, width: float) -> boxes.Box | None:
        return boxes.RuleBox(width, item.weight, self.palette[item.colour])

    def _list_of(self, item: rows.ListItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        bullet_width, bullet_height = item.bullet_size
        bullet = Bubble(
            bullet_width,
            bullet_height,
            bullet_height * 0.42,
            bullet_height * 0.355,
            bullet_height * 0.5,
            0.0,
        )
        return parts.ListBox(
            [
                self._words([text], item.style, width - item.indent, role="LBody")
                for text in self._shorter(block)
            ],
            item.indent,
            item.between,
            bullet,
            item.bullet_drop,
            self.palette[item.colour or self.theme.voices[item.bullet].fill],
            block.part_of,
        )

    def _messages(self, item: rows.MessagesItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        shape = self._shape(item.shape)
        stacked = []
        for number, (text, speaker) in enumerate(zip(block.texts, block.speakers, strict=True)):
            if speaker not in item.voices:
                self.problems.append(
                    error(
                        "unknown-speaker",
                        f'the layout has no voice for "{speaker}"',
                        item.at("voices") or item.at(),
                        did_you_mean(speaker, item.voices),
                        [f"it is wanted for: {text.plain}"],
                    )
                )
                continue
            voice = item.voices[speaker]
            setting = self._spoken(item.style, voice)
            em = setting.em
            padding = _padding(shape, em)
            widest = width * item.widest
            inner = self._words([text], setting, widest - padding[1] - padding[3])
            own = inner.widest() + padding[1] + padding[3]
            right = self.theme.voices[voice].side == "end"
            bubble = self._round(shape, em, inner, own, voice)
            bubble.offset = width - own if right else 0.0
            said = boxes.TaggedBox(bubble, "BlockQuote")
            stacked.append(boxes.Stacked(said, item.between if number else 0))
        return boxes.Stack(stacked)

    def _bubbles(self, item: rows.BubblesItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        shape = self._shape(item.shape)
        em = self.settings[item.style].em
        padding = _padding(shape, em)
        room = width - padding[1] - padding[3]

        def bubble(text: Text) -> boxes.Box:
            words = self._words([text], item.style, room, role="LBody")
            return boxes.TaggedBox(self._round(shape, em, words, width, item.voice), "LI")

        stacked = [
            boxes.Stacked(bubble(text), item.between if number else 0)
            for number, text in enumerate(self._shorter(block))
        ]
        return boxes.TaggedBox(boxes.Stack(stacked), "L", block.part_of)

    def _bubble(self, item: rows.BubbleItem, width: float) -> boxes.Box | None:
        shape = self._shape(item.shape)
        em = self.settings[item.style].em if item.style else 0.0
        padding = _padding(shape, em)
        inner = self.stack(item.stack, width - padding[1] - padding[3])
        return self._round(shape, em, inner, width, item.voice)

    def _round(
        self, shape: BubbleShape, em: float, inner: boxes.Box, width: float, voice: str
    ) -> boxes.BubbleBox:
        outline = Bubble(
            0.0,
            0.0,
            shape.radius.of(em),
            shape.drop.of(em),
            shape.base.of(em),
            shape.ease.of(em),
        )
        spoken = self.theme.voices[voice]
        return boxes.BubbleBox(
            inner,
            width,
            outline,
            _padding(shape, em),
            self.palette[spoken.fill],
            spoken.side == "end",
            line=spoken.outline,
            ink=self.palette[spoken.text],
        )

    def _acrostic(self, item: rows.AcrosticItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        setting, initial = self.settings[item.style], self.settings[item.initial]
        text = block.texts[0]
        if _spells(text):
            measure = self._measure(width, item.indent)
            spelt, mark = strong_words(text), initial
        else:
            measure = self._measure(width)
            line = {"strong_underline": initial.style.underline}
            setting = replace(
                setting,
                style=setting.style.model_copy(update=line),
                strong=initial.faces,
                strong_colour=initial.colour if setting.size >= SMALL else setting.colour,
            )
            spelt, mark = [text], None
        paragraphs = [set_paragraph(part, setting, measure, mark) for part in spelt]
        for paragraph in paragraphs:
            self._check(text, setting, paragraph.missing, paragraph.too_wide, width)
        spans = [text.span] * len(paragraphs)
        words = boxes.TextBox(paragraphs, setting, width, spans=spans, role="")
        return boxes.TaggedBox(boxes.TaggedBox(words, "P"), "BlockQuote")

    def _statistic(self, item: rows.StatisticItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        lead = self._block(item, item.run_in, "run_in") if item.run_in else None
        if block is None or (item.run_in and lead is None):
            return None
        before, strong, after = split(block.texts[0])
        if not strong.plain.strip():
            self._nothing(item, block, "strong")
            return None
        if lead is not None:
            before = run_in(lead.texts[-1], before)
        # copied with a space before the word, which may stand too near to be read so
        spaced = Text((*strong.runs, Run(" ")), strong.language, strong.span)
        key = block.name
        figure = self._words([spaced if after else strong], item.figure, width, key=key)
        line: boxes.Box = figure
        if after:
            words = self._words([after], item.word, width, key=key)
            line = boxes.BaselineBox(figure, words, width)
            if not line.beside:
                words = self._words([after], item.narrow or item.word, width, key=key)
                line = boxes.BaselineBox(figure, words, width)
        stacked = [boxes.Stacked(line, item.tail)]
        if before:
            lead_in = self._words(led_on([before]), item.style, width, key=key)
            stacked.insert(0, boxes.Stacked(lead_in))
        return boxes.Stack(stacked)

    def _field_of(self, item: rows.FieldItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        accent = self.palette[item.accent] if item.accent else None
        return parts.FieldBox(
            block.value,
            width,
            item.height,
            item.min or item.height,
            self.palette[item.colour],
            accent,
        )

    def _code_on_card(self, item: rows.CodeItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        target = leading_to(block.address)
        symbol = code(target)
        size, beside = self.agreed.get(id(item)) or self._code_room(item, block, width, 0.0)
        words = self.settings[item.caption]
        left = parts.words_at(size, self._hang(item, size), item.gap)
        room = (width - left if beside else width) - item.inset
        printed = address(block, self.document.language)
        said = " ".join(text.plain for text in block.texts)
        shown = [] if self._wordless(item) else led_on(block.texts)
        under = item.address_at == "card"
        drop = item.caption_drop
        if drop is None:
            drop = words.cap_height - words.baseline
        return parts.CodeBox(
            symbol,
            size,
            target,
            block.address,
            self._words(shown, item.caption, room, key=block.name),
            self._words([printed], item.address, width if under else room, key=block.name),
            beside,
            under,
            item.gap,
            drop,
            item.caption_above,
            item.address_above,
            item.keyline and not item.bare,
            self.palette["black"],
            self.palette["white"],
            f"{self.document.qr_code}: {said} {block.address}",
            block.span,
            item.bare,
        )

    def _hang(self, item: rows.CodeItem, size: float) -> float:
        """How far a code's quiet zone hangs out of its column, mm."""
        if not item.bare:
            return 0.0
        return parts.hang(code(leading_to(self.document.blocks[item.block].address)), size)

    def _hung(self, column: rows.Column, width: float) -> float:
        """The same for the widest of a column's codes, `width` mm wide."""
        codes = (item for item in column.stack if isinstance(item, rows.CodeItem) and item.bare)
        there = ((item, self.document.blocks.get(item.block)) for item in codes)
        sizes = (
            (item, (self.agreed.get(id(item)) or self._code_room(item, block, width, 0.0))[0])
            for item, block in there
            if block
        )
        return max((self._hang(item, size) + parts.BESIDE for item, size in sizes), default=0.0)

    def _code_room(
        self, item: rows.CodeItem, block: Block, width: float, least: float
    ) -> tuple[float, bool]:
        """The size of a code's card, at least `least`, and whether its words stand beside it."""
        target = leading_to(block.address)
        edges = 2 * parts.KEYLINE if item.keyline and not item.bare else 0.0
        size = item.min if item.min and self.small else item.size
        size = max(size, least, code(target).with_quiet_zone * self.module + edges)
        left = parts.words_at(size, self._hang(item, size), item.gap)
        column = width - left - item.inset
        return size, item.arrangement == "beside" and self._fits_beside(block, item, column)

    def _wordless(self, item: rows.CodeItem) -> bool:
        """Whether the words of a code are left out: never the code itself, nor its address."""
        return self.drops and item.drop

    def _agree(self, columns: Iterable[tuple[rows.Column, float]]) -> None:
        """Codes side by side look alike: one size of card, and one place for their words."""
        found = [
            (item, self.document.blocks[item.block], width)
            for column, width in columns
            for item in column.stack
            if isinstance(item, rows.CodeItem) and item.block in self.document.blocks
        ]
        if len(found) < 2:
            return
        size = max(self._code_room(*one, 0.0)[0] for one in found)
        beside = all(self._code_room(*one, size)[1] for one in found)
        self.agreed.update({id(item): (size, beside) for item, _, _ in found})

    def _fits_beside(self, block: Block, item: rows.CodeItem, column: float) -> bool:
        """Whether every word of the caption (and of the address, if it stands there) fits the
        column beside the card."""
        if column <= 0:
            return False
        shown = () if self._wordless(item) else block.texts
        wanted = [(text, item.caption) for text in shown]
        if item.address_at == "caption":
            printed = address(block, self.document.language)
            wanted.append((printed, item.address))
        measure = self._measure(column)
        return not any(
            set_paragraph(text, self.settings[style], measure).too_wide for text, style in wanted
        )

    def _contacts(self, item: rows.ContactsItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        inline = item.columns == 1 and (self.inline or item.arrangement == "inline")
        column = (width - item.gap * (item.columns - 1)) / item.columns

        beside = inline and self.document.direction == "rtl"

        def row(contact: Contact) -> parts.ContactRow:
            place = self._words([contact.place], item.place, column, role="Lbl")
            figures, setting = contact.number, self._setting(item.number, [contact.number])
            if beside:
                runs = (replace(run, text=joined(run.text)) for run in figures.runs)
                figures = Text(tuple(runs), figures.language, figures.span)
            number = self._words([figures], setting, column, role="LBody")
            return parts.ContactRow(place, number, inline, column)

        made = [row(contact) for contact in block.contacts]
        if inline and not all(one.fits_a_line for one in made):
            made = [replace(one, inline=False) for one in made]  # rows of a kind, or none
        return parts.ContactsBox(
            made,
            column,
            item.rule,
            self.palette[item.rule_colour] if item.rule_colour else None,
            item.pad_top,
            item.pad_bottom,
            item.between,
            item.columns,
            item.gap,
            block.part_of,
        )

    def _columns(self, item: rows.ColumnsItem, width: float) -> boxes.Box | None:
        room = width - item.gap * (len(item.columns) - 1)
        stacks: dict[int, boxes.Stack] = {}
        widths: dict[int, float] = {}
        for index, column in enumerate(item.columns):
            if column.width == "fit":
                stacks[index] = self.stack(column.stack, width)
                widths[index] = stacks[index].widest()
            elif column.width != "fill":
                widths[index] = column.width
        fills = [i for i in range(len(item.columns)) if i not in widths]
        for index in fills:
            widths[index] = (room - sum(w for i, w in widths.items() if i not in fills)) / len(
                fills
            )
        if min(widths.values()) <= 0:
            message = f"the columns have no room in the {width:.1f} mm there are"
            hint = "make them, or the gutters between them, narrower"
            self.problems.append(error("no-room", message, item.at("columns"), hint))
            return None
        self._agree((column, widths[index]) for index, column in enumerate(item.columns))
        placed: list[tuple[float, float, boxes.Box]] = []
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
        divider = self.palette[item.divider_colour] if item.divider_colour else None
        return boxes.ColumnsBox(placed, item.gap, item.divider, divider)

    def _band(self, item: rows.BandItem, width: float) -> boxes.Box | None:
        inner = self.stack(item.stack, width - 2 * item.side)
        ground, outline = self.palette[item.ground], item.outline
        return boxes.BandBox(
            inner,
            ground,
            item.padding,
            self.edges,
            item.head,
            item.side,
            self.radius,
            outline.weight if outline else 0.0,
            self.palette[outline.colour] if outline else None,
        )

    def _easy(self, item: rows.EasyItem, width: float) -> boxes.Box | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        if not block.easy:
            hint = "write it, or set the block's own words"
            message = f'"{block.name}" has no easy wording in {self.document.language}'
            self.problems.append(error("missing-part", message, item.at("block"), hint))
            return None
        room = width - item.picture - item.gap
        return easy.EasyBox(
            [self._easy_row(item, block, number, room) for number in range(len(block.easy))],
            item.between,
            len(block.easy) <= item.together,
        )

    def _easy_row(
        self, item: rows.EasyItem, block: Block, number: int, room: float
    ) -> easy.EasyRow:
        sentence, key = block.easy[number], f"{block.name}.easy.{number}"
        role, within = easy.ROLES.get(block.kind, ("P", ()))
        before, strong, after = split(sentence.text)
        parts = [(sentence.text, item.style)]
        if strong and item.figure:
            parts = [(led_on([before])[0], item.style)] if before else []
            figure = led_on([strong])[0] if after else strong
            parts += [(figure, item.figure), *([(after, item.style)] if after else [])]
        words = [self._words([text], style, room, role=role, key=key) for text, style in parts]
        picture = None
        if sentence.symbol:
            picture, found = open_symbol(sentence, item.picture, self.palette, self.black)
            self.problems += found
        around = tuple((each, "" if each == "LI" else block.name) for each in within)
        return easy.EasyRow(words, picture, item.picture, item.gap, around)

    def _logos(self, item: rows.LogosItem, width: float) -> boxes.Box | None:
        if not self.pictures:
            return None
        ground = self.palette[item.ground] if item.ground else None
        return parts.LogosBox(
            self.pictures,
            width,
            item.height,
            item.tallest,
            item.cells,
            item.gap,
            ground,
            item.padding,
            self.edges,
        )


def _spells(text: Text) -> bool:
    """Whether the **strong** characters are initials, which an acrostic stands in a column;
    whole strong words are only picked out."""
    strong = [run.text for run in text.runs if run.strong]
    return bool(strong) and all(len(letters) == 1 for letters in strong)


def _hang_above(box: boxes.Box) -> float:
    """How far a bare code that a box begins with hangs out above it, mm."""
    if isinstance(box, parts.CodeBox):
        return box.hang
    if not isinstance(box, boxes.ColumnsBox):
        return 0.0
    stacks = (stack for _, _, stack in box.columns if isinstance(stack, boxes.Stack))
    return max((_hang_above(stack.boxes[0].box) for stack in stacks), default=0.0)


def _padding(shape: BubbleShape, em: float) -> tuple[float, float, float, float]:
    top, end, bottom, start = (measure.of(em) for measure in shape.padding)
    return top + shape.inset, end, bottom + shape.inset, start


# a table, not overloads: one lookup for each of the many boxes of a page
_MAKERS: dict[type[rows.Item], Callable[[Builder, Any, float], boxes.Box | None]] = {
    rows.TextItem: Builder._text,
    rows.RuleItem: Builder._rule,
    rows.ListItem: Builder._list_of,
    rows.MessagesItem: Builder._messages,
    rows.BubblesItem: Builder._bubbles,
    rows.BubbleItem: Builder._bubble,
    rows.AcrosticItem: Builder._acrostic,
    rows.StatisticItem: Builder._statistic,
    rows.FieldItem: Builder._field_of,
    rows.CodeItem: Builder._code_on_card,
    rows.ContactsItem: Builder._contacts,
    rows.ColumnsItem: Builder._columns,
    rows.BandItem: Builder._band,
    rows.EasyItem: Builder._easy,
    rows.LogosItem: Builder._logos,
}
