"""Which font, script and direction each part of a text is set in, with the shipped fonts."""

import re
import unicodedata
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content.text import Run, Text
from generator.isolates import PROCLITIC, isolated
from generator.problems import Refused
from generator.typeset.bidi import levels
from generator.typeset.compose import compose
from generator.typeset.glyph_ink import glyph_boxes
from generator.typeset.itemise import Faces, FontRun, itemise
from generator.typeset.line_breaks import CONTROLS
from generator.typeset.paragraph import Paragraph, ParagraphMeasure, set_paragraph
from generator.typeset.rag import NEAR
from generator.typeset.styles import faces_of, setting
from generator.units import MM_PER_PT
from tests.checked import CACHE
from tests.languages.translated import RTL, all_runs, composed, document
from tests.typeset.shipped import LEAFLET, drawing, says, with_texts
from tests.typeset.squares import line_text, style, text

ZWNJ, ZWJ = "\u200c", "\u200d"
LANGUAGES = {
    "gu": "Gujr", "hi": "Deva", "bn": "Beng", "uk": "Cyrl", "zh-Hans": "Hans", "en-GB": "Latn",
    "ur": "Arab", "ar": "Arab",
}  # fmt: skip
LETTERS = {
    "gu": "કખગ", "hi": "कखग", "bn": "কখগ", "uk": "абв", "zh-Hans": "儿童性", "en-GB": "abc",
    "ur": "ابپ", "ar": "ابت",
}  # fmt: skip


@lru_cache(maxsize=16)
def faces(tag: str, weight: int = 400) -> Faces:
    found = drawing(LEAFLET)
    return faces_of(found, found.setting_for(LANGUAGES[tag], tag), weight)


def pieces(words: str, tag: str) -> list[FontRun]:
    rtl = tag in RTL
    words = isolated(words) if rtl else words
    return list(itemise(words, faces(tag), LANGUAGES[tag], levels(words, rtl)))


def fonts(words: str, tag: str) -> list[tuple[str, str]]:
    """(words, family) of each piece, marks that only steer left out."""
    found = [(piece.text.translate(CONTROLS), piece.font.family) for piece in pieces(words, tag)]
    return [(part.strip(), family) for part, family in found if part.strip()]


def test_latin_words_keep_the_latin_face_at_its_own_size() -> None:
    found = pieces("કેયલી CEASE 101", "gu")
    assert [(piece.text, piece.font.family, piece.script) for piece in found] == [
        ("કેયલી ", "Noto Sans Gujarati", "Gujr"),
        ("CEASE 101", "Public Sans", "Latn"),
    ]


@pytest.mark.parametrize(
    ("tag", "family"),
    [("gu", "Noto Sans Gujarati"), ("ur", "Noto Nastaliq Urdu"), ("ar", "Noto Sans Arabic"),
     ("zh-Hans", "Noto Sans SC"), ("uk", "Noto Sans")],
)  # fmt: skip
def test_a_text_is_set_in_its_own_face_and_figures_in_the_latin_one(tag: str, family: str) -> None:
    own = LETTERS[tag]
    assert fonts(own, tag) == [(own, family)]
    assert fonts(f"{own} 2643 {own}", tag) == [
        (own, family), ("2643", "Public Sans"), (own, family),
    ]  # fmt: skip
    (latin,) = [piece for piece in pieces(f"{own} www {own}", tag) if "www" in piece.text]
    assert latin.scale == faces(tag).latin_scale
    assert all(piece.scale == 1.0 for piece in pieces(own, tag))


@pytest.mark.parametrize("tag", ["gu", "hi", "bn"])
def test_brackets_round_words_are_of_one_face(tag: str) -> None:
    """That of the text, whatever stands in them."""
    own = LETTERS[tag]
    ((all_of_it, family),) = fonts(f"({own})", tag)
    assert all_of_it == f"({own})"
    assert fonts(f"{own} (CEASE)", tag) == [
        (f"{own} (", family), ("CEASE", "Public Sans"), (")", family),
    ]  # fmt: skip


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en-GB"])
def test_an_emoticon_is_of_the_face_of_its_kisses(tag: str) -> None:
    """And so is the space between them. Punctuation of the text's own stays in its face."""
    own, family = LETTERS[tag], faces(tag).main.family
    for end in (":) x x", ";-) x", ":)"):
        assert fonts(f"{own}: {own} {end}", tag) == [
            (f"{own}: {own}", family), (end, "Public Sans"),
        ]  # fmt: skip
    if tag not in (*RTL, "zh-Hans"):
        assert fonts(f"{own} (:) {own}; (x)", tag) == [
            (f"{own} (:) {own}; (", family), ("x", "Public Sans"), (")", family),
        ]  # fmt: skip


def test_brackets_in_right_to_left_text_open_towards_the_words_they_hold() -> None:
    """HarfBuzz turns round what it sets from right to left, so their level says which they are."""
    around = [piece for piece in pieces("(اب)", "ur") if set(piece.text) & set("()")]
    assert all(piece.level % 2 == 1 for piece in around)
    kiss = [piece for piece in pieces("اب :) x x", "ur") if ")" in piece.text]
    assert [(piece.level % 2, piece.script) for piece in kiss] == [(0, "Latn")]


@pytest.mark.parametrize(
    ("words", "tag", "family"),
    [
        ("говорити", "en-GB", "Noto Sans"),
        ("κακό", "en-GB", "Noto Sans"),
        ("ગુજરાતી", "en-GB", "Noto Sans Gujarati"),
        ("हिन्दी", "gu", "Noto Sans Devanagari"),
        ("儿童", "gu", "Noto Sans SC"),
        ("اردو", "en-GB", "Noto Sans Arabic"),
        ("Київ", "zh-Hans", "Noto Sans"),
    ],
)
def test_words_of_a_foreign_script_are_set_in_its_face(words: str, tag: str, family: str) -> None:
    assert fonts(words, tag) == [(words, family)]


def test_a_letter_the_face_lacks_is_taken_from_the_first_that_has_it() -> None:
    """Public Sans has no ỷ with a hook, Noto Sans has; the letters round it stay as they were."""
    lacking = next(
        chr(code)
        for code in range(0x1E00, 0x1EFF)
        if code not in faces("en-GB").main.face.coverage
        and code in faces("en-GB").fallback[0].face.coverage
    )
    found = [(piece.text, piece.font.family) for piece in pieces(f"ab{lacking}cd", "en-GB")]
    assert found == [("ab", "Public Sans"), (lacking, "Noto Sans"), ("cd", "Public Sans")]


@pytest.mark.parametrize(
    ("cluster", "tag"),
    [("ક્ષિ", "gu"), ("क्" + ZWJ + "ष", "hi"), ("র" + ZWJ + "্য", "bn"), ("می" + ZWNJ + "رود", "ur"),
     ("مُحَمَّد", "ar"), ("ї́", "uk")],
)  # fmt: skip
def test_marks_and_joiners_stay_with_their_letter(cluster: str, tag: str) -> None:
    words = f"{LETTERS[tag]} {cluster} 101"
    assert sum(cluster in piece.text for piece in pieces(words, tag)) == 1


SIGNS = "abz 019().,:/-–“”’ x\u0301\u0308" + ZWJ + ZWNJ + "".join(LETTERS.values()) + "્ा়َّ️"


@settings(max_examples=150, deadline=None)
@example("क \u0301", "ar")  # a space bears the mark
@given(st.text(alphabet=SIGNS, min_size=1, max_size=24), st.sampled_from(sorted(LANGUAGES)))
def test_pieces_are_the_whole_text_in_order_and_none_begins_inside_a_letter(
    words: str, tag: str
) -> None:
    found = list(itemise(words, faces(tag), LANGUAGES[tag], levels(words, tag in RTL)))
    assert "".join(piece.text for piece in found) == words
    assert [piece.start for piece in found] == [
        sum(len(before.text) for before in found[:index]) for index in range(len(found))
    ]
    for before, piece in zip(found, found[1:], strict=False):
        first = piece.text[0]
        if unicodedata.category(first)[0] == "M" and before.font is not piece.font:
            # only for a mark that the letter's own font cannot draw
            assert ord(first) not in before.font.face.coverage


def test_a_letter_no_font_has_is_an_error_that_names_it() -> None:
    wrong = with_texts(lambda like: says("See the sign \U00013080 there", like), "survey")
    with pytest.raises(Refused) as refused:
        compose(wrong, drawing(LEAFLET), "a4-roll-fold-dl", cache=CACHE)
    (problem,) = [found for found in refused.value.problems if found.rule == "missing-glyph"]
    assert "U+13080" in problem.message
    assert "\U00013080" in problem.message
    assert problem.span is not None
    assert problem.span.path.endswith("en-GB.yaml")


# lines


def urdu(words: str, width: float = 200.0, language: str = "ur") -> Paragraph:
    """Words in a piece in Urdu, which may be in another language."""
    found = drawing(LEAFLET)
    script = found.setting_for("Arab", "ur")
    assert script is not None
    body = setting(
        "body", found.layout.styles["body"], 1.0, 0.0, found.palette,
        lambda weight: faces_of(found, script, weight), script.setting,
    )  # fmt: skip
    measure = ParagraphMeasure(width, 0.0, "Arab", rtl=True, language="ur")
    return set_paragraph(Text((Run(words),), language), body, measure, cache=CACHE)


def seen(line: object) -> str:
    """The clusters of a line from left to right as they stand."""
    segments = sorted(line.segments, key=lambda segment: segment.x)  # type: ignore[attr-defined]
    return "".join(cluster.text for segment in segments for cluster in segment.clusters)


@pytest.mark.parametrize("number", ["0116 252 7000", "101", "2643", "+44 116 252 7000"])
def test_a_telephone_number_in_urdu_reads_from_left_to_right(number: str) -> None:
    (line,) = urdu(f"کال کریں {number} ابھی").lines
    assert number in seen(line).replace("\u00a0", " ")
    assert seen(line).index(number[0]) > seen(line).index("ب")  # “now” stands left of it


@pytest.mark.parametrize("width", range(20, 70, 5))
def test_a_telephone_number_in_urdu_stays_on_one_line(width: int) -> None:
    lines = [seen(line) for line in urdu("اگر خطرہ ہو تو 0116 252 7000 پر کال کریں", width).lines]
    assert sum("0116\u00a0252\u00a07000" in line for line in lines) == 1


@pytest.mark.parametrize(
    "words", ["2643 پیغامات", "پیغام 2643", "ان کے 101 پر", "پیغام CEASE پیغامات"]
)
def test_a_word_of_nastaliq_leaves_the_space_beside_a_figure(words: str) -> None:
    """Its letters reach out over the space; as much white is left as between two Latin words."""
    (line,) = urdu(words).lines
    inked = []
    for segment in line.segments:
        for left, _, right, _ in glyph_boxes(segment.font, segment.size, segment.clusters):
            inked.append((segment.x + left, segment.x + right, segment.font.family))
    latin = [(left, right) for left, right, family in inked if family == "Public Sans"]
    first, last = min(left for left, _ in latin), max(right for _, right in latin)
    others = [(left, right) for left, right, family in inked if family != "Public Sans"]
    gaps = [max(first - right, left - last) for left, right in others]
    assert min(gaps) > 0.2 * line.segments[0].size * MM_PER_PT


def test_a_line_may_end_behind_latin_words() -> None:
    """The space there is one cluster with the mark that ends their isolate."""
    for width in (quarter / 4 for quarter in range(80, 160)):
        lines = urdu("یہ سروے Year 9 کے طلبہ کے درمیان ہوا", width).lines
        assert max(line.width for line in lines) <= width + NEAR


def test_english_words_in_a_piece_in_urdu_keep_their_own_direction() -> None:
    words = "Ms A. Shah, the head: tell her, or call 0116 496 0123."
    (line,) = urdu(words, language="en-GB").lines
    assert seen(line).strip() == words
    lines = urdu(words, 40.0, "en-GB").lines
    assert len(lines) > 1
    assert " ".join(seen(line).strip() for line in lines) == words


@pytest.mark.parametrize("tag", RTL)
def test_isolates_are_no_part_of_what_a_run_says(tag: str) -> None:
    said = "".join(run.text for run in all_runs(composed(tag)))
    assert not set(said) & set("\u2066\u2067\u2068\u2069\u200e\u200f")
    assert "www.ceop.police.uk" in said


@pytest.mark.parametrize("width", range(6, 40))
def test_a_polish_word_of_one_letter_begins_a_line_but_never_ends_one(width: int) -> None:
    words = "Rozmowa o tym i o nim z nami w domu a potem u was"
    lines = [
        line_text(line)
        for line in set_paragraph(
            text(words, language="pl"), style(), ParagraphMeasure(width), cache=CACHE
        ).lines
    ]
    assert not [line for line in lines[:-1] if re.search(r"(^|\s)\w$", line)]
    assert " ".join(lines) == words


def test_it_may_end_one_in_english() -> None:
    assert "pl" in PROCLITIC
    words = text("she had a dog", language="en-GB")
    found = set_paragraph(words, style(wrap="first-fit"), ParagraphMeasure(9), cache=CACHE)
    assert [line_text(line) for line in found.lines] == ["she had a", "dog"]


def test_chinese_words_are_not_parted() -> None:
    said = {tuple(t.plain for t in block.texts) for block in document("zh-Hans").blocks.values()}
    whole = "\n".join("\n".join(texts) for texts in said)
    lines = "\n".join(run.text for run in all_runs(composed("zh-Hans")))
    for word in ("儿童", "信息", "警方", "网站", "老师", "孩子", "聊天", "罪犯", "社交", "视频"):
        assert lines.count(word) >= whole.count(word), word
    assert sum(whole.count(word) for word in ("儿童", "孩子", "社交", "聊天")) > 4
