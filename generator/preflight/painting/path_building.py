"""A path while it is built (ISO 32000-1, 8.5.2): how far it reaches, and of which parts it is."""

from typing import NamedTuple

from generator.pdfobjects.matrices import Matrix
from generator.pdfobjects.values import Malformed
from generator.preflight.painting.thinness import PathPart
from generator.preflight.plane import Rectangle, joined, moved

# Paths of more numbers than these have few different ones: drawings of many like marks.
_MANY = 1024


class CurrentPath(NamedTuple):
    """A path: the upright box round it on the page, its parts, the two ends of a single straight
    line, and the box of what will be clipped once it is painted."""

    area: Rectangle | None = None
    parts: tuple[PathPart, ...] = ()
    line: tuple[float, ...] = ()
    clip: Rectangle | None = None


NO_PATH = CurrentPath()


class PathBuilder:
    """A `Path` in the making."""

    def __init__(self, path: CurrentPath = NO_PATH) -> None:
        self.area = path.area
        self.parts = list(path.parts)
        self.line = path.line
        self.clip = path.clip

    def built(self) -> CurrentPath:
        if self.area is None and self.clip is None:
            return NO_PATH
        return CurrentPath(self.area, tuple(self.parts), self.line, self.clip)

    def points(self, raw: bytes, ctm: Matrix) -> None:
        """Add a run of m, l, c, v, y and h as written. Curves reach as far as the points that
        control them."""
        words = raw.translate(None, b"mlcvyh").split()
        if len(words) % 2:
            raise Malformed("a path with half a point")
        if not words:
            return
        across, up = words[::2], words[1::2]
        alone = self.area is None and len(words) == 4
        self.line = tuple(map(float, words)) if alone else ()
        if len(words) > _MANY:
            across, up = list(dict.fromkeys(across)), list(dict.fromkeys(up))
        xs, ys = list(map(float, across)), list(map(float, up))
        box = min(xs), min(ys), max(xs), max(ys)
        self.area = joined(self.area, moved(box, ctm))
        self.parts.append(PathPart(raw, box))

    def rectangles(self, raw: bytes, ctm: Matrix) -> None:
        """Add a run of `re` as written."""
        numbers = list(map(float, raw.translate(None, b"re").split()))
        self.line = ()
        for index in range(0, len(numbers), 4):
            x, y, width, height = numbers[index : index + 4]
            right, top = x + width, y + height
            box = min(x, right), min(y, top), max(x, right), max(y, top)
            self.area = joined(self.area, moved(box, ctm))
        self.parts.append(PathPart(raw))
