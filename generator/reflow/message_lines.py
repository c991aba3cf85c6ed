"""The lines of a message in its bubble: as few as fit, and of like length.

A browser that balances lines leaves the bubble as wide as they were before. Lines that are known
let the bubble close round them; on a narrower screen they break again.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from generator.fonts import FontFile
from generator.fonts.web_font import text_width
from generator.isolates import KISSES, stretches

MEASURE: Final = 8.0  # ems of a line, in bubbles beside a phone's margins


def message_lines(text: str, fonts: Sequence[FontFile], measure: float, *, rtl: bool) -> list[str]:
    """The lines of a message that is set in the first of the fonts with a glyph for each of its
    characters. A measure is in ems."""
    parts = _parts(text, rtl=rtl)
    widths = [text_width(part, fonts) for part in parts]
    space = text_width(" ", fonts)

    def width(start: int, end: int) -> float:
        return sum(widths[start:end]) + space * (end - start - 1)

    count = len(_filled(len(parts), width, measure))
    limits = sorted(
        {
            width(start, end)
            for start in range(len(parts))
            for end in range(start + 1, len(parts) + 1)
        }
    )
    breaks = next(
        (made for limit in limits if len(made := _filled(len(parts), width, limit)) == count),
        [len(parts)],
    )
    return [" ".join(parts[start:end]) for start, end in pairwise([0, *breaks])]


def _parts(text: str, *, rtl: bool) -> list[str]:
    """What no line break parts: words, the last one with its kisses; amid words from right to left,
    whatever keeps its own direction."""
    kisses = KISSES.search(text)
    if not rtl and kisses is None:
        return text.split()
    found: list[str] = []
    if rtl:
        for part, apart in stretches(text):
            found += [part] if apart else part.split()
    elif kisses:
        found = [*text[: kisses.start()].split(), kisses[0]]
    if len(found) > 1 and KISSES.search(found[-1]):
        found[-2:] = [" ".join(found[-2:])]
    return found


def _filled(count: int, width: Callable[[int, int], float], measure: float) -> list[int]:
    """Where each line ends if it is filled; a part that is wider has a line of its own."""
    ends: list[int] = []
    start = 0
    while start < count:
        end = start + 1
        while end < count and width(start, end + 1) <= measure:
            end += 1
        ends.append(end)
        start = end
    return ends
