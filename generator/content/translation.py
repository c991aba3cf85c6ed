"""Pairs a translation with its original: which text translates which sentence, and what is wrong.

A text belongs to the sentence with the digest it was made from, wherever that stands in its block
now. So a sentence added to the original leaves the other translations fresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.cache import Cache, Inputs
from generator.content.fidelity import unfaithful
from generator.content.script_checks import check_script
from generator.content.sentences import SHORT, SUBJECT, TITLE, Sentence, digest, original, spoken
from generator.content.terms import named_in
from generator.content.translation_rows import Term, TranslatedBlock, Translation
from generator.content.typing_checks import added_quotes
from generator.content.words_file import Reviewable
from generator.problems import Problem, Span, did_you_mean, error, warning
from generator.source.keys import key_of

Originals = Mapping[str, Sentence]


class Review(NamedTuple):
    """Who read a translation against its original, and when."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The translation of a sentence: its words, the digest of the original they were made from
    (empty if nobody noted it), their review if they had one, and their key path in the file."""

    text: str
    source: str
    review: Review | None
    path: str = field(default="", compare=False)


@dataclass(frozen=True, eq=False)
class Wording:
    """A campaign's sentences in another language, by key. `draft`: not all of them were reviewed.
    `problems` say what is missing, changed, stale or not reviewed."""

    sentences: Mapping[str, Sentence]
    draft: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TranslationProgress:
    """The state of a translation in sentences: how many there are, and how many of them are
    translated, stale, draft and reviewed."""

    sentences: int
    translated: int
    stale: int
    draft: int
    reviewed: int


def answers(originals: Originals, row: Translation) -> tuple[dict[str, Answer], list[Problem]]:
    """What a translation's file holds, by the key of what it answers; and each text that
    answers nothing."""
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    review = _review(row)
    for number, (key, text) in enumerate(((TITLE, row.title), (SUBJECT, row.subject))):
        if key in originals and text.strip():
            found[key] = Answer(text, _at(row.source, number), review, key)
    blocks = {sentence.block for sentence in originals.values() if sentence.block}
    for name, block in row.blocks.items():
        if name in blocks:
            problems += _answer(name, block, originals, found)
        else:
            problems.append(
                error(
                    "unknown-block",
                    f'the original has no block called "{name}"',
                    block.at(),
                    did_you_mean(name, blocks),
                )
            )
    in_order = sorted(found, key=[*originals, *found].index)
    return {key: found[key] for key in in_order}, problems


def _answer(
    name: str, block: TranslatedBlock, originals: Originals, found: dict[str, Answer]
) -> Iterator[Problem]:
    texts, shorts = block.sentences, block.short_sentences
    many = block.texts is not None
    review = _review(block)
    wanted = {key: s for key, s in originals.items() if s.block == name and not key.endswith(SHORT)}
    numbers = {int(key.rpartition(".")[2]): digest(s.text) for key, s in wanted.items()}
    pairs = _pairs(numbers, texts, block.source)
    for number, index in sorted(pairs.items()):
        key, source = f"{name}.{number}", _at(block.source, index)
        path = f"blocks.{name}.texts.{index}" if many else f"blocks.{name}.text"
        found[key] = Answer(texts[index], source, review, path)
    answering = {index: number for number, index in pairs.items()}
    for index, (text, short) in enumerate(zip(texts, shorts, strict=True)):
        key = f"{name}.{answering.get(index, index)}"
        if short.strip() and (index in answering or (key in wanted and not text.strip())):
            sources = block.short_source if key + SHORT in originals else block.source
            path = f"blocks.{name}.shorts.{index}" if many else f"blocks.{name}.short"
            found[key + SHORT] = Answer(short, _at(sources, index), review, path)
        if text.strip() and index not in answering:
            yield error(
                "text-count",
                f'this answers no sentence of "{name}", which has {len(numbers)} in the original',
                block.at(f"texts.{index}" if many else "text"),
                "take it out, or put the texts in the order of the original",
            )


def _review(row: Reviewable) -> Review | None:
    return Review(row.reviewed_by, row.reviewed_on) if row.status == "reviewed" else None


def _pairs(
    wanted: Mapping[int, str], texts: Sequence[str], sources: Sequence[str]
) -> dict[int, int]:
    """Which text answers each numbered sentence of a block: the one made from it, in its place
    or elsewhere; or else the one in its place, unless that was made from another."""
    free = {index for index, text in enumerate(texts) if text.strip()}
    pairs: dict[int, int] = {}

    def take(number: int, index: int) -> None:
        pairs[number] = index
        free.remove(index)

    for number, made_from in wanted.items():
        if number in free and _at(sources, number) == made_from:
            take(number, number)
    for number, made_from in wanted.items():
        if number not in pairs:
            moved = (index for index in sorted(free) if _at(sources, index) == made_from)
            index = next(moved, None)
            if index is not None:
                take(number, index)
    for number in wanted:
        if number not in pairs and number in free:
            take(number, number)
    return pairs


def _at(items: Sequence[str], index: int) -> str:
    return items[index] if index < len(items) else ""


# --- the whole of it ---------------------------------------------------------------------------


class FileVersion(NamedTuple):
    """A file of the project and the digest of its bytes."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class WordingInputs(Inputs[Wording]):
    """A campaign in another language: the files of the original, of that language's translation and
    of those that stand in for what it lacks, each after its language's tag, and of their terms, and
    the scripts of those languages.

    Files are known by their paths and bytes, so that places in the problems stay true.
    """

    source: FileVersion
    translations: tuple[tuple[str, FileVersion], ...]
    terms_files: tuple[tuple[str, FileVersion], ...]
    scripts: tuple[tuple[str, str], ...]
    originals: Originals = field(compare=False)
    layers: Sequence[tuple[str, Translation]] = field(compare=False)
    terms: Mapping[str, Sequence[Term]] = field(compare=False)

    def make(self, cache: Cache) -> Wording:
        return wording(self.originals, self.layers, dict(self.scripts), self.terms)


def wording(
    originals: Originals,
    layers: Sequence[tuple[str, Translation]],
    scripts: Mapping[str, str],
    terms: Mapping[str, Sequence[Term]],
) -> Wording:
    """A campaign in another language. `layers` are that language's translation and those that
    stand in for what it lacks, each with its language's tag; `scripts` and `terms` are those of
    languages."""
    sentences: dict[str, Sentence] = {}
    problems: list[Problem] = []
    unreviewed: set[str] = set()
    for number, (tag, row) in enumerate(layers):
        given, wrong = answers(originals, row)
        problems += wrong
        lent: list[str] = []
        for key, answer in given.items():
            of = originals.get(key) or originals[original(key)]
            if key in sentences or (number and key not in originals):
                continue
            place = row.nearest(answer.path)
            key_in_file = key_of(tag, answer.path)
            sentences[key] = Sentence(answer.text, tag, of.block, of.speaker, key_in_file)
            problems += unfaithful(
                of.text,
                answer.text,
                place,
                shortened=key not in originals,
                named=f"{of.note} {named_in(of.text, terms.get(tag, ()))}",
            )
            problems += check_script(answer.text, of.text, scripts.get(tag, ""), place)
            problems += added_quotes(of.text, answer.text, place)
            if is_stale(of, answer):
                problems.append(_stale(key, of, answer, place))
            if not answer.review:
                unreviewed.add(key)
            lent.append(key)
        if number and lent:
            problems.append(_lent(lent, tag, layers[0][1]))
    problems += _untranslated(originals, sentences, layers[0][1])
    if unreviewed:
        problems.append(_draft(len(unreviewed), len(sentences), layers[0][1]))
    return Wording(sentences, bool(unreviewed), tuple(problems))


def tally(originals: Originals, given: Mapping[str, Answer]) -> TranslationProgress:
    """How far a translation is, whatever stands in for what it lacks."""
    there = {key: answer for key, answer in given.items() if key in originals}
    reviewed = sum(answer.review is not None for answer in there.values())
    return TranslationProgress(
        sentences=len(originals),
        translated=len(there),
        stale=sum(is_stale(originals[key], answer) for key, answer in there.items()),
        draft=len(there) - reviewed,
        reviewed=reviewed,
    )


def is_stale(of: Sentence, answer: Answer) -> bool:
    """Whether an answer was made from another wording of the original than it has now."""
    return answer.source != digest(of.text)


def _stale(key: str, of: Sentence, answer: Answer, place: Span | None) -> Problem:
    message = f"the original of {spoken(key)} has changed since this was translated"
    if not answer.source:
        message = f"nobody has noted which original {spoken(key)} was translated from"
    return warning(
        "stale",
        message,
        place,
        f"make it say the same, then write {digest(of.text)} in its place in `source`",
        [f"the original is now: {' '.join(of.text.split())}"],
    )


def _untranslated(
    originals: Originals, sentences: Iterable[str], row: Translation
) -> Iterator[Problem]:
    """An error for each sentence that has no words, or for its block if none of it has any."""
    missing = [key for key in originals if key not in set(sentences)]
    untouched = {s.block for s in originals.values() if s.block}
    untouched -= {originals[original(key)].block for key in sentences}
    told: set[str] = set()
    for key in missing:
        name = originals[key].block
        what = f'"{name}"' if name in untouched else spoken(key)
        if what in told:
            continue
        told.add(what)
        block = row.blocks.get(name)
        yield error(
            "untranslated",
            f"{what} is not translated",
            block.at() if block else row.at(key if not name else "blocks"),
            "write it there, or give it to a translator: cease translate export",
            [f"the original is: {' '.join(originals[key].text.split())}"],
        )


def _lent(keys: Sequence[str], tag: str, row: Translation) -> Problem:
    shown = ", ".join(map(spoken, keys[:3])) + (" and others" if len(keys) > 3 else "")
    return warning(
        "fallback",
        f"what is not translated stands in {tag}: {shown}",
        row.at(),
        "translate it here too",
    )


def _draft(unreviewed: int, sentences: int, row: Translation) -> Problem:
    return warning(
        "draft",
        f"this translation is a draft: {unreviewed} of {sentences} sentences are not reviewed",
        row.at(),
        "have them read by somebody qualified, then write `status: reviewed`, `reviewed_by` and "
        "`reviewed_on` in each block",
    )
