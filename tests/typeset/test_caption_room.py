"""What other type gives up for a caption under its code."""

import pytest

from generator.typeset.caption_room import dearest, is_cheap
from generator.typeset.fit_path import Steps, initial, shares, taken
from generator.typeset.geometry import Geometry, LanguageSettings
from tests.typeset import shipped

ENGLISH = LanguageSettings("en-GB", "Latn", False)


def here() -> Geometry:
    drawing = shipped.drawing(shipped.LEAFLET)
    return Geometry(drawing, drawing.layout.formats[0], ENGLISH)


def row(style: str) -> int:
    """The row of the leaflet's `fit: shrink` with a style, or a way."""
    rows = here().layout.fit.shrink
    return next(n for n, one in enumerate(rows) if style in one.styles or getattr(one, style, 0))


def smaller(style: str, count: int) -> Steps:
    return taken(initial(here().layout), row(style), count)


@pytest.mark.parametrize(
    ("steps", "cheap"),
    [
        (("chat", 7), True),  # 31 pt by 0.5: an eighth is 3.9
        (("chat", 8), False),
        (("caption-back", 7), True),  # 14 pt by 0.25, to 12.25
        (("caption-back", 8), False),
        (("body", 1), False),  # from 12 pt, what clear print asks for
        (("pictures", 1), False),
        (("imprint", 1), False),
    ],
)
def test_large_type_may_be_an_eighth_smaller_and_nothing_else_may_go(
    steps: tuple[str, int], cheap: bool
) -> None:
    assert is_cheap(here(), smaller(*steps), initial(here().layout)) is cheap
    assert is_cheap(here(), smaller(*steps), smaller(*steps))


def test_what_grew_may_be_as_large_as_it_was_drawn() -> None:
    geometry = here()
    rows = [*geometry.layout.fit.shrink, *geometry.layout.fit.grow]
    pledge = max(n for n, one in enumerate(rows) if "pledge" in one.styles)
    grown = taken(initial(geometry.layout), pledge, 4)
    assert is_cheap(geometry, initial(geometry.layout), grown)


def test_nothing_cheap_is_smaller_than_the_dearest() -> None:
    geometry = here()
    start = taken(smaller("chat", 2), row("pictures"), 1)
    found = dearest(geometry, start)
    assert found[row("pictures")] == 1
    limits = geometry.least, geometry.lower
    now, then = (shares(geometry.layout, each, *limits) for each in (found, start))
    for index, one in enumerate(geometry.layout.fit.shrink):
        for more in range(40) if one.styles else ():
            tried = taken(start, index, start[index] + more)
            if is_cheap(geometry, tried, start):
                assert found[index] >= tried[index]
    assert all(now[style] >= then[style] - 0.126 for style in now)
