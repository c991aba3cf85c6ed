"""Finds words that something painted after them hides: nobody could read them, and a file that is
read by a program would still have them."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from generator.cache import Cache, Inputs, frozen_inputs
from generator.page import Box, GlyphRun, Group, Image, Mark, Shape, Tag, path_box
from generator.units import MM_PER_PT
from .distances import shape_things
from .ink_boxes import ink_pieces

COVERED: Final = 0.5  # of a letter's box: less of it is a touch, which distances are for
# what hides words, by the kind of its shape
_HIDES: Final = {
    "ground": "a ground",
    "bubble": "a bubble",
    "card": "a card of logos",
    "code-card": "a code's card",
    "picture": "a picture",
}


class CoveredWords(NamedTuple):
    """Words, the box round the first of their letters that is hidden, and what hides it."""

    run: GlyphRun
    box: Box
    by: str


@frozen_inputs
class CoveredInputs(Inputs[tuple[CoveredWords, ...]]):
    """The words that are hidden on a page of these groups, which are painted in this order."""

    groups: tuple[Group, ...]

    def make(self, cache: Cache) -> tuple[CoveredWords, ...]:
        return tuple(_covered(self.groups))

    def result_size(self, result: tuple[CoveredWords, ...]) -> int:
        return 500 + 2000 * len(result)


def _covered(marks: Iterable[Mark]) -> Iterator[CoveredWords]:
    runs: list[tuple[Box, GlyphRun]] = []
    for mark, clip in _painted(marks, None):
        if isinstance(mark, GlyphRun):
            runs.append((_around(mark), mark))
            continue
        for whole, by in _hiding(mark):
            box = _within(whole, clip) if clip else whole
            for place, run in runs:
                if _shared(place, box) <= 0:
                    continue
                hidden = (piece.box for piece in ink_pieces(run) if _is_under(piece.box, box))
                if letter := next(hidden, None):
                    yield CoveredWords(run, letter, by)


def _painted(marks: Iterable[Mark], clip: Box | None) -> Iterator[tuple[Mark, Box | None]]:
    """Runs, shapes and pictures in the order in which they are painted, each with what clips it."""
    for mark in marks:
        if isinstance(mark, Tag):
            yield from _painted(mark.marks, clip)
        elif not isinstance(mark, Group):
            yield mark, clip
        elif not mark.static:
            yield from _painted(mark.marks, mark.clip or clip)


def _hiding(mark: Mark) -> Iterator[tuple[Box, str]]:
    """The boxes that a mark fills, and what it is; of a bubble without its tail."""
    if isinstance(mark, Image):
        yield mark.ink_box, _HIDES["picture"]
    elif isinstance(mark, Shape) and mark.fill is not None and mark.kind in _HIDES:
        bodies = [thing.box for thing in shape_things(mark) if thing.kind == "bubble"]
        for box in bodies or [path_box(mark.path)]:
            yield box, _HIDES[mark.kind]


def _around(run: GlyphRun) -> Box:
    """A box that holds a run, with room for its tallest and deepest letters."""
    em = run.size * MM_PER_PT
    return run.x - em, run.y - 2 * em, run.x + run.width + em, run.y + em


def _is_under(letter: Box, box: Box) -> bool:
    whole = (letter[2] - letter[0]) * (letter[3] - letter[1])
    return _shared(letter, box) > COVERED * whole


def _within(box: Box, clip: Box) -> Box:
    left, top = max(box[0], clip[0]), max(box[1], clip[1])
    return left, top, min(box[2], clip[2]), min(box[3], clip[3])


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share, mm²."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)
