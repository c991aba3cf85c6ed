"""What a screen asks for every few seconds while somebody looks at it: which files have changed on
the disk, which edits wait to be saved, and whether other studios have this project open."""

from __future__ import annotations

import asyncio
import time
from typing import Final

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.source.changed_files import ChangedFiles
from .refusals import ToldProblem, told
from .state import Studio

ADDRESS: Final = "/api/state"
_REST: Final = 0.05  # seconds after which a file that is being written is looked at again
_MOST: Final = 200  # changes that are remembered


class DiskChange(Struct, frozen=True):
    """A file that somebody else changed on the disk: the number of the change, and its time."""

    path: str
    turn: int
    at: str


class DraftWaiting(Struct, frozen=True):
    """A file with edits that are not saved, and the time of the last of them."""

    path: str
    since: str


class StudioState(Struct, frozen=True):
    """The studio as it is now. `boot` is another one after it was started anew. `turn` is the
    number of the last change on the disk; what a screen shows is as old as the `turn` that it first
    saw. `looked` is the number of the last thing that became known of pieces (`looks`). `unkept`
    says why edits cannot be kept as drafts, if they cannot. `edits` counts the changes that anybody
    has made."""

    boot: str
    turn: int
    looked: int
    changed: tuple[DiskChange, ...]
    drafts: tuple[DraftWaiting, ...]
    unkept: tuple[ToldProblem, ...] = ()
    edits: int = 0


class StatePoll:
    """Says what has changed."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._disk = ChangedFiles(studio.project.root)
        self._turn = 0
        self._changed: dict[str, DiskChange] = {}

    def routes(self) -> list[Route]:
        return [Route(ADDRESS, self.answer)]

    async def answer(self, request: Request) -> Response:
        """The state as JSON."""
        call = self._studio.worker.call
        await call(self._look)
        await asyncio.sleep(_REST)
        found = await call(self.state)
        return Response(msgspec.json.encode(found), media_type="application/json")

    def state(self) -> StudioState:
        """The state, after a look at the disk."""
        self._look()
        changed = tuple(self._changed.values())
        studio = self._studio
        unkept = told(studio.unkept, studio.project.root).problems
        looked = studio.looks.turn
        return StudioState(
            studio.boot, self._turn, looked, changed, waiting(studio), unkept, studio.project.edits
        )

    def _look(self) -> None:
        paths = self._disk.look()
        if not paths:
            return
        self._studio.looks.forget(paths)
        now = time.time()
        for path in self._studio.project.go_on(sorted(paths)):
            self._turn += 1
            self._changed.pop(path, None)
            self._changed[path] = DiskChange(path, self._turn, at(now))
        for path in [*self._changed][:-_MOST]:
            del self._changed[path]


def waiting(studio: Studio) -> tuple[DraftWaiting, ...]:
    """The files with edits that are not saved."""
    changed = studio.project.history.changed
    if not changed:
        return ()
    kept = studio.project.draft_files.times
    now = time.time()
    return tuple(DraftWaiting(path, at(kept.get(path, now))) for path in changed)


def at(seconds: float) -> str:
    """A time of day on this computer's clock; with the date unless that is today's."""
    then = time.localtime(seconds)  # which also takes a wrong TZ
    if then[:3] == time.localtime()[:3]:
        return time.strftime("%H:%M", then)
    return f"{then.tm_mday} {time.strftime('%B, %H:%M', then)}"
