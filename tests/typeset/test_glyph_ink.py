"""The boxes of set letters are those that PDFium paints, in every script."""

import pypdfium2 as pdfium
import pytest

from generator.cache import Cache
from generator.content.text import Run, Text
from generator.design.layout import Style
from generator.page import Artwork, Box, Page
from generator.pdf import write
from generator.typeset.canvas import Canvas
from generator.typeset.glyph_ink import InkedLine, InkedLines, touching
from generator.typeset.paragraph import ParagraphMeasure, set_paragraph
from generator.typeset.styles import faces_of, setting
from generator.units import MM_PER_PT
from tests.typeset import shipped, squares

SIZE = 40.0  # pt
DPI = 600
SLACK = 1.5 * 25.4 / DPI  # mm: the edge of a letter is painted soft
LEFT, BASELINE, WIDE, HIGH = 20.0, 60.0, 150.0, 90.0  # mm of the page it is painted on

SAID = {
    "Latin": ("Latn", "en", "fjörd Qy, (x)"),
    "stacked diacritics": ("Latn", "vi", "ẤỮ Ǻ ṩ ȩ"),
    "Polish": ("Latn", "pl", "Żółć ęą"),
    "Arabic": ("Arab", "ar", "لِلَّهِ إِنَّ كَيْ"),
    "Nastaliq": ("Arab", "ur", "کبھی گے ہیں ٹھیک"),
    "Tamil": ("Taml", "ta", "கீ நீங்கள் ளௌ"),
    "Bengali": ("Beng", "bn", "কিন্তু র্ত্তি ঢুঁ"),
    "Gurmukhi": ("Guru", "pa", "ਕਿਰਪਾ ਪ੍ਰਾਂਤ ਸ਼੍ਰੀ ਕੂੰ"),
    "Gujarati": ("Gujr", "gu", "ક્ષત્રિ ર્કી દ્ધૃ"),
    "Devanagari": ("Deva", "hi", "र्त्कीं ड्ढू"),
    "Chinese": ("Hans", "zh-Hans", "您能识别，迹象吗？"),
}


def lines_of(script: str, language: str, words: str, width: float = 180.0) -> list[InkedLine]:
    """Words in the theme's font for a script."""
    drawing = shipped.drawing(shipped.LEAFLET)
    fonts = drawing.setting_for(script, language)
    style = setting(
        "words",
        Style(size=SIZE, leading=SIZE, weight=700, colour="black"),
        1.0,
        0.0,
        drawing.palette,
        lambda weight: faces_of(drawing, fonts, weight),
        fonts.setting if fonts else None,
    )
    measure = ParagraphMeasure(width, 0.0, script, script == "Arab", language)
    return list(set_paragraph(Text((Run(words),), language), style, measure, Cache()).lines)


def painted(line: InkedLine) -> Box:
    """The ink of a line as PDFium paints it, mm from the line's start."""
    sheet = Canvas(Cache())
    sheet.line(line, LEFT, BASELINE, "")
    page = Page("a line", WIDE, HIGH, tuple(sheet.marks))
    data = write(Artwork("A line", "en", "ltr", (page,)), squares.OFFICE, cache=Cache())
    with pdfium.PdfDocument(data) as document:
        picture = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    found = picture.point(lambda gray: 255 if gray < 128 else 0).getbbox()
    assert found
    left, top, right, bottom = (edge * 25.4 / DPI for edge in found)
    return left - LEFT, top - BASELINE, right - LEFT, bottom - BASELINE


@pytest.mark.parametrize("script", SAID)
def test_the_ink_of_a_line_is_what_is_painted(script: str) -> None:
    (line,) = lines_of(*SAID[script])
    assert line.ink == pytest.approx(painted(line), abs=SLACK)
    assert line.width > 10


def test_nastaliq_reaches_over_its_line_and_past_its_end() -> None:
    """What its words are set by: neither its advance nor its font's ascent says where it ends."""
    (line,) = lines_of(*SAID["Nastaliq"])
    assert line.ink is not None
    assert -line.ink[1] > 1.0 * SIZE * MM_PER_PT


def test_lines_touch_only_where_their_letters_meet() -> None:
    boxes = [(0.0, -3.0, 2.0, 1.0)]
    assert touching(boxes, [(0.0, -3.0, 2.0, 0.0)]) == 4.0
    assert touching(boxes, [(2.1, -3.0, 4.0, 0.0)]) == 4.0  # too near to tell apart
    assert touching(boxes, [(5.0, -3.0, 6.0, 0.0)]) == 0.0
    assert touching([], boxes) == 0.0


def test_lines_with_deep_and_high_letters_stand_farther_apart() -> None:
    flat, deep = (
        InkedLines(tuple(lines_of("Latn", "en", words, 60.0)))
        for words in ("nun ann nun ann", "gypsy gypsy Hall")
    )
    assert min(len(flat.lines), len(deep.lines)) > 1
    assert 0 < max(flat.touching(0.0)) < max(deep.touching(0.0))
