"""Rules about what lies beyond the trim, on the rendered page."""

from collections.abc import Iterator

from generator.preflight.page_tree import PageTree
from generator.preflight.raster.bleed_gaps import BleedGap, gaps_of
from generator.preflight.raster.rendered_pages import RenderedPages
from generator.preflight.report import Expected, PageFacts
from generator.preflight.rules.registry import Fault, rule
from generator.problems import Place


@rule(
    "a ground that touches the trim is painted on to the edge of the bleed",
    "docs/print.md, geometry: looked at in the strips along each side, rendered at 300 dpi",
)
def bleed_painted(
    expected: Expected | None, pages: PageTree, rendered: RenderedPages, *, least: float
) -> Iterator[Fault]:
    wanted = (expected.bleed if expected else 0.0) or least
    for index, page in enumerate(pages.boxes):
        for gap in gaps_of(rendered, index, wanted):
            yield Fault(
                f"page {index + 1}: a ground ends {gap.reach:.1f} mm beyond the {gap.side} trim, "
                f"from {gap.start:.1f} to {gap.end:.1f} mm along it",
                hint="run everything that touches the trim on to the edge of the bleed",
                place=_place(index, page, gap),
                limit=f"{gap.wanted:g} mm",
                found=f"{gap.reach:.1f} mm",
            )


def _place(index: int, page: PageFacts, gap: BleedGap) -> Place:
    """The part of the bleed that is bare."""
    width, height = page.size
    bare, along = gap.wanted - gap.reach, gap.end - gap.start
    match gap.side:
        case "left":
            return Place(index + 1, -gap.wanted, gap.start, bare, along)
        case "right":
            return Place(index + 1, width + gap.reach, gap.start, bare, along)
        case "top":
            return Place(index + 1, gap.start, -gap.wanted, along, bare)
    return Place(index + 1, gap.start, height + gap.reach, along, bare)
