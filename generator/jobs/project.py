"""A project: what is in it, its pieces built, and its files validated.

    from generator import Project

    project = Project.open("my-campaign")
    piece = project.build("leaflet-dl-6pp", edition="press")

docs/api.md explains it with examples.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import CONTENT, Content
from generator.design.dropped_fonts import SUFFIXES
from generator.design.project_design import Design
from generator.problems import Problem, Refused, WrongChoice, error
from generator.reports.piece_names import PieceName
from generator.source.project_folder import shipped_root
from generator.source.shelf import Shelf
from .choosing import Choice
from .libraries import Libraries
from .making import TURN, Piece, make, make_named
from .planning import Job, plan


class Project(Libraries):
    """An open project. It keeps what it has read, and of very many areas the last few hundred: tell
    it to `forget` files that have changed.
    Threads may share it. They take turns, for a process makes one piece at a time."""

    @classmethod
    def open(cls, folder: str | Path, cache: Cache | None = None) -> Self:
        """The project in a folder. Raises `Refused` if there is no such folder."""
        return cls(Shelf.at(folder, cache), cache)

    @classmethod
    def shipped(cls, cache: Cache | None = None) -> Self:
        """The campaign that comes with cease."""
        return cls(Shelf.at(shipped_root(), cache), cache)

    @classmethod
    def from_data(
        cls,
        files: Mapping[str, Any],
        folder: str | Path | None = None,
        cache: Cache | None = None,
    ) -> Self:
        """A project whose YAML files are given as data, or as text, by their path in a project.
        Other files come from `folder`; without one, layouts and fonts come from the shipped
        campaign. Problems of given data have line 0. Raises `Refused` for data that no YAML file
        could hold, and for text that is no YAML."""
        from generator.source.data import DataShelf

        hidden = CONTENT if folder is None else ""
        return cls(DataShelf.of(files, folder or shipped_root(), hidden), cache)

    @property
    def folder(self) -> Path:
        """Where files are read from."""
        return self.shelf.root

    def forget(self, paths: Iterable[str]) -> None:
        """Go on with these files, by their paths in the project, as they are now: changed, new or
        gone. What was read of other files is kept, and so is the design if all of these are in
        `content/`."""
        names = {self.shelf.name(path) for path in paths}
        fonts = any(name.lower().endswith(SUFFIXES) for name in names)
        with TURN:
            self.shelf.forget(names)
            self.content = Content(self.shelf, self.cache)
            if fonts or not all(name.startswith(f"{CONTENT}/") for name in names):
                self.design = Design(self.shelf)
                self._editions.clear()
            if fonts:
                self.cache.empty()  # which knows a font by its path
            self._documents.clear()
            self.__dict__.pop("piece_check", None)

    # what there is

    def campaigns(self) -> list[str]:
        return self.content.campaigns()

    def areas(self) -> list[str]:
        return self.content.areas()

    def languages(self, campaign: str = "") -> list[str]:
        """The languages that a campaign is written in or translated into; without a campaign, those
        of all campaigns."""
        campaigns = [campaign] if campaign else self.campaigns()
        return sorted({tag for name in campaigns for tag in self.content.tags(name)})

    def layouts(self) -> list[str]:
        return self.design.layouts()

    def editions(self) -> list[str]:
        """Every edition. Raises `Refused` if the file of editions cannot be read."""
        return list(self.design.editions())

    def formats(self, layout: str = "") -> list[str]:
        """Every format, or those of a layout, its own first format first. Raises `Refused`."""
        return list(self.design.layout(layout).formats if layout else self.design.formats().formats)

    # what can be made of it

    def build(
        self,
        layout: str,
        *,
        edition: str,
        language: str = "",
        area: str = "",
        format: str = "",  # noqa: A002 - what everybody calls it
        campaign: str = "",
        printer: str = "",
        standard: str = "",
        theme: str = "",
    ) -> Piece:
        """One piece, by the names of the command line. A name that is not given is the project's
        default. Raises `Refused` with every problem if the piece cannot be made, and `WrongChoice`,
        which is a `Refused`, for names that do not exist or mean several pieces."""
        chosen = (campaign, language, area, "", format, edition, printer, standard, theme)
        choice = Choice((layout,), *((name,) if name else () for name in chosen))
        with TURN:
            planned = plan(self, choice)
            if not planned.jobs:
                raise Refused(planned.problems)
            job = _only(planned.jobs, any_format=not format)
            made = self.make_named(job.piece)
        return replace(made, file=job.file)

    def make_named(self, name: PieceName) -> Piece:
        """The piece of a name, with warnings about its words and its area. Raises `Refused`."""
        return make_named(self, name)

    def make(
        self,
        document: Document,
        layout: str,
        format_name: str,
        edition_name: str,
        theme: str = "",
    ) -> Piece:
        """A document in a layout, at one of its formats, for an edition, in a theme or in its own.
        Raises `Refused`."""
        return make(self, document, layout, format_name, edition_name, theme)

    def validate(self) -> list[Problem]:
        """Everything wrong with any file of the project, and every text that does not fit."""
        from .validate import validate

        with TURN:
            return validate(self)


def _only(jobs: tuple[Job, ...], *, any_format: bool) -> Job:
    """The one job that is meant, or the first of several if `any_format` will do. Raises
    `WrongChoice`."""
    first = jobs[0].piece
    others = [
        job
        for job in jobs[1:]
        if not any_format or job.piece != replace(first, format=job.piece.format)
    ]
    if others:
        names = ", ".join(job.file for job in jobs[:12])
        message = f"these names mean {len(jobs)} pieces, and one is built at a time"
        raise WrongChoice([error("wrong-choice", message, None, f"name one of them: {names}")])
    return jobs[0]
