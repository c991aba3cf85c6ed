"""Reads a translator's work: each sentence with the original that it was made from.

A file with any error is refused whole. If an original has changed since, its translation is
accepted with the digest of the old original, and so stays stale.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from msgspec import Struct, structs

from generator.problems import Problem, Refused, Span, did_you_mean, error, warning
from generator.source.project_files import check_characters
from . import po
from .answers import Answer, Originals, Review, is_stale
from .fidelity import unfaithful
from .normalise import normalise
from .po_export import asked_of, digest_of_all
from .po_identify import EXPORT, TranslatedFile, foreign, plain, with_contexts, without_entities
from .script_checks import check_script
from .sentences import Sentence, digest, spoken
from .terms import named_in, term_words
from .translation_rows import Term
from .typing_checks import of_words

_KEPT: Final = "what is there already is kept"
_BREAK: Final = re.compile(r"[ \t]*\\?[ \t]*\n\s*")


class Imported(Struct, frozen=True):
    """A translation with the file's work in it, the sentences that changed, their originals by
    digest, and warnings."""

    answers: Mapping[str, Answer]
    changed: tuple[str, ...]
    problems: tuple[Problem, ...]
    made_from: Mapping[str, str]


def import_file(
    file: TranslatedFile,
    originals: Originals,
    given: Mapping[str, Answer],
    review: Review | None = None,
    terms: Sequence[Term] = (),
) -> Imported:
    """A translation with a translator's work in it. With `review` every entry that is not fuzzy
    counts as reviewed. Translations may add the numbers in the wordings of `terms`. Raises
    `Refused` with everything wrong with the work."""
    taker = _Importer(file, originals, given, review, terms)
    entries, problems = with_contexts(file, taker.asked, frozenset(taker.asked) - {*originals})
    taker.problems += problems
    for entry in entries:
        taker.take(entry)
    problems = taker.problems
    if file.entries and not taker.recognised and not any(p.is_error for p in problems):
        message = f'none of its originals is in the campaign "{file.campaign}"'
        problems = [foreign(message, Span(file.shown), EXPORT)]
    if any(problem.is_error for problem in problems):
        raise Refused(problems)
    taker.report_missing()
    changed = [key for key, answer in taker.taken.items() if answer != given.get(key)]
    return Imported(
        {**given, **taker.taken}, tuple(changed), tuple(taker.problems), taker.made_from
    )


def normalised(text: str, original: str) -> tuple[str, list[str]]:
    """A translation without what programs add: white space at its ends, line breaks that its
    original lacks, HTML entities; and the entities that it had."""
    entities: list[str] = []
    if not without_entities(original)[1]:
        text, entities = without_entities(text)
    text = normalise(text)
    if "\\\n" in original:
        return _BREAK.sub("\\\\\n", text), entities
    if "\n" not in original and "\\\n" not in text:
        text = _BREAK.sub(" ", text)
    return text, entities


class _Importer:
    """Goes through a file's entries, collecting translations and what is wrong with them."""

    def __init__(
        self,
        file: TranslatedFile,
        originals: Originals,
        given: Mapping[str, Answer],
        review: Review | None,
        terms: Sequence[Term],
    ) -> None:
        self.terms = terms
        self.file, self.originals, self.given, self.review = file, originals, given, review
        self.fresh = file.source == digest_of_all(originals)
        self.asked = dict(asked_of(originals, given))
        self.seen: set[str] = set()
        self.recognised = False
        self.taken: dict[str, Answer] = {}
        self.made_from: dict[str, str] = {}
        self.problems: list[Problem] = []

    def take(self, entry: po.Entry) -> None:
        span = Span(self.file.shown, entry.line)
        if entry.key in self.seen and entry.key:
            self._error("duplicate-entry", f"{spoken(entry.key)} is in the file twice", span, "")
            return
        self.seen.add(entry.key)
        of = self.asked.get(entry.key)
        if of is None:
            self._unasked(entry, span)
            return
        same = plain(entry.original) == plain(of.text)
        self.recognised = self.recognised or same
        known = self.given.get(entry.key)
        text = self._text(entry, of, span)
        if not text:
            if known is not None:
                self._warn("left-empty", f"{spoken(entry.key)} is empty here", span, _KEPT)
            return
        if self._changed_elsewhere(entry.key, text, of, span):
            return
        if same:
            answer = self._current(entry, text, of, known)
        elif self.fresh:
            message = f"the original of {spoken(entry.key)} was changed in this file"
            self._error("changed-original", message, span, f"it is: {_line(of.text)}")
            return
        elif known is not None and not is_stale(of, known):
            if known.text != text:
                message = f"{spoken(entry.key)} was translated again since this file was exported"
                self._warn("stale-file", message, span, _KEPT)
            return
        else:
            answer = Answer(text, digest(entry.original), None)
            message = (
                f"the original of {spoken(entry.key)} has changed since this file was exported"
            )
            hint = "its translation is taken in and marked stale; export again to correct it"
            self._warn("stale-file", message, span, hint, f"it is now: {_line(of.text)}")
        original = of.text if same else entry.original
        self.problems += unfaithful(
            original,
            text,
            span,
            shortened=entry.key not in self.originals,
            named=f"{of.note} {named_in(original, term_words(self.terms))}",
        )
        self.problems += check_script(text, original, self.file.script, span)
        self.problems += of_words(text, span)
        self.taken[entry.key] = self._reviewed(entry, of, answer, known)
        if answer.source == digest(original):
            self.made_from[answer.source] = original.strip()

    def _changed_elsewhere(self, key: str, text: str, of: Sentence, span: Span) -> bool:
        """Whether a translation was changed in the project since this file was exported, and not
        in the file: then it is kept. If both were changed, the file's is taken, with a warning."""
        known = self.given.get(key)
        if self.file.given is None or known is None:
            return False
        now, _ = normalised(known.text, of.text)
        if now == text or not self.file.given.isdisjoint({digest(now), digest(known.text)}):
            return False
        if digest(text) in self.file.given:
            message = f"{spoken(key)} was translated again since this file was exported"
            self._warn("stale-file", message, span, _KEPT, f"it is now: {_line(now)}")
            return True
        message = f"{spoken(key)} was translated again here, and elsewhere since the export"
        hint = (
            "the words of this file are taken in: read both, and write back the others if need be"
        )
        self._warn("two-changes", message, span, hint, f"the project had: {_line(now)}")
        return False

    def _text(self, entry: po.Entry, of: Sentence, span: Span) -> str:
        """The normalised translation of an entry; empty if it has none that can be accepted."""
        forms = {form for form in entry.forms if form.strip()}
        if len(forms) > 1:
            message = f"{spoken(entry.key)} has several plural forms here, and is one sentence"
            hint = 'write its translation once, behind msgstr, without "msgid_plural"'
            self._error("plural-forms", message, span, hint)
            return ""
        text, entities = normalised(next(iter(forms), entry.translated), of.text)
        found = check_characters(text, self.file.shown)
        self.problems += (structs.replace(problem, span=span) for problem in found)
        if entities:
            some = ", ".join(f"{each} as {without_entities(each)[0]}" for each in entities[:3])
            message = f"{spoken(entry.key)} has entities of HTML, which are read as characters"
            self._warn("entities", message, span, f"read {some}")
        return text

    def _current(self, entry: po.Entry, text: str, of: Sentence, known: Answer | None) -> Answer:
        """A translation of today's original. A fuzzy one keeps the digest of its own original."""
        if not entry.fuzzy:
            return Answer(text, digest(of.text), None)
        stale = known is not None and is_stale(of, known)
        return Answer(text, known.source if known and stale else "", None)

    def _reviewed(
        self, entry: po.Entry, of: Sentence, answer: Answer, known: Answer | None
    ) -> Answer:
        """The answer with its review, which it keeps if nothing about it has changed."""
        if self.review and not entry.fuzzy and not is_stale(of, answer):
            return replace(answer, review=self.review)
        if known and (known.text.strip(), known.source) == (answer.text, answer.source):
            return known
        return answer

    def _unasked(self, entry: po.Entry, span: Span) -> None:
        if not entry.key:
            self._without_context(entry, span)
            return
        if not self.fresh:
            if entry.translated.strip():
                message = f"{spoken(entry.key)} is no longer in the original"
                self._warn("stale-file", message, span, "its translation is left out")
            return
        message = f"{spoken(entry.key)} is not in the original"
        self._error("unknown-entry", message, span, did_you_mean(entry.key, self.asked) or EXPORT)

    def _without_context(self, entry: po.Entry, span: Span) -> None:
        if entry.translated.strip() or self.fresh:
            message = "this entry has no context, and its original is not in the campaign"
            hint = "write its msgid as it was, or say which sentence it is of with a msgctxt line"
            self._error("unknown-entry", message, span, hint)

    def report_missing(self) -> None:
        """Warn of sentences that the file leaves out, and of translations in obsolete entries."""
        missing = [key for key in self.originals if key not in self.seen]
        if missing:
            some = ", ".join(map(spoken, missing[:3])) + (" and others" if missing[3:] else "")
            count = f"{len(missing)} of {len(self.originals)} sentences"
            hint = "where they are translated already, that is kept"
            message = f"{count} are not in this file: {some}"
            self._warn("missing-entry", message, Span(self.file.shown), hint)
        for entry in self.file.obsolete:
            lost = entry.translated.strip() and entry.key not in self.taken
            if lost and (entry.key in self.asked or not entry.key):
                message = "this entry is marked as obsolete, and its translation is left out"
                hint = "take the #~ away from its lines to have it taken in"
                self._warn("obsolete", message, Span(self.file.shown, entry.line), hint)

    def _error(self, rule: str, message: str, span: Span, hint: str) -> None:
        self.problems.append(error(rule, message, span, hint))

    def _warn(self, rule: str, message: str, span: Span, hint: str, *details: str) -> None:
        self.problems.append(warning(rule, message, span, hint, details))


def _line(text: str) -> str:
    return " ".join(text.split())
