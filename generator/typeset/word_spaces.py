"""Word spaces between two fonts. A word of Nastaliq reaches out over the space beside it, and may
where another such word follows. Beside a figure it would hide that there is a space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.page import Cluster
from generator.units import MM_PER_PT
from .glyph_ink import ink_of
from .itemise import FontRun
from .line_breaks import CONTROLS
from .shape import Shaped


class ScaledRun(Struct, frozen=True):
    """A run as it is shaped, at `scale` of the text's size."""

    run: FontRun
    shaped: Shaped
    scale: float


def clear_spaces(runs: Sequence[ScaledRun]) -> Iterator[Shaped]:
    """The shaped runs of a text. A space that is a run of its own is wider by what the letters on
    its two sides reach out over it."""
    shown = [each for each in runs if each.run.text.translate(CONTROLS)]
    places = {each.run.start: number for number, each in enumerate(shown)}
    for each in runs:
        number = places.get(each.run.start, 0)
        beside = shown[number - 1 : number + 2]
        if each.run.text.translate(CONTROLS) != " " or not number or len(beside) < 3:
            yield each.shaped
            continue
        left, _, right = reversed(beside) if each.run.level % 2 else beside
        over = max(0.0, _reach(left)[1]) + max(0.0, _reach(right)[0])
        yield _widened(each.shaped, over * each.run.font.face.units_per_em / each.scale)


def _reach(each: ScaledRun) -> tuple[float, float]:
    """How far a run's ink reaches out at its left and right, in em of the text's size."""
    run, scale, clusters = each.run, each.scale, each.shaped.clusters
    ink = ink_of(run.font, scale / MM_PER_PT, clusters)
    if ink is None:
        return 0.0, 0.0
    width = sum(cluster.advance for cluster in clusters) / run.font.face.units_per_em * scale
    return -ink[0], ink[2] - width


def _widened(shaped: Shaped, units: float) -> Shaped:
    """A space that is wider by so many units of its font."""
    if not units:
        return shaped
    first, *rest = shaped.clusters
    wider = Cluster(first.text, first.glyphs, first.advance + units)
    return shaped._replace(clusters=(wider, *rest))
