"""Chooses the line ends of a paragraph, for the edge of the whole paragraph.

Left-aligned type has a rag instead of rivers. A good rag uses no more lines than needed, keeps them
of like length, parts no name, and does not end on a lone word. `LineEnds` says how well that went.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.isolates import ADDRESS

ALONE: Final = 3.0  # the cost of a last line of one word: more than that of any edge
ALONE_BALANCED: Final = 0.5  # the same of display type, which may end so at a fair length
FIRST_ALONE: Final = 0.15  # ... and of its first line
HYPHEN: Final = 0.06  # costs as much as a line 25 % short
RAGGED: Final = 0.086  # a deviation of the edge, of the measure, that wants to be evener ...
RAGGED_FEW: Final = 0.09  # ... in a paragraph of few lines
EVEN: Final = (1.0, 0.95, 0.9, 0.85, 0.8)  # lengths that lines are made even at, of their mean
STAIRS: Final = 1.2  # a last line longer than so many times every other ends a staircase ...
LEVEL: Final = 0.1  # ... unless lines are nearer in length by so much of the measure ...
LEVEL_EDGE: Final = 0.04  # ... and the edge of all but the last deviates by no more than this
UNFILLED: Final = 0.03  # a line that the next word would have fitted: it must pay for itself
PARTED: Final = 0.3  # a name, or a title, on two lines ...
PARTED_DISPLAY: Final = 0.7  # ... and so much more in display type
LONE_IDEOGRAPHS: Final = 3  # so few at the end are as one word, where no spaces part words
FEW_LINES: Final = 3  # lines of a paragraph whose last line is short ...
FEW_LETTERS: Final = 6  # ... or letters of the last line of any paragraph ...
LAST_OF_FEW: Final = 1 / 3  # ... under this share of the measure
LAST_OF_MANY: Final = 1 / 5  # the share for other last lines
FEW_WORDS: Final = 3  # a last line of so many words is not short
SHORT: Final = 0.05  # the cost of such a last line that is too short at all
SHORTER: Final = 3.0  # ... and of any line without a length, where it may not be short
SLOPE: Final = 0.5  # the cost of a shape: of how much a line goes the other way, of the measure
UPPER: Final = 0.4  # of display type: the least line but the last, as a share of the longest
LAST: Final = 0.375  # ... the least last line
LONE: Final = 0.5  # ... the least last line of one word
LONE_FIRST: Final = 0.6  # ... and the least first one, that type gets smaller for
NEAR: Final = 0.015  # mm: a line no wider than this over the measure fits


class LineEnd(Struct, frozen=True):
    """A place where a line may end. `end` is the width up to there without the space at the end,
    and `start` where the next line's first glyph begins, both in mm from the paragraph's start.
    `extra` is the width of a hyphen that the break adds. `after` is the next character. `hang` is
    how far the next line's first glyph, a quotation mark, hangs out of the column. `parts` says
    that a line which ends here parts a name. `cost` is that of ending a line here at all."""

    after: int
    end: float
    start: float
    extra: float = 0.0
    hyphen: bool = False
    hang: float = 0.0
    parts: bool = False
    cost: float = 0.0


class LineEnds(Struct, frozen=True):
    """How well the lines of a paragraph end. `upper` is the width of its shortest line but the
    last, and `last` that of the last, as shares of its longest. `alone` says that the last line is
    a single word, and `parted` counts the line ends that part a name, a title, or the kisses from
    their word. `first` is the width of the first line as such a share, if it is a single word. One
    line ends well. Of text with the writer's own breaks it is the worst between two
    of them."""

    lines: int = 1
    upper: float = 1.0
    last: float = 1.0
    alone: bool = False
    parted: int = 0
    first: float = 1.0

    @property
    def lone_first(self) -> bool:
        """Whether the first of three lines or more is a single word that is not long."""
        return self.lines > 2 and self.first < LONE_FIRST

    @property
    def short_upper(self) -> bool:
        """Whether a line but the last of display type is short beside the longest."""
        return self.upper < UPPER

    @property
    def short_last(self) -> bool:
        """Whether the last line is."""
        return self.last < self.least_last

    @property
    def least_last(self) -> float:
        """The least share of the longest that the last line may be: a single word must be longer
        than several."""
        return LONE if self.alone else LAST


def joined(parts: Iterable[LineEnds]) -> LineEnds:
    """The line ends of parts one below the other."""
    found = list(parts)
    ending = min(found, key=lambda each: each.last / each.least_last, default=LineEnds())
    return LineEnds(
        sum(each.lines for each in found),
        min((each.upper for each in found), default=1.0),
        ending.last,
        ending.alone,
        sum(each.parted for each in found),
        min((each.first for each in found if each.lone_first), default=1.0),
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
        min(widths[:-1]) / longest,
        widths[-1] / longest,
        alone(text[places[taken[-2]].after :]),
        sum(places[position].parts for position in taken[:-1]),
        widths[0] / longest if alone(text[: places[taken[0]].after]) else 1.0,
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
    search = _Search(places, width, text, indent, balance, slope, hang, count)
    filled = search.best()
    if filled is None:
        return fitted
    if balance or slope or indent or count == 2:
        return filled.positions
    ragged = RAGGED_FEW if count <= FEW_LINES else RAGGED
    if filled.deviation <= ragged * width and not filled.amiss:
        # where a rule has moved the line ends, what it left may as well be even
        plain = search.best(ruled=False)
        if plain is None or plain.positions == filled.positions:
            return search.levelled(filled).positions
    tried = (search.best(filled.mean * share) for share in EVEN)
    fair = [each for each in tried if each and each.amiss <= filled.amiss]
    return search.levelled(min([filled, *fair], key=lambda each: each.deviation)).positions


class _ChosenEnds(Struct, frozen=True):
    """One way to break a paragraph: its line ends, the lengths of all lines but the last, that of
    the last, and the cost of what is amiss besides its edge."""

    positions: list[int]
    lengths: list[float]
    last: float
    amiss: float

    @property
    def mean(self) -> float:
        return sum(self.lengths) / len(self.lengths)

    @property
    def deviation(self) -> float:
        mean = self.mean
        return math.sqrt(sum((each - mean) ** 2 for each in self.lengths) / len(self.lengths))

    @property
    def climbs(self) -> bool:
        """Whether short lines lead to a last one that is much the longest, like stairs."""
        return self.last > STAIRS * max(self.lengths)

    @property
    def spread(self) -> float:
        """How much longer the longest line is than the shortest, mm."""
        lengths = [*self.lengths, self.last]
        return max(lengths) - min(lengths)


class _Search:
    """Looks for the best line ends of a paragraph in `count` lines."""

    def __init__(
        self,
        places: Sequence[LineEnd],
        width: float,
        text: str,
        indent: float,
        balance: bool,
        slope: int,
        hang: float,
        count: int,
    ) -> None:
        self.places, self.width, self.text, self.indent = places, width, text, indent
        self.balance, self.slope, self.count = balance, slope, count
        self.final = len(places) - 1
        ends = [place.end + place.extra for place in places]
        starts = [place.start + place.hang for place in places[:-1]]
        self.ways = {
            before: _lines(ends, before, start, width - indent)
            for before, start in enumerate(starts)
        }
        self.ways[-1] = _lines(ends, -1, hang, width)
        self.needed = _needed(self.ways, self.final)

    def levelled(self, chosen: _ChosenEnds) -> _ChosenEnds:
        """Line ends that make the lines level, if those `chosen` climb to the last line and the
        edge stays even; else those chosen."""
        if not chosen.climbs:
            return chosen
        level = self.best((sum(chosen.lengths) + chosen.last) / self.count, whole=True)
        if (
            level is None
            or level.amiss > chosen.amiss
            or level.spread > chosen.spread - LEVEL * self.width
            or level.deviation > max(chosen.deviation, LEVEL_EDGE * self.width)
        ):
            return chosen
        return level

    def best(
        self, even: float | None = None, ruled: bool = True, whole: bool = False
    ) -> _ChosenEnds | None:
        """The best line ends: of lines as full as they can be, or as near as they can be to the
        length `even`: all but the last, or the `whole` paragraph. Unless they are `ruled`, nothing
        but their edge counts."""
        places, balance, count, final = self.places, self.balance, self.count, self.final
        needed, ways, slope = self.needed, self.ways, self.slope
        # best[position] after n lines: (cost, of that what is amiss, positions taken, last width)
        best: dict[int, tuple[float, float, _Taken | None, float]] = {-1: (0.0, 0.0, None, 0.0)}
        for number in range(1, count + 1):
            room = self.width - (self.indent if number > 1 else 0.0)
            aim = room if even is None else even
            last = number == count
            following: dict[int, tuple[float, float, _Taken | None, float]] = {}
            for before, (cost, wrong, taken, previous) in best.items():
                for position, length, unfilled in ways[before]:
                    if last != (position == final) or needed[position] > count - number:
                        continue
                    if not ruled:
                        amiss = 0.0
                    elif last:
                        ending = self.text[places[before].after if before >= 0 else 0 :]
                        amiss = _ending(ending, length / room, count, balance)
                    else:
                        amiss = places[position].cost
                    if slope and number > 1:  # the more it goes the other way, the worse
                        amiss += SLOPE * max(0.0, (previous - length) * slope) / room
                    total = cost + amiss
                    if balance or whole or not last:
                        slack = (aim - length) / room
                        if slack > 0 or even is not None:
                            total += slack * slack
                    if balance and not last:
                        total += _lack(length / room, UPPER)
                        total += PARTED_DISPLAY * places[position].parts
                    if balance and number == 1:
                        total += FIRST_ALONE * alone(self.text[: places[position].after])
                    if unfilled and not last and not balance and even is None:
                        total += UNFILLED
                    old = following.get(position)
                    if old is None or total < old[0]:
                        line = _Taken(position, length, taken)
                        following[position] = (total, wrong + amiss, line, length)
            best = following
        if final not in best:
            return None
        _, amiss, taken, _ = best[final]
        return _in_order(taken, amiss)


class _Taken(Struct, frozen=True):
    """The end of a line, its length, and the ends of the lines before it."""

    position: int
    length: float
    before: _Taken | None


def _in_order(taken: _Taken | None, amiss: float) -> _ChosenEnds:
    positions: list[int] = []
    lengths: list[float] = []
    while taken:
        positions.append(taken.position)
        lengths.append(taken.length)
        taken = taken.before
    return _ChosenEnds(positions[::-1], lengths[:0:-1], lengths[0], amiss)


def _needed(ways: Mapping[int, Sequence[tuple[int, float, bool]]], final: int) -> list[int]:
    """The least number of lines from each place to the end. A place that cannot reach the end in
    the lines left is not weighed."""
    needed = [0] * (final + 1)
    for before in range(final - 1, -1, -1):
        last, _, _ = ways[before][-1]
        needed[before] = 1 + min(needed[before + 1 : last + 1])
    return needed


def _lines(
    ends: Sequence[float], before: int, start: float, room: float
) -> list[tuple[int, float, bool]]:
    """Each place where a line that starts after place `before` may end in `room` mm, its length,
    and whether another stretch would still fit. A stretch wider than the room stands alone."""
    found: list[tuple[int, float, bool]] = []
    most = room + NEAR
    for position in range(before + 1, len(ends)):
        length = ends[position] - start
        if length > most:
            if not found:
                found.append((position, length, True))
            break
        found.append((position, length, True))
    if found:
        found[-1] = (*found[-1][:2], False)
    return found


def _ending(text: str, share: float, count: int, balance: bool) -> float:
    """The cost of a last line, a share of the measure: of one word, or short. A long address has
    the whole line, for nothing of it may stand on the line before."""
    cost = 0.0
    if balance:
        cost = _lack(share, LAST)
    else:
        few = count <= FEW_LINES or sum(map(str.isalnum, text)) <= FEW_LETTERS
        least = LAST_OF_FEW if few else LAST_OF_MANY
        if share < least and len(text.split()) < FEW_WORDS:
            cost = SHORT + _lack(share, least)
    if alone(text) and not (share >= LONE and ADDRESS.search(text)):
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
    if len(line.split(None, 1)) > 1:
        return False
    if not line.isascii() and any(
        unicodedata.east_asian_width(character) in "WF" for character in line
    ):
        return sum(character.isalnum() for character in line) <= LONE_IDEOGRAPHS
    return True
