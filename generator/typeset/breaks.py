"""Where a line may end: UAX #14 through ICU, tightened by what a leaflet must never break.

A telephone number stays on one line. An address may end a line only after a slash. The kisses
that end a message stay together, and with the emoticon before them, which may itself begin a
line (UAX #14 sees only a colon, LB13).
"""

from __future__ import annotations

import re
from functools import lru_cache

NUMBER = re.compile(r"\+?\d[\d()\u00a0 -]*\d")
ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_EMOTICON = r"(?<=\s)[:;=8]['-]?[()DPp|]+(?=\s|$)"
KISSES = re.compile(rf"(?:{_EMOTICON}\s)?(?:\b\w\s)+\w$")


@lru_cache(maxsize=4096)
def opportunities(text: str, language: str) -> tuple[int, ...]:
    """Every index (in characters) before which a line may begin by UAX #14, the end included."""
    import icu

    iterator = icu.BreakIterator.createLineInstance(icu.Locale(language))
    if all(ord(character) < 0x10000 for character in text):
        iterator.setText(text)
        return tuple(iterator)
    source = icu.UnicodeString(text)
    iterator.setText(source)
    return tuple(source[:boundary].countChar32() for boundary in iterator)


@lru_cache(maxsize=4096)
def allowed(text: str, language: str) -> tuple[int, ...]:
    """The opportunities that leave numbers, addresses and final one-letter words whole."""
    closed: set[int] = set()
    opened = {match.start() for match in re.finditer(_EMOTICON, text)}
    for match in NUMBER.finditer(text):
        if sum(character.isdigit() for character in match[0]) > 2:
            closed.update(range(match.start() + 1, match.end()))
    for match in ADDRESS.finditer(text):
        scheme = match[0].find("://")
        path = match.start() + match[0].find("/", scheme + 3 if scheme >= 0 else 0)
        inside = range(match.start() + 1, match.end())
        closed.update(inside)
        if path >= match.start():
            opened.update(index for index in inside if index > path and text[index - 1] == "/")
    if kisses := KISSES.search(text):
        closed.update(range(kisses.start() + 1, kisses.end()))
    places = (set(opportunities(text, language)) - closed) | opened
    return tuple(sorted(places))
