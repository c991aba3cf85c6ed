"""An area's own words as a block: a heading with a sentence and a person to ask, such as a school's
safeguarding lead. Few areas have them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from generator.problems import Problem, Span, counted, error, warning
from . import pseudolocalise
from .address_checks import check_address, check_addresses_in, check_targets
from .area_rows import Area, Own, OwnSpelling
from .fidelity import reordered, unfaithful, without_addresses
from .phone_numbers import check_number, check_numbers_in
from .text import PLACEHOLDER, read_text, targets

OWN: Final = "own"  # what layouts call the block
WORDS: Final = ("heading", "sentence", "name", "role")
# Words that say the same in every language if nobody has written them in it.
_NAMES: Final = frozenset({"name"})
MOST: Final = {"heading": 40, "sentence": 110, "name": 60, "role": 60}
# By how much translations may be longer than what they say in English.
_LONGER: Final = 1.5
_NUMBER: Final = re.compile(r"\d{3,}")  # figures of an hour or a date are fewer
_ENDS: Final = frozenset(".,:;!?…。，：；！？、،؛؟۔।")


def check_own(area: Area) -> Iterator[Problem]:
    """Report what is wrong with an area's own words, and with their translations."""
    own = area.own
    for spelling in area.translations.values():
        if spelling.own is not None:
            yield from _check_spelling(area, spelling.own)
    if own is None:
        return
    if not own.heading.strip():
        hint = f"say what they are in at most {MOST['heading']} characters"
        yield error("own-words", "the area's own words have no heading", _at(area, "heading"), hint)
    if not any(getattr(own, part).strip() for part in Own.row_fields if part != "heading"):
        hint = "give a sentence, a name, a number or an address, or take the heading out"
        place = _at(area, "heading")
        yield error("own-words", "nothing stands under the heading of the own words", place, hint)
    for part in WORDS:
        yield from _check_words(area, getattr(own, part), part, _at(area, part), 1.0)
    if own.number:
        yield from check_number(own.number, _at(area, "number"), area.test)
    if own.address:
        yield from check_address(own.address, _at(area, "address"), area.test)


def _at(area: Area, part: str) -> Span | None:
    return area.own.at(part) if area.own else area.at()


def _check_spelling(area: Area, spelling: OwnSpelling) -> Iterator[Problem]:
    for part in WORDS:
        written, place = getattr(spelling, part), spelling.at(part)
        if written and not getattr(area.own, part, ""):
            message = f"the area's own words have no {part}"
            hint = "write it under `own` first, or take this out"
            yield error("unknown-own", message, place, hint)
        yield from _check_words(area, written, part, place, _LONGER)
        if written:
            yield from _changed(area, getattr(area.own, part, ""), written, place)


def _changed(area: Area, original: str, written: str, place: Span | None) -> Iterator[Problem]:
    """Report an address, or a number to ring, that a translation changes. Hours may change, as 5 pm
    to 17."""
    values = {**area.numbers, **area.shown}

    def filled(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: values.get(match[1].strip(), ""), text)

    original, written = filled(original), filled(written)
    for problem in unfaithful(original, written, place):
        if problem.rule == "changed-address":
            yield problem
    numbers = [sorted(_NUMBER.findall(without_addresses(text))) for text in (original, written)]
    if numbers[0] != numbers[1]:
        said = " and ".join(numbers[0]) or "no number to ring"
        message = f"the numbers here are not those of the original, which has {said}"
        hint = "numbers must be those of the original, in the figures 0 to 9"
        yield error("changed-number", message, place, hint)
    else:
        yield from reordered(original, written, place)


def _check_words(
    area: Area, text: str, part: str, place: Span | None, times: float
) -> Iterator[Problem]:
    """Report words that are too long, and each `{name}` that the area does not have."""
    most, length = round(MOST[part] * times), _length(text)
    if length > most:
        has = f"the {part} has {counted(length, 'character')}, and may have {most}"
        yield error("own-words", has, place, f"shorten it by {length - most}")
    values = {**area.names, **area.numbers, **area.shown}
    yield from read_text(text, "", values, where=place)[1]
    yield from check_numbers_in(text, place, area.test)
    yield from check_addresses_in(text, place, area.test)
    yield from check_targets(targets(text), place, area.test)


def _length(text: str) -> int:
    """The characters of a text as people count them: a letter with its marks is one."""
    return sum(unicodedata.category(each)[0] != "M" for each in text.strip())


class OwnPart(Struct, frozen=True):
    """Words as they were typed, in a language, and their key path in the area's file."""

    text: str
    language: str
    path: str


def own_in(
    area: Area, languages: Sequence[str], original: str
) -> tuple[dict[str, OwnPart], list[Problem]]:
    """Each part of an area's own words in the first of the languages that has it, or else in the
    `original` language of the area, with a warning. A person's name is the same in all languages
    unless one of them spells it otherwise."""
    found: dict[str, OwnPart] = {}
    missing: list[str] = []
    for part in WORDS:
        given = getattr(area.own, part, "").strip()
        if not given:
            continue
        found[part] = _translated_part(area, part, languages) or OwnPart(
            given, original, f"own.{part}"
        )
        if found[part].language == original and not same_language(languages[0], original):
            missing.append(part)
    problems: list[Problem] = []
    needed = [part for part in missing if part not in _NAMES]
    if needed and languages[0] not in pseudolocalise.TAGS:
        problems.append(
            warning(
                "own-untranslated",
                f"the area's own words have no {_listed(needed)} in {languages[0]}: "
                f"what stands there is in {original}",
                _at(area, needed[0]),
                f"write it under `translations:`, `{languages[0]}:`, `own:`",
            )
        )
    elif missing:
        found |= {
            part: OwnPart(found[part].text, languages[0], found[part].path) for part in missing
        }
    return found, problems


def _translated_part(area: Area, part: str, languages: Iterable[str]) -> OwnPart | None:
    for tag in languages:
        spelling = area.translations.get(tag)
        if spelling is not None and spelling.own is not None:
            text = getattr(spelling.own, part).strip()
            if text:
                return OwnPart(text, tag, f"translations.{tag}.own.{part}")
    return None


def same_language(tag: str, other: str) -> bool:
    return tag.partition("-")[0] == other.partition("-")[0]


def _listed(parts: Sequence[str]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def between(text: str, mark: str) -> str:
    """The mark and the space that part a text from the next. A text that ends with a mark gets the
    space alone, and a wide mark needs no space."""
    mark = "" if text[-1:] in _ENDS else mark
    return mark if unicodedata.east_asian_width(mark[-1:] or " ") in {"W", "F"} else f"{mark} "


def own_place(
    frames: Sequence[Sequence[str]], after: str, contacts: Iterable[str]
) -> tuple[int, int]:
    """The place of the area's own words in frames of blocks in reading order: after the block that
    the campaign names, or else before the first list of contacts, or at the end."""
    for number, blocks in enumerate(frames):
        if after in blocks:
            return number, list(blocks).index(after) + 1
    known = set(contacts)
    for number, blocks in enumerate(frames):
        for index, name in enumerate(blocks):
            if name in known:
                return number, index
    return len(frames) - 1, len(frames[-1]) if frames else 0
