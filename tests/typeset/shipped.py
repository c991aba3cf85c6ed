"""The shipped campaign and its layouts, read once, and ways to change its words for a test."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.design.project_design import Design
from generator.page import GlyphRun, Page, Shape
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from generator.typeset.compose import Composed, compose
from generator.typeset.safety import runs
from tests.checked import CACHE
from tests.values import replace

ROOT = Path(__file__).parents[2]
CAMPAIGN = "kayleighs-love-story"
AREA = "leicester-leicestershire-rutland"
WORDS = f"content/{CAMPAIGN}/en-GB.yaml"
LEAFLET, FLYER = "leaflet-dl-6pp", "flyer-a5"
BOOKLET, CARD = "leaflet-a5-4pp", "pocket-card"
SIGNS, STORY = "poster-signs", "poster-story"
NUMBERS = ("0116 252 7000", "0116 305 0005", "01572 758 407", "101")


@lru_cache(maxsize=1)
def design() -> Design:
    return Design(Shelf.at(ROOT))


@lru_cache(maxsize=1)
def content() -> Content:
    return Content(Shelf.at(ROOT), CACHE)


@lru_cache(maxsize=1)
def document() -> Document:
    return content().document(CAMPAIGN, "en-GB", AREA)[0]


def drawing(layout: str) -> Drawing:
    return design().drawing(layout)[0]


def formats(layout: str) -> tuple[str, ...]:
    return drawing(layout).layout.formats


PIECES = [
    (LEAFLET, "a4-roll-fold-dl"),
    (FLYER, "a5"),
    (BOOKLET, "a4-half-fold"),
    (CARD, "card-85x55"),
    *((layout, size) for layout in (SIGNS, STORY) for size in ("a4", "a3", "a2", "a1")),
]


@lru_cache(maxsize=16)
def english(layout: str, format_name: str = "") -> Composed:
    """The shipped words in a layout, at the format it was drawn for if none is named."""
    return compose(document(), drawing(layout), format_name or formats(layout)[0], cache=CACHE)


# changing words


def with_texts(change: Callable[[Text], Text], *blocks: str, but: tuple[str, ...] = ()) -> Document:
    """The document with the words of `blocks` (of every one if none is named) changed."""
    found = document()
    changed = {
        name: replace(
            block,
            texts=tuple(map(change, block.texts)),
            short=tuple(map(change, block.short)),
        )
        for name, block in found.blocks.items()
        if (name in blocks or not blocks) and name not in but
    }
    return replace(found, blocks={**found.blocks, **changed})


def with_block(name: str, **changes: object) -> Document:
    """The document with something about one block changed."""
    found = document()
    block = replace(found.blocks[name], **changes)
    return replace(found, blocks={**found.blocks, name: block})


def says(words: str, like: Text) -> Text:
    """Plain words in the place of others."""
    return Text((Run(words),) if words else (), like.language, like.key)


_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


def longer(text: Text, share: float = 0.35) -> Text:
    """The text with each word longer, by `share` of its letters over the whole."""
    owed = 0.0

    def grown(match: re.Match[str]) -> str:
        nonlocal owed
        word = match[0]
        owed += len(word) * share
        more = int(owed)
        owed -= more
        return word + (word[len(word) // 2 :] * 9)[:more].lower()

    changed = (replace(run, text=_WORD.sub(grown, run.text)) for run in text.runs)
    return Text(tuple(changed), text.language, text.key)


# looking at pages


def shapes(page: Page, kind: str) -> Iterator[Shape]:
    """Every shape of a kind, however deep."""

    def within(marks: tuple[object, ...]) -> Iterator[Shape]:
        for mark in marks:
            if isinstance(mark, Shape):
                yield mark
            else:
                yield from within(getattr(mark, "marks", ()))

    return (shape for shape in within(page.marks) if shape.kind == kind)


def extent(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a path's points."""
    across = [value for segment in shape.path for value in segment[1::2]]
    down = [value for segment in shape.path for value in segment[2::2]]
    return min(across), min(down), max(across), max(down)


def lines(page: Page) -> list[tuple[str, GlyphRun]]:
    """Each run of a page with its words. One that goes on where the one before it ends, and looks
    the same, is part of it (an address or a number in a sentence)."""
    joined: list[GlyphRun] = []
    for run in runs(page.marks):
        last = joined[-1] if joined else None
        if last and _look(last) == _look(run) and abs(last.x + last.width - run.x) < 0.01:
            joined[-1] = replace(last, clusters=last.clusters + run.clusters)
        else:
            joined.append(run)
    return [(run.text.strip(), run) for run in joined]


def _look(run: GlyphRun) -> tuple[object, ...]:
    return run.font, run.size, run.colour, run.y


def words(composed: Composed) -> str:
    """All that a piece says, line by line."""
    return "\n".join(text for page in composed.artwork.pages for text, _ in lines(page))


# changing files


def changed(folder: Path, *edits: tuple[str, str, str]) -> tuple[Content, Design]:
    """The shipped project copied to `folder` with `(path, old, new)` replaced in its files."""
    for room in ("content", "layouts"):
        shutil.copytree(ROOT / room, folder / room)
    for path, old, new in edits:
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")
    shelf = Shelf.at(folder)
    return Content(shelf, CACHE), Design(shelf)


def refusal(folder: Path, layout: str, *edits: tuple[str, str, str]) -> tuple[Problem, ...]:
    """Why a piece of the shipped project with edits is not composed."""
    content, design = changed(folder, *edits)
    words, _ = content.document(CAMPAIGN, "en-GB", AREA)
    drawn, _ = design.drawing(layout)
    try:
        compose(words, drawn, drawn.layout.formats[0], cache=CACHE)
    except Refused as refused:
        return refused.problems
    return ()
