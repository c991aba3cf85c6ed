"""Proves from declared colours that a page cannot lay too much ink, without drawing all of it."""

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.colour_spaces import CMYKS
from generator.preflight.painting.paints import Paint
from generator.preflight.plane import Rectangle
from generator.preflight.raster.ink_coverage import (
    TOLERANCE,
    Laid,
    draw,
    heaviest,
    laid,
    printed,
)
from generator.preflight.raster.plates import Unmeasurable
from generator.preflight.raster.rendered_pages import RenderedPages
from generator.preflight.report import PageFacts

# Reach is a bound, but for letters taller than their font says: so much more, mm.
NEAR: Final = 1.0


def proven(rendered: RenderedPages, index: int, limit: float) -> bool:
    """Whether nothing on a page can lay more than `limit` percent, by what is declared.

    Without blend modes no pixel has more ink than the heaviest of what is painted there, each
    taken with the most that anything overprinting lays on each plate. Colours are taken as
    declared; a stream with images, or with registration marks round the page, is drawn alone
    and remembered, so that one logo or one set of marks is drawn once in a batch. One that paints
    nothing but the slug is no matter.
    """
    if {"blend", "transfer"} & rendered.document.kinds or not rendered.is_plain(index):
        return False
    painted = rendered.painted.pages[index]
    groups = {paint.families[0] for paint in painted.paints if paint.kind == "group"}
    if not groups <= CMYKS:
        return False
    over: dict[str, float] = {}
    for paint in painted.paints:
        if paint.overprint:
            for ink, amount in paint.inks:
                over[ink] = max(over.get(ink, 0.0), amount)
    return "All" not in over and all(
        max((_declared(paint, over) for paint in stream.paints), default=0.0) <= limit
        or _light_alone(rendered, index, number, over, limit)
        for number, stream in enumerate(painted.streams)
    )


def _declared(paint: Paint, over: Mapping[str, float]) -> float:
    """The most percent of ink a colour lays, over and under what overprints."""
    if paint.kind in ("group", "soft-mask"):
        return 0.0
    inks = dict(paint.inks)
    if not inks or "All" in inks:
        return 1000.0
    return 100 * sum(max(inks.get(ink, 0), over.get(ink, 0)) for ink in inks.keys() | over.keys())


def _light_alone(
    rendered: RenderedPages, index: int, number: int, over: Mapping[str, float], limit: float
) -> bool:
    """Whether one stream of a page lays little enough by itself."""
    painted = rendered.painted.pages[index]
    stream, facts = painted.streams[number], rendered.pages.boxes[index]
    in_ink = all(paint.inks for paint in stream.paints)
    if in_ink and (stream.reach is None or not _meets(stream.reach, facts, rendered, index)):
        return True  # what it paints is cut off
    # It must start as on a fresh page.
    if stream.key.before != painted.streams[0].key.before:
        return False
    laid_over = tuple(sorted(over.items()))
    return rendered.file.cache.get(
        LightStreamInputs((stream.key, painted.key), laid_over, limit, rendered, index, number)
    )


def _meets(reach: Rectangle, facts: PageFacts, rendered: RenderedPages, index: int) -> bool:
    """Whether something that reaches so far can lie where ink is measured."""
    unit, box = rendered.pages.units[index], printed(facts)
    left, bottom, right, top = (edge * unit for edge in reach)
    return (
        left <= box.right + NEAR and box.left <= right + NEAR
        and bottom <= box.top + NEAR and box.bottom <= top + NEAR
    )  # fmt: skip


@frozen_inputs
class LightStreamInputs(Inputs[bool]):
    """Whether one stream of a page lays no more than `limit` percent, beside what overprints."""

    keys: tuple[object, ...]
    over: Laid
    limit: float
    rendered: RenderedPages = field(compare=False)
    page: int = field(compare=False)
    stream: int = field(compare=False)

    def make(self, cache: Cache) -> bool:
        rendered = self.rendered
        entries = rendered.pages.entries[self.page]
        contents = rendered.file.get(entries.get("Contents"))
        alone = contents[self.stream] if isinstance(contents, tuple) else contents
        paints = rendered.painted.pages[self.page].streams[self.stream].paints
        over = dict(self.over)
        names = tuple(dict.fromkeys([*laid(paints), *over]))
        try:
            drawn = draw(rendered, self.page, names, entries={**entries, "Contents": alone})
        except Unmeasurable:
            return False
        return heaviest(drawn, self.limit + TOLERANCE, over) is None
