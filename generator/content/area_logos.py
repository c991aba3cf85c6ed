"""The logos of an area: their files, found and read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.problems import Problem, Refused
from generator.source.keys import AREA, key_of
from generator.source.shelf import Shelf
from .area_rows import Area, AreaLogo
from .document import Logo, LogoFile

AREAS: Final = "content/areas"


def area_logos(area: Area, shelf: Shelf) -> Iterator[Logo]:
    """An area's logos as absolute paths. Raises `Refused` for a file that is not there."""
    for index, logo in enumerate(area.logos):
        known = {
            name: LogoFile(
                str(shelf.find(_beside(file), logo.at(name))),
                key_of(AREA, f"logos.{index}.{name}"),
            )
            for name, file in _logo_files(logo)
        }
        main = known["file"]
        versions = known.get("black"), known.get("dark")
        yield Logo(main.file, logo.alt, main.key, logo.intent, *versions, lead=logo.lead)


def check_logos(area: Area, shelf: Shelf) -> Iterator[Problem]:
    """Logos that cannot be read, or are too large. To read a logo records it, so that a piece is
    made again when its logo changes."""
    for logo in area.logos:
        for name, file in _logo_files(logo):
            try:
                shelf.read_bytes(_beside(file), logo.at(name))
            except Refused as refused:
                yield from refused.problems


def _logo_files(logo: AreaLogo) -> Iterator[tuple[str, str]]:
    """The files of a logo, each by the key that names it."""
    for name in ("file", "black", "dark"):
        file = getattr(logo, name)
        if file or name == "file":
            yield name, file


def _beside(file: str) -> str:
    """The path of a file named in an area; as it stands if it is absolute."""
    return Path(AREAS, file).as_posix()
