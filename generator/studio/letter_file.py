"""What somebody has said for letters to print shops, kept beside the drafts for the next time: no
piece has it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from generator.jobs.publish import publish
from generator.problems import Refused
from generator.reports.printer_letter import NOTHING_SAID, LetterWords
from .draft_files import FOLDER, inside, own_folder

_NAME: Final = "letter.json"


class LetterFile:
    """The words of the sender of letters, in a file of the studio's folder in a project."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def words(self) -> LetterWords:
        """What was said last; nothing if the file is not there or cannot be read."""
        with suppress(OSError, msgspec.MsgspecError, Refused):
            data = (self._root / FOLDER / _NAME).read_bytes()
            return msgspec.json.decode(data, type=LetterWords).checked()
        return NOTHING_SAID

    def keep(self, words: LetterWords) -> LetterWords:
        """Keep the words for the next time, and give them as they are kept. Raises `Refused`."""
        checked = words.checked()
        place = own_folder(self._root) / _NAME
        inside(self._root, place)
        publish(place, msgspec.json.encode(checked))
        return checked
