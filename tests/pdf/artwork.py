"""Small pieces of artwork for the writer's tests: shaped runs, shapes, pages, editions."""

from pathlib import Path

import uharfbuzz as hb

from generator.colour import Colour
from generator.design.editions import Edition
from generator.fonts import FontFile
from generator.page import Artwork, Cluster, GlyphRun, Mark, Page, Shape
from generator.pdf import OutputIntent

ROOT = Path(__file__).parents[2]
REGULAR = FontFile("Public Sans", 400, str(ROOT / "fonts/PublicSans/PublicSans-Regular.ttf"))
BOLD = FontFile("Public Sans", 700, str(ROOT / "fonts/PublicSans/PublicSans-Bold.ttf"))
GUJARATI = "/usr/share/fonts/truetype/noto/NotoSansGujarati-Regular.ttf"
CFF = "/usr/share/fonts/opentype/urw-base35/C059-Roman.otf"

BLACK = Colour("ink", (0, 0, 0, 100), "#1D1D1B")
WHITE = Colour("paper", (0, 0, 0, 0), "#FFFFFF")
GRAY = Colour("gray", (0, 0, 0, 50), "#9D9D9C")
CYAN = Colour("cyan", (100, 0, 0, 0), "#009FE3")
MAGENTA = Colour("magenta", (0, 100, 0, 0), "#E6007E")
NAVY = Colour("navy", (100, 80, 20, 20), "#102B5C")
ORANGE = Colour("orange", (0, 60, 100, 0), "#EE7F00", spot="PANTONE 151 C")
REGISTRATION = Colour("registration", (100, 100, 100, 100), "#000000", spot="All")

PRESS = Edition(
    title="press",
    colours="cmyk",
    bleed=True,
    condition="fogra39-coated",
    overprint_black=True,
    pdf_version="1.6",
    standard="PDF/X-4",
    profile="press-coated",
)
X1A = PRESS.model_copy(update={"pdf_version": "1.4", "standard": "PDF/X-1a:2003"})
OFFICE = Edition(title="office", colours="srgb", profile="office")
SCREEN = Edition(title="screen", colours="srgb", links=True, profile="screen")
COATED = OutputIntent(
    identifier="FOGRA39",
    title="Offset on coated paper",
    registry="http://www.color.org",
    info="FOGRA39 coated",
    icc=str(ROOT / "layouts/press/FOGRA39L_coated.icc"),
)


def shape(text: str, font: FontFile) -> tuple[Cluster, ...]:
    """`text` set from left to right as one grapheme cluster after another, kerned."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(font.face.font, buffer)
    placed = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _ in placed})
    clusters = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        pen, glyphs = 0, []
        for info, position in placed:
            if info.cluster == start:
                glyphs.append((info.codepoint, pen + position.x_offset, position.y_offset))
                pen += position.x_advance
        clusters.append(Cluster(text[start:end], tuple(glyphs), pen))
    return tuple(clusters)


def words(
    text: str,
    x: float = 10,
    y: float = 10,
    font: FontFile = REGULAR,
    size: float = 12,
    colour: Colour = BLACK,
) -> GlyphRun:
    return GlyphRun(font, size, x, y, colour, shape(text, font))


def rectangle(
    x: float, y: float, width: float, height: float, fill: Colour | None = BLACK
) -> Shape:
    return Shape(
        (
            ("M", x, y),
            ("L", x + width, y),
            ("L", x + width, y + height),
            ("L", x, y + height),
            ("Z",),
        ),
        fill,
    )


def page(*marks: Mark, width: float = 100, height: float = 60, **more: float) -> Page:
    return Page("a side", width, height, marks, **more)


def artwork(*pages: Page, **facts: str) -> Artwork:
    return Artwork(
        **{"title": "A leaflet", "language": "en-GB", "direction": "ltr", **facts}, pages=pages
    )
