"""A font whose letters are solid squares, so that set type can be written as a drawing of letters.

Every letter and figure is a square of one em that stands on the baseline and fills its line
(ascent one em, descent none); a space, `i`, `l`, `.` and `-` are half as wide. Set at `SIZE` pt
on its own size a letter is a millimetre square, and a half-width one half a millimetre. Two
features can be distinguished: `f` and `i` join in one glyph a single em wide, and `AV` is kerned
closer by half an em. U+0301 has no width.
"""

import functools
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2

from generator.colour import Colour
from generator.content.text import Run, Text
from generator.design.editions import Edition
from generator.design.layout import Style
from generator.fonts import FontFile
from generator.page import Artwork, Mark, Page
from generator.pdf import write
from generator.typeset.canvas import Canvas
from generator.typeset.itemise import Faces
from generator.typeset.paragraph import Paragraph, ParagraphMeasure, TextLine, set_paragraph
from generator.typeset.styles import Setting, setting
from generator.units import PT_PER_MM
from tests.checked import CACHE

EM = 1000
SIZE = PT_PER_MM  # one em is one millimetre
NARROW = " il.-"
WIDE = "abcdefghjkmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789’,:?!()/"
ACUTE = "\u0301"
FEATURES = """
feature liga { sub f i by f_i; } liga;
feature kern { pos A V -500; } kern;
"""

BLACK = Colour("black", (0, 0, 0, 100), "#000000")
RED = Colour("red", (0, 100, 100, 0), "#FF0000")
WHITE = Colour("white", (0, 0, 0, 0), "#FFFFFF")
PALETTE = {colour.name: colour for colour in (BLACK, RED, WHITE)}
OFFICE = Edition(title="office", colours="srgb", profile="office")


@functools.lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="squares-")


@functools.lru_cache(maxsize=8)
def font(weight: int = 400) -> FontFile:
    """The font of squares; every weight draws the same."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = {character: f"u{ord(character):04X}" for character in NARROW + WIDE + ACUTE}
    names |= {"f": "f", "i": "i", "A": "A", "V": "V"}
    widths = dict.fromkeys([".notdef", "f_i"], EM)
    widths |= {names[c]: EM // 2 for c in NARROW} | {names[c]: EM for c in WIDE}
    widths[names[ACUTE]] = 0

    def square(name: str) -> Any:
        pen = TTGlyphPen(None)
        if name not in {names[" "], names[ACUTE]}:
            pen.moveTo((0, 0))
            for corner in ((0, EM), (widths[name], EM), (widths[name], 0)):
                pen.lineTo(corner)
            pen.closePath()
        return pen.glyph()

    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(widths))
    builder.setupCharacterMap({ord(c): name for c, name in names.items()})
    builder.setupGlyf({name: square(name) for name in widths})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.setupOS2(sTypoAscender=EM, sTypoDescender=0, usWeightClass=weight)
    builder.setupNameTable({"familyName": "Squares", "psName": f"Squares-{weight}"})
    builder.setupPost()
    builder.addOpenTypeFeatures(FEATURES)
    path = Path(_folder().name) / f"squares-{weight}.ttf"
    builder.save(path)
    return FontFile("Squares", weight, str(path))


def style(**values: Any) -> Setting:
    """A style of squares a millimetre high, solid, with `values` as a layout would write them."""
    row = Style(**{"size": SIZE, "leading": SIZE, "colour": "black", **values})
    return setting("squares", row, 1.0, 0.0, PALETTE, lambda w: Faces(font(w), font(w)))


def text(*words: str | Run, language: str = "en-GB") -> Text:
    """Words as runs; a bare string is a run without emphasis."""
    runs = tuple(Run(word) if isinstance(word, str) else word for word in words)
    return Text(runs, language)


def paragraph(words: str | Text, width: float, indent: float = 0.0, **values: Any) -> Paragraph:
    """`words` set in squares to `width` mm."""
    words = words if isinstance(words, Text) else text(words)
    return set_paragraph(words, style(**values), ParagraphMeasure(width, indent), cache=CACHE)


def line_text(line: TextLine) -> str:
    """The words of a line as they are seen: a hyphen that a break put in is a hyphen."""
    words = "".join(cluster.text for part in line.segments for cluster in part.clusters)
    return words.replace("\u00ad", "-").rstrip(" ")


def drawn(words: str | Text, width: float, indent: float = 0.0, **values: Any) -> list[str]:
    """The lines of `words` set in squares to `width` mm."""
    return [line_text(line) for line in paragraph(words, width, indent, **values).lines]


def drawing(marks: Iterable[Mark], width: int, height: int) -> list[str]:
    """The marks on a page of `width` by `height` mm as PDFium paints them, one letter for each
    half a millimetre across and each millimetre down: `_` paper, `B` black, `R` red, `W` white
    on a page that is not."""
    page = Page("a drawing", width, height, tuple(marks))
    artwork = Artwork("Squares", "en-GB", "ltr", (page,))
    letters = {(255, 255, 255): "_", (0, 0, 0): "B", (255, 0, 0): "R"}
    scale = 8  # pixels per mm
    with pypdfium2.PdfDocument(write(artwork, OFFICE, cache=CACHE)) as document:
        image = document[0].render(scale=scale / PT_PER_MM).to_pil().convert("RGB")
    return [
        "".join(
            letters.get(image.getpixel((column * scale // 2 + 2, row * scale + 4)), "?")
            for column in range(2 * width)
        )
        for row in range(height)
    ]


def painted(box: Any, width: int, height: int, fit: Any = None, x: float = 0.0) -> list[str]:
    """A box drawn on an empty page."""
    from generator.typeset.boxes import NATURAL

    sheet = Canvas(CACHE)
    box.draw(sheet, x, 0.0, fit or NATURAL)
    return drawing(sheet.marks, width, height)
