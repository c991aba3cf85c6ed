"""Writes groups of marks as content streams, each once for the page context it is drawn in.

A document that shares a group of marks with the one before it pays nothing for that group.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.fonts import FontFile
from generator.page import Group, Mark
from generator.problems import Refused
from .colour_operators import SpotSpace
from .glyph_codes import ExtraGlyph, Need
from .image_objects import ImageObject
from .marked_content import Annotation, Kid, Marking
from .object_bytes import deflated
from .stream_writer import FormObject, Moves, PageContext, StreamWriter
from .structure_writer import spoken

# what the lists beside a stream's operators take in memory, about
_BYTES_PER_STREAM: Final = 8000


class Encoded(Struct, frozen=True):
    """A content stream as a finished object, with what it needs of its page's resources. `fonts`
    gives the characters and extra glyphs used of each font. `digest` identifies the operators.
    `body` is the deflated stream, empty if it paints nothing. `kids` are the elements of a tagged
    stream, in reading order, and `said` all that they say beside what they enclose. `after` is the
    number of the marked content that follows it."""

    body: bytes
    digest: bytes
    fonts: Mapping[FontFile, frozenset[Need]]
    spaces: frozenset[SpotSpace]
    states: frozenset[tuple[bool, bool]]
    forms: frozenset[FormObject]
    pictures: frozenset[ImageObject]
    links: tuple[Annotation, ...]
    kids: tuple[Kid, ...] = ()
    said: bytes = b""
    after: int = 0

    @property
    def inks(self) -> frozenset[SpotSpace]:
        """Every spot ink, with those of forms."""
        return self.spaces.union(*(form.spaces for form in self.forms))


@frozen_inputs
class EncodedInputs(Inputs[Encoded]):
    """A group's content stream. In a tagged context its marked content is numbered from `first`."""

    group: Group
    context: PageContext
    first: int = 0
    moves: tuple[tuple[FontFile, frozenset[tuple[ExtraGlyph, int]]], ...] = ()

    def make(self, cache: Cache) -> Encoded:
        marks = (self.group,) if self.group.clip else self.group.marks
        return encode_marks(marks, self.context, cache, dict(self.moves), self.first)

    def result_size(self, result: Encoded) -> int:
        return 3 * len(result.body) + _BYTES_PER_STREAM


def encode(
    group: Group, context: PageContext, cache: Cache, moves: Moves, first: int = 0
) -> Encoded:
    """A group's content stream, in a document whose `moves` have other codes than usual."""
    usual = cache.get(EncodedInputs(group, context, first))
    if not moves:
        return usual
    own = ((font, _own(moved, usual.fonts.get(font))) for font, moved in moves.items())
    return cache.get(EncodedInputs(group, context, first, tuple(each for each in own if each[1])))


def _own(
    moved: frozenset[tuple[ExtraGlyph, int]], needs: frozenset[Need] | None
) -> frozenset[tuple[ExtraGlyph, int]]:
    """The moves that concern a stream with these `needs` of the font."""
    return frozenset(move for move in moved if needs and move[0] in needs)


def encode_marks(
    marks: Iterable[Mark], context: PageContext, cache: Cache, moves: Moves, first: int = 0
) -> Encoded:
    """The content stream of loose marks. Raises Refused with every problem found among them."""
    marking = Marking(first) if context.tagged else None
    writer = StreamWriter(context, cache, moves, marking)
    writer.draw(marks)
    if writer.problems:
        raise Refused(writer.problems)
    content = writer.content()
    return Encoded(
        body=b"" if writer.is_blank else deflated(content),
        digest=hashlib.sha256(content).digest(),
        fonts=writer.needs(),
        spaces=frozenset(writer.spaces),
        states=frozenset(writer.states),
        forms=frozenset(writer.forms),
        pictures=frozenset(writer.pictures),
        links=tuple(writer.links),
        kids=tuple(marking.kids) if marking else (),
        said=repr(spoken(marking.kids)).encode() if marking else b"",
        after=marking.number if marking else 0,
    )
