"""Fills the pages of a flowing layout: where pages end, and where room left over goes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from generator.design.theme import BubbleShape
from generator.page import Mark, Tag
from .boxes import OPENED
from .easy_boxes import EasyRow
from .flow_parts import FlowPart
from .outline import Bubble

EVEN: Final = 1.0  # mm by which pages may be filled less alike than they could be

Height = Callable[[Sequence[FlowPart]], float]


def chains(pieces: Iterable[FlowPart]) -> Iterator[list[FlowPart]]:
    """The pieces in groups that must stand together."""
    chain: list[FlowPart] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.keeps:
            yield chain
            chain = []
    if chain:
        yield chain


def _follows(piece: FlowPart) -> bool:
    return piece.code or piece.pinned


def codes_kept(pieces: Sequence[FlowPart]) -> list[FlowPart]:
    """The pieces, each code and the imprint together with what stands before: no page has one
    alone."""
    following = [*pieces[1:], None]
    return [
        piece._replace(keeps=True) if after and not after.opens and _follows(after) else piece
        for piece, after in zip(pieces, following, strict=True)
    ]


def enlarged(pieces: list[FlowPart], height: Height, room: float) -> list[FlowPart]:
    """The pieces of a page with larger pictures, if they fit: all as large as one or two rows of
    easy words alone on a page have them, or else all alike."""
    rows = [piece for piece in pieces if isinstance(piece.box, EasyRow)]
    if not rows:
        return pieces
    sizes = [piece.box.size for piece in rows if isinstance(piece.box, EasyRow)]
    blocks = {piece.block for piece in rows}
    alone = all(piece.title or piece.block in blocks for piece in pieces)
    few = rows[0].few[len(rows) - 1 : len(rows)] if alone else ()
    for size in (*few, max(sizes), min(sizes)):
        larger = _pictures_of(pieces, size) if size else None
        if larger and height(larger) <= room:
            return larger
    return pieces


def _pictures_of(pieces: Sequence[FlowPart], size: float) -> list[FlowPart] | None:
    """The pieces with pictures of `size` mm, and codes as well where they may be so large. None if
    a picture may not."""
    made: list[FlowPart] = []
    for piece in pieces:
        row = piece.box if isinstance(piece.box, EasyRow) else None
        other = piece.resized(size) if piece.resized and (not row or row.size != size) else None
        if row and row.size != size and other is None:
            return None
        made.append(piece.holding(other) if other else piece)
    return made


def spread(pieces: Sequence[FlowPart], left_over: float, most: float) -> list[FlowPart]:
    """The pieces of a page with the space that is left over between blocks: each gap grows to its
    most, then all alike, until the last stands on the margin. Where gaps would grow by more than
    `most`, the words that go on from the page before stand as much lower."""
    open_ = [
        number
        for number, piece in enumerate(pieces)
        if number and not piece.pinned and _is_open(pieces[number - 1], piece)
    ]
    if left_over <= 0 or not open_:
        return list(pieces)
    natural = sum(pieces[number].above for number in open_)
    grown = min((OPENED - 1) * natural, left_over)
    share = grown / natural if natural else 0.0
    each = (left_over - grown) / len(open_)
    lower = 0.0
    if each > most and not pieces[0].opens:
        each = lower = (left_over - grown) / (len(open_) + 1)
    spaced = [
        piece._replace(above=piece.above * (1 + share) + each) if number in open_ else piece
        for number, piece in enumerate(pieces)
    ]
    return [spaced[0]._replace(lower=lower), *spaced[1:]]


def _is_open(before: FlowPart, piece: FlowPart) -> bool:
    """Whether space may grow between two pieces: between blocks, and where a page could end, but
    not under a heading."""
    return not before.title and (before.block != piece.block or not before.keeps)


def worth(pages: Sequence[Sequence[FlowPart]]) -> tuple[int, int, int]:
    """How good pages are, where less is better: how many there are, how many of them part what
    belongs together, and how many have one block under a heading whose words go on overleaf."""
    parted = sum(page[-1].keeps for page in pages)
    alone = sum(
        not after[0].opens and page[0].opens and _blocks(page) == 1
        for page, after in pairwise(pages)
    )
    return len(pages), parted, alone


def _blocks(pieces: Sequence[FlowPart]) -> int:
    """How many blocks stand on a page, without headings."""
    return len({piece.block for piece in pieces if not piece.title})


def parted_at_foot(pieces: Sequence[FlowPart]) -> tuple[list[FlowPart], list[FlowPart]]:
    """What is pinned to the foot of a page, and the other pieces."""
    pinned = [piece for piece in pieces if piece.pinned]
    return pinned, [piece for piece in pieces if not piece.pinned]


def untagged(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, Tag):
            yield from untagged(mark.marks)
        else:
            yield mark


def outline_of(shape: BubbleShape, em: float, width: float, height: float) -> Bubble:
    radius, drop = shape.radius.of(em), shape.drop.of(em)
    return Bubble(width, height, radius, drop, shape.base.of(em), shape.ease.of(em))
