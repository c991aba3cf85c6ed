"""Rules about thin lines, and about the marks round a page."""

from collections.abc import Iterator

from generator.problems import Place
from generator.units import MM_PER_PT
from ..page_tree import PageTree
from ..painting.notes import Paint, ThinLine
from ..painting.painted_pages import PaintedPages
from .registry import Fault, at_each, rule

# Widths are written with a few decimals.
SLACK = 0.005
# Crop marks stand within this distance of a corner of the trimmed page, mm.
CORNER = 15.0
# An upright line is no thicker than this, mm.
THICKEST = 0.5


@rule(
    "no stroke, and no filled shape, is thinner than a press can hold",
    "docs/print.md, colour and ink: lines at least 0.25 pt; a width of 0 is as thin as the "
    "machine can make it",
)
def thin_lines(pages: PageTree, painted: PaintedPages, *, pt: float) -> Iterator[Fault]:
    for noted in painted.noted(ThinLine):
        width = noted.detail.width * pages.units[noted.page] / MM_PER_PT
        if width >= pt - SLACK:
            continue
        what = "a line" if noted.detail.kind == "stroke" else "a filled shape"
        fault = Fault(
            f"page {noted.page + 1}: {what} {width:.2g} pt thick",
            f"make it {pt:g} pt or more",
            limit=f"{pt:g} pt",
            found=f"{width:.3g} pt",
        )
        yield from at_each(painted.places(noted), fault)


@rule(
    "crop marks are on every plate, in the colour All",
    "docs/print.md, geometry and what print shops rejected: marks on the black plate alone",
)
def marks_on_every_plate(pages: PageTree, painted: PaintedPages) -> Iterator[Fault]:
    """The upright thin lines wholly outside the bleed, by a corner of the trimmed page."""
    for noted in painted.noted(ThinLine):
        line = noted.detail
        if not line.outside or _on_all(line.paints, painted.plates):
            continue
        for place, times in painted.places(noted):
            if place is not None and _by_corner(place, pages.boxes[noted.page].size):
                inks = {ink for paint in line.paints for ink, amount in paint.inks if amount > 0}
                yield Fault(
                    f"page {noted.page + 1}: a crop mark that is not on every plate",
                    "draw it in the separation All",
                    (),
                    place,
                    "All",
                    ", ".join(sorted(inks)) or line.paints[0].families[0],
                    times,
                )


def _on_all(paints: tuple[Paint, ...], plates: tuple[str, ...]) -> bool:
    laid = {ink for paint in paints for ink, amount in paint.inks if amount > 0}
    return "All" in laid or (len(plates) > 1 and laid.issuperset(plates))


def _by_corner(place: Place, size: tuple[float, float]) -> bool:
    if min(place.width, place.height) > THICKEST:
        return False
    across = min(abs(place.x + place.width / 2 - edge) for edge in (0.0, size[0]))
    down = min(abs(place.y + place.height / 2 - edge) for edge in (0.0, size[1]))
    return across <= CORNER and down <= CORNER
