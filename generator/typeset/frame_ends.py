"""Keeps the first and last words of a frame clear of the trim, and bands off what is over them."""

from collections.abc import Sequence

from generator.cache import Cache
from generator.design.items import BandItem
from .boxes import CLOSED, Stacked, space
from .edges import FOOT, TOP, below, below_shapes, outermost, over
from .frame_items import ItemInputs, MadeItem
from .geometry import FramePlace, Geometry


def below_others(
    made: Sequence[tuple[ItemInputs, MadeItem]], cache: Cache
) -> list[tuple[ItemInputs, MadeItem]]:
    """The items of a frame, of which bands below others do not run off the page above."""
    found: list[tuple[ItemInputs, MadeItem]] = []
    shown = False
    for item, each in made:
        if shown and isinstance(item.place.row.stack[item.item], BandItem):
            below = item.changed(follows=True)
            found.append((below, cache.get(below)))
        else:
            found.append((item, each))
        shown = shown or each.stacked is not None
    return found


def _from_trim(place: FramePlace, geometry: Geometry, room: float) -> float:
    """How far from the trim the box of words at an end of a frame stays, so that their ink keeps
    clear of the trim and of the edge of their ground, mm. They have `room` in it."""
    least = geometry.clear / geometry.scale - room
    if place.inside is None:
        return least
    return max(least, place.inside / geometry.scale + geometry.rules.bubble - room)


def clear_of_head(boxes: Sequence[Stacked], place: FramePlace, geometry: Geometry) -> None:
    """Give the first words of a frame the room that tall letters need to keep clear of the trim,
    and of the frame's top where they ask for it."""
    first, blank = outermost(boxes, TOP)
    if first is not None:
        above = max(space(first.above, CLOSED), first.least)
        clear = _from_trim(place, geometry, over(first.box)) - place.y
        if first.clear:
            clear = max(clear, first.clear - over(first.box))
        first.least = max(first.least, clear - blank + above)


def clear_of_foot(
    boxes: Sequence[Stacked], place: FramePlace, geometry: Geometry, safe: float
) -> float:
    """Room that deep letters, or a tail, need at the foot of a frame to keep clear of the trim, mm.
    Bubbles keep `safe` mm of the page from it. The blank that follows the last words gives it;
    where none does, the frame is so much shorter."""
    last, blank = outermost(boxes, FOOT)
    if last is None:
        return 0.0
    height = geometry.drawing.first_format.trim[1]
    margin = height - place.y - place.height
    lacks = max(
        _from_trim(place, geometry, below(last.box)),
        safe / geometry.scale - below_shapes(last.box),
    )
    lacks -= margin + blank
    if lacks <= 0 or last is boxes[-1]:
        return max(0.0, lacks)
    under = boxes[boxes.index(last) + 1]
    under.least = max(space(under.above, CLOSED), under.least) + lacks
    return 0.0
