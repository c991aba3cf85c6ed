"""`cease init`: the campaign that comes with the program, as a project of the user's own."""

from pathlib import Path, PurePosixPath
from typing import Final

from generator.content.language_checks import LANGUAGES
from generator.content.project_content import CONTENT
from generator.design.project_fonts import FONTS
from generator.jobs.begin_project import (
    COPIED,
    ShippedFiles,
    begin_project,
    refuse_occupied,
    shipped,
)
from generator.jobs.project import Project
from generator.problems import counted
from .new import begin, check_name
from .session import Session

_AREA: Final = "example"


def init(session: Session, folder: Path, empty: str | None, *, fonts: bool = False) -> None:
    """Write a project into a folder, whole or not at all: the shipped campaign; or with `empty` a
    new campaign of that name, with an area to try it with. With `fonts` the project has its own."""
    if empty is not None:
        check_name("campaign", empty)
    refuse_occupied(folder)
    files = shipped(*COPIED) if empty is None else _begun(empty)
    files |= shipped(FONTS) if fonts else {}
    written = begin_project(folder, files)
    session.document |= {"project": str(folder.absolute()), "files": written}
    session.say(f"{counted(len(written), 'file')} in {folder}")
    if empty is not None:
        session.say(f"next, in {folder}: cease new layout NAME")


def _begun(campaign: str) -> ShippedFiles:
    """A project with one new campaign, and an area to try it with."""
    design = Project.shipped().design
    layouts = {design.layout_path(name): design.layout(name) for name in design.layouts()}
    fixed = {path for path, layout in layouts.items() if layout.pages}  # by this campaign's words
    files = {
        name: data
        for name, data in shipped(*COPIED).items()
        if name not in fixed and (PurePosixPath(name).parts[0] != CONTENT or name == LANGUAGES)
    }
    begun = {LANGUAGES: files[LANGUAGES].decode()}
    for kind, name in (("campaign", campaign), ("area", _AREA)):
        begun |= begin(Project.from_data(begun), kind, name)
    return files | {path: text.encode() for path, text in begun.items()}
