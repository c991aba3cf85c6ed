"""Reads a content stream in parts, of which each line of text is one, and remembers each part.

In a batch most streams are like one that was read before, but for a name or a number in one line.
The others are the same bytes, read in the same state of the page, and paint the same. The parts
are read by the same painter as a whole stream, and added up as it would have noted them. Where that
is not certain, the stream is read as a whole.
"""

import re
from collections.abc import Sequence
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.parse import NUMBER
from generator.pdfobjects.values import IDENTITY
from .filled_shapes import FilledShape
from .named_resources import NamedResources
from .notes import Background
from .painter import Painter
from .path_building import NO_PATH
from .pauses import Pause, painter_after, pause_of
from .record import RecordedPart

_LINE: Final = re.compile(
    rb"(?<!\S)((?:" + NUMBER + rb"\s+){6}Tm\s*\[[^\[\](/%\x00]*\]\s*TJ\s)"
)  # fmt: skip
# What may hold something like a line: strings, comments, dictionaries, inline images. What counts
# by the stream: drawings in it and marked content. And text that begins where the last one ended.
_WHOLE: Final = re.compile(rb"[(%\x00'\"]|<<|BI|Do|BMC|BDC|EMC|T[dDjJ*]")
_ENDS_TEXT: Final = re.compile(rb"(?<!\S)ET(?!\S)")


def lines_apart(data: bytes) -> tuple[bytes, ...]:
    """A stream cut before and after each line of text (`Tm` with `TJ`), so that every second part
    is a line; nothing if it must be read as a whole."""
    parts = tuple(_LINE.split(data))
    if len(parts) == 1 or _WHOLE.search(b"\n".join(parts[::2])):
        return ()
    return parts if _ENDS_TEXT.search(parts[-1]) else ()


@frozen_inputs
class LikeStreamInputs(Inputs[bool]):
    """Streams that are alike but for their lines of text. To read the first in parts would take
    longer, and pays where others follow."""

    between: tuple[bytes, ...]

    def make(self, cache: Cache) -> bool:
        return True


class PartStart(Struct, frozen=True, dict=True):
    """All that a part of a stream depends on, beside its bytes and the resources it names."""

    pause: Pause
    backgrounds: tuple[Background, ...] = ()
    shapes: tuple[FilledShape, ...] = ()

    @cached_property
    def digest(self) -> bytes:
        shapes = [shape.key for shape in self.shapes]
        return sha256(repr((self.pause.digest, self.backgrounds, shapes)).encode()).digest()


class PaintedPart(Struct, frozen=True):
    """What a part of a stream paints, and what the next part starts from. No `record`: it cannot
    be read without the rest of its stream."""

    record: RecordedPart | None
    after: PartStart


@frozen_inputs
class PartInputs(Inputs[PaintedPart]):
    """All that the painting of a part of a stream depends on."""

    content: bytes
    named: bytes
    before: bytes
    resources: NamedResources = field(compare=False)
    start: PartStart = field(compare=False)

    def make(self, cache: Cache) -> PaintedPart:
        painter = painter_after(self.start.pause, self.resources)
        painter.record.backgrounds = list(self.start.backgrounds)
        painter.record.shapes = list(self.start.shapes)
        painter.run(self.content)
        # The next part sets the text matrices anew, or does not use them.
        pause = replace(pause_of(painter), text_matrix=IDENTITY, line_matrix=IDENTITY)
        if painter.faults or painter.record.glyphs or pause.operands or pause.path != NO_PATH:
            return PaintedPart(None, self.start)
        record, start = painter.record, self.start
        after = PartStart(pause, tuple(record.backgrounds), tuple(record.shapes))
        # Most lines leave the page as they found it, and the digest of that is known.
        return PaintedPart(record.part(), start if after == start else after)

    def result_size(self, result: PaintedPart) -> int:
        noted = len(result.record.notes) + len(result.record.texts) if result.record else 0
        return 2000 + 1000 * noted


def painter_of_parts(
    parts: Sequence[bytes], named: bytes, pause: Pause, resources: NamedResources, cache: Cache
) -> Painter | None:
    """A painter that has painted these parts of a stream; None if they must be read as a whole."""
    start = PartStart(pause)
    painted: list[RecordedPart] = []
    for content in filter(None, parts):
        found = cache.get(PartInputs(content, named, start.digest, resources, start))
        if found.record is None:
            return None
        painted.append(found.record)
        start = found.after
    painter = painter_after(start.pause, resources)
    for record in painted:
        painter.record.add(record)
    painter.record.backgrounds, painter.record.shapes = [*start.backgrounds], [*start.shapes]
    return painter
