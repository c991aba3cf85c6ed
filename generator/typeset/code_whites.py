"""Measures the white round codes: four squares on every side with nothing in them.

A card holds that white, so only a code without a card can lack it; but whatever reaches into a card
is found as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.page import (
    Box,
    GlyphRun,
    Group,
    Image,
    Mark,
    PlacedCode,
    Shape,
    Tag,
    around,
    path_box,
)
from generator.qr import QUIET
from .bidi import as_read
from .distances import shape_things
from .ink_boxes import ink_pieces

SLACK: Final = 0.1  # squares: less than preflight allows

_NAMES: Final = {"rule": "a rule", "ground": "a ground", "field": "a field"}


class InWhite(NamedTuple):
    """Something in the white of a code: the code, the box round the thing, what it is, the key of
    its words, and how many squares it is from the code."""

    code: PlacedCode
    box: Box
    said: str
    key: str
    squares: float


class PaintedInk(Struct, frozen=True):
    """Ink on a page: the box round it, and the run that it is, or what else it is. What `fills`
    its box hides all under it."""

    box: Box
    run: GlyphRun | None
    said: str
    fills: bool = False


@frozen_inputs
class GroupInkInputs(Inputs[tuple[PaintedInk, ...]]):
    """What is painted in a group of a page, from the bottom to the top."""

    group: Group

    def make(self, cache: Cache) -> tuple[PaintedInk, ...]:
        return tuple(_ink([self.group]))

    def result_size(self, result: tuple[PaintedInk, ...]) -> int:
        return 300 * len(result)


def in_whites(
    groups: Iterable[Group], codes: Iterable[PlacedCode], cache: Cache
) -> Iterator[InWhite]:
    """What stands in the white of the codes of a page of these groups."""
    found = [ink for group in groups for ink in cache.get(GroupInkInputs(group))]
    for code in codes:
        for ink in _over(found, code):
            squares = _squares(ink, code)
            if squares < QUIET - SLACK:
                run = ink.run
                said = as_read(run) if run else ink.said
                yield InWhite(code, ink.box, said, run.key if run else "", squares)


def _over(found: Iterable[PaintedInk], code: PlacedCode) -> list[PaintedInk]:
    """What reaches into the white of a code and is not painted over by its ground or its card."""
    left, top, right, bottom = white = _white(code)
    there: list[PaintedInk] = []
    for ink in found:
        x0, y0, x1, y1 = ink.box
        if x0 >= right or x1 <= left or y0 >= bottom or y1 <= top:
            continue
        if ink.fills and _holds(ink.box, white):
            there.clear()
        else:
            there.append(ink)
    return there


def _white(code: PlacedCode) -> Box:
    return code.x, code.y, code.x + code.size, code.y + code.size


def _holds(box: Box, white: Box) -> bool:
    near = 0.01  # mm that a card may be smaller by, for rounding
    return (
        box[0] <= white[0] + near
        and box[1] <= white[1] + near
        and box[2] >= white[2] - near
        and box[3] >= white[3] - near
    )


def _squares(ink: PaintedInk, code: PlacedCode) -> float:
    """How far ink is from the squares of a code, in squares."""
    pieces = [piece.box for piece in ink_pieces(ink.run)] if ink.run else [ink.box]
    quiet = QUIET * code.module
    left, top, right, bottom = _white(code)
    left, top, right, bottom = left + quiet, top + quiet, right - quiet, bottom - quiet
    return min(
        math.hypot(max(x0 - right, left - x1, 0.0), max(y0 - bottom, top - y1, 0.0)) / code.module
        for x0, y0, x1, y1 in pieces
    )


def _ink(marks: Iterable[Mark]) -> Iterator[PaintedInk]:
    """Everything painted among marks but for symbols of codes."""
    for mark in marks:
        match mark:
            case GlyphRun():
                box = around(piece.box for piece in ink_pieces(mark))
                if box is not None:
                    yield PaintedInk(box, mark, "")
            case Shape(kind="bubble"):
                for each in shape_things(mark):
                    yield PaintedInk(each.box, None, each.said, each.kind == "bubble")
            case Shape() if mark.kind != "code":
                yield PaintedInk(
                    path_box(mark.path),
                    None,
                    _NAMES.get(mark.kind, "something"),
                    mark.fill is not None,
                )
            case Image():
                yield PaintedInk(mark.ink_box, None, "a picture")
            case Tag():
                yield from _ink(mark.marks)
            case Group() if mark.static and mark.name != "code":
                box = around(ink.box for ink in _ink(mark.marks))
                if box is not None:
                    yield PaintedInk(box, None, "a drawing")
            case Group() if not mark.static:
                yield from _clipped(_ink(mark.marks), mark.clip)
            case _:
                pass


def _clipped(found: Iterable[PaintedInk], clip: Box | None) -> Iterator[PaintedInk]:
    """What is painted, as far as a clip lets it be seen."""
    for ink in found:
        if clip is None:
            yield ink
            continue
        (x0, y0, x1, y1), (left, top, right, bottom) = ink.box, clip
        box = max(x0, left), max(y0, top), min(x1, right), min(y1, bottom)
        if box[0] < box[2] and box[1] < box[3]:
            yield replace(ink, box=box)
