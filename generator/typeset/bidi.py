"""Reading direction: embedding levels and visual order (UAX #9), with ICU."""

from collections.abc import Sequence
from typing import TypeVar

from generator.isolates import has_rtl
from generator.page import GlyphRun

T = TypeVar("T")


def levels(text: str, rtl: bool) -> tuple[int, ...]:
    """The embedding level of every character in a paragraph of the given direction; even levels
    read from left to right."""
    if not rtl and not has_rtl(text):
        return (0,) * len(text)
    import icu

    bidi = icu.Bidi()
    source = icu.UnicodeString(text)
    bidi.setPara(source, 1 if rtl else 0)
    units = bidi.getLevels()
    if len(units) == len(text):
        return tuple(units)
    found = []
    unit = 0
    for character in text:
        found.append(units[unit])
        unit += 2 if ord(character) > 0xFFFF else 1
    return tuple(found)


def visual(pieces: Sequence[tuple[int, T]]) -> list[T]:
    """The pieces of one line, given as (level, piece) in logical order, in order from left to right
    (rule L2)."""
    order = list(pieces)
    highest = max((level for level, _ in order), default=0)
    lowest = min((level for level, _ in order if level % 2), default=highest + 1)
    for level in range(highest, lowest - 1, -1):
        start = 0
        while start < len(order):
            if order[start][0] < level:
                start += 1
                continue
            end = start
            while end < len(order) and order[end][0] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return [piece for _, piece in order]


def as_read(run: GlyphRun) -> str:
    """The words of a run in reading order. Its clusters are in visual order."""
    clusters = reversed(run.clusters) if has_rtl(run.text) else run.clusters
    return "".join(cluster.text for cluster in clusters).strip()
