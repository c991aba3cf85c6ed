"""Pictures of pieces for the first screen, and how far each piece is: made of the files on the
disk, in a child process that gives way to whoever is typing.

A picture's name says which piece it shows, and the digest of all that it was made from. So what has
not changed is not drawn again, and the last picture of a piece stands until there is a new one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from generator.cache import Cache
from generator.content.translation import TranslationProgress
from generator.jobs import gc_policy
from generator.jobs.making import drawing_of, unchecked_pages
from generator.jobs.piece_states import PieceState, language_progress, piece_state
from generator.jobs.program import program
from generator.jobs.project import Project
from generator.jobs.publish import publish
from generator.kept import Kept
from generator.problems import Refused
from generator.reports.page_pictures import first_page
from generator.reports.piece_names import PieceName
from .desk import SHOWN
from .draft_files import FOLDER, inside, own_folder

LONGEST: Final = 540  # pixels of a picture's longer side: twice what a card has room for
MOST: Final = 600  # pictures that are kept
_EDITIONS: Final = "layouts/editions.yaml"
_PATIENCE: Final = 10  # added to the child's niceness


class LookedAt(Struct, frozen=True, order=True):
    """A piece by its names."""

    campaign: str
    language: str
    area: str
    layout: str


class LanguageLook(Struct, frozen=True):
    """The progress of a campaign in a language; None for its own, and if it cannot be read."""

    campaign: str
    language: str
    progress: TranslationProgress | None


# The name of a picture, or how far a piece is: in this order, as they are found.
Glance: TypeAlias = str | PieceState


def thumbs_folder(root: Path) -> Path:
    """Where the pictures of a project's pieces are kept."""
    return root / FOLDER / "thumbs"


def kept_thumbs(root: Path) -> dict[str, str]:
    """The name of the last picture of each piece, by what its name begins with."""
    folder = thumbs_folder(root)
    names = sorted(place.name for place in folder.glob("*.png")) if folder.is_dir() else []
    return {name.partition("-")[0]: name for name in names}


def begins(piece: LookedAt) -> str:
    """What the names of a piece's pictures begin with."""
    names = piece.campaign, piece.language, piece.area, piece.layout
    return hashlib.sha256(repr(names).encode()).hexdigest()[:16]


# Work of the child process.


class HeldProject:
    """The project that the child process holds open between two pieces of work."""

    def __init__(self) -> None:
        self._open: dict[Path, Project] = {}

    def project(self, root: Path, changed: Collection[str]) -> Project:
        """The project in a folder. First these files of it are read again."""
        if root not in self._open:
            with suppress(OSError, AttributeError):  # Windows has no niceness
                os.nice(_PATIENCE)
            gc_policy.collect()
            self._open[root] = Project.open(root, Cache(kept=Kept.of_user(program)))
        elif changed:
            self._open[root].forget(changed)
        return self._open[root]


def look(
    held: HeldProject, root: Path, piece: LookedAt, changed: Collection[str], longest: int
) -> Iterator[Glance]:
    """The picture of a piece, so many pixels long, if there are any and the piece can be made; and
    then how far it is. First these files are read again."""
    project = held.project(root, changed)
    if longest:
        with suppress(Refused):
            yield _picture(project, piece, longest)
    yield piece_state(project, piece.campaign, piece.language, piece.area, piece.layout)
    project.piece_check.keep()


def look_at_languages(
    held: HeldProject, root: Path, campaign: str, tags: Collection[str], changed: Collection[str]
) -> Iterator[LanguageLook]:
    """The progress of a campaign's translations."""
    project = held.project(root, changed)
    for tag in tags:
        try:
            progress = language_progress(project, campaign, tag)
        except Refused:
            progress = None
        yield LanguageLook(campaign, tag, progress)


def _picture(project: Project, piece: LookedAt, longest: int) -> str:
    """The name of the picture of a piece's first page. Raises `Refused`."""
    document, _ = project.document(piece.campaign, piece.language, piece.area)
    drawing, _ = drawing_of(project, document, piece.layout)
    size = drawing.layout.formats[0]
    rest = SHOWN, longest, program(), project.shelf.digest(_EDITIONS)
    key = project.piece_check.key(document, drawing, size, repr(rest)).decode()
    folder, begin = thumbs_folder(project.folder), begins(piece)
    name = f"{begin}-{key[:24]}.png"
    if key and (folder / name).is_file():
        return name
    names = piece.campaign, piece.area, piece.language, piece.layout, size, SHOWN
    data = first_page(unchecked_pages(project, PieceName.of(*names)), longest)
    if not key:  # a picture of it is missing, or lies elsewhere
        name = f"{begin}-{hashlib.sha256(data).hexdigest()[:24]}.png"
    own_folder(project.folder)
    inside(project.folder, folder)
    publish(folder / name, data)
    _make_room(folder, begin, name)
    return name


def _make_room(folder: Path, begin: str, name: str) -> None:
    """Remove the older pictures of a piece, and the oldest of all if there are too many."""
    there = [place for place in folder.glob("*.png") if place.name != name]
    old = [place for place in there if place.name.startswith(f"{begin}-")]
    rest = [place for place in there if place not in old]
    with suppress(OSError):
        rest.sort(key=lambda place: place.stat().st_mtime, reverse=True)
    for place in (*old, *rest[MOST - 1 :]):
        with suppress(OSError):
            place.unlink()
