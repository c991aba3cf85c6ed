"""Measures room: how long a translated sentence may be, and how many layouts a language fits."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from msgspec import Struct, structs

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.content.sentences import SHORT
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.problems import Refused
from .checked_words import WordsToSet
from .libraries import Libraries
from .making import drawing_of
from .matching import layout_blocks, matches

# Words are tried this many times as long; a frame in which even the last fit has ample room.
_TIMES: Final = tuple(1 + step / 10 for step in range(1, 11))


class Fitting(Struct, frozen=True):
    """A language in every layout: the number of layouts in which some words do not fit, in which a
    letter is missing, and which have no font for it."""

    layouts: int
    overset: int
    missing: int
    unset: int


def limits(project: Libraries, campaign: str, area: str) -> dict[str, str]:
    """For each sentence of a campaign, by key, a note on how long it may be. That is its length if
    every sentence of its frame grew alike until the frame were full at the layout's smallest sizes,
    in the tightest of the layouts. Raises `Refused`."""
    document, _ = project.document(campaign, project.content.languages().default, area)
    found: dict[str, tuple[float, str]] = {}
    for layout, format_name in pieces_with_pages(project, campaign):
        drawing, _ = drawing_of(project, document, layout)
        for name, growth in _growth(document, drawing, format_name, project.cache):
            found[name] = min(found.get(name, (math.inf, "")), (growth, layout))
    notes: dict[str, str] = {}
    for name, (growth, layout) in found.items():
        block = document.blocks[name]
        for number, (text, short) in enumerate(zip(block.texts, block.short, strict=True)):
            notes[f"{name}.{number}"] = _note(text, growth, layout)
            if short != text:
                notes[f"{name}.{number}{SHORT}"] = _note(short, growth, layout)
    return notes


def standing(project: Libraries, campaign: str) -> dict[str, list[str]]:
    """The layouts with pages that match a campaign, for each of its blocks."""
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(name for name, _ in pieces_with_pages(project, campaign)):
        for block in layout_blocks(project.design.drawing(name)[0].layout):
            found.setdefault(block, []).append(name)
    return found


def _note(text: Text, growth: float, layout: str) -> str:
    length = len(text.plain)
    room = max(length, math.floor(length * growth))
    return f"About {room} Latin characters fit ({layout}); the original has {length}."


def pieces_with_pages(project: Libraries, campaign: str) -> Iterator[tuple[str, str]]:
    """Every layout that matches a campaign, at each format that it is built in, without layouts
    that cannot be read."""
    words = project.content.source(campaign)
    for name in project.design.layouts():
        try:
            layout = project.design.drawing(name)[0].layout
        except Refused:
            continue
        if layout.pages and matches(layout, words):
            for format_name in layout.default or layout.formats[:1]:
                yield name, format_name


def _growth(
    document: Document, drawing: Drawing, format_name: str, cache: Cache
) -> Iterator[tuple[str, float]]:
    """The factor by which the words of each block may grow."""
    from generator.typeset.compose import overshoots

    fits: dict[tuple[str, ...], float] = {}
    for times in _TIMES:
        for blocks, overshoot in overshoots(
            _longer(document, times), drawing, format_name, cache=cache
        ):
            if overshoot and blocks not in fits:
                fits[blocks] = times - 0.1
    for blocks, times in fits.items():
        yield from ((name, times) for name in blocks if name in document.blocks)


def _longer(document: Document, times: float) -> Document:
    blocks = {name: _longer_block(block, times) for name, block in document.blocks.items()}
    return replace(document, blocks=blocks)


def _longer_block(block: Block, times: float) -> Block:
    return structs.replace(
        block,
        texts=tuple(_longer_text(text, times) for text in block.texts),
        short=tuple(_longer_text(text, times) for text in block.short),
    )


def _longer_text(text: Text, times: float) -> Text:
    """The text, followed by its own words again until it is so many times as long."""
    words = text.plain
    more = f" {words}" * math.ceil(times)
    added = Run(more[: round(len(words) * (times - 1))])
    return structs.replace(text, runs=(*text.runs, added)) if added.text else text


def fitting(project: Libraries, words: WordsToSet) -> Fitting | None:
    """How a campaign in a language fits all its layouts, for an area; None if some words are not
    translated or are wrong."""
    campaign, tag, area = words.campaign, words.language, words.area
    try:
        document, _ = project.document(campaign, tag, area)
    except Refused:
        return None
    rules: list[set[str]] = []
    unset = 0
    for name, format_name in pieces_with_pages(project, campaign):
        if not project.design.sets(name, document.script, tag):
            unset += 1
            continue
        try:
            drawing, _ = drawing_of(project, document, name)
            found = project.piece_check.pages(document, drawing, format_name)
            rules.append({problem.rule for problem in found})
        except Refused as refused:
            rules.append({problem.rule for problem in refused.problems})
    return Fitting(
        layouts=len(rules) + unset,
        overset=sum("overset" in found for found in rules),
        missing=sum("missing-glyph" in found for found in rules),
        unset=unset,
    )
