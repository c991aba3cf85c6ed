"""Makes boxes of numbers: a statistic with its figure, the field that counts it, contacts."""

from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from generator.content.document import Contact
from generator.content.text import Run, Text
from generator.design import items as rows
from generator.isolates import joined
from generator.problems import error
from . import boxes, parts
from .code_boxes import CodeBuilder
from .excerpts import led_on, run_in, split

MOST_MARKS: Final = 20_000  # of a field; the poster's has 1,904


@dataclass
class NumberBuilder(CodeBuilder):
    """Makes the boxes of statistics and contacts. `inline` says that copyfitting sets each contact
    on one line."""

    inline: bool = field(default=False, kw_only=True)

    def _statistic(self, item: rows.StatisticItem, width: float) -> boxes.FlexibleBox | None:
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
        spaced = Text((*strong.runs, Run(" ")), strong.language, strong.key)
        key = block.name
        figure = self._words([spaced if after else strong], item.figure, width, key=key)
        line: boxes.FlexibleBox = figure
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

    def _field_of(self, item: rows.FieldItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        if block.value > MOST_MARKS:
            message = f'"{block.name}" counts {block.value:,}, and a field shows {MOST_MARKS:,}'
            hint = "take the field out of the layout; the words still say the number"
            self.problems.append(error("too-many", message, item.at("block"), hint))
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

    def _contacts(self, item: rows.ContactsItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None or not block.contacts:
            return None
        inline = item.columns == 1 and (self.inline or item.arrangement == "inline")
        column = (width - item.gap * (item.columns - 1)) / item.columns

        beside = inline and self.document.direction == "rtl"

        table = item.arrangement == "table" and item.columns == 1
        place_width = item.place_width if table else column

        def row(contact: Contact) -> parts.ContactRow:
            place = number = None
            if contact.place:
                role = "Lbl" if contact.number else "LBody"
                place = self._words([contact.place], item.place, place_width, role=role)
            figures, setting = contact.number, self._setting(item.number, [contact.number])
            if beside:
                runs = (replace(run, text=joined(run.text)) for run in figures.runs)
                figures = Text(tuple(runs), figures.language, figures.key)
            if figures:
                beside_place = column - place_width if table else column
                number = self._words([figures], setting, beside_place, role="LBody")
            return parts.ContactRow(place, number, inline, column, place_width if table else 0.0)

        made = [row(contact) for contact in block.contacts]
        if not all(one.fits for one in made):
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
