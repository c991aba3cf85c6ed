"""For a language read from right to left the whole design is its own mirror image: sides of
panels, frames, grounds, bubbles with their tails, bullets, rules, fields, cards and lines of text.
Codes, logos, telephone numbers and addresses keep their own faces.

Each piece is compared with the same words set the same way on a page that is not mirrored.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pytest

from generator.content.document import Document, Logo
from generator.page import GlyphRun, Group, Image, Mark, Page, Path, Shape, Tag
from generator.typeset.compose import Composed, PieceComposer, compose
from generator.typeset.geometry import Geometry, LanguageSettings
from generator.typeset.glyph_ink import BEARING, glyph_boxes, moved
from generator.units import MM_PER_PT
from tests.checked import CACHE
from tests.languages.translated import RTL, document
from tests.typeset.shipped import LEAFLET, NUMBERS, PIECES, ROOT, SIGNS, STORY, drawing
from tests.values import replace

EVERY = [
    (tag, layout, size)
    for tag in (*RTL, "pseudo-rtl")
    for layout, size in PIECES
    if size not in ("a2", "a1")  # the same larger
]
SLACK = 0.002  # mm


def both(words: Document, layout: str, size: str) -> tuple[Composed, Composed]:
    """The piece, and the same words on a page that reads from left to right."""
    plain = LanguageSettings(words.language, words.script, rtl=False)
    return (
        compose(words, drawing(layout), size, cache=CACHE),
        PieceComposer(words, Geometry(drawing(layout), size, plain), CACHE).compose(),
    )


@lru_cache(maxsize=64)
def pages(tag: str, layout: str, size: str) -> list[tuple[Page, Page]]:
    mirrored, plain = both(document(tag), layout, size)
    return list(zip(mirrored.artwork.pages, plain.artwork.pages, strict=True))


def flat(marks: Iterable[Mark], name: str = "") -> Iterator[tuple[str, Mark]]:
    """Every mark that draws, with the name of the frame or group it is in."""
    for mark in marks:
        if isinstance(mark, Group):
            yield from flat(mark.marks, mark.name or name)
        elif isinstance(mark, Tag):
            yield from flat(mark.marks, name)
        else:
            yield name, mark


def shapes(page: Page) -> list[Shape]:
    return [mark for _, mark in flat(page.marks) if isinstance(mark, Shape)]


def points(path: Path, width: float = 0.0) -> list[float]:
    """A path's numbers; seen in a mirror at the page's end, if its width is given."""
    return [
        width - value if width and index % 2 == 0 else value
        for segment in path
        for index, value in enumerate(segment[1:])
    ]


def corners(path: Path, width: float = 0.0) -> tuple[float, float, float, float]:
    found = points(path, width)
    across, down = found[0::2], found[1::2]
    return min(across), min(down), max(across), max(down)


@pytest.mark.parametrize(("tag", "layout", "size"), EVERY)
def test_every_shape_is_its_mirror_image(tag: str, layout: str, size: str) -> None:
    kinds = set()
    for page, plain in pages(tag, layout, size):
        mirrored, unturned = shapes(page), shapes(plain)
        assert len(mirrored) == len(unturned)
        for shape, other in zip(mirrored, unturned, strict=True):
            kinds.add(shape.kind)
            assert (shape.kind, shape.fill, shape.weight) == (other.kind, other.fill, other.weight)
            found = corners(shape.path), corners(other.path, page.width)
            assert found[0] == pytest.approx(found[1], abs=SLACK), shape.kind
            if shape.kind in ("bubble", "bullet", "field", "rule"):
                expected = points(other.path, page.width)
                assert points(shape.path) == pytest.approx(expected, abs=SLACK), shape.kind
    assert {"ground", "code"} <= kinds
    assert "code-card" in kinds
    assert kinds & {"bubble", "rule"}


class Line(NamedTuple):
    """A line on a page: where its first letter begins and its last ends, where its ink does, how
    far its ink leaves it at the left and at the right, and its em, all in mm."""

    name: str
    text: str
    y: float
    left: float
    right: float
    ink_left: float
    ink_right: float
    over_left: float
    over_right: float
    em: float


@pytest.mark.parametrize(("tag", "layout", "size"), EVERY)
def test_every_line_of_text_is_set_from_the_other_side(tag: str, layout: str, size: str) -> None:
    """A line begins at the margin: at the right of the mirrored page, and at the left of the other;
    with its ink, where that leaves the line or is the margin's, as the question's always is. It is
    as wide as its letters without the tracking after the last of them, which is at the right on
    both pages."""
    trackings = {style.tracking for style in drawing(layout).layout.styles.values()}
    asked = {
        word[::-1] for text in document(tag).blocks["question"].texts for word in text.plain.split()
    }
    question = []
    for page, plain in pages(tag, layout, size):
        for line, other in zip(lines(page), lines(plain), strict=True):
            place = line.name, line.text, line.y
            assert place == (other.name, other.text, pytest.approx(other.y, abs=SLACK))
            assert line.right - line.left == pytest.approx(other.right - other.left, abs=SLACK)
            end = page.width - other.right + other.over_left - line.over_right
            by_advance = min(abs(line.left - end - each * line.em) for each in trackings)
            by_ink = abs(page.width - other.ink_left - line.ink_right)
            if tag in RTL and asked.issuperset(line.text.split()):
                question.append(line)
                assert by_ink < SLACK, place
            assert min(by_advance, by_ink) < SLACK, place
    assert question or tag not in RTL


def test_ink_that_leaves_its_line_is_met_in_urdu() -> None:
    """Otherwise the test above would show less than it says."""
    found = pages("ur", LEAFLET, "a4-roll-fold-dl")
    assert any(line.over_right > 0.4 * line.em for page, _ in found for line in lines(page))
    assert any(line.over_left > 0.1 * line.em for _, plain in found for line in lines(plain))


def lines(page: Page) -> list[Line]:
    """The lines of a page that say something, in the order in which they are set."""
    found: list[tuple[str, list[GlyphRun]]] = []
    end = math.nan
    for name, run in flat(page.marks):
        if not isinstance(run, GlyphRun):
            continue
        before = found[-1][1] if found else []
        if before and before[0].y == run.y and math.isclose(end, run.x, abs_tol=1e-6):
            before.append(run)
        else:
            found.append((name, [run]))
        end = run.x + run.width
    return [_line(name, runs) for name, runs in found if any(run.text.strip() for run in runs)]


def _line(name: str, runs: Sequence[GlyphRun]) -> Line:
    letters: list[tuple[float, float]] = []
    for run in runs:
        x, unit = run.x, run.size * MM_PER_PT / run.font.units_per_em
        for cluster in run.clusters:
            if cluster.text.strip():
                letters.append((x, x + cluster.advance * unit))
            x += cluster.advance * unit
    left, right = letters[0][0], letters[-1][1]
    boxes = [
        moved(box, run.x) for run in runs for box in glyph_boxes(run.font, run.size, run.clusters)
    ]
    em = max(run.size for run in runs) * MM_PER_PT
    ink = min(box[0] for box in boxes), max(box[2] for box in boxes)
    over = left - ink[0], ink[1] - right
    over_left, over_right = (each if each > BEARING * em else 0.0 for each in over)
    text = " ".join(run.text for run in runs)
    return Line(name, text, runs[0].y, left, right, *ink, over_left, over_right, em)


@pytest.mark.parametrize("tag", RTL)
def test_panels_and_folds_change_sides(tag: str) -> None:
    """The front is at the left of the outside and the narrow flap at its right, so that the
    sheet still folds into itself with the front on top."""
    (outside, plain_outside), (inside, plain_inside) = pages(tag, LEAFLET, "a4-roll-fold-dl")
    assert plain_outside.folds == pytest.approx((97, 197))
    assert outside.folds == pytest.approx((100, 200))
    assert plain_inside.folds == pytest.approx((100, 200))
    assert inside.folds == pytest.approx((97, 197))
    order = [frame.name for frame in sorted(outside.frames, key=lambda frame: frame.x)]
    assert order == ["front", "back", "flap"]
    widths = {frame.name: frame.width for frame in outside.frames}
    assert widths["flap"] == pytest.approx(widths["front"] - 3)


@pytest.mark.parametrize(("tag", "layout", "size"), EVERY)
def test_codes_change_sides_but_do_not_turn(tag: str, layout: str, size: str) -> None:
    for page, plain in pages(tag, layout, size):
        for spot, other in zip(page.codes, plain.codes, strict=True):
            assert spot.x == pytest.approx(page.width - other.x - other.size, abs=SLACK)
            assert (spot.y, spot.size, spot.target) == (other.y, other.size, other.target)
        turned = [shape for shape in shapes(page) if shape.kind == "code"]
        for code, same in zip(
            turned, (shape for shape in shapes(plain) if shape.kind == "code"), strict=True
        ):
            moved = corners(code.path)[0] - corners(same.path)[0]
            expected = [
                value + moved * (index % 2 == 0) for index, value in enumerate(points(same.path))
            ]
            assert points(code.path) == pytest.approx(expected, abs=SLACK)


@pytest.mark.parametrize(("tag", "layout", "size"), EVERY)
def test_numbers_and_addresses_read_from_left_to_right(tag: str, layout: str, size: str) -> None:
    """Glyph by glyph on the page, whatever the text says."""
    said = []
    for page, _ in pages(tag, layout, size):
        for _, mark in flat(page.marks):
            if isinstance(mark, GlyphRun):
                said.append(mark.text.replace("\u00a0", " "))
    text = "\n".join(said)
    for number in NUMBERS if layout != STORY else ("101",):
        assert re.search(rf"(?<!\d){number}(?!\d)", text), number
    for address in ("www.ceop.police.uk", "www.leics.police.uk/"):
        assert address in text


@pytest.mark.parametrize("layout", [LEAFLET, SIGNS, STORY])
def test_logos_stand_from_the_right_and_do_not_turn(layout: str) -> None:
    words = replace(
        document("ur"),
        logos=tuple(Logo(str(ROOT / f"docs/pictures/{name}"), name) for name in PICTURES),
    )
    mirrored, plain = both(words, layout, drawing(layout).layout.formats[0])
    found = [images(piece) for piece in (mirrored, plain)]
    assert [len(images) for images in found] == [2, 2]
    for (image, width), (other, _) in zip(*found, strict=True):
        assert image.path == other.path
        assert image.x == pytest.approx(width - other.x - other.width, abs=SLACK)
    (first, _), (second, _) = found[0]
    assert first.x > second.x


PICTURES = ("leaflet-dl-6pp--office-1.png", "flyer-a5--office-1.png")


def images(piece: Composed) -> list[tuple[Image, float]]:
    return [
        (mark, page.width)
        for page in piece.artwork.pages
        for _, mark in flat(page.marks)
        if isinstance(mark, Image)
    ]
