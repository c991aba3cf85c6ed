"""What other type may give up so that a caption stands under its code, rather than beside it with a
word or two on each line: large type an eighth of its size, small type and all else nothing."""

from typing import Final

from .clear_print import CLEAR
from .fit_path import Steps, shares, ways_taken
from .geometry import Geometry

LITTLE: Final = 0.125  # of its size
_ROUNDING: Final = 1e-9


def is_cheap(geometry: Geometry, steps: Steps, than: Steps) -> bool:
    """Whether some steps make no type smaller than others do but large type, a little, and leave
    nothing out that the others do not."""
    layout, limits = geometry.layout, (geometry.least, geometry.lower)
    if not ways_taken(layout, steps) <= ways_taken(layout, than):
        return False
    now, then = (shares(layout, each, *limits) for each in (steps, than))
    return all(
        share >= min(then[style], 1.0)
        or (share >= then[style] - LITTLE - _ROUNDING and _is_large(geometry, style, share))
        for style, share in now.items()
    )


def dearest(geometry: Geometry, steps: Steps) -> Steps:
    """The steps with every style as small as `is_cheap` allows beside them, and none grown."""
    layout = geometry.layout
    rows = layout.fit.shrink
    found = [*steps[: len(rows)], *(0 for _ in layout.fit.grow)]
    for index, row in enumerate(rows):
        if row.styles:
            found[index] += int(LITTLE * layout.styles[row.styles[0]].size / row.by + _ROUNDING)
    return tuple(found)


def _is_large(geometry: Geometry, style: str, share: float) -> bool:
    """Whether a style at a share of its size is as large as clear print asks for."""
    return geometry.layout.styles[style].size * share * geometry.scale >= CLEAR
