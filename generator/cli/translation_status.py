"""`cease translate status`: how far each language is, and what is to be done next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

from generator.cli import show
from generator.cli.session import Session
from generator.cli.translate import chosen_campaigns, chosen_tags, given_answers
from generator.content import easy_read, terms
from generator.content.answers import Answer, Originals, is_stale
from generator.content.sentences import original, spoken
from generator.content.translation import tally
from generator.jobs import gc_policy
from generator.jobs.fit import Fitting, fitting
from generator.jobs.project import Project
from generator.problems import Refused, counted

StatusRow: TypeAlias = dict[str, Any]

_UNKNOWN: Final = "–"


@dataclass(frozen=True, slots=True)
class _Translated:
    """A campaign's translation as its file has it."""

    campaign: str
    tag: str
    originals: Originals
    answers: dict[str, Answer]


def status(session: Session, campaigns: Sequence[str], chosen: Sequence[str]) -> None:
    """A row for each campaign and language: how many sentences are translated, stale, draft and
    reviewed, and in how many layouts words do not fit or letters are missing. After them how far
    easy wording is."""
    gc_policy.collect()
    project = session.project
    names, tags = chosen_campaigns(project, campaigns), chosen_tags(project, chosen)
    area = project.usual_area()
    pairs = [(campaign, tag) for campaign in names for tag in tags]
    rows: list[StatusRow] = []
    read: list[_Translated] = []
    with show.progress(len(pairs)) as advance:
        for campaign, tag in pairs:
            try:
                originals = project.content.originals(campaign)
                answers = given_answers(project, campaign, tag)
                read.append(_Translated(campaign, tag, originals, answers))
                rows.append(_status(project, read[-1], area))
            except Refused as refused:
                session.report(refused.problems)
            advance(f"{campaign}, {tag}")
    found = {
        "translations": rows,
        "easy": list(_easy(project, names)),
        "stale": [row for each in read for row in _stale(project, each)],
        "terms": [row for each in read for row in _unsaid(project, each)],
    }
    session.document |= found
    if not session.json and rows:
        _show(rows)
    for row in found["stale"]:
        session.say(f"{row['path']}:{row['line']}: {row['sentence']} is stale")
    for row in found["terms"]:
        said = f'{row["sentence"]} has no wording of "{row["term"]}": {", ".join(row["wordings"])}'
        session.say(f"{row['path']}:{row['line']}: {said}")
    for row in found["easy"]:
        message = f"{row['campaign']}: easy wording in {row['language']}: {row['blocks']} blocks"
        session.say(f"{message}, {row['stale']} stale, {row['draft']} draft")


def _stale(project: Project, read: _Translated) -> Iterator[StatusRow]:
    """Each sentence that was translated from another original than it has now."""
    for key, answer in read.answers.items():
        if is_stale(read.originals.get(key) or read.originals[original(key)], answer):
            yield _sentence_row(project, read, key)


def _unsaid(project: Project, read: _Translated) -> Iterator[StatusRow]:
    """Each sentence whose original has a term that its translation says in no agreed wording."""
    known = project.content.terms(read.campaign, read.tag)
    for key, term in terms.unsaid(read.originals, read.answers, known):
        row = _sentence_row(project, read, key)
        yield {**row, "term": term.term, "wordings": list(term.wordings)}


def _sentence_row(project: Project, read: _Translated, key: str) -> StatusRow:
    """A sentence, and where its translation is."""
    translation = project.content.translation(read.campaign, read.tag)
    span = translation.nearest(read.answers[key].path)
    return {
        "campaign": read.campaign,
        "language": read.tag,
        "key": key,
        "sentence": spoken(key),
        "path": project.content.campaign_path(read.campaign, read.tag),
        "line": span.line if span else 1,
    }


def _easy(project: Project, campaigns: Sequence[str]) -> Iterator[StatusRow]:
    """How far the easy wording of each campaign is that has any, in blocks."""
    default = project.content.languages().default
    for campaign in campaigns:
        if project.content.has_easy(campaign, default):
            state = asdict(easy_read.tally(project.content.source(campaign)))
            yield {"campaign": campaign, "language": default, **state}


def _status(project: Project, read: _Translated, area: str) -> StatusRow:
    """Numbers of sentences and of layouts; None where that cannot be known yet."""
    done = tally(read.originals, read.answers)
    found = fitting(project, read.campaign, read.tag, area) if done.translated else None
    return {
        "campaign": read.campaign,
        "language": read.tag,
        "english": project.content.languages().languages[read.tag].english,
        **asdict(done),
        **_fit(found),
    }


def _fit(found: Fitting | None) -> StatusRow:
    if found is None or found.unset == found.layouts:
        return {"layouts": found.layouts if found else None, "overset": None, "missing_glyph": None}
    return {
        "layouts": found.layouts - found.unset,
        "overset": found.overset,
        "missing_glyph": found.missing,
    }


def _show(rows: Sequence[StatusRow]) -> None:
    headers = ["language", "", "complete", "stale", "draft", "reviewed", "overset", "missing glyph"]
    cells = [
        [
            row["language"],
            row["english"],
            f"{row['translated']} of {row['sentences']}",
            *(_cell(row[key]) for key in ("stale", "draft", "reviewed")),
            *(_cell(row[key], row["layouts"]) for key in ("overset", "missing_glyph")),
        ]
        for row in rows
    ]
    if len({row["campaign"] for row in rows}) > 1:
        headers.insert(0, "campaign")
        for row, line in zip(rows, cells, strict=True):
            line.insert(0, row["campaign"])
    show.table(headers, cells)


def _cell(count: int | None, of: int | None = None) -> str:
    if count is None:
        return _UNKNOWN
    return f"{count} of {counted(of, 'layout')}" if count and of else str(count)
