"""The boxes of set letters are those that PDFium paints, in every script."""

from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from generator.content.text import Run, Text
from generator.design.layout import Style
from generator.fonts import SLICES
from generator.page import Artwork, Box, GlyphRun, Page
from generator.pdf import write
from generator.typeset.boxes import NATURAL, TextBox
from generator.typeset.canvas import Canvas, PageTransform
from generator.typeset.glyph_ink import ASIDE, InkedLine, InkedLines, touching
from generator.typeset.ink_boxes import InkPiece, gap_between, ink_pieces
from generator.typeset.paragraph import ParagraphMeasure, set_paragraph
from generator.typeset.safety import ink, runs
from generator.typeset.styles import Setting, faces_of, setting
from generator.units import MM_PER_PT
from tests.checked import CACHE
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


def style_of(script: str, language: str, **values: object) -> Setting:
    """A style in the theme's font for a script."""
    drawing = shipped.drawing(shipped.LEAFLET)
    fonts = drawing.setting_for(script, language)
    return setting(
        "words",
        Style(size=SIZE, leading=SIZE, weight=700, colour="black", **values),  # type: ignore[arg-type]
        1.0,
        0.0,
        drawing.palette,
        lambda weight: faces_of(drawing, fonts, weight),
        fonts.setting if fonts else None,
    )


def lines_of(script: str, language: str, words: str, width: float = 180.0) -> list[InkedLine]:
    """Words in the theme's font for a script."""
    style = style_of(script, language)
    measure = ParagraphMeasure(width, 0.0, script, script == "Arab", language)
    return list(set_paragraph(Text((Run(words),), language), style, measure, CACHE).lines)


def picture(line: InkedLine, left: float, dpi: int) -> Image.Image:
    """A line as PDFium paints it: ink is 255, paper 0."""
    sheet = Canvas(CACHE)
    sheet.line(line, left, BASELINE, "")
    page = Page("a line", WIDE, HIGH, tuple(sheet.marks))
    data = write(Artwork("A line", "en", "ltr", (page,)), squares.OFFICE, cache=CACHE)
    with pdfium.PdfDocument(data) as document:
        drawn = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    return drawn.point(lambda gray: 255 if gray < 128 else 0)


def painted(line: InkedLine) -> Box:
    """The ink of a line as it is painted, mm from the line's start."""
    found = picture(line, LEFT, DPI).getbbox()
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


def squares_in(words: str) -> InkedLine:
    """A line of squares a millimetre high; half-width ones are as high."""
    return squares.paragraph(words, 50).lines[0]


def test_lines_touch_only_where_their_letters_meet() -> None:
    """A millimetre of ink over a millimetre of ink, each 2 mm wide."""
    upper, lower = squares_in("ab"), squares_in("ab")
    assert touching(upper, lower, 0.0, 0.1) == pytest.approx(1.0, abs=0.001)
    for aside in (-1.9, 1.9, -2.1, 2.1):  # letters side by side keep apart
        assert touching(upper, lower, aside, 0.1) == pytest.approx(1.0, abs=0.001)
    for aside in (-2.4, 2.4):
        assert touching(upper, lower, aside, 0.1) == 0.0
    assert touching(squares_in(" "), lower, 0.0, 0.1) == 0.0


def test_what_is_far_enough_apart_is_not_measured() -> None:
    upper, lower = squares_in("ab"), squares_in("ab")
    assert touching(upper, lower, 0.0, 0.1, 0.9) == pytest.approx(1.0, abs=0.001)
    assert touching(upper, lower, 0.0, 0.1, 1.1) == 1.1


def test_letters_side_by_side_keep_apart() -> None:
    upper, lower = squares_in("a"), squares_in("a")
    assert touching(upper, lower, 1 + ASIDE - 0.02, 0.01) == pytest.approx(1.0, abs=0.001)
    assert touching(upper, lower, 1 + ASIDE + 0.05, 0.01) == 0.0


def test_lines_with_deep_and_high_letters_stand_farther_apart() -> None:
    flat, deep = (
        InkedLines(tuple(lines_of("Latn", "en", words, 60.0)))
        for words in ("nun ann nun ann", "gypsy gypsy Hall")
    )
    assert min(len(flat.lines), len(deep.lines)) > 1
    assert 0 < max(flat.touching(0.0)) < max(deep.touching(0.0))


# Two lines of a language that stand at the left or at the right, where letters of the second rise
# between those of the first.
PAIRS = {
    "Nastaliq": ("Arab", "ur", "اپنے بچے کے آن", "خطرات کو سمجھیں"),
    "Tamil": ("Taml", "ta", "குழந்தையுடன்", "நீங்கள் கீழே"),
    "Latin": ("Latn", "pl", "gęsty żyły", "Łódź żąda"),
}


@pytest.mark.parametrize("script", PAIRS)
def test_two_lines_touch_where_their_painted_letters_do(script: str) -> None:
    tag, language, *words = PAIRS[script]
    right = tag == "Arab"
    upper, lower = (lines_of(tag, language, each)[0] for each in words)
    dpi, edge = 150, WIDE - 10 if right else 10.0
    over, under = (picture(line, edge + line.stands(right), dpi) for line in (upper, lower))
    meets = [
        down
        for down in range(round(3 * SIZE * dpi / 72))
        if ImageChops.multiply(over, ImageChops.offset(under, 0, down)).getbbox()
    ]
    (told,) = InkedLines((upper, lower)).touching(0.0, right)
    assert 0 <= told - max(meets) * 25.4 / dpi < 1.0  # letters side by side keep apart too


@pytest.mark.parametrize(("words", "rtl"), [("Could", False), ("کیا", True)])
def test_large_type_may_stand_on_the_margin_by_its_ink(words: str, rtl: bool) -> None:
    script, language = ("Arab", "ur") if rtl else ("Latn", "en")
    style = style_of(script, language, outdent="ink")
    measure = ParagraphMeasure(80.0, 0.0, script, rtl, language)
    made = set_paragraph(Text((Run(words),), language), style, measure, CACHE)
    sheet = Canvas(CACHE, PageTransform(mirror=100.0 if rtl else None))
    TextBox([made], style, 80.0).draw(sheet, 10.0, 0.0, NATURAL)
    boxes = [box for run in runs(sheet.marks) if (box := ink(run))]
    start = max(box[2] for box in boxes) if rtl else min(box[0] for box in boxes)
    assert start == pytest.approx(90.0 if rtl else 10.0, abs=0.01)
    assert abs(made.lines[0].reaches(rtl)) > 0.3


@pytest.mark.parametrize("outdent", [0.0, "ink"])
@pytest.mark.parametrize("words", ["کیا Year 9 علامات سکتے ہیں", "Year 9 کیا علامات سکتے ہیں"])
def test_lines_are_measured_where_they_are_drawn(words: str, outdent: float | str) -> None:
    """Latin letters stand within their line, and a kaf reaches out of it: where both begin at the
    margin by their ink, the lines stand to one another as nobody would tell from their widths."""
    style = style_of("Arab", "ur", outdent=outdent)
    measure = ParagraphMeasure(90.0, 0.0, "Arab", True, "ur")
    made = set_paragraph(Text((Run(words),), "ur"), style, measure, CACHE)
    sheet = Canvas(CACHE, PageTransform(mirror=100.0))
    TextBox([made], style, 90.0).draw(sheet, 10.0, 0.0, NATURAL)
    lefts = {run.y: run.x for run in reversed(list(runs(sheet.marks)))}
    drawn = [lefts[y] for y in sorted(lefts)]
    told = [line.stands(True, style.by_ink) for line in made.lines]
    assert len(drawn) == len(told) > 1
    for one, other in pairwise(zip(drawn, told, strict=True)):
        assert one[0] - other[0] == pytest.approx(one[1] - other[1], abs=0.01)


@pytest.mark.parametrize("script", PAIRS)
def test_lines_keep_apart_wherever_one_stands_over_the_other(script: str) -> None:
    tag, language, *words = PAIRS[script]
    upper, lower = (lines_of(tag, language, each)[0] for each in words)
    for number in range(200):
        x = number * 0.0937 - 9  # mm: no step that letters are cut into
        told = touching(upper, lower, x, SIZE * MM_PER_PT / SLICES)
        over, under = pieces(upper, x, 0.0), pieces(lower, 0.0, told)
        assert gap_between(over, under, 1.0) >= -0.001


def pieces(line: InkedLine, x: float, y: float) -> list[InkPiece]:
    """The ink of a line that begins at x on the baseline y, mm, as a page has it."""
    black = shipped.drawing(shipped.LEAFLET).palette["black"]
    found: list[InkPiece] = []
    for each in line.segments:
        run = GlyphRun(each.font, each.size, x + each.x, y, black, each.clusters, "", "")
        found += ink_pieces(run)
    return found
