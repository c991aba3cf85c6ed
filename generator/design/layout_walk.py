"""Walks over a layout's items: every item, and the names that each one uses."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from . import items as rows
from .formats import Format
from .layout import FrameRow, Layout, PageRow

STYLES = (
    "style", "initial", "plain", "spread_initial", "figure", "word", "narrow", "caption", "address",
    "place", "number", "credit",
)  # fmt: skip
BLOCKS = ("run_in", "block")  # as they are read


class Section(NamedTuple):
    """A frame's name, with its blocks in reading order."""

    name: str
    blocks: tuple[str, ...]


def items(
    stack: Iterable[rows.Item], *, moved: bool = True, unmet: Collection[rows.Only] = ()
) -> Iterator[rows.Item]:
    """Every item of a stack in order, with those inside bubbles, bands, columns and codes; without
    those that take another's place where words are too long, if `moved` is false, and without those
    whose conditions are `unmet`."""
    for item in stack:
        if (not moved and is_moved(item)) or item.only in unmet:
            continue
        yield item
        if isinstance(item, rows.BubbleItem | rows.BandItem | rows.CodeItem | rows.ImageItem):
            yield from items(item.stack, moved=moved, unmet=unmet)
        elif isinstance(item, rows.ColumnsItem):
            for column in item.columns:
                yield from items(column.stack, moved=moved, unmet=unmet)


def logos_ground(stack: Iterable[rows.Item], around: str) -> str | None:
    """The ground of a stack's logos, where `around` is the stack's own; None if it has no logos."""
    for item in stack:
        found: str | None = None
        if isinstance(item, rows.LogosItem):
            found = item.ground or around
        elif isinstance(item, rows.BubbleItem | rows.BandItem | rows.CodeItem):
            inner = item.ground if isinstance(item, rows.BandItem) else around
            found = logos_ground(item.stack, inner)
        elif isinstance(item, rows.ColumnsItem):
            grounds = (logos_ground(column.stack, around) for column in item.columns)
            found = next((ground for ground in grounds if ground is not None), None)
        if found is not None:
            return found
    return None


def all_items(layout: Layout) -> Iterator[rows.Item]:
    """Every item of every page, or of every kind of block."""
    for page in layout.pages:
        for frame in page.frames:
            yield from items(frame.stack)
    if layout.flow:
        flow, cover = layout.flow, layout.flow.cover
        stacks = [flow.opening, flow.figure, flow.code, *flow.kinds.values(), *flow.easy.values()]
        if cover:
            stacks += [cover.opening, cover.main, *cover.kinds.values()]
        for stack in stacks:
            yield from items(stack)


def named(item: rows.Item, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The (field, name) pairs of an item for those of `fields` that it has and fills in."""
    for field in fields:
        name = getattr(item, field, "")
        if isinstance(name, str) and name:
            yield field, name


def styles(stack: Iterable[rows.Item]) -> frozenset[str]:
    """Every style that a stack uses."""
    return styles_of(items(stack))


def styles_of(every: Iterable[rows.Item]) -> frozenset[str]:
    """The styles that items name."""
    return frozenset(name for item in every for _, name in named(item, STYLES))


def blocks(stack: Iterable[rows.Item]) -> frozenset[str]:
    """Every block that a stack sets, or names in a condition."""
    every = list(stack)
    return blocks_set(every) | blocks_asked(every)


def blocks_set(stack: Iterable[rows.Item]) -> frozenset[str]:
    """Every block whose words a stack sets."""
    every = list(items(stack))
    names = frozenset(name for item in every for _, name in named(item, BLOCKS))
    if any(isinstance(item, rows.ImprintItem) for item in every):
        names |= {rows.IMPRINT}
    return names


def blocks_asked(stack: Iterable[rows.Item]) -> frozenset[str]:
    """Every block that a condition of a stack asks for: whether it is there, and how many contacts
    it has."""
    every = [item.only for item in items(stack) if item.only]
    names = frozenset(only.contacts for only in every if only.contacts)
    if any(only.own is not None or only.own_counts for only in every):
        names |= {rows.OWN}
    if any(only.imprint is not None for only in every):
        names |= {rows.IMPRINT}
    return names


def frames(layout: Layout, drawn: Format) -> list[tuple[PageRow, FrameRow]]:
    """Every frame with its page, in reading order: a folded format panel by panel, then any other
    frames."""
    order = {name: place for place, name in enumerate(layout.told or drawn.reading)}
    found = [(page, frame) for page in layout.pages for frame in page.frames]
    return sorted(found, key=lambda row: order.get(row[1].panel, len(order)))


def is_moved(item: rows.Item) -> bool:
    """Whether an item takes another's place where words are too long, perhaps on another page."""
    return bool(item.only and (item.only.tight or item.only.tightest))


def sections(layout: Layout, drawn: Format) -> tuple[Section, ...]:
    """A layout's frames in reading order. A block that a frame sets in parts is named once. What
    goes to another frame where words are too long is told where it stands else."""
    found = []
    for _, frame in frames(layout, drawn):
        every = items(frame.stack, moved=False)
        names = [name for item in every for _, name in named(item, BLOCKS)]
        if names:
            found.append(Section(frame.name, tuple(dict.fromkeys(names))))
    return tuple(found)
