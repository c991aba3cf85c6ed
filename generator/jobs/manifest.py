"""manifest.jsonl: what is in an output folder, one row a line.

A row is appended as soon as its file is in place, so a killed build loses none. The last row of a
path counts. A build that begins or ends writes the whole manifest again, if it has to. What many
files share has a line of its own before the first of their rows: what they are made of, how they
are printed, their problems.
"""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self

import msgspec
from msgspec import Struct, field
from msgspec.structs import force_setattr, replace

from generator.problems import Problem, Refused, counted, error, warning
from .manifest_rows import AlikeFacts, MadeOf, ManifestRow, SaidProblems, Shared, SharedLine
from .publish import publish_parts, unwritable

NAME: Final = "manifest.jsonl"

_ROW: Final = msgspec.json.Decoder(ManifestRow)
_SHARED_LINE: Final = msgspec.json.Decoder(SharedLine)
_ENCODER: Final = msgspec.json.Encoder()
_STARTS: Final = (b'{"made_of":', b'{"alike":', b'{"said":')
# What many rows have alike, and is held once.
_HELD_ONCE: Final = (
    "campaign", "area", "language", "layout", "format", "edition", "choices", "other_theme",
    "made_of", "codes", "targets", "checked",
)  # fmt: skip


class Manifest(Struct):
    """The rows of an output folder by path, and what they `share` by name: the file has the lines
    of those that are `written`. `is_saved` says that it has all of these and nothing else. So many
    lines are `unread`: damaged, or another program's. Its last line may be `torn`."""

    folder: Path
    rows: dict[str, ManifestRow]
    shared: dict[str, Shared] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    is_saved: bool = False
    unread: int = 0
    torn: bool = False

    @classmethod
    def built(cls, folder: Path) -> Self:
        """The manifest of a folder that a build has made something in. Raises `Refused`."""
        need_manifest(folder)
        return cls.of(folder)

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
            hint = "move it away, and the files it lists are made again"
            raise _unreadable(file, problem, hint) from None
        return found

    def _read(self, file: Path) -> None:
        held: dict[Any, Any] = {}
        before, whole = "", True
        with open(file, "rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    self.torn, whole = True, False
                elif line.startswith(_STARTS):
                    whole &= self._take(line, held)
                else:
                    row = self._row(line, held)
                    whole &= row is not None and row.path > before
                    if row is not None:
                        self.rows[row.path] = row
                        before = row.path
                    else:
                        self.unread += 1
        self.written = set(self.shared)
        self.is_saved = whole and self._named == self.written

    def damage(self, say: Callable[..., Problem] = warning) -> Iterator[Problem]:
        """A problem, or none if all lines can be read."""
        lines = self.unread + self.torn
        if not lines:
            return
        said = f'"{self.folder / NAME}" has {counted(lines, "line")} that cannot be read'
        hint = "build again: the files are made that no line lists"
        yield say("damaged-manifest", f"{said}, so it may not list every file", None, hint)

    def _take(self, line: bytes, held: dict[Any, Any]) -> bool:
        with suppress(ValueError, RecursionError):
            shared = _SHARED_LINE.decode(line).shared
            if isinstance(shared, SaidProblems):
                alike = tuple(held.setdefault(each, each) for each in shared.problems)
                shared = replace(shared, problems=alike)
            if shared is not None and shared.name not in self.shared:
                self.shared[shared.name] = shared
                return True
        return False

    def _row(self, line: bytes, held: dict[Any, Any]) -> ManifestRow | None:
        """A line as a row, None if it is damaged. What it has in common with others is one
        object."""
        try:
            row = _ROW.decode(line)
        except (ValueError, RecursionError):
            return None
        facts, report = self.shared.get(row.alike), self.shared.get(row.said)
        if not (isinstance(facts, AlikeFacts) and isinstance(report, SaidProblems)):
            return None
        force_setattr(row, "facts", facts)
        force_setattr(row, "report", report)
        for name in _HELD_ONCE:
            value = getattr(row, name)
            force_setattr(row, name, held.setdefault(value, value))
        force_setattr(row, "alike", facts.name)
        force_setattr(row, "said", report.name)
        own = tuple(row.own.items())
        force_setattr(row, "own", held.setdefault(own, row.own))
        return row

    @property
    def _named(self) -> set[str]:
        """The names of what rows share."""
        return {name for row in self.rows.values() for name in (row.made_of, row.alike, row.said)}

    def made_of(self, row: ManifestRow) -> MadeOf | None:
        """What a row's file was made of; None if the manifest does not say."""
        found = self.shared.get(row.made_of)
        return found if isinstance(found, MadeOf) else None

    def inputs(self, row: ManifestRow) -> dict[str, str] | None:
        """The digests of the files that a row's file was made of, by path; None if the manifest
        does not say."""
        made_of = self.made_of(row)
        return None if made_of is None else {**made_of.files, **row.own}

    def add(self, row: ManifestRow, made_of: MadeOf | None) -> None:
        """Record a file that is in place, and what it is made of unless that is recorded. Raises
        `Refused`."""
        self._take_row(row, made_of)
        names = [name for name in (row.made_of, row.alike, row.said) if name not in self.written]
        new = [self.shared[name] for name in names if name in self.shared]
        data = b"".join((*map(_line, new), row.line()))
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
        self.written.update(each.name for each in new)

    def update(self, row: ManifestRow, made_of: MadeOf | None) -> None:
        """Take a row in place of an older one of the same file, until the manifest is saved."""
        self._take_row(row, made_of)

    def _take_row(self, row: ManifestRow, made_of: MadeOf | None) -> None:
        for each in (row.facts, row.report, *((made_of,) if made_of else ())):
            self.shared.setdefault(each.name, each)
        force_setattr(row, "facts", self.shared[row.alike])
        force_setattr(row, "report", self.shared[row.said])
        self.rows[row.path] = row
        self.is_saved = False

    def outdate(self, paths: Collection[str]) -> None:
        """Mark the rows of files that are older than their inputs."""
        for path in paths:
            if path in self.rows and not self.rows[path].outdated:
                self.rows[path] = replace(self.rows[path], outdated=True)
                self.is_saved = False

    def drop_missing(self, seen: Collection[str] = ()) -> frozenset[str]:
        """Take out the rows of files that are not there, and remove their companions. The paths of
        these files. Those that somebody has just `seen` are not looked for."""
        paths = (path for path in self.rows if path not in seen)
        missing = frozenset(path for path in paths if not is_there(self.folder, path))
        for path in missing:
            clear(self.folder, self.rows.pop(path))
            self.is_saved = False
        return missing

    def save(self) -> None:
        """Write the manifest again, its rows in the order of their paths. Raises `Refused`."""
        if not self.is_saved:
            publish_parts(self.folder / NAME, self._lines())
            self.written, self.is_saved = set(self.shared), True

    def _lines(self) -> Iterator[bytes]:
        named = sorted(self._named & set(self.shared))
        self.shared = {name: self.shared[name] for name in named}
        yield from map(_line, self.shared.values())
        for path in sorted(self.rows):
            yield self.rows[path].line()


def need_manifest(folder: Path) -> None:
    """Refuse a folder that no build has made anything in, or that cannot be looked into."""
    try:
        (folder / NAME).lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as problem:
        raise _unreadable(folder, problem, "let yourself read it, or name another") from None
    else:
        return
    said = "no build has made anything in it"
    if folder.exists() and not folder.is_dir():
        said = "it is no folder"
    hint = "build something first, or name the folder of a build with --out"
    raise Refused([error("no-build", f'"{folder}" has no manifest: {said}', None, hint)])


def _unreadable(path: Path, problem: OSError, hint: str) -> Refused:
    reason = (problem.strerror or str(problem)).lower()
    return Refused([error("unreadable", f'"{path}" cannot be read: {reason}', None, hint)])


def is_there(folder: Path, path: str) -> bool:
    """Whether an output folder has a file."""
    return os.path.isfile(f"{folder}/{path}")  # noqa: PTH113 - a path costs more than the call


def _line(shared: Shared) -> bytes:
    return _ENCODER.encode(SharedLine.of(shared)) + b"\n"


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
        if each.path.startswith((f"{stem}--", f"{stem}.")) and "/" not in each.path[len(stem) :]
    }
