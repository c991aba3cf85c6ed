"""Makes boxes of numbers: a statistic with its figure, the field that counts it, contacts."""

import math
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from generator.content.document import Block, Contact
from generator.content.text import Run, Text
from generator.design import items as rows
from generator.design.clearances import Clearances
from generator.design.item_base import Gap
from generator.isolates import joined
from generator.problems import error
from generator.source.keys import LAYOUT, row_key
from generator.units import pt
from . import boxes, parts
from .baseline_box import BaselineBox
from .code_boxes import CodeBuilder
from .contact_boxes import ContactRow, ContactsBox
from .edges import apart, below, keep_apart, over
from .excerpts import led_on, run_in, split
from .paragraph import set_paragraph
from .styles import Setting

MOST_MARKS: Final = 20_000  # of a field; the poster's has 1,904
BESIDE: Final = 1.5  # mm between a number and the words on its line, or under it if there is room
NEAR: Final = 0.25  # em of a number: nearer, a place on its line is smaller
FREE: Final = 1.0  # mm at least between the ink of a figure and that of words over it or under it
PARAGRAPHS: Final = 0.5  # of a line between paragraphs before a number
MANY: Final = 2  # lines of a place beside its number: with more it may stand over it
ROUNDING: Final = 0.0005  # of a share, so that a line that is filled is not overfull


class NumberBuilder(CodeBuilder, kw_only=True, eq=False):
    """Makes the boxes of statistics and contacts. `inline` says that copyfitting sets each contact
    on one line, and `aside` how far words are from where their panel's ground ends, mm."""

    inline: bool = False
    aside: float = math.inf

    def _statistic(self, item: rows.StatisticItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        lead = self._block(item, item.run_in, "run_in") if item.run_in else None
        if block is None or (item.run_in and lead is None):
            return None
        before, strong, after = split(block.texts[0])
        if not strong.plain.strip():
            self._nothing(item, block, "strong")
            return None
        # copied with a space before the word, which may stand too near to be read so
        spaced = Text((*strong.runs, Run(" ")), strong.language, strong.key)
        line = self._counted(item, block.name, spaced if after else strong, after, width)
        stacked = [boxes.Stacked(line, item.tail)]
        leads = lead.texts if lead is not None else ()
        if before or leads:
            lead_in = self._led_in(item, leads, before, width, key=block.name)
            stacked.insert(0, boxes.Stacked(lead_in))
            keep_apart(stacked, self._round_figures)
        return boxes.Stack(stacked)

    def _led_in(
        self,
        item: rows.StatisticItem,
        leads: Sequence[Text],
        before: Text,
        width: float,
        *,
        key: str,
    ) -> boxes.TextBox:
        """The words before a number, which begin with those of another block; if these are several
        paragraphs, its last begins the paragraph. What is wrong is said of the block it is in."""
        texts = [*leads[:-1], run_in(leads[-1], before)] if leads else [before]
        between = self._setting(item.style, texts).line * PARAGRAPHS if len(texts) > 1 else 0.0
        known = len(self.problems), len(self.too_wide)
        made = self._words(led_on(texts), item.style, width, between, key=key)
        faults = self.problems[known[0] :], self.too_wide[known[1] :]
        if leads and any(faults):
            del self.problems[known[0] :], self.too_wide[known[1] :]
            for text in (*leads, *((before,) if before else ())):
                self._words([text], item.style, width)
            if (len(self.problems), len(self.too_wide)) == known:
                self.problems += faults[0]
                self.too_wide += faults[1]
        return made

    @property
    def _round_figures(self) -> Clearances:
        """The least distances, where lines over and under a figure keep further from its ink."""
        return self.rules.model_copy(update={"lines": max(self.rules.lines, FREE)})

    def _counted(
        self, item: rows.StatisticItem, key: str, figure: Text, after: Text, width: float
    ) -> boxes.FlexibleBox:
        """The number and the words after it, on one line if there is room."""
        setting, word = self._setting(item.figure, [figure]), self._setting(item.word, [after])
        gap = BESIDE
        if item.fill:
            gap = item.apart * setting.em
            share = self._filling(item, (setting, figure), (word, after), width + setting.outdent)
            if share:
                setting, word, gap = _sized(setting, share), _sized(word, share), gap * share
            elif item.most and setting.size > item.most:  # in two lines it grows no larger either
                setting = _sized(setting, item.most / setting.size)
        if setting.size > (largest := self._largest(figure, setting)):
            setting = _sized(setting, largest / setting.size)
        number = self._words([figure], setting, width, key=key)
        if not after:
            return number
        for style in (word, item.narrow or item.word):
            words = self._words([after], style, width, key=key)
            line = BaselineBox(number, words, width, gap, follows=item.fill)
            if line.beside:
                return line
        least = apart(number, words, self._round_figures)
        wanted = max(0.0, least + BESIDE - FREE)
        gap_above = Gap(natural=wanted, min=max(0.0, least)) if wanted else 0.0
        return boxes.Stack([boxes.Stacked(number), boxes.Stacked(words, gap_above, least=least)])

    def _largest(self, figure: Text, setting: Setting) -> float:
        """The size, pt, to which a number may grow: its ink keeps its distance from where its
        panel's ground ends."""
        (line, *_) = set_paragraph(figure, setting, self._measure(math.inf), self.cache).lines
        right = self._at_right(setting)
        inside = line.inset(right, setting.by_ink) - line.reaches(right)
        share = self.rules.bubble_em - inside / setting.em
        return pt((self.aside - setting.outdent) / share) if share > 0 else math.inf

    def _filling(
        self,
        item: rows.StatisticItem,
        number: tuple[Setting, Text],
        words: tuple[Setting, Text],
        width: float,
    ) -> float:
        """The share of their size at which a number and the words after it fill a line; 0 if that
        is smaller than their styles may be."""
        wide = sum(self._widest([text], setting) for setting, text in (number, words) if text)
        setting = number[0]
        if words[1]:
            wide += item.apart * setting.em
        full = setting.style.size
        given_way = setting.size < full  # to make room, which growing would take back
        most = (
            1.0 if given_way else min(item.most or full, self._largest(number[1], setting)) / full
        )
        share = min(width / wide - ROUNDING, most)
        least = max(each.smallest / each.size for each, text in (number, words) if text)
        return share if share >= least else 0.0

    def _field_of(self, item: rows.FieldItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        if block.value > MOST_MARKS:
            message = f'"{block.name}" counts {block.value:,}, and a field shows {MOST_MARKS:,}'
            hint = "take the field out of the layout; the words still say the number"
            found = error("too-many", message, row_key(LAYOUT, item, "block"), hint)
            self.problems.append(found.about_blocks(block.name))
            return None
        accent = self.palette[item.accent] if item.accent else None
        return parts.FieldBox(
            block.value,
            width,
            item.height,
            item.min or item.height,
            self.palette[item.colour],
            accent,
            self.palette[item.small_colour] if item.small_colour else None,
            most=max(item.most or 0.0, item.height),
            hug=item.hug,
        )

    def _contacts(self, item: rows.ContactsItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None or not block.contacts:
            return None
        inline = item.columns == 1 and (self.inline or item.arrangement == "inline")
        column = (width - item.gap * (item.columns - 1)) / item.columns
        table = item.arrangement == "table" and item.columns == 1
        numbers = self._numbers(item, block, column - item.place_width if table else column)
        place_width = column
        if table:
            widest = max((box.widest() for box in numbers if box), default=0.0)
            place_width = item.place_width or column - widest - item.gap
            inline = False
        style: str | Setting = (
            self._places_beside(item, block, numbers, column) if inline else item.place
        )

        def row(contact: Contact, number: boxes.TextBox | None, parted: bool) -> ContactRow:
            place = None
            if contact.place:
                role = "Lbl" if contact.number else "LBody"
                room = place_width if parted else column
                place = self._words([contact.place], style, room, role=role)
            at = (item.place_width or place_width + item.gap) if parted else 0.0
            if number and parted:
                number = replace(number, width=column - at)  # where numbers end
            return ContactRow(place, number, inline, column, at, bool(item.row))

        known = len(self.too_wide)
        made = [row(*each, table) for each in zip(block.contacts, numbers, strict=True)]
        fits = all(one.fits for one in made)
        on_lines = any(box and len(box.paragraphs[0].lines) > 1 for box in numbers)
        if on_lines:  # under their places, as no other number of theirs stands beside one
            fits = False
        elif not fits and inline:  # a long place takes two lines beside its number
            style = item.place
            wide = max((box.widest() for box in numbers if box), default=0.0) + BESIDE
            place_width = max(0.0, column - wide)
            del self.too_wide[known:]
            parted = (row(*each, True) for each in zip(block.contacts, numbers, strict=True))
            made = [
                replace(one, number=number, inline=False, number_at=wide, number_leads=True)
                for one, number in zip(parted, numbers, strict=True)
            ]
            fits = all(one.fits for one in made)
        if (not fits or any(map(_is_long, made))) and not (table and item.place_width):
            beside = self.too_wide[known:]
            del self.too_wide[known:]
            under = [box and _at_start(box) for box in numbers]
            stacked = [row(*each, False) for each in zip(block.contacts, under, strict=True)]
            stacked = [replace(one, inline=False) for one in stacked]
            if not fits or _height(stacked) < _height(made):  # rows of a kind, or none
                made = stacked
            else:
                self.too_wide[known:] = beside
        made = self._parted(made)
        # a part of contacts stands over another like it
        next_rows = [*made[1:], *(made if block.part_of else ())]
        pad_top, pad_bottom, between, clear = self._pads(item, made, next_rows)
        return ContactsBox(
            made,
            column,
            item.rule,
            self.palette[item.rule_colour] if item.rule_colour else None,
            pad_top,
            pad_bottom,
            between,
            item.columns,
            item.gap,
            block.part_of,
            item.row,
            item.last_rule,
            clear,
        )

    def _places_beside(
        self,
        item: rows.ContactsItem,
        block: Block,
        numbers: Sequence[boxes.TextBox | None],
        width: float,
    ) -> Setting:
        """The setting of places on one line with their numbers: all are smaller, if their style's
        floor allows it, where one would else stand too near."""
        pairs = zip(block.contacts, numbers, strict=True)
        beside = [(one.place, number) for one, number in pairs if one.place and number]
        setting = self._setting(item.place, [place for place, _ in beside])
        share = 1.0
        for place, number in beside:
            free = width - number.widest() - NEAR * number.style.em
            share = min(share, free / self._widest([place], setting))
        return setting.narrowed(share) if share < 1 else setting

    def _parted(self, rows: list[ContactRow]) -> list[ContactRow]:
        """Rows in which each number keeps its distance from the place over it."""
        least = max(
            (
                self.rules.place - below(row.place) - over(row.number)
                for row in rows
                if row.place and row.number and not row.side_by_side
            ),
            default=0.0,
        )
        return [replace(row, apart=least) for row in rows] if least > 0 else rows

    def _pads(
        self, item: rows.ContactsItem, rows: list[ContactRow], next_rows: list[ContactRow]
    ) -> tuple[float, rows.Space, rows.Space, tuple[float, float]]:
        """The space above a row and below it between rules, and between rows without rules; and
        what ink needs of the first two. `next_rows` are those under each, but for the last."""
        rules = self.rules
        top = max(rules.rule_under - over(row) for row in rows)
        bottom = max(rules.rule_over - below(row) for row in rows)
        within = [_own(row) for row in rows]
        pairs = list(zip(rows, next_rows, strict=False))
        parted = (
            max(rules.lines, rules.next_place * own) - below(upper) - over(lower)
            for own, (upper, lower) in zip(within, pairs, strict=False)
        )
        between = boxes.at_least(item.between, max(parted, default=0.0))
        pad_top = max(item.pad_top, top)
        # each number nearer to its place than to the next, whatever stands between the two
        ruled = max(
            (
                rules.next_place * own - below(upper) - over(lower) - item.rule - pad_top
                for own, (upper, lower) in zip(within, pairs, strict=False)
                if own
            ),
            default=0.0,
        )
        pad_bottom = boxes.at_least(item.pad_bottom, max(bottom, ruled))
        return pad_top, pad_bottom, between, (top, bottom)

    def _numbers(
        self, item: rows.ContactsItem, block: Block, width: float
    ) -> list[boxes.TextBox | None]:
        """The numbers of contacts, all of one size."""
        texts = [contact.number for contact in block.contacts]
        shown = [text for text in texts if text]
        setting = self._setting(item.number, shown)
        if item.fitted and shown:
            setting = self._fitted(item.number, shown, width)
            # what does not stand on one line has room on two
            widest = self._widest(shown, setting, width)
            setting = setting.narrowed(width / widest) if widest > width else setting
        inline = item.columns == 1 and (self.inline or item.arrangement == "inline")
        if inline and self.document.direction == "rtl":
            whole = [_whole(text) for text in texts]
            fits = self._widest(filter(None, whole), setting) <= width if shown else True
            texts = whole if fits else texts
        return [
            self._words([text], setting, width, role="LBody") if text else None for text in texts
        ]


def _at_start(number: boxes.TextBox) -> boxes.TextBox:
    """A number that stands under its place, and begins where that does."""
    style = number.style.style.model_copy(update={"align": "start"})
    return replace(number, style=replace(number.style, style=style))


def _own(row: ContactRow) -> float:
    """The room between a place and the number under it, mm; 0 if it stands elsewhere."""
    if not (row.place and row.number) or row.side_by_side:
        return 0.0
    return below(row.place) + over(row.number) + row.apart


def _whole(number: Text) -> Text:
    """A number whose parts stay in order beside words that read from right to left."""
    runs = (replace(run, text=joined(run.text)) for run in number.runs)
    return Text(tuple(runs), number.language, number.key)


def _sized(setting: Setting, share: float) -> Setting:
    """A style at a share of its size."""
    size = math.floor(setting.size * share * 1000) / 1000
    return replace(setting, size=size, leading=round(setting.leading * share, 3))


def _is_long(row: ContactRow) -> bool:
    """Whether a place beside its number takes more than two lines."""
    beside = row.place if row.side_by_side else None
    return beside is not None and any(len(each.lines) > MANY for each in beside.paragraphs)


def _height(contacts: Sequence[ContactRow]) -> float:
    return sum(each.height(boxes.NATURAL) for each in contacts)
