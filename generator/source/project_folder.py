"""Finds the project: the named folder, or the nearest project around the current folder."""

import os
from pathlib import Path
from typing import Final

from generator.problems import Problem, Refused, error
from .project_files import closed_folder

# Both are there, or it is no project. Other tools have folders called content/ and layouts/ too.
MARKS: Final = ("content/languages.yaml", "layouts/formats.yaml")


def project_at(folder: Path) -> Path:
    """The project in this folder. Raises `Refused` if it is none, or half of one."""
    if not folder.is_dir():
        raise Refused([_none(f'"{folder}" is not a project: there is no such folder')])
    if _is_project(folder):
        return folder
    try:
        around = project_around(folder)
    except Refused:
        around = None
    message = f'"{folder}" is not a project: it has no {" and no ".join(MARKS)}'
    hint = f"did you mean --project {around}" if around else "begin one with: cease init DIR"
    raise Refused([_none(message, hint)])


def project_around(folder: Path) -> Path | None:
    """The nearest project among a folder and those around it; None if there is none. Raises
    `Refused` if the nearest folder with any part of a project is half of one."""
    whole = folder.absolute()
    return next((each for each in (whole, *whole.parents) if _is_project(each)), None)


def projects_in(folder: Path) -> list[str]:
    """The names of the folders in a folder that are projects. Hidden ones are not looked into."""
    try:
        names = sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))
    except OSError:
        return []
    return [name for name in names if all(_is_file(folder / name / mark) for mark in MARKS)]


def _is_project(folder: Path) -> bool:
    """Whether a folder is a project. Raises `Refused` if it is half of one."""
    there = [_is_file(folder / mark) for mark in MARKS]
    if any(there) and not all(there):
        within = (folder / MARKS[there.index(False)]).parent
        if within.is_dir() and not os.access(within, os.R_OK | os.X_OK):
            raise closed_folder(str(within))
        raise Refused([_half(folder, *(MARKS if there[0] else reversed(MARKS)))])
    return all(there)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into
        return False


def _half(folder: Path, there: str, missing: str) -> Problem:
    shown = folder.resolve()
    near = _misnamed(folder / missing)
    return error(
        "half-project",
        f'"{shown}" is half a project: it has {there}, and {missing} is missing',
        None,
        f'call "{near}" {Path(missing).name}'
        if near
        else f"add {missing} to it, or choose another project with --project",
    )


def _misnamed(missing: Path) -> str:
    """A file in the place of another, with nearly its name."""
    try:
        names = sorted(path.name for path in missing.parent.iterdir())
    except OSError:
        return ""
    meant = {missing.name, f"{missing.stem}.yml", f"{missing.name}.txt"}
    return next((name for name in names if name.lower() in meant), "")


def _none(message: str, hint: str = "") -> Problem:
    return error("no-project", message, None, hint)


def shipped_root() -> Path:
    """The folder with the shipped `content/`, `layouts/` and `fonts/`.

    A wheel carries them inside the package; a checkout, also one installed in editable mode,
    has them at its top.
    """
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_shipped"
    return packaged if packaged.is_dir() else package.parent
