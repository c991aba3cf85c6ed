"""Marked content: what is painted in which sequence, in what words (ISO 32000-1, 14.6 and 14.7.4).

A tagged file is walked by a `Reader`, which is a `Machine` that also listens: every mark and every
string belongs to the innermost numbered sequence round it, to an artifact, or to neither.
"""

from collections.abc import Hashable, Mapping
from typing import Any, Final, NamedTuple

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj
from generator.preflight.coordinates import PageFrame
from generator.preflight.glyphs.font_metrics import Extent, FontMetrics
from generator.preflight.glyphs.shown_string import ShownString
from generator.preflight.glyphs.unicode_maps import FontLetters, letters
from generator.preflight.painting.graphics import GraphicsState
from generator.preflight.painting.notes import (
    KEPT,
    Notes,
    Occurrence,
    Occurrences,
    Owner,
    SequenceContent,
    SequenceStart,
    ShownWords,
)
from generator.preflight.painting.page_streams import Machine
from generator.preflight.painting.spaces import Paint
from generator.preflight.plane import Area

# Where content is that is not in a form with a StructParents of its own.
PAGE: Final = -1
LOST: Final = -2


ARTIFACT: Final = Owner(PAGE, -1)
NOTHING: Final = Owner(PAGE, -2)


class _Mark(NamedTuple):
    """Marked content that is open: whose what is painted in it is, and whether it, or what it
    stands in, says its own words."""

    owner: Owner
    spoken: bool


class _Held:
    """What is painted for one owner."""

    __slots__ = ("drawn", "places", "shown")

    def __init__(self) -> None:
        self.shown: list[ShownWords] = []
        self.drawn = False
        self.places = Occurrences()


class Reader(Machine):
    """A machine that notes `SequenceContent`s and `SequenceStart`s."""

    def __init__(
        self,
        file: PdfFile,
        resources: Mapping[str, Obj],
        state: GraphicsState,
        frame: PageFrame | None = None,
        depth: int = 0,
    ) -> None:
        super().__init__(file, resources, state, frame, depth)
        self.stream = PAGE
        self._heard: _Held | None = None
        self._spelt: tuple[FontMetrics, str, FontLetters] | None = None

    def nest(
        self, entries: Mapping[str, Obj], resources: Mapping[str, Obj], state: GraphicsState
    ) -> "Reader":
        nested = Reader(self.file, resources, state, self.frame, self.depth + 1)
        key = self.file.get(entries.get("StructParents"))
        nested.stream = key if type(key) is int and key >= 0 else LOST
        nested.inside = self.inside[-1:]
        return nested

    @property
    def around(self) -> tuple[Hashable, ...]:
        return Reader, self.inside[-1:]

    def begin_notes(self) -> None:
        super().begin_notes()
        self.held: dict[Owner, _Held] = {}

    def notes(self) -> Notes:
        pieces: Notes = tuple(
            (SequenceContent(owner, tuple(held.shown), held.drawn), held.places)
            for owner, held in self.held.items()
        )
        return *super().notes(), *pieces

    @property
    def owner(self) -> Owner:
        inside: tuple[_Mark, ...] = self.inside
        return inside[-1].owner if inside else NOTHING

    @property
    def spoken(self) -> bool:
        inside: tuple[_Mark, ...] = self.inside
        return bool(inside) and inside[-1].spoken

    def begin_marked(self, operands: tuple[Any, ...]) -> None:
        tag = operands[0] if operands and isinstance(operands[0], str) else ""
        properties: Obj = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str):
            named = self.file.dictionary(self.resources.get("Properties"))
            self.uses.add(("Properties", properties))
            properties = named.get(properties)
        entries = self.file.dictionary(properties)
        number = self.file.get(entries.get("MCID"))
        above, owner = self.owner, self.owner
        if isinstance(number, float) and number.is_integer():
            number = int(number)  # numbers in content streams are read as floats
        if tag == "Artifact":
            owner = ARTIFACT
        elif type(number) is int and number >= 0:
            owner = Owner(self.stream, number)
        if owner != above or tag == "Artifact" or number is not None:
            self.book.note(SequenceStart(owner, tag, above), None)
        self.inside = *self.inside, _Mark(owner, self.spoken or "ActualText" in entries)

    def end_marked(self) -> None:
        self.inside = self.inside[:-1]

    def _hold(self, area: Area | None, show: ShownString | None = None) -> _Held:
        held = self.held.get(self.owner)
        if held is None:
            held = self.held[self.owner] = _Held()
        places = held.places
        places.count += 1
        if area is not None and len(places.first) < KEPT:
            places.first.append(Occurrence(area, show))
        return held

    def mark(self, area: Area | None, paints: tuple[Paint, ...]) -> None:
        super().mark(area, paints)
        # A form is marked without paints: what it paints is heard inside it.
        if paints and area is not None and (seen := self.seen(area)) is not None:
            self._hold(seen).drawn = True

    def _shown(self, font: FontMetrics, reach: Area, raw: bytes, array: bool) -> None:
        super()._shown(font, reach, raw, array)
        self._heard = self._hold(reach, self.as_shown(font, raw, array))

    def show(self, text: Extent, raw: bytes, array: bool) -> None:
        """Words are heard that are not seen, too."""
        self._heard = None
        super().show(text, raw, array)
        font = self.state.font
        assert font is not None
        held = self._heard or self._hold(None)
        words = self._letters(font).words(font, raw, array)
        held.shown.append(ShownWords(words, font.name, self.spoken))

    def _letters(self, font: FontMetrics) -> FontLetters:
        """The letters of the font in force, by its name among the resources if it has one."""
        name = self.state.font_name
        if self._spelt is None or self._spelt[0] is not font or self._spelt[1] != name:
            named = bool(name) and self.digest(("Font", name)) == font.digest
            found = letters(self.file, self.entry("Font", name)) if named else None
            self._spelt = font, name, found or FontLetters(font.digest, {})
        return self._spelt[2]
