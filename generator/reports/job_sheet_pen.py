"""Words and lines of a job sheet, drawn once for all the sheets that say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Concatenate, Final, ParamSpec, TypeAlias, cast

from generator.colour import Colour
from generator.fonts import FontFile
from generator.page import GlyphRun, Group, Mark, Path, Shape
from generator.press.lettering import spelt
from generator.typeset.shape import shape

TITLE, LARGE, BODY, SMALL = 26.0, 12.0, 8.5, 7.0  # pt
LEADING: Final = 1.32
BLACK: Final = Colour("black", (0, 0, 0, 100), "#000000")
WHITE: Final = Colour("white", (0, 0, 0, 0), "#FFFFFF")
HAIR, RULE = 0.09, 0.5  # mm

P = ParamSpec("P")
Block: TypeAlias = tuple[Group, float]  # marks, and where they end: mm from the page's top

_PARTS: Final = re.compile(r" ?[^-/.]+[-/.]*|[-/.]+")


def leading(size: float) -> float:
    """mm from line to line at `size` pt."""
    return size * LEADING * 25.4 / 72


@lru_cache(maxsize=1)
def _fonts() -> Mapping[int, FontFile]:
    """The program's own."""
    from generator.design.project_design import Design
    from generator.source.shelf import Shelf
    from generator.source.shipped import shipped_root

    return Design(Shelf.at(shipped_root())).weights("Public Sans")


@lru_cache(maxsize=4096)
def run(text: str, size: float, weight: int, colour: Colour = BLACK) -> GlyphRun:
    """One line of type, beginning at 0, 0."""
    clusters = shape(spelt(text), _fonts()[weight], "en", "Latn").clusters
    return GlyphRun(_fonts()[weight], size, 0, 0, colour, clusters)


def lines(text: str, size: float, weight: int, width: float) -> list[str]:
    """The words of a text on lines no wider than `width` mm. One that is wider breaks after a
    slash, a hyphen or a full stop in it, and anywhere if that is not enough."""

    def fits(words: str) -> bool:
        return run(words, size, weight).width <= width

    made = [""]
    waiting = [
        part
        for word in text.split()
        for part in ([f" {word}"] if fits(word) else _PARTS.findall(f" {word}"))
    ][::-1]
    while waiting:
        part = waiting.pop()
        if fits(made[-1] + part):
            made[-1] += part
        elif made[-1]:
            made.append("")
            waiting.append(part.lstrip())
        else:
            most = next((end for end in range(len(part), 1, -1) if fits(part[:end])), 1)
            made[-1] = part[:most]
            waiting += [part[most:]] if part[most:] else []
    return [line.strip() for line in made if line.strip()]


@dataclass
class Pen:
    """Draws on a page. Baselines and edges are mm from its top left."""

    marks: list[Mark] = field(default_factory=list)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float = BODY,
        weight: int = 400,
        colour: Colour = BLACK,
        align: float = 0.0,
    ) -> None:
        """One line with its baseline at y. `align` is how much of it stands before x: 0, half
        or all."""
        made = run(text, size, weight, colour)
        self.marks.append(replace(made, x=x - made.width * align, y=y))

    def paragraph(
        self, text: str, x: float, y: float, width: float, size: float = BODY, weight: int = 400
    ) -> float:
        """Lines from the baseline y down, and the next one's baseline."""
        for line in lines(text, size, weight, width):
            self.text(line, x, y, size, weight)
            y += leading(size)
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None,
        weight: float = 0,
    ) -> None:
        right, bottom = x + width, y + height
        path: Path = (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))
        self.marks.append(Shape(path, fill, BLACK if weight else None, weight, kind="mark"))

    def rule(self, x: float, right: float, y: float, weight: float = HAIR) -> None:
        self.box(x, y, right - x, weight, BLACK)

    def upright(
        self, x: float, y: float, bottom: float, weight: float, colour: Colour, *dash: float
    ) -> None:
        path: Path = (("M", x, y), ("L", x, bottom))
        self.marks.append(Shape(path, None, colour, weight, dash, kind="mark"))


def kept(draw: Callable[Concatenate[Pen, P], float]) -> Callable[P, Block]:
    """What a function draws, and the end it gives: for equal arguments the very same group, which
    the writer and the judge of the next sheet in a batch know already."""

    @lru_cache(maxsize=256)
    def made(*args: P.args, **kwargs: P.kwargs) -> Block:
        pen = Pen()
        end = draw(pen, *args, **kwargs)
        return Group(tuple(pen.marks), draw.__name__.strip("_")), end

    return cast(Callable[P, Block], made)
