"""An overview: every layout in every language, with what copyfitting and checking found of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from generator.content.language_rows import Language
from generator.problems import Problem, counted
from generator.reports.piece_names import PieceName

CampaignForArea: TypeAlias = tuple[str, str, str]  # campaign, area, language


class ShrunkStyle(NamedTuple):
    """A style that copyfitting shrank: its sizes before and after, pt as the layout is drawn."""

    style: str
    before: float
    after: float

    def __str__(self) -> str:
        return f"{self.style}: {self.before:.4g} → {self.after:.4g} pt"


class PageImage(NamedTuple):
    """A page's picture: its path under the overview's folder, and what the layout calls the
    page."""

    path: str
    page: str


@dataclass(frozen=True)
class Showing:
    """A piece in one language, and the path of its file: its pages' pictures, or none if it could
    not be made; which styles shrank; and what is wrong with it, its words apart if those could be
    read."""

    piece: PieceName
    file: str
    pictures: tuple[PageImage, ...]
    steps: tuple[ShrunkStyle, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        return not self.pictures

    @property
    def name(self) -> str:
        """A name of its own, without slashes."""
        return self.file.removesuffix(".pdf").replace("/", "-")

    def verdict(self) -> str:
        """How it went, in a few words."""
        if wrong := sum(problem.is_error for problem in self.problems):
            return counted(wrong, "error")
        said = [f"{counted(len(self.steps), 'style')} smaller"] if self.steps else []
        if self.problems:
            said.append(counted(len(self.problems), "warning"))
        return ", ".join(said) or "fits"


@dataclass(frozen=True)
class ContactSheet:
    """A layout at one of its formats, for an edition, an area and a campaign, in every language.
    `sheet` is the path of its contact sheet under the overview's folder."""

    title: str
    sheet: str
    showings: tuple[Showing, ...]


@dataclass(frozen=True)
class Overview:
    """`languages` by tag in the order of the project, `words` what is wrong with the words of a
    campaign for an area in a language, and the pieces."""

    languages: Mapping[str, Language]
    words: Mapping[CampaignForArea, tuple[Problem, ...]]
    pieces: tuple[ContactSheet, ...]

    @property
    def showings(self) -> Iterator[Showing]:
        return (showing for piece in self.pieces for showing in piece.showings)
