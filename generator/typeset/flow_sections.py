"""Joins the blocks of a section of a flowing layout."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Block, Document
from . import edges
from .flow_blocks import FlowBlockInputs
from .flow_look import FlowLook, FlowSizes
from .flow_parts import FlowPart

_PART: Final = 500  # bytes of memory that a part takes beside its box, about


class JoinedBlocks(Struct, frozen=True, eq=False):
    """The parts of a section in order, each as far from the one before as it stands on a page."""

    parts: tuple[FlowPart, ...]


@frozen_inputs
class SectionInputs(Inputs[JoinedBlocks]):
    """A section of a flowing layout: its blocks, with the running head and the page's number at
    their `sizes`."""

    look: FlowLook
    blocks: tuple[FlowBlockInputs, ...]
    sizes: FlowSizes
    document: Document = field(compare=False)

    def make(self, cache: Cache) -> JoinedBlocks:
        parts = list(self._parts(cache))
        rules = self.look.rules
        apart = (edges.apart(one.box, two.box, rules) for one, two in pairwise(parts))
        return JoinedBlocks(
            tuple(
                part._replace(above=max(part.above, least))
                for part, least in zip(parts, [-math.inf, *apart], strict=False)
            )
        )

    def _parts(self, cache: Cache) -> Iterator[FlowPart]:
        heading: Block | None = None
        first, below = True, None
        for block in self.blocks:
            parts: Sequence[FlowPart] = cache.get(block).parts
            if block.opening and parts:
                heading = block.block
            for part in parts:
                above = part.above if below is None else below
                yield part._replace(above=above, opens=first, heading=heading)
                first, below = False, None
            below = self.look.flow.opening_below if block.opening else None

    def result_size(self, result: JoinedBlocks) -> int:
        return _PART * len(result.parts)
