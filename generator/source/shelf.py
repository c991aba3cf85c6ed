"""A project whose files are each read once in a process, and known by their digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from generator.problems import Problem, Refused, Span
from generator.source.project_files import ProjectFiles
from generator.source.rows import Row, load

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Shelf(ProjectFiles):
    """A project that keeps what it has read.

    Make a new one to see files that have changed since.
    """

    _rows: dict[str, tuple[Any, tuple[Problem, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _digests: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def row(
        self, path: str, model: type[R], wanted_by: Span | None = None
    ) -> tuple[R | None, tuple[Problem, ...]]:
        """The YAML file `path` as a row, None if it has any error; and all that is wrong with
        it. `wanted_by` is where the file was asked for first."""
        known = self._rows.get(path)
        if known is None:
            row, problems = load(self, path, model, wanted_by)
            known = self._rows[path] = row, tuple(problems)
        row, problems_of_it = known
        return row, problems_of_it

    def read_bytes(self, path: str | Path, wanted_by: Span | None = None) -> bytes:
        data = super().read_bytes(path, wanted_by)
        self._digests[self.name(path)] = hashlib.sha256(data).hexdigest()
        return data

    def digest(self, path: str) -> str:
        """sha256 of a file of the project, of any size; empty if it cannot be read."""
        known = self._digests.get(self.name(path))
        if known is None:
            try:
                with open(self.find(path), "rb") as file:
                    known = hashlib.file_digest(file, "sha256").hexdigest()
            except (Refused, OSError):
                return ""
            self._digests[self.name(path)] = known
        return known

    @property
    def read(self) -> frozenset[str]:
        """The path of every file read as a row so far."""
        return frozenset(self._rows)


def need(value: R | None, problems: tuple[Problem, ...]) -> R:
    """The row, or `Refused` with what is wrong with its file."""
    if value is None:
        raise Refused(problems)
    return value
