"""The strips of a job sheet's second page as all files of a batch have them: with places for the
words that are each file's own. Lengths are mm.

The strips are set once with stand-ins. The words of a file are shaped line by line and put where
its stand-ins stood; what is below them moves. What this cannot do is set like any other report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import NO_CACHE, Cache, Inputs, frozen_inputs
from generator.content.text import BREAK
from generator.page import GlyphRun, Group, Mark, Page
from generator.typeset.rag import NEAR, LineEnd, first_fit
from generator.typeset.safety import runs
from generator.units import MM_PER_PT
from .job_sheet_order import ShapedLineInputs
from .job_sheet_words import OwnWords, SharedFacts, details_blocks
from .placed_pages import At, GatheredInputs
from .report_layouts import last_baseline, report_fonts, report_pages

NAME: Final = "Job sheet"
# The frames whose words differ from file to file, whatever is printed.
OWN: Final = frozenset({"file", "area", "codes", "preflight", "foot"})
GAP: Final = 4.0  # between the columns of the foot
_BYTES: Final = 60_000  # of memory that a template takes, about
# A line that begins with one of these hangs out of its column.
HANGING: Final = frozenset("“”„«»‘’‚‹›\"'")


class OwnPlace(Struct, frozen=True):
    """The place of words of a file: the field of `OwnWords` and its number there, the first of two
    lines of their stand-in, the weight of its font, and from line to line."""

    field: str
    number: int
    line: GlyphRun
    weight: int
    leading: float


class OwnBand(Struct, frozen=True):
    """The places on one baseline, and the names beside them and above the next."""

    places: tuple[OwnPlace, ...]
    names: Group


class OwnFrame(Struct, frozen=True):
    """A frame with a file's own words: what stands above them, its bands, the place of words that
    end at its right edge, and that edge."""

    above: Group
    bands: tuple[OwnBand, ...]
    at_right: tuple[OwnPlace, ...]
    right: float


class SetStrip(Struct, frozen=True):
    """A strip with a file's words: what other files share, what is the file's own, each at its
    place, and the lowest baseline."""

    shared: tuple[tuple[Group, At], ...]
    own: tuple[tuple[Group, At], ...]
    last: float

    @classmethod
    def of(cls, page: Page) -> SetStrip:
        """A strip that was set as a whole."""
        groups = [(group, At(0, 0)) for group in page.marks if isinstance(group, Group)]
        return cls(
            tuple(each for each in groups if each[0].name not in OWN),
            tuple(each for each in groups if each[0].name in OWN),
            last_baseline(page),
        )


class StripTemplate(Struct, frozen=True):
    """A strip: what all files have, its lowest baseline, and the frames with their own words."""

    shared: tuple[tuple[Group, At], ...]
    last: float
    frames: tuple[OwnFrame, ...]

    def filled(self, own: OwnWords, cache: Cache) -> SetStrip | None:
        """The strip with the words of a file; None if it must be set as a whole."""
        shared, lines = [*self.shared], list[GlyphRun]()
        for frame in self.frames:
            filled = _filled(frame, own, cache)
            if filled is None:
                return None
            shared += filled[0]
            lines += filled[1]
        last = max([self.last, *(line.y for line in lines)])
        return SetStrip(tuple(shared), ((Group(tuple(lines)), At(0, 0)),), last)


@frozen_inputs
class StripTemplatesInputs(Inputs[Mapping[str, StripTemplate]]):
    """The strips by name of all files with these facts and so many warnings."""

    facts: SharedFacts
    warnings: int

    def make(self, cache: Cache) -> Mapping[str, StripTemplate]:
        stand_ins = _StandIns.made(len(self.facts.code_pages), self.warnings)
        blocks = details_blocks(self.facts, stand_ins.words)
        pages = report_pages("job-sheet", NAME, blocks, cache)
        return {page.name: _template(page, stand_ins) for page in pages}

    def result_size(self, result: Mapping[str, StripTemplate]) -> int:
        return _BYTES


class _StandIns(Struct, frozen=True):
    """Stand-ins of two lines, and what each line of them stands for."""

    words: OwnWords
    fields: Mapping[str, tuple[str, int]]

    @classmethod
    def made(cls, codes: int, warnings: int) -> _StandIns:
        fields: dict[str, tuple[str, int]] = {}

        def stand_in(field: str, number: int = 0) -> str:
            line = f"§{len(fields)}"
            fields[line] = field, number
            return line + BREAK + line

        words = OwnWords(
            stand_in("file"),
            stand_in("area"),
            tuple(stand_in("codes", number) for number in range(codes)),
            stand_in("verdict"),
            tuple(stand_in("warnings", number) for number in range(warnings)),
            stand_in("digest"),
            stand_in("path"),
            stand_in("size"),
        )
        return cls(words, fields)

    def of(self, run: GlyphRun) -> tuple[str, int] | None:
        return self.fields.get(run.text.strip())


def _template(page: Page, stand_ins: _StandIns) -> StripTemplate:
    strip = SetStrip.of(page)
    found: dict[str, list[tuple[Group, At]]] = {}
    for group, at in strip.own:  # each item of a frame is a group of its name
        found.setdefault(group.name, []).append((group, at))
    frames = tuple(
        _own_frame(
            GatheredInputs(frame.name, tuple(found[frame.name])).make(NO_CACHE),
            stand_ins,
            frame.x + frame.width,
        )
        for frame in page.frames
        if frame.name in found
    )
    last = max((run.y for run in runs(group for group, _ in strip.shared)), default=0.0)
    return StripTemplate(strip.shared, last, frames)


def _own_frame(group: Group, stand_ins: _StandIns, right: float) -> OwnFrame:
    """A frame whose names each stand beside or above the words that they name."""
    found: dict[tuple[str, int], list[GlyphRun]] = {}
    rest: list[Mark] = []
    for mark in group.marks:
        field = stand_ins.of(mark) if isinstance(mark, GlyphRun) else None
        if field is not None and isinstance(mark, GlyphRun):
            found.setdefault(field, []).append(mark)
        else:
            rest.append(mark)
    weights = {font: weight for weight, font in report_fonts().items()}
    places = sorted(
        (
            OwnPlace(*field, first, weights[first.font], second.y - first.y)
            for field, (first, second) in found.items()
        ),
        key=lambda place: place.line.y,
    )
    at_right = tuple(place for place in places if place.field == "size")
    places = [place for place in places if place.field != "size"]
    bands: list[OwnBand] = []
    for y, beside in groupby(places, key=lambda place: place.line.y):
        names = tuple(mark for mark in rest if isinstance(mark, GlyphRun) and mark.y == y)
        rest = [mark for mark in rest if mark not in names]
        bands.append(OwnBand(tuple(beside), Group(names, "names")))
    return OwnFrame(Group(tuple(rest), group.name), tuple(bands), at_right, right)


def _filled(
    frame: OwnFrame, own: OwnWords, cache: Cache
) -> tuple[list[tuple[Group, At]], list[GlyphRun]] | None:
    """What is shared of a frame at its places, and the lines of a file's own words; None if the
    frame must be set as a whole."""
    shared, lines = [(frame.above, At(0, 0))], list[GlyphRun]()
    right, down = frame.right, 0.0
    for place in frame.at_right:
        line = _shaped(own.size, place, cache)
        lines.append(replace(line, x=right - line.width))
        right -= line.width + GAP
    for band in frame.bands:
        shared.append((band.names, At(0, down)))
        further = 0.0
        for place in band.places:
            chosen = getattr(own, place.field)
            words = chosen if isinstance(chosen, str) else chosen[place.number]
            made = _lines(words, place, right - place.line.x, cache)
            if made is None:
                return None
            for number, line in enumerate(made):
                lines.append(replace(line, y=place.line.y + down + number * place.leading))
            further = (len(made) - 2) * place.leading
        down += further
    return shared, lines


def _shaped(words: str, place: OwnPlace, cache: Cache) -> GlyphRun:
    """Words on one line at the left end of a place."""
    shaped = cache.get(ShapedLineInputs(words, place.weight))
    line = place.line
    return replace(shaped, size=line.size, colour=line.colour, x=line.x, y=line.y)


def _lines(words: str, place: OwnPlace, room: float, cache: Cache) -> Sequence[GlyphRun] | None:
    """Words on as many lines as they need, each filled, and parted between words; None if another
    font is needed, a word is too long for a line, or a line would hang out of its column."""
    simple = words.isprintable() and report_fonts()[place.weight].face.spelt(words) == words
    if not simple or words[:1] in HANGING:
        return None
    whole = _shaped(words, place, cache)
    if whole.width <= room + NEAR:
        return (whole,)
    if place.field == "verdict":  # it is parted elsewhere, too
        return None
    clusters, start = whole.clusters, 0
    lines: list[GlyphRun] = []
    for end in _line_ends(whole, room):
        if clusters[start].text in HANGING:
            return None
        lines.append(replace(whole, clusters=clusters[start:end]))
        start = end
    return lines or None


def _line_ends(whole: GlyphRun, room: float) -> list[int]:
    """How many clusters there are up to the end of each line, the space at its end among them;
    nothing if a word is too long."""
    unit = whole.size * MM_PER_PT / whole.font.units_per_em
    places: list[LineEnd] = []
    width = 0.0
    for number, cluster in enumerate(whole.clusters, 1):
        before, width = width, width + cluster.advance * unit
        if cluster.text == " ":
            places.append(LineEnd(number, before, width))
    places.append(LineEnd(len(whole.clusters), width, width))
    taken = [places[number] for number in first_fit(places, room)]
    starts = (0.0, *(place.start for place in taken))
    if any(place.end - start > room + NEAR for place, start in zip(taken, starts, strict=False)):
        return []
    return [place.after for place in taken]
