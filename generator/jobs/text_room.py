"""How much room the words of a piece have: how full its frames are, which words are set smaller
than the layout would, and by how many characters a text is too long."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace

from msgspec import Struct, structs

from generator.cache import Cache
from generator.content.document import Block, Contact, Document
from generator.content.text import Run, Text
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.layout import Layout
from .fit import pieces_with_pages
from .libraries import Libraries
from .making import Setup, drawing_of
from .matching import layout_blocks
from .set_pages import SetPages, setup_in_steps


class FrameRoom(Struct, frozen=True):
    """The blocks of a frame, and how full it is with type at its full size: 1 is full."""

    blocks: tuple[str, ...]
    full: float


class PieceRoom(Struct, frozen=True):
    """A layout that prints some of a campaign's blocks, at one of its formats; and those of its
    blocks that stand in a place which is too full."""

    layout: str
    format: str
    blocks: frozenset[str]
    tight: frozenset[str]


def frame_rooms(setup: Setup) -> list[FrameRoom]:
    """How full each frame of a piece is; none for a layout that flows."""
    from generator.typeset.compose import fullness

    if setup.drawing.layout.flow is not None:
        return []
    found = fullness(setup.document, setup.drawing, setup.format, cache=setup.project.cache)
    return [FrameRoom(*each) for each in found]


def set_smaller(made: SetPages, layout: Layout) -> dict[str, float]:
    """The blocks of a piece that copyfitting set smaller, each with its share of its full size."""
    found: dict[str, float] = {}
    for item in layout_walk.all_items(layout):
        styles = [style for _, style in layout_walk.named(item, layout_walk.STYLES)][:1]
        for style in styles:
            if style in made.steps and made.steps[style] < made.full[style]:
                share = made.steps[style] / made.full[style]
                for _, block in layout_walk.named(item, layout_walk.BLOCKS):
                    found[block] = min(share, found.get(block, 1.0))
    return found


def room_in_others(
    project: Libraries, document: Document, layout: str
) -> Generator[PieceRoom | None, None, None]:
    """Every other layout with pages that a document can be set in, at each format that it is built
    in, each set when it is asked for. None stands for a step that gave no whole piece."""
    from generator.typeset.compose import composed_in_steps, wrong_with

    for name, format_name in pieces_with_pages(project, document.campaign):
        if name == layout:
            continue
        drawing, _ = drawing_of(project, document, name)
        yield None
        for _step in composed_in_steps(document, drawing, format_name, cache=project.cache):
            yield None
        wrong = wrong_with(document, drawing, format_name, project.cache)
        full = frozenset[str]()
        if any(problem.rule == "overset" and problem.is_error for problem in wrong):
            frames = yield from _overshoots(document, drawing, format_name, project.cache)
            full = frozenset(name for blocks, excess in frames if excess for name in blocks)
        yield PieceRoom(name, format_name, layout_blocks(drawing.layout), full)


def characters_too_long(setup: Setup, key: str) -> Generator[None, None, int | None]:
    """By how many characters the text at a key is too long for its place, with all other words as
    they are: 0 if it fits, None if no shortening of this text alone is enough. The piece is set
    with the text cut off at places found by halving, a little of it in each step."""

    def fits(length: int) -> Generator[None, None, bool]:
        return _fits(setup, with_text(setup.document, key, lambda text: cut(text, length)))

    length = max((len(text.plain) for text in texts_of(setup.document, key)), default=0)
    if setup.drawing.layout.flow is not None or not length:
        return None
    if (yield from fits(length)):
        return 0
    kept, over = 1, length
    if not (yield from fits(kept)):
        return None
    while over - kept > 1:
        middle = (kept + over) // 2
        kept, over = (middle, over) if (yield from fits(middle)) else (kept, middle)
    return length - kept


def fits_if_shorter(setup: Setup, key: str, count: int) -> Generator[None, None, bool]:
    """Whether a piece fits if the text at a key has so many characters fewer, found in steps."""
    lengths = [len(text.plain) for text in texts_of(setup.document, key)]
    if not lengths or min(lengths) <= count:
        return False
    shorter = with_text(setup.document, key, lambda text: cut(text, len(text.plain) - count))
    return (yield from _fits(setup, shorter))


def is_too_full(setup: Setup) -> Generator[None, None, bool]:
    """Whether some frame of a piece is too full for its words, however small they are set, found in
    steps. A word that is wider than its column is not meant."""
    words = setup.document, setup.drawing, setup.format
    found = yield from _overshoots(*words, setup.project.cache)
    return any(excess for _, excess in found)


def _overshoots(
    document: Document, drawing: Drawing, format_name: str, cache: Cache
) -> Generator[None, None, list[tuple[tuple[str, ...], float]]]:
    """As `compose.overshoots`, in steps."""
    from generator.typeset.compose import in_steps, overshoots

    def found(cache: Cache) -> list[tuple[tuple[str, ...], float]]:
        return overshoots(document, drawing, format_name, cache=cache)

    yield from in_steps(found, cache)
    return found(cache)


def _fits(setup: Setup, document: Document) -> Generator[None, None, bool]:
    from generator.typeset.compose import wrong_with

    yield from setup_in_steps(setup, document)
    found = wrong_with(document, setup.drawing, setup.format, setup.project.cache)
    return not any(problem.rule == "overset" and problem.is_error for problem in found)


# texts of a document by their keys


def blocks_of(document: Document, key: str) -> frozenset[str]:
    """The blocks that print the value at a key."""
    return frozenset(
        name
        for name, block in document.blocks.items()
        if key == block.address_key or any(text.key == key for text in _texts(block))
    )


def keys_of(block: Block) -> frozenset[str]:
    """The keys of the texts of a block."""
    return frozenset(text.key for text in _texts(block) if text.key)


def texts_of(document: Document, key: str) -> list[Text]:
    """The texts that are made from the value at a key."""
    every = (text for block in document.blocks.values() for text in _texts(block))
    return [text for text in every if text.key == key]


def with_text(document: Document, key: str, change: Callable[[Text], Text]) -> Document:
    """The document with the texts of a key changed."""

    def changed(text: Text) -> Text:
        return change(text) if text.key == key else text

    names = blocks_of(document, key)
    blocks = {
        name: _with_texts(block, changed) if name in names else block
        for name, block in document.blocks.items()
    }
    return replace(document, blocks=blocks)


def cut(text: Text, length: int) -> Text:
    """The first characters of a text."""
    runs: list[Run] = []
    for run in text.runs:
        if length > 0:
            runs.append(structs.replace(run, text=run.text[:length]))
        length -= len(run.text)
    return structs.replace(text, runs=tuple(runs))


def _texts(block: Block) -> list[Text]:
    contacts = [part for contact in block.contacts for part in (contact.place, contact.number)]
    line = [block.line] if block.line else []
    return [*block.texts, *block.short, *contacts, *block.names, *line]


def _with_texts(block: Block, changed: Callable[[Text], Text]) -> Block:
    return structs.replace(
        block,
        texts=tuple(map(changed, block.texts)),
        short=tuple(map(changed, block.short)),
        names=tuple(map(changed, block.names)),
        contacts=tuple(
            Contact(changed(contact.place), changed(contact.number)) for contact in block.contacts
        ),
        line=changed(block.line) if block.line else None,
    )
