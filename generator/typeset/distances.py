"""Measures the distances on finished pages: whether anything stands closer than the least that its
kind of piece allows (`Clearances`).

It looks at the marks of a page alone and knows no frame or gap, so two frames may not stand too
near one another either. Text in its bubble and text near trim or fold are preflight's
(`text-inside`, `text-safe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.campaign_rows import IMPRINT
from generator.design.clearances import BETWEEN, Clearances
from generator.page import (
    Artwork,
    Box,
    GlyphRun,
    Group,
    Mark,
    Segment,
    Shape,
    Tag,
    around,
    path_box,
)
from generator.problems import Place, Problem, error
from .bidi import as_read
from .ink_boxes import InkPiece, gap_between, ink_pieces

SLACK: Final = 0.06  # mm: what gaps are rounded to, and the width of a slice of ink
ON: Final = 0.1  # mm that one thing may lie in another by, where they only meet
JOINED: Final = 0.15  # mm between the runs of one line

_NAMES: Final[Mapping[str, str]] = {
    "rule": "a rule",
    "card": "the card of a code",
    "bubble": "a bubble",
    "tail": "the tail of a bubble",
}


class PlacedThing(NamedTuple):
    """Something on a page: its kind, the box round its ink, and for a line of text its runs and the
    row of contacts that it belongs to, if any. `part` says which of the row it is."""

    kind: str
    box: Box
    runs: tuple[GlyphRun, ...] = ()
    row: int = 0
    part: str = ""

    @property
    def said(self) -> str:
        words = " ".join("".join(map(as_read, self.runs)).split())
        shown = words if len(words) <= 40 else words[:39] + "…"
        return f'"{shown}"' if self.runs else _NAMES[self.kind]

    @property
    def key(self) -> str:
        return self.runs[0].key if self.runs else ""


class TooClose(NamedTuple):
    """Two things closer than they may be, and how close they are, mm."""

    one: PlacedThing
    other: PlacedThing
    apart: float
    least: float


@frozen_inputs
class GroupThingsInputs(Inputs[tuple[PlacedThing, ...]]):
    """What stands in a group of a page."""

    group: Group

    def make(self, cache: Cache) -> tuple[PlacedThing, ...]:
        found: list[PlacedThing] = []
        _gather(self.group.marks, found, [0], 0, "")
        return tuple(found)

    def result_size(self, result: tuple[PlacedThing, ...]) -> int:
        return 500 * len(result)


@frozen_inputs
class TooCloseInputs(Inputs[tuple[TooClose, ...]]):
    """What is too close on a page of these groups."""

    groups: tuple[Group, ...]
    rules: Clearances

    def make(self, cache: Cache) -> tuple[TooClose, ...]:
        things: list[PlacedThing] = []
        rows = 0
        for group in self.groups:
            here = cache.get(GroupThingsInputs(group))
            own = max((thing.row for thing in here), default=0)
            if rows and own:
                here = tuple(_later(thing, rows) for thing in here)
            things += here
            rows += own
        return (*_pairs(things, self.rules), *_rows(things, self.rules))

    def result_size(self, result: tuple[TooClose, ...]) -> int:
        return 2000 * len(result)


def _later(thing: PlacedThing, rows: int) -> PlacedThing:
    """A thing on a page that has so many rows of contacts before those of its group."""
    return thing._replace(row=thing.row + rows) if thing.row else thing


def too_close(artwork: Artwork, rules: Clearances, *, cache: Cache) -> list[Problem]:
    """Report whatever stands closer to another thing than the least distance."""
    return [
        _problem(number, each)
        for number, page in enumerate(artwork.pages, 1)
        for each in cache.get(TooCloseInputs(page.groups, rules))
    ]


def _problem(number: int, each: TooClose) -> Problem:
    one, other, apart, least = each
    left, top, right, bottom = around((one.box, other.box)) or one.box
    said = f"{apart:.1f} mm from" if apart > 0 else "on"
    problem = error(
        "too-close",
        f"{one.said} stands {said} {other.said}, nearer than {least:g} mm",
        other.key or one.key,
        "shorten the words, or give the layout more room between the two",
    )
    return replace(
        problem,
        place=Place(number, left, top, right - left, bottom - top),
        found=f"{apart:.2f} mm",
        limit=f"{least:g} mm",
    )


# what stands on a page


def _gather(
    marks: Iterable[Mark], found: list[PlacedThing], rows: list[int], row: int, part: str
) -> None:
    """Add what stands among marks. `rows` counts the rows of contacts met so far."""
    before: Mark | None = None
    for mark in marks:
        last, before = before, mark
        match mark:
            case GlyphRun():
                _add_run(mark, found, row, part)
            case Shape() if not _lies_in(mark, last):
                found += shape_things(mark)
            case Tag() if mark.role == "LI" and _is_contact(mark):
                rows[0] += 1
                _gather(mark.marks, found, rows, rows[0], "")
            case Tag() if row and mark.role in ("Lbl", "LBody"):
                part = "place" if mark.role == "Lbl" else "number"
                _gather(mark.marks, found, rows, row, part)
            case Tag():
                _gather(mark.marks, found, rows, row, part)
            case Group() if not mark.static:
                _gather(mark.marks, found, rows, row, part)
            case _:
                pass


def _is_contact(item: Tag) -> bool:
    """Whether an item of a list is a place with its number: both are words."""
    labels = [mark for mark in item.marks if isinstance(mark, Tag) and mark.role == "Lbl"]
    return any(isinstance(mark, GlyphRun | Tag) for label in labels for mark in label.marks)


def _add_run(run: GlyphRun, found: list[PlacedThing], row: int, part: str) -> None:
    """Add a run to the line that it goes on, or as a line of its own."""
    box = around(piece.box for piece in ink_pieces(run))
    if box is None:
        return
    last = found[-1] if found else None
    if last and last.runs and last.part == part:
        before = last.runs[-1]
        if before.y == run.y and abs(before.x + before.width - run.x) < JOINED:
            found[-1] = last._replace(box=around((last.box, box)) or box, runs=(*last.runs, run))
            return
    kind = "imprint" if f".{IMPRINT}." in run.key else "text"
    found.append(PlacedThing(kind, box, (run,), row, part))


def shape_things(shape: Shape) -> Iterator[PlacedThing]:
    """What a shape is, if anything keeps a distance from it; a bubble and its tail are two."""
    if shape.kind == "code-card" or (shape.kind == "rule" and shape.fill):
        kind = "card" if shape.kind == "code-card" else "rule"
        yield PlacedThing(kind, path_box(shape.path))
    elif shape.kind == "bubble":
        left, top, right, bottom = path_box(shape.path)
        _, body = _end(shape.path[5])  # of the body's last corner
        yield PlacedThing("bubble", (left, top, right, body))
        if bottom > body + ON:
            (tip, _), (base, _) = _end(shape.path[8]), _end(shape.path[6])
            half = abs(base - tip) / 3
            yield PlacedThing("tail", (tip - half, body, tip + half, bottom))


def _lies_in(shape: Shape, outline: Mark | None) -> bool:
    """Whether a bubble is the fill of the one drawn just before it, which shows as its outline."""
    if not isinstance(outline, Shape) or not (shape.kind == outline.kind == "bubble"):
        return False
    left, top, right, bottom = path_box(outline.path)
    x0, y0, x1, y1 = path_box(shape.path)
    return left <= x0 and top <= y0 and x1 <= right and y1 <= bottom


def _end(segment: Segment) -> tuple[float, float]:
    """The point that a segment of a path ends at."""
    numbers = [float(value) for value in segment[1:]]
    return numbers[-2], numbers[-1]


# what is too close


def _pairs(things: Iterable[PlacedThing], rules: Clearances) -> Iterator[TooClose]:
    """The pairs of neighbours that are too close, from the top of the page down."""
    lengths = {pair: float(getattr(rules, name)) for pair, name in BETWEEN.items()}
    most = max((*lengths.values(), rules.card_beside))
    ordered = sorted(things, key=lambda thing: thing.box[1])
    for number, one in enumerate(ordered):
        left, _, right, bottom = one.box
        for other in ordered[number + 1 :]:
            if other.box[1] > bottom + most:
                break
            if other.box[0] > right + most or other.box[2] < left - most:
                continue
            yield from _too_close(one, other, lengths, rules)


def _too_close(
    one: PlacedThing,
    other: PlacedThing,
    lengths: Mapping[tuple[str, str], float],
    rules: Clearances,
) -> Iterator[TooClose]:
    """How close two things are, if that is too close; `one` begins higher up."""
    (x0, _, x1, bottom), (x2, top, x3, low) = one.box, other.box
    beside = max(x2 - x1, x0 - x3)
    words = bool(one.runs) and bool(other.runs)
    if words and one.row and one.row == other.row and one.part != other.part:
        least = max(rules.lines, 0.0 if beside > -ON else rules.place)
    else:
        least = lengths.get((one.kind, other.kind), 0.0)
    if words:
        yield from _lines_apart(one, other, least, beside)
        return
    pair = {one.kind, other.kind}
    if "card" in pair and pair & {"text", "imprint"} and top < bottom - ON and beside > -ON:
        least = rules.card_beside
        if beside < least - SLACK:
            yield TooClose(one, other, max(beside, 0.0), least)
        return
    inside = top < bottom and low <= bottom + ON and x2 >= x0 - ON and x3 <= x1 + ON
    if beside < -ON and not inside and top - bottom < least - SLACK:
        yield TooClose(one, other, max(top - bottom, 0.0), least)


def _lines_apart(
    one: PlacedThing, other: PlacedThing, least: float, beside: float
) -> Iterator[TooClose]:
    """How close two lines are, by the ink of their letters, if that is too close."""
    (_, _, _, bottom), (_, top, _, _) = one.box, other.box
    if beside > 0 or top - bottom >= least - SLACK:
        return
    if one.runs[0].y == other.runs[0].y and beside > -ON:
        return
    apart = gap_between(_pieces(one), _pieces(other), least)
    if apart < least - SLACK:
        yield TooClose(one, other, max(apart, 0.0), least)


def _pieces(line: PlacedThing) -> list[InkPiece]:
    return [piece for run in line.runs for piece in ink_pieces(run)]


def _rows(things: Iterable[PlacedThing], rules: Clearances) -> Iterator[TooClose]:
    """The contacts whose number stands as near to the next place as to its own."""
    rows: dict[int, dict[str, PlacedThing]] = {}
    for thing in things:
        if thing.row and thing.part:
            parts = rows.setdefault(thing.row, {})
            known = parts.get(thing.part)
            joined = around((known.box, thing.box)) if known else thing.box
            parts[thing.part] = (known or thing)._replace(box=joined or thing.box)
    whole = [parts for parts in rows.values() if len(parts) == 2]
    for parts, following in pairwise(whole):
        place, number, after = parts["place"], parts["number"], following["place"]
        own = number.box[1] - place.box[3]
        apart = after.box[1] - number.box[3]
        if own <= 0 or apart < -ON or after.box[0] > number.box[2] + ON:
            continue  # beside one another, or in another column
        least = rules.next_place * own
        if apart < least - SLACK:
            yield TooClose(number, after, max(apart, 0.0), round(least, 1))
