"""The parts of a text that keep their order: numbers, addresses, the kisses that end a message.

In right-to-left text each of them, and each run of Latin words, is wrapped in a Unicode isolate
(UAX #9). Without it "020 7946 0123" would be read as "0123 7946 020".
"""

import re
from collections.abc import Iterator

ISOLATE, POP = "\u2066", "\u2069"  # left-to-right isolate, pop directional isolate
FIRST_STRONG = "\u2068"  # an isolate in the direction of its first letter
_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
NUMBER = re.compile(r"\+?\d[\d()\u00a0 -]*\d")
ADDRESS = re.compile(r"(?:https?://)?(?:[^\W_][\w-]*\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
EMOTICON = r"(?<=\s)[:;=8]['-]?[()DPp|]+(?=\s|$)"
KISSES = re.compile(rf"(?:{EMOTICON}\s)?(?:\b\w\s)+\w$")  # with the emoticon before them
_LATIN = r"(?:[:;=8]['-]?[()DPp|]+|[A-Za-z](?:[A-Za-z0-9'’./-]*[A-Za-z0-9'’-])?)"
_WHOLE = re.compile(
    rf"{ADDRESS.pattern}|{NUMBER.pattern}|(?<![\w/]){_LATIN}(?:[.,]?\s{_LATIN})*(?![\w/])",
    re.IGNORECASE,
)


def has_rtl(text: str) -> bool:
    """Whether the text has a letter that is written from right to left."""
    return _RTL.search(text) is not None


def is_foreign(text: str, language: str, amid: str) -> bool:
    """Whether a text keeps its own direction `amid` a right-to-left language: it is in another
    language, and no letter of it is written from right to left (UAX #9, rule P3)."""
    return language != amid and not has_rtl(text)


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of the text in order. Each says whether it is a number, an address, an emoticon or
    Latin words."""
    start = 0
    for match in _WHOLE.finditer(text):
        if match.start() > start:
            yield text[start : match.start()], False
        yield match[0], True
        start = match.end()
    if start < len(text):
        yield text[start:], False


def isolated(text: str, amid_rtl: bool = True) -> str:
    """The text with isolates round its numbers, addresses, emoticons and Latin words. In
    right-to-left text the groups of a number are joined."""

    def whole(part: str) -> str:
        number = amid_rtl and NUMBER.fullmatch(part)
        return f"{ISOLATE}{joined(part) if number else part}{POP}"

    return "".join(whole(part) if apart else part for part, apart in stretches(text))


def joined(number: str) -> str:
    """A telephone number with no-break spaces. PDF readers that copy a line of right-to-left text
    take the groups of a number from the right, unless no plain space parts them."""
    return number.replace(" ", "\u00a0")
