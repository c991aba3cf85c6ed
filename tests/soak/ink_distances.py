"""What stands closer than its least distance on finished pages, whatever set them.

Lines are compared as painted outlines, bubbles and cards as shapes, all marks as each build
compares them, and the finished file by preflight.
"""

import math
from collections.abc import Iterator
from itertools import combinations

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.cache import Cache
from generator.design.clearances import Clearances
from generator.page import Box, GlyphRun, Page
from generator.page import Image as Picture
from generator.pdf import write
from generator.preflight import Expected
from generator.typeset import distances
from generator.typeset.compose import Composed
from generator.typeset.safety import ink, runs
from generator.units import MM_PER_PT
from tests.checked import check
from tests.typeset import shipped

SLACK = 0.06  # mm
BY_A_LOGO = 1.0  # mm from its picture to text
LOGOS_APART = 3.9  # mm, a little less than the least gap of any strip
PIXELS = 24  # in a mm
APART = 3  # pixels by which each line is made fatter before two are held against each other


def too_close(made: Composed, rules: Clearances) -> list[str]:
    """Everything on a piece's pages that stands closer than its minimum."""
    found = [said for page in made.artwork.pages for said in touching(page)]
    found += [said for page in made.artwork.pages for said in crowded(page, rules)]
    found += [said for page in made.artwork.pages for said in near_logos(page)]
    found += [said for page in made.artwork.pages for said in near_rules(page, rules)]
    told = distances.too_close(made.artwork, rules, cache=Cache())
    return found + [one.message for one in told] + out_of_bubbles(made, rules)


def out_of_bubbles(made: Composed, rules: Clearances) -> list[str]:
    """What preflight says of text too near the edge of its bubble, in the finished file."""
    data = write(made.artwork, shipped.design().edition("office"), cache=Cache())
    sizes = tuple((page.width, page.height) for page in made.artwork.pages)
    promised = Expected(sizes, bubble=(rules.bubble, rules.bubble_em))
    told = check(data, "office", promised).problems
    return [one.message for one in told if one.rule == "text-inside"]


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


def near_rules(page: Page, rules: Clearances) -> Iterator[str]:
    """The text that stands too near a rule over it or under it. What underlines it does not."""
    marks = [shipped.extent(shape) for shape in shipped.shapes(page, "rule")]
    for left, top, right, bottom in marks:
        for (x0, y0, x1, y1), line in lines(page):
            if x0 >= right or left >= x1 or bottom - top > right - left:
                continue
            if 0 < top - line[0].y < 0.3 * line[0].size * MM_PER_PT and y0 < top < y1 + SLACK:
                continue
            said = "".join(run.text for run in line)
            if -1 < y0 - bottom < rules.rule_under - SLACK:
                yield f"{said} {y0 - bottom:.2f} mm under a rule"
            if -1 < top - y1 < rules.rule_over - SLACK:
                yield f"{said} {top - y1:.2f} mm over a rule"


def images(page: Page) -> Iterator[Picture]:
    """Every picture of a page, however deep."""

    def within(marks: tuple[object, ...]) -> Iterator[Picture]:
        for mark in marks:
            if isinstance(mark, Picture):
                yield mark
            else:
                yield from within(getattr(mark, "marks", ()))

    return within(page.marks)


def near_logos(page: Page) -> Iterator[str]:
    """The partners' logos that stand too near another, text, a card or the edge of the page."""
    found = [
        (one.alt, (one.x, one.y, one.x + one.width, one.y + one.height)) for one in images(page)
    ]
    for (one, first), (other, second) in combinations(found, 2):
        if apart(first, second) < LOGOS_APART - SLACK and level(first, second):
            yield f"{one} {apart(first, second):.2f} mm from {other}"
    for name, box in found:
        left, top, right, bottom = box
        if min(left, top, page.width - right, page.height - bottom) < 5 - SLACK:
            yield f"{name} is near the edge of the page"
        for inked, line in lines(page):
            if apart(box, inked) < BY_A_LOGO:
                said = "".join(run.text for run in line)
                yield f"{name} {apart(box, inked):.2f} mm from {said}"
        for card in shipped.shapes(page, "code-card"):
            if apart(box, shipped.extent(card)) < BY_A_LOGO:
                yield f"{name} {apart(box, shipped.extent(card)):.2f} mm from a code"


def level(one: Box, other: Box) -> bool:
    return one[1] < other[3] and other[1] < one[3]


def apart(one: Box, other: Box) -> float:
    """How far two boxes stand from one another; 0 if they meet."""
    across = max(0.0, one[0] - other[2], other[0] - one[2])
    down = max(0.0, one[1] - other[3], other[1] - one[3])
    return math.hypot(across, down)
