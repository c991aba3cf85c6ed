"""Words of an area's own that find no room are refused at those words, and nowhere else."""

import pytest

from generator.cache import Cache
from generator.design.items import OWN
from generator.problems import Refused
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


@pytest.mark.parametrize(
    ("layout", "tag", "count"), [(shipped.LEAFLET, "so", 5), (shipped.FLYER, "ta", 2)]
)
def test_logos_that_find_no_room_beside_them_are_told_at_the_logos(
    layout: str, tag: str, count: int
) -> None:
    """The words fit without logos where these are arranged otherwise without them."""
    area = sample_areas.area(count, 6, own={**LONG, "sentence": "Whoever answers can help. " * 4})
    drawing = shipped.drawing(layout)
    with pytest.raises(Refused) as refused:
        compose(sample_areas.made(area, tag), drawing, drawing.layout.formats[0], cache=Cache())
    (problem,) = refused.value.problems
    assert problem.rule == "logos-room"
    assert "logos" in str(problem.span)
