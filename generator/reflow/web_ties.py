"""Words that stay on one line of a web page, as they do in print: no-break spaces tie them.

They are a word of one letter and the word after it, the groups of a number, a figure and the Latin
word before it, and names and what is in brackets if a phone has room for them.
"""

import re
from collections.abc import Collection
from typing import Final

from generator.isolates import KISSES, NUMBER, ONE_LETTER, PROCLITIC

NO_BREAK: Final = "\u00a0"
_ROOM: Final = 24  # Latin letters on a line of a narrow phone, inside a bubble, with room to spare
_WIDE: Final = 1.6  # width of a letter of another script, in Latin ones, at most
_OTHERS: Final = "\u0530"  # where the letters of other scripts than Latin, Greek and Cyrillic begin
# a figure after a Latin word that is a name, such as "Year 9"
_FIGURE: Final = re.compile(r"\b[A-Z][A-Za-z’'-]*\s\d{1,3}(?![\w.:/%]|,\d|\s?\d)")
_BRACKETED: Final = re.compile(r"[(（][A-Z][^()（）]+[)）]")
# words of Ukrainian that stand with the word before them
_ENCLITIC: Final = re.compile(r"\s(?=(?:би?|же?)(?!\w))")
_SHORT: Final = r"[^\W\d_]{1,3}"
# a word of two parts, one of which has three letters at most
STUBBED: Final = re.compile(
    rf"(?<![\w-])(?:{_SHORT}-[^\W\d_]+|[^\W\d_]+-{_SHORT})(?![\w\u0900-\u0dff-])"
)


def tied(words: str, language: str, names: Collection[str] = ()) -> str:
    """The words with no-break spaces in place of those that part what stays on one line. Names that
    are too long for a phone stay as they are, and kisses at the end."""
    if kisses := KISSES.search(words):
        return tied(words[: kisses.start()], language, names) + kisses[0]
    words = NUMBER.sub(_whole, words)
    if language == "uk":
        words = _ENCLITIC.sub(NO_BREAK, words)
    if language.partition("-")[0] in PROCLITIC:
        words = ONE_LETTER.sub(_with_the_next, words)
    words = _FIGURE.sub(_whole, words)
    known = "|".join(re.escape(name) for name in names if name)
    words = re.sub(known, _short, words) if known else words
    return _BRACKETED.sub(_short, words)


def number_parts(number: str) -> list[str]:
    """A number to ring, and what is chosen once it answers, which may stand on the next line."""
    found = NUMBER.match(number)
    space = number.find(" ", found.end()) if found else -1
    return [number] if space < 0 else [number[:space], number[space + 1 :]]


def _with_the_next(letter: re.Match[str]) -> str:
    return letter[0] if letter[0][0] in "бж" else _whole(letter)


def _short(name: re.Match[str]) -> str:
    wide = any(letter >= _OTHERS and letter.isalpha() for letter in name[0])
    return _whole(name) if len(name[0]) * (_WIDE if wide else 1) <= _ROOM else name[0]


def _whole(found: re.Match[str]) -> str:
    return re.sub(r"\s", NO_BREAK, found[0])
