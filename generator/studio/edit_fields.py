"""The fields of an editor: every text that a piece prints, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from generator.content.document import Block, Document
from generator.content.text import Text
from generator.design.layout_walk import Section
from generator.source.keys import AREA

FieldKind: TypeAlias = Literal["text", "line", "number", "address"]
ValueOf: TypeAlias = Callable[[str], "str | None"]
"""The value at a key as its file has it, with its marks; None if there is none."""


class EditField(Struct, frozen=True):
    """One value that can be edited. `key` is its (`source.keys`), `label` what it is to a reader,
    `value` the words as the file has them and `source` the ones they are translated from, empty
    for what is not a translation. `note` tells what the words alone do not."""

    key: str
    label: str
    kind: FieldKind
    value: str
    source: str = ""
    note: str = ""


class FieldGroup(Struct, frozen=True):
    """The fields of one part of a piece, such as a panel."""

    name: str
    fields: tuple[EditField, ...]


def field_groups(
    sections: Sequence[Section],
    document: Document,
    original: Document,
    notes: dict[str, str],
    value_of: ValueOf,
) -> tuple[FieldGroup, ...]:
    """The fields of what the sections of a layout print, each value once. `original` is the
    document in the language that the campaign was written in, `notes` has those of its blocks."""
    known: set[str] = set()
    groups = []
    for section in sections:
        fields: list[EditField] = []
        for name in section.blocks:
            block, source = document.blocks.get(name), original.blocks.get(name)
            if block is None:
                continue
            for field in _fields(block, source, notes.get(name, ""), value_of):
                if field.key not in known:
                    known.add(field.key)
                    fields.append(field)
        if fields:
            groups.append(FieldGroup(_spoken(section.name), tuple(fields)))
    return tuple(groups)


def _fields(
    block: Block, source: Block | None, note: str, value_of: ValueOf
) -> Iterator[EditField]:
    label = _spoken(block.part_of or block.name)
    before = source.texts if source else ()
    for number, text in enumerate(block.texts):
        words = label if len(block.texts) == 1 else f"{label}, {number + 1} of {len(block.texts)}"
        original = before[number] if number < len(before) else None
        yield from _field(text, words, original, note, value_of)
        shorter = block.short[number] if number < len(block.short) else text
        if shorter.key != text.key:
            earlier = source.short[number] if source and number < len(source.short) else None
            yield from _field(shorter, f"{words}, shorter", earlier, note, value_of)
    for contact in block.contacts:
        place = contact.place.plain or label
        yield from _plain(contact.place, f"{label}: name", "line", value_of)
        yield from _plain(contact.number, f"{place}: number", "number", value_of)
    if block.address_key:
        value = value_of(block.address_key)
        if value is not None:
            yield EditField(block.address_key, f"{label}: address", "address", value)


def _field(
    text: Text, label: str, original: Text | None, note: str, value_of: ValueOf
) -> Iterator[EditField]:
    value = value_of(text.key) if text.key else None
    if value is None:
        return
    source = ""
    if original is not None and original.key != text.key:
        source = value_of(original.key) or ""
    kind: FieldKind = "line" if text.key.startswith(f"{AREA}:") else "text"
    yield EditField(text.key, label, kind, value, source, note)


def _plain(text: Text, label: str, kind: FieldKind, value_of: ValueOf) -> Iterator[EditField]:
    value = value_of(text.key) if text.key else None
    if value is not None:
        yield EditField(text.key, label, kind, value)


def _spoken(name: str) -> str:
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
