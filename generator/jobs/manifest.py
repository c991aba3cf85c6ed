"""manifest.jsonl: what is in an output folder, one row a line.

A row is appended as soon as its file is in place, so a killed build loses none. The last row of a
path counts. A build that begins or ends writes the whole manifest again, if it has to. What many
files are made of has a line of its own before the first of their rows.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self

import msgspec
from msgspec import Struct, field
from msgspec.structs import force_setattr, replace

from generator.problems import Refused, error
from .manifest_rows import MadeOf, MadeOfLine, ManifestRow
from .publish import publish_parts, unwritable

NAME: Final = "manifest.jsonl"

_ROW: Final = msgspec.json.Decoder(ManifestRow)
_MADE_OF: Final = msgspec.json.Decoder(MadeOfLine)
_ENCODER: Final = msgspec.json.Encoder()
# What many rows have alike, and is held once.
_SHARED: Final = (
    "campaign", "area", "language", "layout", "format", "edition", "other_theme", "printer",
    "standard", "theme", "program", "made_of", "boxes", "plates", "fonts", "codes", "targets",
    "problems", "print",
)  # fmt: skip


class Manifest(Struct):
    """The rows of an output folder by path, and what they are made of by name: the file has the
    lines of those that are `written`. `is_saved` says that it has all of these and nothing
    else."""

    folder: Path
    rows: dict[str, ManifestRow]
    made_of: dict[str, MadeOf] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    is_saved: bool = False

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The manifest of a folder, without damaged lines. Raises `Refused` if it cannot be read at
        all."""
        file = folder / NAME
        found = cls(folder, {}, is_saved=not file.exists())
        try:
            if file.is_file() or file.is_dir():
                found._read(file)
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            hint = "move it away, and the files it lists are made again"
            message = f'"{file}" cannot be read: {reason}'
            raise Refused([error("unreadable", message, None, hint)]) from None
        return found

    def _read(self, file: Path) -> None:
        shared: dict[Any, Any] = {}
        before, whole = "", True
        with open(file, "rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):  # it is torn
                    whole = False
                elif line.startswith(b'{"made_of":'):
                    whole &= self._take(line)
                else:
                    row = _row(line, shared)
                    whole &= row is not None and row.path > before
                    if row is not None:
                        self.rows[row.path] = row
                        before = row.path
        named = {row.made_of for row in self.rows.values()}
        self.written = set(self.made_of)
        self.is_saved = whole and named == self.written

    def _take(self, line: bytes) -> bool:
        with suppress(ValueError, RecursionError):
            made_of = _MADE_OF.decode(line).made_of
            if made_of.name not in self.made_of:
                self.made_of[made_of.name] = made_of
                return True
        return False

    def inputs(self, row: ManifestRow) -> dict[str, str] | None:
        """The digests of the files that a row's file was made of, by path; None if the manifest
        does not say."""
        made_of = self.made_of.get(row.made_of)
        return None if made_of is None else {**made_of.files, **row.own}

    def add(self, row: ManifestRow, made_of: MadeOf | None) -> None:
        """Record a file that is in place, and what it is made of unless that is recorded. Raises
        `Refused`."""
        self.rows[row.path] = row
        self.is_saved = False
        data = row.line()
        if made_of is not None:
            self.made_of.setdefault(made_of.name, made_of)
        if made_of is not None and made_of.name not in self.written:
            data = _line(made_of) + data
        file = self.folder / NAME
        try:
            with open(file, "ab+") as lines:
                if lines.tell() and not _ends(lines.fileno()):
                    data = b"\n" + data
                lines.write(data)
                lines.flush()
                os.fsync(lines.fileno())
        except OSError as problem:
            raise Refused([unwritable(file, problem)]) from None
        if made_of is not None:
            self.written.add(made_of.name)

    def update(self, row: ManifestRow, made_of: MadeOf) -> None:
        """Take a row in place of an older one of the same file, until the manifest is saved."""
        self.rows[row.path] = row
        self.made_of.setdefault(made_of.name, made_of)
        self.is_saved = False

    def outdate(self, paths: Collection[str]) -> None:
        """Mark the rows of files that are older than their inputs."""
        for path in paths:
            if path in self.rows and not self.rows[path].outdated:
                self.rows[path] = replace(self.rows[path], outdated=True)
                self.is_saved = False

    def save(self) -> None:
        """Write the manifest again: the rows of files that exist, in the order of their paths. The
        companions of missing files are removed. Raises `Refused`."""
        for path in [path for path in self.rows if not is_there(self.folder, path)]:
            clear(self.folder, self.rows.pop(path))
            self.is_saved = False
        if not self.is_saved:
            publish_parts(self.folder / NAME, self._lines())
            self.written, self.is_saved = set(self.made_of), True

    def _lines(self) -> Iterator[bytes]:
        named = {row.made_of for row in self.rows.values()}
        self.made_of = {name: self.made_of[name] for name in sorted(named & set(self.made_of))}
        yield from map(_line, self.made_of.values())
        for path in sorted(self.rows):
            yield self.rows[path].line()


def is_there(folder: Path, path: str) -> bool:
    """Whether an output folder has a file."""
    return os.path.isfile(f"{folder}/{path}")  # noqa: PTH113 - a path costs more than the call


def _line(made_of: MadeOf) -> bytes:
    return _ENCODER.encode(MadeOfLine(made_of)) + b"\n"


def _row(line: bytes, shared: dict[Any, Any]) -> ManifestRow | None:
    """A line as a row, None if it is damaged. What it has in common with others is one object."""
    try:
        row = _ROW.decode(line)
    except (ValueError, RecursionError):
        return None
    for name in _SHARED:
        value = getattr(row, name)
        force_setattr(row, name, shared.setdefault(value, value))
    own = tuple(row.own.items())
    force_setattr(row, "own", shared.setdefault(own, row.own))
    return row


def _ends(file: int) -> bool:
    """Whether the last line is whole."""
    os.lseek(file, -1, os.SEEK_END)
    return os.read(file, 1) == b"\n"


def clear(folder: Path, known: ManifestRow | None, new: ManifestRow | None = None) -> None:
    """Remove the companions of a row's old file that the new one does not have."""
    for path in sorted(_extra(known) - _extra(new)):
        with suppress(OSError):
            (folder / path).unlink()


def _extra(known: ManifestRow | None) -> set[str]:
    """The paths of a row's companion files. Whatever somebody may have written into a manifest,
    only files of this folder with that file's name are meant."""
    if known is None:
        return set()
    stem = known.path.removesuffix(PurePosixPath(known.path).suffix)
    return {
        each.path
        for each in known.extra
        if each.path.startswith(f"{stem}--") and "/" not in each.path.removeprefix(stem)
    }
