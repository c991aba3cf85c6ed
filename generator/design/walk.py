"""Walks over a layout's items: every item, and the names each one uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.design import layout as rows

STYLES = ("style", "initial", "figure", "word", "narrow", "caption", "address", "place", "number")
BLOCKS = ("block", "run_in")


def items(stack: Iterable[rows.Item]) -> Iterator[rows.Item]:
    """Every item of a stack, those inside bubbles, bands and columns included, in order."""
    for item in stack:
        yield item
        if isinstance(item, rows.BubbleItem | rows.BandItem):
            yield from items(item.stack)
        elif isinstance(item, rows.ColumnsItem):
            for column in item.columns:
                yield from items(column.stack)


def all_items(layout: rows.Layout) -> Iterator[rows.Item]:
    """Every item of every page."""
    for page in layout.pages:
        for frame in page.frames:
            yield from items(frame.stack)


def named(item: rows.Item, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The item's (field, name) pairs for those of `fields` that it has and fills in."""
    for field in fields:
        name = getattr(item, field, "")
        if isinstance(name, str) and name:
            yield field, name


def styles(stack: Iterable[rows.Item]) -> frozenset[str]:
    """Every style that a stack uses."""
    return frozenset(name for item in items(stack) for _, name in named(item, STYLES))


def blocks(stack: Iterable[rows.Item]) -> frozenset[str]:
    """Every block that a stack sets, or asks after."""
    every = list(items(stack))
    asked = (item.only.contacts for item in every if item.only)
    return frozenset(name for item in every for _, name in named(item, BLOCKS)).union(asked)
