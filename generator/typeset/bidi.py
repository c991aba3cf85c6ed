"""Reading direction: embedding levels and visual order (UAX #9), through ICU.

In right-to-left text a telephone number, an address or an emoticon is wrapped in an isolate, so
that its parts keep their own order: without it "020 7946 0123" would print as "0123 7946 020".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from generator.typeset.breaks import ADDRESS, NUMBER

ISOLATE, POP = "\u2066", "\u2069"  # left-to-right isolate, pop directional isolate
_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LATIN = r"(?:[:;=8]['-]?[()DPp|]+|[A-Za-z][A-Za-z0-9'’.-]*)"
_WHOLE = re.compile(
    rf"{ADDRESS.pattern}|{NUMBER.pattern}|(?<!\S){_LATIN}(?:\s{_LATIN})*(?!\S)", re.IGNORECASE
)
T = TypeVar("T")


def has_rtl(text: str) -> bool:
    """Whether anything in the text is written from right to left."""
    return _RTL.search(text) is not None


def isolated(text: str, amid_rtl: bool = True) -> str:
    """The text with isolates round its numbers, addresses, emoticons and Latin words. Amid words
    that read from right to left, the groups of a number are joined."""

    def whole(match: re.Match[str]) -> str:
        number = amid_rtl and NUMBER.fullmatch(match[0])
        return f"{ISOLATE}{joined(match[0]) if number else match[0]}{POP}"

    return _WHOLE.sub(whole, text)


def joined(number: str) -> str:
    """A telephone number whose spaces do not part it. Readers copy what shares a line with words
    that read from right to left group by group from the right, unless no plain space is in it."""
    return number.replace(" ", "\u00a0")


def levels(text: str, rtl: bool) -> tuple[int, ...]:
    """The embedding level of every character in a paragraph of the given direction; even levels
    read from left to right."""
    if not rtl and not has_rtl(text):
        return (0,) * len(text)
    import icu

    bidi = icu.Bidi()
    source = icu.UnicodeString(text)
    bidi.setPara(source, 1 if rtl else 0)
    units = bidi.getLevels()
    if len(units) == len(text):
        return tuple(units)
    found = []
    unit = 0
    for character in text:
        found.append(units[unit])
        unit += 2 if ord(character) > 0xFFFF else 1
    return tuple(found)


def visual(pieces: Sequence[tuple[int, T]]) -> list[T]:
    """Pieces of one line as (level, piece) in logical order, put in order from left to right
    (rule L2)."""
    order = list(pieces)
    highest = max((level for level, _ in order), default=0)
    lowest = min((level for level, _ in order if level % 2), default=highest + 1)
    for level in range(highest, lowest - 1, -1):
        start = 0
        while start < len(order):
            if order[start][0] < level:
                start += 1
                continue
            end = start
            while end < len(order) and order[end][0] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return [piece for _, piece in order]
