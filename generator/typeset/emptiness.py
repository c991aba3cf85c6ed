"""Warnings of what stays empty: a hollow panel, a page with little on it."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.problems import Problem, warning
from generator.source.keys import LAYOUT, row_key
from .frames import MeasuredFrame
from .geometry import Geometry

HOLLOW: Final = 0.25  # share of a frame's height that stands empty in one place
FILLED: Final = 0.3  # a page with less than this share of it filled is all but empty
_HINT: Final = "say more there, or let type, pictures or gaps grow: `fit: grow` of the layout"


def emptiness(geometry: Geometry, frames: Sequence[MeasuredFrame]) -> Iterator[Problem]:
    """Warn of each frame that is hollow, and of each page that is all but empty."""
    for place, frame in zip(geometry.frames, frames, strict=True):
        share = frame.hollow / place.height
        if share > HOLLOW:
            where = row_key(LAYOUT, place.row, "stack")
            message = f"{share:.0%} of {geometry.name_of(place)} stands empty in one place"
            yield warning("hollow", message, where, _HINT)
    for index, page in enumerate(geometry.layout.pages):
        here = [n for n, place in enumerate(geometry.frames) if place.page == index]
        room = sum(geometry.frames[n].height for n in here)
        share = sum(frames[n].filled for n in here) / room
        if share < FILLED:
            where = row_key(LAYOUT, page, "frames")
            message = f'{share:.0%} of the page "{page.name}" of {geometry.drawing.name} is filled'
            yield warning("empty-page", message, where, _HINT)
