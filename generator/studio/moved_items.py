"""Finds an item of a list again in a list that somebody else has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def item_number(
    items: list[Any], number: int, disk: list[Any], within: Sequence[str]
) -> int | None:
    """Which item of a list on the disk is the item of this number, of which the value `within` is
    changed; None if that is not certain."""
    others = items[:number] + items[number + 1 :]
    if len(items) == len(disk) and others == disk[:number] + disk[number + 1 :]:
        return number
    item = items[number]
    same = [there for there, each in enumerate(disk) if each == item]
    if len(same) == 1 or number in same:
        return same[0] if len(same) == 1 else number
    rest = _without(item, within)
    alike = [there for there, each in enumerate(disk) if rest and _without(each, within) == rest]
    return number if alike == [number] and len(items) == len(disk) else None


def _without(item: Any, within: Sequence[str]) -> Any:
    """What an item says but for one value of it; nothing for an item that is no table."""
    if not isinstance(item, dict):
        return None
    return {name: value for name, value in item.items() if name not in within[:1]}
