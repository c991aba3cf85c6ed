"""An area's imprint as a block: who publishes the piece, when, under which reference, and where
there are other formats.

The sentences are the campaign's, the values the area's. A sentence whose values an area lacks takes
its short form, or is left out. So few areas have none of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.addresses import bare, leading_to
from generator.cache import Cache
from generator.isolates import CHOSEN
from generator.months import spoken_month
from generator.problems import Problem, warning
from generator.source.keys import AREA, key_of
from . import pseudolocalise
from .address_checks import check_address
from .area_rows import Area
from .area_words import Named
from .campaign_rows import IMPRINT_VALUES
from .phone_numbers import check_number, dialled, printed_number
from .sentences import SHORT, Sentence
from .text import PLACEHOLDER

_NUMBER: Final = re.compile(rf"\(?\+?\d[\d ()-]*\d(?:{CHOSEN})?", re.IGNORECASE)


def imprint_values(
    area: Area, languages: Sequence[str], original: str, cache: Cache
) -> dict[str, Named]:
    """What an area gives to the sentences of an imprint, in the first of the languages."""
    row = area.imprint
    if row is None:
        return {}
    found = {
        "publisher": _publisher(area, languages),
        "reference": Named(row.reference, key=_key("reference")),
    }
    if row.date:
        spoken = original if languages[0] in pseudolocalise.TAGS else languages[0]
        found["month"] = Named(spoken_month(row.date, spoken), key=_key("date"))
    if is_number(row.formats):
        printed = printed_number(row.formats, cache=cache)
        found["formats"] = Named(printed, dialled(printed, cache=cache), key=_key("formats"))
    elif row.formats:
        found["formats"] = Named(bare(row.formats), leading_to(row.formats), key=_key("formats"))
    return {name: named for name, named in found.items() if named.text.strip()}


def _publisher(area: Area, languages: Sequence[str]) -> Named:
    for tag in languages:
        spelling = area.translations.get(tag)
        if spelling is not None and spelling.imprint is not None and spelling.imprint.publisher:
            path = f"translations.{tag}.imprint.publisher"
            return Named(spelling.imprint.publisher, key=key_of(AREA, path))
    return Named(area.imprint.publisher if area.imprint else "", key=_key("publisher"))


def _key(field: str) -> str:
    return key_of(AREA, f"imprint.{field}")


def is_number(formats: str) -> bool:
    """Whether other formats are to be had by telephone."""
    return _NUMBER.fullmatch(formats.strip()) is not None


def said_of(sentences: Mapping[str, Sentence], values: Iterable[str]) -> dict[str, Sentence]:
    """The sentences whose values there are, each in its whole form or else in its short one."""
    known = set(values)
    found: dict[str, Sentence] = {}
    for key, sentence in sentences.items():
        if key.endswith(SHORT):
            continue
        for form in (sentence, sentences.get(key + SHORT)):
            if form and form.text.strip() and _asked(form.text) <= known:
                found[key] = form
                break
    return found


def unsaid(said: Mapping[str, Sentence], values: Iterable[str]) -> Iterator[Problem]:
    """Warn of each value that none of the sentences says."""
    printed = {name for sentence in said.values() for name in _asked(sentence.text)}
    for name in sorted(set(values) - printed):
        field = "date" if name == "month" else name
        message = f"the {field} of the imprint is not printed: no sentence has all that it asks for"
        hint = "give what else its sentence in the campaign asks for, or take it out"
        yield warning("imprint-unsaid", message, _key(field), hint)


def _asked(text: str) -> set[str]:
    """The values of an imprint that a sentence asks for."""
    return {match[1].strip() for match in PLACEHOLDER.finditer(text)} & IMPRINT_VALUES


def check_imprint(area: Area) -> Iterator[Problem]:
    """Report a number or an address for other formats that cannot be right."""
    formats = area.imprint.formats if area.imprint else ""
    if not formats or area.imprint is None:
        return
    place = area.imprint.at("formats")
    check = check_number if is_number(formats) else check_address
    yield from check(formats, place, area.test)
