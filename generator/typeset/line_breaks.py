"""Finds where a line may end: UAX #14 with ICU, made stricter for a leaflet.

A telephone number stays on one line, except after the prefix of Relay UK. An address may end a line
only after a slash. The kisses that end a message stay together, and with the emoticon before them,
which may begin a line (UAX #14 sees only a colon, LB13).
"""

import re

from generator.isolates import ADDRESS, EMOTICON, KISSES, NUMBER

# characters that steer direction and print nothing
CONTROLS = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def opportunities(text: str, language: str) -> tuple[int, ...]:
    """Every index (in characters), with the end, before which a line may begin by UAX #14."""
    import icu

    iterator = icu.BreakIterator.createLineInstance(icu.Locale(language))
    if all(ord(character) < 0x10000 for character in text):
        iterator.setText(text)
        return tuple(iterator)
    source = icu.UnicodeString(text)
    iterator.setText(source)
    return tuple(source[:boundary].countChar32() for boundary in iterator)


# Languages in which a one-letter word may not end a line: it stands with the word that follows.
PROCLITIC = ("pl", "cs", "sk", "uk", "hr", "sl")
_RELAY = re.compile(r"1800[12] (?=[\d(+])")
_ONE_LETTER = re.compile(r"(?:^|(?<=\s))\w\s+(?=\w)")


IDEOGRAPHIC = ("zh", "ja")


def _words(text: str, language: str) -> set[int]:
    """The places where words begin and end (UAX #29, with ICU's dictionary), and where a full stop
    ends."""
    import icu

    iterator = icu.BreakIterator.createWordInstance(icu.Locale(language))
    iterator.setText(text)
    return set(iterator)


def allowed(text: str, language: str) -> tuple[int, ...]:
    """The opportunities that keep numbers, addresses and final one-letter words whole. Marks that
    only steer direction do not count."""
    bare = text.translate(CONTROLS)
    if bare != text:
        kept = [index for index, character in enumerate(text) if ord(character) not in CONTROLS]
        return tuple(
            kept[place] if place < len(kept) else len(text) for place in allowed(bare, language)
        )
    closed: set[int] = set()
    opened = {match.start() for match in re.finditer(EMOTICON, text)}
    for match in NUMBER.finditer(text):
        if sum(character.isdigit() for character in match[0]) > 2:
            closed.update(range(match.start() + 1, match.end()))
            if relay := _RELAY.match(match[0]):
                opened.add(match.start() + relay.end())
    for match in ADDRESS.finditer(text):
        scheme = match[0].find("://")
        path = match.start() + match[0].find("/", scheme + 3 if scheme >= 0 else 0)
        inside = range(match.start() + 1, match.end())
        closed.update(inside)
        if path >= match.start():
            opened.update(index for index in inside if index > path and text[index - 1] == "/")
    if language.partition("-")[0] in PROCLITIC:
        closed.update(match.end() for match in _ONE_LETTER.finditer(text))
    if kisses := KISSES.search(text):
        closed.update(range(kisses.start() + 1, kisses.end()))
    places = set(opportunities(text, language))
    if language.partition("-")[0] in IDEOGRAPHIC:
        # UAX #14 would part any two ideographs; a reader does not want words parted
        places &= _words(text, language)
    places = (places - closed) | opened | {len(text)}
    return tuple(sorted(places))
