"""What was checked in a finished file, in words for people who are no printers.

A sentence stands for rules of preflight. It is said only if all of them ran and found nothing, and
its figures are those of the file or of the rules' own limits. Whatever was found comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec import Struct

from generator.addresses import bare, readable
from generator.preflight.profiles import rows_of
from generator.preflight.rules import RULES
from generator.problems import Problem


class InkFound(Struct, frozen=True):
    """The total of the heaviest colour and the most that the paper takes, in percent."""

    heaviest: float
    most: float


class CheckedFile(Struct, frozen=True):
    """What is known of a checked file. `rules` ran to their end, by `limits` of their own.
    `problems` are all that was found. Codes were read back with these `codes` as their targets.
    Colours reach `bleed` mm past the trim, and words keep `safe` mm from it, and from folds if it
    is `folded`; 0 if nobody knows. Without `ink` nobody knows how much of it lies where. It
    declares a `standard`, and may have `pictures`."""

    rules: tuple[str, ...]
    limits: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...] = ()
    codes: tuple[str, ...] = ()
    bleed: float = 0.0
    safe: float = 0.0
    folded: bool = False
    ink: InkFound | None = None
    standard: str = ""
    pictures: bool = False


class CheckInWords(Struct, frozen=True):
    """What was asked of a file, in the words of a printer, and the name of the rule that asks."""

    rule: str
    asks: str


class PlainChecks(Struct, frozen=True):
    """What was found in a file, the sentences that hold for it, and every check that it passed."""

    known: tuple[Problem, ...]
    passed: tuple[str, ...]
    rules: tuple[CheckInWords, ...]


def limits_of(profile: str, standards: Iterable[str] = ()) -> dict[str, Mapping[str, Any]]:
    """The limits of each rule of a profile and of standards."""
    return {row.rule: row.limits for row in rows_of(profile, standards)}


def plain_checks(file: CheckedFile) -> PlainChecks:
    """What was checked in a file, in plain words."""
    failed = {problem.rule for problem in file.problems}
    clean = {rule for rule in file.rules if rule not in failed}
    said = (line.words(file) for line in _LINES if clean.issuperset(line.rules))
    asked = (CheckInWords(rule, _asks(rule)) for rule in file.rules if rule in clean)
    return PlainChecks(file.problems, tuple(filter(None, said)), tuple(asked))


def _asks(rule: str) -> str:
    return WEB_ASKS[rule] if rule in WEB_ASKS else RULES[rule].what


class _PlainLine(NamedTuple):
    """Rules, and what to say of a file that passed all of them; nothing if it says nothing."""

    rules: tuple[str, ...]
    words: Callable[[CheckedFile], str]


def _fixed(words: str, *rules: str) -> _PlainLine:
    return _PlainLine(rules, lambda file: words)


def _bleed(file: CheckedFile) -> str:
    if not file.bleed:
        return ""
    return f"Colours run {file.bleed:g} mm past where the paper is cut"


def _safe(file: CheckedFile) -> str:
    edges = "a fold or an edge" if file.folded else "an edge"
    return f"No words within {file.safe:g} mm of {edges}" if file.safe else ""


def _codes(file: CheckedFile) -> str:
    targets = [readable(bare(code)) for code in dict.fromkeys(file.codes)]
    if not targets:
        return ""
    count = len(file.codes)
    which = {1: "The QR code was", 2: "Both QR codes were"}.get(count, f"All {count} QR codes were")
    lead = "leads" if count == 1 else "lead"
    return f"{which} read back, sharp and blurred, and {lead} to {_and(targets)}"


def _address(file: CheckedFile) -> str:
    if not file.codes:
        return ""
    return "Whoever cannot scan a QR code finds its address in print, letter for letter"


def _ink(file: CheckedFile) -> str:
    if file.ink is None:
        return ""
    found = f"{file.ink.heaviest:g} % found in its heaviest colour, "
    return (
        f"No more ink than the paper takes: {'' if file.pictures else found}"
        f"{file.ink.most:g} % allowed"
    )


def _small(file: CheckedFile) -> str:
    least = file.limits["small-type"]["pt"], file.limits["reversed-type"]["pt"]
    return f"No words under {least[0]:g} point, and no white words under {least[1]:g} point"


def _sharp(file: CheckedFile) -> str:
    if not file.pictures:
        return ""
    return f"Pictures are sharp: {file.limits['image-resolution']['ppi']:g} pixels an inch or more"


def _lines(file: CheckedFile) -> str:
    return f"No line is too thin to print: none under {file.limits['thin-lines']['pt']:g} point"


def _standard(file: CheckedFile) -> str:
    return f"The file is {file.standard}, as print shops ask" if file.standard else ""


def _and(words: Sequence[str]) -> str:
    """Words as a list in a sentence."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


_LINES: Final = (
    _fixed("The file is whole, and no password locks it", "structure", "encrypted"),
    _fixed("Every typeface is in the file, so no other can take its place", "fonts-embedded"),
    _fixed("Every letter has its shape: none prints as an empty box", "missing-glyph"),
    _PlainLine(("bleed", "bleed-painted"), _bleed),
    _PlainLine(("text-safe",), _safe),
    _PlainLine(("code-reads", "code-target", "code-blurred"), _codes),
    _PlainLine(("code-address",), _address),
    _PlainLine(("ink-limit",), _ink),
    _fixed(
        "Black words are black ink alone, so they print sharp", "black-text", "black-overprint"
    ),
    _PlainLine(("small-type", "reversed-type"), _small),
    _PlainLine(("thin-lines",), _lines),
    _PlainLine(("image-resolution",), _sharp),
    _PlainLine(("output-intent", "trim-box"), _standard),
    _fixed("No printer's marks stand round the page: it prints at its own size", "no-marks"),
    _fixed("Black words need no colour toner", "true-black"),
    _fixed("Everything is solid black or bare paper, with no grey", "black-alone", "true-mono"),
    _fixed(
        "The words are real text in reading order, so they can be read aloud",
        "tagged",
        "tag-content",
        "letters",
    ),
    _fixed("Headings and lists can be found by a screen reader", "headings", "lists"),
    _fixed("Every picture is described for people who cannot see it", "figures"),
    _fixed("The file says its language, so it is read in the right voice", "language"),
    _fixed("Every link leads where its words say", "links", "link-target"),
    _fixed("The page asks the network for nothing, and runs no program", "page-request"),
    _fixed("The words stand out from their ground, in light and in dark", "page-contrast"),
    _fixed("Every link leads where its words say", "page-link"),
    _fixed("A screen reader finds the headings, the language and words for every picture",
           "page-headings", "page-language", "page-picture"),
)  # fmt: skip
# What is asked of a web page.
WEB_ASKS: Final[Mapping[str, str]] = {
    "page-size": "the page and its fonts load quickly",
    "page-language": "the page says its language and direction",
    "page-title": "the page has a title",
    "page-id": "what is named is there, once",
    "page-headings": "there is one main heading, and no rank is skipped",
    "page-link": "links lead where their words say",
    "page-picture": "pictures have a text alternative",
    "page-request": "nothing is fetched from elsewhere, and no script runs",
    "page-contrast": "words stand out from their ground, in light and in dark",
}


def lines(checks: PlainChecks) -> Iterator[str]:
    """The same as lines of text: what to know, then what holds."""
    for problem in checks.known:
        times = f" ({problem.count} times)" if problem.count > 1 else ""
        hint = f". To mend it: {problem.hint}" if problem.hint else ""
        yield f"Know this: {problem.message}{times}{hint}"
    yield from (f"✓ {words}" for words in checks.passed)
