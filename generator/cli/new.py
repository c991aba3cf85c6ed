"""`cease new`: commented files to begin a campaign, an area, a language or a layout with.

What is written validates in the project it is written into, so it follows what is there: an
area has the names its campaigns ask for, a layout the words of a campaign. Nothing is ever
overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import Final

from generator.cli.session import Session
from generator.content import language_tags
from generator.content.area_rows import Area
from generator.content.campaign_rows import Campaign, Heading, Paragraphs
from generator.content.language_rows import Languages
from generator.content.project_content import AREAS, LANGUAGES
from generator.content.required_fields import required_fields
from generator.content.translation_file import translation_text
from generator.jobs.matching import layout_blocks
from generator.jobs.project import Project
from generator.jobs.publish import publish_all
from generator.problems import Problem, Refused, Severity, WrongChoice, did_you_mean, error, warning
from generator.source.file_names import NAME, is_reserved, reserved
from generator.source.reader import read
from generator.source.rows import validate

_TEMPLATES: Final = Path(__file__).parent / "templates"
_A4: Final = (210.0, 297.0)  # mm, which the template is drawn for
# Numbers that Ofcom keeps for drama, so that no example rings anybody.
_NUMBER: Final = "01632 960000"
_ADDRESS: Final = "www.example.org"
# What else has such a file or folder.
_TAKEN: Final = {"campaign": ("areas",), "layout": ("formats", "editions")}
_NATIONAL: Final = 4  # figures at most of a number that is the same everywhere, such as 101


def new(
    session: Session, kind: str, name: str, campaign: str | None, formats: Sequence[str] = ()
) -> None:
    """Write the starting files of a kind and tell where they are. A layout is drawn for the first
    of some `formats`, or for A4."""
    root, project = session.own_folder, session.project
    check_name(kind, name)
    _check_formats(project, kind, formats)
    if campaign is not None and campaign not in project.content.campaigns():
        hint = did_you_mean(campaign, project.content.campaigns())
        raise WrongChoice(
            [_refusal("unknown-campaign", f'no campaign is called "{campaign}"', hint)]
        )
    files = begin(project, kind, name, campaign, formats)
    begun = [path for path in files if path != LANGUAGES]
    _refuse_existing(root, begun)
    publish_all({root / path: text.encode() for path, text in files.items()})
    session.document["files"] = begun
    for path in begun:
        session.say(path)
    session.report(_warnings(Project.open(root), kind, name, campaign))


def _warnings(project: Project, kind: str, name: str, campaign: str | None) -> list[Problem]:
    """What to say of something that was begun."""
    if kind == "language":
        return _without_font(project, name)
    return list(_unprinted(project, name, campaign)) if kind == "layout" else []


def check_name(kind: str, name: str) -> None:
    """Raise `WrongChoice` for what is no name for such a thing."""
    if kind == "language":
        _check_tag(name)
    elif not NAME.fullmatch(name) or name in _TAKEN.get(kind, ()):
        message = f'"{name}" is no name for {"an" if kind == "area" else "a"} {kind}'
        raise WrongChoice([_refusal("name", message, "such as winter-safety")])
    if is_reserved(name):
        raise WrongChoice([reserved(f'the {kind} would be called "{name}"', name)])


def _check_tag(tag: str) -> None:
    meant = language_tags.meant(tag)
    if not language_tags.is_tag(tag) or meant != tag:
        message = f'"{tag}" is no name for a language'
        hint = f'did you mean "{meant}"?' if meant else "use its tag in BCP 47, such as en-GB or ur"
        raise WrongChoice([_refusal("name", message, hint)])


def begin(
    project: Project,
    kind: str,
    name: str,
    campaign: str | None = None,
    formats: Sequence[str] = (),
) -> Mapping[str, str]:
    """The text of the starting files of a kind, by path. Raises `Refused`."""
    if kind == "layout":
        return dict(_layout(project, name, campaign, formats))
    return dict(_WRITERS[kind](project, name, campaign))


def _refusal(rule: str, message: str, hint: str = "") -> Problem:
    return error(rule, message, None, hint)


def _refuse_existing(root: Path, paths: Iterable[str]) -> None:
    existing = [path for path in paths if (root / path).exists()]
    if existing:
        hint = "choose another name, or take the file away first"
        raise Refused(_refusal("exists", f'there is a "{path}" already', hint) for path in existing)


def _template(kind: str, **values: str) -> str:
    return Template((_TEMPLATES / f"{kind}.yaml").read_text("utf-8")).substitute(values)


def _title(name: str, every_word: bool = False) -> str:
    words = name.replace("-", " ")
    return words.title() if every_word else words.capitalize()


Files = Iterator[tuple[str, str]]


def _campaign(project: Project, name: str, campaign: str | None) -> Files:
    from datetime import UTC, datetime

    tag = project.content.languages().default
    today = datetime.now(UTC).date().isoformat()
    path = project.content.campaign_path(name, tag)
    yield path, _template("campaign", name=name, title=_title(name), date=today)


# --- areas -------------------------------------------------------------------------------------


def _area(project: Project, name: str, campaign: str | None) -> Files:
    """Every name, number, link and list of contacts that a campaign asks for, or that another
    area has, with values that cannot be mistaken for real ones."""
    known = _areas(project)
    numbers = {
        key: value if len(value) <= _NATIONAL else _NUMBER
        for area in known
        for key, value in sorted(area.numbers.items())
    }
    links = {key for area in known for key in area.links}
    asked, _ = required_fields(project.content)
    others = {key for area in known for key in area.names}
    names = (asked.names | others) - set(numbers) - links
    contacts = asked.contacts | {key for area in known for key in area.contacts}
    title = _title(name, every_word=True)
    lines = [
        "# yaml-language-server: $schema=../../schemas/area.json",
        "# What differs from place to place. Text refers to a name, number or link as {name}.",
        "# Everything below is an example: replace it before anything is printed.",
        f"title: {title}",
        "",
        "# Take this line out once the numbers are real: it allows those that ring nobody.",
        "test: true",
        *_section("names", dict.fromkeys(sorted(names), title)),
        *_section("numbers", numbers),
        "",
        "# Lists of places and numbers.",
        "contacts:" if contacts else "contacts: {}",
    ]
    for key in sorted(contacts):
        lines += [f"  {key}:", f"    - place: {title}", f"      number: {_NUMBER}"]
    lines += [
        *_section("links", {key: f"{_ADDRESS}/{key}" for key in sorted(links)}),
        "",
        "# Words that no other area has, in posters, large print, web pages and text.",
        "# own:",
        "#   heading: Our safeguarding lead",
        "#   name: Ms A. Example",
        f"#   number: {_NUMBER}",
        "",
        "# Partner logos, each `{file: logos/name.svg, alt: Whose logo it is}`, beside this file.",
        "logos: []",
        "",
        "# Who rang every number and opened every address above, and when (2026-03-31).",
        "verified:",
        "  by:",
        "  on:",
    ]
    yield f"{AREAS}/{name}.yaml", "\n".join(lines) + "\n"


def _section(key: str, values: Mapping[str, str]) -> list[str]:
    if not values:
        return ["", f"{key}: {{}}"]
    return ["", f"{key}:", *(f"  {name}: {value}" for name, value in values.items())]


def _areas(project: Project) -> list[Area]:
    paths = map(project.content.area_path, project.content.areas())
    found = (project.shelf.row(path, Area)[0] for path in paths)
    return [area for area in found if area is not None]


# --- languages ---------------------------------------------------------------------------------


def _language(project: Project, tag: str, campaign: str | None) -> Files:
    """A translation of each campaign without its words, and the list of languages with a row for
    it if there is none."""
    languages = project.content.languages()
    names = [campaign] if campaign else project.content.campaigns()
    sources = {name: project.content.source(name) for name in names}
    paths = {name: project.content.campaign_path(name, tag) for name in names}
    _refuse_existing(project.shelf.root, paths.values())
    if tag not in languages.languages:
        text, languages = _with_language(project, tag)
        yield LANGUAGES, text
    english = languages.languages[tag].english
    for name in names:
        yield paths[name], translation_text(sources[name], {}, english, None)


def _with_language(project: Project, tag: str) -> tuple[str, Languages]:
    """The list of languages with a row at its end, as text and as read; `Refused` with the row to
    write by hand if it cannot stand there."""
    from generator.typeset.locales import locale

    found = locale(tag)
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in found._asdict().items()}
    row = _template("language", tag=tag, **quoted)
    text = project.shelf.read_text(LANGUAGES).rstrip() + "\n\n" + row
    node, _ = read(text, LANGUAGES)
    languages = validate(node, Languages)[0] if node else None
    if languages is None or tag not in languages.languages:
        message = f"{LANGUAGES} could not be added to"
        raise Refused([error("exists", message, None, f"add by hand:\n{row}")])
    return text, languages


def _without_font(project: Project, tag: str) -> list[Problem]:
    """A warning if no theme could print a language that is begun: its words can be written
    before there is a font."""
    language = project.content.languages().languages[tag]
    lacking = [
        project.design.no_font(theme, language.script, tag, language.english)
        for theme in project.design.themes()
    ]
    found = lacking[0] if lacking and all(lacking) else []
    return [replace(problem, severity=Severity.WARNING) for problem in found]


# --- layouts -----------------------------------------------------------------------------------


def _flat(project: Project) -> list[str]:
    """The formats that are not folded, on which a layout can begin."""
    return [key for key, row in project.design.formats().formats.items() if not row.sides]


def _check_formats(project: Project, kind: str, formats: Sequence[str]) -> None:
    """Raise `WrongChoice` for formats that a layout cannot begin on, or that are for nothing."""
    if formats and kind != "layout":
        message = "--format is for a layout"
        raise WrongChoice([_refusal("wrong-choice", message, f"leave it out for {kind}s")])
    flat, known = _flat(project), project.design.formats().formats
    for name in formats:
        if name not in known:
            message, hint = f'no format is called "{name}"', did_you_mean(name, known)
            raise WrongChoice([_refusal("unknown-format", message, hint)])
        if name not in flat:
            message = f'the format "{name}" is folded, and a layout begins on a flat sheet'
            raise WrongChoice([_refusal("wrong-choice", message, f"choose of: {', '.join(flat)}")])


def _layout(project: Project, name: str, campaign: str | None, formats: Sequence[str]) -> Files:
    """A sheet with the campaign's first heading and paragraphs and every code it requires."""
    words = project.content.source(_campaign_of(project, campaign))
    theme = project.design.themes()[0]
    known = project.design.formats().formats
    first = max(_flat(project), key=lambda key: (key == "a4", -known[key].trim[0]))
    chosen = list(dict.fromkeys(formats)) or [first]
    width, height = known[chosen[0]].trim
    size = min(width / _A4[0], height / _A4[1])
    weights = project.design.weights(project.design.theme(theme).family)
    lengths = {
        "margin": max(8, 15 * size),
        "title_size": max(18, 34 * size),
        "title_leading": max(20, 38 * size),
        "title_floor": max(14, 18 * size),
        "size": max(9, 13 * size),
        "leading": max(12, 17 * size),
        "floor": max(8, 10.5 * size),
    }
    yield (
        project.design.layout_path(name),
        _template(
            "layout",
            name=name,
            title=_title(name),
            theme=theme,
            formats=", ".join(chosen),
            regular=str(min(weights, key=lambda weight: abs(weight - 400))),
            bold=str(min(weights, key=lambda weight: abs(weight - 700))),
            items="\n".join(_items(words, max(25, 40 * size))),
            **{key: f"{round(length, 1):g}" for key, length in lengths.items()},
        ),
    )


def _campaign_of(project: Project, campaign: str | None) -> str:
    """The campaign a layout is for: the one named, or the first. Raises `Refused`."""
    campaigns = project.content.campaigns()
    if not campaigns:
        raise Refused([_refusal("no-campaign", "there is no campaign", "cease new campaign NAME")])
    return campaign or campaigns[0]


def _unprinted(project: Project, name: str, campaign: str | None) -> Iterator[Problem]:
    """A warning that names the blocks that a new layout does not print."""
    words = project.content.source(_campaign_of(project, campaign))
    layout = project.design.layout(name)
    missing = [block for block in words.blocks if block not in layout_blocks(layout)]
    if missing:
        message = f"this layout does not print: {', '.join(missing)}"
        yield warning(
            "unprinted", message, layout.at("pages"), "add an item for each that it should print"
        )


def _items(words: Campaign, code: float) -> Iterator[str]:
    indent = " " * 10
    above = ""
    for kind, style in ((Heading, "title"), (Paragraphs, "body")):
        block = next((key for key, row in words.blocks.items() if isinstance(row, kind)), None)
        if block:
            yield f"{indent}- {{kind: text, block: {block}, style: {style}{above}}}"
            above = ", above: 5.5"
    yield f"{indent}# `stretch: 1` pushes what follows to the bottom of the frame."
    space = "{natural: 11, min: 5.5, stretch: 1}"
    for block in words.codes:
        yield f"{indent}- kind: code"
        yield f"{indent}  block: {block}"
        yield f"{indent}  size: {round(code, 1):g}"
        yield f"{indent}  caption: caption"
        yield f"{indent}  address: address"
        yield f"{indent}  above: {space}"
        space = "5.5"


_WRITERS: Final = {
    "campaign": _campaign,
    "area": _area,
    "language": _language,
}
