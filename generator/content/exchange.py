"""Handing a campaign's sentences to translators as a PO file, and taking their work in again.

Nothing is taken in from a file with any error in it. What was made from an original that has
changed since is taken in and stays marked as stale, for it knows what it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generator.content import po, rows
from generator.content.fidelity import unfaithful
from generator.content.sentences import SHORT, Sentence, digest, original, spoken
from generator.content.text import PLACEHOLDER, strong_words
from generator.content.translation import Answer, Originals, Review, is_stale
from generator.problems import Problem, Refused, Span, did_you_mean, error, warning

CAMPAIGN: Final = "X-Cease-Campaign"
VERSION: Final = "X-Cease-Version"
LANGUAGE: Final = "X-Cease-Language"
SOURCE: Final = "X-Cease-Source"

_EXPORT: Final = "export one with: cease translate export LANGUAGE"

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What came back: a PO file, whose it is and which state of the original it was made from."""

    shown: str
    campaign: str
    language: str
    source: str
    entries: tuple[po.Entry, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A translation with a parcel's work in it, which sentences that changes, and what to warn
    of."""

    answers: Answers
    changed: tuple[str, ...]
    problems: tuple[Problem, ...]


# --- out ---------------------------------------------------------------------------------------


def export(
    name: str,
    campaign: rows.Campaign,
    originals: Originals,
    language: tuple[str, str],
    given: Answers,
    limits: Mapping[str, str],
) -> str:
    """The PO file of a campaign called `name` for a language (its tag and its English name), with
    what is translated already. `limits` says of a sentence how long it may be."""
    tag, english = language
    date = f"{campaign.date} 00:00+0000"
    headers = {
        "Project-Id-Version": f"{name} {campaign.version}",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date,
        "Last-Translator": "nobody yet",
        "Language-Team": english,
        "Language": tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        CAMPAIGN: name,
        VERSION: campaign.version,
        LANGUAGE: tag,
        SOURCE: digest_of_all(originals),
    }
    entries: list[po.Entry] = []
    for key, sentence in _asked(originals, given):
        answer = given.get(key)
        text = sentence.text
        notes = (*_notes(key, sentence, campaign, answer), *filter(None, [limits.get(key, "")]))
        place = sentence.span
        entries.append(
            po.Entry(
                key=key,
                original=text,
                translated=answer.text if answer else "",
                fuzzy=answer is not None and is_stale(sentence, answer),
                notes=notes,
                places=((place.path, place.line),) if place else (),
                flags=(po.BRACES,) if PLACEHOLDER.search(text) else (),
            )
        )
    remark = (
        f"{name}, {english}.\n"
        "Entries marked fuzzy were translated from an earlier original.\n"
        "Leave {names}, numbers, addresses, **strong** marks and a \\ at the end of a line as they "
        "are."
    )
    return po.write(po.PoFile(headers, tuple(entries), remark))


def digest_of_all(originals: Originals) -> str:
    """What tells one state of a campaign's words from another."""
    whole = "\0".join(f"{key}\0{sentence.text}" for key, sentence in originals.items())
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _asked(originals: Originals, given: Answers) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of the original, and after it the short form that only a translation has."""
    for key, sentence in originals.items():
        yield key, sentence
        if key + SHORT in given and key + SHORT not in originals:
            yield key + SHORT, sentence


def _notes(
    key: str, sentence: Sentence, campaign: rows.Campaign, answer: Answer | None
) -> Iterator[str]:
    """What a translator should know of a sentence."""
    if sentence.block:
        row = campaign.blocks[sentence.block]
        if row.note:
            yield row.note
    if sentence.speaker:
        yield f'A message from "{sentence.speaker}".'
    if key.endswith(SHORT):
        yield f"The short form of {original(key)}."
    strong = strong_words(sentence.text)
    if strong:
        yield f"Keep ** round what stands for: {strong}"
    if answer is not None and answer.review is not None:
        yield f"Reviewed by {answer.review.by} on {answer.review.on}."


# --- in ----------------------------------------------------------------------------------------


def unpack(text: str, shown: str, campaigns: list[str], languages: rows.Languages) -> Parcel:
    """A translator's file, known to be of one of the campaigns and languages. Raises `Refused`."""
    file = po.read(text, shown)
    headers, here = file.headers, Span(shown)
    campaign, tag = headers.get(CAMPAIGN, ""), headers.get(LANGUAGE, "")
    says = headers.get("Language", "")
    known = [each for each in languages.languages if each != languages.default]
    problem = None
    if not campaign or not tag or SOURCE not in headers:
        problem = _foreign("this file was not made by `cease translate export`", here, _EXPORT)
    elif campaign not in campaigns:
        message = f'this file is of the campaign "{campaign}", which this project does not have'
        problem = _foreign(message, here, did_you_mean(campaign, campaigns))
    elif tag not in known:
        message = f'this file is for the language "{tag}", which no campaign is translated into'
        problem = _foreign(message, here, did_you_mean(tag, known))
    elif says and _tongue(says) != _tongue(tag):
        message = f'this file was made for "{tag}", and says its language is "{says}"'
        problem = _foreign(message, here, "export one for each language")
    if problem:
        raise Refused([problem])
    return Parcel(shown, campaign, tag, headers[SOURCE], file.entries)


def _foreign(message: str, span: Span, hint: str) -> Problem:
    return error("foreign", message, span, hint)


def _tongue(tag: str) -> str:
    return tag.replace("-", "_").partition("_")[0].lower()


def take_in(
    parcel: Parcel, originals: Originals, given: Answers, review: Review | None = None
) -> Taken:
    """A translation with a translator's work in it; with `review` every entry that is not fuzzy
    counts as reviewed so. Raises `Refused` with all that is wrong with the work."""
    taker = _Taker(parcel, originals, given, review)
    for entry in parcel.entries:
        taker.take(entry)
    problems = taker.problems
    if parcel.entries and not taker.recognised:
        message = f'none of its originals is in the campaign "{parcel.campaign}"'
        problems = [_foreign(message, Span(parcel.shown), _EXPORT)]
    if any(problem.is_error for problem in problems):
        raise Refused(problems)
    changed = [key for key, answer in taker.taken.items() if answer != given.get(key)]
    return Taken({**given, **taker.taken}, tuple(changed), tuple(problems))


class _Taker:
    """Goes through a file's entries, collecting translations and what is wrong with them."""

    def __init__(
        self, parcel: Parcel, originals: Originals, given: Answers, review: Review | None
    ) -> None:
        self.parcel, self.originals, self.given, self.review = parcel, originals, given, review
        self.fresh = parcel.source == digest_of_all(originals)
        self.asked = dict(_asked(originals, given))
        self.seen: set[str] = set()
        self.recognised = False
        self.taken: dict[str, Answer] = {}
        self.problems: list[Problem] = []

    def take(self, entry: po.Entry) -> None:
        span = Span(self.parcel.shown, entry.line)
        if entry.key in self.seen:
            self._wrong("duplicate-entry", f"{spoken(entry.key)} is in the file twice", span, "")
            return
        self.seen.add(entry.key)
        of = self.asked.get(entry.key)
        if of is None:
            self._unasked(entry, span)
            return
        self.recognised = self.recognised or entry.original == of.text
        known = self.given.get(entry.key)
        if not entry.translated.strip():
            if known is not None:
                self._warn("left-empty", f"{spoken(entry.key)} is empty here", span, _KEPT)
            return
        if entry.original == of.text:
            answer = self._current(entry, of, known)
        elif self.fresh:
            message = f"the original of {spoken(entry.key)} was changed in this file"
            self._wrong("changed-original", message, span, f"it is: {_line(of.text)}")
            return
        elif known is not None and not is_stale(of, known):
            if known.text != entry.translated:
                message = f"{spoken(entry.key)} was translated again since this file was exported"
                self._warn("stale-file", message, span, _KEPT)
            return
        else:
            answer = Answer(entry.translated, digest(entry.original), None)
            message = (
                f"the original of {spoken(entry.key)} has changed since this file was exported"
            )
            hint = "its translation is taken in and marked stale; export again to mend it"
            self._warn("stale-file", message, span, hint, f"it is now: {_line(of.text)}")
        shortened = entry.key not in self.originals
        self.problems += unfaithful(entry.original, answer.text, span, shortened=shortened)
        self.taken[entry.key] = self._reviewed(entry, of, answer, known)

    def _current(self, entry: po.Entry, of: Sentence, known: Answer | None) -> Answer:
        """A translation of the original as it is; one that is fuzzy still is not of it."""
        if not entry.fuzzy:
            return Answer(entry.translated, digest(of.text), None)
        stale = known is not None and is_stale(of, known)
        return Answer(entry.translated, known.source if known and stale else "", None)

    def _reviewed(
        self, entry: po.Entry, of: Sentence, answer: Answer, known: Answer | None
    ) -> Answer:
        """The answer with its review: the one it had, if nothing about it has changed."""
        if self.review and not entry.fuzzy and not is_stale(of, answer):
            return replace(answer, review=self.review)
        if known and (known.text, known.source) == (answer.text, answer.source):
            return known
        return answer

    def _unasked(self, entry: po.Entry, span: Span) -> None:
        if not self.fresh:
            if entry.translated.strip():
                message = f"{spoken(entry.key)} is no longer in the original"
                self._warn("stale-file", message, span, "its translation is left out")
            return
        message = f"{spoken(entry.key)} is not in the original" if entry.key else "no context here"
        self._wrong("unknown-entry", message, span, did_you_mean(entry.key, self.asked) or _EXPORT)

    def _wrong(self, rule: str, message: str, span: Span, hint: str) -> None:
        self.problems.append(error(rule, message, span, hint))

    def _warn(self, rule: str, message: str, span: Span, hint: str, *details: str) -> None:
        self.problems.append(warning(rule, message, span, hint, details))


_KEPT: Final = "what is there already is kept"


def _line(text: str) -> str:
    return " ".join(text.split())
