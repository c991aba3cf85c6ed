"""Marked content: what is painted in which sequence, with which words (ISO 32000-1, 14.6 and
14.7.4).

Every mark and every string of a tagged file belongs to the innermost numbered sequence round it, to
an artifact, or to neither.
"""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj
from ..glyphs.font_dictionary import FontDictionary
from ..glyphs.font_metrics import FontMetrics
from ..glyphs.unicode_maps import FontLetters, letters
from ..plane import Rectangle
from .named_resources import NamedResources
from .notes import (
    Counter,
    Notebook,
    Notes,
    Occurrence,
    Owner,
    SequenceContent,
    SequenceStart,
    ShownWords,
)

# Where content is that is not in a form with a StructParents of its own.
PAGE: Final = -1
LOST: Final = -2
ARTIFACT: Final = Owner(PAGE, -1)
NOTHING: Final = Owner(PAGE, -2)


class OpenSequence(Struct, frozen=True):
    """Marked content that is open: the owner of what is painted in it, and whether it, or one round
    it, has words of its own."""

    owner: Owner
    spoken: bool


class _PaintCount(Counter):
    """What is painted for one owner, while it is counted."""

    __slots__ = ("painted", "shown")

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[ShownWords] = []
        self.painted = False


class MarkedSequences:
    """The sequences of one drawing. `stream` is its StructParents, or stands for the page.
    `open_sequences` are those that it begins in."""

    def __init__(self, stream: int = PAGE, open_sequences: tuple[OpenSequence, ...] = ()) -> None:
        self.stream = stream
        self.open_sequences = open_sequences
        self._starts = Notebook()
        self._contents: dict[Owner, _PaintCount] = {}
        self._letters: dict[tuple[bytes, str], FontLetters] = {}

    def inside_form(self, file: PdfFile, form: Mapping[str, Obj]) -> "MarkedSequences":
        """The sequences of a form that is placed here."""
        key = file.get(form.get("StructParents"))
        stream = key if type(key) is int and key >= 0 else LOST
        return MarkedSequences(stream, self.open_sequences[-1:])

    @property
    def owner(self) -> Owner:
        return self.open_sequences[-1].owner if self.open_sequences else NOTHING

    @property
    def spoken(self) -> bool:
        return bool(self.open_sequences) and self.open_sequences[-1].spoken

    def begin(self, tag: Any, properties: Mapping[str, Obj], number: Obj) -> None:
        """BMC and BDC; `number` is the MCID among the properties."""
        tag = tag if isinstance(tag, str) else ""
        above = owner = self.owner
        if isinstance(number, float) and number.is_integer():
            number = int(number)  # numbers in content streams are read as floats
        if tag == "Artifact":
            owner = ARTIFACT
        elif type(number) is int and number >= 0:
            owner = Owner(self.stream, number)
        if owner != above or tag == "Artifact" or number is not None:
            self._starts.note(SequenceStart(owner, tag, above), None)
        spoken = self.spoken or "ActualText" in properties
        self.open_sequences = *self.open_sequences, OpenSequence(owner, spoken)

    def end(self) -> None:
        self.open_sequences = self.open_sequences[:-1]

    def current(self) -> _PaintCount:
        """What is painted for the innermost owner."""
        return self._contents.setdefault(self.owner, _PaintCount())

    def note_paint(self, seen: Rectangle) -> None:
        """Note that something other than text is painted."""
        content = self.current()
        content.add(1, (Occurrence(seen),))
        content.painted = True

    def letters(self, resources: NamedResources, font: FontMetrics, name: str) -> FontLetters:
        """The letters of a font, by its name among the resources if it has one."""
        key = font.digest, name
        found = self._letters.get(key)
        if found is None:
            named = bool(name) and resources.digest("Font", name) == font.digest
            entry = resources.entry("Font", name) if named else None
            spelt = FontDictionary(resources.file, entry)
            found = letters(spelt) if named else FontLetters(font.digest, {})
            self._letters[key] = found
        return found

    def contents(self) -> Notes:
        """The `SequenceStart`s and `SequenceContent`s."""
        contents: Notes = tuple(
            (SequenceContent(owner, tuple(content.shown), content.painted), content.counted())
            for owner, content in self._contents.items()
        )
        return *self._starts.notes(), *contents
