"""`cease translate status`: the progress of each language, and what to do next."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from generator.content import easy_read, terms
from generator.content.answers import Answer, Originals, is_stale
from generator.content.sentences import original, spoken
from generator.content.translation import TranslationProgress, tally
from generator.jobs import gc_policy
from generator.jobs.checked_words import WordsToSet, checked
from generator.jobs.fit import Fitting, fitting
from generator.jobs.project import Project
from generator.problems import Refused, counted
from . import show
from .progress import progress
from .session import Session
from .translate import chosen_campaigns, chosen_tags, given_answers

_UNKNOWN: Final = "–"


class _Translated(Struct, frozen=True):
    """A campaign's translation as its file has it."""

    campaign: str
    tag: str
    originals: Originals
    answers: dict[str, Answer]

    @property
    def tally(self) -> TranslationProgress:
        return tally(self.originals, self.answers)


class LanguageStatus(NamedTuple):
    """A translation in sentences; of so many layouts that can be set, how many lack room for its
    words, and how many a letter: None where that cannot be known yet."""

    campaign: str
    language: str
    english: str
    sentences: int
    translated: int
    stale: int
    draft: int
    reviewed: int
    layouts: int | None
    overset: int | None
    missing_glyph: int | None


class EasyStatus(NamedTuple):
    """A campaign's easy wording: its blocks, how many of them are stale and draft, and its
    sentences."""

    campaign: str
    language: str
    blocks: int
    sentences: int
    stale: int
    draft: int


class TranslatedSentence(NamedTuple):
    """A sentence, and where its translation is."""

    campaign: str
    language: str
    key: str
    sentence: str
    path: str
    line: int


class UnsaidTerm(NamedTuple):
    """A translated sentence (see above) whose original has a term that it says in none of the
    agreed wordings."""

    campaign: str
    language: str
    key: str
    sentence: str
    path: str
    line: int
    term: str
    wordings: list[str]


def status(
    session: Session, campaigns: Sequence[str], chosen: Sequence[str], workers: int = 0
) -> None:
    """List each campaign and language: the numbers of sentences that are translated, stale, draft
    and reviewed, and of layouts in which words do not fit or letters are missing. Then list the
    progress of easy wording."""
    gc_policy.collect()
    project = session.project
    names, tags = chosen_campaigns(project, campaigns), chosen_tags(project, chosen)
    area = project.usual_area()
    pairs = [(campaign, tag) for campaign in names for tag in tags]
    read: list[_Translated] = []
    for campaign, tag in pairs:
        try:
            originals = project.content.originals(campaign)
            answers = given_answers(project, campaign, tag)
            read.append(_Translated(campaign, tag, originals, answers))
        except Refused as refused:
            session.report(refused.problems)
    begun = [WordsToSet(each.campaign, each.tag, area) for each in read if each.tally.translated]
    with progress(len(begun)) as advance:

        def on_done(words: WordsToSet) -> None:
            advance(f"{words.campaign}, {words.language}")

        found = checked(project, begun, fitting, workers, on_done)
    rows = [_row(project, each, next(found) if each.tally.translated else None) for each in read]
    easy = list(_easy(project, names))
    stale = [row for each in read for row in _stale(project, each)]
    unsaid = [row for each in read for row in _unsaid(project, each)]
    session.document |= {
        "translations": [row._asdict() for row in rows],
        "easy": [row._asdict() for row in easy],
        "stale": [row._asdict() for row in stale],
        "terms": [row._asdict() for row in unsaid],
    }
    if not session.json and rows:
        _show(rows)
    for sentence in stale:
        session.say(f"{sentence.path}:{sentence.line}: {sentence.sentence} is stale")
    for row in unsaid:
        said = f'{row.sentence} has no wording of "{row.term}": {", ".join(row.wordings)}'
        session.say(f"{row.path}:{row.line}: {said}")
    for each in easy:
        message = f"{each.campaign}: easy wording in {each.language}: {each.blocks} blocks"
        session.say(f"{message}, {each.stale} stale, {each.draft} draft")


def _stale(project: Project, read: _Translated) -> Iterator[TranslatedSentence]:
    """Each sentence that has changed since it was translated."""
    for key, answer in read.answers.items():
        if is_stale(read.originals.get(key) or read.originals[original(key)], answer):
            yield _sentence_row(project, read, key)


def _unsaid(project: Project, read: _Translated) -> Iterator[UnsaidTerm]:
    """Each sentence whose original has a term and whose translation has no agreed wording of it."""
    known = project.content.terms(read.campaign, read.tag)
    for key, term in terms.unsaid(read.originals, read.answers, known):
        sentence = _sentence_row(project, read, key)
        yield UnsaidTerm(*sentence, term.term, list(term.wordings))


def _sentence_row(project: Project, read: _Translated, key: str) -> TranslatedSentence:
    translation = project.content.translation(read.campaign, read.tag)
    span = translation.nearest(read.answers[key].path)
    path = project.content.campaign_path(read.campaign, read.tag)
    line = span.line if span else 1
    return TranslatedSentence(read.campaign, read.tag, key, spoken(key), path, line)


def _easy(project: Project, campaigns: Sequence[str]) -> Iterator[EasyStatus]:
    """The progress of the easy wording of each campaign that has any, in blocks."""
    default = project.content.languages().default
    for campaign in campaigns:
        if project.content.has_easy(campaign, default):
            state = easy_read.tally(project.content.source(campaign))
            yield EasyStatus(
                campaign, default, state.blocks, state.sentences, state.stale, state.draft
            )


def _row(project: Project, read: _Translated, found: Fitting | None) -> LanguageStatus:
    done = read.tally
    unset = found is None or found.unset == found.layouts
    return LanguageStatus(
        campaign=read.campaign,
        language=read.tag,
        english=project.content.languages().languages[read.tag].english,
        sentences=done.sentences,
        translated=done.translated,
        stale=done.stale,
        draft=done.draft,
        reviewed=done.reviewed,
        layouts=None if found is None else found.layouts - (0 if unset else found.unset),
        overset=None if found is None or unset else found.overset,
        missing_glyph=None if found is None or unset else found.missing,
    )


def _show(rows: Sequence[LanguageStatus]) -> None:
    headers = ["language", "", "complete", "stale", "draft", "reviewed", "overset", "missing glyph"]
    cells = [
        [
            row.language,
            row.english,
            f"{row.translated} of {row.sentences}",
            *map(_cell, (row.stale, row.draft, row.reviewed)),
            *(_cell(count, row.layouts) for count in (row.overset, row.missing_glyph)),
        ]
        for row in rows
    ]
    if len({row.campaign for row in rows}) > 1:
        headers.insert(0, "campaign")
        for row, line in zip(rows, cells, strict=True):
            line.insert(0, row.campaign)
    show.table(headers, cells)


def _cell(count: int | None, of: int | None = None) -> str:
    if count is None:
        return _UNKNOWN
    return f"{count} of {counted(of, 'layout')}" if count and of else str(count)
