"""Where on a page the words of each value stand, to go from a click to its field and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.page import GlyphRun, Group, Image, Link, Mark, Page, Shape, Tag
from generator.units import MM_PER_PT


class PrintedWords(Struct, frozen=True, array_like=True):
    """A stretch of one line of text, or a code or a picture, in mm: the `key` of the value it was
    made from (`source.keys`), and its box."""

    key: str
    x: float
    y: float
    width: float
    height: float


def printed_words(page: Page) -> tuple[PrintedWords, ...]:
    """Every stretch of a page's text that has a key, then its codes and pictures. Runs of one key
    on one baseline are one stretch. Where lines of one key overlap, as in Nastaliq, each ends half
    way to the next."""
    lines: dict[tuple[str, float], PrintedWords] = {}
    pictures: list[PrintedWords] = []
    for mark in _marks(page.marks):
        if isinstance(mark, Image):
            if mark.key:
                box = mark.x, mark.y, mark.width, mark.height
                pictures.append(PrintedWords(mark.key, *box))
        elif mark.key:
            place = mark.key, round(mark.y, 2)
            known = lines.get(place)
            lines[place] = _joined(known, _stretch(mark)) if known else _stretch(mark)
    codes = [
        PrintedWords(code.key, code.x, code.y, code.size, code.size)
        for code in page.codes
        if code.key
    ]
    return (*_apart(lines), *codes, *pictures)


def _marks(marks: Iterable[Mark]) -> Iterator[GlyphRun | Image]:
    for mark in marks:
        match mark:
            case Group() | Tag():
                yield from _marks(mark.marks)
            case GlyphRun() | Image():
                yield mark
            case Shape() | Link():
                pass


def _stretch(run: GlyphRun) -> PrintedWords:
    em = run.size * MM_PER_PT
    face = run.font.face
    above, below = (part / face.units_per_em * em for part in (face.ascent, face.descent))
    return PrintedWords(run.key, run.x, run.y - above, run.width, above + below)


def _joined(one: PrintedWords, other: PrintedWords) -> PrintedWords:
    left, top = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    bottom = max(one.y + one.height, other.y + other.height)
    return PrintedWords(one.key, left, top, right - left, bottom - top)


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
