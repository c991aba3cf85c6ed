"""The drafts of a studio: what was edited and not saved, kept beside the project, so that it
outlives a crash.

Several studios may have one project open, such as two people's on a shared drive. So each has a
folder of drafts, which it locks as long as it runs. A studio that starts takes over the drafts that
a crash left in folders that nobody has locked.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

from generator.jobs.publish import publish, try_lock, unwritable
from generator.problems import Refused, error
from .changes import History

THROWN: Final = ".thrown"  # ends the name of a draft that goes when a studio starts
FOLDER: Final = ".cease/studio"  # within the project; nothing in it is part of a piece
_IGNORE: Final = (
    b"# Of the studio: drafts, files as they were before a save, pictures of pages.\n*\n"
)


class Draft(Struct, frozen=True):
    """A file that was edited and not saved: its text before and after, and when (seconds since
    1970)."""

    path: str
    base: str
    now: str
    time: float


class DraftFiles:
    """The drafts of one studio, in the project at `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock: IO[bytes] | None = None
        self._folder = Path()
        self._kept: dict[str, Draft] = {}

    def all(self) -> tuple[Draft, ...]:
        """The drafts that are kept. One that cannot be read is left out. Raises `Refused` if the
        folder cannot be written."""
        folder = self._own()
        found = (read_draft(place) for place in sorted(folder.glob("*.json")))
        self._kept = {draft.path: draft for draft in found if draft}
        return tuple(self._kept.values())

    @property
    def times(self) -> dict[str, float]:
        """When each file was edited that has a draft."""
        return {path: draft.time for path, draft in self._kept.items()}

    @property
    def others(self) -> int:
        """How many other studios have this project open now."""
        found = 0
        for lock in (self._root / FOLDER / "drafts").glob("*.lock"):
            if self._lock and lock.with_suffix("") == self._folder:
                continue
            with suppress(OSError), open(lock, "ab") as file:
                found += not try_lock(file)
        return found

    def left(self) -> list[Path]:
        """The files of drafts in folders that nobody has locked, but this studio's own."""
        found: list[Path] = []
        for lock in sorted((self._root / FOLDER / "drafts").glob("*.lock")):
            folder = lock.with_suffix("")
            if self._lock and folder == self._folder:
                continue
            with suppress(OSError), open(lock, "ab") as file:
                if try_lock(file):
                    found += sorted([*folder.glob("*.json"), *folder.glob(f"*{THROWN}")])
        return found

    def keep(self, history: History, time: float) -> Iterator[None]:
        """Write what is not saved, a file a step, and remove drafts of what is. Raises
        `Refused`."""
        for path in self._kept.keys() - {*history.changed}:
            self.discard(path)
        for path in history.changed:
            if path not in history.now:
                continue  # dropped between two steps
            draft = Draft(path, str(history.base[path]), str(history.now[path]), time)
            old = self._kept.get(path)
            if old is None or (old.base, old.now) != (draft.base, draft.now):
                publish(self._own() / _name(path), msgspec.json.encode(draft))
                self._kept[path] = draft
            yield

    def discard(self, path: str) -> None:
        """Remove the draft of a file, if there is one."""
        if self._kept.pop(path, None):
            with suppress(OSError):
                (self._folder / _name(path)).unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the drafts to the next studio."""
        if self._lock:
            self._lock.close()
            self._lock = None

    def __del__(self) -> None:
        self.close()

    def _own(self) -> Path:
        """This studio's folder, taken at first."""
        if self._lock:
            return self._folder
        drafts = own_folder(self._root) / "drafts"
        try:
            drafts.mkdir(exist_ok=True)
            for number in count(1):
                lock = open(drafts / f"{number}.lock", "ab")  # noqa: SIM115 - held while it runs
                with ExitStack() as unless_taken:
                    unless_taken.push(lock)
                    if try_lock(lock):
                        unless_taken.pop_all()
                        self._lock, self._folder = lock, drafts / str(number)
                        self._folder.mkdir(exist_ok=True)
                        break
        except OSError as problem:
            raise Refused([unwritable(drafts, problem)]) from None
        self._take_over(drafts)
        return self._folder

    def _take_over(self, drafts: Path) -> None:
        """Take what a crash left in folders that nobody has locked. Of two drafts of one file the
        other waits until somebody looks at both (`left_drafts`)."""
        for lock in sorted(drafts.glob("*.lock")):
            folder = lock.with_suffix("")
            if folder == self._folder:
                continue
            with suppress(OSError), open(lock, "ab") as file:
                if not try_lock(file):
                    continue
                for place in folder.glob(f"*{THROWN}"):
                    place.unlink()
                for place in folder.glob("*.json"):
                    if not (self._folder / place.name).exists():
                        place.rename(self._folder / place.name)


def draft_texts(root: Path) -> Iterator[bytes]:
    """What the drafts of every studio of a project say, as their files have it."""
    for place in sorted((root / FOLDER / "drafts").glob("*/*.json")):
        with suppress(OSError):
            yield place.read_bytes()


def own_folder(root: Path) -> Path:
    """The studio's folder in a project, made if it is not there. Raises `Refused` if it cannot be,
    or if a link leads out of the project."""
    folder = root / FOLDER
    inside(root, folder)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        publish(ignore, _IGNORE)
    return folder


def inside(root: Path, place: Path) -> None:
    """Raises `Refused` if a link is on the way to a place in the project."""
    if Path(os.path.realpath(place)) != place:
        shown = place.relative_to(root).as_posix()
        message = f'"{shown}" is reached by a link, so the studio writes nothing there'
        hint = "remove the link: the studio makes a folder of its own"
        raise Refused([error("outside-project", message, None, hint)])


def read_draft(place: Path) -> Draft | None:
    """The draft in a file; None if it cannot be read."""
    with suppress(OSError, msgspec.MsgspecError):
        draft = msgspec.json.decode(place.read_bytes(), type=Draft)
        return draft if place.stem == Path(_name(draft.path)).stem else None
    return None


def _name(path: str) -> str:
    return f"{hashlib.sha256(path.encode()).hexdigest()[:24]}.json"
