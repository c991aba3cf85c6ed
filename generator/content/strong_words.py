"""Parts a text at its first **strong** words, which a layout may set large, such as a number."""

from itertools import takewhile
from typing import Final, NamedTuple

from msgspec.structs import replace

from .text import Run, Text, is_wide

# What is joined to a number makes one word with it, such as a suffix (Bengali "2643টি", Turkish
# "2643'ü") or a sign; ideographs are words of their own, and a dash begins another part.
_PARTS: Final = "–—…("
_OPENS: Final = '«“„"'
_STOPS: Final = ".,;:!?،؛۔।॥)»”’\"'"  # by themselves they are no part of a word


class StrongParts(NamedTuple):
    """The runs before the first strong words, of these words, and after them. What is joined to a
    number belongs to it."""

    before: tuple[Run, ...]
    strong: tuple[Run, ...]
    after: tuple[Run, ...]


def parted(text: Text) -> StrongParts:
    """The parts of a text; all of it stands before if nothing is strong."""
    runs = text.runs
    first = next((index for index, run in enumerate(runs) if run.strong), None)
    if first is None:
        return StrongParts(runs, (), ())
    last = first
    while last + 1 < len(runs) and runs[last + 1].strong:
        last += 1
    before, strong, after = runs[:first], runs[first : last + 1], runs[last + 1 :]
    if before and (prefix := _joined_before(before[-1].text, strong[0].text)):
        strong = (replace(strong[0], text=prefix + strong[0].text), *strong[1:])
        before = (*before[:-1], *_rest(before[-1], end=len(prefix)))
    if after and (suffix := _joined_after(strong[-1].text, after[0].text)):
        strong = (*strong[:-1], replace(strong[-1], text=strong[-1].text + suffix))
        after = (*_rest(after[0], start=len(suffix)), *after[1:])
    return StrongParts(before, strong, after)


def _joined_before(words: str, number: str) -> str:
    """The end of some words that is joined to a number after them."""
    if not number[:1].isdecimal():
        return ""
    start = len(words)
    while start and _joins(words[start - 1]) and not _begins(words[start - 1]):
        start -= 1
    return words[start:]


def _joined_after(number: str, words: str) -> str:
    """The beginning of some words that is joined to a number before them."""
    if not number[-1:].isdecimal():
        return ""
    found = "".join(takewhile(_joins, words))
    return found if found.strip(_STOPS) else ""


def _joins(letter: str) -> bool:
    return not (letter.isspace() or letter in _PARTS or is_wide(letter))


def _begins(letter: str) -> bool:
    """Whether a letter ends what may stand before a number."""
    return letter.isdecimal() or letter in _OPENS


def _rest(run: Run, start: int = 0, end: int = 0) -> tuple[Run, ...]:
    """A run without its first or its last characters; nothing if none are left."""
    words = run.text[start : len(run.text) - end]
    return (replace(run, text=words),) if words else ()
