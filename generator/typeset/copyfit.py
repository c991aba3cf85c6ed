"""Fits a piece: chooses the sizes of its styles, for all frames at once.

A style has one size on the whole piece. Words too wide for their column, and display lines that
break badly, are seen to first. Then each frame that is too full says how far along its path (see
`fit_path`) it must go, the worst first, and the others start from there. What a style gave up in
vain it takes back. Last, what may grow fills the frames that are left with room.
"""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Final

from generator.cache import Cache
from generator.design.layout import Shrink
from .caption_room import dearest, is_cheap
from .conditions import FrameContents, contents
from .display import BetterBrokenInputs, may_improve
from .fit_path import (
    MOVES,
    OPENS,
    PathInputs,
    Pressed,
    Steps,
    at_floors,
    first,
    first_unmoved,
    frames_using,
    initial,
    is_taken,
    last,
    left_out,
    taken,
)
from .frame_items import without
from .frames import Frames, MeasuredFrame
from .geometry import Geometry
from .growth import Growth
from .slack import NEARLY

SPARE: Final = 0.1  # of how far a gap may close: with less to spare, type cannot be larger


class PieceFit:
    """The sizes of a piece's styles, as the steps of its layout's `fit`."""

    def __init__(self, geometry: Geometry, frames: Frames, cache: Cache) -> None:
        self.geometry, self.frames, self.cache = geometry, frames, cache
        self.given = frames
        self.layout = geometry.layout
        self.shrink = self.layout.fit.shrink
        self.places = geometry.frames
        rows = enumerate(self.shrink)
        self._moves = [n for n, row in rows if row.tight or row.tightest]
        self.crowded: set[int] = set()  # frames whose logos make type smaller elsewhere
        self.stays: frozenset[str] = frozenset()  # arrangements for long words that are not taken

    @cached_property
    def bare(self) -> Frames:
        """The frames without logos."""
        return self.frames.without_logos()

    def steps(self, start: Steps = ()) -> Steps:
        """The steps with which everything fits, or the last that were tried, from a start if one is
        given. `frames` are then those that have what is finer where that costs little."""
        self._take(self.given)
        start = start or initial(self.layout)
        found = self._whole(start)
        if self._is_refused(found):
            return found
        frames = enumerate(self.frames.measured(found))
        lacking = [(n, kind) for n, frame in frames for kind in frame.lacks.kinds()]
        for number, finer in lacking:
            before, crowded, stays = self.frames, self.crowded, self.stays
            self._take(before.with_finer(number, finer))
            if not self._measured(number, dearest(self.geometry, found)).overset:
                self.crowded = set()
                again = self._whole(start)
                cheap = self.crowded <= crowded and is_cheap(self.geometry, again, found)
                if cheap and not self._is_refused(again):
                    found = again
                    continue
            self._take(before)
            self.crowded, self.stays = crowded, stays
        return found

    def _is_refused(self, steps: Steps) -> bool:
        return any(frame.overset or frame.wide for frame in self.frames.measured(steps))

    def _take(self, frames: Frames) -> None:
        self.frames = frames
        self.__dict__.pop("bare", None)

    def _whole(self, start: Steps) -> Steps:
        """The steps with which everything fits, or the last that were tried. Where what moves to
        another page finds no room there, it stays."""
        found = self._steps(start)
        crowded = self.crowded
        for kind, field in MOVES:
            if not is_taken(self.layout, found, field) or not self._is_overset(found):
                continue
            self.stays, self.crowded = self.stays | {kind}, set()
            again = self._steps(start)
            if not self._is_overset(again):
                return again
        self.crowded = crowded
        return found

    def _is_overset(self, steps: Steps) -> bool:
        return any(frame.overset for frame in self.frames.measured(steps))

    def _steps(self, start: Steps) -> Steps:
        start = self._well_broken(self._narrow_enough(start))
        steps, limits = self._made_room(start)
        better = self._well_broken(steps)
        if better != steps:  # lines that are saved leave room to others
            better = self._taken_back(start, better, limits, as_broken=True)
        return Growth(self.geometry, self.frames).grown(better)

    def smallest(self, has: Collection[str]) -> Steps:
        """The steps with everything at its least, but for what a frame has that is not in `has`."""
        every = frozenset(self.layout.styles)
        return self._path(initial(self.layout), every, frozenset(has))[-1].steps

    # what the frames say

    @cached_property
    def contents(self) -> tuple[FrameContents, ...]:
        """What each frame has for the document's area."""
        return self._contents_without(())

    def _contents(self, steps: Steps) -> tuple[FrameContents, ...]:
        """What each frame has after some steps."""
        kinds = left_out(self.layout, steps)
        return self._contents_without(kinds) if kinds else self.contents

    def _contents_without(self, kinds: Collection[str]) -> tuple[FrameContents, ...]:
        filled = {slot.name for slot in self.frames.slots}
        document = without(kinds, self.frames.document)
        return contents(self.geometry, document, filled, self.cache)

    def _measured(self, number: int, steps: Steps) -> MeasuredFrame:
        return self.frames.frame(number, steps)

    def _path(self, start: Steps, used: frozenset[str], has: frozenset[str]) -> list[Pressed]:
        has -= self.stays
        return self.cache.get(PathInputs(self.geometry, start, used, has))

    def _stands(self, number: int, pressed: Pressed) -> bool:
        """Whether a frame fits with its gaps closed no further than a point of its path allows."""
        measured = self._measured(number, pressed.steps)
        return not measured.overset and measured.fit.gaps <= pressed.gaps + NEARLY

    # words too wide

    def _narrow_enough(self, steps: Steps) -> Steps:
        """The fewest steps with which every word fits its column, or all steps."""
        while wide := self._wide(steps):
            found = self._path(steps, wide, frozenset())
            if found[-1].steps == steps:
                break
            narrowed = first(found, self._helps(wide, steps)).steps
            if narrowed == steps:
                break
            steps = narrowed
        return steps

    def _helps(self, wide: frozenset[str], steps: Steps) -> Callable[[Pressed], bool]:
        """Whether, at a point, no word is too wide in one of the styles that are too `wide` after
        some steps."""
        using = [n for n, place in enumerate(self.places) if not place.styles.isdisjoint(wide)]
        # the frames with the words that are too wide are asked first, for theirs often stay so
        using.sort(key=lambda n: self._measured(n, steps).wide.isdisjoint(wide))

        def helps(pressed: Pressed) -> bool:
            left = set(wide)
            for number in using:
                left -= self._measured(number, pressed.steps).wide
                if not left:
                    return False
            return True

        return helps

    def _wide(self, steps: Steps) -> frozenset[str]:
        return frozenset().union(*(frame.wide for frame in self.frames.measured(steps)))

    # display lines

    def _well_broken(self, steps: Steps) -> Steps:
        """The steps with each display style a little smaller, where that saves a line or mends a
        short one."""
        for index, row in enumerate(self.shrink):
            if row.styles and row.lines:
                better = self._better_broken(index, row, steps)
                using = frames_using(self.geometry, row)
                if better == steps or all(self._keeps(n, steps, better) for n in using):
                    steps = better
        return steps

    def _better_broken(self, index: int, row: Shrink, steps: Steps) -> Steps:
        texts = tuple(
            text
            for number in frames_using(self.geometry, row)
            for text in self._measured(number, steps).display
            if text.style in row.styles
        )
        if not may_improve(texts):
            return steps
        return self.cache.get(BetterBrokenInputs(self.geometry, index, steps, texts))

    def _keeps(self, number: int, before: Steps, after: Steps) -> bool:
        """Whether a frame is no fuller than it was."""
        old, new = self._measured(number, before), self._measured(number, after)
        if new.overset > old.overset or sum(new.lacks) > sum(old.lacks):
            return False
        return sum(new.lacks) < sum(old.lacks) or new.fit.gaps <= max(0.0, old.fit.gaps) + NEARLY

    # room

    def _made_room(self, start: Steps) -> tuple[Steps, dict[int, float]]:
        """The steps with which every frame fits, at the least price, and how far the gaps of each
        may close."""
        limits = dict.fromkeys(range(len(self.places)), OPENS)
        full = [n for n in limits if not self._stands(n, Pressed(start, OPENS))]
        demands = {number: self._pressed(number, start) for number in full}
        steps = start
        for number in sorted(full, key=lambda n: (-sum(demands[n].steps), n)):
            pressed = demands[number]
            if steps != start and not self._stands(number, pressed._replace(steps=steps)):
                pressed = self._pressed(number, steps)
            limits[number] = max(OPENS, pressed.gaps)
            steps = tuple(map(max, steps, pressed.steps))
        if steps == start:
            return steps, limits
        # what one frame gave up may stand in another, which had room enough before
        for number, limit in limits.items():
            if not self._stands(number, Pressed(steps, limit)):
                pressed = self._pressed(number, steps)
                limits[number] = max(OPENS, pressed.gaps)
                steps = tuple(map(max, steps, pressed.steps))
        return self._taken_back(start, steps, limits), limits

    def _pressed(self, number: int, start: Steps) -> Pressed:
        """The first point of a frame's path where it fits, or the last."""
        place = self.places[number]
        logos = self.frames.logos and not is_taken(self.layout, start, "names")
        if place.logos and logos:
            pressed = self._for_logos(number, start)
            if self._stands(number, pressed):
                return pressed
            self.crowded.add(number)
        shown = self._contents(start)[number]
        has = shown.has if logos else shown.has - {"logos"}
        found = self._path(start, shown.styles, has)
        if self._stands(number, found[0]):
            return found[0]
        return first_unmoved(found, lambda pressed: self._stands(number, pressed), self._moves)

    def _for_logos(self, number: int, start: Steps) -> Pressed:
        """The first point where a frame with logos fits, or the last, where only what stands in
        that frame alone gives way for them. So a logo changes no other page."""
        bare = PieceFit(self.geometry, self.bare, self.cache)
        bare.stays = self.stays
        steps = bare._pressed(number, start).steps
        elsewhere = frozenset[str]().union(
            *(shown.styles for n, shown in enumerate(self.contents) if n != number)
        )
        own = {
            style for row in self.shrink if elsewhere.isdisjoint(row.styles) for style in row.styles
        }
        shown = self.contents[number]
        found = self._path(steps, frozenset(own & shown.styles), shown.has)
        if self._stands(number, found[0]):
            return found[0]
        return first(found, lambda pressed: self._stands(number, pressed))

    def _taken_back(
        self, start: Steps, steps: Steps, limits: dict[int, float], as_broken: bool = False
    ) -> Steps:
        """The steps without those that no frame needs, the dearest first: none is under its floor
        where another could be. Display lines stay `as_broken`, if asked for."""
        used = frozenset[str]().union(*(shown.styles for shown in self._contents(steps)))
        floors = at_floors(self.layout, steps, used, self.geometry.least, self.geometry.lower)
        for least in (tuple(map(max, start, floors)), start):
            for index in reversed(range(len(self.shrink))):
                if steps[index] > least[index]:
                    back = self._needless(index, least[index], steps, limits, as_broken)
                    steps = taken(steps, index, steps[index] - back)
        return steps

    def _needless(
        self, index: int, least: int, steps: Steps, limits: dict[int, float], as_broken: bool
    ) -> int:
        """How many steps of a row no frame needs."""
        using = frames_using(self.geometry, self.shrink[index])
        if not self._have_room(using, steps, limits):
            return 0
        # the frame with least room is asked first, for it says no most often
        using.sort(key=lambda n: self._measured(n, steps).fit.gaps - limits[n], reverse=True)

        def may(back: int) -> bool:
            tried = taken(steps, index, steps[index] - back)
            return all(
                self._may_stand(n, steps, Pressed(tried, limits[n]))
                and not (as_broken and self._breaks_worse(n, steps, tried))
                for n in using
            )

        return last(range(1, steps[index] - least + 1), may) if may(1) else 0

    def _breaks_worse(self, number: int, before: Steps, after: Steps) -> bool:
        """Whether display lines of a frame end worse after some steps, are more, or are others."""
        old, new = (self._measured(number, steps).display for steps in (before, after))
        if len(old) != len(new):
            return True
        more = any(two.lines > one.lines for one, two in zip(old, new, strict=True))
        return more or sum(one.amiss for one in new) > sum(one.amiss for one in old) + 1e-9

    def _have_room(self, using: list[int], steps: Steps, limits: dict[int, float]) -> bool:
        """Whether every frame could close a little further than it has, or need not for larger
        words in its shorter column."""
        return all(
            self.places[number].side_by_side
            or self._measured(number, steps).fit.gaps < limits[number] - SPARE
            for number in using
        )

    def _may_stand(self, number: int, steps: Steps, pressed: Pressed) -> bool:
        """Whether a frame that fits, fits at a point too, and no word gets too wide."""
        if self._measured(number, steps).overset:
            return False
        return self._stands(number, pressed) and not self._measured(number, pressed.steps).too_wide
