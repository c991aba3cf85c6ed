"""Pseudo-localisation: makes English look and measure like a translation, to try layouts with.

Letters get accents, and each sentence grows to 1.4 times its length and stands in square brackets.
So a letter without an accent did not come from the content, and a sentence without a bracket was
cut off. Placeholders, numbers, addresses and **strong** words stay as they are.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from generator.problems import Span, warning
from .language_rows import Language
from .sentences import Sentence
from .text import words_alone
from .translation import Wording

# The English name of each, and its direction if not that of the original.
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "pseudo": ("Pseudo-localised", ""),
    "pseudo-rtl": ("Pseudo-localised, mirrored", "rtl"),
}
TAGS: Final = tuple(_NAMES)

_GROWN: Final = (7, 5)  # to seven fifths

_PLAIN: Final = "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ"
_ACCENTED: Final = "äçďêĝĥïĵķľñöŕŝţüŵÿžÄÇĎÊĜĤÏĴĶĽÑÖŔŜŢÜŴŸŽ"
_LETTERS: Final = str.maketrans(_PLAIN, _ACCENTED)
_FILLING: Final = (
    "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut "
    "labore et dolore magna aliqua"
)

_KEPT: Final = re.compile(
    r"""
    \{ [^{}\n]* \}                                  # a placeholder
    | (?P<mark> \*\* | __ ) .+? (?P=mark)           # strong words
    | \]\( [^)\s]* \)                               # where a link leads
    | (?: https?:// | www\. | [\w.+-]+@ ) \S+       # an address that says so
    | \b (?: [a-z0-9-]+ \. )+ [a-z]{2,} \b (?: /\S* )?  # what looks like a domain
    | \b \w* \d \w* \b                              # a number, or a word with one in it
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE | re.DOTALL,
)

_STRONG_END: Final = re.compile(
    r"(?<=\S)\s+(?P<mark>\*\*|__)(?:(?!(?P=mark)).)+(?P=mark)\Z", re.DOTALL
)


def language(tag: str, of: Language) -> Language:
    """One of `TAGS` as a language, made from the language of campaigns: the same letters, and the
    same direction or the opposite one."""
    english, direction = _NAMES[tag]
    return Language(
        name=english,
        english=english,
        script=of.script,
        direction="rtl" if direction == "rtl" else of.direction,
        apostrophe=of.apostrophe,
    )


def wording(originals: Mapping[str, Sentence], tag: str, span: Span | None) -> Wording:
    """Every sentence pseudo-localised, as a translation that nobody can review; `span` is where
    the original begins."""
    reminder = warning(
        "draft",
        f'"{tag}" is no language: its words are made up from the original',
        span,
        "use it to try layouts with, and give it to nobody",
    )
    made = {
        key: replace(sentence, text=pseudo(sentence.text), language=tag)
        for key, sentence in originals.items()
    }
    return Wording(made, True, (reminder,))


def pseudo(source: str) -> str:
    """A sentence pseudo-localised, with its markup and placeholders. Without placeholders its words
    become 1.4 times as many characters, rounded up, with brackets and filling. **Strong** words at
    the end, such as a number to ring, stay there, for layouts set them apart. The brackets alone
    may make a sentence of under 6 characters longer than that."""
    text = source.strip()
    words = words_alone(text)
    times, of = _GROWN
    wanted = -(-len(words) * times // of)
    filling = _filling(max(0, wanted - len(words) - len("[]")))
    if words.isupper():
        filling = filling.upper()
    end = _STRONG_END.search(text)
    at = end.start() if end else len(text)
    return f"[{_accented(text[:at])}{_accented(filling)}]{text[at:]}"


def _accented(text: str) -> str:
    """The text with accents on every letter that can have one, except in parts to keep."""
    made, at = "", 0
    for kept in _KEPT.finditer(text):
        made += text[at : kept.start()].translate(_LETTERS) + kept[0]
        at = kept.end()
    return made + text[at:].translate(_LETTERS)


def _filling(count: int) -> str:
    """So many characters of words, each after a space; one that would end in a space has a
    letter there."""
    times = count // len(_FILLING) + 1
    made = "".join(f" {word}" for word in _FILLING.split() * times)[:count]
    return made.removesuffix(" ") + "a" if made.endswith(" ") else made
