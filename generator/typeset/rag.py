"""Chooses the line ends of a paragraph, for the edge of the whole paragraph.

Left-aligned type has a rag instead of rivers. A good rag uses no more lines than needed, keeps them
of like length, and does not end on a lone short word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LONE_WORD = 0.2  # costs as much as a line 45 % short
HYPHEN = 0.06  # ... 25 % short
UNFILLED = 0.03  # a line that the next word would have fitted: it must pay for itself
SHORT_IDEOGRAPHS = 4  # the same where no spaces part words
SHORT_END = 8  # characters that a last line must have to stand alone


class LineEnd(NamedTuple):
    """A place where a line may end. `end` is the width up to there without the space at the end,
    and `start` where the next line's first glyph begins, both in mm from the paragraph's start.
    `extra` is the width of a hyphen that the break adds. `after` is the next character."""

    after: int
    end: float
    start: float
    extra: float = 0.0
    hyphen: bool = False


def first_fit(places: Sequence[LineEnd], width: float, indent: float = 0.0) -> list[int]:
    """The positions in `places` that end each line, if each line in turn is filled. `indent`
    shortens every line after the first. A stretch wider than the line stands on a line of its
    own."""
    taken: list[int] = []
    start, last = 0.0, -1
    for position, place in enumerate(places):
        room = width - (indent if taken else 0.0)
        if place.end + place.extra - start > room + 1e-6 and last >= 0:
            taken.append(last)
            start = places[last].start
        last = position
    taken.append(len(places) - 1)
    return taken


def best_rag(
    places: Sequence[LineEnd],
    width: float,
    text: str,
    indent: float = 0.0,
    balance: bool = False,
    slope: int = 0,
) -> list[int]:
    """The line ends with the least ragged edge over the paragraph, in no more lines than
    `first_fit` takes. `balance` counts the last line too, for headings and captions. `slope` is 1
    if lines should grow from first to last, and -1 if they should shrink."""
    fitted = first_fit(places, width, indent)
    count = len(fitted)
    if count == 1:
        return fitted
    final = len(places) - 1
    ways = {before: _lines(places, before, width - indent) for before in range(final)}
    ways[-1] = _lines(places, -1, width)
    needed = _needed(ways, final)
    # best[position] after n lines: (cost, positions taken, the last line's width)
    best: dict[int, tuple[float, _Taken | None, float]] = {-1: (0.0, None, 0.0)}
    for number in range(1, count + 1):
        room = width - (indent if number > 1 else 0.0)
        last = number == count
        following: dict[int, tuple[float, _Taken | None, float]] = {}
        for before, (cost, taken, previous) in best.items():
            for position, length, unfilled in ways[before]:
                if last != (position == final) or needed[position] > count - number:
                    continue
                total = cost
                if last:
                    total += _ending(text[places[before].after if before >= 0 else 0 :])
                if balance or not last:
                    slack = max(0.0, room - length) / room
                    total += slack * slack
                if not last:
                    total += HYPHEN if places[position].hyphen else 0.0
                    total += UNFILLED if unfilled and not balance else 0.0
                if slope and number > 1 and (length - previous) * slope < 0:
                    total += 1.0
                old = following.get(position)
                if old is None or total < old[0]:
                    following[position] = (total, _Taken(position, taken), length)
        best = following
    return _in_order(best[final][1]) if final in best else fitted


class _Taken(NamedTuple):
    """The end of a line, and the ends of the lines before it."""

    position: int
    before: _Taken | None


def _in_order(taken: _Taken | None) -> list[int]:
    positions: list[int] = []
    while taken:
        positions.append(taken.position)
        taken = taken.before
    return positions[::-1]


def _needed(ways: Mapping[int, Sequence[tuple[int, float, bool]]], final: int) -> list[int]:
    """The least number of lines from each place to the end. A place that cannot reach the end in
    the lines left is not weighed."""
    needed = [0] * (final + 1)
    for before in range(final - 1, -1, -1):
        needed[before] = 1 + min(needed[position] for position, _, _ in ways[before])
    return needed


def _lines(places: Sequence[LineEnd], before: int, room: float) -> list[tuple[int, float, bool]]:
    """Each place where a line after place `before` may end in `room` mm, its length, and whether
    another stretch would still fit. A stretch wider than the room stands alone."""
    start = places[before].start if before >= 0 else 0.0
    found: list[tuple[int, float, bool]] = []
    for position in range(before + 1, len(places)):
        place = places[position]
        length = place.end + place.extra - start
        if length > room + 1e-6 and found:
            break
        found.append((position, length, True))
        if length > room + 1e-6:
            break
    if found:
        found[-1] = (*found[-1][:2], False)
    return found


def _ending(text: str) -> float:
    """The cost of a last line: a lone word is a widow, and a short one costs more."""
    line = text.strip()
    if line and unicodedata.east_asian_width(line[0]) in "WF":
        return 0.0 if len(line) >= SHORT_IDEOGRAPHS else 4 * LONE_WORD
    if len(line) < SHORT_END and not any(character.isspace() for character in line):
        return 4 * LONE_WORD
    return 0.0 if any(character.isspace() for character in line) else LONE_WORD
