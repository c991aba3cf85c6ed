"""The words of the studio's own screens, which stand in files for translators."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

from msgspec import Struct

from generator.source.splice import value_at

FOLDER: Final = "words"
FRAME: Final = "frame"  # the part whose words every screen has
_PARTS: Final = {"edit": ("fields",)}  # with words in files of their own


class ScreenWords(Struct, frozen=True):
    """The words of one screen by their keys. A name in braces is filled in."""

    table: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """The words at a key with its values."""
        return self.table[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The words for a number of things: those at `key.one` or at `key.more`."""
        return self.say(f"{key}.{'one' if number == 1 else 'more'}", number=number, **values)


def words_of(screen: str) -> ScreenWords:
    """The words of a screen, those of its parts, and those that every screen has."""
    table: dict[str, str] = {}
    for name in (FRAME, screen, *_PARTS.get(screen, ())):
        place = files("generator.studio") / FOLDER / f"{name}.yaml"
        table |= _flat(name, value_at(place.read_text("utf-8"), place.name, ""))
    return ScreenWords(table)


def _flat(key: str, value: Any) -> dict[str, str]:
    """The texts of a table with tables in it, by their key paths."""
    if isinstance(value, str):
        return {key: value}
    return {
        path: text
        for name, inner in value.items()
        for path, text in _flat(f"{key}.{name}", inner).items()
    }
