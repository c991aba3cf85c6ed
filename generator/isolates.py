"""The parts of a text that keep their order: numbers, addresses, the kisses that end a message.

In right-to-left text each of them, and each phrase that reads from left to right, is wrapped in a
Unicode isolate (UAX #9). Without it "020 7946 0123" would be read as "0123 7946 020".
"""

import re
from collections.abc import Iterator

ISOLATE, POP = "\u2066", "\u2069"  # left-to-right isolate, pop directional isolate
FIRST_STRONG = "\u2068"  # an isolate in the direction of its first letter
_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# what parts the groups of a number: spaces and hyphens, also those that do not break or are narrow
_GAPS = "\u00a0\u2000-\u200a\u202f\u2010\u2011 -"
# and dashes, where so many figures follow a code that they are no range of hours or ages
_DASHED = (
    r"(?:\+\d+|0\d{2,5})(?:[\u2012-\u2015\u2212]\d{2,})+"
    r"(?<=[+\d\u2012-\u2015\u2212]{11})"
)
NUMBER = re.compile(rf"{_DASHED}|(?:\+|\((?=\d+\)))?\d[\d(){_GAPS}]*\d")
# what is chosen once a number answers: an extension, or an option of a menu
CHOSEN = (
    r",?[ \u00a0]?(?:(?:ext(?:n|ension)?\.?|x)[ \u00a0]?(?P<extension>\d{1,7})"
    r"|\(?(?:(?:and|then|press|choose|select)[ \u00a0])*option[ \u00a0]\d\)?)"
)
_CALLED = re.compile(rf"(?:{NUMBER.pattern})(?:(?i:{CHOSEN})(?!\w))?")
# its path ends before the full stop, the comma or the bracket of the sentence around it
_PATH = r"/(?:(?:[^\s()]|\([^\s()]*\))*(?:[\w/=&#%+~@*$-]|\([^\s()]*\)))?"
ADDRESS = re.compile(
    rf"(?:https?://)?(?:[^\W_][\w-]*\.)+[a-z]{{2,}}(?::\d+)?(?:{_PATH})?", re.IGNORECASE
)
_FACE = r"(?:[:;=]['-]?|8['-])[()DPp|]+"
EMOTICON = rf"(?<=\s){_FACE}(?=\s|$)"
KISSES = re.compile(rf"(?:{EMOTICON}\s)?(?:\b\w\s)+\w$")  # with the emoticon before them
# letters that read from left to right: Latin, Greek and Cyrillic ones, with their accents
_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u052f\u1e00-\u1fff"
# a word with a letter, such as "Kayleigh’s", "A4", "4G", "PDF/X-1a:2003" or "help@example.org"
_WORD = rf"[@#]?(?:[0-9]+-)?[0-9]*[{_LETTER}](?:[{_LETTER}0-9'’.:/&@_+-]*[{_LETTER}0-9'’-])?"
# a figure in such words, such as 9, 7–11, 20:15 or 2025-26; a number to ring is none
_FIGURE = (
    r"[0-9]{1,4}(?:[.,:/–][0-9]{1,4}|-[0-9]{1,2})*"
    rf"(?![\w/]|[(){_GAPS}]*[0-9]|[\u2012-\u2015\u2212][0-9]{{3}})"
)
_PART = rf"(?:(?i:{ADDRESS.pattern})|{_FACE}|{_WORD})"
_BETWEEN = r"[.,;:!?…]?\s(?:[&+/–—-]\s)?"
_MORE = rf"{_BETWEEN}{_PART}|\s{_FIGURE}|{_BETWEEN}{_FIGURE}(?={_BETWEEN}{_PART})"
_PHRASE = rf"{_PART}(?:{_MORE}|\s\({_PART}(?:{_MORE})*\))*"
# a price, and a time, a date or another figure with signs inside
_SIGNED = r"[£€$¥]\s?\d+(?:[.,]\d+)*|\+?\d+(?:[.,:/]\d+)+"
# compiled where it is used first: of all here it takes longest
_WHOLE = rf"(?i:{ADDRESS.pattern})|{_SIGNED}|{_CALLED.pattern}|(?<![\w/])(?:{_PHRASE})(?![\w/])"

# Languages in which a one-letter word may not end a line: it stands with the word that follows.
PROCLITIC = ("pl", "cs", "sk", "uk", "hr", "sl")
# a quotation mark may stand before either word
ONE_LETTER = re.compile(r"(?:^|(?<=[\s(„“«\"]))\w\s+(?=[^\w\s]*\w)")


def has_rtl(text: str) -> bool:
    """Whether the text has a letter that is written from right to left."""
    return _RTL.search(text) is not None


def is_number(text: str) -> bool:
    """Whether a text is one telephone number, with its extension if it has one."""
    return _CALLED.fullmatch(text.strip()) is not None


def is_foreign(text: str, language: str, amid: str) -> bool:
    """Whether a text keeps its own direction `amid` a right-to-left language: it is in another
    language, and no letter of it is written from right to left (UAX #9, rule P3)."""
    return language != amid and not has_rtl(text)


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of the text in order. Each says whether it is a number with its extension, a time,
    a price, an address, an emoticon or words that read from left to right. A figure after such a
    word is part of them, as in "Year 9" (UAX #9, rule W7), but one before it is not."""
    start = 0
    for match in re.finditer(_WHOLE, text):
        if match.start() > start:
            yield text[start : match.start()], False
        yield match[0], True
        start = match.end()
    if start < len(text):
        yield text[start:], False


def isolated(text: str, amid_rtl: bool = True) -> str:
    """The text with isolates round its `stretches` that read from left to right. In right-to-left
    text the groups of a number are joined."""

    def whole(part: str) -> str:
        number = amid_rtl and _CALLED.fullmatch(part)
        return f"{ISOLATE}{joined(part) if number else part}{POP}"

    return "".join(whole(part) if apart else part for part, apart in stretches(text))


def whole(value: str) -> str:
    """A value that right-to-left sentences take: with an isolate round all of it if it reads from
    left to right, and its `stretches` are not all of it, as in "3 Rivers" or "P/26 & 7"."""
    if has_rtl(value) or not re.search(f"[{_LETTER}]", value):
        return value
    return value if [apart for _, apart in stretches(value)] == [True] else f"{ISOLATE}{value}{POP}"


def joined(number: str) -> str:
    """A telephone number with no-break spaces. PDF readers that copy a line of right-to-left text
    take the groups of a number from the right, unless no plain space parts them."""
    return number.replace(" ", "\u00a0")
