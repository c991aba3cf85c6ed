"""The words of a project: which campaigns, languages and areas it has, and each one read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from generator.content import rows
from generator.content.areas import check_area, overdue
from generator.content.document import Document, Logo, localise
from generator.problems import Problem, Refused, Span, did_you_mean, error
from generator.source.shelf import Shelf, need

CONTENT: Final = "content"
AREAS: Final = "content/areas"
LANGUAGES: Final = "content/languages.yaml"

# Campaigns, areas and languages give folders of the output their names.
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Library:
    """Everything under `content/`. Files are read when they are asked for, each once."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    # what there is

    def campaigns(self) -> list[str]:
        """Every folder of words, by name."""
        folders = {
            PurePosixPath(path).parts[1]
            for path in self.shelf.files(CONTENT)
            if len(PurePosixPath(path).parts) == 3
        }
        return sorted(folders - {PurePosixPath(AREAS).name})

    def areas(self) -> list[str]:
        return self._stems(AREAS)

    def tags(self, campaign: str) -> list[str]:
        """The languages a campaign is written in."""
        return self._stems(f"{CONTENT}/{campaign}")

    def _stems(self, folder: str) -> list[str]:
        paths = (PurePosixPath(path) for path in self.shelf.files(folder))
        return [path.stem for path in paths if path.parent == PurePosixPath(folder)]

    def default_area(self) -> str | None:
        """The area built when none is named: the only one, or the one that says `default`."""
        areas = self.areas()
        if len(areas) == 1:
            return areas[0]
        marked = []
        for name in areas:
            area, _ = self.shelf.row(self.area_path(name), rows.Area)
            if area is not None and area.default:
                marked.append(name)
        return marked[0] if len(marked) == 1 else None

    # where it stands

    @staticmethod
    def area_path(name: str) -> str:
        return f"{AREAS}/{name}.yaml"

    @staticmethod
    def campaign_path(name: str, tag: str) -> str:
        return f"{CONTENT}/{name}/{tag}.yaml"

    def files(self, campaign: str, tag: str, area: str) -> list[str]:
        """Every file a document is made from."""
        paths = [LANGUAGES, self.campaign_path(campaign, tag), self.area_path(area)]
        row, _ = self.shelf.row(self.area_path(area), rows.Area)
        paths += [_beside(logo.file) for logo in row.logos] if row else []
        return paths

    # what it says

    def languages(self) -> rows.Languages:
        """content/languages.yaml. Raises `Refused`."""
        languages = need(*self.shelf.row(LANGUAGES, rows.Languages))
        problems = list(_check_languages(languages))
        if problems:
            raise Refused(problems)
        return languages

    def campaign(self, name: str, tag: str) -> rows.Campaign:
        """A campaign in one language. Raises `Refused`."""
        return need(*self.shelf.row(self.campaign_path(name, tag), rows.Campaign))

    def area(self, name: str) -> tuple[rows.Area, list[Problem]]:
        """An area and what to warn of. Raises `Refused`."""
        row, found = self.shelf.row(self.area_path(name), rows.Area)
        if row is None:
            raise Refused(found)
        problems = [*found, *check_area(row), *self._check_logos(row)]
        if any(problem.is_error for problem in problems):
            raise Refused(problems)
        return row, problems

    def overdue(self, names: Iterable[str]) -> Iterator[Problem]:
        """A warning for each of these areas that nobody has checked for more than a year."""
        for name in names:
            row, _ = self.shelf.row(self.area_path(name), rows.Area)
            if row is not None:
                yield from overdue(row)

    def document(self, campaign: str, tag: str, area: str) -> tuple[Document, list[Problem]]:
        """A campaign's words in one language for one area, logos as absolute paths, and what to
        warn of. Raises `Refused` with everything wrong with any of the files."""
        problems: list[Problem] = []
        words = place = languages = None
        try:
            languages = self.languages()
        except Refused as refused:
            problems += refused.problems
        words, found = self.shelf.row(self.campaign_path(campaign, tag), rows.Campaign)
        problems += found
        try:
            place, warnings = self.area(area)
            problems += warnings
        except Refused as refused:
            problems += refused.problems
        if languages is None or words is None or place is None:
            raise Refused(problems)
        language = languages.languages.get(tag)
        if language is None:
            raise Refused([*problems, self._unknown_language(campaign, tag, languages)])
        try:
            document, more = localise(campaign, words, tag, language, area, place)
        except Refused as refused:
            raise Refused([*problems, *refused.problems]) from None
        return replace(document, logos=tuple(self._logos(place))), problems + more

    def _logos(self, area: rows.Area) -> Iterator[Logo]:
        for logo in area.logos:
            span = logo.at("file")
            yield Logo(str(self.shelf.find(_beside(logo.file), span)), logo.alt, span)

    def _check_logos(self, area: rows.Area) -> Iterator[Problem]:
        for logo in area.logos:
            try:
                self.shelf.find(_beside(logo.file), logo.at("file"))
            except Refused as refused:
                yield from refused.problems

    def _unknown_language(self, campaign: str, tag: str, languages: rows.Languages) -> Problem:
        return error(
            "unknown-language",
            f'no language is called "{tag}"',
            Span(self.campaign_path(campaign, tag)),
            did_you_mean(tag, languages.languages) or f'add "{tag}" to {LANGUAGES}',
        )

    # all of it

    def check(self) -> list[Problem]:
        """What is wrong with any file of content, used or not, short of merging it with an
        area; read every campaign's documents for that."""
        problems: list[Problem] = []
        languages = None
        try:
            languages = self.languages()
        except Refused as refused:
            problems += refused.problems
        for name in self.campaigns():
            problems += _check_name("campaign", name, f"{CONTENT}/{name}")
            for tag in self.tags(name):
                path = self.campaign_path(name, tag)
                problems += self.shelf.row(path, rows.Campaign)[1]
                if languages and tag not in languages.languages:
                    problems.append(self._unknown_language(name, tag, languages))
            if languages:
                problems += self.check_source(name)
        problems += self._check_areas()
        return problems

    def check_source(self, campaign: str) -> Iterator[Problem]:
        """Whether a campaign is written in the default language. Raises `Refused`."""
        default = self.languages().default
        if default not in self.tags(campaign):
            yield error(
                "no-source",
                f'the campaign "{campaign}" is not written in {default}, the default language',
                Span(self.campaign_path(campaign, default)),
                f"write it, or change `default` in {LANGUAGES}",
            )

    def _check_areas(self) -> Iterator[Problem]:
        marked: list[rows.Area] = []
        for name in self.areas():
            yield from _check_name("area", name, self.area_path(name))
            try:
                area, warnings = self.area(name)
            except Refused as refused:
                yield from refused.problems
                continue
            yield from warnings
            yield from overdue(area)
            if area.default:
                marked.append(area)
        for area in marked[1:]:
            yield error(
                "two-defaults",
                "another area is the default already",
                area.at("default"),
                "leave `default: true` in one of them",
            )


def _beside(file: str) -> str:
    """The path of a file named in an area; as it stands if it is absolute."""
    return Path(AREAS, file).as_posix()


def _check_languages(languages: rows.Languages) -> Iterator[Problem]:
    known = languages.languages
    if languages.default not in known:
        yield error(
            "unknown-language",
            f'no language is called "{languages.default}"',
            languages.at("default"),
            did_you_mean(languages.default, known),
        )
    for tag, language in known.items():
        if not TAG.fullmatch(tag):
            yield error(
                "name", f'"{tag}" is not a language tag', language.at(), "write it as en-GB or ur"
            )
        if language.fallback and language.fallback not in known:
            yield error(
                "unknown-language",
                f'no language is called "{language.fallback}"',
                language.at("fallback"),
                did_you_mean(language.fallback, known),
            )


def _check_name(kind: str, name: str, path: str) -> Iterator[Problem]:
    if not NAME.fullmatch(name):
        yield error(
            "name",
            f'the {kind} is called "{name}"',
            Span(path),
            "use small letters, figures and hyphens only, since files are named after it",
        )
