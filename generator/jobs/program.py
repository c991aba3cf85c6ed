"""Identifies the program that made a file: its own code, and its libraries."""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from generator import __version__

_DISTRIBUTION: Final = "cease-print"
_OWN: Final = (".py", ".css", ".txt", ".yaml")
_OTHERS: Final = ("_shipped", "__pycache__")
# importlib.metadata reads these lines as an e-mail's, which takes ten times as long, and takes as
# long to import as all that a command does before it reads a file.
_VERSION: Final = re.compile(r"^Version: (.+)$", re.MULTILINE)
_NEEDS: Final = re.compile(r"^Requires-Dist: ([\w.-]+) *(?:\[(.*?)\])?(.*)$", re.MULTILINE)
_EXTRA: Final = re.compile(r"""extra == ['"]([\w.-]+)['"]""")


@cache
def program() -> str:
    """The program's version, and a digest of its own files and of its libraries' versions. Programs
    with the same name make the same files from the same inputs."""
    package = str(Path(__file__).resolve().parents[1])
    digest = hashlib.sha256()
    for name, path in sorted(_own_files(package)):
        digest.update(name.encode())
        with open(path, "rb", buffering=0) as file:
            digest.update(file.read())
    for line in library_versions():
        digest.update(line.encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _own_files(folder: str, within: str = "") -> Iterator[tuple[str, str]]:
    """The names and paths of the program's code, the style of its web pages and the layouts of its
    reports. The shipped campaign is read like a project's files, and is not part of it."""
    with os.scandir(folder) as listing:
        for each in listing:
            name = within + each.name
            if each.name.endswith(_OWN):
                yield name, each.path
            elif "." not in each.name and each.name not in _OTHERS and each.is_dir():
                yield from _own_files(each.path, f"{name}/")


@cache
def library_versions() -> tuple[str, ...]:
    """The libraries, sorted, looked up once."""
    return tuple(sorted(set(libraries())))


def libraries() -> Iterator[str]:
    """Each installed distribution that this one needs, directly or through another, as
    `name==version`."""
    installed = _installed()
    waiting, met = [(_DISTRIBUTION, "")], set[tuple[str, str]]()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in met:
            continue
        met.add((name, extras))
        heading = _heading_of(installed.get(_same(name)))
        version = _VERSION.search(heading)
        if version:
            yield f"{name}=={version[1]}"
        for needed, with_extras, condition in _NEEDS.findall(heading):
            extra = _EXTRA.search(condition)
            if extra is None or extra[1] in extras.replace(" ", "").split(","):
                waiting.append((_same(needed), with_extras))


def _installed() -> dict[str, str]:
    """The folder of each installed distribution's metadata. The first on the path is the one that
    is imported."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as listing:
            for each in listing:
                name, ending, _ = each.name.partition("-")
                if ending and each.name.endswith(".dist-info"):
                    found.setdefault(_same(name), each.path)
    return found


def _same(name: str) -> str:
    """A distribution's name as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _heading_of(folder: str | None) -> str:
    """The heading of a distribution's METADATA; empty if it is not installed."""
    try:
        whole = Path(folder, "METADATA").read_text("utf-8") if folder else ""
    except OSError:
        return ""
    return whole.partition("\n\n")[0]
