"""Whole pieces: every format, longer words, other areas, and everything that can be wrong."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.cache import Cache
from generator.content.document import Contact, Document
from generator.content.text import Text
from generator.design.editions import Edition
from generator.page import Group, Mark, Tag
from generator.pdf import write
from generator.problems import Refused
from generator.typeset.compose import Composed, compose
from generator.typeset.safety import runs
from tests.checked import CACHE
from tests.languages.translated import composed
from tests.typeset import shipped
from tests.typeset.shipped import (
    AREA,
    BOOKLET,
    CAMPAIGN,
    CARD,
    FLYER,
    LEAFLET,
    PIECES,
    SIGNS,
    STORY,
    WORDS,
)
from tests.values import replace

LAYOUTS = (LEAFLET, BOOKLET, FLYER, CARD, SIGNS, STORY)
OFFICE = Edition(title="office", colours="srgb", profile="office")


@pytest.mark.parametrize(("layout", "size"), PIECES)
def test_every_format_is_fit_to_be_read(layout: str, size: str) -> None:
    """Codes that scan from where they are read, no type under the layout's least, both codes."""
    drawing, composed = shipped.drawing(layout), shipped.english(layout, size)
    page_format = drawing.formats[size]
    codes = [spot for page in composed.artwork.pages for spot in page.codes]
    assert {spot.address for spot in codes} == {
        "www.leics.police.uk/CEASE",
        "www.leics.police.uk/Kayleighslovestory",
    }
    for spot in codes:
        assert spot.module >= page_format.module - 1e-9
        assert spot.target == f"https://{spot.address}"
    for page in composed.artwork.pages:
        assert (page.width, page.height) == page_format.trim
        assert page.bleed == page_format.bleed
        for run in runs(page.marks):
            assert run.size >= drawing.layout.least - 0.01, run.text


@pytest.mark.parametrize(("layout", "size"), PIECES)
def test_every_address_of_a_code_is_printed(layout: str, size: str) -> None:
    composed = shipped.english(layout, size)
    printed = "".join(text for page in composed.artwork.pages for text, _ in shipped.lines(page))
    for page in composed.artwork.pages:
        for spot in page.codes:
            assert spot.address in printed


@pytest.mark.parametrize("layout", LAYOUTS)
def test_in_english_nothing_shrinks(layout: str) -> None:
    made = shipped.english(layout)
    assert not [name for name, size in made.steps.items() if size < made.full[name]]


@pytest.mark.parametrize(("layout", "size"), PIECES)
def test_words_a_third_longer_fit_at_the_floors(layout: str, size: str) -> None:
    """Every word 35 % longer; names of places, numbers and addresses as they are."""
    document = shipped.with_texts(shipped.longer)
    composed = compose(document, shipped.drawing(layout), size, cache=CACHE)
    plain = shipped.english(layout, size)
    for number in shipped.NUMBERS:
        if layout == CARD and number == "101":  # it gives way to the sentence beside it
            assert _sizes(composed, number) >= [36]
            continue
        assert _sizes(composed, number) == _sizes(plain, number)
    if layout == FLYER:  # its arrangement for long words has both codes at its foot
        assert min(_sizes(composed, "www.leics.police.uk/CEASE")) >= 10.5
    else:
        # under its card it may stand on one line
        assert _begins(composed, "www.leics.police.uk/") == _begins(plain, "www.leics.police.uk/")
    assert _sizes(composed, "www.ceop.police.uk") == _sizes(plain, "www.ceop.police.uk")


def _sizes(composed: Composed, words: str) -> list[float]:
    return [
        run.size
        for page in composed.artwork.pages
        for text, run in shipped.lines(page)
        if text == words
    ]


def _begins(composed: Composed, words: str) -> list[float]:
    """The sizes of the lines that begin so."""
    return [
        run.size
        for page in composed.artwork.pages
        for text, run in shipped.lines(page)
        if text.startswith(words)
    ]


def attempt(document: Document, layout: str) -> tuple[Composed | None, set[str]]:
    """The piece, or the rules that stand in its way."""
    try:
        return compose(
            document, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE
        ), set()
    except Refused as refused:
        return None, {problem.rule for problem in refused.problems}


PLACES = (
    ("Wrenport", "06666 666 666"),  # as wide as a number can be
    ("Wrenport Harbour and the Northern Parishes", "01632 960 102"),
    ("Ashby Vale", "0116 496 0103"),
    ("Coldmere", "01632 960 104"),
    ("Kirkholme and the Western Valley", "029 2018 0105"),
    ("Stourbeck-on-the-Marsh", "01632 960 106"),
    ("Dunmere", "01632 960 107"),
    ("Eastwold Borough", "01632 960 108"),
)
FEW = 4  # so many numbers stand as large as those of the shipped area
# the least size of numbers where there are one, a few, or five and more: those of the comps, but
# for a hair that numbers with wide figures need
LEAST = {LEAFLET: (29, 24.9, 20), BOOKLET: (29, 20.2, 16), FLYER: (29, 20, 16)}


@pytest.mark.parametrize("layout", [LEAFLET, BOOKLET, FLYER, SIGNS])
@pytest.mark.parametrize("count", range(1, 9))
def test_areas_with_few_or_many_numbers(layout: str, count: int) -> None:
    composed = with_places(layout, count)
    for place, number in PLACES[:count]:
        (size,) = set(_sizes(composed, number))
        if layout == SIGNS and count == 1:
            assert 34 < size <= 50.5  # it fills its column
        elif layout == SIGNS:
            assert size >= 12
        else:
            assert size >= LEAST[layout][0 if count == 1 else 1 if count < 5 else 2]
        assert all(word in shipped.words(composed) for word in re.split("[ -]", place))
    assert "101" in shipped.words(composed)


def places(found: Sequence[tuple[str, str]]) -> Document:
    like = shipped.document().blocks["social-care"].texts[0]
    contacts = tuple(
        Contact(shipped.says(place, like), shipped.says(number, like)) for place, number in found
    )
    return shipped.with_block("social-care", contacts=contacts)


def with_places(layout: str, count: int) -> Composed:
    composed, rules = attempt(places(PLACES[:count]), layout)
    assert composed, rules
    return composed


@pytest.mark.parametrize("count", range(1, 9))
def test_the_card_has_room_for_eight_numbers(count: int) -> None:
    composed = with_places(CARD, count)
    for _, number in PLACES[:count]:
        (size,) = _sizes(composed, number)
        assert 13 <= size <= 14 if count > FEW else 15 <= size <= 19 or count == 1


def test_a_card_too_small_for_its_numbers_is_refused() -> None:
    _, rules = attempt(places((*PLACES, PLACES[0])), CARD)
    assert rules == {"overset"}


@pytest.mark.parametrize("layout", [LEAFLET, CARD, SIGNS])
def test_more_numbers_than_fit_are_laid_at_the_area_s_door(layout: str) -> None:
    drawing = shipped.drawing(layout)
    with pytest.raises(Refused) as caught:
        compose(places(PLACES * 5), drawing, drawing.layout.formats[0], cache=CACHE)
    (problem,) = (one for one in caught.value.problems if one.rule == "overset")
    assert problem.message.startswith("40 contacts do not fit")
    assert problem.hint == "list fewer of them in the area's file"


def with_long_words(times: int, count: int) -> Document:
    """So many contacts, beside an answer that is so many times as long."""
    found = places(PLACES[:count])
    raised = found.blocks["raise"]
    texts = tuple(shipped.says(" ".join([text.plain] * times), text) for text in raised.texts)
    return replace(found, blocks={**found.blocks, "raise": replace(raised, texts=texts)})


def test_words_that_fit_with_half_the_numbers_are_not_to_blame() -> None:
    """Beside words five times as long the leaflet has room for four numbers, and not for eight."""
    drawing = shipped.drawing(LEAFLET)
    compose(with_long_words(5, 4), drawing, drawing.layout.formats[0], cache=CACHE)
    with pytest.raises(Refused) as caught:
        compose(with_long_words(5, 8), drawing, drawing.layout.formats[0], cache=CACHE)
    (problem,) = caught.value.problems
    assert problem.message == '8 contacts do not fit "what-to-do"'
    assert problem.hint == "list fewer of them in the area's file"


def test_words_that_do_not_fit_with_a_few_numbers_are_to_blame() -> None:
    """Here four are too many as well, and a layout is drawn for so few."""
    drawing = shipped.drawing(LEAFLET)
    with pytest.raises(Refused):
        compose(with_long_words(8, 4), drawing, drawing.layout.formats[0], cache=CACHE)
    with pytest.raises(Refused) as caught:
        compose(with_long_words(8, 8), drawing, drawing.layout.formats[0], cache=CACHE)
    (problem,) = (one for one in caught.value.problems if one.rule == "overset")
    assert problem.message == 'the words do not fit "what-to-do": "raise" is the longest there'


@pytest.mark.parametrize("layout", [LEAFLET, BOOKLET, FLYER, SIGNS])
def test_many_numbers_read_down_one_column_and_then_the_next(layout: str) -> None:
    composed = with_places(layout, 8)
    order = [
        text
        for page in composed.artwork.pages
        for text, _ in shipped.lines(page)
        if text in dict(map(reversed, PLACES))
    ]
    assert order == [number for _, number in PLACES]


def test_what_an_item_is_only_for_has_to_be_there(tmp_path: Path) -> None:
    edit = (
        f"layouts/{SIGNS}.yaml",
        "only: {contacts: social-care, from: 5}\n                    block: social-care",
        "only: {contacts: social-car, from: 5}\n                    block: social-care",
    )
    problem = one(shipped.refusal(tmp_path / "a", SIGNS, edit))
    assert 'error[missing-block]: the campaign has no block called "social-car"' in problem
    assert 'hint: did you mean "social-care"?' in problem


@pytest.mark.parametrize("times", [2, 4])
def test_a_code_may_lose_its_words_but_never_its_address(times: int) -> None:
    """The card sets words beneath its codes: with twice as many their column is wider, with four
    times as many the words are left out, and that is reported. No code is smaller."""

    def more(text: Text) -> Text:
        return shipped.says(" ".join([text.plain] * times), text)

    document = shipped.with_texts(more, "pledge-link")
    composed, _ = attempt(document, CARD)
    assert composed
    page = composed.artwork.pages[0]
    assert len(page.codes) == 2
    said, printed = shipped.words(composed), ["www.leics.police.uk/", "CEASE"]
    assert ("\n" if times == 4 else "").join(printed) in said
    assert page.codes[0].size == shipped.english(CARD).artwork.pages[0].codes[0].size
    if times == 4:
        assert "Pledge" not in said
        assert {problem.rule for problem in composed.problems} == {"left-out"}
        assert 'the words of "pledge-link" are left out' in str(composed.problems)
        return
    assert composed.problems == ()
    assert said.count("visit:") == 3
    first, second = (code.x for code in page.codes)
    drawn = [code.x for code in shipped.english(CARD).artwork.pages[0].codes]
    assert first == drawn[0]
    assert second > drawn[1]


@pytest.mark.parametrize(("tag", "left", "right"), [("en-GB", -3, 148.5), ("ur", 148.5, 300)])
def test_a_band_on_a_panel_ends_at_the_fold(tag: str, left: float, right: float) -> None:
    """It runs into the bleed on every side but that one, whichever way the sheet reads."""
    page, _ = composed(tag, BOOKLET, "a4-half-fold").artwork.pages
    (band,) = (
        shipped.extent(shape)
        for shape in shipped.shapes(page, "ground")
        if shape.fill and shape.fill.name == "night"
    )
    assert band[:3] == pytest.approx((left, -3, right))
    assert 100 < band[3] < 130


def test_a_band_begins_below_what_stands_over_it(tmp_path: Path) -> None:
    """It hides nothing: only where it stands first in its frame does it run off the page."""
    first = "        stack:\n          - kind: band\n"
    over = "        stack:\n          - {kind: rule, weight: 1, colour: black}\n"
    edit = (f"layouts/{BOOKLET}.yaml", first, f"{over}          - kind: band\n")
    content, design = shipped.changed(tmp_path / "a", edit)
    words, _ = content.document(CAMPAIGN, "en-GB", AREA)
    made = compose(words, design.drawing(BOOKLET)[0], "a4-half-fold", cache=CACHE)
    page = made.artwork.pages[0]
    left, top, right, _ = next(
        shipped.extent(shape)
        for shape in shipped.shapes(page, "ground")
        if shape.fill and shape.fill.name == "night"
    )
    assert (left, right) == pytest.approx((-3, 148.5))
    assert top == pytest.approx(9.6 + 1)
    (line,) = [
        box for shape in shipped.shapes(page, "rule") if (box := shipped.extent(shape))[1] < 10
    ]
    assert line[3] <= top + 1e-9
    first_line = min(run.y for run in runs(page.marks) if run.x < 140)
    assert first_line > top + 3


# what stands in the way


def one(problems: tuple[Any, ...]) -> str:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return str(problems[0])


@pytest.mark.parametrize(("size", "says"), [("a3", False), ("a2", True)])
def test_a_fault_at_another_format_says_how_large_its_lengths_are(size: str, says: bool) -> None:
    """They are those of the layout, which is drawn for one."""
    word = "Grooming" * 30
    words = shipped.with_texts(lambda text: shipped.says(word, text), "question")
    with pytest.raises(Refused) as refused:
        compose(words, shipped.drawing(STORY), size, cache=CACHE)
    (problem,) = (each for each in refused.value.problems if "is wider than" in each.message)
    scaled = "these are the layout's own mm and pt: at a2 they are 1.41 times as large"
    assert (scaled in problem.details) is says


def test_a_block_that_there_is_not(tmp_path: Path) -> None:
    edit = (f"layouts/{LEAFLET}.yaml", "block: survey,", "block: surveys,")
    problem = one(shipped.refusal(tmp_path / "a", LEAFLET, edit))
    assert re.fullmatch(
        rf"layouts/{LEAFLET}.yaml:\d+:33: error\[missing-block\]: "
        'the campaign has no block called "surveys"\n'
        r'  hint: did you mean "survey"\?',
        problem,
    )


def test_a_block_to_run_in_that_there_is_not(tmp_path: Path) -> None:
    edit = (f"layouts/{LEAFLET}.yaml", "run_in: duration", "run_in: signs")
    (problem,) = shipped.refusal(tmp_path / "a", LEAFLET, edit)
    assert problem.rule == "wrong-block"


def test_a_block_of_another_kind(tmp_path: Path) -> None:
    edit = (f"layouts/{LEAFLET}.yaml", "block: actions", "block: signs")
    problem = one(shipped.refusal(tmp_path / "a", LEAFLET, edit))
    assert (
        'error[wrong-block]: "signs" is a block of kind heading; this item sets list or paragraphs'
        in problem
    )


def test_a_part_that_the_words_do_not_mark(tmp_path: Path) -> None:
    edit = (WORDS, "police on\n        **{police}**", "police on\n        {police}")
    problems = shipped.refusal(tmp_path / "a", STORY, edit)
    assert one(problems).startswith(f"layouts/{STORY}.yaml:")
    assert 'error[missing-part]: "police" has nothing marked **strong**' in one(problems)
    assert "hint: mark it with ** in the campaign" in one(problems)


def test_a_code_that_every_piece_must_carry(tmp_path: Path) -> None:
    edit = (WORDS, "codes: [pledge-link, story-link]", "codes: [pledge-link, story-link, ceop]")
    problem = one(shipped.refusal(tmp_path / "a", FLYER, edit))
    assert f"layouts/{FLYER}.yaml" in problem
    assert 'error[missing-code]: this layout has no QR code for "ceop"' in problem


def test_a_speaker_without_a_voice(tmp_path: Path) -> None:
    edit = (WORDS, "by: adult", "by: grown-up")
    problem = one(shipped.refusal(tmp_path / "a", FLYER, edit))
    assert 'error[unknown-speaker]: the layout has no voice for "grown-up"' in problem
    assert (
        "hint: say which of child, help, stranger it is: `grown-up: …` under `voices:`" in problem
    )


@pytest.mark.parametrize(
    ("sentence", "before"),
    [
        ("Ring the police on\n        **{police}** when you can", "Ring the police on"),
        ("**{police}** is what to ring", ""),
    ],
)
def test_strong_words_may_begin_a_sentence_or_end_it(
    tmp_path: Path, sentence: str, before: str
) -> None:
    """In one language they do, and in the next they do not: a layout has an item for each part."""
    written = (
        "If there is no immediate danger, you can report inappropriate behaviour to the police on\n"
        "        **{police}**"
    )
    item = "{kind: text, only: *few, block: police, part: strong, style: police, fitted: true,"
    after = "          - {kind: text, only: *few, block: police, part: after, style: help-body}\n"
    text = (shipped.ROOT / f"layouts/{LEAFLET}.yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if item in line)
    edits = [(f"layouts/{LEAFLET}.yaml", line, line + after)]
    for number, edit in enumerate([[], [(WORDS, written, sentence)]]):
        content, design = shipped.changed(tmp_path / str(number), *edits, *edit)
        words, _ = content.document(CAMPAIGN, "en-GB", AREA)
        made = compose(words, design.drawing(LEAFLET)[0], "a4-roll-fold-dl", cache=CACHE)
        said = " ".join(shipped.words(made).split())
        assert "101" in said
        assert (before if edit else "to the police on") in said


def test_a_letter_that_the_font_lacks(tmp_path: Path) -> None:
    edit = (WORDS, "text: Spot the Signs", "text: Spot the Signs 標")
    problem = one(shipped.refusal(tmp_path / "a", LEAFLET, edit))
    assert problem.startswith(f"{WORDS}:")
    assert problem.endswith(
        "error[missing-glyph]: the font PublicSans-ExtraBold has no “標” (U+6A19)\n"
        "  hint: use another character, or a font that has it"
    )


def test_a_word_wider_than_its_column(tmp_path: Path) -> None:
    word = "unaussprechlichkeitsverbot" * 3
    edit = (WORDS, "text: Online grooming\n", f"text: Online {word}\n")
    problem = str(shipped.refusal(tmp_path / "a", LEAFLET, edit)[0])
    assert 'error[overset]: "unaussprechlichkeitsverbot' in problem
    assert "is wider than its column of 84.0 mm" in problem


@pytest.mark.parametrize("layout", [LEAFLET, FLYER, BOOKLET, CARD, SIGNS, STORY])
@pytest.mark.parametrize("link", ["pledge: www.leics.police.uk/CEASE", "ceop: www.ceop.police.uk"])
def test_an_address_too_wide_is_reported_at_its_own_line_alone(
    layout: str, link: str, tmp_path: Path
) -> None:
    area = f"content/areas/{AREA}.yaml"
    problems = shipped.refusal(tmp_path / "a", layout, (area, link, f"{link}/{'a' * 200}/b"))
    assert problems
    for problem in problems:
        assert problem.rule == "overset"
        assert problem.span is not None
        assert (problem.span.path, problem.span.key) == (area, f"links.{link.partition(':')[0]}")


def test_text_too_near_the_trim(tmp_path: Path) -> None:
    edit = (
        f"layouts/{FLYER}.yaml",
        "margins: {top: 10, end: 10, bottom: 8, start: 10}",
        "margins: {top: 10, end: 10, bottom: 8, start: 3}",
    )
    problems = shipped.refusal(tmp_path / "a", FLYER, edit)
    assert {problem.rule for problem in problems} == {"too-near"}
    assert "mm from the trim, nearer than 5 mm" in problems[0].message


def test_text_too_near_a_fold(tmp_path: Path) -> None:
    edit = (
        f"layouts/{LEAFLET}.yaml",
        "ground: paper\n        margins: {top: 12, end: 8, bottom: 10.8, start: 8}",
        "ground: paper\n        margins: {top: 12, end: 2, bottom: 11, start: 2}",
    )
    problems = shipped.refusal(tmp_path / "a", LEAFLET, edit)
    assert {problem.rule for problem in problems} == {"too-near"}
    assert any("mm from the fold" in problem.message for problem in problems)


def test_text_across_a_fold(tmp_path: Path) -> None:
    edit = (
        f"layouts/{LEAFLET}.yaml",
        "margins: {top: 12, end: 8, bottom: 11.0, start: 8}",
        "margins: {top: 12, end: 8, bottom: 11.0, start: -6}",
    )
    problems = shipped.refusal(tmp_path / "a", LEAFLET, edit)
    assert any(problem.message.endswith("crosses the fold") for problem in problems)


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    problems = shipped.refusal(
        tmp_path / "a",
        LEAFLET,
        (f"layouts/{LEAFLET}.yaml", "block: survey,", "block: surveys,"),
        (WORDS, "text: Spot the Signs", "text: Spot the Signs 標"),
        (WORDS, "by: adult", "by: grown-up"),
    )
    assert {problem.rule for problem in problems} == {
        "missing-block",
        "missing-glyph",
        "unknown-speaker",
    }


def test_names_and_numbers_come_from_the_area(tmp_path: Path) -> None:
    path = f"content/areas/{AREA}.yaml"
    content, design = shipped.changed(
        tmp_path / "a",
        (path, "police: 101", "police: 105"),
        (path, "region: Leicester, Leicestershire and Rutland", "region: Wrenport"),
    )
    words, _ = content.document(shipped.CAMPAIGN, "en-GB", AREA)
    composed = compose(words, design.drawing(FLYER)[0], "a5", cache=CACHE)
    assert _sizes(composed, "105") == [36]
    leaflet = compose(words, design.drawing(LEAFLET)[0], "a4-roll-fold-dl", cache=CACHE)
    assert "Wrenport" in shipped.words(leaflet)
    assert "Rutland." not in shipped.words(leaflet)


# the same words, the same marks


def plain(marks: tuple[Mark, ...]) -> list[Any]:
    """Marks without their identities."""
    return [
        (mark.name, mark.static, plain(mark.marks))
        if isinstance(mark, Group)
        else (mark.role, plain(mark.marks))
        if isinstance(mark, Tag)
        else mark
        for mark in marks
    ]


def fresh(document: Document, layout: str) -> Composed:
    return compose(document, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_was_set_before_leaves_no_trace(layout: str) -> None:
    """Set alone, and after other words in the same process: the same marks, the same bytes."""
    alone = fresh(shipped.document(), layout)
    drawing, size, cache = shipped.drawing(layout), shipped.formats(layout)[0], Cache()
    longer = shipped.with_texts(lambda text: shipped.longer(text, 0.2))
    other = compose(longer, drawing, size, cache=cache)
    after = compose(shipped.document(), drawing, size, cache=cache)
    for one_page, same, different in zip(
        alone.artwork.pages, after.artwork.pages, other.artwork.pages, strict=True
    ):
        assert plain(one_page.marks) == plain(same.marks)
        assert plain(one_page.marks) != plain(different.marks)
        assert (one_page.codes, one_page.frames) == (same.codes, same.frames)
    assert write(alone.artwork, OFFICE, cache=Cache()) == write(
        after.artwork, OFFICE, cache=Cache()
    )


def test_a_frame_set_again_from_the_same_words_is_the_same_group() -> None:
    drawing, cache = shipped.drawing(LEAFLET), Cache()
    changed = shipped.with_texts(lambda text: shipped.says("Be careful", text), "signs")
    first, second = (
        compose(document, drawing, "a4-roll-fold-dl", cache=cache)
        for document in (shipped.document(), changed)
    )
    before, after = (
        [mark for mark in composed.artwork.pages[1].marks if isinstance(mark, Group)]
        for composed in (first, second)
    )
    same = [one is other for one, other in zip(before, after, strict=True)]
    assert not all(same)
    named = zip((group.name for group in before), same, strict=True)
    assert {name for name, kept in named if not kept} == {"signs"}
