"""Compares a translation with its original. Placeholders, numbers and addresses must survive, and
so must **strong** on any of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from generator.problems import Problem, Span, Where, did_you_mean, error
from .text import PLACEHOLDER, strong_words, targets

# An address that says it is one; and anything that looks like a domain, whose parts have 63 letters
# at most. Both are found in a time that grows with the words and no faster.
_MARKED: Final = re.compile(
    r"(?:https?://|www\.)[\w./~:?#@!$&'+,;=%-]+|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+",
    re.ASCII | re.IGNORECASE,
)
_DOMAIN: Final = re.compile(
    r"\b(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,20}[a-z]{2,}\b(?:/[\w./~:?#@!$&'+,;=%-]*)?",
    re.ASCII | re.IGNORECASE,
)
_ENDS: Final = ".,;:!?'"  # of the sentence rather than of an address
_DIGITS: Final = re.compile(r"\d+")
_GROUPED: Final = re.compile(r"(?<!\d)\d++(?:[ \u00a0]\d++)+")  # as telephone numbers are written
# A number whose figures mean something else in another order: one to ring, a time, a decimal.
_ORDERED: Final = re.compile(
    r"(?<!\d)(?:\+\d+|\(?0\d+|116|1800[0-2])(?:[\s().\u2010-\u2015\u2212-]{1,4}\d+)+"
    r"|(?<!\d)(?<!\d[.,:])\d+(?:[.,:]\d+)+"
)
_DATED: Final = re.compile(r"\d{1,2}\D\d{1,2}\D\d{4}|\d{4}(?:\D\d{1,2}){2}")
_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELT: Final = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS[2:])})(?:[- ](?P<unit>{'|'.join(_UNITS[1:10])}))?"
    rf"|(?P<alone>{'|'.join(_UNITS)}))\b"
)
_HINTS: Final = {
    "number": "numbers must be those of the original, in the figures 0 to 9",
    "address": "addresses must be those of the original, letter for letter",
}
_SAY_IT: Final = "say it in one of these sentences, or take it out of the original"


def unfaithful(
    original: str,
    translated: str,
    where: Where = None,
    *,
    shortened: bool = False,
    named: str = "",
) -> list[Problem]:
    """Report at `where` what a translation of the original lacks or changes. A `shortened`
    translation may leave things out, but may not add or change any. Numbers in `named`, the note
    for translators, may be added."""
    problems = [
        *_placeholders(original, translated, where, shortened),
        *_numbers(original, translated, where, shortened, named),
        *_addresses(original, translated, where, shortened),
    ]
    if not problems and not shortened:
        problems += _emphasis(original, translated, where)
    return problems


def reworded(
    original: str,
    beside: str,
    sentences: Sequence[tuple[str, Span | None]],
    where: Where = None,
) -> list[Problem]:
    """Report each placeholder, number or address that other words for an original invent, at its
    sentence; and each that all of the sentences lack, at `where`. Words may use what stands
    `beside` the original. They may repeat a thing, emphasis is free, and a number that the original
    spells out may stand in figures."""
    whole = f"{original} {beside}"
    figures, named = {*_figures(whole), *spelt_out(original)}, _named(whole)
    problems: list[Problem] = []
    for text, place in sentences:
        problems += _placeholders(whole, text, place, shortened=True)
        problems += _problems_of([], sorted({*_figures(text)} - figures), "number", place)
        problems += reordered(original, text, place)
        problems += _problems_of([], _quoted(_named(text) - named), "address", place)
    if not problems:
        said = " ".join(text for text, _ in sentences)
        problems += _missing(set(_names(original)) - set(_names(said)), where)
        numbers = _grouped(sorted({*_figures(original)} - {*_figures(said)}), original)
        problems += _problems_of(numbers, [], "number", where, _SAY_IT)
        addresses = _quoted(_named(original) - _named(said))
        problems += _problems_of(addresses, [], "address", where, _SAY_IT)
    return problems


def spelt_out(text: str) -> set[str]:
    """The numbers that an English text spells out, from two to ninety-nine, in figures. "One" is
    left out, for it is more often no number."""
    found: set[str] = set()
    for match in _SPELT.finditer(text.lower()):
        tens, unit = match["tens"] or "", match["unit"] or match["alone"] or ""
        value = 10 * _TENS.index(tens) if tens else 0
        value += _UNITS.index(unit) if unit else 0
        found.add(str(value))
    return found - {"0", "1"}


def _quoted(addresses: set[str]) -> list[str]:
    return [f'"{address}"' for address in sorted(addresses)]


def _problems_of(
    lost: list[str], added: list[str], kind: str, where: Where, hint: str = ""
) -> Iterator[Problem]:
    if lost or added:
        yield error(f"changed-{kind}", _change(lost, added), where, hint or _HINTS[kind])


def _grouped(figures: list[str], text: str) -> list[str]:
    """Figures of a text, where the groups of one number that are all among them stand together, as
    the text has them."""
    rest, found = Counter(figures), list[str]()
    for match in _GROUPED.finditer(_bare(text)):
        groups = Counter(_DIGITS.findall(match.group()))
        if all(rest[group] >= count for group, count in groups.items()):
            rest.subtract(groups)
            found.append(match.group())
    return sorted([*found, *rest.elements()])


def _named(text: str) -> set[str]:
    """Every address of a text, also one that only looks like one."""
    bare = _matches(_DOMAIN, _MARKED.sub(" ", text))
    return {*_matches(_MARKED, text), *bare, *targets(text)}


def _placeholders(
    original: str, translated: str, where: Where, shortened: bool
) -> Iterator[Problem]:
    wanted, found = set(_names(original)), set(_names(translated))
    for name in sorted(found - wanted):
        yield error(
            "changed-placeholder",
            f"{{{name}}} is not in the original",
            where,
            did_you_mean(name, wanted) or "take it out",
        )
    if shortened or found - wanted:
        return
    yield from _missing(wanted - found, where)


def _missing(names: set[str], where: Where) -> Iterator[Problem]:
    for name in sorted(names):
        yield error(
            "changed-placeholder",
            f"{{{name}}} is missing",
            where,
            f"write {{{name}}} where its value is to stand",
        )


def _names(text: str) -> list[str]:
    return [match[1].strip() for match in PLACEHOLDER.finditer(text)]


def _numbers(
    original: str, translated: str, where: Where, shortened: bool, named: str
) -> Iterator[Problem]:
    wanted, found = Counter(_figures(original)), Counter(_figures(translated))
    lost, added = sorted((wanted - found).elements()), sorted((found - wanted).elements())
    in_note = {*_figures(named)}
    added = [number for number in added if number not in in_note]
    if added or (lost and not shortened):
        lost, added = _grouped(lost, original), _grouped(added, translated)
        yield from _problems_of(lost, added, "number", where)
    else:
        yield from reordered(original, translated, where)


def reordered(original: str, translated: str, where: Where) -> Iterator[Problem]:
    """Report each number of the original whose groups all stand in the translation, and not one
    after the other. A language may turn a date round."""
    found = _figures(translated)
    for match in _ORDERED.finditer(_bare(original)):
        whole, groups = match.group(), _DIGITS.findall(match.group())
        if len(groups) < 2 or _DATED.fullmatch(whole) or Counter(groups) - Counter(found):
            continue
        ends = range(len(groups), len(found) + 1)
        if not any(found[end - len(groups) : end] == groups for end in ends):
            message = f"the parts of {whole} stand in another order here"
            yield error("changed-number", message, where, _HINTS["number"])


def _figures(text: str) -> list[str]:
    """Every group of digits of any script, outside placeholders and addresses."""
    return _DIGITS.findall(_bare(text))


def _bare(text: str) -> str:
    """A text without its placeholders and what says that it is an address."""
    return _MARKED.sub(" ", PLACEHOLDER.sub(" ", text))


def without_addresses(text: str) -> str:
    """A text without its placeholders and addresses."""
    return _DOMAIN.sub(" ", _bare(text))


def _addresses(original: str, translated: str, where: Where, shortened: bool) -> Iterator[Problem]:
    wanted, found = _matches(_MARKED, original), _matches(_MARKED, translated)
    wanted, found = wanted | {*targets(original)}, found | {*targets(translated)}
    # In a translation alone, what looks like a domain may be a slip such as "online.Then".
    lost = (wanted | _matches(_DOMAIN, original)) - found - _matches(_DOMAIN, translated)
    added = found - wanted
    if added or (lost and not shortened):
        yield from _problems_of(_quoted(lost), _quoted(added), "address", where)


def _matches(pattern: re.Pattern[str], text: str) -> set[str]:
    return {match.group().rstrip(_ENDS) for match in pattern.finditer(text)}


def _emphasis(original: str, translated: str, where: Where) -> Iterator[Problem]:
    """Layouts pick out what is **strong**, so what the original has so must be so again."""
    picked, kept = strong_words(original), strong_words(translated)
    if picked and not kept:
        yield error(
            "lost-strong",
            "nothing here is **strong**",
            where,
            f"put ** before and after what stands for: {picked}",
        )
        return
    for thing in sorted(_things(picked) - _things(kept)):
        yield error(
            "lost-strong",
            f"{thing} is not **strong**, as it is in the original",
            where,
            f"write **{thing}**",
        )


def _things(text: str) -> set[str]:
    """The placeholders and numbers of a text."""
    return {*(f"{{{name}}}" for name in _names(text)), *_figures(text)}


def _change(lost: list[str], added: list[str]) -> str:
    """The words for a change: what is missing, what is new, or what became what."""
    gone, new = " and ".join(lost), " and ".join(added)
    if lost and added:
        return f"{gone} {'has' if len(lost) == 1 else 'have'} become {new}"
    if added:
        return f"{new} {'is' if len(added) == 1 else 'are'} not in the original"
    return f"{gone} {'is' if len(lost) == 1 else 'are'} missing"
