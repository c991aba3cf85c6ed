"""Where on a page the words of each value stand, to go from a click to its field and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

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


def printed_words(page: Page) -> tuple[PrintedWords, ...]:
    """Every stretch of a page's text that has a key, then its codes and pictures. Runs of one key
    on one baseline are one stretch. Where lines of one key overlap, as in Nastaliq, each ends half
    way to the next."""
    lines: dict[tuple[str, float], list[GlyphRun]] = {}
    pictures: list[PrintedWords] = []
    for mark in _marks(page.marks):
        if isinstance(mark, Image):
            if mark.key:
                box = mark.x, mark.y, mark.width, mark.height
                pictures.append(PrintedWords(mark.key, *box))
        elif mark.key:
            lines.setdefault((mark.key, round(mark.y, 2)), []).append(mark)
    codes = [
        PrintedWords(code.key, code.x, code.y, code.size, code.size)
        for code in page.codes
        if code.key
    ]
    return (*_apart({place: _line(runs) for place, runs in lines.items()}), *codes, *pictures)


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
