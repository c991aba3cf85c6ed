"""What an area asks of a layout: which items it has a use for, by their conditions, and so what a
frame may give up for it."""

from collections.abc import Collection

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Document
from generator.design import layout_walk
from generator.design.items import IMPRINT, OWN, Only
from .geometry import Geometry, kinds_of_room


def is_met(only: Only, document: Document, filled: Collection[str]) -> bool:
    """Whether an area has what a condition asks for; `filled` are the slots with a picture.
    Arrangements for long words are not asked for here."""
    if only.own is not None and only.own != (OWN in document.blocks):
        return False
    if only.imprint is not None and only.imprint != (IMPRINT in document.blocks):
        return False
    count = len(document.logos)
    if only.logos is not None and only.logos != bool(count):
        return False
    if (only.image and only.image not in filled) or only.no_image in filled:
        return False
    if not only.contacts:
        return only.logos is not True or only.holds(count)
    return has_contacts(only, document)


def has_contacts(only: Only, document: Document) -> bool:
    """Whether an area has as many contacts as a condition asks for."""
    block = document.blocks.get(only.contacts)
    more = only.own_counts if OWN in document.blocks else 0
    return block is not None and only.holds(len(block.contacts) + more)


class FrameContents(Struct, frozen=True):
    """The styles of the items that a frame has for an area, and which kinds of `fit_path.ROOM` they
    hold."""

    styles: frozenset[str]
    has: frozenset[str]


@frozen_inputs
class ContentsInputs(Inputs[tuple[FrameContents, ...]]):
    """The contents of each frame for an area; `met` says which of the geometry's conditions are."""

    geometry: Geometry
    met: tuple[bool, ...]

    def make(self, cache: Cache) -> tuple[FrameContents, ...]:
        rows = zip(self.geometry.conditions, self.met, strict=True)
        unmet = [only for only, met in rows if not met]
        found = []
        for place in self.geometry.frames:
            items = list(layout_walk.items(place.row.stack, unmet=unmet))
            found.append(FrameContents(layout_walk.styles_of(items), kinds_of_room(items)))
        return tuple(found)

    def result_size(self, result: tuple[FrameContents, ...]) -> int:
        return _BYTES_PER_FRAME * len(result)


def contents(
    geometry: Geometry, document: Document, filled: Collection[str], cache: Cache
) -> tuple[FrameContents, ...]:
    """The contents of each frame for the area of a document; `filled` are as in `is_met`."""
    met = tuple(is_met(only, document, filled) for only in geometry.conditions)
    return cache.get(ContentsInputs(geometry, met))


_BYTES_PER_FRAME = 1_000  # of contents in memory, about
