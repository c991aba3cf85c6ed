"""Chooses the line ends of a paragraph, for the edge of the whole paragraph.

Left-aligned type has a rag instead of rivers. A good rag uses no more lines than needed, keeps them
of like length, parts no name, and does not end on a lone word. `LineEnds` says how well that went.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

ALONE: Final = 3.0  # the cost of a last line of one word: more than that of any edge
ALONE_BALANCED: Final = 0.5  # the same of display type, which may end so at a fair length
HYPHEN: Final = 0.06  # costs as much as a line 25 % short
UNFILLED: Final = 0.03  # a line that the next word would have fitted: it must pay for itself
PARTED: Final = 0.5  # a name, or a title, on two lines
LONE_IDEOGRAPHS: Final = 3  # so few at the end are as one word, where no spaces part words
FEW_LINES: Final = 3  # a paragraph of so many lines has no short last line
LAST_OF_FEW: Final = 0.4  # of the measure
SHORT: Final = 0.1  # the cost of such a last line that is too short at all
SHORTER: Final = 3.0  # ... and of any line without a length, where it may not be short
FIRST: Final = 0.4  # of display type: the least first line, as a share of the longest
LAST: Final = 0.25  # ... and the least last line
NEAR: Final = 0.015  # mm: a line no wider than this over the measure fits


class LineEnd(NamedTuple):
    """A place where a line may end. `end` is the width up to there without the space at the end,
    and `start` where the next line's first glyph begins, both in mm from the paragraph's start.
    `extra` is the width of a hyphen that the break adds. `after` is the next character. `hang` is
    how far the next line's first glyph, a quotation mark, hangs out of the column. `parts` says
    that a line which ends here parts a name."""

    after: int
    end: float
    start: float
    extra: float = 0.0
    hyphen: bool = False
    hang: float = 0.0
    parts: bool = False


class LineEnds(Struct, frozen=True):
    """How well the lines of a paragraph end. `first` and `last` are the widths of its first and
    last lines as shares of its longest. `alone` says that the last line is a single word, and
    `parted` counts the line ends that part a name, a title, or the kisses from their word. One line
    ends well. Of text with the writer's own breaks it is the worst between two of them."""

    lines: int = 1
    first: float = 1.0
    last: float = 1.0
    alone: bool = False
    parted: int = 0

    @property
    def cost(self) -> float:
        """0 if nothing is amiss. A name parted counts 1. A first line under 40 % of the longest,
        and a last one under 25 %, count more the shorter they are, up to 1."""
        first = max(0.0, FIRST - self.first) / FIRST
        last = max(0.0, LAST - self.last) / LAST
        return first + last + self.parted


def joined(parts: Iterable[LineEnds]) -> LineEnds:
    """The line ends of parts one below the other."""
    found = list(parts)
    return LineEnds(
        sum(each.lines for each in found),
        min((each.first for each in found), default=1.0),
        min((each.last for each in found), default=1.0),
        any(each.alone for each in found),
        sum(each.parted for each in found),
    )


def line_ends(
    places: Sequence[LineEnd], taken: Sequence[int], text: str, hang: float = 0.0
) -> LineEnds:
    """How well the lines that end at the places `taken` end. `hang` is the first line's."""
    if len(taken) == 1:
        return LineEnds()
    start, widths = hang, []
    for position in taken:
        place = places[position]
        widths.append(place.end + place.extra - start)
        start = place.start + place.hang
    longest = max(*widths, 1e-6)
    return LineEnds(
        len(taken),
        widths[0] / longest,
        widths[-1] / longest,
        alone(text[places[taken[-2]].after :]),
        sum(places[position].parts for position in taken[:-1]),
    )


def first_fit(
    places: Sequence[LineEnd], width: float, indent: float = 0.0, hang: float = 0.0
) -> list[int]:
    """The positions in `places` that end each line, if each line in turn is filled. `indent`
    shortens every line after the first. The first line hangs out by `hang`. A stretch wider than
    the line stands on a line of its own."""
    taken: list[int] = []
    start, last = hang, -1
    for position, place in enumerate(places):
        room = width - (indent if taken else 0.0)
        if place.end + place.extra - start > room + NEAR and last >= 0:
            taken.append(last)
            start = places[last].start + places[last].hang
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
    hang: float = 0.0,
) -> list[int]:
    """The line ends with the least ragged edge over the paragraph, in no more lines than
    `first_fit` takes. `balance` counts the last line too, for headings and captions. `slope` is 1
    if lines should grow from first to last, and -1 if they should shrink."""
    fitted = first_fit(places, width, indent, hang)
    count = len(fitted)
    if count == 1:
        return fitted
    final = len(places) - 1
    ways = {before: _lines(places, before, width - indent) for before in range(final)}
    ways[-1] = _lines(places, -1, width, hang)
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
                    ending = text[places[before].after if before >= 0 else 0 :]
                    total += _ending(ending, length / room, count, balance)
                elif places[position].parts:
                    total += PARTED
                if balance or not last:
                    slack = max(0.0, room - length) / room
                    total += slack * slack
                if balance and number == 1:
                    total += _lack(length / room, FIRST)
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


def _lines(
    places: Sequence[LineEnd], before: int, room: float, hang: float = 0.0
) -> list[tuple[int, float, bool]]:
    """Each place where a line after place `before` may end in `room` mm, its length, and whether
    another stretch would still fit. A stretch wider than the room stands alone."""
    start = places[before].start + places[before].hang if before >= 0 else hang
    found: list[tuple[int, float, bool]] = []
    for position in range(before + 1, len(places)):
        place = places[position]
        length = place.end + place.extra - start
        if length > room + NEAR and found:
            break
        found.append((position, length, True))
        if length > room + NEAR:
            break
    if found:
        found[-1] = (*found[-1][:2], False)
    return found


def _ending(text: str, share: float, count: int, balance: bool) -> float:
    """The cost of a last line, a share of the measure: of one word, or short."""
    cost = 0.0
    if balance:
        cost = _lack(share, LAST)
    elif count <= FEW_LINES and share < LAST_OF_FEW:
        cost = SHORT + _lack(share, LAST_OF_FEW)
    if alone(text):
        cost += ALONE_BALANCED if balance else ALONE
    return cost


def _lack(share: float, least: float) -> float:
    """The cost of a line, a share of the measure, that is shorter than the least: the more, the
    shorter."""
    lack = (least - share) / least
    return SHORTER * lack * lack if lack > 0 else 0.0


def alone(text: str) -> bool:
    """Whether a line is a single word; where no spaces part words, so few characters."""
    line = text.strip()
    if any(character.isspace() for character in line):
        return False
    if any(unicodedata.east_asian_width(character) in "WF" for character in line):
        return sum(character.isalnum() for character in line) <= LONE_IDEOGRAPHS
    return True
