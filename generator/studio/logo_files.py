"""Logos that were sent to the studio and wait for their area to be saved: only then do they stand
in the project's folder for logos.

They wait in a folder of the studio, so they outlive a crash. Nobody may ever save the area, so
there is room for so many bytes of them, and one that no form has shown for long goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

from generator.content.area_logos import AREAS
from generator.jobs.partner_logo import FOLDER, logo_place
from generator.jobs.publish import publish, publish_all
from generator.problems import Refused, error
from .draft_files import draft_texts, inside, own_folder
from .kept_room import DAY, Room, spare, use

_WAITING: Final = ".cease/studio/logos"
_PARTS: Final = ("file", "black", "dark")
ROOM: Final = Room(seconds=14 * DAY, bytes=200_000_000)


class LogoFiles:
    """The logos of a project in `root` that wait. One that a draft names stays."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._make_room()

    def wait(self, wanted: str, suffix: str, data: bytes) -> str:
        """Let a logo wait for its area, under the wanted name or a like one that no file has. The
        file as an area names it. Raises `Refused`."""
        with self._lock:
            waiting = self._waiting()
            known = {name: place.read_bytes() for name, place in waiting.items()}
            file = logo_place(self._root, wanted, suffix, data, known)
            if file in known:
                use([waiting[file]])
            elif not (self._root / AREAS / file).exists():
                place = self._root / _WAITING / Path(file).name
                inside(self._root, place)
                own_folder(self._root)
                self._make_room(len(data))
                publish(place, data)
        return file

    def _waiting(self) -> dict[str, Path]:
        """The files that wait, by their names as an area has them."""
        folder = self._root / _WAITING
        with suppress(OSError, Refused):
            inside(self._root, folder)
            places = sorted(folder.iterdir())
            return {
                f"{FOLDER}/{place.name}": place
                for place in places
                if place.is_file() and not place.name.startswith(".")
            }
        return {}

    def _make_room(self, more: int = 0) -> None:
        """Remove what nobody needs, so that so many bytes more have room. Raises `Refused` if they
        have none even so."""
        waiting = self._waiting()
        drafts = [*draft_texts(self._root)] if waiting else []
        needed = [
            place
            for file, place in waiting.items()
            if any(file.encode() in text for text in drafts)
        ]
        room = Room(ROOM.seconds, ROOM.bytes - more)
        gone = spare(waiting.values(), needed, room)
        for place in gone:
            with suppress(OSError):
                place.unlink()
        left = sum(place.stat().st_size for place in self._waiting().values())
        if more and left > room.bytes:
            message = "the logos that wait for their areas to be saved leave no room for another"
            raise Refused([error("no-room", message, None, "save the areas first")])

    def found(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """An area's data with its waiting logos where they are meanwhile."""
        logos = data.get("logos")
        if not logos:
            return dict(data)
        waiting = self._waiting()
        return {**data, "logos": [self._placed(line, waiting) for line in logos]}

    def _placed(self, line: Mapping[str, str], waiting: Mapping[str, Path]) -> dict[str, str]:
        placed = {
            part: waiting[value]
            for part, value in line.items()
            if part in _PARTS and value in waiting and not (self._root / AREAS / value).exists()
        }
        use(placed.values())
        return {**line, **{part: str(place) for part, place in placed.items()}}

    def pending(self, data: Mapping[str, Any]) -> dict[str, bytes]:
        """The waiting logos that an area names, by their paths in the project."""
        waiting = self._waiting()
        named = [line.get(part, "") for line in data.get("logos") or () for part in _PARTS]
        found = {file: waiting[file].read_bytes() for file in named if file in waiting}
        return {
            f"{AREAS}/{file}": content
            for file, content in found.items()
            if not self._has(file, content)
        }

    def _has(self, file: str, content: bytes) -> bool:
        """Whether the project has a file with these bytes already, as after a crash."""
        place = self._root / AREAS / file
        return place.is_file() and place.read_bytes() == content

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write waiting logos to the project's folder. Raises `Refused` if any is there."""
        for path in files:
            if (self._root / path).exists():
                hint = "choose the file again, and it gets another name"
                raise Refused([error("exists", f"there is a {path} already", None, hint)])
        publish_all({self._root / path: data for path, data in files.items()})
        self.kept(files)

    def kept(self, files: Mapping[str, bytes]) -> None:
        """Go on without logos that stand in the project now."""
        waiting = self._waiting()
        for path in files:
            place = waiting.get(path.removeprefix(f"{AREAS}/"))
            if place:
                place.unlink(missing_ok=True)
