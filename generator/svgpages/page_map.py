"""Where on a page the words of each value stand, to go from a click to its field and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import NO_CACHE, Cache, Inputs, frozen_inputs
from generator.page import GlyphRun, Group, Image, Link, Mark, Page, Shape, Tag
from generator.units import MM_PER_PT

# Classes of letters that have a direction (UAX #9).
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_DIRECTED: Final = _RIGHT_TO_LEFT | {"L"}


class PrintedWords(Struct, frozen=True, array_like=True):
    """A stretch of one line of text, or a code or a picture, in mm: the `key` of the value it was
    made from (`source.keys`), its box, and its words in reading order."""

    key: str
    x: float
    y: float
    width: float
    height: float
    words: str = ""


def printed_words(page: Page, cache: Cache = NO_CACHE) -> tuple[PrintedWords, ...]:
    """Every stretch of a page's text that has a key, then its codes and pictures. Runs of one key
    on one baseline are one stretch. Where lines of one key overlap, as in Nastaliq, each ends half
    way to the next."""
    lines: dict[tuple[str, float], list[PrintedWords]] = {}
    pictures: list[PrintedWords] = []
    for group in groups_of(page.marks):
        found = cache.get(GroupWordsInputs(group))
        pictures += found.pictures
        for baseline, line in found.lines:
            lines.setdefault((line.key, baseline), []).append(line)
    codes = [
        PrintedWords(code.key, code.x, code.y, code.size, code.size)
        for code in page.codes
        if code.key
    ]
    whole = {place: _joined(parts) for place, parts in lines.items()}
    return (*_apart(whole), *codes, *pictures)


def groups_of(marks: Iterable[Mark]) -> Iterator[Group]:
    """The groups that a page is made of. Marks between them are one more group."""
    loose: list[Mark] = []
    for mark in marks:
        if isinstance(mark, Group):
            if loose:
                yield Group(tuple(loose))
                loose = []
            yield mark
        else:
            loose.append(mark)
    if loose:
        yield Group(tuple(loose))


class GroupWords(Struct, frozen=True):
    """The lines of a group, each with its baseline, and its pictures."""

    lines: tuple[tuple[float, PrintedWords], ...]
    pictures: tuple[PrintedWords, ...]


@frozen_inputs
class GroupWordsInputs(Inputs[GroupWords]):
    """The words of a group of marks."""

    group: Group

    def make(self, cache: Cache) -> GroupWords:
        lines: dict[tuple[str, float], list[GlyphRun]] = {}
        pictures: list[PrintedWords] = []
        for mark in _marks(self.group.marks):
            if isinstance(mark, Image):
                if mark.key:
                    left, top, right, bottom = mark.ink_box
                    pictures.append(PrintedWords(mark.key, left, top, right - left, bottom - top))
            elif mark.key:
                lines.setdefault((mark.key, round(mark.y, 2)), []).append(mark)
        found = ((baseline, _line(runs)) for (_, baseline), runs in lines.items())
        return GroupWords(tuple(found), tuple(pictures))


def _joined(parts: list[PrintedWords]) -> PrintedWords:
    """A line whose parts stand in several groups."""
    if len(parts) == 1:
        return parts[0]
    left, top = min(part.x for part in parts), min(part.y for part in parts)
    right = max(part.x + part.width for part in parts)
    bottom = max(part.y + part.height for part in parts)
    words = " ".join(part.words for part in parts)
    return PrintedWords(parts[0].key, left, top, right - left, bottom - top, words)


def _marks(marks: Iterable[Mark]) -> Iterator[GlyphRun | Image]:
    for mark in marks:
        match mark:
            case Group() | Tag():
                yield from _marks(mark.marks)
            case GlyphRun() | Image():
                yield mark
            case Shape() | Link():
                pass


def _line(runs: list[GlyphRun]) -> PrintedWords:
    """The runs of one key on one baseline."""
    boxes = [_box(run) for run in runs]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return PrintedWords(runs[0].key, left, top, right - left, bottom - top, _words(runs))


def _box(run: GlyphRun) -> tuple[float, float, float, float]:
    em = run.size * MM_PER_PT
    face = run.font.face
    above, below = (part / face.units_per_em * em for part in (face.ascent, face.descent))
    return run.x, run.y - above, run.x + run.width, run.y + below


def _words(runs: list[GlyphRun]) -> str:
    """What a line says, in reading order: its runs stand from left to right as they are seen."""
    backwards = [_is_right_to_left(run) for run in runs]
    ordered = sorted(zip(runs, backwards, strict=True), key=lambda each: each[0].x)
    if any(backwards):
        ordered.reverse()
    said = (
        "".join(cluster.text for cluster in (reversed(run.clusters) if turned else run.clusters))
        for run, turned in ordered
    )
    return " ".join("".join(said).split())


def _is_right_to_left(run: GlyphRun) -> bool:
    """Whether a run's first letter with a direction goes from right to left."""
    kinds = (unicodedata.bidirectional(cluster.text[:1]) for cluster in run.clusters)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in _DIRECTED), False)


def _apart(lines: dict[tuple[str, float], PrintedWords]) -> Iterator[PrintedWords]:
    """The lines of each key, none over another: they part half way between their baselines."""
    by_key: dict[str, list[float]] = {}
    for key, baseline in lines:
        by_key.setdefault(key, []).append(baseline)
    for (key, baseline), line in lines.items():
        top, bottom = line.y, line.y + line.height
        for other in by_key[key]:
            middle = (baseline + other) / 2
            beside = lines[key, other]
            if other == baseline or not _share_a_column(line, beside):
                continue
            if other < baseline:
                top = max(top, middle)
            else:
                bottom = min(bottom, middle)
        yield replace(line, y=top, height=bottom - top)


def _share_a_column(one: PrintedWords, other: PrintedWords) -> bool:
    return one.x < other.x + other.width and other.x < one.x + one.width
