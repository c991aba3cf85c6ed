"""Finds where a line may end: UAX #14 with ICU, made stricter for a leaflet.

A telephone number stays on one line, except after the prefix of Relay UK. An address may end a line
only after a slash, and one with a long host before a dot of it. The kisses that end a message stay
together, and with the emoticon before them, which may begin a line (UAX #14 sees only a colon,
LB13).

Some parts stay on one line where they fit: kisses with the word before them, and a hyphen with the
few letters on either side of it. Others are parted only for a much better edge: titles and names.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from generator.isolates import ADDRESS, EMOTICON, KISSES, NUMBER, ONE_LETTER, PROCLITIC

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


# Words that may not begin a line, for they belong to the word before them.
_LEANS_BACK: Final = {
    "uk": re.compile(r"(?<=\w)\s+(?=(?:би?|же?)(?:[\s,.:;!?)]|$))", re.IGNORECASE)
}
_RELAY = re.compile(r"1800[12] (?=[\d(+])")
# kisses, which end a message or a sentence of it
_KISSES = re.compile(rf"{EMOTICON}(?:\s[xo]\b)+|\b([xo])(?:\s\1)+\b", re.IGNORECASE)
# what is before a hyphen amid a word: a stub at the end of a line, if it has few letters
_BEFORE_HYPHEN: Final = re.compile(r"[^\s\-\u2010]+[-\u2010](?=\w)")
# ... and what is after it, such as the pronoun of a verb
_AFTER_HYPHEN: Final = re.compile(r"(?<=[^\W\d])[-\u2010]([^\s\-\u2010]+)")
LONG_HOST: Final = 24  # letters of an address before its path
_LAST_PART: Final = 3  # letters at the end of a host, with their dot, at least
_STUB: Final = 3  # letters at most; a vowel sign counts as one
# pronouns of more letters that a hyphen joins to their verb
_PRONOUNS: Final = {"pt": ("lhes",)}
# a name of two or three words in brackets, such as that of a service in another language
_NAME_IN_BRACKETS: Final = re.compile(
    r"[(（][\u2066\u2068]?[A-Z][\w'’]*(?:\s[A-Z][\w'’]*){1,2}\u2069?[)）]"
)
# a title in its quotation marks, and a name in brackets, which begins with a capital
_TITLES: Final = re.compile(
    "|".join(
        f"{before}{opens}[^{opens}{closes}]{{2,40}}{closes}"
        for before, pairs in (
            (r"(?<![^\s(])", ("“”", "„”", "„“", "”“", "«»", "‘’", "’‘")),
            ("", ("《》", "「」", "『』")),
        )
        for opens, closes in map(tuple, pairs)
    )
    + r"|[(（][A-Z][^()（）]{1,40}[)）]"
)


IDEOGRAPHIC = ("zh", "ja")


def is_ideographic(language: str) -> bool:
    """Whether no spaces part the words of a language."""
    return language.partition("-")[0] in IDEOGRAPHIC


# Chinese words of one character with a place of their own in a sentence: pronouns, particles,
# prepositions, helping verbs. Any other that the dictionary leaves alone is part of a word.
_LEANING: Final = frozenset("的了着過过地得嗎吗呢吧啊們们")  # these belong to what is before them
_SMALL: Final = _LEANING | frozenset(
    "我你您他她它這这那此在與与和或及對对向從从自把被將将給给用以于於由為为因如但而且"
    "是有無无沒没不也都還还就才又再很更最太正會会能可要應应須须請请讓让使來来去該该"
)
_COUNTED: Final = re.compile("(?<=[數数幾几])(?=[十百千萬万])")


def _words(text: str, language: str) -> list[int]:
    """The places where words begin and end (UAX #29, with ICU's dictionary), and where a full stop
    ends. Characters that the dictionary leaves alone side by side are one word, such as a foreign
    name: but for those that are words by themselves."""
    import icu

    iterator = icu.BreakIterator.createWordInstance(icu.Locale(language))
    iterator.setText(text)
    places = [0, *iterator]
    alone = {first for first, last in pairwise(places) if _is_part(text[first:last])}
    counted = {match.start() for match in _COUNTED.finditer(text)}
    return [
        place
        for place in places
        if place not in counted and not (place in alone and place - 1 in alone)
    ]


def _is_part(word: str) -> bool:
    """Whether it is an ideograph that is hardly a word by itself."""
    return len(word) == 1 and _is_ideograph(word) and word not in _SMALL


def _is_ideograph(character: str) -> bool:
    return bool(character) and unicodedata.name(character, "").startswith("CJK UNIFIED")


def particles(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The parts of a text in ideographs that had better stay on one line: a particle with the word
    before it."""
    return tuple(
        (before[0], last)
        for before, (first, last) in pairwise(_spans(text, language))
        if _LEANING.issuperset(text[first:last]) and _is_ideograph(text[first - 1])
    )


def _parts_of_words(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Each character of a text in ideographs that is hardly a word by itself, with those beside
    it."""
    spans = [(0, 0), *_spans(text, language), (len(text), len(text))]
    for before, (first, last), after in zip(spans, spans[1:], spans[2:], strict=False):
        if not _is_part(text[first:last]):
            continue
        leans = text[slice(*before)] in _LEANING
        start = before[0] if _is_ideograph(text[:first][-1:]) and not leans else first
        stands = text[slice(*after)] in _SMALL
        end = after[1] if _is_ideograph(text[last : last + 1]) and not stands else last
        if end - start > 1:
            yield start, end


def _spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where each word of a text in ideographs begins and ends."""
    return [*pairwise(_words(text, language))] if is_ideographic(language) else []


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
        host = match.start() + (scheme + 3 if scheme >= 0 else 0)
        path = match.start() + match[0].find("/", host - match.start())
        inside = range(match.start() + 1, match.end())
        closed.update(inside)
        opened.update(_amid_host(text, host, path if path >= host else match.end()))
        if path >= match.start():
            opened.update(index for index in inside if index > path and text[index - 1] == "/")
    spoken = language.partition("-")[0]
    lean = _LEANS_BACK.get(spoken)
    leaning = {match.end() for match in lean.finditer(text)} if lean else set[int]()
    if spoken in PROCLITIC:
        found = ONE_LETTER.finditer(text)
        closed.update(match.end() for match in found if match.start() not in leaning)
    closed |= leaning
    for kisses in (*_KISSES.finditer(text), *KISSES.finditer(text)):
        closed.update(range(kisses.start() + 1, kisses.end()))
    places = set(opportunities(text, language))
    if is_ideographic(language):
        # UAX #14 would part any two ideographs; a reader does not want words parted
        places &= set(_words(text, language))
        # nor a foreign name from the dot between its parts
        places -= {index for dot in re.finditer("[·‧・]", text) for index in dot.span()}
    places = (places - closed) | opened | {len(text)}
    return tuple(sorted(places))


def _amid_host(text: str, start: int, end: int) -> Iterator[int]:
    """The dots before which the host of an address may be parted, if it is so long that a narrow
    column has no room for it. A reader takes a dot at the end of a line for a full stop. Neither
    `www` nor the last letters stand alone."""
    if end - start > LONG_HOST:
        first = start + 4 if text[start : start + 4] == "www." else start
        yield from (at for at in range(first, end - _LAST_PART) if text[at] == ".")


def wholes(text: str, ends: Collection[int], language: str = "") -> tuple[tuple[int, int], ...]:
    """The parts of a text that stay on one line where they fit, whose lines may end at `ends`. They
    are kisses with what is before them, a word's first or last letters with its hyphen, three at
    most, and a word of ideographs that the dictionary lacks."""
    found = set(_parts_of_words(text, language))
    for kisses in (*_KISSES.finditer(text), *KISSES.finditer(text)):
        if kisses[0][0].isalnum():
            before = [end for end in ends if end < kisses.start()]
            found.add((max(before, default=0), kisses.end()))
    for stub in _BEFORE_HYPHEN.finditer(text):
        kinds = [unicodedata.category(character)[0] for character in stub[0][:-1]]
        if "N" not in kinds and 0 < sum(kind in "LM" for kind in kinds) <= _STUB:
            after = [end for end in ends if end > stub.end()]
            found.add((stub.start(), min(after, default=len(text))))
    pronouns = _PRONOUNS.get(language.partition("-")[0], ())
    for tail in _AFTER_HYPHEN.finditer(text):
        kinds = [unicodedata.category(character)[0] for character in tail[1]]
        short = "N" not in kinds and sum(kind in "LM" for kind in kinds) <= _STUB
        if short or tail[1].rstrip(".,:;!?)") in pronouns:
            found.add(_around(tail.start(), tail.end(), ends, len(text)))
    return tuple(sorted(found))


def _around(start: int, end: int, ends: Collection[int], last: int) -> tuple[int, int]:
    """The part of a text between the nearest places before `start` and from `end` on where a line
    may end."""
    return max((at for at in ends if at < start), default=0), min(
        (at for at in ends if at >= end), default=last
    )


def has_short_name(text: str) -> bool:
    """Whether a text has a short name in brackets."""
    return _NAME_IN_BRACKETS.search(text) is not None


def short_names(text: str, ends: Collection[int]) -> tuple[tuple[int, int], ...]:
    """The short names in brackets of a text whose lines may end at `ends`, each with what no line
    parts from it. Every word of such a name has a capital."""
    return tuple(
        _around(name.start() + 1, name.end(), ends, len(text))
        for name in _NAME_IN_BRACKETS.finditer(text)
    )


def names(text: str, known: Collection[str]) -> tuple[tuple[int, int], ...]:
    """The parts of a text that are titles or names: those that are `known`, and what is in
    quotation marks or brackets within it."""
    found = [match.span() for match in _TITLES.finditer(text) if len(match[0]) < len(text.strip())]
    for name in known:
        start = text.find(name)
        while start >= 0:
            found.append((start, start + len(name)))
            start = text.find(name, start + len(name))
    return tuple(found)
