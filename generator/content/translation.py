"""A campaign's words in another language, with the problems that a comparison with the original
finds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.problems import Problem, Span, error, warning
from generator.source.keys import FileVersion, key_of
from .answers import Answer, Originals, answers, is_stale
from .fidelity import unfaithful
from .script_checks import check_script
from .sentences import IMAGES, Sentence, digest, original, spoken
from .terms import TermWords, named_in, term_words
from .translation_rows import Term, Translation
from .typing_checks import added_quotes


class Wording(Struct, frozen=True, eq=False):
    """A campaign's sentences in another language, by key. `draft`: not all of them were reviewed.
    `problems` say what is missing, changed, stale or not reviewed."""

    sentences: Mapping[str, Sentence]
    draft: bool
    problems: tuple[Problem, ...]


class TranslationProgress(Struct, frozen=True):
    """The state of a translation in sentences: how many there are, and how many of them are
    translated, stale, draft and reviewed."""

    sentences: int
    translated: int
    stale: int
    draft: int
    reviewed: int


@frozen_inputs
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
        return wording(self.originals, self.layers, dict(self.scripts), self.terms, cache)


@frozen_inputs
class ComparedInputs(Inputs[tuple[Problem, ...]]):
    """What is wrong with a sentence beside its original, without its place. One that is `shortened`
    may lack things. `note` is for translators, `terms` and `script` are its language's."""

    original: str
    translated: str
    note: str
    shortened: bool
    script: str
    terms: tuple[TermWords, ...]

    def make(self, cache: Cache) -> tuple[Problem, ...]:
        named = f"{self.note} {named_in(self.original, self.terms)}"
        words = self.original, self.translated
        return (
            *unfaithful(*words, shortened=self.shortened, named=named),
            *check_script(self.translated, self.original, self.script),
            *added_quotes(*words, None),
        )


def wording(
    originals: Originals,
    layers: Sequence[tuple[str, Translation]],
    scripts: Mapping[str, str],
    terms: Mapping[str, Sequence[Term]],
    cache: Cache,
) -> Wording:
    """A campaign in another language. `layers` are its translation and those of the languages that
    stand in for it, each with its tag. `scripts` and `terms` are those of languages. Sentences that
    were compared before are not compared again."""
    sentences: dict[str, Sentence] = {}
    problems: list[Problem] = []
    unreviewed: set[str] = set()
    for number, (tag, row) in enumerate(layers):
        given, wrong = answers(originals, row)
        problems += wrong
        lent: list[str] = []
        script, own = scripts.get(tag, ""), term_words(terms.get(tag, ()))
        for key, answer in given.items():
            of = originals.get(key) or originals[original(key)]
            if key in sentences or (number and key not in originals):
                continue
            place = row.nearest(answer.path)
            key_in_file = key_of(tag, answer.path)
            sentences[key] = Sentence(answer.text, tag, of.block, of.speaker, key_in_file)
            shortened = key not in originals
            compared = ComparedInputs(of.text, answer.text, of.note, shortened, script, own)
            problems += (replace(each, span=place) for each in cache.get(compared))
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
    """The progress of a translation, without words of other languages that stand in for it."""
    there = {key: answer for key, answer in given.items() if key in originals}
    reviewed = sum(answer.review is not None for answer in there.values())
    return TranslationProgress(
        sentences=len(originals),
        translated=len(there),
        stale=sum(is_stale(originals[key], answer) for key, answer in there.items()),
        draft=len(there) - reviewed,
        reviewed=reviewed,
    )


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
    """Report each sentence without words; or a block once, if none of its sentences has any."""
    missing = [key for key in originals if key not in set(sentences)]
    untouched = {s.block for s in originals.values() if s.block}
    untouched -= {originals[original(key)].block for key in sentences}
    seen: set[str] = set()
    for key in missing:
        name = originals[key].block
        what = f'"{name}"' if name in untouched else spoken(key)
        if what in seen:
            continue
        seen.add(what)
        block = row.blocks.get(name)
        place = block.at() if block else row.nearest(key) if not name else row.at("blocks")
        hint = "write it there, or give it to a translator: cease translate export"
        details = [f"the original is: {' '.join(originals[key].text.split())}"]
        if key.startswith(IMAGES):  # better in the original than no picture
            how = "printed" if key.endswith(".credit") else "read out"
            message = f"{what} is not translated: it is {how} in the original"
            yield warning("image-untranslated", message, place, hint, details)
        else:
            yield error("untranslated", f"{what} is not translated", place, hint, details)


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
