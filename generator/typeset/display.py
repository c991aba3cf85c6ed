"""Display lines: how a heading, a caption or a message breaks at a size, and what it costs.

A heading may be a tenth smaller before it takes one more line. A last line much shorter than the
others looks like an accident, and costs as much. A short line above it costs more than twice that:
a title whose first line is one small word reads as if it began anew below.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.text import Text
from .fit_path import Steps, shares, taken
from .geometry import Geometry
from .paragraph import ParagraphMeasure, ends_of
from .rag import LineEnds
from .sized_styles import SettingsOnDemand
from .styles import SMALLER, Setting

UPPER_SHORT: Final = 0.25  # share of its size that a short line above the last is worth


@frozen_inputs
class EndsInputs(Inputs[LineEnds]):
    """How the lines of a text end in a style. Every area asks the same of most of its headings."""

    text: Text
    setting: Setting
    measure: ParagraphMeasure

    def make(self, cache: Cache) -> LineEnds:
        ends, _ = ends_of(self.text, self.setting, self.measure, cache)
        return ends


class DisplayText(Struct, frozen=True):
    """A text set in a style whose lines are looked at one by one: how many lines it takes, and the
    share of its size that its line ends being amiss is worth. `measure` is what it was set to."""

    text: Text
    style: str
    measure: ParagraphMeasure
    lines: int
    amiss: float

    @classmethod
    def of(
        cls, text: Text, setting: Setting, measure: ParagraphMeasure, ends: LineEnds
    ) -> DisplayText:
        return cls(text, setting.name, measure, ends.lines, amiss(ends))

    def at(self, setting: Setting, cache: Cache) -> DisplayText:
        """The same text at another size of its style."""
        ends = cache.get(EndsInputs(self.text, setting, self.measure))
        return DisplayText.of(self.text, setting, self.measure, ends)


def is_display(setting: Setting) -> bool:
    """Whether the lines of a style are looked at one by one."""
    return setting.style.wrap != "rag"


def amiss(ends: LineEnds) -> float:
    """What it is worth to mend the line ends of a text that look like an accident: a short
    line, and each that parts a name or the kisses from their word."""
    return UPPER_SHORT * ends.short_upper + SMALLER * (
        ends.short_last + ends.parted + (ends.lone_first and not ends.short_upper)
    )


def most_smaller(texts: Sequence[DisplayText]) -> float:
    """How much smaller texts may be for better lines, as a share of their size: a tenth for fewer
    lines, more where a line above the last is short."""
    return UPPER_SHORT if any(text.amiss >= UPPER_SHORT for text in texts) else SMALLER


def may_improve(texts: Sequence[DisplayText]) -> bool:
    """Whether a smaller size could give texts fewer lines or better ends."""
    return any(text.amiss or text.lines > 1 for text in texts)


def cost(texts: Sequence[DisplayText], share: float, balanced: bool) -> float:
    """What it costs to set texts at a share of their size, in shares of their size. Lines count
    where a style balances them; elsewhere they break as they come."""
    lines = sum(text.lines for text in texts) if balanced else 0
    return 1 - share + SMALLER * lines + sum(text.amiss for text in texts)


@frozen_inputs
class BetterBrokenInputs(Inputs[Steps]):
    """The steps with the texts of a row of `shrink` a little smaller, where that saves a line or
    mends a short one."""

    geometry: Geometry
    row: int
    steps: Steps
    texts: tuple[DisplayText, ...]

    def make(self, cache: Cache) -> Steps:
        layout, texts, steps = self.geometry.layout, self.texts, self.steps
        row = layout.fit.shrink[self.row]
        size, now = layout.styles[row.styles[0]].size, steps[self.row]
        balanced = any(layout.styles[text.style].wrap == "balance" for text in texts)
        best, least = steps, cost(texts, 1.0, balanced)
        names = {text.style for text in texts}
        one_line = [replace(text, lines=1, amiss=0) for text in texts]
        for more in range(1, math.floor(most_smaller(texts) * size / row.by) + 1):
            if cost(one_line, 1 - more * row.by / size, balanced) >= least:
                break
            tried = taken(steps, self.row, now + more)
            sizes = shares(layout, tried, self.geometry.least, self.geometry.lower)
            styles = SettingsOnDemand(self.geometry, sizes, names, cache)
            found = [text.at(styles[text.style], cache) for text in texts]
            costs = cost(found, 1 - more * row.by / size, balanced)
            if costs < least - 1e-9:
                best, least = tried, costs
        return best
