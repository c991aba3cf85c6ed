"""Finds which files a choice means: campaign × area × language × layout × format × edition."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.content import pseudolocalise
from generator.content.area_files import AreaFacts
from generator.design.editions import Edition
from generator.problems import Problem, Refused, Severity, Span, WrongChoice, error, warning
from generator.reports.piece_names import PieceName, file_name, stem
from generator.source.file_names import name_problem
from .choosing import (
    ALL,
    Choice,
    choose,
    choose_areas,
    choose_editions,
    choose_languages,
    choose_themes,
    own_theme,
    refuse_empty,
)
from .chosen_layouts import SizedLayout, chosen_layouts, unread_layouts
from .libraries import Libraries
from .matching import layout_with_most_blocks, matches

_NOTHING: Final = "layouts are for the campaigns that have their blocks; see: cease list layouts"


class Job(Struct, frozen=True, gc=False):
    """One file to make: the piece, and its path under the output folder, with slashes."""

    piece: PieceName
    file: str


class Unread(NamedTuple):
    """A choice of layouts that cannot be read, so that nobody knows which files it means."""

    campaigns: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    layouts: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()


ALL_READ: Final = Unread()


class BuildPlan(NamedTuple):
    """The jobs to do, and the problems of files that were read to know them."""

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    unread: Unread = ALL_READ


def plan(project: Libraries, choice: Choice) -> BuildPlan:
    """The jobs of a choice, in a stable order. Raises `WrongChoice` for names that do not exist,
    and `Refused` if the project's own files leave no job. A layout that cannot be read is a problem
    and has no jobs."""
    wrong: list[Problem] = []
    found: list[Problem] = []
    refuse_empty(project)
    campaigns = choose("campaign", choice.campaigns, project.content.campaigns(), wrong)
    areas = choose_areas(project, choice.areas, wrong)
    languages = choose_languages(project, choice.languages, campaigns, wrong)
    editions = choose_editions(project, choice, wrong)
    themes = choose_themes(project, choice.themes, wrong)
    layouts = chosen_layouts(project, choice, wrong, found)
    wrong += _check_easy(layouts, editions, choice)
    if wrong:
        raise WrongChoice(wrong)
    if unusable := _unusable_names(project, campaigns, areas):
        raise Refused(unusable)
    jobs: list[Job] = []
    used: set[str] = set()
    for campaign in campaigns:
        matching = _matching(project, choice, campaign, layouts)
        used.update(sized.layout for sized in matching)
        if choice.is_every_layout and not matching:
            found.append(_without_layout(project, campaign, named=bool(choice.campaigns)))
        there = {*project.content.tags(campaign), *pseudolocalise.TAGS}
        tags = [tag for tag in languages if tag in there]
        if not tags and not choice.languages:
            found += project.content.check_source(campaign)
        jobs += _jobs(project, choice, campaign, areas, tags, matching, editions, themes)
    if set(campaigns) == set(project.content.campaigns()):
        unused = dict.fromkeys(sized.layout for sized in layouts if sized.layout not in used)
        found += [without_campaign(project, name) for name in unused]
    unprinted = [problem for problem in found if problem.rule == "no-layout"]
    if not jobs and unprinted:
        raise WrongChoice([replace(problem, severity=Severity.ERROR) for problem in unprinted])
    if not jobs and not found:
        raise WrongChoice([error("nothing", "nothing is all of what was chosen", None, _NOTHING)])
    lost = unread_layouts(project, choice)
    unread = Unread(*map(frozenset, (campaigns, areas, languages, lost, editions)))
    return BuildPlan(tuple(jobs), tuple(dict.fromkeys(found)), unread)


def _unusable_names(
    project: Libraries, campaigns: Sequence[str], areas: Sequence[str]
) -> list[Problem]:
    """The errors of names that files cannot be called after."""
    content = project.content
    found = [name_problem("campaign", name, Span(f"content/{name}")) for name in campaigns]
    found += [name_problem("area", name, Span(content.area_path(name))) for name in areas]
    return [problem for problem in found if problem is not None]


def _jobs(
    project: Libraries,
    choice: Choice,
    campaign: str,
    areas: Sequence[str],
    tags: Sequence[str],
    layouts: Sequence[SizedLayout],
    editions: Mapping[str, Edition],
    themes: Sequence[str],
) -> Iterator[Job]:
    """The jobs of a campaign. Areas whose facts are the same differ in nothing but their names, so
    the jobs of the first are copied for the others."""
    every = choice.is_every_layout
    once = _layout_with_most_blocks(project, campaign, layouts) if every else _once_each(layouts)
    drafts = {tag for tag in tags if project.content.is_draft(campaign, tag)}
    easy_draft = _is_easy_draft(project, campaign, layouts)

    def jobs_of(area: str) -> Iterator[Job]:
        is_test = project.content.is_test(area)
        for tag in tags:
            if not all(sized.is_easy for sized in layouts):  # which are laid out by themselves
                yield from _pictures(project, editions, campaign, area, tag, tag in drafts, is_test)
            for sized in layouts:
                is_draft = tag in drafts or (easy_draft and sized.is_easy)
                for name, edition in editions.items():
                    if edition.form == "png" or (edition.once and sized not in once):
                        continue
                    if not _makes(project, edition, sized, campaign, tag, choice):
                        continue
                    for theme in themes:
                        own = theme and own_theme(project, campaign, area, sized.layout)
                        other = "" if theme == own else theme
                        names = campaign, area, tag, sized.layout, sized.format, name, other
                        piece = PieceName.of(*names)
                        file = file_name(sized.stem, piece.made_as, edition, is_draft, is_test)
                        yield Job(piece, f"{campaign}/{area}/{tag}/{file}")

    project.content.learn_facts(areas)
    first: dict[AreaFacts, tuple[Job, ...]] = {}
    for area in areas:
        facts = project.content.facts(area)
        if facts not in first:
            first[facts] = tuple(jobs_of(area))
        yield from (_for_area(job, area) for job in first[facts])


def _for_area(job: Job, area: str) -> Job:
    """The same job for another area."""
    campaign, _, rest = job.file.split("/", 2)
    return Job(job.piece.of_area(area), f"{campaign}/{area}/{rest}")


def _pictures(
    project: Libraries,
    editions: Mapping[str, Edition],
    campaign: str,
    area: str,
    tag: str,
    is_draft: bool,
    is_test: bool,
) -> Iterator[Job]:
    """The pictures of the editions that have some, for a campaign with the words of their
    layouts."""
    words = project.source(campaign)
    for name, edition in editions.items():
        for layout in edition.pictures:
            row = project.design.layout(layout)
            if words is not None and not matches(row, words):
                continue
            drawn = row.formats[0]
            file = file_name(stem(layout, row.formats, drawn), name, edition, is_draft, is_test)
            piece = PieceName.of(campaign, area, tag, layout, drawn, name)
            yield Job(piece, f"{campaign}/{area}/{tag}/{file}")


def drawable(project: Libraries, jobs: Sequence[Job]) -> tuple[Job, ...]:
    """The jobs whose files have pages to draw. Raises `WrongChoice` if none has."""
    found = tuple(
        job for job in jobs if project.design.edition(job.piece.edition_name).form in {"pdf", "png"}
    )
    if jobs and not found:
        message = f'what the edition "{jobs[0].piece.edition_name}" makes has no pages to draw'
        raise WrongChoice([error("no-pages", message, None, "build it, and open the file")])
    return found


def _makes(
    project: Libraries,
    edition: Edition,
    piece: SizedLayout,
    campaign: str,
    tag: str,
    choice: Choice,
) -> bool:
    """Whether a file exists for a choice. Layouts of their own set easy wording, and only in
    languages that have it."""
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
    pieces: Sequence[SizedLayout], editions: Mapping[str, Edition], choice: Choice
) -> Iterator[Problem]:
    """Report each named edition that cannot have a layout for easy wording."""
    named = () if ALL in choice.editions else choice.editions
    for layout in dict.fromkeys(piece.layout for piece in pieces if piece.is_easy):
        for name in named:
            if name in editions and not _takes_easy(editions[name]):
                message = f'"{layout}" is laid out by itself, and the edition "{name}" by another'
                hint = "choose another edition for it, such as screen or office"
                yield error("no-words", message, None, hint)


def _is_easy_draft(project: Libraries, campaign: str, pieces: Sequence[SizedLayout]) -> bool:
    """Whether a piece sets easy wording that nobody has reviewed."""
    if not any(piece.is_easy for piece in pieces):
        return False
    try:
        return any(problem.rule == "draft" for problem in project.content.easy_warnings(campaign))
    except Refused:
        return False


def _matching(
    project: Libraries, choice: Choice, campaign: str, pieces: Sequence[SizedLayout]
) -> list[SizedLayout]:
    """The layouts of a campaign: those asked for by name, or those that match it."""
    if not choice.is_every_layout and (choice.campaigns or len(project.content.campaigns()) == 1):
        return list(pieces)
    words = project.source(campaign)
    if words is None:
        return list(pieces)  # the jobs will say what is wrong
    return [piece for piece in pieces if matches(project.design.layout(piece.layout), words)]


def _layout_with_most_blocks(
    project: Libraries, campaign: str, pieces: Sequence[SizedLayout]
) -> Sequence[SizedLayout]:
    """The layout with most of a campaign's words, and of those the first with most places to put
    them."""
    words = project.source(campaign)
    if words is None or not pieces:
        return pieces  # the jobs will say what is wrong
    layouts = [project.design.layout(piece.layout) for piece in pieces]
    return [pieces[layout_with_most_blocks(layouts, words)]]


def _once_each(pieces: Sequence[SizedLayout]) -> list[SizedLayout]:
    """Each layout in the first of its formats: what has its words alone is the same in all."""
    first: dict[str, SizedLayout] = {}
    for piece in pieces:
        first.setdefault(piece.layout, piece)
    return [*first.values()]


def _without_layout(project: Libraries, campaign: str, *, named: bool) -> Problem:
    """What to report of a campaign without any layout: an error if it was asked for."""
    path = project.content.campaign_path(campaign, project.content.languages().default)
    say = error if named else warning
    hint = f"begin one with: cease new layout NAME --campaign {campaign}"
    return say("no-layout", f'no layout prints the campaign "{campaign}"', Span(path), hint)


def without_campaign(project: Libraries, name: str) -> Problem:
    return warning(
        "no-campaign",
        f'no campaign has the blocks of the layout "{name}", so it is not built',
        project.design.layout(name).at("pages"),
        "name blocks of a campaign in it",
    )
