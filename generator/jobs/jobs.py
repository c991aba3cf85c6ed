"""Which pieces a choice means: campaign × area × language × layout × format × edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final, NamedTuple

from generator.content import pseudo
from generator.content.tags import suggestion
from generator.design.choices import STANDARDS, called, no_printer, no_standard
from generator.design.editions import Edition
from generator.design.layout import Layout
from generator.jobs.matching import layout_with_most_blocks, matches
from generator.jobs.project import Project, file_name, stem
from generator.problems import (
    Problem,
    Refused,
    Severity,
    Span,
    WrongChoice,
    did_you_mean,
    error,
    warning,
)

ALL: Final = "all"

_NOTHING: Final = "layouts are for the campaigns that have their blocks; see: cease list layouts"


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

    @property
    def is_every_layout(self) -> bool:
        return not (self.names or self.layouts) or ALL in (*self.names, *self.layouts)

    @classmethod
    def everything(cls) -> Choice:
        return cls((), *((ALL,),) * 6)


class PieceName(NamedTuple):
    """What a file is of, by the names of all that goes into it; an edition's name has with it what
    was chosen for it."""

    campaign: str
    area: str
    language: str
    layout: str
    format: str
    edition: str


class Job(NamedTuple):
    """One file to make, by the names of all that goes into it; `file` is its path under the
    output folder, with slashes."""

    campaign: str
    area: str
    language: str
    layout: str
    format: str
    edition: str
    file: str

    @property
    def piece(self) -> PieceName:
        """What the file is of, whatever it is called."""
        return PieceName(*self[:-1])


class Unread(NamedTuple):
    """What was chosen of layouts that cannot be read, so that nobody knows which files that is."""

    campaigns: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    layouts: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()


ALL_READ: Final = Unread()


class BuildPlan(NamedTuple):
    """What to make, and what is wrong with files that had to be read to know."""

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    unread: Unread = ALL_READ


class _Sized(NamedTuple):
    """A layout at one of its formats."""

    layout: str
    format: str
    stem: str
    is_easy: bool


def plan(project: Project, choice: Choice) -> BuildPlan:
    """The jobs a choice means, in a stable order.

    Raises `WrongChoice` for names that do not exist, `Refused` where the project's own files
    leave nothing to plan. A layout that cannot be read is a problem and has no jobs.
    """
    wrong: list[Problem] = []
    found: list[Problem] = []
    _refuse_empty(project)
    campaigns = _choose("campaign", choice.campaigns, project.content.campaigns(), wrong)
    areas = choose_areas(project, choice.areas, wrong)
    languages = choose_languages(project, choice.languages, campaigns, wrong)
    editions = _editions(project, choice, wrong)
    pieces = _pieces(project, choice, wrong, found)
    wrong += _check_easy(pieces, editions, choice)
    if wrong:
        raise WrongChoice(wrong)
    tests = {area for area in areas if project.content.is_test(area)}
    jobs: list[Job] = []
    used: set[str] = set()
    for campaign in campaigns:
        fitting = _fitting(project, choice, campaign, pieces)
        used.update(piece.layout for piece in fitting)
        if choice.is_every_layout and not fitting:
            found.append(_without_layout(project, campaign, named=bool(choice.campaigns)))
        most = (
            _piece_with_most_blocks(project, campaign, fitting)
            if choice.is_every_layout
            else fitting
        )
        there = {*project.content.tags(campaign), *pseudo.TAGS}
        spoken = [tag for tag in languages if tag in there]
        if not spoken and not choice.languages:
            found += project.content.check_source(campaign)
        drafts = {tag for tag in spoken if project.content.is_draft(campaign, tag)}
        easy_draft = _is_easy_draft(project, campaign, fitting)
        jobs += [
            Job(
                campaign,
                area,
                tag,
                piece.layout,
                piece.format,
                edition,
                f"{campaign}/{area}/{tag}/"
                + file_name(
                    piece.stem,
                    edition,
                    row,
                    tag in drafts or (easy_draft and piece.is_easy),
                    area in tests,
                ),
            )
            for area in areas
            for tag in spoken
            for piece in fitting
            for edition, row in editions.items()
            if (not row.once or piece in most)
            and _makes(project, row, piece, campaign, tag, choice)
        ]
    if set(campaigns) == set(project.content.campaigns()):
        unused = dict.fromkeys(piece.layout for piece in pieces if piece.layout not in used)
        found += [without_campaign(project, name) for name in unused]
    unprinted = [problem for problem in found if problem.rule == "no-layout"]
    if not jobs and unprinted:
        raise WrongChoice([replace(problem, severity=Severity.ERROR) for problem in unprinted])
    if not jobs and not found:
        raise WrongChoice([error("nothing", "nothing is all of what was chosen", None, _NOTHING)])
    lost = _unread(project, choice)
    unread = Unread(*map(frozenset, (campaigns, areas, languages, lost, editions)))
    return BuildPlan(tuple(jobs), tuple(dict.fromkeys(found)), unread)


def drawable(project: Project, jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Those of the jobs whose files have pages to draw. Raises `WrongChoice` if none has."""
    found = tuple(job for job in jobs if project.design.edition(job.edition).form == "pdf")
    if jobs and not found:
        message = f'what the edition "{jobs[0].edition}" makes has no pages to draw'
        raise WrongChoice([error("no-pages", message, None, "build it, and open the file")])
    return found


# --- names -------------------------------------------------------------------------------------


def _choose(
    kind: str,
    chosen: Sequence[str],
    known: Sequence[str],
    wrong: list[Problem],
    default: Iterable[str] | None = None,
) -> list[str]:
    """The names chosen that exist, each once; the others become problems."""
    if not chosen:
        return list(known if default is None else default)
    if ALL in chosen:
        return list(known)
    wrong += [_unknown(kind, name, known) for name in chosen if name not in known]
    return [name for name in dict.fromkeys(chosen) if name in known]


def _unknown(kind: str, name: str, known: Iterable[str]) -> Problem:
    hint = did_you_mean(name, known)
    return error(f"unknown-{kind}", f'no {kind} is called "{name}"', None, hint)


def _refuse_empty(project: Project) -> None:
    """Raise `Refused` for a project that has nothing to build from."""
    there = {
        "campaign": (project.content.campaigns(), "content"),
        "area": (project.content.areas(), "content/areas"),
        "layout": (project.design.layouts(), "layouts"),
    }
    problems = [
        error(
            f"no-{kind}",
            f"the project has no {kind}",
            Span(folder),
            f"make one with: cease new {kind} NAME",
        )
        for kind, (known, folder) in there.items()
        if not known
    ]
    if problems:
        raise Refused(problems)


def choose_areas(project: Project, chosen: Sequence[str], wrong: list[Problem]) -> list[str]:
    """The areas chosen, or the default one; what is wrong with the choice goes into `wrong`.
    Raises `Refused` if the default one may be one that cannot be read."""
    if chosen:
        return _choose("area", chosen, project.content.areas(), wrong)
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
    project: Project, named: Sequence[str], campaigns: Sequence[str], wrong: list[Problem]
) -> list[str]:
    """The languages chosen. Those that are made up to try layouts with are there when they are
    named, and are no part of `all`."""
    written = sorted({tag for campaign in campaigns for tag in project.content.tags(campaign)})
    made_up = [tag for tag in dict.fromkeys(named) if tag in pseudo.TAGS]
    made_up = [tag for tag in made_up if tag not in written]
    chosen = [tag for tag in named if tag not in made_up]
    languages = project.content.languages()
    unknown = [tag for tag in chosen if tag not in written] if ALL not in chosen else []
    for tag in dict.fromkeys(unknown):
        hint = suggestion(tag, written, languages.languages)
        wrong.append(error("unknown-language", f'no language is called "{tag}"', None, hint))
    chosen = [tag for tag in chosen if tag not in unknown]
    default = () if named else (languages.default,)
    return [*_choose("language", chosen, written, wrong, default), *made_up]


def _editions(project: Project, choice: Choice, wrong: list[Problem]) -> dict[str, Edition]:
    """The editions chosen, each with every printer and standard chosen in place of its own. Those
    that are not named are left out where they cannot take what was chosen."""
    editions = project.design.editions()
    default = (name for name, edition in editions.items() if edition.default)
    names = _choose("edition", choice.editions, list(editions), wrong, default)
    printers = _choose("printer", choice.printers, list(project.design.printers()), wrong, ())
    standards = _choose("standard", choice.standards, list(STANDARDS), wrong, ())
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
    """What was chosen that is not the edition's own already."""
    if printer and printer != edition.printer:
        yield printer
    if standard and STANDARDS[standard].declared != edition.standard:
        yield standard


def _unfit(
    name: str, editions: Mapping[str, Edition], printers: Sequence[str], standards: Sequence[str]
) -> Iterator[Problem]:
    """An error for what was chosen that an edition cannot take."""

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


# --- layouts and formats -----------------------------------------------------------------------


def _pieces(
    project: Project, choice: Choice, wrong: list[Problem], found: list[Problem]
) -> list[_Sized]:
    """Every layout chosen, at each of the formats chosen."""
    known = project.design.layouts()
    pieces: dict[_Sized, None] = {}
    if choice.is_every_layout:
        for name in known:
            layout = _read(project, name, found)
            if layout is not None and layout.pages:
                pieces |= dict.fromkeys(_formats(name, layout, choice.formats))
        missing = set(choice.formats) - {piece.format for piece in pieces} - {ALL}
        wrong += [
            _unknown("format", name, _all_formats(project, known)) for name in sorted(missing)
        ]
        return list(pieces)
    for name in dict.fromkeys((*choice.names, *choice.layouts)):
        owner, format_name = _resolve(project, name, known, found)
        if owner is None:
            wrong.append(_unknown("layout", name, known))
            continue
        layout = _read(project, owner, found)
        if layout is None:
            continue
        if not (layout.pages or layout.is_easy):
            wrong.append(_not_alone(project, owner))
            continue
        formats = (format_name,) if format_name else choice.formats
        chosen = list(_formats(owner, layout, formats))
        offered = {*layout.formats, ALL}
        wrong += [
            error(
                "unknown-format",
                f'"{owner}" has no format "{each}"',
                None,
                did_you_mean(each, layout.formats),
            )
            for each in formats
            if each not in offered
        ]
        pieces |= dict.fromkeys(chosen)
    return list(pieces)


def _not_alone(project: Project, name: str) -> Problem:
    editions = [edition for edition, row in project.design.editions().items() if row.layout == name]
    hint = f"choose --edition {editions[0]}" if editions else "name it as an edition's `layout`"
    message = f'"{name}" sets the words of another layout, for an edition that asks for it'
    return error("no-words", message, None, hint)


def _makes(
    project: Project, edition: Edition, piece: _Sized, campaign: str, tag: str, choice: Choice
) -> bool:
    """Whether there is such a file: easy wording is set by layouts of its own, and where every
    language is asked for in those that have it."""
    if not piece.is_easy:
        return True
    if not _takes_easy(edition):
        return False
    try:
        return ALL not in choice.languages or project.content.has_easy(campaign, tag)
    except Refused:
        return True  # the job will say what is wrong


def _takes_easy(edition: Edition) -> bool:
    return not edition.layout and edition.form == "pdf"


def _check_easy(
    pieces: Sequence[_Sized], editions: Mapping[str, Edition], choice: Choice
) -> Iterator[Problem]:
    """An error for each edition named that a layout for easy wording cannot be made in."""
    named = () if ALL in choice.editions else choice.editions
    for layout in dict.fromkeys(piece.layout for piece in pieces if piece.is_easy):
        for name in named:
            if name in editions and not _takes_easy(editions[name]):
                message = f'"{layout}" is laid out by itself, and the edition "{name}" by another'
                hint = "choose another edition for it, such as screen or office"
                yield error("no-words", message, None, hint)


def _is_easy_draft(project: Project, campaign: str, pieces: Sequence[_Sized]) -> bool:
    """Whether a campaign has easy wording that nobody has reviewed, if any piece is to set it."""
    if not any(piece.is_easy for piece in pieces):
        return False
    try:
        return any(problem.rule == "draft" for problem in project.content.unsettled(campaign))
    except Refused:
        return False


def _formats(name: str, layout: Layout, chosen: Sequence[str]) -> Iterator[_Sized]:
    """A layout at those of the formats chosen that it has, or at its own default."""
    if ALL in chosen:
        formats: Iterable[str] = layout.formats
    elif chosen:
        formats = (each for each in dict.fromkeys(chosen) if each in layout.formats)
    else:
        formats = layout.default or layout.formats[:1]
    for each in formats:
        yield _Sized(name, each, stem(name, layout.formats, each), layout.is_easy)


def _resolve(
    project: Project, name: str, known: Sequence[str], found: list[Problem]
) -> tuple[str | None, str]:
    """The layout a name means, and the format if it names one; of a layout that cannot be read,
    whatever format that is."""
    if name in known:
        return name, ""
    for owner in known:
        if name.startswith(f"{owner}-"):
            layout = _read(project, owner, found)
            rest = name.removeprefix(f"{owner}-")
            if layout is None or rest in layout.formats:
                return owner, rest
    return None, ""


def _read(project: Project, name: str, found: list[Problem]) -> Layout | None:
    try:
        return project.design.layout(name)
    except Refused as refused:
        found += refused.problems
        return None


def _unread(project: Project, choice: Choice) -> list[str]:
    """The layouts chosen that cannot be read."""
    known = project.design.layouts()
    meant = (_resolve(project, name, known, [])[0] for name in (*choice.names, *choice.layouts))
    names = known if choice.is_every_layout else [name for name in meant if name]
    return [name for name in names if _read(project, name, []) is None]


def _all_formats(project: Project, layouts: Iterable[str]) -> set[str]:
    rows = (_read(project, name, []) for name in layouts)
    return {name for row in rows if row is not None for name in row.formats}


# --- which layouts are for which campaign ------------------------------------------------------


def _fitting(
    project: Project, choice: Choice, campaign: str, pieces: Sequence[_Sized]
) -> list[_Sized]:
    """The pieces a campaign is built in: those asked for by name, or those that suit it."""
    if not choice.is_every_layout and (choice.campaigns or len(project.content.campaigns()) == 1):
        return list(pieces)
    try:
        words = project.content.source(campaign)
    except Refused:
        return list(pieces)  # the jobs will say what is wrong
    return [piece for piece in pieces if matches(project.design.layout(piece.layout), words)]


def _piece_with_most_blocks(
    project: Project, campaign: str, pieces: Sequence[_Sized]
) -> Sequence[_Sized]:
    """The piece with most of a campaign's words, and of those the first with most places to put
    them."""
    try:
        words = project.content.source(campaign)
    except Refused:
        return pieces  # the jobs will say what is wrong
    if not pieces:
        return []
    return [
        pieces[
            layout_with_most_blocks(
                [project.design.layout(piece.layout) for piece in pieces], words
            )
        ]
    ]


def _without_layout(project: Project, campaign: str, *, named: bool) -> Problem:
    """What to tell of a campaign that nothing is built of: an error if it was asked for."""
    path = project.content.campaign_path(campaign, project.content.languages().default)
    say = error if named else warning
    hint = f"begin one with: cease new layout NAME --campaign {campaign}"
    return say("no-layout", f'no layout prints the campaign "{campaign}"', Span(path), hint)


def without_campaign(project: Project, name: str) -> Problem:
    return warning(
        "no-campaign",
        f'no campaign has the blocks of the layout "{name}", so it is not built',
        project.design.layout(name).at("pages"),
        "name blocks of a campaign in it",
    )
