"""The lines of a message in its bubble: as few as fit, and of like length.

A browser that balances lines leaves the bubble as wide as they were before. Lines that are known
let the bubble close round them; on a narrower screen they break again.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from generator.content.text import WIDE, parting
from generator.fonts import FontFile
from generator.fonts.web_font import text_width
from generator.isolates import KISSES, stretches

_STOPS: Final = "，。、；：？！”’）》」』"  # these never begin a line
# a word, or an ideograph with the stops after it
_WORD: Final = re.compile(rf"[{WIDE}][{_STOPS}]*|[^\s{WIDE}](?:[^\s{WIDE}]|\u00a0)*[{_STOPS}]*")
MEASURE: Final = 8.0  # ems of a line, in bubbles beside a phone's margins


def message_lines(text: str, fonts: Sequence[FontFile], measure: float, *, rtl: bool) -> list[str]:
    """The lines of a message that is set in the first of the fonts with a glyph for each of its
    characters. A measure is in ems."""
    parts = _parts(text, rtl=rtl)
    widths = [text_width(part, fonts) for part in parts]
    if parts and widths[-1] > measure and (kisses := KISSES.search(parts[-1])) and not rtl:
        # kisses that find no room beside the word before them have a line of their own
        before, end = parts[-1][: kisses.start()].rstrip(), kisses[0]
        parts[-1:] = [before, end] if before else [end]
        widths[-1:] = [text_width(part, fonts) for part in parts[len(widths) - 1 :]]
    space = text_width(" ", fonts)
    gaps = [space * bool(parting(one, other)) for one, other in pairwise(parts)]

    def width(start: int, end: int) -> float:
        return sum(widths[start:end]) + sum(gaps[start : end - 1])

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
    return [_line(parts[start:end]) for start, end in pairwise([0, *breaks])]


def _line(parts: list[str]) -> str:
    """Parts on one line, with no space between ideographs."""
    made = ""
    for part in parts:
        made += (parting(made, part) if made else "") + part
    return made


def _words(text: str) -> list[str]:
    """The words of a text, which a no-break space does not part; ideographs one by one, with the
    stops after them."""
    return _WORD.findall(text)


def _parts(text: str, *, rtl: bool) -> list[str]:
    """What no line break parts: words, the last one with its kisses; amid words from right to left,
    whatever keeps its own direction."""
    kisses = KISSES.search(text)
    if not rtl and kisses is None:
        return _words(text)
    found: list[str] = []
    if rtl:
        for part, apart in stretches(text):
            found += [part] if apart else part.split()
    elif kisses:
        found = [*_words(text[: kisses.start()]), kisses[0]]
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
