"""Logos that were sent to the studio and wait for their area to be saved: only then do they stand
in the project's folder for logos."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from generator.content.area_logos import AREAS
from generator.jobs.publish import publish_all
from generator.problems import Refused, error

FOLDER: Final = "logos"  # beside the areas' files
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
        self._waiting: dict[str, WaitingLogo] = {}

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
