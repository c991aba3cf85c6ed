"""Begins a project of the user's own: the campaign that comes with the program, or files that
somebody else gives, written into a folder whole or not at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.content.project_content import CONTENT
from generator.design.project_design import LAYOUTS
from generator.design.project_fonts import FONTS
from generator.problems import Refused, error
from generator.source.project_folder import shipped_root
from .project_schemas import SCHEMAS, all_schemas
from .publish import publish_all, unwritable

COPIED: Final = (CONTENT, LAYOUTS)
_IGNORE: Final = ".gitignore"
_OUTPUT: Final = "/output/"

# Files by their path in a project.
ShippedFiles = dict[str, bytes]


def begin_project(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write a project of these files into a folder that has none, with the schemas that editors
    ask for; and give the paths of all that was written. Raises `Refused`."""
    try:
        found = {**files, **{f"{SCHEMAS}/{name}": data for name, data in all_schemas().items()}}
        if not (folder / _IGNORE).exists():
            found[_IGNORE] = f"{_OUTPUT}\n".encode()
        publish_all({folder / name: data for name, data in found.items()})
    except OSError as problem:
        raise Refused([unwritable(folder, problem)]) from None
    return sorted(found)


def refuse_occupied(folder: Path) -> None:
    """Raise `Refused` if a folder already has anything that the project would write."""
    if folder.exists() and not folder.is_dir():
        raise Refused([error("exists", f'"{folder}" is a file', None, "choose another folder")])
    taken = [f"{part}/" for part in (*COPIED, FONTS, SCHEMAS) if _holds(folder / part)]
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


def shipped(*parts: str) -> ShippedFiles:
    """The files of some parts of the shipped campaign by path, without hidden ones."""
    root = shipped_root()
    paths = [path for part in parts for path in sorted((root / part).rglob("*"))]
    names = {path.relative_to(root): path for path in paths if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if not any(piece.startswith(".") for piece in name.parts)
    }
