"""Word spaces between two fonts. A word of Nastaliq reaches out over the space beside it, and may
where another such word follows. Beside a figure it would hide that there is a space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.page import Cluster
from generator.units import MM_PER_PT
from .glyph_ink import ink_of
from .line_breaks import CONTROLS
from .shape import Shaped

if TYPE_CHECKING:
    from .shaped_text import ShapedItem


def clear_spaces(items: Sequence[ShapedItem]) -> Iterator[Shaped]:
    """The shaped runs of a text. A space that is a run of its own is wider by what the letters on
    its two sides reach out over it."""
    shown = [item for item in items if item.run.text.translate(CONTROLS)]
    places = {item.start: number for number, item in enumerate(shown)}
    for item in items:
        number = places.get(item.start, 0)
        beside = shown[number - 1 : number + 2]
        if item.run.text.translate(CONTROLS) != " " or not number or len(beside) < 3:
            yield item.shaped
            continue
        left, _, right = reversed(beside) if item.rtl else beside
        over = max(0.0, _reach(left)[1]) + max(0.0, _reach(right)[0])
        yield _widened(item.shaped, over * item.run.font.face.units_per_em / item.scale)


def _reach(item: ShapedItem) -> tuple[float, float]:
    """How far a run's ink reaches out at its left and right, in em of the text's size."""
    clusters, font = item.shaped.clusters, item.run.font
    ink = ink_of(font, item.scale / MM_PER_PT, clusters)
    if ink is None:
        return 0.0, 0.0
    width = sum(cluster.advance for cluster in clusters) / font.face.units_per_em * item.scale
    return -ink[0], ink[2] - width


def _widened(shaped: Shaped, units: float) -> Shaped:
    """A space that is wider by so many units of its font."""
    if not units:
        return shaped
    first, *rest = shaped.clusters
    wider = Cluster(first.text, first.glyphs, first.advance + units)
    return shaped._replace(clusters=(wider, *rest))
