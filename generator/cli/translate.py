"""`cease translate`: how far each language is, and handing words to translators and back."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator.bounded import Bounds, Task, run
from generator.cli import show
from generator.cli.session import Session
from generator.content import easy_read, po, po_export, po_import, terms
from generator.content.area_checks import today
from generator.content.earlier import earlier_text
from generator.content.language_tags import suggestion
from generator.content.po_identify import identify
from generator.content.sentences import original, spoken
from generator.content.translation import Answer, Originals, Review, answers, is_stale, tally
from generator.content.translation_file import translation_text
from generator.jobs.choosing import ALL
from generator.jobs.fit import Fitting, fitting, limits, standing
from generator.jobs.project import Project
from generator.jobs.publish import publish_all
from generator.problems import Problem, Refused, WrongChoice, did_you_mean, error
from generator.source.project_files import decode, read_named

Row: TypeAlias = dict[str, Any]

_UNKNOWN: Final = "–"


# --- status ------------------------------------------------------------------------------------


def status(session: Session, campaigns: Sequence[str], chosen: Sequence[str]) -> None:
    """A row for each campaign and language: how many sentences are translated, stale, draft and
    reviewed, and in how many layouts words do not fit or letters are missing. After them how far
    easy wording is."""
    gc.enable()
    project = session.project
    tags = _tags(project, chosen)
    area = project.content.default_area() or next(iter(project.content.areas()), "")
    pairs = [(campaign, tag) for campaign in _campaigns(project, campaigns) for tag in tags]
    rows: list[Row] = []
    with show.progress(len(pairs)) as advance:
        for campaign, tag in pairs:
            try:
                rows.append(_status(project, campaign, tag, area))
            except Refused as refused:
                session.tell(refused.problems)
            advance(f"{campaign}, {tag}")
    session.document["translations"] = rows
    session.document["easy"] = worded = list(_easy(project, campaigns))
    session.document["stale"] = stale = list(_stale(project, pairs))
    session.document["terms"] = unsaid = list(_unsaid(project, pairs))
    if not session.json and rows:
        _show(rows)
    for row in stale:
        session.say(f"{row['path']}:{row['line']}: {row['sentence']} is stale")
    for row in unsaid:
        said = f'{row["sentence"]} has no wording of "{row["term"]}": {", ".join(row["wordings"])}'
        session.say(f"{row['path']}:{row['line']}: {said}")
    for row in worded:
        message = f"{row['campaign']}: easy wording in {row['language']}: {row['blocks']} blocks"
        session.say(f"{message}, {row['stale']} stale, {row['draft']} draft")


def _stale(project: Project, pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Each sentence that was translated from another original than it has now."""
    for campaign, tag, originals, given in _readable(project, pairs):
        for key, answer in given.items():
            of = originals.get(key) or originals[original(key)]
            if is_stale(of, answer):
                yield _placed(project, campaign, tag, key, answer)


def _unsaid(project: Project, pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Each sentence whose original has a term that its translation says in no agreed wording."""
    for campaign, tag, originals, given in _readable(project, pairs):
        for key, term in terms.unsaid(originals, given, project.content.terms(campaign, tag)):
            row = _placed(project, campaign, tag, key, given[key])
            yield {**row, "term": term.term, "wordings": list(term.wordings)}


def _readable(
    project: Project, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str, Originals, dict[str, Answer]]]:
    """Each translation that can be read; of the others it is told elsewhere."""
    for campaign, tag in pairs:
        with suppress(Refused):
            yield campaign, tag, project.content.originals(campaign), _given(project, campaign, tag)


def _placed(project: Project, campaign: str, tag: str, key: str, answer: Answer) -> Row:
    path = project.content.campaign_path(campaign, tag)
    span = project.content.translation(campaign, tag).nearest(answer.path)
    line = span.line if span else 1
    place = {"campaign": campaign, "language": tag, "key": key, "sentence": spoken(key)}
    return {**place, "path": path, "line": line}


def _easy(project: Project, campaigns: Sequence[str]) -> Iterator[Row]:
    """How far the easy wording of each campaign is that has any, in blocks."""
    default = project.content.languages().default
    for campaign in _campaigns(project, campaigns):
        if project.content.has_easy(campaign, default):
            state = asdict(easy_read.tally(project.content.source(campaign)))
            yield {"campaign": campaign, "language": default, **state}


def _status(project: Project, campaign: str, tag: str, area: str) -> Row:
    """Numbers of sentences and of layouts; None where that cannot be known yet."""
    originals = project.content.originals(campaign)
    done = tally(originals, _given(project, campaign, tag))
    found = fitting(project, campaign, tag, area) if done.translated else None
    return {
        "campaign": campaign,
        "language": tag,
        "english": project.content.languages().languages[tag].english,
        **asdict(done),
        **_fit(found),
    }


def _fit(found: Fitting | None) -> Row:
    if found is None or found.unset == found.layouts:
        return {"layouts": found.layouts if found else None, "overset": None, "missing_glyph": None}
    return {
        "layouts": found.layouts - found.unset,
        "overset": found.overset,
        "missing_glyph": found.missing,
    }


def _show(rows: Sequence[Row]) -> None:
    several = len({row["campaign"] for row in rows}) > 1
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
    if several:
        headers.insert(0, "campaign")
        for row, line in zip(rows, cells, strict=True):
            line.insert(0, row["campaign"])
    show.table(headers, cells)


def _cell(count: int | None, of: int | None = None) -> str:
    if count is None:
        return _UNKNOWN
    return f"{count} of {show.counted(of, 'layout')}" if count and of else str(count)


# --- out and in --------------------------------------------------------------------------------


def export(session: Session, tag: str, campaigns: Sequence[str], out: Path | None) -> None:
    """Write a PO file of a campaign's sentences, with what is translated already."""
    gc.enable()
    project = session.project
    (tag,) = _tags(project, [tag])
    campaign = _one_campaign(project, campaigns)
    area = project.content.default_area() or next(iter(project.content.areas()), "")
    known = project.content.terms(campaign, tag)
    text = po_export.export(
        campaign,
        project.content.source(campaign),
        project.content.originals(campaign),
        (tag, project.content.languages().languages[tag].english),
        _given(project, campaign, tag),
        limits(project, campaign, area),
        standing(project, campaign),
        project.content.earlier(campaign),
        known,
    )
    path = out or Path(f"{campaign}-{tag}.po")
    files = {path: text}
    if known:
        files[path.with_suffix(".terms.csv")] = terms.table(known)
    publish_all({name: written.encode() for name, written in files.items()})
    session.document["file"] = str(path)
    for name in files:
        session.say(str(name))


def import_file(session: Session, file: Path, reviewer: str, reviewed_on: str) -> None:
    """Take a translator's PO file in: into the campaign and the language it is of."""
    root, project = session.own_folder, session.project
    languages = project.content.languages()
    text = decode(read_named(file), str(file))
    read = run(Task(f'"{file}"'), Bounds(), po.read, text, str(file))
    parcel = identify(
        read, str(file), project.content.campaigns(), languages, project.content.originals
    )
    campaign, tag = parcel.campaign, parcel.language
    review = _review(reviewer, reviewed_on)
    given = _given(project, campaign, tag)
    known = project.content.terms(campaign, tag)
    taken = po_import.import_file(parcel, project.content.originals(campaign), given, review, known)
    session.tell(taken.problems)
    path = project.content.campaign_path(campaign, tag)
    if taken.changed:
        before = project.shelf.read_text(path) if tag in project.content.tags(campaign) else None
        english = languages.languages[tag].english
        text = translation_text(project.content.source(campaign), taken.answers, english, before)
        files = {path: text}
        earlier = project.content.earlier(campaign)
        if not taken.made_from.keys() <= earlier.keys():
            whole = {**earlier, **taken.made_from}
            files[project.content.earlier_path(campaign)] = earlier_text(whole)
        publish_all({root / name: written.encode() for name, written in files.items()})
    session.document |= {"file": path, "changed": list(taken.changed)}
    if taken.changed:
        session.say(f"{path}: {show.counted(len(taken.changed), 'sentence')} changed")
    else:
        session.say(f"{path}: nothing to change")


def _review(reviewer: str, on: str) -> Review | None:
    """Who has read what is taken in, and when; nothing if nobody is named."""
    if not on:
        return Review(reviewer, today().isoformat()) if reviewer else None
    hint = "write it as 2026-03-31"
    if not reviewer:
        raise WrongChoice([error("date", "this date is nobody's", None, "add --reviewed-by")])
    try:
        return Review(reviewer, datetime.strptime(on, "%Y-%m-%d").date().isoformat())  # noqa: DTZ007
    except ValueError:
        raise WrongChoice([error("date", f'"{on}" is not a date', None, hint)]) from None


# --- what is meant -----------------------------------------------------------------------------


def _given(project: Project, campaign: str, tag: str) -> dict[str, Answer]:
    """What a translation's file holds, nothing if there is none. Raises `Refused` if some of it
    belongs nowhere, since writing the file anew would lose it."""
    if tag not in project.content.tags(campaign):
        return {}
    row = project.content.translation(campaign, tag)
    given, problems = answers(project.content.originals(campaign), row)
    if problems:
        raise Refused(problems)
    return given


def _tags(project: Project, chosen: Sequence[str]) -> list[str]:
    """The languages chosen, or all that there are translations into."""
    languages = project.content.languages()
    known = [tag for tag in languages.languages if tag != languages.default]
    if not chosen or ALL in chosen:
        return known
    hint = f"campaigns are written in {languages.default}"
    _refuse(
        error(
            "unknown-language",
            f'there is no translating into "{tag}"',
            None,
            hint if tag == languages.default else suggestion(tag, known, languages.languages),
        )
        for tag in chosen
        if tag not in known
    )
    return list(dict.fromkeys(chosen))


def _campaigns(project: Project, chosen: Sequence[str]) -> list[str]:
    known = project.content.campaigns()
    if not chosen or ALL in chosen:
        return known
    _refuse(
        error(
            "unknown-campaign", f'no campaign is called "{name}"', None, did_you_mean(name, known)
        )
        for name in chosen
        if name not in known
    )
    return list(dict.fromkeys(chosen))


def _one_campaign(project: Project, chosen: Sequence[str]) -> str:
    names = _campaigns(project, chosen)
    if len(names) != 1:
        shown = ", ".join(names)
        message = f"there are {len(names)} campaigns"
        raise WrongChoice([error("which-campaign", message, None, f"name one of: {shown}")])
    return names[0]


def _refuse(problems: Iterator[Problem]) -> None:
    """Raise `WrongChoice` if there are any."""
    found = list(problems)
    if found:
        raise WrongChoice(found)
