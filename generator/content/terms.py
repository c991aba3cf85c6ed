"""A campaign's terms in a language: the sentences that have them, and the translations that use
none of the agreed wordings."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from generator.problems import Problem, error
from .answers import Answer, Originals
from .script_checks import check_script
from .sentences import original
from .translation_rows import Term, Terms

_ALIKE: Final = str.maketrans({"\u2019": "'", "\u0130": "i", "\u0131": "i"})


class TermWords(Struct, frozen=True):
    """What sentences have of a term, and what translations say for it."""

    term: str
    forms: tuple[str, ...]
    wordings: tuple[str, ...]


def term_words(terms: Iterable[Term]) -> tuple[TermWords, ...]:
    """The terms without their places and notes."""
    return tuple(TermWords(each.term, each.forms, each.wordings) for each in terms)


def terms_of(text: str, terms: Iterable[Term]) -> list[Term]:
    """The terms that a sentence of the original has."""
    plain = _plain(text)
    return [term for term in terms if _stands_in(plain, (term.term, *term.forms))]


def _stands_in(plain: str, forms: Iterable[str]) -> bool:
    """Whether words have a form of a term, as a word or several."""
    return any(re.search(rf"(?<!\w){re.escape(_plain(form))}(?!\w)", plain) for form in forms)


def unsaid(
    originals: Originals, given: Mapping[str, Answer], terms: Iterable[Term]
) -> Iterator[tuple[str, Term]]:
    """The key of each sentence whose original has a term and whose translation has none of its
    wordings, with the term."""
    terms = tuple(terms)
    for key, answer in given.items():
        if key not in originals:  # a short form that only the translation has
            continue
        said = _plain(answer.text)
        for term in terms_of(originals[original(key)].text, terms):
            if not any(_plain(wording) in said for wording in term.wordings):
                yield key, term


def named_in(text: str, terms: Iterable[TermWords]) -> str:
    """The wordings of the terms in a sentence. A translation may add the numbers in them."""
    plain = _plain(text)
    there = (each for each in terms if _stands_in(plain, (each.term, *each.forms)))
    return " ".join(word for each in there for word in each.wordings)


def table(terms: Iterable[Term]) -> str:
    """Terms as CSV for translators' programs, each with its wordings and its note."""
    out = io.StringIO()
    import csv

    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["term", "wording", "note"])
    for term in terms:
        for wording in term.wordings:
            writer.writerow([term.term, wording, term.note])
    return f"\ufeff{out.getvalue()}"  # by which Excel knows UTF-8


def notes(text: str, terms: Iterable[Term]) -> Iterator[str]:
    """The notes for a translator on the terms of a sentence."""
    for term in terms_of(text, terms):
        said = " or ".join(term.wordings)
        yield f"Term: {term.term}: {said}." + (f" {term.note}" if term.note else "")


def check_terms(file: Terms, script: str) -> Iterator[Problem]:
    """Report what cannot be right in a file of terms."""
    seen: dict[str, str] = {}
    for term in file.terms:
        for form in (term.term, *term.forms):
            plain = _plain(form)
            if plain in seen:
                message = f'"{form}" is a form of "{seen[plain]}" already'
                yield error("duplicate-term", message, term.at("term"), "keep one of them")
            seen.setdefault(plain, term.term)
    # Together: some terms are names, which may stand in another script.
    whole = " ".join(word for term in file.terms for word in term.wordings)
    yield from check_script(whole, "", script, file.at("terms"))


def _plain(text: str) -> str:
    """A text without marks, breaks and case, to compare it."""
    text = unicodedata.normalize("NFC", text.replace("**", "").replace("\\\n", " "))
    return " ".join(text.translate(_ALIKE).casefold().split())
