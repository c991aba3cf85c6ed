"""The edges of boxes: what stands first and last in each, and how far its ink is inside the box.

Gaps are kept between inks. So a gap's least height is what two things must be apart, less the room
that their boxes leave round their ink.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, TypeAlias

from generator.design.clearances import BETWEEN, Clearances
from generator.design.items import Space
from . import boxes, parts
from .band_box import BandBox
from .baseline_box import BaselineBox
from .boxes import CLOSED, FlexibleBox, Stacked, TextBox, at_least
from .code_card import CodeBox
from .contact_boxes import ContactRow, ContactsBox
from .easy_boxes import EasyBox
from .glyph_ink import BEARING
from .plain_boxes import BlankBox, RuleBox
from .spread_box import SpreadBox

InkEdge: TypeAlias = Mapping[str, float]
"""What stands at an edge of a box, by kind: the room in mm between the edge of the box and the
thing. It is less than nothing where ink leaves its box."""


def head(box: FlexibleBox, ems: float = 0.0) -> InkEdge:
    """What stands at the top of a box. Text has `ems` of its size less room than it has."""
    return _edge(box, TOP, ems)


def foot(box: FlexibleBox, ems: float = 0.0) -> InkEdge:
    """What stands at the foot of a box, as in `head`."""
    return _edge(box, FOOT, ems)


def over(box: FlexibleBox, ems: float = 0.0) -> float:
    """The room above the first ink of a box's words, mm, less `ems` of their size; without end if
    it has none."""
    return _words_room(head(box, ems))


def below(box: FlexibleBox, ems: float = 0.0) -> float:
    """The room under the last ink of a box's words, mm, as in `over`."""
    return _words_room(foot(box, ems))


def kept_from_edge(
    box: FlexibleBox,
    rules: Clearances,
    corner: tuple[float, float],
    room: Callable[[FlexibleBox, float], float],
) -> float:
    """How far a box stays from the edge of the ground under it, so that the ink of its words keeps
    clear of that, mm. It has so much `room` at that end, which is `over` or `below`. A `corner` of
    the ground has a radius, and the box stands so far from the edge beside it."""
    inside = room(box, 0.0)
    if not math.isfinite(inside):
        return -math.inf
    radius, aside = corner
    em = inside - room(box, 1.0)
    depth = corner_depth(radius, aside - BEARING * em, rules.bubble)
    return max(rules.bubble - inside, depth - inside, -room(box, rules.bubble_em))


def corner_depth(radius: float, aside: float, clear: float) -> float:
    """How far under the top of a round corner ink stands that is `aside` from its side, so that it
    is `clear` of the curve, mm."""
    across, reach = radius - aside, radius - clear
    if across <= 0 or reach <= 0:
        return 0.0
    return radius - math.sqrt(max(0.0, reach * reach - across * across))


def below_shapes(box: FlexibleBox) -> float:
    """The room under the bubble at the foot of a box, with its tail, mm; without end if none is
    there."""
    edge = foot(box)
    return min((edge[kind] for kind in ("bubble", "tail") if kind in edge), default=math.inf)


def _words_room(edge: InkEdge) -> float:
    return min((edge[kind] for kind in ("text", "imprint") if kind in edge), default=math.inf)


def _edge(box: FlexibleBox, end: int, ems: float) -> InkEdge:
    look = _LOOKS.get(type(box))
    return look(box, end, ems) if look else {}


def _text(box: TextBox, end: int, ems: float) -> InkEdge:
    if not box.paragraphs or not box.paragraphs[end].lines:
        return {}
    ink, style = box.paragraphs[end].lines[end].ink, box.style
    if ink is None:
        return {}
    room = style.baseline + ink[1] if end == TOP else style.line - style.baseline - ink[3]
    return {box.kind: room - ems * style.em}


def _inner(box: boxes.TaggedBox, end: int, ems: float) -> InkEdge:
    return _edge(box.inner, end, ems)


def _stack(box: boxes.Stack, end: int, ems: float) -> InkEdge:
    last, blank = outermost(box.boxes, end)
    return _moved(_edge(last.box, end, ems), blank) if last else {}


def outermost(stacked: Sequence[Stacked], end: int) -> tuple[Stacked | None, float]:
    """The first or the last box of a stack that shows something, and the least room between it and
    that end of the stack, mm; no box if all are blank."""
    room = 0.0
    for each in stacked if end == TOP else reversed(stacked):
        above = max(boxes.space(each.above, CLOSED), each.least)
        room += above if end == TOP else 0.0
        if not isinstance(each.box, BlankBox):
            return each, room
        room += each.box.high + (above if end == FOOT else 0.0)
    return None, room


def _band(box: BandBox, end: int, ems: float) -> InkEdge:
    room = boxes.space(box.head if end == TOP else box.padding, CLOSED)
    return _moved(_edge(box.inner, end, ems), room)


def _columns(box: boxes.ColumnsBox, end: int, ems: float) -> InkEdge:
    return _least(_edge(each, end, ems) for _, _, each in box.columns)


def _baseline(box: BaselineBox, end: int, ems: float) -> InkEdge:
    if not box.beside:
        return _edge(box.first if end == TOP else box.second, end, ems)
    rooms = box.rooms(end == TOP, CLOSED)
    return _least(_moved(_edge(each, end, ems), room) for each, room in rooms)


def _bubble(box: boxes.BubbleBox, end: int, ems: float) -> InkEdge:
    return {"bubble": 0.0} if end == TOP else {"bubble": 0.0, "tail": -box.outline.drop}


def _list(box: parts.ListBox, end: int, ems: float) -> InkEdge:
    return _edge(box.items[end], end, ems)


def _contacts(box: ContactsBox, end: int, ems: float) -> InkEdge:
    return {"rule": 0.0} if box.rule else _edge(box.rows[end], end, ems)


def _contact(box: ContactRow, end: int, ems: float) -> InkEdge:
    if box.side_by_side:
        return _least(
            _moved(_edge(each, end, ems), room) for each, room in box.rooms(end == TOP, CLOSED)
        )
    there = [each for each in (box.place, box.number) if each]
    return _edge(there[end], end, ems) if there else {}


def _code(box: CodeBox, end: int, ems: float) -> InkEdge:
    hang = box.hang if end == TOP else 0.0
    card = {"white": -hang} if box.bare else {"card": 0.0}
    if end == FOOT and box.foot and box.foot.boxes:
        return _least((card if box.beside else {}, _edge(box.foot, end, ems)))
    if not box.beside:
        return card if end == TOP else _edge(box.printed, end, ems)
    if end == TOP:
        return _least((card, _moved(_edge(box.words, end, ems), box.drop)))
    printed = _edge(box.printed, end, ems)
    return printed if box.under_card else _least((card, printed))


def _easy(box: EasyBox, end: int, ems: float) -> InkEdge:
    return _edge(box.rows[end], end, ems)


TOP, FOOT = 0, -1
# a table, not overloads: one lookup for each of the many boxes of a page
_LOOKS: Final[Mapping[type, Callable[[Any, int, float], InkEdge]]] = {
    TextBox: _text,
    boxes.TaggedBox: _inner,
    boxes.Stack: _stack,
    BandBox: _band,
    boxes.ColumnsBox: _columns,
    BaselineBox: _baseline,
    boxes.BubbleBox: _bubble,
    RuleBox: lambda box, end, ems: {"rule": 0.0},
    parts.ListBox: _list,
    ContactsBox: _contacts,
    ContactRow: _contact,
    parts.FieldBox: lambda box, end, ems: {"field": 0.0},
    CodeBox: _code,
    EasyBox: _easy,
    SpreadBox: lambda box, end, ems: _edge(box.close, end, ems),
}


def _moved(edge: InkEdge, by: float) -> InkEdge:
    return {kind: room + by for kind, room in edge.items()}


def _least(edges: Iterable[InkEdge]) -> InkEdge:
    found: dict[str, float] = {}
    for edge in edges:
        for kind, room in edge.items():
            found[kind] = min(room, found.get(kind, room))
    return found


def apart(upper: FlexibleBox, lower: FlexibleBox, rules: Clearances) -> float:
    """The least height of the gap between two boxes, one below the other."""
    over, under = foot(upper), head(lower)
    if "tail" in over and not _is_under_tail(upper, lower):
        over = {kind: room for kind, room in over.items() if kind != "tail"}
    return max(
        (
            getattr(rules, field) - above - below
            for first, above in over.items()
            for second, below in under.items()
            if (field := BETWEEN.get((first, second)))
        ),
        default=-math.inf,
    )


def keep_apart(stacked: Sequence[Stacked], rules: Clearances) -> None:
    """Give each box of a stack the least gap above it."""
    for upper, lower in pairwise(stacked):
        lower.least = apart(upper.box, lower.box, rules)
        if lower.clear:
            lower.least = max(lower.least, lower.clear - _room(upper.box, lower.box))


def _room(upper: FlexibleBox, lower: FlexibleBox) -> float:
    """The room that two boxes, one below the other, leave round what stands at their edges, mm. A
    tail counts for nothing: it hangs at one side."""
    above = [room for kind, room in foot(upper).items() if kind != "tail"]
    return min(above, default=0.0) + min(head(lower).values(), default=0.0)


def spaced(found: Sequence[FlexibleBox], between: Space, rules: Clearances) -> Space:
    """The gap between boxes of a kind, wide enough for each two of them."""
    return at_least(between, max((apart(*two, rules) for two in pairwise(found)), default=0.0))


def _is_under_tail(upper: FlexibleBox, lower: FlexibleBox) -> bool:
    """Whether a box reaches under the tip of the tail of the bubble above it."""
    while isinstance(upper, boxes.TaggedBox | boxes.Stack):
        if isinstance(upper, boxes.TaggedBox):
            upper = upper.inner
        else:
            held = [each.box for each in upper.boxes if not isinstance(each.box, BlankBox)]
            upper = held[-1]
    if not isinstance(upper, boxes.BubbleBox):
        return True
    left, right = _across(lower)
    tip = upper.offset + (upper.width if upper.tail_right else 0.0)
    slack = upper.outline.base / 3
    return left < tip + slack and right > tip - slack


def _across(box: FlexibleBox) -> tuple[float, float]:
    """The left and right edges of what a box shows first, mm from its own left."""
    match box:
        case boxes.TaggedBox():
            return _across(box.inner)
        case boxes.Stack() if box.boxes:
            return _across(box.boxes[0].box)
        case boxes.BubbleBox():
            return box.offset, box.offset + box.width
        case RuleBox() | parts.FieldBox():
            return 0.0, box.width
        case boxes.ColumnsBox():
            across = [(x, *_across(each)) for x, _, each in box.columns]
            return min(x + left for x, left, _ in across), max(x + right for x, _, right in across)
        case CodeBox() if box.beside and box.words.paragraphs:
            first = box.words.paragraphs[0].lines[:1]
            return 0.0, max(box.size, *(box.left + line.width for line in first))
        case TextBox() if box.style.style.align == "end":
            return box.width - box.widest(), box.width
    return 0.0, box.widest()
