"""Every layout in every language passes its distances in every look that an edition gives it: in
black alone outlines take room and codes stand without a card, and some printers leave a border.

The shipped contacts are set every day in black alone, and words of an area's own in a sample of the
looks. `make soak` sets areas with 1, 3 or 8 contacts and up to 8 logos in all of them.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.design.items import OWN
from generator.problems import Refused
from generator.typeset.compose import compose
from generator.typeset.page_checks import misplaced
from tests import sample_areas
from tests.own_words import SCHOOL
from tests.soak.ink_distances import images
from tests.soak.test_matrix import CONTACTS, GROUPS, TOO_MANY, is_exact
from tests.soak.trials import IS_WHOLE, rounds
from tests.typeset import shipped


def looks() -> list[tuple[str, float]]:
    """The variant and the border, mm, of every edition that has one or the other."""
    rows = shipped.design().editions().values()
    found = {(row.variant, row.margin) for row in rows if row.form == "pdf"}
    return sorted(found - {("", 0.0)})


LOOKS: Final = looks()
LOGOS: Final = (0, 1, 3, 6, 8)
SENTENCE: Final = "Talk to her, or leave a message, on any school day between 8 am and 5 pm."


def areas() -> Iterator[dict[str, Any]]:
    """The areas that are tried in every look, as their files."""
    yield sample_areas.area(3, 0, own=SCHOOL)
    for contacts, logos, own in product(CONTACTS, LOGOS, ({}, {"own": SCHOOL})):
        if IS_WHOLE:
            yield sample_areas.area(contacts, logos, **own)


def wrong(
    document: Document, layout: str, size: str, look: tuple[str, float], cache: Cache
) -> list[str]:
    """What a build would say of a piece before its file is written."""
    drawing, _ = shipped.design().drawing(layout, *look)
    try:
        made = compose(document, drawing, size, cache=cache)
    except Refused as refused:
        full = OWN in document.blocks and len(document.blocks["social-care"].contacts) == 8
        named = full and (layout, document.language) in TOO_MANY
        if named and all(map(is_exact, refused.problems)):
            return []  # what an area with so much lacks is told at its contacts, logos or words
        return [f"refused: {one.message} ({one.hint})" for one in refused.problems]
    return [one.message for one in misplaced(made.artwork, drawing.clearances, cache=cache)]


def test_black_alone_is_among_the_looks() -> None:
    assert {"mono", "mono-saver"} <= {variant for variant, _ in LOOKS}
    assert ("", 5.0) in LOOKS


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_every_piece_passes_in_black_alone(number: int) -> None:
    tag, layout, size = GROUPS[number]
    document = sample_areas.made(sample_areas.area(3, 0), tag)
    alone = [look for look in LOOKS if look[0]]
    cache = Cache()
    found = {look: wrong(document, layout, size, look, cache) for look in alone}
    assert {look: said for look, said in found.items() if said} == {}, GROUPS[number]


@pytest.mark.parametrize("number", rounds(len(GROUPS), 8))
def test_every_piece_passes_in_the_look_of_every_edition(number: int) -> None:
    tag, layout, size = GROUPS[number]
    documents = [sample_areas.made(area, tag) for area in areas()]
    cache = Cache()
    found = {
        (*look, place): wrong(document, layout, size, look, cache)
        for look in LOOKS
        for place, document in enumerate(documents)
    }
    assert {where: said for where, said in found.items() if said} == {}, GROUPS[number]


# Pieces that were once at fault in black alone, the last three beside words of the area's own.
ONCE_FAULTY: Final = [
    # A quotation mark hung into the white round a code.
    ("ckb", shipped.SIGNS, "a3", "mono", False),
    ("pl", shipped.SIGNS, "a4", "mono-saver", False),
    # Urdu letters reached up to the outline of a band.
    ("ur", shipped.BOOKLET, "a4-half-fold", "mono-saver", False),
    # Smaller words stood nearer to the outline of their bubble, at its sides.
    ("ckb", shipped.SIGNS, "a4", "mono", True),
    ("ar", shipped.SIGNS, "a4", "mono", True),
    ("ro", shipped.SIGNS, "a4", "mono-saver", True),
]


@pytest.mark.parametrize("variant", ["mono", "mono-saver"])
@pytest.mark.parametrize(("contacts", "logos"), [(1, 8), (3, 3), (8, 1), (8, 8)])
def test_a_poster_of_signs_in_urdu_has_room_in_black_alone(
    variant: str, contacts: int, logos: int
) -> None:
    """Its head closes round its words, and where even that is not enough partners are named."""
    drawing, _ = shipped.design().drawing(shipped.SIGNS, variant, 5.0)
    words = sample_areas.made(sample_areas.area(contacts, logos, own=SCHOOL), "ur")
    made = compose(words, drawing, "a4", cache=Cache())
    assert misplaced(made.artwork, drawing.clearances, cache=Cache()) == []
    printed = sum(1 for page in made.artwork.pages for _ in images(page))
    said = str(made.problems)
    assert printed == logos or (printed == 0 and "the imprint names the partners" in said)
    assert ("Partner light" in shipped.words(made)) == (printed == 0 and logos == 8)


@pytest.mark.parametrize("variant", ["mono", "mono-saver"])
@pytest.mark.parametrize("logos", [1, 8])
def test_a_poster_of_messages_in_portuguese_has_room_in_black_alone(
    variant: str, logos: int
) -> None:
    """Beside words of the area's own its partners are named, as they are in colour."""
    words = sample_areas.made(sample_areas.area(3, logos, own=SCHOOL), "pt")
    assert wrong(words, shipped.STORY, "a3", (variant, 5.0), Cache()) == []


@pytest.mark.parametrize(
    ("tag", "layout", "size", "look"),
    [
        ("hi", shipped.LEAFLET, "a4-roll-fold-dl", ("mono", 5.0)),
        # Its captions and its addresses have unlike numbers of lines, which stand level only
        # where there is room.
        ("pl", shipped.FLYER, "a5", ("", 5.0)),
    ],
)
@pytest.mark.parametrize("logos", [0, 8])
def test_a_piece_has_room_for_eight_contacts_and_words_of_the_areas_own(
    tag: str, layout: str, size: str, look: tuple[str, float], logos: int
) -> None:
    words = sample_areas.made(sample_areas.area(8, logos, own=SCHOOL), tag)
    assert wrong(words, layout, size, look, Cache()) == []


@pytest.mark.parametrize(("tag", "layout", "size", "variant", "own"), ONCE_FAULTY)
def test_what_was_once_faulty_is_tried_every_day(
    tag: str, layout: str, size: str, variant: str, own: bool
) -> None:
    area = sample_areas.area(3, 0)
    area.pop("imprint")
    if own:
        area["own"] = {**SCHOOL, "sentence": SENTENCE}
    assert wrong(sample_areas.made(area, tag), layout, size, (variant, 5.0), Cache()) == []
