"""Normalises invisible characters in typed text, where that changes no word.

All typed text passes through it: YAML files, cells of a table, files from translators. The files
stay as they are.
"""

import re
import unicodedata
from typing import Final

# What a sentence may hold that is not seen: soft hyphens, zero-width spaces and joiners, marks of
# direction, white space of other kinds than one space.
_ODD: Final = re.compile(
    r"^\s|\s\Z|  |[\t\r\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff]"
)
_DROPPED: Final = re.compile("[\u00ad\u2060\ufeff]")
# Scripts that part words without a space (Thai to Tibetan, Myanmar, Khmer, Tai) use U+200B; those
# whose letters join (Arabic to N'Ko, the Indic ones, Mongolian) use U+200C and U+200D, and pictures
# are joined by U+200D.
_PARTED: Final = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\ua9e0-\ua9ff\uaa60-\uaadf]")
_JOINED: Final = re.compile(
    "[\u0600-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u18af\u1b00-\u1bff\u1cd0-\u1cff\ua880-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]"
)
_SPACER, _UNJOINED, _JOINER = "\u200b", "\u200c", "\u200d"
_DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
# Marks between two groups of one number, which would show the groups in another order.
_IN_NUMBER: Final = re.compile(
    r"(?<=[\d)])(?P<before>[\s(-]*)"
    r"(?:[\u061c\u200e\u200f]+|[\u202c\u2069](?P<between>[\s(-]*)[\u2066-\u2068\u202a\u202b])"
    r"(?=[\s(-]*\d)"
)
_SPACES: Final = re.compile(r" {2,}(?![ \n])")  # before a line's end they ask for a break

_BREAK: Final = re.compile(r"[ \t]*\n\s*")
_WHITE: Final = re.compile(r"\s+")
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def normalise(text: str) -> str:
    """Words as they are printed: without space round them, with single spaces between them, and
    without invisible characters that the script has no use for."""
    if not _ODD.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _DROPPED.sub("", text)
    if any(character in text for character in (_SPACER, _UNJOINED, _JOINER)):
        text = "".join(
            character for index, character in enumerate(text) if not _is_idle(text, index)
        )
    if _DIRECTIONS.search(text):
        words = _DIRECTIONS.sub("", text)
        if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in words):
            text = _IN_NUMBER.sub(r"\g<before>\g<between>", text)
        else:
            text = words
    return _SPACES.sub(" ", text).strip()


def normalise_line(text: str) -> str:
    """Words that stand on one line, such as a name, even if they were typed on several."""
    return _BREAK.sub(" ", text) if "\n" in text else text


def normalise_number(text: str) -> str:
    """A telephone number with plain spaces and hyphens, and without invisible characters."""
    return _WHITE.sub(" ", _seen(text)).translate(_DASHES).strip()


def normalise_address(text: str) -> str:
    """An address without space round it, and without invisible characters."""
    return _seen(text).strip()


def _seen(text: str) -> str:
    if text.isascii():
        return text
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _is_idle(text: str, index: int) -> bool:
    """Whether a space or joiner of no width has no effect here."""
    character = text[index]
    if character not in (_SPACER, _UNJOINED, _JOINER):
        return False
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if character == _SPACER:
        return not (_PARTED.match(before) or _PARTED.match(after))
    if character == _JOINER and before and after:
        pictures = {unicodedata.category(each) for each in (before, after)} <= {"So", "Sk", "Mn"}
        if pictures:
            return False
    return not (_JOINED.match(before) or _JOINED.match(after))
