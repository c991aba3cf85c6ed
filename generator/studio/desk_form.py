"""Makes the form of a desk: what a layout prints there, from the project's files as they are in the
editor. Files with errors have a form too, so that the errors can be mended in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from generator.content.area_logos import AREAS
from generator.content.campaign_rows import Campaign
from generator.content.sentences import IMAGES, SHORT, digest
from generator.content.translation_rows import Translation
from generator.design.items import ImageItem
from generator.design.layout import Layout
from generator.design.layout_walk import Section, all_items, sections
from generator.design.partner_items import ImprintItem, LogosItem
from generator.jobs.easy_reading import layout_for_easy
from generator.problems import Refused
from generator.source.keys import AREA, CAMPAIGN
from .area_form import PICTURES, AreaForm
from .desk import DeskName, OpenProject
from .edit_fields import Asked, FieldGroup
from .piece_form import PieceForm
from .sentences_shown import (
    PhraseShown,
    TranslationShown,
    phrases,
    picture_phrases,
    translated,
)

T = TypeVar("T")


class DeskForm(Struct, frozen=True):
    """A desk's fields, in a language and for a campaign written in the `original` language, both
    with their names in English, and its files by their words (`source.keys`)."""

    groups: tuple[FieldGroup, ...]
    language: str
    called: str
    direction: str
    original: str
    original_called: str
    paths: dict[str, str]


def desk_form(
    project: OpenProject,
    desk: DeskName,
    layout: str,
    changed: Collection[tuple[str, str]] = frozenset(),
) -> DeskForm:
    """The form of what a layout prints. `changed` are the sentences of the original, each with the
    digest of its words, of which somebody has said that their meaning has changed. Raises `Refused`
    if a file is no YAML."""
    content = project.project.content
    languages = content.languages()
    default, is_original = languages.default, desk.language == languages.default
    paths = project.paths(desk)
    campaign = project.data(paths[CAMPAIGN])
    foreign = "" if is_original else desk.language
    files = tuple(
        file.removeprefix(f"{AREAS}/")
        for suffix in PICTURES
        for file in project.shelf.files(AREAS, suffix)
    )
    form = PieceForm(
        campaign,
        default,
        desk.language,
        AreaForm(project.data(paths[AREA]), foreign, tuple(sorted(files))),
        None if is_original else translation_shown(project, desk),
        () if is_original else _or(lambda: content.terms(desk.campaign, desk.language), ()),
        dict(asked_of(project, desk.campaign, changed)) if is_original else {},
        None if is_original else project.data_on_disk(paths[desk.language]),
    )
    row = project.project.design.layout(layout)
    used = [*all_items(row)]
    groups = form.groups(
        _sections(project, desk, row),
        has_imprint=any(isinstance(item, ImprintItem) for item in used),
        has_logos=any(isinstance(item, LogosItem) for item in used),
        slots=[*dict.fromkeys(item.slot for item in used if isinstance(item, ImageItem))],
        has_easy=bool(row.flow and row.flow.easy),
    )
    known = languages.languages
    here = content.language(desk.language)
    return DeskForm(
        groups,
        desk.language,
        here.english if here else desk.language,
        here.direction if here else "ltr",
        default,
        known[default].english if default in known else default,
        paths,
    )


def _sections(project: OpenProject, desk: DeskName, row: Layout) -> tuple[Section, ...]:
    """The blocks of a layout. One that flows has those of the layout with most of them."""
    if row.flow is not None:
        row = _or(lambda: layout_for_easy(project.project, desk.campaign), row)
    return sections(row, project.project.design.first_format(row))


def translation_shown(project: OpenProject, desk: DeskName) -> TranslationShown:
    """The translation of a desk. Raises `Refused` if it is no YAML."""
    path = project.paths(desk)[desk.language]
    content = project.project.content
    campaign: Campaign | None = _or(lambda: content.source(desk.campaign), None)
    row: Translation | None = _or(lambda: content.translation(desk.campaign, desk.language), None)
    before = {digest(each.words): each.words for each in _before(project, desk.campaign)}
    noted: dict[str, str] = {}
    earlier = before | _or(lambda: content.earlier(desk.campaign), noted)
    return translated(campaign, row, project.data(path), earlier)


def _before(project: OpenProject, campaign: str) -> list[PhraseShown]:
    """The sentences of a campaign as they stand in its file on the disk."""
    content = project.project.content
    path = content.campaign_path(campaign, content.languages().default)
    return all_phrases(project.data_on_disk(path))


def all_phrases(campaign: Mapping[str, Any]) -> list[PhraseShown]:
    """Every sentence of a campaign's data."""
    found = [
        PhraseShown(name, name, campaign[name])
        for name in ("title", "subject")
        if isinstance(campaign.get(name), str)
    ]
    images = campaign.get("images")
    for slot in images if isinstance(images, dict) else ():
        found += picture_phrases(campaign, slot)
    for name, row in (campaign.get("blocks") or {}).items():
        found += phrases(name, row)
    return found


def asked_of(
    project: OpenProject, campaign: str, changed: Collection[tuple[str, str]]
) -> Iterator[tuple[str, Asked]]:
    """What is to be asked of each sentence of the original whose words are not those on the
    disk."""
    content = project.project.content
    default = content.languages().default
    path = content.campaign_path(campaign, default)
    if path not in project.history.changed:
        return
    before = {each.sentence: each.words for each in _before(project, campaign)}
    now = {each.sentence: each.words for each in all_phrases(project.data(path))}
    other = [key for key, words in now.items() if before.get(key, words).strip() != words.strip()]
    if not other:
        return
    tags = [tag for tag in content.tags(campaign) if tag != default]
    texts = {tag: content.campaign_path(campaign, tag) for tag in tags}
    datas = {tag: project.data(each) for tag, each in texts.items()}
    for key in other:
        old, new = digest(before[key]), digest(now[key])
        made = [sources_of(data, key) for data in datas.values()]
        ready, waiting = sum(new in each for each in made), sum(old in each for each in made)
        if ready or waiting:
            said = "" if waiting else "same"
            if waiting and (key, new) in changed:
                said = "changed"
            yield key, Asked(waiting or ready, said)  # type: ignore[arg-type]


def sources_of(data: Any, sentence: str) -> list[str]:
    """The digests of originals that a translation's data has for the part of a sentence."""
    if sentence in ("title", "subject"):
        return [*map(str, data.get("source") or ())]
    name = sentence.removesuffix(SHORT).rpartition(".")[0]
    if sentence.startswith(IMAGES):
        row = (data.get("images") or {}).get(name.removeprefix(IMAGES))
    else:
        row = (data.get("blocks") or {}).get(name)
    word = "short_source" if sentence.endswith(SHORT) else "source"
    return [*map(str, row.get(word) or ())] if isinstance(row, dict) else []


def _or(read: Callable[[], T], otherwise: T) -> T:
    """What the function gives; something else if it refuses."""
    try:
        return read()
    except Refused:
        return otherwise
