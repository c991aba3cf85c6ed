"""For a language read from right to left the whole design is its own mirror image: sides of
panels, frames, grounds, bubbles with their tails, bullets, rules, fields, cards and lines of text.
Codes, logos, telephone numbers and addresses keep their own faces.

Each piece is compared with the same words set the same way on a page that is not mirrored.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pytest

from generator.cache import Cache
from generator.content.document import Document, Logo
from generator.page import GlyphRun, Group, Image, Mark, Page, Path, Shape, Tag
from generator.typeset.compose import Composed, PieceComposer, compose
from generator.typeset.geometry import Geometry, LanguageSettings
from generator.units import MM_PER_PT
from tests.languages.translated import RTL, document
from tests.typeset.shipped import CARD, LEAFLET, NUMBERS, PIECES, ROOT, SIGNS, STORY, drawing
from tests.values import replace

EVERY = [
    (tag, layout, size)
    for tag in (*RTL, "pseudo-rtl")
    for layout, size in PIECES
    if size not in ("a2", "a1")  # the same larger
]
SLACK = 0.002  # mm
# A tracked line leaves its last letter's tracking out, on whichever side that is; ems.
TRACKING = 0.02
# A display line of Nastaliq is moved clear of the edge by what its first letter reaches past it.
OVERHANG = 0.4


def both(words: Document, layout: str, size: str) -> tuple[Composed, Composed]:
    """The piece, and the same words on a page that reads from left to right."""
    plain = LanguageSettings(words.language, words.script, rtl=False)
    return (
        compose(words, drawing(layout), size, cache=Cache()),
        PieceComposer(words, Geometry(drawing(layout), size, plain), Cache()).compose(),
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


@pytest.mark.parametrize(("tag", "layout", "size"), EVERY)
def test_every_line_of_text_is_set_from_the_other_side(tag: str, layout: str, size: str) -> None:
    for page, plain in pages(tag, layout, size):
        mirrored, unturned = lines(page), lines(plain)
        assert mirrored.keys() == unturned.keys()
        for place, (left, right, em) in mirrored.items():
            other_left, other_right, _ = unturned[place]
            # the card's margins leave its letters no more room than is safe
            moved = tag == "ur" and (em > 7 or layout == CARD)
            slack = SLACK + em * (OVERHANG if moved else TRACKING)
            assert left == pytest.approx(page.width - other_right, abs=slack), place
            assert right == pytest.approx(page.width - other_left, abs=slack), place


def lines(page: Page) -> dict[tuple[str, float], tuple[float, float, float]]:
    """By frame and baseline: where the first letter of a line begins, where the last ends, and
    the em, mm."""
    found: dict[tuple[str, float], list[tuple[float, float, float]]] = defaultdict(list)
    for name, mark in flat(page.marks):
        if isinstance(mark, GlyphRun):
            em, x = mark.size * MM_PER_PT, mark.x
            for cluster in mark.clusters:
                end = x + cluster.advance * em / mark.font.units_per_em
                if cluster.text.strip():
                    found[name, round(mark.y, 2)].append((x, end, em))
                x = end
    return {
        place: (min(letters)[0], max(end for _, end, _ in letters), max(em for _, _, em in letters))
        for place, letters in found.items()
    }


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
