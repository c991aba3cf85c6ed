"""Words of an area's own that find no room are refused at those words, and nowhere else."""

import pytest

from generator.cache import Cache
from generator.problems import Refused
from generator.typeset.compose import compose
from tests import sample_areas
from tests.own_words import NUMBER
from tests.typeset import shipped

LONG = {
    "heading": "Our safeguarding lead",
    "name": "Alexandra Shahanara Alexandra Shahanara Alexandra Shahanara",
    "role": "deputy headteacher deputy headteacher deputy headteacher",
    "number": NUMBER,
    "address": "www.example.org/tell",
}


def test_words_of_its_own_that_are_too_much_are_told_at_them() -> None:
    """Their name and role take the room, and are no texts: a block of the campaign is longer."""
    words = sample_areas.made(sample_areas.area(3, 0, own=LONG), "ta")
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
