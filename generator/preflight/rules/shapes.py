"""Rules about text on filled shapes: bubbles, cards, panels."""

from collections.abc import Iterator

from ..coordinates import SLACK
from ..painting.notes import NearShape, Occurrence, is_white
from ..painting.painted_pages import Noted, PaintedPages
from ..report import Expected
from .registry import Fault, rule
from .type import grounds_under


@rule(
    "the ink of text keeps as far from the edge of its bubble or card as was promised",
    "the build's own promise; measured on the letters' ink",
)
def text_inside(expected: Expected | None, painted: PaintedPages) -> Iterator[Fault]:
    if expected is not None and expected.bubble:
        yield from _too_near(painted, *expected.bubble)


@rule(
    "the ink of text keeps clear of the edge of the filled shape it stands on, in a file of which "
    "nothing is promised",
    "docs/print.md, geometry; shapes under two lines high, cut by a clip or in another content "
    "stream than the text are not checked",
)
def text_near_edge(
    expected: Expected | None, painted: PaintedPages, *, mm: float
) -> Iterator[Fault]:
    if expected is None or not expected.bubble:
        yield from _too_near(painted, mm, 0.0)


def _too_near(painted: PaintedPages, mm: float, ems: float) -> Iterator[Fault]:
    for noted in painted.noted(NearShape):
        limit = max(mm, ems * noted.detail.em)
        if noted.detail.distance >= limit - SLACK:
            continue
        for occurrence in noted.places.first:
            if noted.detail.white and not _is_seen(painted, noted, occurrence):
                continue
            distance = noted.detail.distance
            said = f"{distance:.1f} mm from the edge" if distance else "across the edge"
            yield Fault(
                f"page {noted.page + 1}: text {said} of the shape it stands on",
                "give the shape more room round its words",
                place=painted.place(noted.page, occurrence),
                limit=f"{limit:.1f} mm",
                found=f"{distance:.1f} mm",
            )


def _is_seen(painted: PaintedPages, noted: Noted[NearShape], occurrence: Occurrence) -> bool:
    """Whether a white shape stands on something that is not white."""
    below = grounds_under(painted, noted, occurrence)
    if below and all(map(is_white, below[-1].paints)):
        below.pop()
    return bool(below) and not all(map(is_white, below[-1].paints))
