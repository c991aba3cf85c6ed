"""Every piece of the designer's matrix is set, and nothing on it is closer than its minimum.

The matrix is every language in every layout at each of its formats, for areas with 1, 3 or 8
contacts and 0, 1, 3, 6 or 8 logos, with the given words, short ones, and ones longer by 35 %.
`make soak` sets all of it, checks it as each build is, and compares what is painted on each piece.
The tests of every day take a sample that falls the same each time: half of the pieces are set, and
a few of them compared.
"""

import re
from collections.abc import Callable
from itertools import product
from typing import Final, NamedTuple

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.text import Text
from generator.design.clearances import Clearances
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from generator.typeset import distances
from generator.typeset.compose import Composed, compose
from tests import sample_areas
from tests.own_words import SCHOOL
from tests.soak.ink_distances import images, too_close
from tests.soak.trials import IS_WHOLE, chance, rounds
from tests.typeset import shipped
from tests.values import replace

CONTACTS: Final = (1, 3, 8)
LOGOS: Final = (0, 1, 3, 6, 8)
LENGTHS: Final = ("short", "given", "longer")
LONGER: Final = 0.35  # of the letters
LAYOUTS: Final = (
    *(shipped.LEAFLET, shipped.FLYER, shipped.BOOKLET),
    *(shipped.SIGNS, shipped.STORY, shipped.CARD),
)
PARTNER: Final = "Partner"  # what begins the names of the sample logos
AS_DRAWN: Final = ("a2", "a1")  # A3, larger
# cases of a layout in a language, of those of every day: that are set, and that are compared
SET: Final = 23
EACH: Final = 3


class Case(NamedTuple):
    """A cell of the matrix, but for language, layout and format."""

    contacts: int
    logos: int
    length: str
    own: bool = False  # whether the area has all that it may say of itself


# Cells that were once at fault.
ONCE_FAULTY: Final = [
    # Bengali letters reach high: small words under a figure stood against it.
    (("bn", shipped.BOOKLET, "a4-half-fold"), Case(1, 8, "longer")),
    # Three contacts were blamed for words that were too long beside them.
    (("ta", shipped.FLYER, "a5"), Case(3, 0, "longer")),
    # The imprint's deep letters stood too near the trim.
    (("ur", shipped.FLYER, "a5"), Case(3, 0, "longer")),
    # The code could not shrink where partners are named in place of their logos.
    (("so", shipped.LEAFLET, "a4-roll-fold-dl"), Case(8, 6, "given", own=True)),
    # A single logo, as tall as any may be, gave no room, and its partner was named instead.
    (("bn", shipped.SIGNS, "a4"), Case(8, 1, "given")),
]
CASES: Final = [Case(*each) for each in product(CONTACTS, LOGOS, LENGTHS)]
WITH_OWN: Final = [Case(*each, "given", own=True) for each in product(CONTACTS, LOGOS)]


def groups() -> list[tuple[str, str, str]]:
    """Every language, layout and format, in an order that falls by chance."""
    tags = Content(Shelf.at(shipped.ROOT), Cache()).tags(shipped.CAMPAIGN)
    found = [
        (tag, layout, size)
        for layout in LAYOUTS
        for size in shipped.formats(layout)
        if size not in AS_DRAWN
        for tag in tags
    ]
    chance("matrix").shuffle(found)
    return found


GROUPS: Final = groups()


def cases(number: int, most: int = EACH) -> list[Case]:
    return CASES if IS_WHOLE else chance("matrix", number).sample(CASES, most)


def has_strip(layout: str, case: Case) -> bool:
    """Whether the designer gives an area's logos a strip on a piece."""
    if layout == shipped.CARD:
        return False
    if layout == shipped.FLYER:  # or else partners' names follow the imprint
        return 0 < case.logos <= 6 and case.contacts < 5
    return case.logos > 0


def document(tag: str, case: Case) -> Document:
    own = {"own": SCHOOL} if case.own else {}
    found = sample_areas.made(sample_areas.area(case.contacts, case.logos, **own), tag)
    change = {"short": cut, "longer": lengthened}.get(case.length)
    if change is None:
        return found
    blocks = {
        name: block
        if block.kind in {"imprint", "own"} or block.contacts
        else replace(
            block,
            texts=tuple(map(change, block.texts)),
            short=tuple(map(change, block.short)),
        )
        for name, block in found.blocks.items()
    }
    return replace(found, blocks=blocks)


def cut(text: Text) -> Text:
    """The first half of a text's words, or of its letters where they have no spaces; the whole if
    it has numbers or marks of its own."""
    words = text.plain.split()
    if len(text.runs) > 1 or any(map(str.isdigit, text.plain)) or len(text.plain) < 4:
        return text
    if len(words) > 1:
        return shipped.says(" ".join(words[: -(-len(words) // 2)]), text)
    return shipped.says(text.plain[: -(-len(text.plain) // 2)], text) if is_wide(text) else text


def is_wide(text: Text) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text.plain)


def lengthened(text: Text) -> Text:
    return shipped.longer(text, LONGER)


# Where eight contacts leave so little room in a language that partners are named after the imprint,
# as on the flyer. In Tamil the words of a panel move to the back, where the logos would stand.
NAMED: Final = [(shipped.LEAFLET, "ta")]
# What may be said of words that are a third longer: where, by how much, and what to shorten.
TOO_LONG: Final = [
    (
        r'the words do not fit "[\w-]+": "[\w-]+" is the longest there',
        r"shorten it by about \d+ characters?, or give a `short:` form",
        [r"it is set in [\w-]+ at [\d.]+ pt, .+", r"the frame is \d+\.\d mm too short in [\w-]+"],
    ),
    (
        r'".+" is wider than its column of [\d.]+ mm',
        r"write a shorter word, or a hyphen or a space in it; or let its style part words: .+",
        [r"it is set in [\w-]+ at [\d.]+ pt in .+"],
    ),
    (
        r'there is no room for \d logos? in "[\w-]+" of [\w-]+: "\w+\.svg" is the last of them',
        r"list fewer logos",
        [r"the words fit without them; with them the frame is \d+\.\d mm too short"],
    ),
]


FEWER: Final = (
    r'8 contacts do not fit "[\w-]+"',
    r"list fewer of them in the area's file(, or shorten its own words)?",
    [r"the frame is \d+\.\d mm too short in [\w-]+"],
)
# Where eight contacts and all that an area may say of itself find no room.
TOO_MANY: Final = [
    (shipped.LEAFLET, "uk"),
    *((shipped.LEAFLET, "ta"), (shipped.FLYER, "ta")),
]


def may_name(group: tuple[str, str, str], case: Case) -> bool:
    """Whether a piece may name partners in place of their logos."""
    tag, layout, _ = group
    if case.length == "longer":
        return True
    return case.contacts == 8 and (layout, tag) in NAMED


def may_refuse(group: tuple[str, str, str], case: Case) -> bool:
    """Whether a piece may have no room for all that it is asked to print."""
    tag, layout, _ = group
    too_many = case.own and case.contacts == 8 and (layout, tag) in TOO_MANY
    return too_many or case.length == "longer"


SCALED: Final = r"these are the layout's own mm and pt: at \w+ they are \d\.\d\d times as large"


def is_exact(problem: Problem) -> bool:
    said = problem.details
    if said and re.fullmatch(SCALED, said[-1]):
        said = said[:-1]
    return any(
        problem.rule in {"overset", "logos-room"}
        and problem.span is not None
        and re.fullmatch(message, problem.message) is not None
        and re.fullmatch(hint, problem.hint) is not None
        and len(details) == len(said)
        and all(map(re.fullmatch, details, said))
        for message, hint, details in (*TOO_LONG, FEWER)
    )


def as_each_build(made: Composed, rules: Clearances) -> list[str]:
    """What each build says of what stands too close on a piece."""
    return [one.message for one in distances.too_close(made.artwork, rules, cache=Cache())]


def faults(
    group: tuple[str, str, str],
    case: Case,
    cache: Cache,
    compared: Callable[[Composed, Clearances], list[str]] = too_close,
) -> list[str]:
    """What is wrong with a piece of the matrix."""
    tag, layout, size = group
    drawing = shipped.drawing(layout)
    try:
        made = compose(document(tag, case), drawing, size, cache=cache)
    except Refused as refused:
        if may_refuse(group, case) and all(map(is_exact, refused.problems)):
            return []
        return [f"refused: {one.message} {one.details} ({one.hint})" for one in refused.problems]
    found = compared(made, drawing.clearances)
    if case.own:  # they take the logos' room on more pieces
        return found
    printed = sum(1 for page in made.artwork.pages for _ in images(page))
    wanted = case.logos if has_strip(layout, case) else 0
    if not printed and case.logos and layout != shipped.CARD and may_name(group, case):
        return found if PARTNER in shipped.words(made) else [*found, "partners are not named"]
    return found if printed == wanted else [*found, f"{printed} logos in place of {wanted}"]


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_every_piece_is_set_and_passes_as_each_build_must(number: int) -> None:
    cache = Cache()
    asked = cases(number, SET)
    found = {case: faults(GROUPS[number], case, cache, as_each_build) for case in asked}
    assert {case: said for case, said in found.items() if said} == {}, GROUPS[number]


@pytest.mark.parametrize("number", rounds(len(GROUPS), 8))
def test_every_piece_has_room_for_words_of_an_areas_own(number: int) -> None:
    cache = Cache()
    found = {case: faults(GROUPS[number], case, cache, as_each_build) for case in WITH_OWN}
    assert {case: said for case, said in found.items() if said} == {}, GROUPS[number]


@pytest.mark.parametrize("number", rounds(len(GROUPS), 8))
def test_nothing_that_is_painted_is_too_close(number: int) -> None:
    cache = Cache()
    found = {case: faults(GROUPS[number], case, cache) for case in cases(number)}
    assert {case: said for case, said in found.items() if said} == {}, GROUPS[number]


@pytest.mark.parametrize(("group", "case"), ONCE_FAULTY)
def test_what_was_once_faulty_is_tried_every_day(group: tuple[str, str, str], case: Case) -> None:
    assert faults(group, case, Cache()) == []


@pytest.mark.parametrize(("layout", "tag"), NAMED)
def test_partners_are_named_where_it_says_so(layout: str, tag: str) -> None:
    words = document(tag, Case(8, 1, "given"))
    made = compose(words, shipped.drawing(layout), shipped.formats(layout)[0], cache=Cache())
    assert not any(list(images(page)) for page in made.artwork.pages)
    assert PARTNER in shipped.words(made)
    assert "1 logo is left out of" in str(made.problems)


@pytest.mark.parametrize("count", [1, 8])
def test_a_poster_in_urdu_holds_all_that_an_area_may_give(count: int) -> None:
    """Eight logos, words of its own and an address: its codes' words stand beside their cards."""
    words = sample_areas.made(sample_areas.area(count, 8, own=SCHOOL), "ur")
    drawing = shipped.drawing(shipped.STORY)
    made = compose(words, drawing, "a4", cache=Cache())
    assert made.problems == ()
    assert too_close(made, drawing.clearances) == []
    assert sum(1 for page in made.artwork.pages for _ in images(page)) == 8
