"""`cease new`: commented files that begin a campaign, an area, a language, a layout or a theme.

The new files validate in their project, so they follow what is there: an area has the names that
its campaigns ask for, a layout the words of a campaign. No file is ever overwritten.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from generator.content import language_tags
from generator.content.language_checks import LANGUAGES
from generator.content.language_rows import Languages
from generator.content.translation_file import translation_text
from generator.jobs.new_area import area_text, example_values
from generator.jobs.project import Project
from generator.jobs.publish import publish_all
from generator.problems import Problem, Refused, Severity, WrongChoice, error, unknown
from generator.source.file_names import NAME, is_reserved, reserved, slug
from generator.source.reader import read
from generator.source.rows import validate
from generator.studio.interface import begun_translation
from .new_layout import begin_layout, check_formats, filled, title_of, unprinted_blocks
from .new_theme import begin_theme, read_colours, wrong_colours
from .session import Session
from .typed import wrong_choice

# What else has such a file or folder.
_TAKEN: Final = {"campaign": ("areas", "approvals"), "layout": ("formats", "editions")}

# The text of files by path.
NewFiles = dict[str, str]


def new(
    session: Session,
    kind: str,
    name: str,
    campaign: str | None,
    formats: Sequence[str] = (),
    colours: Sequence[str] = (),
) -> None:
    """Write the starting files of a kind, and print their places. A layout is drawn for the first
    of some `formats`, or for A4; a theme has some `colours`."""
    root, project = session.own_folder, session.project
    check_name(kind, name)
    if kind == "layout":
        check_formats(project, formats)
    elif formats:
        raise wrong_choice("--format is for a layout", f"leave it out for {kind}s")
    if colours and kind != "theme":
        raise wrong_choice("--colour is for a theme", f"leave it out for {kind}s")
    if campaign is not None and campaign not in project.campaigns():
        raise WrongChoice([unknown("campaign", campaign, project.campaigns())])
    if kind == "theme":
        files = begin_theme(project, name, read_colours(colours))
    else:
        files = begin(project, kind, name, campaign, formats)
    begun = [path for path in files if path != LANGUAGES]
    _refuse_existing(root, begun)
    publish_all({root / path: text.encode() for path, text in files.items()})
    session.document["files"] = begun
    for path in begun:
        session.say(path)
    changed = Project.open(root)
    if kind == "language":
        session.report(_without_font(changed, name))
    elif kind == "layout":
        session.report(unprinted_blocks(changed, name, campaign))
    elif kind == "theme":
        session.report(wrong_colours(changed, name))


def check_name(kind: str, name: str) -> None:
    """Raise `WrongChoice` for a name that such a thing cannot have."""
    if kind in ("language", "interface"):
        _check_tag(name)
    elif not NAME.fullmatch(name) or name in _TAKEN.get(kind, ()):
        message = f'"{name}" is no name for {"an" if kind == "area" else "a"} {kind}'
        plain = slug(name)
        like = plain if NAME.fullmatch(plain) and plain != name else "winter-safety"
        hint = f"use small letters, figures and hyphens only, such as {like}"
        raise WrongChoice([error("name", message, None, hint)])
    if is_reserved(name):
        raise WrongChoice([reserved(f'the {kind} would be called "{name}"', name)])


def _check_tag(tag: str) -> None:
    meant = language_tags.meant(tag)
    if not language_tags.is_tag(tag) or meant != tag:
        message = f'"{tag}" is no name for a language'
        hint = f'did you mean "{meant}"?' if meant else "use its tag in BCP 47, such as en-GB or ur"
        raise WrongChoice([error("name", message, None, hint)])


def begin(
    project: Project,
    kind: str,
    name: str,
    campaign: str | None = None,
    formats: Sequence[str] = (),
) -> NewFiles:
    """The starting files of a kind. Raises `Refused`."""
    match kind:
        case "campaign":
            return _campaign(project, name)
        case "area":
            return _area(project, name)
        case "language":
            return _language(project, name, campaign)
        case "interface":
            return begun_translation(name)
        case _:
            return begin_layout(project, name, campaign, formats)


def _refuse_existing(root: Path, paths: Iterable[str]) -> None:
    hint = "choose another name, or take the file away first"
    existing = [
        error("exists", f'there is a "{path}" already', None, hint)
        for path in paths
        if (root / path).exists()
    ]
    if existing:
        raise Refused(existing)


def _campaign(project: Project, name: str) -> NewFiles:
    path = project.content.campaign_path(name, project.content.languages().default)
    date = datetime.now(UTC).date().isoformat()
    return {path: filled("campaign", name=name, title=title_of(name), date=date)}


def _area(project: Project, name: str) -> NewFiles:
    """An area whose values nobody can mistake for real ones."""
    values = example_values(project, title_of(name).title())
    return {project.content.area_path(name): area_text(values, example=True)}


def _language(project: Project, tag: str, campaign: str | None) -> NewFiles:
    """A translation of each campaign without words, and the list of languages with a row for it if
    it had none."""
    content, files = project.content, NewFiles()
    languages = content.languages()
    sources = {
        content.campaign_path(name, tag): content.source(name)
        for name in ([campaign] if campaign else project.campaigns())
    }
    _refuse_existing(project.folder, sources)
    if tag not in languages.languages:
        files[LANGUAGES], languages = _with_language(project, tag)
    english = languages.languages[tag].english
    return files | {
        path: translation_text(source, {}, english, None) for path, source in sources.items()
    }


def _with_language(project: Project, tag: str) -> tuple[str, Languages]:
    """The list of languages with a row at its end, as text and as read. If that is impossible, it
    raises `Refused` with the row to write by hand."""
    from generator.typeset.locales import locale

    found = locale(tag)
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in found._asdict().items()}
    row = filled("language", tag=tag, **quoted)
    text = project.shelf.read_text(LANGUAGES).rstrip() + "\n\n" + row
    node, _ = read(text, LANGUAGES)
    languages = validate(node, Languages)[0] if node else None
    if languages is None or tag not in languages.languages:
        message = f"{LANGUAGES} could not be added to"
        raise Refused([error("exists", message, None, f"add by hand:\n{row}")])
    return text, languages


def _without_font(project: Project, tag: str) -> list[Problem]:
    """Warn if no theme has a font for a new language. Its words can be written before there is a
    font."""
    language = project.content.languages().languages[tag]
    lacking = [
        project.design.no_font(theme, language.script, tag, language.english)
        for theme in project.design.themes()
    ]
    found = lacking[0] if lacking and all(lacking) else []
    return [replace(problem, severity=Severity.WARNING) for problem in found]
