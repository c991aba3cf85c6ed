"""A plain letter that goes to a print shop with a press file: what to print, on what, how it is
folded, what must be right, and whom to ask.

Every figure in it is one of the job sheet's facts. What only the sender knows stands in brackets,
unless the sender has said it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from msgspec import Struct

from generator.cache import NO_CACHE, Cache, Inputs, frozen_inputs
from generator.problems import Problem, Refused, Span, counted, error
from generator.source.project_files import check_characters
from .job_sheet_facts import JobSheetFacts, SheetFacts, Size

ENDING: Final = "--letter.txt"
MOST: Final = 200  # characters of what the sender says
_WIDTH: Final = 78  # letters on a line, as in an e-mail
_TURNS: Final = {
    "short": "Both sides, head to head: turn on the short edge.",
    "long": "Both sides, head to head: turn on the long edge.",
    "": "One side.",
}
_DRAFT: Final = (
    "DO NOT PRINT THIS FILE. Nobody has reviewed its translation yet, so it is a draft. "
    "It is sent for a price or a trial only."
)
_TEST: Final = (
    "DO NOT PRINT THIS FILE. It is a test: its telephone numbers may ring nobody. "
    "It is sent for a price or a trial only."
)


class LetterWords(Struct, frozen=True):
    """What only the sender of a letter knows: how many `copies`, whose `name` stands under it with
    a telephone number and an e-mail address as `contact`, where to deliver, and by when. What is
    empty stays in brackets."""

    copies: str = ""
    name: str = ""
    contact: str = ""
    deliver_to: str = ""
    needed_by: str = ""

    def checked(self) -> LetterWords:
        """The same, each on one line. Raises `Refused`, with the names of the words as keys."""
        wrong = [each for part in self.__struct_fields__ for each in self._problems(part)]
        if wrong:
            raise Refused(wrong)
        parts = {part: " ".join(getattr(self, part).split()) for part in self.__struct_fields__}
        return LetterWords(**parts)

    def _problems(self, part: str) -> Iterator[Problem]:
        words, place = getattr(self, part), Span("", key=part)
        for found in check_characters(words, ""):
            yield error(found.rule, found.message, place, found.hint)
        if len(words) > MOST:
            message = f"this has {len(words)} characters, and a letter has room for {MOST} here"
            yield error("too-long", message, place, "say it in fewer words")


NOTHING_SAID: Final = LetterWords()


def printer_letter(
    facts: JobSheetFacts, sheet: str, words: LetterWords = NOTHING_SAID, *, cache: Cache = NO_CACHE
) -> str:
    """The letter that goes with a press file and its job sheet, the file called `sheet`. `words`
    are those of the sender."""
    return "\n".join(_lines(facts, sheet, words, cache)) + "\n"


@frozen_inputs
class LetterLinesInputs(Inputs[tuple[str, ...]]):
    """A paragraph as lines, indented in a part of the letter. Most letters say most of another."""

    words: str
    indented: bool

    def make(self, cache: Cache) -> tuple[str, ...]:
        if not self.indented:
            return tuple(wrap(self.words, _WIDTH))
        return tuple(wrap(self.words, _WIDTH, initial_indent="  ", subsequent_indent="    "))

    def result_size(self, result: tuple[str, ...]) -> int:
        return 2 * len(self.words) + 200


def _lines(facts: JobSheetFacts, sheet: str, words: LetterWords, cache: Cache) -> Iterator[str]:
    paper = facts.stock or facts.paper
    lacks = not paper or not all(getattr(words, part) for part in words.__struct_fields__)
    yield from ("To the print shop", "")
    for stamp in [_DRAFT] * facts.draft + [_TEST] * facts.test:
        yield from (*cache.get(LetterLinesInputs(stamp, False)), "")
    asked = "This is about" if facts.draft or facts.test else "Please print"
    said = f"{asked} the file {facts.file.name}. The job sheet, {sheet}, has all its details."
    if lacks:
        said += " What only we know stands below in [brackets]."
    yield from (*cache.get(LetterLinesInputs(said, False)), "")
    yield from _part(cache, "WHAT TO PRINT", _what(facts, words.copies))
    yield from _part(cache, "SIZE AND SIDES", _size_and_sides(facts))
    yield from _part(cache, "PAPER", [paper or "[which paper, and how heavy]"])
    yield from _part(cache, "COLOURS", _colours(facts))
    yield from _part(cache, "FOLDING AND FINISHING", _finishing(facts.sheet))
    yield from _part(cache, "WHAT MUST BE RIGHT", _must_be_right(facts))
    yield from _part(
        cache,
        "WHOM TO ASK",
        [
            "Please ask before you change anything in the file.",
            _sender(words),
            f"Deliver to: {words.deliver_to or '[where]'}",
            f"By: {words.needed_by or '[date]'}",
        ],
    )
    yield from ("Thank you", words.name or "[your name]")


def _sender(words: LetterWords) -> str:
    """Whom to ask, and how."""
    if not words.name and not words.contact:
        return "[your name, telephone number and e-mail address]"
    contact = words.contact or "[your telephone number and e-mail address]"
    return f"{words.name or '[your name]'}, {contact}"


def _part(cache: Cache, title: str, said: Iterable[str]) -> Iterator[str]:
    """A part of the letter under its title."""
    yield title
    for words in said:
        yield from cache.get(LetterLinesInputs(words, True))
    yield ""


def _what(facts: JobSheetFacts, copies: str) -> Iterator[str]:
    yield f"{facts.title}, in {facts.language.name or facts.language.tag}"
    yield f"For {facts.area_title}"
    yield f"How many: {copies or '[how many]'}, from a file of {counted(len(facts.pages), 'page')}"


def _size_and_sides(facts: JobSheetFacts) -> Iterator[str]:
    sheet, first = facts.sheet, facts.pages[0]
    if sheet.pages_are == "panels":
        yield f"Each page of the file is one panel, in reading order. Flat: {_mm(sheet.flat_mm)}."
    else:
        yield f"{_mm(first.trim_mm)} when cut. {_TURNS[sheet.turn]}"
    if sheet.bleed_mm:
        yield f"Bleed: {sheet.bleed_mm:g} mm on every side, in the file already."
    else:
        yield "Bleed: none."


def _colours(facts: JobSheetFacts) -> Iterator[str]:
    ink = facts.ink
    yield f"{counted(len(ink.plates), 'plate')}: {', '.join(ink.plates)}"
    if ink.output_intent:
        yield f"Made for {ink.output_intent}: {ink.condition}"
    if ink.standard:
        yield f"The file is {ink.standard}."
    if ink.black_overprints:
        yield "Black words are black ink alone, and overprint. Please keep them so."


def _finishing(sheet: SheetFacts) -> Iterator[str]:
    if sheet.fold == "none":
        yield "Cut to size. Nothing is folded."
        return
    yield f"{sheet.fold.capitalize()}, to {_mm(sheet.folded_mm)}: {sheet.format}."
    for side in sheet.sides:
        panels = ", ".join(f"{panel.name} {panel.width_mm:g}" for panel in side.panels)
        yield f"The {side.name}, from the left, in mm: {panels}"
    yield "Please make a folded sample of plain paper first."


def _must_be_right(facts: JobSheetFacts) -> Iterator[str]:
    yield "Please send a proof before you print. We compare it with this list."
    if facts.numbers:
        yield "Telephone numbers, figure by figure:"
        yield from (f"  {number}" for number in facts.numbers)
    if facts.codes:
        yield "QR codes, scanned from the proof:"
        yield from (f"  page {code.page} opens {code.target}" for code in facts.codes)
    yield f"The file itself: {facts.file.bytes:,} bytes, SHA-256 {facts.file.sha256}"


def _mm(edges: Size) -> str:
    return " × ".join(f"{edge:g}" for edge in edges) + " mm"
