"""What grows where words are short: each row of `fit: grow` of a layout, as often as the frames
have room for it."""

import math
from collections.abc import Collection
from typing import Final

from generator.design.layout import Grow
from .fit_path import Steps, frames_using, last, last_near, taken
from .frames import Frames, MeasuredFrame
from .geometry import FramePlace, Geometry
from .slack import CALM, NEARLY, hollow

MANY: Final = 3  # lines: a text of so many is read as a paragraph


class Growth:
    """The growth of a piece's styles."""

    def __init__(self, geometry: Geometry, frames: Frames) -> None:
        self.geometry, self.frames, self.layout = geometry, frames, geometry.layout

    def grown(self, steps: Steps) -> Steps:
        """The steps with each row of growth taken as often as the frames have room for it."""
        for at, row in enumerate(self.layout.fit.grow, len(self.layout.fit.shrink)):
            if row.styles and not self._is_smaller(row.styles, steps):
                steps = self._grown_by(at, row, steps)
        return steps

    def _is_smaller(self, styles: Collection[str], steps: Steps) -> bool:
        rows = zip(self.layout.fit.shrink, steps, strict=False)
        return any(count and not set(styles).isdisjoint(row.styles) for row, count in rows)

    def _grown_by(self, at: int, row: Grow, steps: Steps) -> Steps:
        using = frames_using(self.geometry, row)
        before = {number: self.frames.frame(number, steps) for number in using}
        most = self._most(row)

        def grown(count: int) -> dict[int, MeasuredFrame]:
            return {n: self.frames.frame(n, taken(steps, at, count)) for n in using}

        def fits(count: int) -> bool:
            return all(_no_worse(before[n], now, row) for n, now in grown(count).items())

        def is_calm(count: int) -> bool:
            found = grown(count).items()
            return all(_is_calm(self.geometry.frames[n], now, row.pauses) for n, now in found)

        if not most or (not row.fill and is_calm(0)):
            return steps
        largest = grown(most)
        if all(largest[number].stack == before[number].stack for number in using):
            return steps  # nothing in this language is set in these styles
        if row.pauses:  # lines may end badly at some sizes, and well at larger ones
            return taken(steps, at, next(filter(fits, range(most, 0, -1)), 0))
        count = last_near(most, fits)
        if count and not row.fill and is_calm(count):
            count = last(range(1, count), lambda count: not is_calm(count)) + 1
        return taken(steps, at, count)

    def _most(self, row: Grow) -> int:
        """How often a row may be taken before every style of it is as large as it may be."""
        styles = [self.layout.styles[name] for name in row.styles]
        lead = styles[0].size
        return max(
            math.floor(((style.most or style.size) / style.size - 1) * lead / row.by + 1e-9)
            for style in styles
        )


def _no_worse(before: MeasuredFrame, now: MeasuredFrame, row: Grow) -> bool:
    """Whether a frame with larger type fits as before, and its display lines end as well as before.
    Only what fills its room may take more of them: a text on one line may stand on two. Where a
    text of the row has as many lines as a paragraph, one more is as good."""
    pairs = zip(before.display, now.display, strict=True)
    most = 2 if row.fill else 1
    return (
        not now.overset
        and not now.too_wide
        and sum(now.lacks) <= sum(before.lacks)
        and now.fit.gaps <= max(0.0, before.fit.gaps) + NEARLY
        and all(
            new.lines <= max(old.lines + (old.style in row.styles and old.lines >= MANY), most)
            for old, new in pairs
        )
        and sum(text.amiss for text in now.display)
        <= sum(text.amiss for text in before.display) + 1e-9
    )


def _is_calm(place: FramePlace, measured: MeasuredFrame, pauses: bool) -> bool:
    """Whether a frame is hollow nowhere, or with `pauses` not even there."""
    loose = measured.loose
    if pauses:
        loose = max(loose, hollow(measured.stack, measured.fit, measured.left_over, pauses=True))
    return loose <= CALM * place.height and not measured.parted
