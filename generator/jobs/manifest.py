"""manifest.jsonl: what is in an output folder, one row a line.

A row is appended as soon as its file is in place, so a killed build loses none. The last row of a
path counts. A build that begins or ends writes the whole manifest again.
"""

import hashlib
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final, Self

from msgspec import Struct
from pydantic import ValidationError

from generator.problems import Refused, error
from .manifest_rows import CompanionFile, ManifestRow
from .program import program
from .publish import publish, unwritable

NAME: Final = "manifest.jsonl"


class Manifest(Struct, frozen=True):
    """The rows of an output folder by path."""

    folder: Path
    rows: dict[str, ManifestRow]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The manifest of a folder, without damaged lines. Raises `Refused` if it cannot be read at
        all."""
        file = folder / NAME
        try:
            data = file.read_bytes() if file.is_file() or file.is_dir() else b""
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            hint = "move it away, and the files it lists are made again"
            message = f'"{file}" cannot be read: {reason}'
            raise Refused([error("unreadable", message, None, hint)]) from None
        rows: dict[str, ManifestRow] = {}
        for line in data.split(b"\n")[:-1]:  # the last may be torn
            with suppress(ValidationError):
                row = ManifestRow.model_validate_json(line)
                rows[row.path] = row
        return cls(folder, rows)

    def add(self, row: ManifestRow) -> None:
        """Record a file that is in place. Raises `Refused`."""
        self.rows[row.path] = row
        file = self.folder / NAME
        line = row.line().encode()
        try:
            with open(file, "ab+") as lines:
                if lines.tell() and not _ends(lines.fileno()):
                    line = b"\n" + line
                lines.write(line)
                lines.flush()
                os.fsync(lines.fileno())
        except OSError as problem:
            raise Refused([unwritable(file, problem)]) from None

    def outdate(self, paths: Collection[str]) -> None:
        """Mark the rows of files that are older than their inputs."""
        for path in paths:
            if path in self.rows:
                self.rows[path] = self.rows[path].model_copy(update={"outdated": True})

    def save(self) -> None:
        """Write the manifest again: the rows of files that exist, in the order of their paths. The
        companions of missing files are removed. Raises `Refused`."""
        for path in [path for path in self.rows if not (self.folder / path).is_file()]:
            clear(self.folder, self.rows.pop(path))
        data = "".join(self.rows[path].line() for path in sorted(self.rows)).encode()
        file = self.folder / NAME
        if file.read_bytes() != data if file.is_file() else data or file.exists():
            publish(file, data)


def _ends(file: int) -> bool:
    """Whether the last line is whole."""
    os.lseek(file, -1, os.SEEK_END)
    return os.read(file, 1) == b"\n"


def is_current(known: ManifestRow, folder: Path, digest: Callable[[str], str]) -> bool:
    """Whether a file need not be made again: this same program made it from the same files, and
    nobody has changed it or its companions. A file is found only through other files, so if none of
    them has changed there can be no new one. A file without a digest may have changed."""
    if known.outdated or known.program != program():
        return False
    if any(not sha256 or digest(path) != sha256 for path, sha256 in known.inputs.items()):
        return False
    files: tuple[ManifestRow | CompanionFile, ...] = (known, *known.extra)
    try:
        return all(
            hashlib.sha256((folder / each.path).read_bytes()).hexdigest() == each.sha256
            for each in files
        )
    except OSError:
        return False


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
