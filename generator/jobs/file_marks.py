"""Marks of files: one whose size and times are as they were is known without being read.

A mark is kept only if whoever touches the file from then on must leave another. Clocks may be
coarse, so a file that was changed less than `COARSEST` ago has no mark and is read again next time.
Marks are compared for equality: it does not matter which way a clock was set meanwhile.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, field

from generator.problems import Refused
from generator.source.project_files import ProjectFiles
from .publish import output_mark, publish

NAME: Final = ".cease-seen.json"
# Drives have clocks as coarse as two seconds (FAT).
COARSEST: Final = 3_000_000_000  # ns


def output_is(path: str, seen: str, sha256: str) -> tuple[bool, str]:
    """Whether a file of an output folder holds what has this digest, and its mark from now on. It
    is read unless it bears the mark `seen`."""
    try:
        before = output_mark(path)
        if seen and before == seen:
            return True, seen
        with open(path, "rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        kept = output_mark(path) == before and _is_past(Path(path).stat().st_mtime_ns)
    except OSError:
        return False, ""
    return found == sha256, before if kept else ""


def _is_past(*times: int) -> bool:
    return max(times) + COARSEST < time.time_ns()


class SeenFile(Struct, frozen=True, array_like=True):
    """The mark of a file, and the sha256 of what it held."""

    mark: str
    sha256: str


class SeenByProgram(Struct, frozen=True):
    """The files that a program has seen, by path, and the libraries it had."""

    program: str
    libraries: tuple[str, ...]
    files: dict[str, SeenFile]


class SeenFiles(Struct):
    """The digests of a project's files as they are now. A file that bears its mark is not read.
    `digest` is for what has no mark: what comes with the program, and listings of folders. What
    was seen is kept in a file of the output folder. It holds for one machine alone, and may be
    deleted."""

    folder: Path
    project: ProjectFiles
    digest: Callable[[str], str]
    before: SeenByProgram
    found: dict[str, str] = field(default_factory=dict)
    files: dict[str, SeenFile] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, project: ProjectFiles, digest: Callable[[str], str]) -> SeenFiles:
        try:
            before = msgspec.json.decode((folder / NAME).read_bytes(), type=SeenByProgram)
        except (OSError, ValueError, RecursionError):
            before = SeenByProgram("", (), {})
        return cls(folder, project, digest, before)

    def __call__(self, path: str) -> str:
        """The sha256 of a file by its recorded path; empty if it cannot be read."""
        known = self.found.get(path)
        if known is None:
            known = self.found[path] = self._look(path)
        return known

    def _look(self, path: str) -> str:
        before, _ = self._mark(path)
        known = self.before.files.get(path)
        if known is not None and before and before == known.mark:
            self.files[path] = known
            return known.sha256
        sha256 = self._read(path) if before else self.digest(path)
        after, past = self._mark(path)
        if before and before == after and past and sha256:
            self.files[path] = SeenFile(after, sha256)
        return sha256

    def _read(self, path: str) -> str:
        try:
            with open(self.project.find(path), "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (Refused, OSError):
            return ""

    def _mark(self, path: str) -> tuple[str, bool]:
        """The mark of a file of the project; none for what comes with the program, for listings,
        and for what is not there."""
        try:
            found = (self.project.root / path).stat()
        except (OSError, ValueError):
            return "", False
        times = found.st_mtime_ns, found.st_ctime_ns
        whole = repr((found.st_size, *times, found.st_ino)).encode()
        return hashlib.blake2b(whole, digest_size=8).hexdigest(), _is_past(*times)

    def save(self, program: str, libraries: Collection[str]) -> None:
        """Keep what was seen, as far as that is possible."""
        files = dict(sorted({**self.before.files, **self.files}.items()))
        seen = SeenByProgram(program, tuple(libraries), files)
        if seen != self.before:
            try:
                publish(self.folder / NAME, msgspec.json.encode(seen) + b"\n")
            except Refused:
                return  # files are read again next time
            self.before = seen
