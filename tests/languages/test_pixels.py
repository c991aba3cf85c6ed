"""Lines of every script look as another program draws them, letter by letter.

A line of body text and one of display type of each language, as they stand in the leaflet, go
through our writer and PDFium; `hb-view` draws the same words from the same font with Cairo, and
Poppler paints them. The ink that both have is measured as a share of the ink that either has.
"""

import io
import subprocess
from functools import lru_cache

import pypdf
import pytest
from PIL import Image, ImageChops, ImageStat

from generator.page import Artwork, GlyphRun, Page
from generator.pdf import write
from generator.typeset.safety import ink
from generator.typeset.shape import shape
from tests.checked import CACHE
from tests.goldens.proofs import render
from tests.languages.translated import RTL, TAGS, all_runs, composed, document, own_fonts
from tests.outside_programs import needs
from tests.typeset.squares import BLACK, OFFICE
from tests.values import replace

EM = 180  # pixels
ALIKE = 0.92
ROOM = 10.0  # mm round the line


def logical(tag: str, run: GlyphRun) -> str:
    clusters = reversed(run.clusters) if tag in RTL else run.clusters
    return "".join(cluster.text for cluster in clusters)


@lru_cache(maxsize=64)
def line(tag: str, kind: str) -> GlyphRun:
    """The longest line of body text, or the largest of display type; not one that is tracked,
    for `hb-view` cannot track."""
    weights = (400,) if kind == "body" else (600, 700, 800, 900)
    found = [
        run
        for run in all_runs(composed(tag))
        if run.font in own_fonts(tag) and run.font.weight in weights and len(run.clusters) > 3
    ]
    found.sort(key=lambda run: len(run.clusters) if kind == "body" else run.size, reverse=True)
    return next(run for run in found if not tracked(tag, run))


def tracked(tag: str, run: GlyphRun) -> bool:
    text, script = logical(tag, run), document(tag).script
    alone = shape(text, run.font, tag, script, tag in RTL)
    return sum(c.advance for c in alone.clusters) != sum(c.advance for c in run.clusters)


def ours(run: GlyphRun) -> Image.Image:
    """The line's ink as PDFium paints our file, 255 where it is full."""
    box = ink(run)
    assert box is not None
    moved = replace(run, x=run.x - box[0] + ROOM, y=run.y - box[1] + ROOM, colour=BLACK)
    width, height = box[2] - box[0] + 2 * ROOM, box[3] - box[1] + 2 * ROOM
    artwork = Artwork("a line", run.language, "ltr", (Page("a line", width, height, (moved,)),))
    return trimmed(render(write(artwork, OFFICE, cache=CACHE), 72 * EM / run.size)[0])


def theirs(tag: str, run: GlyphRun) -> Image.Image:
    """The same as `hb-view` draws it."""
    needs("hb-view", "pdftoppm")
    drawn = subprocess.run(
        [
            "hb-view",
            "--output-format=pdf",
            f"--font-size={EM}",
            f"--margin={2 * EM}",
            f"--script={document(tag).script}",
            f"--language={tag}",
            f"--direction={'rtl' if tag in RTL else 'ltr'}",
            f"--text={logical(tag, run)}",
            run.font.path,
        ],
        capture_output=True,
        check=True,
        timeout=60,
    )
    painted = subprocess.run(
        ["pdftoppm", "-r", "72", "-gray", "-singlefile", "-"],
        input=unclipped(drawn.stdout),
        capture_output=True,
        check=True,
        timeout=60,
    )
    with Image.open(io.BytesIO(painted.stdout)) as image:
        return trimmed(image)


def unclipped(data: bytes) -> bytes:
    """A page of `hb-view` without its clip, which cuts off all that stands more than an em above
    its own letter's baseline, as the kaf of Nastaliq does."""
    writer = pypdf.PdfWriter(io.BytesIO(data))
    (page,) = writer.pages
    (content,) = page["/Contents"] if isinstance(page["/Contents"], list) else [page["/Contents"]]
    stream = content.get_object()
    stream.set_data(stream.get_data().replace(b" re W n", b" re n"))
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def trimmed(image: Image.Image) -> Image.Image:
    """The ink of a picture, cut to where there is any."""
    inked = ImageChops.invert(image.convert("L"))
    return inked.crop(inked.point(lambda value: 255 * (value > 100)).getbbox())


def in_common(one: Image.Image, other: Image.Image) -> float:
    """The ink both pictures have, of the ink either has, where they lie best on one another."""
    size = max(one.width, other.width) + 4, max(one.height, other.height) + 4

    def at(image: Image.Image, x: int, y: int) -> Image.Image:
        found = Image.new("L", size)
        found.paste(image, (x, y))
        return found

    fixed = at(one, 2, 2)
    best = 0.0
    for x in range(1, 4):
        for y in range(1, 4):
            moved = at(other, x, y)
            both = ImageStat.Stat(ImageChops.darker(fixed, moved)).sum[0]
            either = ImageStat.Stat(ImageChops.lighter(fixed, moved)).sum[0]
            best = max(best, both / either)
    return best


@pytest.mark.parametrize("kind", ["body", "display"])
@pytest.mark.parametrize("tag", TAGS)
def test_a_line_looks_as_harfbuzz_draws_it(tag: str, kind: str) -> None:
    run = line(tag, kind)
    mine, reference = ours(run), theirs(tag, run)
    assert abs(mine.width - reference.width) <= 4, logical(tag, run)
    assert abs(mine.height - reference.height) <= 4, logical(tag, run)
    assert in_common(mine, reference) >= ALIKE, logical(tag, run)


@pytest.mark.parametrize("tag", ["bn", "ta", "ur"])
def test_the_comparison_sees_parts_of_letters_out_of_place(tag: str) -> None:
    """A twelfth of an em is enough."""
    run = line(tag, "body")
    moved = tuple(
        cluster._replace(
            glyphs=tuple((g, x + 80 * n, y) for n, (g, x, y) in enumerate(cluster.glyphs))
        )
        for cluster in run.clusters
    )
    assert in_common(ours(replace(run, clusters=moved)), theirs(tag, run)) < ALIKE


def test_the_comparison_sees_letters_in_another_order() -> None:
    run = line("gu", "display")
    swapped = replace(run, clusters=(run.clusters[1], run.clusters[0], *run.clusters[2:]))
    assert in_common(ours(swapped), theirs("gu", run)) < ALIKE
