"""`cease init`: the campaign that comes with the program, as a project of the user's own."""

from pathlib import Path, PurePosixPath
from typing import Final

from generator.content.language_checks import LANGUAGES
from generator.content.project_content import CONTENT
from generator.design.project_design import LAYOUTS
from generator.design.project_fonts import FONTS
from generator.jobs.project import Project
from generator.jobs.publish import publish_all, unwritable
from generator.problems import Refused, counted, error
from generator.source.project_folder import shipped_root
from .new import begin, check_name
from .schemas import FOLDER as SCHEMAS
from .schemas import all_schemas
from .session import Session

_COPIED: Final = (CONTENT, LAYOUTS)
_IGNORE: Final = ".gitignore"
_OUTPUT: Final = "/output/"
_AREA: Final = "example"


def init(session: Session, folder: Path, empty: str | None, *, fonts: bool = False) -> None:
    """Write a project into a folder, whole or not at all: the shipped campaign; or with `empty` a
    new campaign of that name, with an area to try it with. With `fonts` the project has its own."""
    if empty is not None:
        check_name("campaign", empty)
    _refuse_occupied(folder)
    try:
        files = _shipped(*_COPIED) if empty is None else _begun(empty)
        files |= _shipped(FONTS) if fonts else {}
        files |= {f"{SCHEMAS}/{name}": data for name, data in all_schemas().items()}
        if not (folder / _IGNORE).exists():
            files[_IGNORE] = f"{_OUTPUT}\n".encode()
        publish_all({folder / name: data for name, data in files.items()})
    except OSError as problem:
        raise Refused([unwritable(folder, problem)]) from None
    session.document |= {"project": str(folder.absolute()), "files": sorted(files)}
    session.say(f"{counted(len(files), 'file')} in {folder}")
    if empty is not None:
        session.say(f"next, in {folder}: cease new layout NAME")


def _refuse_occupied(folder: Path) -> None:
    """Raise `Refused` if a folder already has anything that the project would write."""
    if folder.exists() and not folder.is_dir():
        raise Refused([error("exists", f'"{folder}" is a file', None, "choose another folder")])
    taken = [f"{part}/" for part in (*_COPIED, FONTS, SCHEMAS) if _holds(folder / part)]
    if taken:
        message = f'"{folder}" has {" and ".join(taken)} already'
        hint = "choose an empty folder, as in: cease init my-campaign"
        raise Refused([error("exists", message, None, hint)])


def _holds(path: Path) -> bool:
    try:
        return any(path.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True


ShippedFiles = dict[str, bytes]


def _shipped(*parts: str) -> ShippedFiles:
    """The files of some parts of the shipped campaign by path, without hidden ones."""
    root = shipped_root()
    paths = [path for part in parts for path in sorted((root / part).rglob("*"))]
    names = {path.relative_to(root): path for path in paths if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if not any(piece.startswith(".") for piece in name.parts)
    }


def _begun(campaign: str) -> ShippedFiles:
    """A project with one new campaign, and an area to try it with."""
    design = Project.shipped().design
    layouts = {design.layout_path(name): design.layout(name) for name in design.layouts()}
    fixed = {path for path, layout in layouts.items() if layout.pages}  # by this campaign's words
    files = {
        name: data
        for name, data in _shipped(*_COPIED).items()
        if name not in fixed and (PurePosixPath(name).parts[0] != CONTENT or name == LANGUAGES)
    }
    begun = {LANGUAGES: files[LANGUAGES].decode()}
    for kind, name in (("campaign", campaign), ("area", _AREA)):
        begun |= begin(Project.from_data(begun), kind, name)
    return files | {path: text.encode() for path, text in begun.items()}
