"""Finds the field of an area's file whose words make a frame too full: a name that sentences take,
the place of a contact, or an address."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from generator.content.document import Block, Document
from generator.content.text import Text
from generator.design.drawing import Drawing
from generator.design.items import OWN
from generator.problems import Problem, error
from .geometry import FramePlace

LONG_ADDRESS: Final = "show a shorter address, which opens this one: `{shown: …, open: …}`"
ENOUGH: Final = 40  # characters of a name or an address that every layout has room for
SHOWN: Final = 30  # ... and of one that a message shows


def long_values(document: Document, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """The long values of the area's file that blocks of the campaign print, each with its key; the
    longest first."""
    blocks = [document.blocks[name] for name in names if name in document.blocks and name != OWN]
    said = " ".join(text.plain for block in blocks for text in (*block.texts, *block.short))
    found = [(value, key) for value, key in document.named if _written(value).search(said)]
    places = (contact.place for block in blocks for contact in block.contacts)
    found += [(place.plain, place.key) for place in places]
    addresses = {block.address for block in blocks}
    found += [(address, key) for address, key in document.links if address in addresses]
    long = {each for each in found if len(each[0]) > ENOUGH}
    yield from sorted(long, key=lambda each: (-len(each[0]), each[1]))


def shortened(blocks: Mapping[str, Block], value: str) -> dict[str, Block]:
    """Blocks with the beginning of a long value in its place."""
    whole, beginning = _written(value), value[:ENOUGH]

    def shorter(text: Text) -> Text:
        runs = (replace(run, text=whole.sub(lambda _: beginning, run.text)) for run in text.runs)
        return replace(text, runs=tuple(runs))

    return {
        name: replace(
            block,
            texts=tuple(map(shorter, block.texts)),
            short=tuple(map(shorter, block.short)),
            contacts=tuple(replace(one, place=shorter(one.place)) for one in block.contacts),
            address=beginning if block.address == value else block.address,
        )
        for name, block in blocks.items()
    }


def value_overset(
    slot: FramePlace, excess: float, value: str, key: str, drawing: Drawing, document: Document
) -> Problem:
    """The error for a frame that has room for all but so long a value."""
    addresses = {block.address for block in document.blocks.values()}
    hint = f"write it in {ENOUGH} characters, in place of {len(value)}"
    return error(
        "overset",
        f'"{value[:SHOWN]}…" of the area is too long for "{slot.row.name}"',
        key,
        LONG_ADDRESS if value in addresses else hint,
        [f"the rest fits; the frame is {excess:.1f} mm too short in {drawing.name}"],
    )


def value_with(word: str, key: str, document: Document) -> str:
    """The key of the area's name that a word of a text is part of; none if it is of no name."""
    texts = (text for block in document.blocks.values() for text in (*block.texts, *block.short))
    said = [text.plain for text in texts if text.key == key]
    for value, written in document.named:
        whole = _written(value)
        if any(word in match[0] for text in said for match in whole.finditer(text)):
            return written
    return ""


def _written(value: str) -> re.Pattern[str]:
    """A value as a text has it, whose apostrophes may be those of its language."""
    return re.compile(re.escape(value).replace("'", "['’]"))
