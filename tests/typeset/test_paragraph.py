"""Paragraphs written as drawings: what stands on each line, how it looks, and what is wrong."""

import io

import pypdf
import pypdfium2
import pytest

from generator.content.text import BREAK, Run
from generator.page import Artwork, Page
from generator.pdf import write
from generator.typeset.boxes import NATURAL, TextBox
from generator.typeset.canvas import Canvas
from generator.typeset.paragraph import ParagraphMeasure, set_paragraph, strong_words
from tests.checked import CACHE
from tests.typeset.squares import OFFICE, RED, drawn, line_text, painted, paragraph, style, text


def look(words: object, width: int, rows: int, **values: object) -> list[str]:
    """A paragraph painted at the top of a page."""
    setting = style(**values)
    found = set_paragraph(words, setting, ParagraphMeasure(width), cache=CACHE)
    return painted(TextBox([found], setting, width), width, rows)


def file_of(words: object, width: float, **values: object) -> bytes:
    setting, sheet = style(**values), Canvas(CACHE)
    box = TextBox(
        [set_paragraph(words, setting, ParagraphMeasure(width), cache=CACHE)], setting, width
    )
    box.draw(sheet, 5, 5, NATURAL)
    page = Page("words", 60, 30, tuple(sheet.marks))
    return write(Artwork("Words", "en-GB", "ltr", (page,)), OFFICE, cache=CACHE)


def read_back(data: bytes) -> set[str]:
    """The words of a file as two programs read them."""
    with pypdfium2.PdfDocument(data) as document:
        found = {document[0].get_textpage().get_text_bounded().strip()}
    return found | {pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().strip()}


def test_lines_stand_on_their_baselines() -> None:
    assert look(text("abc def gh jkm"), 8, 3) == [
        "BBBBBB_BBBBBB___",
        "BBBB_BBBBBB_____",
        "________________",
    ]


def test_leading_is_shared_out_above_and_below_the_letters() -> None:
    from generator.units import PT_PER_MM

    assert look(text("ab cd"), 3, 7, leading=3 * PT_PER_MM) == [
        "______",
        "BBBB__",
        "______",
        "______",
        "BBBB__",
        "______",
        "______",
    ]


def test_a_word_wider_than_its_line_is_parted_where_the_style_says_so() -> None:
    """And only such a word: the others stay whole, and it is parted where it may be first."""
    setting = style(wrap="first-fit", whole_words=True)
    parted = set_paragraph(text("a ab-cd abc-defg"), setting, ParagraphMeasure(5.1), cache=CACHE)
    assert [line_text(line) for line in parted.lines] == ["a", "ab-cd", "abc-", "defg"]
    found = set_paragraph(text("ab abcdefgh abc"), setting, ParagraphMeasure(5.1), cache=CACHE)
    assert [line_text(line) for line in found.lines] == ["ab ab", "cdefg", "h abc"]
    assert not found.too_wide
    whole = set_paragraph(
        text("ab abcdefgh abc"), style(wrap="first-fit"), ParagraphMeasure(5.1), cache=CACHE
    )
    assert whole.too_wide == "abcdefgh"


def test_lines_may_end_level() -> None:
    assert look(text("abc def ghk"), 8, 2, align="end", wrap="first-fit") == [
        "___BBBBBB_BBBBBB",
        "__________BBBBBB",
    ]


def test_lines_after_the_first_are_indented() -> None:
    setting = style(wrap="first-fit")
    found = set_paragraph(text("abcd efgh"), setting, ParagraphMeasure(7, 2), cache=CACHE)
    assert painted(TextBox([found], setting, 7), 7, 2) == ["BBBBBBBB______", "____BBBBBBBB__"]


def test_display_type_hangs_to_the_left() -> None:
    setting = style(outdent=1)
    found = set_paragraph(text("abc"), setting, ParagraphMeasure(5), cache=CACHE)
    assert painted(TextBox([found], setting, 5), 7, 1, x=2) == ["__BBBBBB______"]


def test_strong_words_have_their_own_look() -> None:
    words = text("ab ", Run("cd", strong=True), " ef")
    assert look(words, 10, 1, strong_colour="red") == ["BBBB_RRRR_BBBB______"]
    heavy = set_paragraph(words, style(strong=800), ParagraphMeasure(10), cache=CACHE)
    assert [part.font.weight for part in heavy.lines[0].segments] == [400, 800, 400]
    assert look(words, 10, 1, strong_colour="red", strong_tail=True) == ["BBBB_RRRR_RRRR______"]


def test_strong_words_do_not_change_where_lines_end() -> None:
    words = "abc def ghi jkl mno pqr"
    split = text("abc d", Run("ef gh", strong=True), "i jkl mno pqr")
    for width in range(4, 22):
        assert drawn(split, width, strong=800) == drawn(words, width)


def test_an_acrostic_begins_lines_with_its_initials() -> None:
    words = text("a ", Run("B", strong=True), "cd ef ", Run("G", strong=True), "h")
    parts = strong_words(words)
    assert ["".join(run.text for run in part.runs) for part in parts] == ["a ", "Bcd ef ", "Gh"]
    initial = style(size=style().size * 2, colour="red")
    found = set_paragraph(parts[1], style(), ParagraphMeasure(20), CACHE, initial)
    sizes = [(part.size, part.colour) for part in found.lines[0].segments]
    assert sizes[0] == (initial.size, RED)
    assert sizes[1][0] == style().size
    assert found.width == pytest.approx(2 + 4.5, rel=1e-3)


def test_letters_within_a_word_do_not_begin_a_line_of_an_acrostic() -> None:
    words = text("ab", Run("C", strong=True), "d ", Run("E", strong=True), "f")
    assert len(strong_words(words)) == 2


def test_tracking_widens_every_gap_but_not_the_line() -> None:
    assert look(text("abc"), 6, 1, tracking=0.5) == ["BB_BB_BB____"]
    assert paragraph("abc", 9, tracking=0.5).width == pytest.approx(4.0, rel=1e-3)
    assert drawn("abc def", 9, tracking=0.5, wrap="first-fit") == ["abc", "def"]
    assert drawn("abc def", 9.6, tracking=0.5) == ["abc def"]


def test_kerned_letters_stand_closer() -> None:
    assert paragraph("AV", 9).width == pytest.approx(1.5, rel=1e-3)
    assert paragraph("VA", 9).width == pytest.approx(2.0, rel=1e-3)


def test_the_writers_breaks_are_kept_or_flow() -> None:
    words = f"ab cd{BREAK}ef gh"
    assert drawn(words, 20, breaks="keep") == ["ab cd", "ef gh"]
    assert drawn(words, 20, breaks="flow") == ["ab cd ef gh"]
    assert drawn(words, 4, breaks="keep", wrap="first-fit") == ["ab", "cd", "ef", "gh"]


def test_a_kept_break_may_stand_between_words_of_two_looks() -> None:
    words = text("ab", Run(f"{BREAK}cd", strong=True), f" ef{BREAK}gh")
    assert drawn(words, 20, breaks="keep", strong=800) == ["ab", "cd ef", "gh"]


def test_long_words_are_hyphenated_only_where_the_style_says_so() -> None:
    words = "the responsibility of everybody"
    broken = paragraph(words, 10, hyphenate=True)
    assert [line_text(line) for line in broken.lines] == [
        "the",
        "respons-",
        "ibility of",
        "everybody",
    ]
    assert not broken.too_wide
    whole = paragraph(words, 10)
    assert [line_text(line) for line in whole.lines] == ["the", "responsibility", "of", "everybody"]
    assert whole.too_wide == "responsibility"


def test_a_hyphen_put_in_is_a_soft_hyphen_to_whoever_copies_it() -> None:
    found = paragraph("responsibility", 10, hyphenate=True)
    copied = "".join(
        cluster.text for line in found.lines for part in line.segments for cluster in part.clusters
    )
    assert copied.replace("\u00ad", "") == "responsibility"
    assert copied.count("\u00ad") == len(found.lines) - 1 > 0
    hyphen = found.lines[0].segments[-1].clusters[-1]
    assert hyphen.text == "\u00ad"
    assert hyphen.glyphs == paragraph("-", 9).lines[0].segments[0].clusters[0].glyphs
    assert all(line.width <= 10 for line in found.lines)
    data = file_of(text("responsibility"), 10, hyphenate=True)
    assert "ility" in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_a_soft_hyphen_of_the_writers_own_breaks_where_needed() -> None:
    assert drawn("aaaa\u00adbbbb", 6) == ["aaaa-", "bbbb"]


def test_short_words_are_never_hyphenated() -> None:
    assert not any("-" in line for line in drawn("into over unto", 3, hyphenate=True))


def test_letters_that_join_come_back_as_they_were_typed() -> None:
    assert look(text("fifi"), 4, 1) == ["BBBB____"]
    assert look(text("fifi"), 4, 1, ligatures=False) == ["BBBBBB__"]
    for ligatures in (True, False):
        assert read_back(file_of(text("fifi find"), 20, ligatures=ligatures)) == {"fifi find"}


def test_a_letter_with_its_mark_comes_back_as_typed() -> None:
    data = file_of(text("cafe\u0301"), 20)
    assert pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text() == "cafe\u0301"


def test_a_letter_and_its_mark_never_part() -> None:
    found = paragraph("abe\u0301", 9)
    clusters = found.lines[0].segments[0].clusters
    assert [cluster.text for cluster in clusters] == ["a", "b", "e\u0301"]
    assert found.width == pytest.approx(3, rel=1e-3)


def test_what_the_font_lacks_is_reported_once_with_the_font() -> None:
    found = paragraph(text("a£b£ ", Run("£€", strong=True)), 20, strong=800)
    named = [(character, font.weight) for character, font in found.missing]
    assert named == [("£", 400), ("£", 800), ("€", 800)]
    assert not paragraph("ab", 20).missing


def test_a_word_wider_than_the_column_is_reported() -> None:
    found = paragraph("ab abcdefgh abcdefghjk", 6)
    assert found.too_wide == "abcdefgh"
    assert not paragraph("ab abcd", 6).too_wide


def test_no_words_take_a_line_of_no_width() -> None:
    assert paragraph(text(), 9).width == 0


def test_the_same_words_set_twice_are_the_same() -> None:
    first = paragraph("abc def", 5)
    paragraph("something else", 5)
    assert paragraph("abc def", 5) == first
