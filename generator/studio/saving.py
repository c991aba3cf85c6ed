"""Keeps what was edited: as drafts that outlive a crash, and in the project's files themselves."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.jobs.publish import publish, publish_all, try_lock, unwritable
from generator.problems import Problem, Refused, Span, error
from .changes import Conflict, merged, put_in
from .desk import OpenProject, spoken
from .draft_files import FOLDER, inside, own_folder
from .edited_values import faults_of_edits

_MARK: Final = b"\xef\xbb\xbf"
_PATIENCE: Final = 5.0  # seconds to wait for another studio that is saving


class Saved(Struct, frozen=True):
    """The files that were written, and the values that somebody else has changed meanwhile. Files
    with such values are not written."""

    files: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


class _ToWrite(Struct):
    """What a save writes: files as texts and as bytes, and the bytes that they had before."""

    texts: dict[str, str]
    data: dict[Path, bytes]
    older: dict[Path, bytes]
    conflicts: list[Conflict]


def save(
    project: OpenProject,
    paths: Sequence[str],
    chosen: Mapping[tuple[str, str], str] | None = None,
    seen: Mapping[tuple[str, str], str] | None = None,
) -> Saved:
    """Write the files that were edited, all of them or none. What somebody else has changed on the
    disk stays changed. Where both changed one value, the wording that was `chosen` for its file and
    key, as it is `spoken`, is written; without one of the two, nothing is. `seen` has the wordings
    of others that stood beside those that were chosen: one that has changed again is asked anew.
    Raises `Refused`, also for an error at a value that was edited; then the drafts stay."""
    history, root = project.history, project.root
    edited = [path for path in paths if path in history.changed]
    if not edited:
        return Saved((), ())
    keep_drafts(project, time.time())
    if faults := faults_of_edits(project, edited):
        raise Refused(faults)
    with _shown_from(root), one_at_a_time(root):
        found = _to_write(project, edited, chosen or {}, seen or {})
        if found.conflicts:
            return Saved((), tuple(found.conflicts))
        for place, content in found.older.items():
            inside(root, place)
            publish(place, content)
        publish_all(found.data)
    for path, text in found.texts.items():
        project.saved(path, text)
        project.draft_files.discard(path)
    return Saved(tuple(edited), ())


def _to_write(
    project: OpenProject,
    edited: Sequence[str],
    chosen: Mapping[tuple[str, str], str],
    seen: Mapping[tuple[str, str], str],
) -> _ToWrite:
    history, root = project.history, project.root
    found = _ToWrite({}, {}, {}, [])
    for path in edited:
        before = _still_there(project, path)
        disk = project.on_disk(path)
        text = history.text(path)
        if disk != history.base[path]:
            both = merged(path, history.base[path], text, disk)
            text = both.text
            for conflict in both.conflicts:
                choice, theirs = chosen.get((path, conflict.key)), spoken(conflict.theirs)
                is_seen = seen.get((path, conflict.key), theirs) == theirs
                if choice == spoken(conflict.ours) and is_seen:
                    text = put_in(text, conflict)
                elif choice != theirs:
                    found.conflicts.append(conflict)
        mark = _MARK if before.startswith(_MARK) else b""
        found.texts[path] = text
        found.data[root / path] = mark + text.encode()
        found.older[root / FOLDER / "before" / path] = before
    return found


def _still_there(project: OpenProject, path: str) -> bytes:
    try:
        return project.on_disk_bytes(path)
    except Refused as refused:
        if all(each.rule != "no-file" for each in refused.problems):
            raise
        message = f'"{path}" was taken away while you were editing it'
        hint = "put it back and save again; your words are kept here until then"
        raise Refused([error("no-file", message, Span(path), hint)]) from None


def keep_drafts(project: OpenProject, time: float) -> None:
    """Write what is not saved beside the project, and remove drafts of what is. Raises
    `Refused`."""
    for _ in drafts_kept(project, time):
        pass


def drafts_kept(project: OpenProject, time: float) -> Iterator[None]:
    """As `keep_drafts`, a file a step."""
    with _shown_from(project.root):
        yield from project.draft_files.keep(project.history, time)


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Let one studio at a time read a project's files and write them."""
    place = own_folder(root) / "saving.lock"
    inside(root, place)
    try:
        file = open(place, "ab")  # noqa: SIM115 - closed below
    except OSError as problem:
        raise Refused([unwritable(place, problem)]) from None
    with file:
        end = time.monotonic() + _PATIENCE
        while not _locked(file, place):
            if time.monotonic() > end:
                message = "another studio is saving this project, and does not come to an end"
                raise Refused([error("unwritable", message, None, "save again in a moment")])
            time.sleep(0.01)
        yield


def _locked(file: IO[bytes], place: Path) -> bool:
    try:
        return try_lock(file)
    except OSError as problem:
        raise Refused([unwritable(place, problem)]) from None


@contextmanager
def _shown_from(root: Path) -> Iterator[None]:
    """Names files as users know them: from the project's folder."""

    def shown(problem: Problem) -> Problem:
        return replace(problem, message=problem.message.replace(f"{root}/", ""))

    try:
        yield
    except Refused as refused:
        raise Refused(map(shown, refused.problems)) from None
