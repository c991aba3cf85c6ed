"""Drafts that studios left which do not run any more, and that this one has not taken over: of a
file that it has a draft of itself, or left since it started. Somebody says which to go on with."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from generator.jobs.publish import try_lock
from generator.problems import Refused, error
from generator.source.splice import set_text, value_at
from .changes import differences, merged
from .desk import OpenProject, spoken
from .draft_files import THROWN, Draft, read_draft
from .edit_fields import word_differences
from .saving import keep_drafts

MOST_SHOWN: Final = 8  # changes of a draft


class LeftDraft(Struct, frozen=True):
    """A draft by its name, with its file and when it was edited (seconds since 1970). `changes` are
    the words of each value that it changes, in parts that stayed, came (`ins`) and went (`del`):
    the first of them, and `more` are not shown. One that is `thrown` away can be taken back until
    the studio is started anew."""

    ident: str
    path: str
    time: float
    changes: tuple[tuple[tuple[str, str], ...], ...]
    more: int
    thrown: bool


class LeftDrafts:
    """The drafts in a project that nobody goes on with."""

    def __init__(self, project: OpenProject) -> None:
        self._project = project

    def all(self) -> tuple[LeftDraft, ...]:
        """Every draft that waits, the last edited first."""
        found = []
        for place in self._project.draft_files.left():
            draft = read_draft(place)
            if draft:
                found.append(self._told(place, draft))
        return tuple(sorted(found, key=lambda each: -each.time))

    def _told(self, place: Path, draft: Draft) -> LeftDraft:
        try:
            texts = draft.base, draft.now
            before, after = (value_at(text, draft.path, "") for text in texts)
            keys = dict.fromkeys(
                change.concerns for change in differences(draft.path, before, after)
            )
            changes = [
                tuple(word_differences(*(spoken(value_at(t, draft.path, key)) for t in texts)))
                for key in keys
            ]
        except Refused:
            changes = []
        more = max(0, len(changes) - MOST_SHOWN)
        thrown = place.suffix == THROWN
        shown = tuple(changes[:MOST_SHOWN])
        return LeftDraft(_ident(place), draft.path, draft.time, shown, more, thrown)

    def keep(self, ident: str) -> str:
        """Go on with a draft: its words take the place of those in the editor, in one step that can
        be undone. The path of its file. Raises `Refused`, and then it still waits."""
        with self._held(ident) as place:
            draft = self._read(place)
            path, now = draft.path, self._project.history.text(draft.path)
            both = merged(path, draft.base, draft.now, now)
            text = both.text
            for conflict in both.conflicts:
                if not (isinstance(conflict.ours, str) and isinstance(conflict.theirs, str)):
                    message = f"{path} has other lists now than this draft was made from"
                    hint = "save or undo the other edits first, or type its words again"
                    raise Refused([error("draft", message, None, hint)])
                text = set_text(text, path, conflict.key, conflict.ours)
            self._project.edit(lambda _: {path: text}, time.monotonic())
            keep_drafts(self._project, time.time())
            place.unlink(missing_ok=True)
        return path

    def throw(self, ident: str) -> str:
        """Throw a draft away, so that it can be taken back. The path of its file. Raises
        `Refused`."""
        return self._renamed(ident, THROWN)

    def take_back(self, ident: str) -> str:
        """Let a draft wait again that was thrown away. The path of its file. Raises `Refused`."""
        return self._renamed(ident, ".json")

    def _renamed(self, ident: str, suffix: str) -> str:
        with self._held(ident) as place:
            draft = self._read(place)
            place.rename(place.with_suffix(suffix))
        return draft.path

    @contextmanager
    def _held(self, ident: str) -> Iterator[Path]:
        """The place of a draft, whose studio cannot start meanwhile."""
        places = {_ident(place): place for place in self._project.draft_files.left()}
        if ident not in places:
            raise msgspec.ValidationError("there is no such draft")
        place = places[ident]
        with open(place.parent.with_suffix(".lock"), "ab") as lock:
            if not try_lock(lock):
                message = "another studio goes on with this draft"
                raise Refused([error("draft", message, None, "look at it there")])
            yield place

    @staticmethod
    def _read(place: Path) -> Draft:
        draft = read_draft(place)
        if draft is None:
            raise msgspec.ValidationError("there is no such draft")
        return draft


def _ident(place: Path) -> str:
    return f"{place.parent.name}-{place.stem}"
