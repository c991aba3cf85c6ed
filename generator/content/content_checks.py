"""Reports what is wrong with any file of content, whether or not a piece is made from it."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator.problems import Problem, Refused, Severity, Span, error, unknown
from generator.source.file_names import name_problem
from .approval_rows import APPROVALS, Approvals, check_approvals
from .area_checks import overdue
from .area_rows import Area
from .language_checks import LANGUAGES, check_tag, no_language
from .language_rows import Languages
from .project_content import CONTENT, Content
from .terms import check_terms
from .translation_rows import Earlier, Terms


def check_content(
    content: Content,
    areas: Collection[str] | None = None,
    tags: Collection[str] | None = None,
) -> list[Problem]:
    """The problems of every file of content, or of the files for some areas and languages. Problems
    that appear only when words meet an area are found by making every campaign's documents."""
    problems: list[Problem] = []
    languages = None
    try:
        languages = content.languages()
        problems += content.shelf.row(LANGUAGES, Languages)[1]
        for tag, row in languages.languages.items():
            problems += check_tag(tag, row.at())
    except Refused as refused:
        problems += refused.problems
    for name in content.campaigns():
        problems += _check_name("campaign", name, f"{CONTENT}/{name}")
        for tag in content.tags(name):
            if tags is not None and tag not in tags:
                continue
            default = languages.default if languages else None
            problems += content.file_problems(name, tag, default)
            if languages and tag not in languages.languages:
                problems.append(content.unknown_language(name, tag, languages))
        if languages:
            problems += content.check_source(name)
            problems += content.check_easy(name, languages.default)
            problems += _unless_unreadable(partial(content.easy_warnings, name))
            problems += _check_beside(content, name, languages)
    problems += _check_areas(content, languages, areas)
    problems += _check_approvals(content, areas)
    return problems


def _check_approvals(content: Content, chosen: Collection[str] | None) -> Iterator[Problem]:
    """Report what is wrong with the approvals of areas, and those of areas that are gone."""
    for path in content.shelf.files(APPROVALS):
        name = PurePosixPath(path).stem
        if chosen is not None and name not in chosen:
            continue
        row, found = content.shelf.row(path, Approvals)
        yield from found
        yield from check_approvals(row) if row else ()
        if name not in content.areas():
            yield replace(
                unknown("area", name, content.areas(), Span(path)), severity=Severity.WARNING
            )


def _check_beside(content: Content, campaign: str, languages: Languages) -> Iterator[Problem]:
    """Report what is wrong with a campaign's terms and its earlier originals."""
    for path in content.shelf.files(f"{CONTENT}/{campaign}/terms"):
        tag = PurePosixPath(path).stem
        row, found = content.shelf.row(path, Terms)
        yield from found
        if tag not in languages.languages:
            yield no_language(tag, Span(path), languages)
        elif row is not None:
            yield from check_terms(row, languages.languages[tag].script)
    path = content.earlier_path(campaign)
    if path in content.shelf.files(f"{CONTENT}/{campaign}/earlier"):
        yield from content.shelf.row(path, Earlier)[1]


def _check_areas(
    content: Content, languages: Languages | None, chosen: Collection[str] | None
) -> Iterator[Problem]:
    marked: list[Area] = []
    for name in content.areas():
        if chosen is not None and name not in chosen:
            continue
        yield from _check_name("area", name, content.area_path(name))
        try:
            area, warnings = content.area(name)
        except Refused as refused:
            yield from refused.problems
            continue
        yield from warnings
        yield from overdue(area)
        if languages:
            for tag, spelling in area.translations.items():
                if tag not in languages.languages:
                    yield no_language(tag, spelling.at(), languages)
        if area.default:
            marked.append(area)
    for area in marked[1:]:
        yield error(
            "two-defaults",
            "another area is the default already",
            area.at("default"),
            "leave `default: true` in one of them",
        )


def _unless_unreadable(problems: Callable[[], list[Problem]]) -> list[Problem]:
    """The problems, or none for a file that cannot be read, which is reported elsewhere."""
    try:
        return problems()
    except Refused:
        return []


def _check_name(kind: str, name: str, path: str) -> Iterator[Problem]:
    problem = name_problem(kind, name, Span(path))
    if problem:
        yield problem
