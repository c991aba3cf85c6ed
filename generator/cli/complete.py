"""Names of the project that a shell offers while somebody types a command.

They come from folders and the keys of files, without a check. A file that cannot be read offers
none. Only names that are safe in any shell are offered.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from typer import Context

from generator.problems import Refused
from generator.source.nodes import Table, child
from generator.source.project_files import ProjectFiles
from generator.source.project_folder import project_around, project_at, shipped_root
from generator.source.reader import read

Completer = Callable[[Context, str], list[str]]

_ALL: Final = "all"
_SAFE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def _lists(names: Callable[[ProjectFiles], Iterable[str]], *, everything: bool = True) -> Completer:
    """A completer of the last name in a list with commas."""

    def complete(context: Context, incomplete: str) -> list[str]:
        *before, last = incomplete.split(",")
        known = [*_names(context, names), *([_ALL] if everything and not before else [])]
        there = "".join(f"{each}," for each in before)
        return [there + name for name in known if name.startswith(last) and name not in before]

    return complete


def _names(context: Context, names: Callable[[ProjectFiles], Iterable[str]]) -> list[str]:
    try:
        named = context.params.get("project")
        root = project_at(Path(named)) if named else project_around(Path.cwd())
        found = sorted(set(names(ProjectFiles.at(root or shipped_root()))))
    except (Refused, OSError, ValueError):
        return []
    return [name for name in found if name and _SAFE.issuperset(name)]


def _keys(project: ProjectFiles, path: str, key: str) -> Iterator[str]:
    """The keys of a table at the top of a file."""
    node, _ = read(project.read_text(path), path)
    table = child(node, key)
    if isinstance(table, Table):
        yield from table


def _stems(project: ProjectFiles, folder: str) -> list[str]:
    names = [name.removeprefix(f"{folder}/") for name in project.files(folder)]
    return [name.removesuffix(".yaml") for name in names if "/" not in name]


def _campaigns(project: ProjectFiles) -> Iterator[str]:
    parts = [name.split("/") for name in project.files("content")]
    return (each[1] for each in parts if len(each) == 3 and each[1] not in ("areas", "approvals"))


def _layouts(project: ProjectFiles) -> list[str]:
    return [name for name in _stems(project, "layouts") if name not in {"formats", "editions"}]


def _standards(_: ProjectFiles) -> Iterable[str]:
    from generator.design.choices import STANDARDS

    return STANDARDS


def _profiles(_: ProjectFiles) -> Iterable[str]:
    from generator.preflight import PROFILES

    return PROFILES


areas = _lists(lambda project: _stems(project, "content/areas"))
campaigns = _lists(_campaigns)
editions = _lists(lambda project: _keys(project, "layouts/editions.yaml", "editions"))
formats = _lists(lambda project: _keys(project, "layouts/formats.yaml", "formats"))
languages = _lists(lambda project: _keys(project, "content/languages.yaml", "languages"))
layouts = _lists(_layouts)
printers = _lists(lambda project: _keys(project, "layouts/press/printers.yaml", "printers"))
profiles = _lists(_profiles, everything=False)
standards = _lists(_standards)
themes = _lists(lambda project: _stems(project, "layouts/themes"))
