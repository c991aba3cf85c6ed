"""Eight contacts, and words of the area's own, in every language: nothing is refused or lost."""

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.problems import Refused
from generator.typeset.compose import Composed, compose
from tests import sample_areas
from tests.checked import CACHE
from tests.own_words import SCHOOL
from tests.soak.ink_distances import images, too_close
from tests.typeset import shipped
from tests.values import replace

TAGS = sorted(path.stem for path in shipped.ROOT.glob(f"content/{shipped.CAMPAIGN}/*.yaml"))
# Numbers are no smaller than the designer's table says for so many contacts, pt.
TABLE = {shipped.FLYER: 16, shipped.BOOKLET: 16}


def area(tag: str, count: int, own: bool) -> Document:
    words = {"own": {key: SCHOOL[key] for key in SCHOOL if key != "address"}} if own else {}
    return sample_areas.made(sample_areas.area(count, **words), tag)


def numbers(composed: Composed, document: Document) -> list[float]:
    """The sizes in which the contacts' numbers stand."""
    said = {each.number.plain for each in document.blocks["social-care"].contacts}
    sizes: list[float] = []
    for page in composed.artwork.pages:
        for words, run in shipped.lines(page):
            sizes += [run.size] if words in said else []
    return sizes


@pytest.mark.parametrize("tag", TAGS)
def test_the_flyer_holds_eight_contacts_and_an_areas_own_words(tag: str) -> None:
    cache = Cache()
    for own in (False, True):
        document = area(tag, 8, own)
        composed = compose(document, shipped.drawing(shipped.FLYER), "a5", cache=cache)
        found = numbers(composed, document)
        assert len(found) == 8 + own  # its number is one of theirs
        assert min(found) >= TABLE[shipped.FLYER]
        lost = [str(each.message) for each in composed.problems]
        # one caption, in the language whose words are the longest of all
        assert lost == [] or (tag, own) == ("ta", True), lost
        if lost:
            (message,) = lost
            assert message.startswith('the words of "story-link" are left out')


@pytest.mark.parametrize("tag", ["ar", "ckb", "so", "ta", "uk", "ur"])
def test_so_does_the_larger_leaflet(tag: str) -> None:
    """In the languages that it was too small for."""
    document = area(tag, 8, own=True)
    drawing = shipped.drawing(shipped.BOOKLET)
    composed = compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
    assert min(numbers(composed, document)) >= TABLE[shipped.BOOKLET]
    assert composed.problems == ()


def test_what_goes_to_another_page_finds_room_there() -> None:
    """The signs go to the front, where the chat gives way for them."""
    document = area("en-GB", 8, own=True)
    composed = compose(document, shipped.drawing(shipped.FLYER), "a5", cache=CACHE)
    front, back = composed.artwork.pages
    assert "Understand the risks" in " ".join(words for words, _ in shipped.lines(front))
    assert "Understand the risks" not in " ".join(words for words, _ in shipped.lines(back))
    assert composed.steps["chat"] < composed.full["chat"]


MOVED = {("ckb", 8), ("ta", 8), ("uk", 8)}  # the longest words of all


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("count", [1, 8])
def test_whom_to_ask_stands_together_on_the_folded_leaflet(tag: str, count: int) -> None:
    """Type shrinks to the size of clear print before a sentence moves to another panel."""
    document = area(tag, count, own=False)
    drawing = shipped.drawing(shipped.LEAFLET)
    composed = compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
    said = {each.number.plain for each in document.blocks["social-care"].contacts}
    (inside,) = [
        page
        for page in composed.artwork.pages
        if said <= {words for words, _ in shipped.lines(page)}
    ]
    together = "www.ceop.police.uk" in {words for words, _ in shipped.lines(inside)}
    assert together is ((tag, count) not in MOVED)


@pytest.mark.parametrize("tag", ["ar", "pl", "ur", "zh-Hans"])
def test_a_pledge_fills_its_bubble_beside_six_logos(tag: str) -> None:
    """Where its letters begin no lines it has a size of its own, with few logos and with many."""
    drawing = shipped.drawing(shipped.BOOKLET)
    sizes = []
    for strip in (3, 6):
        document = sample_areas.document(tag, 1, strip)
        composed = compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
        keyed = f"{tag}:blocks.pledge."
        runs = [run for page in composed.artwork.pages for _, run in shipped.lines(page)]
        sizes.append(max(run.size for run in runs if run.key.startswith(keyed)))
    assert sizes[1] > 0.85 * sizes[0]


def test_one_number_alone_may_leave_a_card_open_at_the_foot() -> None:
    """A long number is fitted to the width, so it is not so tall. Nobody can mend that."""
    one = [{"place": "Calderby", "number": "01632 960000"}]
    document = sample_areas.made(sample_areas.area(1, contacts={"social-care": one}))
    drawing = shipped.drawing(shipped.CARD)
    composed = compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
    assert composed.problems == ()


@pytest.mark.parametrize("tag", ["en-GB", "bn", "ur"])
def test_a_long_place_takes_two_lines_beside_its_number(tag: str) -> None:
    made = compose(sample_areas.document(tag, 4), shipped.drawing(shipped.SIGNS), "a4", cache=CACHE)
    lines = {words: run for page in made.artwork.pages for words, run in shipped.lines(page)}
    number = next(run for words, run in lines.items() if words.replace("\xa0", " ")[-4:] == "0123")
    first, second = lines["Area with"], lines["long name"]
    assert first.y < number.y
    assert second.y == pytest.approx(number.y, abs=1)
    assert (first.x > number.x) == (tag != "ur")
    # three lines would be too many: all places stand over their numbers then
    contacts = {"social-care": sample_areas.contacts(4)}
    contacts["social-care"][2]["place"] = "Area with a considerably longer name"
    longer = sample_areas.made(sample_areas.area(4, contacts=contacts), tag)
    made = compose(longer, shipped.drawing(shipped.SIGNS), "a4", cache=CACHE)
    lines = {words: run for page in made.artwork.pages for words, run in shipped.lines(page)}
    number = next(run for words, run in lines.items() if words.replace("\xa0", " ")[-4:] == "0123")
    assert lines["Area with a considerably longer name"].y < number.y - 5


@pytest.mark.parametrize("tag", ["so", "pl", "bn"])
def test_whom_to_ring_stays_together_where_there_is_room(tag: str) -> None:
    """With one contact CEOP stays in its panel though the panel on grooming is too full, and
    nothing in it is smaller for that."""
    made = compose(
        sample_areas.document(tag, 1),
        shipped.drawing(shipped.LEAFLET),
        "a4-roll-fold-dl",
        cache=CACHE,
    )
    outside, inside = (dict(shipped.lines(page)) for page in made.artwork.pages)
    assert "www.ceop.police.uk" in inside
    assert "www.ceop.police.uk" not in outside
    assert not {"pledge", "ceop-back", "body", "help-one"} & set(made.steps)


def test_long_words_leave_no_hole_where_whom_to_ring_stands() -> None:
    longer = shipped.with_texts(shipped.longer)
    contacts = replace(
        longer.blocks["social-care"], contacts=longer.blocks["social-care"].contacts[:1]
    )
    document = replace(longer, blocks={**longer.blocks, "social-care": contacts})
    made = compose(document, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=CACHE)
    assert not [problem for problem in made.problems if problem.rule == "hollow"]
    assert "pledge" not in made.steps


def test_type_grows_in_a_column_that_would_spread_too_far() -> None:
    """Many contacts in long words leave the signs beside them more room than gaps may take."""
    grown = {}
    for count, logos in ((8, 8), (3, 3)):
        document = sample_areas.document("bn", count, logos)
        made = compose(document, shipped.drawing(shipped.SIGNS), "a4", cache=CACHE)
        grown[count] = made.steps.get("action", made.full["action"]) > made.full["action"]
    assert grown == {8: True, 3: False}


@pytest.mark.parametrize("tag", ["bn", "ar", "ta"])
def test_numbers_reach_the_foot_of_a_panel_that_ceop_has_left(tag: str) -> None:
    made = compose(
        sample_areas.document(tag, 3),
        shipped.drawing(shipped.LEAFLET),
        shipped.formats(shipped.LEAFLET)[0],
        cache=CACHE,
    )
    page, run = next(
        (page, run)
        for page in made.artwork.pages
        for words, run in shipped.lines(page)
        if words == "101"
    )
    (frame,) = (frame for frame in page.frames if frame.name == "what-to-do")
    assert run.y == pytest.approx(frame.y + frame.height, abs=3)


@pytest.mark.parametrize("tag", ["ta", "ur"])
def test_what_stands_round_one_number_fills_its_bubble(tag: str) -> None:
    made = compose(sample_areas.document(tag, 1), shipped.drawing(shipped.FLYER), "a5", cache=CACHE)
    (_, back) = made.artwork.pages
    (bubble,) = shipped.shapes(back, "bubble")
    body = float(bubble.path[5][-1])
    (figure,) = (run for words, run in shipped.lines(back) if words == "101")
    assert body - figure.y < 6


@pytest.mark.parametrize("count", [4, 5, 6, 8])
@pytest.mark.parametrize("tag", ["en-GB", "ur", "pa"])
def test_rows_of_a_card_are_spread_to_its_foot(tag: str, count: int) -> None:
    document = sample_areas.document(tag, count)
    made = compose(document, shipped.drawing(shipped.CARD), "card-85x55", cache=CACHE)
    (_, inside) = made.artwork.pages
    said = {each.number.plain for each in document.blocks["social-care"].contacts}
    lowest = max(run.y for words, run in shipped.lines(inside) if words in said)
    assert lowest > inside.height - 11


@pytest.mark.parametrize(
    ("layout", "size", "tag", "count", "logos", "own"),
    [
        (shipped.CARD, "card-85x55", "pa", 8, 0, False),
        (shipped.CARD, "card-85x55", "pa", 4, 0, False),  # four numbers in two columns
        (shipped.LEAFLET, "a4-roll-fold-dl", "uk", 8, 0, True),
        (shipped.SIGNS, "a4", "bn", 8, 8, False),
        (shipped.SIGNS, "a4", "bn", 4, 8, True),  # a long place beside its number
        (shipped.BOOKLET, "a4-half-fold", "ur", 8, 8, False),  # its story over the figure
        (shipped.FLYER, "a5", "hi", 3, 3, False),  # its address over the logos
    ],
)
def test_crowded_pieces_keep_all_and_their_distances(
    layout: str, size: str, tag: str, count: int, logos: int, own: bool
) -> None:
    words = {"own": {key: SCHOOL[key] for key in SCHOOL if key != "address"}} if own else {}
    document = sample_areas.made(sample_areas.area(count, logos, **words), tag)
    drawing = shipped.drawing(layout)
    made = compose(document, drawing, size, cache=CACHE)
    assert too_close(made, drawing.clearances) == []
    assert sum(1 for page in made.artwork.pages for _ in images(page)) == logos
    assert "words" not in " ".join(each.message for each in made.problems)


def test_an_area_s_own_words_are_named_where_there_are_too_many_contacts_beside_them() -> None:
    document = sample_areas.made(sample_areas.area(8, own=SCHOOL), "ta")
    drawing = shipped.drawing(shipped.LEAFLET)
    with pytest.raises(Refused) as caught:
        compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
    (problem,) = caught.value.problems
    assert problem.message == '8 contacts do not fit "what-to-do"'
    assert problem.hint == "list fewer of them in the area's file, or shorten its own words"
