"""Chooses campaigns, areas, languages and editions by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from generator.content import pseudolocalise
from generator.content.area_logos import AREAS
from generator.content.language_tags import suggestion
from generator.design.choices import STANDARDS, called, no_printer, no_standard
from generator.design.editions import Edition
from generator.problems import Problem, Refused, Span, error, unknown
from .libraries import Libraries

ALL: Final = "all"
# How a file of YAML is called that nothing reads; Windows hides the ending that Notepad adds.
LIKE_YAML: Final = (".yml", ".YAML", ".YML", ".yaml.txt", ".yml.txt")


class Choice(NamedTuple):
    """What to build. Nothing chosen means the default; `all` means every one. `names` are
    layouts, or layouts with a format: `poster-story` or `poster-story-a4`."""

    names: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    printers: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def is_every_layout(self) -> bool:
        return not (self.names or self.layouts) or ALL in (*self.names, *self.layouts)

    @classmethod
    def everything(cls) -> Choice:
        return cls((), *((ALL,),) * 6)


def choose(
    kind: str,
    chosen: Sequence[str],
    known: Sequence[str],
    wrong: list[Problem],
    default: Iterable[str] | None = None,
) -> list[str]:
    """The chosen names that exist, each once. The others become problems."""
    if not chosen:
        return list(known if default is None else default)
    if ALL in chosen:
        return list(known)
    wrong += [unknown(kind, name, known) for name in chosen if name not in known]
    return [name for name in dict.fromkeys(chosen) if name in known]


def refuse_empty(project: Libraries) -> None:
    """Refuse a project that has nothing to build."""
    if problems := lacking(project):
        raise Refused(problems)


def lacking(project: Libraries) -> list[Problem]:
    """An error for each kind of file without which there is nothing to build."""
    there = {
        "campaign": (project.content.campaigns(), "content"),
        "area": (project.content.areas(), "content/areas"),
        "layout": (project.design.layouts(), "layouts"),
    }
    return [
        error(
            f"no-{kind}",
            f"the project has no {kind}",
            Span(folder),
            f"make one with: cease new {kind} NAME",
        )
        for kind, (known, folder) in there.items()
        if not known
    ]


def as_yaml(path: str, suffix: str) -> str:
    """The name that a file like YAML should have."""
    return f"{PurePosixPath(path).name.removesuffix(suffix)}.yaml"


def _misnamed(project: Libraries, names: Iterable[str]) -> dict[str, Problem]:
    """An error for each area whose file is there, and is called as nothing reads it."""
    found: dict[str, Problem] = {}
    for suffix in LIKE_YAML:
        for path in project.shelf.files(AREAS, suffix):
            hint = as_yaml(path, suffix)
            if PurePosixPath(hint).stem in names:
                message = f'nothing reads "{PurePosixPath(path).name}"'
                problem = error("unread-file", message, Span(path), f"call it {hint}")
                found[PurePosixPath(hint).stem] = problem
    return found


def choose_areas(project: Libraries, chosen: Sequence[str], wrong: list[Problem]) -> list[str]:
    """The chosen areas, or the default one. Problems of the choice go into `wrong`. Raises
    `Refused` if the default area may be one that cannot be read."""
    if chosen:
        known = project.content.areas()
        misnamed = _misnamed(project, set(chosen) - {ALL, *known})
        wrong += misnamed.values()
        chosen = [name for name in chosen if name not in misnamed]
        return choose("area", chosen, known, wrong, ())
    default = project.content.default_area()
    if default is None:
        if unread := project.content.unread_areas():
            raise Refused(unread)
        areas = project.content.areas()
        shown = ", ".join(areas[:12]) + (", …" if len(areas) > 12 else "")
        hint = f"name one with --area, or write `default: true` in its file; there are: {shown}"
        wrong.append(error("which-area", "there are several areas and no default", None, hint))
        return []
    return [default]


def choose_languages(
    project: Libraries, named: Sequence[str], campaigns: Sequence[str], wrong: list[Problem]
) -> list[str]:
    """The chosen languages. A language made up to try layouts with must be named; `all` does not
    include it."""
    written = sorted({tag for campaign in campaigns for tag in project.content.tags(campaign)})
    made_up = [tag for tag in dict.fromkeys(named) if tag in pseudolocalise.TAGS]
    made_up = [tag for tag in made_up if tag not in written]
    chosen = [tag for tag in named if tag not in made_up]
    languages = project.content.languages()
    unknown = [tag for tag in chosen if tag not in written] if ALL not in chosen else []
    for tag in dict.fromkeys(unknown):
        hint = suggestion(tag, written, languages.languages)
        wrong.append(error("unknown-language", f'no language is called "{tag}"', None, hint))
    chosen = [tag for tag in chosen if tag not in unknown]
    default = () if named else (languages.default,)
    return [*choose("language", chosen, written, wrong, default), *made_up]


def choose_editions(project: Libraries, choice: Choice, wrong: list[Problem]) -> dict[str, Edition]:
    """The chosen editions, each with every chosen printer and standard in place of its own. An
    edition that was not named is left out if it cannot take them."""
    editions = project.design.editions()
    default = (name for name, edition in editions.items() if edition.default)
    names = choose("edition", choice.editions, list(editions), wrong, default)
    printers = choose("printer", choice.printers, list(project.design.printers()), wrong, ())
    standards = choose("standard", choice.standards, list(STANDARDS), wrong, ())
    refused: list[Problem] = []
    found: dict[str, Edition] = {}
    for name in names:
        unfit = list(_unfit(name, editions, printers, standards))
        if unfit:
            refused += unfit
            continue
        for printer, standard in product(printers or [""], standards or [""]):
            chosen = called(name, _choices(editions[name], printer, standard))
            try:
                found[chosen] = project.design.edition(chosen)
            except Refused as problems:
                wrong += problems.problems
    if refused and (not found or (choice.editions and ALL not in choice.editions)):
        wrong += refused
    return found


def _choices(edition: Edition, printer: str, standard: str) -> Iterator[str]:
    """The chosen printers and standards that the edition does not have already."""
    if printer and printer != edition.printer:
        yield printer
    if standard and STANDARDS[standard].declared != edition.standard:
        yield standard


def _unfit(
    name: str, editions: Mapping[str, Edition], printers: Sequence[str], standards: Sequence[str]
) -> Iterator[Problem]:
    """Report a chosen printer or standard that an edition cannot take."""

    def why(edition: Edition) -> dict[str, str]:
        reasons = {
            f'the standard "{each}"': no_standard(edition, STANDARDS[each]) for each in standards
        }
        if printers:
            reasons[f'the printer "{printers[0]}"'] = no_printer(edition)
        return {chosen: reason for chosen, reason in reasons.items() if reason}

    fitting = ", ".join(each for each, edition in editions.items() if not why(edition))
    for chosen, reason in why(editions[name]).items():
        message = f'the edition "{name}" cannot be made for {chosen}: {reason}'
        yield error("wrong-choice", message, None, fitting and f"choose --edition of: {fitting}")


def choose_themes(project: Libraries, chosen: Sequence[str], wrong: list[Problem]) -> list[str]:
    """The chosen themes; one that is empty, for each piece's own, if none is chosen. A theme with
    the name of a printer or a standard cannot be chosen, for files are named after both."""
    if not chosen:
        return [""]
    found = choose("theme", chosen, project.design.themes(), wrong)
    taken = {*project.design.printers(), *STANDARDS}
    for name in taken.intersection(found):
        hint = "give the theme's file another name"
        wrong.append(error("name", f'a printer or a standard is called "{name}"', None, hint))
    return found


def own_theme(project: Libraries, campaign: str, area: str, layout: str) -> str:
    """The theme of a piece for which none is chosen: the area's, or else the campaign's, or else
    the layout's. Files that cannot be read name none."""
    for_campaign = project.source(campaign)
    named = project.content.facts(area).theme or (for_campaign and for_campaign.theme)
    return named or project.design.layout(layout).theme
