"""What is known of pieces for the first screen: looked at one by one in the background, those that
somebody sees first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.bounded import Bounds, Child, Task
from generator.jobs.piece_states import PieceState
from generator.problems import Refused
from .thumbs import (
    LONGEST,
    HeldProject,
    LanguageLook,
    LookedAt,
    begins,
    kept_thumbs,
    look,
    look_at_languages,
    thumbs_folder,
)

_BOUNDS: Final = Bounds(seconds=120, megabytes=2000)
_TASK: Final = Task("piece", "drawn")  # whose messages nobody sees
_PIECE: Final = f"{look.__module__}:{look.__name__}"
_HELD: Final = f"{HeldProject.__module__}:{HeldProject.__name__}"
_LANGUAGES: Final = f"{look_at_languages.__module__}:{look_at_languages.__name__}"


class Look(Struct, frozen=True):
    """What is known of a piece: the name of its picture, if there is one, and how far it is. The
    picture is `drawn` once it is of the words as they are; `seen` says that all has been looked at
    that was asked for, and `broken` that this cannot be done."""

    picture: str = ""
    drawn: bool = False
    state: PieceState | None = None
    seen: bool = False
    broken: bool = False


class Looks:
    """The looks of a project's pieces. A thread asks a child process for them; both start with the
    first piece that is wanted. `turn` grows with everything that becomes known or is forgotten."""

    def __init__(self, root: Path) -> None:
        self.turn = 0
        self._root = root
        self._pictures = kept_thumbs(root)
        self._known: dict[LookedAt, Look] = {}
        self._languages: dict[tuple[str, str], LanguageLook] = {}
        self._wanted: dict[LookedAt, bool] = {}  # with a picture, or without
        self._wanted_languages: dict[str, list[str]] = {}  # of campaigns
        self._changed: set[str] = set()
        self._forgotten = 0
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._child = Child(_BOUNDS, _HELD)
        self._stopped = False

    def of(self, piece: LookedAt) -> Look:
        """What is known of a piece."""
        with self._wake:
            return self._known.get(piece) or Look(self._pictures.get(begins(piece), ""))

    def language(self, campaign: str, tag: str) -> LanguageLook | None:
        """What is known of a campaign in a language."""
        with self._wake:
            return self._languages.get((campaign, tag))

    @property
    def waiting(self) -> int:
        """How many pieces are still to be looked at."""
        with self._wake:
            return len(self._wanted)

    def want(
        self,
        shown: Sequence[LookedAt],
        others: Iterable[LookedAt] = (),
        languages: tuple[str, list[str]] = ("", []),
    ) -> None:
        """Look at the pieces that are shown, with pictures; at a campaign in these languages; then
        at other pieces."""
        with self._wake:
            wanted = {piece: True for piece in shown if not self._is_known(piece, draws=True)}
            for piece in others:
                if not self._is_known(piece, draws=False):
                    wanted.setdefault(piece, False)
            self._wanted = wanted
            campaign, tags = languages
            missing = [tag for tag in tags if (campaign, tag) not in self._languages]
            self._wanted_languages = {campaign: missing} if missing else {}
            if self._thread is None and not self._stopped and (wanted or missing):
                self._thread = threading.Thread(target=self._work, name="looks", daemon=True)
                self._thread.start()
            self._wake.notify()

    def forget(self, paths: Collection[str]) -> None:
        """Look again at what is wanted from now on: these files have changed. Pictures stay until
        there are new ones."""
        with self._wake:
            self.turn += 1
            self._forgotten += 1
            self._changed |= set(paths)
            self._languages.clear()
            self._known = {
                piece: Look(known.picture) for piece, known in self._known.items() if known.picture
            }

    def picture(self, name: str) -> bytes | None:
        """A picture by its name; None if there is none."""
        with self._wake:
            known = {*self._pictures.values(), *(each.picture for each in self._known.values())}
        try:
            return (thumbs_folder(self._root) / name).read_bytes() if name in known else None
        except OSError:
            return None

    def stop(self) -> None:
        """End the thread and the child process."""
        with self._wake:
            self._stopped = True
            self._wake.notify()
        self._child.end()

    def _is_known(self, piece: LookedAt, *, draws: bool) -> bool:
        known = self._known.get(piece, Look())
        return known.broken or (known.seen and (not draws or known.drawn))

    # in the thread

    def _work(self) -> None:
        while (work := self._next()) is not None:
            work()

    def _next(self) -> Callable[[], None] | None:
        """What to do next; None to end."""
        with self._wake:
            while not self._stopped:
                shown = next((piece for piece, draws in self._wanted.items() if draws), None)
                if shown is not None:
                    return partial(self._look, shown, draws=True)
                for campaign, tags in self._wanted_languages.items():
                    return partial(self._look_at_languages, campaign, tags)
                for piece in self._wanted:
                    return partial(self._look, piece, draws=False)
                self._wake.wait()
        return None

    def _look(self, piece: LookedAt, *, draws: bool) -> None:
        forgotten, changed = self._begin()
        found = self.of(piece)
        try:
            longest = LONGEST if draws else 0
            for glance in self._child.each(_TASK, _PIECE, self._root, piece, changed, longest):
                if isinstance(glance, str):
                    found = replace(found, picture=glance)
                else:
                    found = replace(found, state=glance)
                self._put(forgotten, piece, found)
            found = replace(found, seen=True, drawn=found.drawn or draws)
        except (Refused, RuntimeError, OSError, ValueError):
            found = replace(found, broken=not self._stopped)
        self._put(forgotten, piece, found)
        with self._wake:
            self._wanted.pop(piece, None)

    def _look_at_languages(self, campaign: str, tags: list[str]) -> None:
        forgotten, changed = self._begin()
        try:
            work = self._child.each(_TASK, _LANGUAGES, self._root, campaign, tags, changed)
            found = [*work]
        except (Refused, RuntimeError, OSError, ValueError):
            found = [LanguageLook(campaign, tag, None) for tag in tags]
        with self._wake:
            if forgotten == self._forgotten:
                self.turn += 1
                self._languages |= {(each.campaign, each.language): each for each in found}
            if self._wanted_languages.get(campaign) == tags:
                del self._wanted_languages[campaign]

    def _begin(self) -> tuple[int, list[str]]:
        """How often files have changed so far, and those that the child does not know of."""
        with self._wake:
            changed, self._changed = sorted(self._changed), set()
            return self._forgotten, changed

    def _put(self, forgotten: int, piece: LookedAt, found: Look) -> None:
        """Remember what was found, unless files have changed meanwhile."""
        with self._wake:
            if forgotten == self._forgotten:
                self.turn += 1
                self._known[piece] = found
