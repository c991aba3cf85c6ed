"""Every layout at every size in every language: it fits, nothing is too small, codes are there."""

from collections import Counter

import pytest

from generator.jobs.project import Project
from generator.problems import Problem
from generator.typeset import doing_without
from generator.typeset.compose import PieceComposer
from generator.typeset.geometry import GeometryInputs, LanguageSettings
from generator.typeset.safety import ink, runs
from generator.units import MM_PER_PT
from tests.checked import CACHE
from tests.languages.translated import RTL, TAGS, all_runs, composed, document, own_fonts, script_of
from tests.typeset import shipped
from tests.typeset.shipped import (
    AREA,
    BOOKLET,
    CAMPAIGN,
    CARD,
    FLYER,
    LEAFLET,
    NUMBERS,
    PIECES,
    SIGNS,
    STORY,
    drawing,
)

EVERY = [(tag, layout, size) for tag in TAGS for layout, size in PIECES]
NONE_LOST = {"left-out", "short-form"}  # what fitting may do, and says that it did
STEPPED = {  # pt
    (LEAFLET, "ckb"): 4.0,
    (FLYER, "ckb"): 2.0, (FLYER, "ta"): 2.0, (FLYER, "ur"): 2.0,
    (BOOKLET, "ckb"): 4.0, (BOOKLET, "ta"): 4.0, (BOOKLET, "ur"): 4.0,
    (CARD, "ar"): 9.5, (CARD, "ckb"): 15.0, (CARD, "ta"): 9.0,
}  # fmt: skip
# 101 stands out on the card where its words are long: so many times the contacts' numbers.
STANDS_OUT = 1.5
# Where a number may grow, and by how many pt: short words leave it room.
GROWN = {(CARD, "gu"): 1.5, (CARD, "pa"): 1.5, (CARD, "zh-Hans"): 0.5}
ROUNDING = 0.001  # pt


def rules(problems: tuple[Problem, ...] | list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


def test_there_are_seventeen_languages_in_nine_scripts() -> None:
    assert len(TAGS) == 17
    assert {document(tag).script for tag in TAGS} == {
        "Arab", "Beng", "Cyrl", "Deva", "Gujr", "Guru", "Hans", "Latn", "Taml",
    }  # fmt: skip
    assert {tag for tag in TAGS if document(tag).direction == "rtl"} == set(RTL)


@pytest.mark.parametrize("tag", TAGS)
def test_a_translation_warns_of_nothing_but_that_it_awaits_its_readers(tag: str) -> None:
    found = Project.open(shipped.ROOT).document(CAMPAIGN, tag, AREA)[1]
    assert rules(found) <= {"unverified", "draft"}
    assert not any(problem.is_error for problem in found)
    assert document(tag).draft == (tag != "en-GB")


@pytest.mark.parametrize(("tag", "layout", "size"), EVERY)
def test_every_piece_is_set_legibly_with_its_numbers_and_codes(
    tag: str, layout: str, size: str
) -> None:
    """A word too wide, a frame too full, a letter missing, or text too near an edge would have
    refused it."""
    made = composed(tag, layout, size)
    assert rules(made.problems) <= NONE_LOST
    found = all_runs(made)

    script, least, own = script_of(tag, layout), drawing(layout).layout.least, own_fonts(tag)
    of_script = max(least, script.setting.least if script else 0.0)
    for run in found:
        floor = of_script if run.font in own else least
        assert run.size >= floor - ROUNDING, run.text

    codes = [code for page in made.artwork.pages for code in page.codes]
    assert sorted(code.target for code in codes) == [
        "https://www.leics.police.uk/CEASE",
        "https://www.leics.police.uk/Kayleighslovestory",
    ]
    assert min(code.module for code in codes) >= drawing(layout).formats[size].module - 1e-9

    numbers, english = sizes(tag, layout, size), sizes("en-GB", layout, size)
    assert set(numbers) == set(english)
    for number, full in english.items():
        # the last styles to reach their floors; only so far, and in these, is it climbed
        step = STEPPED.get((layout, tag), 0.0) if number == "101" else 0.0
        more = GROWN.get((layout, tag), 0.0) if number == "101" else 0.0
        assert full - step <= numbers[number] <= full + more, number
    if layout == CARD:
        others = (size for number, size in numbers.items() if number != "101")
        assert numbers["101"] >= STANDS_OUT * max(others)


def sizes(tag: str, layout: str, size: str) -> dict[str, float]:
    """The size of each number where it stands largest, pt."""
    found: Counter[str] = Counter()
    for run in all_runs(composed(tag, layout, size)):
        text = run.text.strip().replace("\u00a0", " ")
        if text in NUMBERS:
            found[text] = max(found[text], round(run.size, 2))
    return dict(found)


@pytest.mark.parametrize("layout", [LEAFLET, BOOKLET])
@pytest.mark.parametrize("tag", TAGS)
def test_the_leaflets_leave_nothing_out(tag: str, layout: str) -> None:
    assert composed(tag, layout, drawing(layout).layout.formats[0]).problems == ()


@pytest.mark.parametrize("tag", TAGS)
def test_type_reversed_out_of_the_card_is_large_enough_to_print(tag: str) -> None:
    """A press fills in white type under 7 pt."""
    reversed_out = [
        run for run in all_runs(composed(tag, CARD, "card-85x55")) if run.colour.name == "white"
    ]
    assert reversed_out
    assert min(run.size for run in reversed_out) >= 7


LEAST_MODULE = 0.7  # mm, of a code in the hand


@pytest.mark.parametrize("layout", [LEAFLET, BOOKLET, CARD])
@pytest.mark.parametrize("tag", TAGS)
def test_no_code_in_the_hand_is_finer_than_it_may_be(tag: str, layout: str) -> None:
    pages = composed(tag, layout, drawing(layout).layout.formats[0]).artwork.pages
    modules = [code.module for page in pages for code in page.codes]
    assert len(modules) >= 2
    assert min(modules) >= LEAST_MODULE - ROUNDING


@pytest.mark.parametrize("tag", TAGS)
def test_the_card_keeps_the_words_of_its_codes(tag: str) -> None:
    assert not rules(composed(tag, CARD, "card-85x55").problems) & NONE_LOST


# The smallest sizes of the designer's, pt of Latin letters, and those that words are too long for.
FLOORS = {
    (SIGNS, "a3"): {"body": 13, "place": 13, "caption": 13, "action": 15, "stat": 16},
    (SIGNS, "a4"): {"body": 10.5, "caption": 10.5, "action": 10.6},
    (STORY, "a3"): {"spot": 50, "heading": 22, "caption": 12},
    (STORY, "a4"): {"spot": 35, "heading": 16, "caption": 10.5},
    (CARD, "card-85x55"): {"sentence": 10.5, "ceop": 10.5, "social-care": 10.5, "chat": 11},
}
TOO_LONG = {("ta", CARD, "card-85x55"): {"sentence": 9.75, "ceop": 9.75, "social-care": 9.75}}


@pytest.mark.parametrize(("layout", "size"), list(FLOORS))
@pytest.mark.parametrize("tag", TAGS)
def test_posters_and_card_keep_their_floors_in_every_script(
    tag: str, layout: str, size: str
) -> None:
    made, script = composed(tag, layout, size), script_of(tag, layout)
    times = script.setting.size if script else 1.0
    small = {}
    for name, floor in (FLOORS[layout, size] | TOO_LONG.get((tag, layout, size), {})).items():
        found = made.steps.get(name, made.full[name])
        if found < floor * times - ROUNDING:
            small[name] = found / times
    assert not small


@pytest.mark.parametrize(("size", "floor"), [("a3", 50), ("a4", 35)])
@pytest.mark.parametrize("tag", ["ta", "bn"])
def test_a_long_question_takes_two_lines_before_it_goes_under_its_floor(
    tag: str, size: str, floor: float
) -> None:
    (question,) = document(tag).blocks["question"].texts
    words = question.plain.split()
    found = [
        run
        for run in all_runs(composed(tag, STORY, size))
        if run.text.strip() and run.text.split()[0] in (words[0], words[-2])
    ]
    script = script_of(tag)
    assert script
    largest = sorted({round(run.y, 1): run.size for run in found}.values())[-2:]
    assert len(largest) == 2
    assert largest[0] >= floor * script.setting.size


@pytest.mark.parametrize(
    ("layout", "size", "least"), [(SIGNS, "a3", 1.2), (SIGNS, "a4", 0.9), (FLYER, "a5", 0.7)]
)
@pytest.mark.parametrize("tag", TAGS)
def test_an_address_keeps_clear_of_the_words_over_it(
    tag: str, layout: str, size: str, least: float
) -> None:
    """Letters of Nastaliq reach down towards it."""
    for page in composed(tag, layout, size).artwork.pages:
        boxes = [(run, box) for run in runs(page.marks) if run.text.strip() and (box := ink(run))]
        for run, (left, top, right, _) in boxes:
            if "ceop.police" in run.text:
                over = [
                    box[3]
                    for one, box in boxes
                    if run.y - 14 < one.y < run.y - 1 and box[0] < right and box[2] > left
                ]
                assert top - max(over) >= least - 0.01


@pytest.mark.parametrize(("size", "least"), [("a3", 4.0), ("a4", 2.8)])
@pytest.mark.parametrize("tag", TAGS)
def test_a_place_stands_clear_of_the_number_on_its_line(tag: str, size: str, least: float) -> None:
    (page,) = composed(tag, SIGNS, size).artwork.pages
    boxes = [(run, box) for run in runs(page.marks) if run.text.strip() and (box := ink(run))]
    numbers = [(run, box) for run, box in boxes if run.text.startswith("01")]
    assert len(numbers) == 3
    for number, (left, _, right, _) in numbers:
        beside = [
            max(box[0] - right, left - box[2])
            for run, box in boxes
            if run.colour.name == "black"
            and abs(run.y - number.y) < number.size * MM_PER_PT / 2
            and (box[0] > right or box[2] < left)
            and (left < page.width / 2) == (box[0] < page.width / 2)
        ]
        assert min(beside) >= least


@pytest.mark.parametrize("tag", TAGS)
def test_no_panel_of_the_folded_leaflet_is_hollow(tag: str) -> None:
    """Of what moves to another panel for long words, only what must does: in Punjabi and Arabic the
    threat stays where it stands in English, and in Polish it finds no room there."""
    frames = PieceComposer(
        document(tag),
        CACHE.get(
            GeometryInputs(drawing(LEAFLET), "a4-roll-fold-dl", LanguageSettings.of(document(tag)))
        ),
        CACHE,
    )
    steps = doing_without.fitted(frames.fit)
    for number, place in enumerate(frames.geometry.frames):
        assert frames.frames.frame(number, steps).hollow <= 0.185 * place.height, place.row.name
    (row,) = [n for n, one in enumerate(frames.layout.fit.shrink) if one.tightest]
    assert bool(steps[row]) == (tag in {"bn", "ckb", "pl", "so", "ta", "ur"})


@pytest.mark.parametrize("tag", ["ar", "bn", "gu", "hi", "pa", "ta", "ur"])
def test_a_line_that_the_cover_has_room_for_is_not_parted(tag: str) -> None:
    """Where two lines in English are one in translation, no break is written into it."""
    (text,) = document(tag).blocks["exploitation"].texts
    assert "\u2028" not in text.plain


def test_words_grow_on_the_flyers_back_where_they_leave_a_hole() -> None:
    """In Ukrainian the signs are on the front, which leaves room among the contacts."""
    found = composed("uk", FLYER, "a5").steps
    assert found["body"] == found["body-ask"] > 11.4
    assert "body" not in composed("en-GB", FLYER, "a5").steps


# Ink of the line over the question to the question's, and from that to the field; mm.
CLEAR = {"a3": (3.0, 3.4), "a4": (2.1, 2.4)}


@pytest.mark.parametrize("size", list(CLEAR))
@pytest.mark.parametrize("tag", TAGS)
def test_the_question_of_the_signs_keeps_clear_of_what_is_over_and_under_it(
    tag: str, size: str
) -> None:
    made = composed(tag, SIGNS, size)
    field = min(
        shipped.extent(shape)[1] for shape in shipped.shapes(made.artwork.pages[0], "field")
    )
    over = [run for run in all_runs(made) if run.y < field and run.text.strip()]
    question = [run for run in over if run.colour.name == "white"]
    upper = [run for run in over if run.colour.name != "white"]
    assert question
    assert upper
    boxes = {id(run): ink(run) for run in over}
    top = min(box[1] for run in question if (box := boxes[id(run)]))
    foot = max(box[3] for run in question if (box := boxes[id(run)]))
    above = max(box[3] for run in upper if (box := boxes[id(run)]))
    least, under = CLEAR[size]
    assert top - above >= least - 0.01
    assert field - foot >= under - 0.01
