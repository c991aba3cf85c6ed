"""Makes boxes of those who publish a piece: partners' logos and the imprint."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from generator.content.text import Run, Text
from generator.design import items as rows
from generator.design.items import IMPRINT
from generator.problems import Problem, counted, error
from . import boxes
from .bubble_boxes import BubbleBuilder
from .lockup import lock_up
from .logo_boxes import LogosBox, PlacedLogo, StripGround, strip_rules
from .paragraph import set_paragraph
from .plain_boxes import RuleBox

LESSER = 0.85  # of their area: logos that make room


class PartnerBuilder(BubbleBuilder, kw_only=True, eq=False):
    """Makes the strip of `logos` and the imprint. `edges` are the left, top, right and bottom of
    the frame's ground, in the layout's millimetres. `lesser` logos are smaller, to make room; with
    `names`, partners are named after the imprint instead. A `brief` imprint is its first
    sentence."""

    edges: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    logos: Sequence[PlacedLogo] = ()
    lesser: bool = False
    names: bool = False
    brief: bool = False

    def _logos(self, item: rows.LogosItem, width: float) -> boxes.FlexibleBox | None:
        if not self.logos:
            return None
        ground = None
        if item.ground:
            edges = self.edges if item.bleeds else None
            ground = StripGround(self.palette[item.ground], item.padding, item.radius, edges)
        measure = width - 2 * (ground.inset if ground else 0.0)
        marks = [logo.mark for logo in self.logos]
        rules = strip_rules(item, measure, len(marks), LESSER if self.lesser else 1.0)
        lockup = lock_up(marks, rules)
        if lockup is None:
            self.problems.append(self._no_room(measure))
            return None
        plate = self.palette[item.plate] if item.plate else None
        rule = self.palette[item.rule_colour]
        return LogosBox(self.logos, lockup, width, rule, plate, ground)

    def _imprint(self, item: rows.ImprintItem, width: float) -> boxes.FlexibleBox | None:
        block = self.document.blocks.get(IMPRINT)
        if block is None:
            return None
        sentences = [text for text in block.texts if text.plain.strip()]
        sentences = sentences[: 1 if self.brief else item.sentences or None]
        least = 1 if self.names else item.names
        if least and len(block.names) >= least:
            sentences += listed(block.names)
        if not sentences:
            return None
        stacked = [boxes.Stacked(each) for each in self._sentences(sentences, item, width)]
        if item.rule:
            rule = RuleBox(width, item.rule, self.palette[item.rule_colour])
            stacked[0].above = item.below
            stacked.insert(0, boxes.Stacked(rule))
        return self._stack(stacked)

    def _sentences(
        self, sentences: Sequence[Text], item: rows.ImprintItem, width: float
    ) -> Iterator[boxes.FlexibleBox]:
        """Sentences packed into lines, those that are Latin in every language apart: they do not
        need the size and leading of another script."""
        room = width - item.inset
        lines = self._packed(sentences, item.style, room)
        for _, alike in groupby(lines, lambda line: self._setting(item.style, [line])):
            *others, last = alike
            words = self._words([*map(followed, others), last], item.style, room, role="")
            words.kind = "imprint"
            yield boxes.TaggedBox(words, "P")

    def _packed(self, sentences: Sequence[Text], style: str, width: float) -> list[Text]:
        """Sentences in lines, as many whole ones in each as fit."""
        lines: list[Text] = []
        unbroken = self._measure(math.inf)
        for sentence in sentences:
            if lines and lines[-1].language == sentence.language:
                both = joined(lines[-1], sentence)
                setting = self._setting(style, [both])
                if set_paragraph(both, setting, unbroken, self.cache).width <= width:
                    lines[-1] = both
                    continue
            lines.append(sentence)
        return lines

    def _no_room(self, measure: float) -> Problem:
        """The error for logos that find no room even at their smallest, at the widest of them."""
        widest = max(self.logos, key=lambda logo: logo.mark.ratio)
        shown = Path(widest.picture.path).name
        others = counted(len(self.logos) - 1, "other logo")
        return error(
            "logos-room",
            f'"{shown}" and {others} do not fit in the {measure:.0f} mm of {self.where}',
            widest.picture.key,
            "ask the partner for a version that is less wide, or list fewer logos",
        )


def joined(first: Text, second: Text) -> Text:
    """Two sentences of one language in a row."""
    return Text((*followed(first).runs, *second.runs), first.language, first.key)


def followed(sentence: Text) -> Text:
    """A sentence with the space before the next one, which may stand on another line; without it
    if the sentence ends with a wide mark."""
    *before, last = sentence.runs
    wide = unicodedata.east_asian_width(sentence.plain[-1:] or " ") in {"W", "F"}
    space = "" if wide else " "
    runs = (*before, replace(last, text=last.text + space))
    return Text(runs, sentence.language, sentence.key)


def listed(names: Sequence[Text]) -> list[Text]:
    """Names as a list: a comma after each but the last, which has a full stop."""
    last = len(names) - 1
    return [
        Text((*name.runs, Run("." if index == last else ",")), name.language, name.key)
        for index, name in enumerate(names)
    ]
