"""A text shaped before it has a size or a width: its glyphs, and where its lines may end.

Copyfitting sets the same text at many sizes and widths. What does not depend on them is made once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import neg
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.fonts import FontFile
from generator.page import Cluster
from .bidi import levels
from .itemise import Faces, FontRun, itemise
from .line_breaks import CONTROLS, allowed, names, particles, short_names, wholes
from .shape import Shaped, shape
from .word_spaces import ScaledRun, clear_spaces

SOFT_HYPHEN = "\u00ad"
LETTERS: Final = 4  # at least, on either side of a hyphen
_BYTES_PER_CHARACTER: Final = 300  # of a shaped text in memory, about


class Stretch(Struct, frozen=True, cache_hash=True):
    """Text of one look inside a paragraph, from character `start`."""

    text: str
    start: int
    faces: Faces
    colour: Colour
    scale: float = 1.0
    link: str = ""
    underline: float = 0.0


class ShapedItem(Struct, frozen=True):
    """A shaped run of the text in its colour, at `scale` of the style's size."""

    run: FontRun
    shaped: Shaped
    colour: Colour
    scale: float
    link: str
    underline: float

    @property
    def start(self) -> int:
        return self.run.start

    @property
    def end(self) -> int:
        return self.run.start + len(self.run.text)

    @property
    def rtl(self) -> bool:
        return self.run.level % 2 == 1


class ShapedText(Struct, frozen=True):
    """A text without forced breaks. `mixed` says that directions mix in it. `missing` lists
    (character, font) pairs that cannot be set. `ends` are the indexes before which a line may
    begin, each with whether the line before it then ends with a hyphen. `whole` are the parts that
    stay on one line where they fit, `names` those that had better stay, and `bracketed` short names
    in brackets, for which another line may be taken."""

    inputs: ShapedInputs
    text: str
    items: tuple[ShapedItem, ...]
    mixed: bool
    missing: tuple[tuple[str, FontFile], ...]
    ends: tuple[tuple[int, bool], ...]
    whole: tuple[tuple[int, int], ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    bracketed: tuple[tuple[int, int], ...] = ()

    def trimmed(self, end: int) -> int:
        """The end of a line, without its final space or an isolate that the next line begins
        with."""
        while end > 0 and (self.text[end - 1] == " " or ord(self.text[end - 1]) in CONTROLS):
            end -= 1
        return end

    def hyphen(self, font: FontFile) -> Cluster:
        """The hyphen that a broken word ends with."""
        return shape("-", font, self.inputs.language, self.inputs.script).clusters[0]

    def cut(self, item: ShapedItem, first: int, last: int, cache: Cache) -> tuple[Cluster, ...]:
        """The clusters of a part of an item, shaped again if the cut is not safe."""
        shaped = item.shaped
        if first == 0 and last == len(item.run.text):
            return shaped.clusters
        safe = (first == 0 or first in shaped.safe) and (
            last == len(item.run.text) or last in shaped.safe
        )
        if not safe:
            return cache.get(self.inputs.run(item.run, first, last)).clusters
        if item.rtl:  # from the last character to the first
            low, high = (bisect_right(shaped.starts, -end, key=neg) for end in (last, first))
        else:
            low, high = (bisect_left(shaped.starts, end) for end in (first, last))
        return shaped.clusters[low:high]


@frozen_inputs
class RunInputs(Inputs[Shaped]):
    """A run to shape. Its size and colour are no part of it: all sizes share one shaping."""

    text: str
    font: FontFile
    language: str
    script: str
    rtl: bool
    ligatures: bool

    def make(self, cache: Cache) -> Shaped:
        return shape(self.text, self.font, self.language, self.script, self.rtl, self.ligatures)

    def result_size(self, result: Shaped) -> int:
        return _BYTES_PER_CHARACTER * len(self.text)


@frozen_inputs
class ShapedInputs(Inputs[ShapedText]):
    """A text to shape: its stretches, its language and script, its direction, and the names that
    the campaign says are such."""

    stretches: tuple[Stretch, ...]
    language: str
    script: str
    rtl: bool
    ligatures: bool
    hyphenate: bool
    names: tuple[str, ...] = ()

    def make(self, cache: Cache) -> ShapedText:
        text = "".join(stretch.text for stretch in self.stretches)
        direction = levels(text, self.rtl)
        items = tuple(self._items(direction, cache))
        if any(direction):
            runs = [ScaledRun(item.run, item.shaped, item.scale) for item in items]
            pairs = zip(items, clear_spaces(runs), strict=True)
            items = tuple(replace(item, shaped=shaped) for item, shaped in pairs)
        missing = tuple((each, item.run.font) for item in items for each in item.shaped.missing)
        ends = dict.fromkeys(allowed(text, self.language), False)
        if self.hyphenate:
            ends = dict.fromkeys(_hyphens(text, self.language), True) | ends
        return ShapedText(
            self,
            text,
            items,
            any(direction),
            missing,
            tuple(sorted(ends.items())),
            wholes(text, tuple(ends), self.language),
            (*names(text, self.names), *particles(text, self.language)),
            short_names(text, tuple(ends)),
        )

    def _items(self, direction: tuple[int, ...], cache: Cache) -> Iterator[ShapedItem]:
        whole = "".join(stretch.text for stretch in self.stretches)
        for stretch in self.stretches:
            text, start = stretch.text, stretch.start
            end = start + len(text)
            around = whole[:start].translate(CONTROLS)[-1:], whole[end:].translate(CONTROLS)[:1]
            inside = direction[start:end]
            for run in itemise(text, stretch.faces, self.script, inside, start, around):
                scale = stretch.scale * run.scale
                looks = stretch.colour, scale, stretch.link, stretch.underline
                yield ShapedItem(run, cache.get(self.run(run)), *looks)

    def run(self, run: FontRun, first: int = 0, last: int | None = None) -> RunInputs:
        """A run to shape, or the part of it between two of its characters."""
        rtl = run.level % 2 == 1
        words = run.text[first:last]
        return RunInputs(words, run.font, self.language, run.script, rtl, self.ligatures)

    def result_size(self, result: ShapedText) -> int:
        return _BYTES_PER_CHARACTER * len(result.text)


def _hyphens(text: str, language: str) -> tuple[int, ...]:
    """The indexes in words where the language's patterns allow a hyphen, with more than three
    letters on either side of it."""
    import re

    import pyphen

    tag = pyphen.language_fallback(language.replace("-", "_"))
    if tag is None:
        return ()
    patterns = pyphen.Pyphen(lang=tag, left=LETTERS, right=LETTERS)
    return tuple(
        match.start() + position
        for match in re.finditer(rf"[^\W\d_]{{{2 * LETTERS},}}", text)
        for position in patterns.positions(match[0])
    )
