"""Rules about what lies beyond the trim, on the rendered page."""

from collections.abc import Iterator

from generator.memo import Memo
from generator.preflight.facts import Facts
from generator.preflight.raster import bleed_gaps
from generator.preflight.raster.bleed_gaps import BleedGap
from generator.preflight.raster.cached_view import remembered, view_key
from generator.preflight.raster.render import Renderer
from generator.preflight.report import PageFacts
from generator.preflight.rules.registry import Fault, rule
from generator.problems import Place

_gaps: Memo[object, tuple[BleedGap, ...]] = Memo(1024)


@rule(
    "bleed-painted",
    "a ground that touches the trim is painted on to the edge of the bleed",
    "docs/print.md, geometry: looked at in the strips along each side, rendered at 300 dpi",
)
def bleed_painted(facts: Facts, *, least: float) -> Iterator[Fault]:
    wanted = (facts.expected.bleed if facts.expected else 0.0) or least
    for index, page in enumerate(facts.pages):
        for gap in _looked(facts, index, page, wanted):
            yield Fault(
                f"page {index + 1}: a ground ends {gap.reach:.1f} mm beyond the {gap.side} trim, "
                f"from {gap.start:.1f} to {gap.end:.1f} mm along it",
                hint="run everything that touches the trim on to the edge of the bleed",
                place=_place(index, page, gap),
                limit=f"{gap.wanted:g} mm",
                found=f"{gap.reach:.1f} mm",
            )


def _looked(facts: Facts, index: int, page: PageFacts, wanted: float) -> tuple[BleedGap, ...]:
    def make() -> tuple[BleedGap, ...]:
        # without a CropBox every page is shown whole
        with Renderer(facts.file.data, whole=page.crop is not None) as renderer:
            return bleed_gaps.gaps(renderer, index, page, wanted)

    view = view_key(facts, index, *bleed_gaps.strips(page, wanted))
    return remembered(_gaps, view, wanted, make)


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
