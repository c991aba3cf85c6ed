"""Keeps what was edited: as drafts that outlive a crash, and in the project's files themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from generator.jobs.publish import lock, publish, publish_all
from generator.source.splice import set_text
from .changes import Conflict, merged
from .desk import OpenProject

FOLDER: Final = ".cease/studio"  # within the project; nothing in it is part of a piece
_MARK: Final = b"\xef\xbb\xbf"
_IGNORE: Final = b"# Drafts of the studio, and files as they were before it saved them.\n*\n"


class Draft(Struct, frozen=True):
    """A file that was edited and not saved: its text before and after, and when (seconds since
    1970)."""

    path: str
    base: str
    now: str
    time: float


class Saved(Struct, frozen=True):
    """The files that were written, and the values that somebody else has changed meanwhile. Files
    with such values are not written."""

    files: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def save(
    project: OpenProject, paths: Sequence[str], chosen: Mapping[tuple[str, str], str] | None = None
) -> Saved:
    """Write the files that were edited, all of them or none. What somebody else has changed on the
    disk stays changed. Where both changed one value, the wording that was `chosen` for its file and
    key is written; without one, nothing is. Raises `Refused`."""
    history = project.history
    edited = [path for path in paths if path in history.changed]
    with _one_at_a_time(project.root):
        written: dict[str, str] = {}
        data: dict[Path, bytes] = {}
        older: dict[Path, bytes] = {}
        conflicts: list[Conflict] = []
        for path in edited:
            before = project.on_disk_bytes(path)
            disk = project.on_disk(path)
            text = history.text(path)
            if disk != history.base[path]:
                found = merged(path, history.base[path], text, disk)
                text = found.text
                for conflict in found.conflicts:
                    choice = (chosen or {}).get((path, conflict.key))
                    if choice is None or not isinstance(conflict.theirs, str):
                        conflicts.append(conflict)
                    else:
                        text = set_text(text, path, conflict.key, choice)
            mark = _MARK if before.startswith(_MARK) else b""
            written[path] = text
            data[project.root / path] = mark + text.encode()
            older[_before(project.root, path)] = before
        if conflicts or not edited:
            return Saved((), tuple(conflicts))
        _own_folder(project.root)
        for place, content in older.items():
            publish(place, content)
        publish_all(data)
    for path, text in written.items():
        project.saved(path, text)
        discard_draft(project.root, path)
    return Saved(tuple(edited), ())


def keep_drafts(project: OpenProject, time: float) -> None:
    """Write what is not saved beside the project, and remove drafts of what is. Raises
    `Refused`."""
    history = project.history
    for path in history.now:
        place = _draft(project.root, path)
        if path not in history.changed:
            discard_draft(project.root, path)
            continue
        _own_folder(project.root)
        draft = Draft(path, history.base[path], history.now[path], time)
        publish(place, msgspec.json.encode(draft))


def drafts(root: Path) -> Iterator[Draft]:
    """The drafts that a studio left. One that cannot be read is left out."""
    folder = root / FOLDER / "drafts"
    for place in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        with suppress(OSError, msgspec.MsgspecError):
            draft = msgspec.json.decode(place.read_bytes(), type=Draft)
            if place == _draft(root, draft.path):
                yield draft


def discard_draft(root: Path, path: str) -> None:
    """Remove the draft of a file, if there is one."""
    with suppress(OSError):
        _draft(root, path).unlink(missing_ok=True)


def _draft(root: Path, path: str) -> Path:
    name = hashlib.sha256(path.encode()).hexdigest()[:24]
    return root / FOLDER / "drafts" / f"{name}.json"


def _before(root: Path, path: str) -> Path:
    return root / FOLDER / "before" / path


def _own_folder(root: Path) -> None:
    ignore = root / FOLDER / ".gitignore"
    if not ignore.exists():
        publish(ignore, _IGNORE)


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Let one studio at a time read a project's files and write them."""
    _own_folder(root)
    with open(root / FOLDER / "saving.lock", "ab") as file:
        lock(file)
        yield
