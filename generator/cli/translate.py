"""`cease translate export`, `import` and `review`: words for translators, and their work."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from generator.bounded import Bounds, Task, run
from generator.content import po, po_export, po_import, terms
from generator.content.answers import Answer, Review, answers
from generator.content.area_checks import today
from generator.content.language_tags import suggestion
from generator.content.po_identify import identify
from generator.content.review import digests_at, noted, signed
from generator.content.sentences import digest, spoken
from generator.content.translation_file import earlier_text, translation_text
from generator.jobs import gc_policy
from generator.jobs.choosing import ALL, choose
from generator.jobs.fit import limits, standing
from generator.jobs.project import Project
from generator.jobs.publish import publish_all
from generator.problems import Problem, Refused, WrongChoice, counted, error
from generator.source.project_files import decode, read_named
from .session import Session


def export(session: Session, tag: str, campaigns: Sequence[str], out: Path | None) -> None:
    """Write a PO file of a campaign's sentences, with the existing translations."""
    gc_policy.collect()
    project = session.project
    (tag,) = chosen_tags(project, [tag])
    campaign = _one_campaign(project, campaigns)
    area = project.usual_area()
    known = project.content.terms(campaign, tag)
    text = po_export.export(
        campaign,
        project.content.source(campaign),
        project.content.originals(campaign),
        (tag, project.content.languages().languages[tag].english),
        given_answers(project, campaign, tag),
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
    """Import a translator's PO file into the campaign and the language that it belongs to."""
    root, project = session.own_folder, session.project
    languages = project.content.languages()
    text = decode(read_named(file), str(file))
    read = run(Task(f'"{file}"'), Bounds(), po.read, text, str(file))
    parcel = identify(
        read, str(file), project.content.campaigns(), languages, project.content.originals
    )
    campaign, tag = parcel.campaign, parcel.language
    review = _review(reviewer, reviewed_on)
    given = given_answers(project, campaign, tag)
    known = project.content.terms(campaign, tag)
    taken = po_import.import_file(parcel, project.content.originals(campaign), given, review, known)
    session.report(taken.problems)
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
        session.say(f"{path}: {counted(len(taken.changed), 'sentence')} changed")
    else:
        session.say(f"{path}: nothing to change")


def review(
    session: Session, tag: str, blocks: Sequence[str], campaigns: Sequence[str], by: str, on: str
) -> None:
    """Note that somebody has read blocks of a translation against the original, as the studio
    does. No other byte of the files changes."""
    root, project = session.own_folder, session.project
    (tag,) = chosen_tags(project, [tag])
    campaign = _one_campaign(project, campaigns)
    signed_by = _review(by, on)
    if signed_by is None:
        raise WrongChoice([error("reviewer", "nobody is named", None, "add --reviewed-by")])
    given = given_answers(project, campaign, tag)
    sentences = project.content.originals(campaign)
    originals = {key: sentence.text for key, sentence in sentences.items()}
    wrong: list[Problem] = []
    known = list(dict.fromkeys(each.block for each in sentences.values() if each.block))
    chosen = choose("block", blocks, known, wrong)
    for key, sentence in sentences.items():
        if sentence.block in chosen and key not in given:
            wrong.append(error("untranslated", f"{spoken(key)} is not translated", None))
    if wrong:
        raise WrongChoice(wrong)
    path = project.content.campaign_path(campaign, tag)
    text = project.shelf.read_text(path)
    words = {digest(original): original for original in originals.values()}
    read: dict[str, str] = {}
    for name in chosen:
        digests = digests_at(given, f"blocks.{name}", originals)
        text = signed(text, path, f"blocks.{name}", signed_by, digests)
        read |= {each: words[each] for each in digests.values()}
    files = {path: text}
    earlier = project.content.earlier_path(campaign)
    if project.content.earlier(campaign):
        files[earlier] = noted(project.shelf.read_text(earlier), earlier, read)
    publish_all({root / name: written.encode() for name, written in files.items()})
    session.document |= {"file": path, "reviewed": chosen}
    session.say(f"{path}: {counted(len(chosen), 'block')} reviewed")


def _review(reviewer: str, on: str) -> Review | None:
    """The reviewer of the import and the date; None if nobody is named."""
    if not on:
        return Review(reviewer, today().isoformat()) if reviewer else None
    hint = "write it as 2026-03-31"
    if not reviewer:
        raise WrongChoice([error("date", "this date is nobody's", None, "add --reviewed-by")])
    try:
        return Review(reviewer, datetime.strptime(on, "%Y-%m-%d").date().isoformat())  # noqa: DTZ007
    except ValueError:
        raise WrongChoice([error("date", f'"{on}" is not a date', None, hint)]) from None


def given_answers(project: Project, campaign: str, tag: str) -> dict[str, Answer]:
    """The answers in a translation's file, none without a file. Raises `Refused` if an answer
    belongs nowhere, since a new file would lose it."""
    if tag not in project.languages(campaign):
        return {}
    row = project.content.translation(campaign, tag)
    given, problems = answers(project.content.originals(campaign), row)
    if problems:
        raise Refused(problems)
    return given


def chosen_tags(project: Project, chosen: Sequence[str]) -> list[str]:
    """The chosen languages, or all that have translations. Raises `WrongChoice`."""
    languages = project.content.languages()
    known = [tag for tag in languages.languages if tag != languages.default]
    if not chosen or ALL in chosen:
        return known
    written = f"campaigns are written in {languages.default}"
    wrong = [
        error(
            "unknown-language",
            f'there is no translating into "{tag}"',
            None,
            written if tag == languages.default else suggestion(tag, known, languages.languages),
        )
        for tag in chosen
        if tag not in known
    ]
    if wrong:
        raise WrongChoice(wrong)
    return list(dict.fromkeys(chosen))


def chosen_campaigns(project: Project, chosen: Sequence[str]) -> list[str]:
    """The chosen campaigns, or all. Raises `WrongChoice`."""
    wrong: list[Problem] = []
    names = choose("campaign", chosen, project.campaigns(), wrong)
    if wrong:
        raise WrongChoice(wrong)
    return names


def _one_campaign(project: Project, chosen: Sequence[str]) -> str:
    names = chosen_campaigns(project, chosen)
    if len(names) != 1:
        message = f"there are {len(names)} campaigns"
        hint = f"name one of: {', '.join(names)}"
        raise WrongChoice([error("which-campaign", message, None, hint)])
    return names[0]
