"""Words of an area's own that find no room are refused at those words, and nowhere else."""

import pytest

from generator.cache import Cache
from generator.design.items import OWN
from generator.problems import Problem, Refused
from generator.typeset.compose import compose
from tests import sample_areas
from tests.own_words import NUMBER
from tests.typeset import shipped
from tests.values import replace

LONG = {
    "heading": "Our safeguarding lead",
    "name": "Alexandra Shahanara Alexandra Shahanara Alexandra Shahanara",
    "role": "deputy headteacher deputy headteacher deputy headteacher",
    "number": NUMBER,
    "address": "www.example.org/tell",
}


def test_words_of_its_own_that_are_too_much_are_told_at_them() -> None:
    """Their name and role take the room, and are no texts: a block of the campaign is longer. As
    long as an area's file may give them they fit."""
    words = sample_areas.made(sample_areas.area(3, 0, own=LONG), "ta")
    own = words.blocks[OWN]
    (contact,) = own.contacts
    name = replace(contact.place, runs=contact.place.runs * 4)
    own = replace(own, contacts=(replace(contact, place=name),))
    words = replace(words, blocks={**words.blocks, OWN: own})
    drawing = shipped.drawing(shipped.LEAFLET)
    with pytest.raises(Refused) as refused:
        compose(words, drawing, drawing.layout.formats[0], cache=Cache())
    (problem,) = refused.value.problems
    assert problem.rule == "overset"
    assert problem.message == 'the area\'s own words do not fit "what-to-do"'
    assert "own.heading" in str(problem.span)
    assert problem.hint == "shorten them, or leave out the sentence, the role or the address"
    (detail,) = problem.details
    assert detail.startswith("the rest fits without them; the frame is ")


LONGEST = {**LONG, "sentence": "Whoever answers can help. " * 4}


@pytest.mark.parametrize("tag", ["ta", "ur"])
def test_logos_that_find_no_room_beside_them_are_told_at_the_logos(tag: str) -> None:
    """The words fit without logos where these are arranged otherwise without them."""
    (problem,) = refused(shipped.FLYER, tag, 2, 8)
    assert problem.rule == "logos-room"
    assert "logos" in str(problem.span)


@pytest.mark.parametrize("tag", ["so", "ta"])
def test_no_logo_is_blamed_for_contacts_on_another_page(tag: str) -> None:
    """Their strip stands on a page that has room for their partners' names."""
    problems = refused(shipped.LEAFLET, tag, 8, 6)
    assert [one.message for one in problems] == ['8 contacts do not fit "what-to-do"']


def test_partners_are_named_where_their_logos_find_no_room_beside_them() -> None:
    words = sample_areas.made(sample_areas.area(5, 6, own=LONGEST), "so")
    drawing = shipped.drawing(shipped.LEAFLET)
    made = compose(words, drawing, drawing.layout.formats[0], cache=Cache())
    assert ["6 logos are left out" in one.message for one in made.problems] == [True]
    assert all(logo.alt in shipped.words(made) for logo in words.logos)


@pytest.mark.parametrize("tag", ["ta", "uk"])
def test_the_flyer_says_less_of_its_publisher_to_hold_five_contacts(tag: str) -> None:
    """Beside as many words of its own as an area's file may give."""
    words = sample_areas.made(sample_areas.area(5, 0, own=LONGEST), tag)
    drawing = shipped.drawing(shipped.FLYER)
    made = compose(words, drawing, drawing.layout.formats[0], cache=Cache())
    assert "the imprint's last 2 sentences are left out of flyer-a5" in str(made.problems)


def refused(layout: str, tag: str, contacts: int, logos: int) -> tuple[Problem, ...]:
    """What is wrong with a piece of an area with the longest words of its own."""
    words = sample_areas.made(sample_areas.area(contacts, logos, own=LONGEST), tag)
    drawing = shipped.drawing(layout)
    with pytest.raises(Refused) as found:
        compose(words, drawing, drawing.layout.formats[0], cache=Cache())
    return tuple(found.value.problems)
