"""`cease translate export`, `import`, `review` and `same`: words for translators, and their
work."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from generator.bounded import Bounds, Task, run
from generator.content import po, po_export, po_import, terms
from generator.content.answers import Answer, Originals, Review, answers
from generator.content.area_checks import today
from generator.content.kept_meaning import MadeFiles, meaning_kept
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
from generator.problems import Problem, Refused, WrongChoice, counted, error, unknown
from generator.source.project_files import decode, read_named
from .session import Session
from .typed import which_campaign


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


def same(
    session: Session,
    sentences: Sequence[str],
    campaigns: Sequence[str],
    tags: Sequence[str],
    was: str,
) -> None:
    """Note that originals have changed and their meaning has not, as the studio does: what was
    made from a sentence as it `was` counts as made from what it is now, in some languages or in
    all. No other byte of the files changes."""
    root, project = session.own_folder, session.project
    campaign = _one_campaign(project, campaigns)
    content = project.content
    originals = content.originals(campaign)
    chosen = [tag for tag in chosen_tags(project, tags) if tag in content.tags(campaign)]
    given = {tag: given_answers(project, campaign, tag) for tag in chosen}
    path = content.campaign_path(campaign, content.languages().default)
    files = MadeFiles(
        [content.campaign_path(campaign, tag) for tag in chosen],
        "" if tags else path,
        content.earlier_path(campaign) if content.earlier(campaign) else "",
    )
    known = {**content.earlier(campaign), **({digest(was): was} if was else {})}
    made: dict[str, str] = {}

    def read(name: str) -> str:
        return made[name] if name in made else project.shelf.read_text(name)

    for key in _sentences(originals, sentences, given.values()):
        now = originals[key].text
        new = digest(now)
        old = digest(was) if was else _one_earlier(key, new, given.values(), known)
        words = {each: known[each] for each in (old,) if each in known} | {new: now}
        made |= meaning_kept(read, files, key, old, new, words)
    changed = {name: text for name, text in made.items() if text != project.shelf.read_text(name)}
    publish_all({root / name: text.encode() for name, text in changed.items()})
    session.document["files"] = list(changed)
    for name in changed:
        session.say(name)
    if not changed:
        session.say("no translation is stale: nothing to change")


def _sentences(
    originals: Originals, asked: Sequence[str], given: Iterable[dict[str, Answer]]
) -> list[str]:
    """The sentences that are meant by their keys, or by a block of which they are stale. Raises
    `WrongChoice`."""
    stale = {
        key
        for answers_of in given
        for key, answer in answers_of.items()
        if key in originals and answer.source != digest(originals[key].text)
    }
    found: list[str] = []
    wrong: list[Problem] = []
    blocks = {each.block for each in originals.values() if each.block}
    for name in asked:
        if name in originals:
            found.append(name)
        elif name in blocks:
            found += [key for key in originals if originals[key].block == name and key in stale]
        else:
            wrong.append(unknown("sentence", name, [*originals, *blocks]))
    if wrong:
        raise WrongChoice(wrong)
    return list(dict.fromkeys(found))


def _one_earlier(
    key: str, new: str, given: Iterable[dict[str, Answer]], known: Mapping[str, str]
) -> str:
    """The digest of what a sentence was when it was translated. Raises `WrongChoice` if it was
    several things, or nothing else."""
    found = {each[key].source for each in given if key in each} - {new, ""}
    if len(found) == 1:
        return found.pop()
    if not found:
        message, hint = f"no translation of {spoken(key)} is stale", "see cease translate status"
    else:
        message = f"translations of {spoken(key)} were made from {len(found)} different wordings"
        hint = "say with --was which of them means the same"
    details = [known[each] for each in sorted(found) if each in known]
    raise WrongChoice([error("which-wording", message, None, hint, details=tuple(details))])


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
        raise which_campaign(names)
    return names[0]
