"""Where the ink of a page's words, codes and logos is, so that nothing is drawn over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from generator.page import Box, Group, Image, Mark, Page, Tag
from generator.typeset.safety import ink, runs

_BUCKET: Final = 6.0  # mm


class InkBox(NamedTuple):
    """A box round ink, in mm, and the key of the value that it prints."""

    key: str
    box: Box


class Obstacles:
    """Boxes that a line must not touch."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._found: dict[tuple[int, int], list[Box]] = {}
        self.boxes = tuple(boxes)
        for box in self.boxes:
            for cell in self._cells(box):
                self._found.setdefault(cell, []).append(box)

    @staticmethod
    def _cells(box: Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (int(edge // _BUCKET) for edge in box)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row, column

    def touches(self, box: Box) -> bool:
        """Whether a box has a point in common with one of them."""
        left, top, right, bottom = box
        return any(
            left <= other[2] and other[0] <= right and top <= other[3] and other[1] <= bottom
            for cell in self._cells(box)
            for other in self._found.get(cell, ())
        )


def texts(page: Page) -> Obstacles:
    """Where a page's texts, codes and logos stand. Lines of one text are one box."""
    found: list[InkBox] = []
    for each in inked(page):
        last = found[-1] if found else None
        if last and last.key == each.key and _near(last.box, each.box):
            found[-1] = InkBox(each.key, around_both(last.box, each.box))
        else:
            found.append(each)
    return Obstacles(each.box for each in found)


def lines(page: Page) -> Obstacles:
    """Where each line of a page's texts, its codes and its logos stand."""
    return Obstacles(each.box for each in inked(page))


def inked(page: Page) -> Iterator[InkBox]:
    """The ink of a page's words, then its codes and its logos."""
    for run in runs(page.marks):
        box = ink(run)
        if box is not None:
            yield InkBox(run.key, box)
    for code in page.codes:
        yield InkBox(code.key, (code.x, code.y, code.x + code.size, code.y + code.size))
    for image in _images(page.marks):
        if ":logos" in image.key:
            yield InkBox(image.key, image.ink_box)


def around_both(one: Box, other: Box) -> Box:
    """The box round two boxes."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _near(one: Box, other: Box) -> bool:
    """Whether two boxes are lines of one paragraph, or stand on one line."""
    height = other[3] - other[1]
    return (
        one[0] - height < other[2]
        and other[0] - height < one[2]
        and (other[1] - one[3] < height and one[1] - other[3] < height)
    )


def _images(marks: Iterable[Mark]) -> Iterator[Image]:
    for mark in marks:
        if isinstance(mark, Image):
            yield mark
        elif isinstance(mark, Group | Tag):
            yield from _images(mark.marks)
