"""Finds everything wrong with a project's files, used or not, in one pass."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from msgspec.structs import replace

from generator.content.area_rows import Area
from generator.content.campaign_rows import Campaign
from generator.content.content_checks import check_content
from generator.content.document import Document
from generator.content.project_content import CONTENT
from generator.design.drawing import Drawing
from generator.design.items import ImageItem
from generator.design.layout import Layout
from generator.design.layout_walk import all_items
from generator.problems import (
    Problem,
    Refused,
    Severity,
    Span,
    WrongChoice,
    unknown,
    warning,
    with_places,
)
from .checked_words import WordsToSet, checked
from .choosing import LIKE_YAML, as_yaml, choose_areas, choose_languages, lacking
from .easy_reading import easy_words
from .libraries import Libraries
from .making import drawing_of
from .matching import layout_blocks, matches
from .planning import without_campaign
from .theme_colours import shown_otherwise

_FOLDERS: Final = (CONTENT, "layouts", "fonts")


class Scope(NamedTuple):
    """The areas and languages to check; None means all. Areas other than the usual one may be
    checked in fewer languages."""

    areas: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None

    @property
    def is_everything(self) -> bool:
        return self.areas is None and self.tags is None


EVERYTHING: Final = Scope()


def scope(project: Libraries, areas: Sequence[str], tags: Sequence[str]) -> Scope:
    """The chosen scope: areas alone are checked in the default language, and languages alone for
    the usual area. Raises `WrongChoice` for names that do not exist."""
    if not areas and not tags:
        return EVERYTHING
    wrong: list[Problem] = []
    usual = [project.usual_area()]
    found = Scope(
        tuple(choose_areas(project, areas or usual, wrong)),
        tuple(choose_languages(project, tags, project.content.campaigns(), wrong)),
    )
    if wrong:
        raise WrongChoice(wrong)
    return found


def validate(project: Libraries, chosen: Scope = EVERYTHING, workers: int = 1) -> list[Problem]:
    """Read every file, and set every layout, so that words that do not fit are found before
    anything is built. The default language is set for every area, and others for the usual one; or
    the chosen areas and languages. Each problem is given once. `workers` are as in `checked`."""
    found = lacking(project) if chosen.is_everything else []
    found += [*check_content(project.content, *chosen), *project.design.check()]
    layouts = project.readable_layouts()
    unused = set(layouts)
    parts = [_campaign(project, name, layouts, chosen) for name in project.content.campaigns()]
    tasks = [words for part in parts for words in part.words]
    problems = checked(project, tasks, problems_of, workers)
    for part in parts:
        unused -= part.layouts
        found += part.problems
        found += (problem for _ in part.words for problem in next(problems))
    found += [without_campaign(project, name) for name in sorted(unused)]
    found += _unread(project) if chosen.is_everything else ()
    found += _editions(project)
    found += shown_otherwise(project)
    found += _without_slot(project, layouts.values())
    return _in_order(found)


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    """Each problem once, with those of a file together, from its first line to its last."""
    once = list(dict.fromkeys(found))
    places = [problem.span or Span("") for problem in once]
    rank = {path: index for index, path in enumerate(dict.fromkeys(p.path for p in places))}
    keys = [(rank[place.path], place.line, place.column) for place in places]
    return [once[index] for index in sorted(range(len(once)), key=keys.__getitem__)]


def unused_blocks(project: Libraries, campaign: str) -> list[Problem]:
    """Warn of each block of a campaign that no layout prints. There are no warnings if the campaign
    cannot be read."""
    words = project.source(campaign)
    if words is None:
        return []
    layouts = [layout for layout in project.readable_layouts().values() if matches(layout, words)]
    used = frozenset[str]().union(*map(layout_blocks, layouts))
    return [
        warning(
            "unused-block",
            f'no layout prints the block "{name}"',
            words.at(f"blocks.{name}"),
            "add it to a layout, or take it out",
        )
        for name in words.blocks
        if layouts and name not in used
    ]


class _CampaignPart(NamedTuple):
    """The layouts of a campaign, what is wrong with its blocks, and the words to set in layouts."""

    layouts: frozenset[str]
    problems: list[Problem]
    words: list[WordsToSet]


def _campaign(
    project: Libraries, campaign: str, layouts: dict[str, Layout], chosen: Scope
) -> _CampaignPart:
    """What of a campaign is set in which layouts."""
    words = project.source(campaign)
    fitting = frozenset(
        name for name, row in layouts.items() if words is None or matches(row, words)
    )
    pictures = tuple(_picture_layouts(project, words)) if words is not None else ()
    found: list[WordsToSet] = []
    areas = project.content.areas()
    usual = project.usual_area()
    for tag in project.content.tags(campaign):
        if chosen.tags is not None and tag not in chosen.tags:
            continue
        original = words is not None and tag == project.content.languages().default
        for area in areas if chosen.areas is None else chosen.areas:
            is_set = original or area == usual or chosen.areas is not None
            to_set = (*sorted(fitting), *pictures) if is_set else ()
            found.append(WordsToSet(campaign, tag, area, to_set))
    return _CampaignPart(fitting, unused_blocks(project, campaign), found)


def _picture_layouts(project: Libraries, words: Campaign) -> Iterator[str]:
    """The layouts of pictures that editions make of a campaign, but for those that cannot be
    read."""
    for name in project.design.pictures():
        with suppress(Refused):
            if matches(project.design.layout(name), words):
                yield name


def problems_of(project: Libraries, words: WordsToSet) -> list[Problem]:
    """The problems of a campaign's words for an area, and of the layouts set from them whose theme
    has a font for them."""
    return list(_problems_of(project, words))


def _problems_of(project: Libraries, words: WordsToSet) -> Iterator[Problem]:
    campaign, tag, area, layouts = words
    try:
        document, problems = project.document(campaign, tag, area)
    except Refused as refused:
        yield from map(_in_progress, refused.problems)
        return
    yield from problems
    for name in layouts:
        try:
            drawing, _ = drawing_of(project, document, name)
            if lacking := project.no_font(drawing.layout.theme, document.script, tag):
                yield from (replace(each, severity=Severity.WARNING) for each in lacking)
                continue
            if drawing.layout.flow:
                yield from _easy_read_problems(project, document, drawing)
                continue
        except Refused as refused:
            if document.theme:  # the design reports layouts in their own themes
                yield from with_places(refused.problems, document.span)
            continue
        for format_name in drawing.layout.default or drawing.layout.formats[:1]:
            yield from project.piece_check.pages(document, drawing, format_name)


def _without_slot(project: Libraries, layouts: Iterable[Layout]) -> Iterator[Problem]:
    """Warn of each picture that is named for a slot which no layout has."""
    drawn = (layout.for_format(name) for layout in layouts for name in layout.formats)
    items = [item for layout in drawn for item in all_items(layout)]
    slots = {item.slot for item in items if isinstance(item, ImageItem)}
    sources = (project.source(name) for name in project.content.campaigns())
    named: list[Area | Campaign] = [*project.readable_areas()]
    named += [words for words in sources if words is not None]
    for file in named:
        for slot in file.images:
            if slot not in slots:
                where = file.at(f"images.{slot}")
                found = unknown("slot", slot, slots, where, noun="slot of a layout")
                yield replace(found, severity=Severity.WARNING)


def _easy_read_problems(
    project: Libraries, document: Document, drawing: Drawing
) -> Iterator[Problem]:
    """The problems of a document's easy wording in a layout for it."""
    if not drawing.layout.is_easy or not any(block.easy for block in document.blocks.values()):
        return
    try:
        yield from project.piece_check.easy(document, drawing, easy_words(project, document))
    except Refused as refused:
        yield from refused.problems


def _in_progress(problem: Problem) -> Problem:
    """The problems of a translation in progress, where a reason not to build it is no fault of its
    file."""
    if problem.rule != "untranslated":
        return problem
    return replace(problem, severity=Severity.WARNING)


def _editions(project: Libraries) -> Iterator[Problem]:
    try:
        names = list(project.design.editions())
    except Refused as refused:
        yield from refused.problems
        return
    for name in names:
        try:
            project.edition(name)
        except Refused as refused:
            yield from refused.problems


def _unread(project: Libraries) -> Iterator[Problem]:
    """Report YAML files in places that nothing reads. Without languages nobody knows which are
    those of campaigns."""
    try:
        project.content.languages()
        folders: Iterable[str] = _FOLDERS
    except Refused:
        folders = [folder for folder in _FOLDERS if folder != CONTENT]
    for folder in folders:
        for suffix in (".yaml", *LIKE_YAML):
            for path in project.shelf.files(folder, suffix):
                if path in project.shelf.read:
                    continue
                hint = "move it to where it belongs, or out of the project"
                if suffix in LIKE_YAML:
                    hint = f"call it {as_yaml(path, suffix)}"
                yield warning("unread-file", "nothing reads this file", Span(path), hint)
