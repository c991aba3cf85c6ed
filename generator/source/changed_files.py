"""Sees which files of a project are saved, by looking at their sizes and times again and again.

A file that is being written is waited for: it counts once its size and time have been the same for
a moment. Programs that save by writing another file and renaming it, or that empty the file first,
therefore give one change, of the whole file. Hidden files are nobody's words, and are not seen.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

FOLDERS: Final = ("content", "layouts", "fonts")
# Seconds between two looks, if looking takes next to no time.
PAUSE: Final = 0.02
# Seconds between two looks at all files; and of the time, these take at most one part in so many.
_ALL: Final = 0.2
_SHARE: Final = 10
# Seconds that a file has to be the same; longer if it is empty or gone, for then a program may be
# about to write it.
_REST: Final = 0.02
_BARE: Final = 0.15
# Seconds that files at rest wait for others that are still being written.
_LONGEST: Final = 1.0
# Seconds after which a file is read once more: clocks of drives are as coarse as two seconds.
_COARSE: Final = 3.0

# The size, the time in ns and the number of a file; none if there is no file.
FileState: TypeAlias = tuple[int, int, int] | None


class _Resting(NamedTuple):
    """A state that a file has been in since some time, in seconds."""

    state: FileState
    since: float


class _ReadState(NamedTuple):
    """What a file held that has just changed, and when it is to be read once more."""

    digest: bytes
    due: float


class ChangedFiles:
    """The files of a project that change from now on: those of its folders, and others that it is
    told of."""

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.root, self.clock = root, clock
        # when the first of the files reported last was seen to have changed
        self.seen = clock()
        self._often: frozenset[str] = frozenset()
        self._resting: dict[str, _Resting] = {}
        self._read: dict[str, _ReadState] = {}
        self._known: dict[str, FileState] = dict(self._all())
        self._due = 0.0

    def look_often(self, paths: Collection[str]) -> None:
        """Look at these files often, however many there are in all. They may be in any folder."""
        self._often = frozenset(paths)
        inside = tuple(f"{folder}/" for folder in FOLDERS)
        for path in {each for each in self._known if not each.startswith(inside)} - self._often:
            del self._known[path]
        for path in self._often - self._known.keys():
            self._known[path] = self._state(path)

    def wait(self) -> frozenset[str]:
        """The paths of files that have changed, come or gone, as soon as there are any."""
        while True:
            started = self.clock()
            if found := self.look():
                return found
            time.sleep(max(PAUSE, (self.clock() - started) * 2))

    def look(self) -> frozenset[str]:
        """The paths of files that have changed since they were last reported, and are at rest."""
        now = self.clock()
        states = self._states(now)
        for path, state in states.items():
            if state == self._known.get(path):
                self._resting.pop(path, None)
            elif path not in self._resting or self._resting[path].state != state:
                self._resting[path] = _Resting(state, now)
        still = {path for path, each in self._resting.items() if not _is_whole(each, now)}
        resting = self._resting.keys() - still
        first = min((each.since for each in self._resting.values()), default=now)
        if still and now - first < _LONGEST:
            return frozenset()
        self.seen = first
        for path in resting:
            self._known[path] = self._resting.pop(path).state
            self._read[path] = _ReadState(self._digest(path), now + _COARSE)
        return frozenset(resting | {*self._changed_unseen(now)})

    def _states(self, now: float) -> dict[str, FileState]:
        """The states of the files that are looked at now: of all of them if that is due or a change
        is waited for, which may be one of several; or of those that matter most."""
        often = {path: self._state(path) for path in self._often}
        if now < self._due and not self._resting:
            return often
        states = {**dict.fromkeys(self._known), **often, **dict(self._all())}
        self._due = now + max(_ALL, _SHARE * (self.clock() - now))
        return states

    def _changed_unseen(self, now: float) -> Iterator[str]:
        """The files that were written once more in the same moment of the drive's clock."""
        for path, (digest, due) in [*self._read.items()]:
            if due <= now:
                del self._read[path]
                if self._digest(path) != digest:
                    yield path

    def _all(self) -> Iterator[tuple[str, FileState]]:
        for folder in FOLDERS:
            yield from _within(self.root / folder, folder)

    def _state(self, path: str) -> FileState:
        try:
            return _state_of(os.stat(self.root / path))  # noqa: PTH116 - asked very often
        except (OSError, ValueError):
            return None

    def _digest(self, path: str) -> bytes:
        try:
            with open(self.root / path, "rb") as file:
                return hashlib.file_digest(file, "sha256").digest()
        except (OSError, ValueError):
            return b""


def _is_whole(resting: _Resting, now: float) -> bool:
    state, since = resting
    return now - since >= (_REST if state and state[0] else _BARE)


def _within(folder: Path | str, name: str) -> Iterator[tuple[str, FileState]]:
    """The files under a folder by their paths in the project, with their states."""
    try:
        entries = [*os.scandir(folder)]
    except OSError:
        return
    for entry in entries:
        path = f"{name}/{entry.name}"
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _within(entry.path, path)
            elif entry.is_file():
                yield path, _state_of(entry.stat())
        except OSError:
            continue  # it has just gone


def _state_of(found: os.stat_result) -> FileState:
    return found.st_size, found.st_mtime_ns, found.st_ino
