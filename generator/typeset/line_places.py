"""The places of a shaped text where a line may end, at a size and for a measure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

from .line_breaks import CONTROLS
from .rag import HYPHEN, PARTED, LineEnd
from .shape import graphemes
from .shaped_text import SOFT_HYPHEN, ShapedItem, ShapedText
from .styles import Setting

# what hangs out of the column at the start of a line, and the share of its width that does: marks
# of quotation; of full-width brackets, the half that is empty
_HANGING: Final = dict.fromkeys("“”„«»‘’‚‹›\"'", 1.0) | dict.fromkeys("《「『（〈【", 0.5)
_HYPHENS: Final = frozenset("-\u2010")


def unit_of(item: ShapedItem, style: Setting) -> float:
    """mm per font unit."""
    return style.em * item.scale / item.run.font.units_per_em


def tracking_of(item: ShapedItem, style: Setting) -> float:
    """Tracking in font units."""
    return style.tracking * item.run.font.units_per_em


class PartPlaces:
    """Where the lines of a shaped text may end. `width` is the room on its shortest line, mm. Short
    names in brackets that fit on a line stay `whole`, or may be parted."""

    def __init__(
        self, shaped: ShapedText, style: Setting, width: float, whole: bool = False
    ) -> None:
        self.shaped, self.style, self.width, self.whole = shaped, style, width, whole
        self.text = shaped.text

    @cached_property
    def before_each(self) -> list[float]:
        """The width of the text before each character in reading order, and of the whole text,
        mm."""
        before_each = [0.0] * (len(self.text) + 1)
        x = 0.0
        for item in self.shaped.items:
            unit, tracking = unit_of(item, self.style), tracking_of(item, self.style)
            clusters, starts = item.shaped.clusters, item.shaped.starts
            if item.rtl:
                clusters, starts = clusters[::-1], starts[::-1]
            first, count = item.start, len(item.run.text)
            advances = [(cluster.advance + tracking) * unit for cluster in clusters]
            befores = list(accumulate(advances, initial=x))
            x = befores.pop()
            if len(clusters) == count:  # each character has its own
                before_each[first : first + count] = befores
                continue
            for number, (start, end) in enumerate(pairwise((*starts, count))):
                before = befores[number]
                before_each[first + start] = before
                if end - start > 1:
                    advance, within = advances[number], len(clusters[number].text) or 1
                    seen = 0
                    for index in range(first + start, first + end):
                        before_each[index] = before + advance * seen / within
                        seen += ord(self.text[index]) not in CONTROLS
        before_each[-1] = x
        if self.shaped.mixed:
            for index in reversed(range(len(self.text))):
                if ord(self.text[index]) in CONTROLS:
                    before_each[index] = before_each[index + 1]
        return before_each

    @cached_property
    def places(self) -> list[LineEnd]:
        """Each place where a line may end, and the end of the text."""
        text, before_each = self.text, self.before_each
        ends = dict(self.shaped.ends)
        if self.style.style.whole_words:
            ends = dict.fromkeys(self._between_words([*ends]), False)
        for start, end in (*self.shaped.whole, *(self.shaped.bracketed if self.whole else ())):
            if self._fits(start, end):
                for index in range(start + 1, end):
                    ends.pop(index, None)
        parted = {
            index
            for start, end in self.shaped.names
            if self._fits(start, end)
            for index in range(start + 1, end)
        }
        tracking = self.style.tracking * self.style.em
        hyphen = self._hyphen_width() if any(ends.values()) or SOFT_HYPHEN in text else 0.0
        places = []
        for index in sorted(ends):
            trimmed = self.shaped.trimmed(index)
            broken = ends[index] or (index < len(text) and text[index - 1] == SOFT_HYPHEN)
            places.append(
                LineEnd(
                    index,
                    before_each[trimmed] - tracking,
                    before_each[index],
                    hyphen if broken else 0.0,
                    broken,
                    self.hang(index),
                    index in parted,
                    self._cost(index, broken, index in parted),
                )
            )
        return places or [LineEnd(0, 0.0, 0.0)]

    def _cost(self, index: int, broken: bool, parts: bool) -> float:
        """The cost of ending a line before a character: of a hyphen, and of a name in two."""
        hyphen = broken or self.text[index - 1 : index] in _HYPHENS
        return HYPHEN * hyphen + PARTED * parts

    def hang(self, index: int) -> float:
        """How far a line that begins with a character hangs out of the column, mm."""
        text = self.text
        while index < len(text) and ord(text[index]) in CONTROLS:
            index += 1
        if index + 1 >= len(text) or text[index] not in _HANGING:
            return 0.0
        if self.style.style.align == "end":
            return 0.0
        advance = self.before_each[index + 1] - self.before_each[index]
        return advance * _HANGING[text[index]]

    def _fits(self, start: int, end: int) -> bool:
        """Whether a part of the text fits on a line."""
        return self.before_each[self.shaped.trimmed(end)] - self.before_each[start] <= self.width

    def _between_words(self, allowed: Iterable[int]) -> set[int]:
        """The ends of whole words; and in words wider than the line, the places where a line may
        end, or else every place between two clusters."""
        ends = {end for end in allowed if end == len(self.text) or self.text[end - 1] == " "}
        for places in (allowed, graphemes(self.text) or range(len(self.text))):
            for first, last in pairwise([0, *sorted(ends)]):
                if not self._fits(first, last):
                    ends.update(place for place in places if first < place < last)
        return ends

    def _hyphen_width(self) -> float:
        font = self.style.faces.main
        return self.shaped.hyphen(font).advance * self.style.em / font.units_per_em
