"""Rules about type: its size, its inks, what lies under it, and its distance from an edge.

Text that is not painted (rendering mode 3), and the slug outside the trimmed page, are not checked.
"""

from collections.abc import Iterator
from typing import Any

from generator.units import MM_PER_PT
from ..coordinates import SLACK, clearance
from ..page_tree import PageTree
from ..painting.notes import SOLID, Background, NearEdge, Occurrence, Paint, Type, is_white
from ..painting.painted_pages import Noted, PaintedPages
from ..report import Expected
from .colour import percent
from .registry import Fault, at_each, rule

# Sizes are products of matrices with a few decimals.
ROUNDING = 0.005


def _sizes(
    pages: PageTree, painted: PaintedPages, below: float
) -> Iterator[tuple[Noted[Type], float]]:
    """The text on the trimmed page that prints smaller than `below` pt, with its size."""
    units = [unit / MM_PER_PT for unit in pages.units]
    limit = (below - ROUNDING) / min(units, default=1.0)
    for noted in painted.noted(Type, lambda text: 0 < text.size < limit):
        size = noted.detail.size * units[noted.page]
        if size < below - ROUNDING:
            yield noted, size


@rule("no type is too small to read", "docs/print.md, colour and ink: no type under 6 pt")
def small_type(pages: PageTree, painted: PaintedPages, *, pt: float) -> Iterator[Fault]:
    for noted, size in _sizes(pages, painted, pt):
        fault = Fault(
            f"page {noted.page + 1}: type of {size:.1f} pt",
            f"set it in {pt:g} pt or more",
            limit=f"{pt:g} pt",
            found=f"{size:.2f} pt",
        )
        yield from at_each(painted.places(noted), fault)


def under(painted: PaintedPages, noted: Noted[Type], occurrence: Occurrence) -> Background | None:
    """The ground of a text: the last fill, shading or image painted before it whose upright box
    holds it."""
    found = grounds_under(painted, noted, occurrence)
    return found[-1] if found else None


def grounds_under(
    painted: PaintedPages, noted: Noted[Any], occurrence: Occurrence
) -> list[Background]:
    """All grounds of a text, the lowest first."""
    streams = painted.pages[noted.page].streams
    left, bottom, right, top = occurrence.ink or occurrence.area
    before = [*streams[noted.stream].backgrounds[: occurrence.order]]
    for stream in reversed(streams[: noted.stream]):
        before[:0] = stream.backgrounds
    return [
        ground
        for ground in before
        if ground.area[0] <= left + 1
        and ground.area[1] <= bottom + 1
        and right <= ground.area[2] + 1
        and top <= ground.area[3] + 1
    ]


@rule(
    "white type is large enough not to fill in",
    "docs/print.md, colour and ink: none under 7 pt reversed",
)
def reversed_type(pages: PageTree, painted: PaintedPages, *, pt: float) -> Iterator[Fault]:
    """Report reversed type. White type is reversed if any ground lies under it; on bare paper it is
    invisible."""
    for noted, size in _sizes(pages, painted, pt):
        for occurrence in noted.places.first if all(map(is_white, noted.detail.paints)) else ():
            ground = under(painted, noted, occurrence)
            if ground is not None and not all(map(is_white, ground.paints)):
                yield Fault(
                    f"page {noted.page + 1}: white type of {size:.1f} pt on a ground",
                    f"set it in {pt:g} pt or more",
                    place=painted.place(noted.page, occurrence),
                    limit=f"{pt:g} pt",
                    found=f"{size:.2f} pt",
                )


@rule(
    "small type is in one solid ink, or white out of one",
    "docs/print.md, colour and ink: under 9 pt, inks that are a hair out of register blur it, "
    "and a tint's dots are as large as its strokes",
)
def small_type_inks(pages: PageTree, painted: PaintedPages, *, pt: float) -> Iterator[Fault]:
    for noted, size in _sizes(pages, painted, pt):
        paints = noted.detail.paints
        white = bool(paints) and all(map(is_white, paints))
        for occurrence in noted.places.first if white or _not_solid(paints) else ():
            ground = under(painted, noted, occurrence) if white else None
            wrong = _not_solid(ground.paints if ground else paints)
            if wrong:
                what = f"white out of {wrong}" if white else f"in {wrong}"
                yield Fault(
                    f"page {noted.page + 1}: type of {size:.1f} pt {what}",
                    "set it in black, in another single solid ink, or larger",
                    place=painted.place(noted.page, occurrence),
                    limit=f"one solid ink under {pt:g} pt",
                    found=f"{what} at {size:.2f} pt",
                )


def _not_solid(paints: tuple[Paint, ...]) -> str:
    """The words for several inks, or for a tint; empty for one solid ink, for no ink, and for
    colours that are not given in ink."""
    inks: dict[str, float] = {}
    for paint in paints:
        for ink, amount in paint.inks if paint.kind != "group" else ():
            if amount > 0:
                inks[ink] = max(amount, inks.get(ink, 0.0))
    if not inks or "All" in inks:
        return ""
    if len(inks) > 1:
        return f"{len(inks)} inks ({percent(tuple(inks.items()))})"
    return f"a tint ({percent(tuple(inks.items()))})" if min(inks.values()) < SOLID else ""


@rule(
    "solid black text overprints, so that no light shows round it",
    "docs/print.md, colour and ink; ISO 32000-1, 8.6.7: in DeviceCMYK it takes mode 1, and "
    "DeviceGray never overprints",
)
def black_overprint(painted: PaintedPages) -> Iterator[Fault]:
    for noted in painted.noted(Type, lambda text: text.knocks):
        gray = noted.detail.paints[0].families[0] == "DeviceGray"
        hint = "set it to overprint, mode 1 (op true, OPM 1)"
        fault = Fault(
            f"page {noted.page + 1}: black text that does not overprint",
            f"give it as CMYK 0 0 0 100 and {hint}" if gray else hint,
        )
        yield from at_each(painted.places(noted), fault)


@rule(
    "text keeps as far from the trim and the folds as was promised",
    "the build's own promise; measured on the letters' ink, or on their advances where a font's "
    "outlines cannot be read",
)
def text_safe(expected: Expected | None, pages: PageTree, painted: PaintedPages) -> Iterator[Fault]:
    if expected is not None and expected.safe:
        yield from _too_near(pages, painted, expected.safe)


@rule(
    "text keeps clear of the trim, in a file of which nothing is promised",
    "docs/print.md, geometry: nothing that matters within 5 mm of the trim; where the paper is "
    "folded a file does not say",
)
def text_near_trim(
    expected: Expected | None, pages: PageTree, painted: PaintedPages
) -> Iterator[Fault]:
    if expected is None or not expected.safe:
        yield from _too_near(pages, painted, painted.safe)


def _too_near(pages: PageTree, painted: PaintedPages, safe: float) -> Iterator[Fault]:
    for noted in painted.noted(NearEdge):
        folds, size = painted.folds(noted.page), pages.boxes[noted.page].size
        for place, times in painted.places(noted):
            if place is None:
                continue
            clear, edge = clearance(place, size, folds)
            if clear < safe - SLACK:
                said = f"{clear:.1f} mm from the {edge}" if clear >= 0 else f"across the {edge}"
                yield Fault(
                    f"page {noted.page + 1}: text {said}",
                    f"keep it {safe:g} mm from where the paper is cut or folded",
                    place=place,
                    limit=f"{safe:g} mm",
                    found=f"{clear:.1f} mm",
                    times=times,
                )
