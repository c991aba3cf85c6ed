"""The reading order of a layout: its blocks one after another, with the ranks of headings.

From a layout it takes which block follows which, on what ground, in whose bubble, and what stands
out. It ignores places. Blocks are whole, even where the layout sets a short form or a part of one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.content.document import Block, Document
from generator.design import items as rows
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.items import OWN
from generator.design.layout import Layout
from generator.problems import Problem

LOWEST: Final = 6  # rank that HTML has a heading for


class Passage(Struct, frozen=True):
    """A block in the reading order: the item that sets it, the voice of its bubble, and its rank as
    a heading (0: no heading, or a line of text over the main heading)."""

    block: Block
    item: rows.Item
    voice: str = ""
    rank: int = 0


class PassageGroup(Struct, frozen=True):
    """A heading and the passages under it; or passages without a heading."""

    passages: tuple[Passage, ...]

    @property
    def heading(self) -> Passage | None:
        return self.passages[0] if self.passages[0].rank else None


class Band(Struct, frozen=True):
    """Groups on one ground, which is a colour of the palette or empty. The band that `leads` is the
    first, with the main heading."""

    ground: str
    groups: tuple[PassageGroup, ...]
    leads: bool = False


class ReadingOrder(Struct, frozen=True):
    """Bands in order, and the names of blocks that the layout sets in a special way: `codes` are
    links with a QR code, `fields` counts with a picture of them, `spelt` quotes whose initials
    spell a word, `figures` texts whose **strong** words are large."""

    bands: tuple[Band, ...]
    codes: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    spelt: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    logos: bool = False

    @property
    def passages(self) -> Iterator[Passage]:
        for band in self.bands:
            for group in band.groups:
                yield from group.passages


def spoken_in(passage: Passage) -> Iterator[str]:
    """The voices of the bubbles that a passage stands in."""
    if passage.voice:
        yield passage.voice
    if isinstance(passage.item, rows.MessagesItem):
        yield from passage.item.voices.values()
    if isinstance(passage.item, rows.BubblesItem):
        yield passage.item.voice


class _PlacedBlock(NamedTuple):
    """A block's name, with the item, ground and voice it has in a layout."""

    name: str
    item: rows.Item
    ground: str
    voice: str


def read(
    document: Document, drawing: Drawing, first: Sequence[str] = ()
) -> tuple[ReadingOrder, list[Problem]]:
    """The reading order of the drawing's layout with the document's blocks, and problems: blocks
    that the campaign lacks, and codes that the layout has no place for. The frames named `first`
    are read first."""
    layout = drawing.layout
    problems: list[Problem] = []
    bands: list[Band] = []
    places = {name: place for place, name in enumerate(first)}
    frames = sorted(
        layout_walk.frames(layout, drawing.first_format),
        key=lambda found: places.get(found[1].name, len(places)),
    )
    found = [
        _once(_placed_blocks(frame.stack, frame.ground or page.ground, ""))
        for page, frame in frames
    ]
    for blocks in _with_own(found, document):
        passages = [(placed.ground, _passage(placed, document, problems)) for placed in blocks]
        bands += _bands([(ground, passage) for ground, passage in passages if passage])
    every = list(layout_walk.all_items(layout))
    marked = {
        item.block
        for item in every
        if isinstance(item, rows.StatisticItem)
        or (isinstance(item, rows.TextItem) and item.part == "strong")
    }
    codes = frozenset(item.block for item in every if isinstance(item, rows.CodeItem))
    problems += document.missing_codes(codes, layout.at("pages"))
    reading = ReadingOrder(
        _ranked(bands, _main(bands, layout)),
        codes.union(document.codes),
        frozenset(item.block for item in every if isinstance(item, rows.FieldItem)),
        frozenset(item.block for item in every if isinstance(item, rows.AcrosticItem)),
        frozenset(marked),
        any(isinstance(item, rows.LogosItem) for item in every),
    )
    return reading, problems


def _placed_blocks(stack: Iterable[rows.Item], ground: str, voice: str) -> Iterator[_PlacedBlock]:
    for item in stack:
        if layout_walk.is_moved(item):
            continue
        for _, name in layout_walk.named(item, layout_walk.BLOCKS):
            yield _PlacedBlock(name, item, ground, voice)
        match item:
            case rows.BubbleItem():
                yield from _placed_blocks(item.stack, ground, item.voice)
            case rows.BandItem():
                yield from _placed_blocks(item.stack, item.ground, voice)
            case rows.ColumnsItem():
                for column in item.columns:
                    yield from _placed_blocks(column.stack, ground, voice)
            case rows.CodeItem():
                yield from _placed_blocks(item.stack, ground, voice)
            case _:
                pass


def _once(blocks: Iterable[_PlacedBlock]) -> list[_PlacedBlock]:
    """Each block of a frame once, where it is named first."""
    found: dict[str, _PlacedBlock] = {}
    for placed in blocks:
        found.setdefault(placed.name, placed)
    return list(found.values())


def _with_own(frames: list[list[_PlacedBlock]], document: Document) -> list[list[_PlacedBlock]]:
    """The blocks of each frame with the area's own words in their place, if it has any, wherever
    the layout sets them. They take the ground and the bubble of the block before them."""
    frames = [[placed for placed in blocks if placed.name != OWN] for blocks in frames]
    filled = [blocks for blocks in frames if blocks]
    place = document.own_place([[placed.name for placed in blocks] for blocks in filled])
    if place is not None:
        number, index = place
        blocks = filled[number]
        blocks.insert(index, blocks[max(0, index - 1)]._replace(name=OWN))
    return filled


def _passage(placed: _PlacedBlock, document: Document, problems: list[Problem]) -> Passage | None:
    block = document.blocks.get(placed.name)
    if block is None:
        problems.append(document.no_block(placed.name, placed.item.at("block")))
        return None
    texts = tuple(text.closed for text in block.texts)
    if texts != block.texts:  # a writer's spaces inside quotation marks
        block = replace(block, texts=texts)
    return Passage(block, placed.item, placed.voice)


def _bands(passages: Iterable[tuple[str, Passage]]) -> list[Band]:
    """A frame's passages as bands: a new one where the ground changes, with a new group at each
    heading."""
    bands: list[tuple[str, list[list[Passage]]]] = []
    for ground, passage in passages:
        if not bands or bands[-1][0] != ground:
            bands.append((ground, []))
        groups = bands[-1][1]
        if not groups or passage.block.kind == "heading":
            groups.append([])
        groups[-1].append(passage)
    return [
        Band(ground, tuple(PassageGroup(tuple(each)) for each in groups))
        for ground, groups in bands
    ]


def _main(bands: Iterable[Band], layout: Layout) -> Passage | None:
    """The main heading: the first of level 1, else the one in the largest type."""
    passages = (passage for band in bands for group in band.groups for passage in group.passages)
    headings = [passage for passage in passages if passage.block.kind == "heading"]
    return min(
        headings, key=lambda each: (each.block.level != 1, -_size(each, layout)), default=None
    )


def _size(passage: Passage, layout: Layout) -> float:
    """The size of the style a heading is set in, pt."""
    style = layout.styles.get(getattr(passage.item, "style", ""))
    return style.size if style else 0.0


def _ranked(bands: list[Band], main: Passage | None) -> tuple[Band, ...]:
    """The bands with a rank for each heading: 1 for the main one; the others skip no rank. If the
    first band holds the main heading, headings before it become lines of text over it."""
    ranked: list[Band] = []
    last = 1
    for number, band in enumerate(bands):
        held = (each for group in band.groups for each in group.passages)
        leads = number == 0 and any(each is main for each in held)
        waiting = leads
        passages: list[Passage] = []
        for passage in (each for group in band.groups for each in group.passages):
            rank = 0
            if passage is main:
                rank, waiting = 1, False
            elif passage.block.kind == "heading" and not waiting:
                rank = min(max(passage.block.level, 2), last + 1, LOWEST)
            last = rank or last
            passages.append(replace(passage, rank=rank))
        ranked.append(Band(band.ground, _groups(passages), leads))
    return tuple(ranked)


def _groups(passages: Iterable[Passage]) -> tuple[PassageGroup, ...]:
    """Passages in groups: a new one at each heading of rank 1 or 2."""
    groups: list[list[Passage]] = []
    for passage in passages:
        if not groups or 1 <= passage.rank <= 2:
            groups.append([])
        groups[-1].append(passage)
    return tuple(PassageGroup(tuple(each)) for each in groups)
