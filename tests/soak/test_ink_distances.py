"""Nothing stands closer than the least distance of its kind of piece, in any language or layout.

Lines are compared as painted outlines, bubbles and cards as shapes, and the finished file by
preflight. `make soak` tries every language in every layout at each of its formats.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.design.clearances import Clearances
from generator.page import Box, GlyphRun, Page
from generator.pdf import write
from generator.preflight import Expected
from generator.source.shelf import Shelf
from generator.typeset.compose import Composed, compose
from generator.typeset.distances import too_close
from generator.typeset.safety import ink, runs
from generator.units import MM_PER_PT
from tests.checked import check
from tests.soak.trials import chance, rounds
from tests.typeset import shipped

SLACK = 0.06  # mm
PIXELS = 24  # in a mm
APART = 3  # pixels by which each line is made fatter before two are held against each other
LANGUAGES = (
    "en-GB", "ur", "ta", "bn", "ar", "pl", "zh-Hans", "pa", "gu", "hi", "cy", "so", "ckb", "uk",
    "ro", "pt", "tr",
)  # fmt: skip


def cases() -> list[tuple[str, str, str]]:
    found = [
        (language, layout, size)
        for layout in (
            shipped.LEAFLET,
            shipped.FLYER,
            shipped.BOOKLET,
            shipped.SIGNS,
            shipped.STORY,
        )
        for size in shipped.formats(layout)
        if size not in ("a2", "a1")  # the same drawing as A3
        for language in LANGUAGES
    ]
    chance("ink distances").shuffle(found)
    return found


@lru_cache(maxsize=4)
def document(language: str) -> Document:
    content = Content(Shelf.at(shipped.ROOT), Cache())
    return content.document(shipped.CAMPAIGN, language, shipped.AREA)[0]


def piece(number: int) -> tuple[Composed, Clearances]:
    language, layout, size = cases()[number]
    drawing = shipped.drawing(layout)
    made = compose(document(language), drawing, size, cache=Cache())
    return made, drawing.clearances


def lines(page: Page) -> list[tuple[Box, list[GlyphRun]]]:
    """The runs of each line of a page, with the box round their ink."""
    found: list[tuple[Box, list[GlyphRun]]] = []
    for run in runs(page.marks):
        box = ink(run)
        if box is None:
            continue
        last = found[-1] if found else None
        if last and last[1][-1].y == run.y and abs(last[1][-1].x + last[1][-1].width - run.x) < 0.1:
            around = tuple(map(min, last[0][:2], box[:2])) + tuple(map(max, last[0][2:], box[2:]))
            found[-1] = (around, [*last[1], run])  # type: ignore[assignment]
        else:
            found.append((box, [run]))
    return found


def painted(line: list[GlyphRun], frame: Box) -> Image.Image:
    """A line's outlines as solid shapes, as fat again as they must keep from others."""
    left, top, right, bottom = frame
    size = math.ceil((right - left) * PIXELS) + 1, math.ceil((bottom - top) * PIXELS) + 1
    picture = Image.new("L", size)
    pen = ImageDraw.Draw(picture)
    for run in line:
        face, x = run.font.face, 0.0
        scale = run.size * MM_PER_PT / face.units_per_em
        for cluster in run.clusters:
            for glyph, dx, dy in cluster.glyphs:
                for contour in contours(face.glyph_path(glyph)):
                    pen.polygon(
                        [
                            (
                                (run.x + (x + dx + px) * scale - left) * PIXELS,
                                (run.y - (dy + py) * scale - top) * PIXELS,
                            )
                            for px, py in contour
                        ],
                        fill=255,
                    )
            x += cluster.advance
    return picture.filter(ImageFilter.MaxFilter(2 * (APART // 2) + 1))


def contours(
    path: tuple[tuple[str, *tuple[float, ...]], ...],
) -> Iterator[list[tuple[float, float]]]:
    """The closed outlines of a glyph in short straight parts."""
    points: list[tuple[float, float]] = []
    for kind, *values in path:
        if kind == "M":
            if len(points) > 2:
                yield points
            points = []
        if kind == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], values
            for t in (0.2, 0.4, 0.6, 0.8, 1.0):
                u = 1 - t
                a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
                points.append(
                    (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
                )
        elif kind in "ML":
            points.append((values[0], values[1]))
    if len(points) > 2:
        yield points


def touching(page: Page) -> Iterator[str]:
    """The pairs of lines whose painted letters meet, or nearly do."""
    for (one, first), (other, second) in combinations(lines(page), 2):
        frame = (
            max(one[0], other[0]) - 0.3, max(one[1], other[1]) - 0.3,
            min(one[2], other[2]) + 0.3, min(one[3], other[3]) + 0.3,
        )  # fmt: skip
        if frame[0] >= frame[2] or frame[1] >= frame[3] or first[0].y == second[0].y:
            continue
        if ImageChops.multiply(painted(first, frame), painted(second, frame)).getbbox():
            yield " | ".join("".join(run.text for run in line) for line in (first, second))


def crowded(page: Page, rules: Clearances) -> Iterator[str]:
    """What stands too near a code's card: a bubble over it, and text under it or beside it."""
    cards = [shipped.extent(card) for card in shipped.shapes(page, "code-card")]
    bodies = [
        (*shipped.extent(bubble)[:3], bubble.path[5][-1])
        for bubble in shipped.shapes(page, "bubble")
    ]
    for left, top, right, bottom in cards:
        for x0, y0, x1, y1 in bodies:
            gap = top - float(y1)
            if x0 < right and left < x1 and y0 < top and -1 < gap < rules.bubble_card - SLACK:
                yield f"a bubble {gap:.2f} mm over a card"
        for (x0, y0, x1, y1), line in lines(page):
            said = "".join(run.text for run in line)
            if x0 < right and left < x1 and -1 < y0 - bottom < rules.card_under - SLACK:
                yield f"{said} {y0 - bottom:.2f} mm under a card"
            beside = max(x0 - right, left - x1)
            if y0 < bottom and top < y1 and -1 < beside < rules.card_beside - SLACK:
                yield f"{said} {beside:.2f} mm beside a card"


@pytest.mark.parametrize("number", rounds(len(cases()), 4))
def test_nothing_is_closer_than_its_minimum(number: int) -> None:
    made, rules = piece(number)
    for page in made.artwork.pages:
        assert list(touching(page)) == []
        assert list(crowded(page, rules)) == []
    assert too_close(made.artwork, rules, cache=Cache()) == []
    data = write(made.artwork, shipped.design().edition("office"), cache=Cache())
    sizes = tuple((page.width, page.height) for page in made.artwork.pages)
    promised = Expected(sizes, bubble=(rules.bubble, rules.bubble_em))
    told = check(data, "office", promised).problems
    assert [one.message for one in told if one.rule == "text-inside"] == []
