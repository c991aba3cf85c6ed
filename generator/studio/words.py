"""The words of the studio's own screens, which stand in files for translators."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.typeset.locales import plural
from .interface import ENGLISH, Interface, english_words

FRAME: Final = "frame"  # the part whose words every screen has
_PARTS: Final = {"edit": ("fields",)}  # with words in files of their own


class ScreenWords(Struct, frozen=True):
    """The words of one screen by their keys. A name in braces is filled in."""

    table: dict[str, str]
    language: str = ENGLISH.language

    def say(self, key: str, **values: object) -> str:
        """The words at a key with its values."""
        return self.table[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The words for a number of things: those at `key.one` or at `key.more`. A language with
        other forms has them at `key.few` and the like (CLDR's plural rules)."""
        form = f"{key}.{plural(self.language, number)}"
        if form not in self.table:
            form = f"{key}.{'one' if number == 1 else 'more'}"
        return self.say(form, number=number, **values)


def words_of(screen: str, interface: Interface = ENGLISH) -> ScreenWords:
    """The words of a screen, those of its parts, and those that every screen has. What is not
    translated is English."""
    parts = (FRAME, screen, *_PARTS.get(screen, ()))
    table = {key: text for name in parts for key, text in english_words(name).items()}
    table |= {key: text for key, text in interface.table.items() if key.partition(".")[0] in parts}
    return ScreenWords(table, interface.language)
