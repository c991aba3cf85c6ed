"""Takes in partners' logos: each is drawn anew and compared, and waits for its area to be saved."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath

from msgspec import Struct

from generator.jobs.partner_logo import TakenLogo, take_logo
from generator.svgpages import Asset
from .asking import SentFile, Upload
from .logo_files import LogoFiles
from .state import Studio

_SHOWN = 80  # letters of a name in messages


class LogoAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Take in a logo. `name` is what its file is to be called; empty: as the file that is sent."""

    name: str = ""


class LogoAnswer(Struct, frozen=True):
    """A logo that can be printed: the `file` that an area names, its size in bytes, and the
    addresses of pictures of it as it came, as it prints and in black alone (empty: it has several
    colours). Of a picture in pixels, `width` and `height` are how many it has."""

    file: str
    size: int
    before: str
    after: str
    black: str
    width: int
    height: int
    drawing: bool


class LogoUpload:
    """Takes in logos for the areas of a project."""

    def __init__(self, studio: Studio, files: LogoFiles) -> None:
        self._studio, self._files = studio, files

    def calls(self) -> list[Upload]:
        return [
            Upload(
                "/api/area/logo",
                "Take in a partner's logo, drawn anew",
                LogoAsked,
                LogoAnswer,
                self.take,
                elsewhere=True,
            )
        ]

    def take(self, asked: LogoAsked, file: SentFile) -> LogoAnswer:
        """Take in a logo. Raises `Refused`."""
        name = PurePath(file.name.replace("\\", "/")).name
        printable = "".join(letter for letter in name if letter.isprintable())[:_SHOWN]
        found = take_logo(file.data, printable or "logo")
        kept = self._files.wait(asked.name or PurePath(name).stem, found.suffix, found.data)
        return self._answer(kept, found)

    def _answer(self, file: str, found: TakenLogo) -> LogoAnswer:
        return LogoAnswer(
            file,
            len(found.data),
            self._picture(found.before),
            self._picture(found.after),
            self._picture(found.black),
            round(found.width),
            round(found.height),
            found.drawing,
        )

    def _picture(self, data: bytes) -> str:
        """The address of a picture; empty without one."""
        if not data:
            return ""
        name = f"{sha256(data).hexdigest()[:24]}.png"
        self._studio.assets[name] = Asset(name, "image/png", data)
        return f"/art/{name}"
