"""A project's files, each read once and known by its digest. Reading records them for whatever is
made from them."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self, TypeAlias, TypeVar

from generator.cache import Cache
from generator.problems import Problem, Refused, Span, error
from .project_files import ProjectFiles
from .reads import Reads, Recorder
from .row_files import load
from .rows import Row

R = TypeVar("R", bound=Row)
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Stands for the names of all files in the recorded path of a listing: `layouts/*.yaml`.
LISTED: Final = "*"

# How many of the files that are many, such as areas, an open project keeps at once.
MOST_PASSING: Final = 400

# Results by what was asked for, each with what was read to make it.
Remembered: TypeAlias = dict[Key, tuple[Value, Reads]]


class _Recorders(threading.local):
    """The recorders of what a thread reads. The last is the innermost; None records nothing."""

    def __init__(self) -> None:
        self.stack: list[Recorder | None] = []


@dataclass(frozen=True)
class Shelf(ProjectFiles):
    """A project that keeps what it has read. `forget` files that have changed since.

    What is read through it, or found by `find`, is recorded while somebody is `recording`. A result
    made from what was read is remembered with `remember`, which records these reads at every use of
    the result. `prefix` begins the paths of recorded files. Rows that an earlier command read come
    from what `cache` keeps on disk.
    """

    prefix: str = ""
    cache: Cache = field(default_factory=partial(Cache, 0), compare=False, repr=False)
    _rows: dict[str, tuple[Any, tuple[Problem, ...], type[Row]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _passing: dict[str, None] = field(default_factory=dict, compare=False, repr=False)
    _read: set[str] = field(default_factory=set, compare=False, repr=False)
    _digests: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _listings: dict[tuple[str, str], tuple[str, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _recorders: _Recorders = field(default_factory=_Recorders, compare=False, repr=False)

    @classmethod
    def at(cls, folder: str | Path, cache: Cache | None = None) -> Self:
        """The project in `folder`; `Refused` if it is not a folder."""
        root = ProjectFiles.at(folder).root
        return cls(root) if cache is None else cls(root, cache=cache)

    def beside(self, root: Path, prefix: str) -> Shelf:
        """Files of another folder, recorded with this project's."""
        return Shelf(Path(os.path.realpath(root)), prefix, self.cache, _recorders=self._recorders)

    # reading

    def row(
        self, path: str, model: type[R], wanted_by: Span | None = None
    ) -> tuple[R | None, tuple[Problem, ...]]:
        """The YAML file `path` as a row, None if it has any error; and all its problems. It is read
        again if it was another kind of row, for what a file is depends on its neighbours.
        `wanted_by` is the first place that asked for the file."""
        self._note(path)
        self._read.add(path)
        known = self._rows.get(path)
        if known is None or known[2] is not model:
            row, problems = self._load(path, model, wanted_by)
            known = self._rows[path] = row, tuple(problems), model
        row, problems_of_it, _ = known
        return row, problems_of_it

    def passing_row(self, path: str, model: type[R]) -> tuple[R | None, tuple[Problem, ...]]:
        """As `row`, of a file of which there are very many: those asked for last are kept, and
        others are read again. A file that has changed since it was first read is an error, or one
        piece would be made of its old words and the next of new ones."""
        before = None if path in self._rows else self._digests.get(path)
        self.row(path, model)
        if before is not None and before != self._digests.get(path):
            hint = "run it again, and it is read as it is then"
            changed = error("file-changed", "this file was changed meanwhile", Span(path), hint)
            self._rows[path] = None, (changed,), model
            self._digests[path] = before
        self._passing.pop(path, None)
        self._passing[path] = None
        while len(self._passing) > MOST_PASSING:
            oldest = next(iter(self._passing))
            del self._passing[oldest], self._rows[oldest]
        row, problems, _ = self._rows[path]
        return row, problems

    def may_say(self, path: str, words: Iterable[bytes]) -> bool:
        """Whether any of the words stands in a file that is not read as a row yet. True if nobody
        knows."""
        self._read.add(path)
        if path in self._rows:
            return True
        try:
            data = self.read_bytes(path)
        except Refused:  # of a file given as data, too
            return True
        return any(word in data for word in words)

    def forget(self, paths: Iterable[str]) -> None:
        """Read these files anew when they are asked for again: they have changed, come or gone.
        Whoever remembers what was made of them has to forget that too, and asks again for all that
        it reads of their folders."""
        names = {self.name(path) for path in paths}
        for name in names:
            self._rows.pop(name, None)
            self._passing.pop(name, None)
            self._digests.pop(name, None)
            self._forget_listings(name)
        tops = {name.partition("/")[0] for name in names}
        kept = {name for name in self._read if name.partition("/")[0] not in tops}
        self._read.intersection_update(kept)

    def _forget_listings(self, name: str) -> None:
        """Forget the listings that have a file which is gone, or lack one that has come."""
        there = (self.root / name).is_file()
        for (folder, suffix), found in [*self._listings.items()]:
            belongs = name.endswith(suffix) and PurePosixPath(name).is_relative_to(folder)
            if belongs and there != (name in found):
                del self._listings[folder, suffix]

    def _load(
        self, path: str, model: type[R], wanted_by: Span | None
    ) -> tuple[R | None, list[Problem]]:
        return load(self, path, model, wanted_by, cache=self.cache)

    def files(self, folder: str | Path, suffix: str = ".yaml") -> tuple[str, ...]:
        asked = str(folder), suffix
        self._note(f"{self.name(folder)}/{LISTED}{suffix}")
        if asked not in self._listings:
            self._listings[asked] = super().files(folder, suffix)
        return self._listings[asked]

    def find(self, path: str | Path, wanted_by: Span | None = None) -> Path:
        found = super().find(path, wanted_by)
        self._note(self.name(path))
        return found

    def read_bytes(self, path: str | Path, wanted_by: Span | None = None) -> bytes:
        data = super().read_bytes(path, wanted_by)
        self._digests[self.name(path)] = hashlib.sha256(data).hexdigest()
        return data

    def has_read(self, path: str) -> bool:
        """Whether a file, by its path for users, was read and has not changed since: then it can be
        read again."""
        if path not in self._digests:
            return False
        self._note(path)
        return True

    def digest(self, path: str) -> str:
        """The sha256 of a file of the project, of any size; empty if it cannot be read. A listing
        of files, as `files` records it, has a digest of their paths."""
        folder, listed, suffix = path.partition(f"/{LISTED}")
        if listed:
            names = "\n".join(self.files(folder, suffix))
            return hashlib.sha256(names.encode()).hexdigest()
        known = self._digests.get(self.name(path))
        if known is None:
            try:
                with open(self.find(path), "rb") as file:
                    known = hashlib.file_digest(file, "sha256").hexdigest()
            except (Refused, OSError):
                return ""
            self._digests[self.name(path)] = known
        self._note(self.name(path))
        return known

    @property
    def read(self) -> frozenset[str]:
        """The path of every file asked for as a row so far."""
        return frozenset(self._read)

    def add_read(self, paths: Iterable[str]) -> None:
        """Count files that another process asked for as rows."""
        self._read.update(paths)

    # recording

    @contextmanager
    def recording(self) -> Iterator[Recorder]:
        """Record what this thread reads meanwhile, for this recorder and those around it."""
        recorder, stack = Recorder(), self._recorders.stack
        stack.append(recorder)
        try:
            yield recorder
        finally:
            stack.pop()
            self.note(recorder.reads)

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Record nothing of what is read meanwhile, because no result depends on it."""
        stack = self._recorders.stack
        stack.append(None)
        try:
            yield
        finally:
            stack.pop()

    def note(self, reads: Reads) -> None:
        """Record what was read, now or for a remembered result."""
        stack = self._recorders.stack
        if stack and (recorder := stack[-1]) is not None:
            recorder.add(reads)

    def note_files(self, *paths: str) -> None:
        """Record files of this folder that are read without it."""
        if self._recorders.stack:
            for path in paths:
                self._note(self.name(path))

    def _note(self, name: str) -> None:
        stack = self._recorders.stack
        if stack and (recorder := stack[-1]) is not None:
            recorder.files.add(self.prefix + name)

    def remember(self, known: Remembered[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
        """The result for `key`, made now if it is not known. What was read for it is recorded
        whenever it is asked for. An exception is not remembered."""
        if key not in known:
            with self.recording() as recorder:
                value = make()
            known[key] = value, recorder.reads
            return value
        value, reads = known[key]
        self.note(reads)
        return value


def need(value: R | None, problems: tuple[Problem, ...]) -> R:
    """The row, or `Refused` with what is wrong with its file."""
    if value is None:
        raise Refused(problems)
    return value
