"""Logos that were sent to the studio and wait for their area to be saved: only then do they stand
in the project's folder for logos."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

from msgspec import Struct

from generator.content.area_logos import AREAS
from generator.jobs.partner_logo import logo_place
from generator.jobs.publish import publish, publish_all
from generator.problems import Refused, error
from .draft_files import inside, own_folder

_WAITING: Final = ".cease/studio/logos"
_PARTS: Final = ("file", "black", "dark")


class WaitingLogo(Struct, frozen=True):
    """A file that waits: where it is meanwhile, and its bytes."""

    place: Path
    data: bytes


class LogoFiles:
    """The logos of a project in `root`: those that wait, by the file that an area names."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._waiting: dict[str, WaitingLogo] = {}

    def wait(self, wanted: str, suffix: str, data: bytes) -> str:
        """Let a logo wait for its area, under the wanted name or a like one that no file has. The
        file as an area names it. Raises `Refused`."""
        with self._lock:
            known = {name: each.data for name, each in self._waiting.items()}
            file = logo_place(self._root, wanted, suffix, data, known)
            if file not in known and not (self._root / AREAS / file).exists():
                place = self._root / _WAITING / Path(file).name
                inside(self._root, place)
                own_folder(self._root)
                publish(place, data)
                self._waiting[file] = WaitingLogo(place, data)
        return file

    def found(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """An area's data with its waiting logos where they are meanwhile."""
        logos = data.get("logos")
        if not logos:
            return dict(data)
        return {**data, "logos": [self._placed(line) for line in logos]}

    def _placed(self, line: Mapping[str, str]) -> dict[str, str]:
        return {
            part: str(self._waiting[value].place)
            if part in _PARTS and value in self._waiting
            else value
            for part, value in line.items()
        }

    def pending(self, data: Mapping[str, Any]) -> dict[str, bytes]:
        """The waiting logos that an area names, by their paths in the project."""
        named = [line.get(part, "") for line in data.get("logos") or () for part in _PARTS]
        return {
            f"{AREAS}/{file}": self._waiting[file].data for file in named if file in self._waiting
        }

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
        for path in files:
            waiting = self._waiting.pop(path.removeprefix(f"{AREAS}/"), None)
            if waiting:
                waiting.place.unlink(missing_ok=True)
